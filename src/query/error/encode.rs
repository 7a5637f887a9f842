//! A value that cannot be written.

use core::fmt;

use super::Location;
use super::location::write_location;
use crate::xml::IllegalCharacter;

/// A text contains a character that XML 1.0 cannot carry; nothing was written.
///
/// ```
/// use ses_dkim_codec::{ErrorResponse, Location};
///
/// let error = ErrorResponse::new("a\0b").to_xml().unwrap_err();
/// assert_eq!((error.character(), error.offset()), ('\0', 1));
/// assert_eq!(error.location(), Location::Element("Code"));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct EncodeError {
    character: char,
    offset: usize,
    /// The entry of the map, from 1; 0 outside the map.
    entry: usize,
    location: Location,
}

impl EncodeError {
    pub(crate) const fn new(illegal: IllegalCharacter, element: &'static str) -> Self {
        let IllegalCharacter { character, offset } = illegal;
        Self { character, offset, entry: 0, location: Location::Element(element) }
    }

    /// The same error, in an entry of the map, counted from 1.
    pub(crate) const fn in_entry(self, entry: usize) -> Self {
        Self { entry, ..self }
    }

    /// The character, which XML 1.0 §2.2 excludes.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// let error = ErrorResponse::new("\u{FFFF}").to_xml().unwrap_err();
    /// assert_eq!(error.character(), '\u{FFFF}');
    /// ```
    #[must_use]
    pub const fn character(&self) -> char {
        self.character
    }

    /// The byte offset of the character in the text, from 0.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// let error = ErrorResponse::new("é\0").to_xml().unwrap_err();
    /// assert_eq!(error.offset(), 2);
    /// ```
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// The element that the text was for.
    ///
    /// ```
    /// # use ses_dkim_codec::{Location, VerifyDomainDkimResponse};
    /// let error = VerifyDomainDkimResponse::new(["\0"]).to_xml().unwrap_err();
    /// assert_eq!(error.location(), Location::Element("member"));
    /// ```
    #[must_use]
    pub const fn location(&self) -> Location {
        self.location
    }

    /// The entry of the map that the text was for, counted from 1; `None` outside the map.
    ///
    /// ```
    /// # use ses_dkim_codec::{DkimAttributes, GetIdentityDkimAttributesResponse};
    /// let mut map = DkimAttributes::new();
    /// map.push("example.com");
    /// map.push("\0");
    /// let error = GetIdentityDkimAttributesResponse::new(map).to_xml().unwrap_err();
    /// assert_eq!(error.entry(), Some(2));
    /// ```
    #[must_use]
    pub fn entry(&self) -> Option<usize> {
        Some(self.entry).filter(|entry| *entry > 0)
    }

    /// The stable name of this error: `invalid-character`.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// assert_eq!(ErrorResponse::new("\0").to_xml().unwrap_err().code(), "invalid-character");
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "invalid-character"
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = u32::from(self.character);
        let offset = self.offset;
        write!(
            out,
            "found U+{code:04X}, expected a character of XML 1.0 at byte {offset} of the text"
        )?;
        write_location(out, self.entry(), self.location)
    }
}

impl core::error::Error for EncodeError {}
