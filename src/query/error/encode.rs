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
    /// From 1; 0 outside the map.
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
    #[must_use]
    pub const fn character(&self) -> char {
        self.character
    }

    /// Its byte offset in the text, from 0.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// The element that the text was for.
    #[must_use]
    pub const fn location(&self) -> Location {
        self.location
    }

    /// The entry of the map that the text was for, counted from 1.
    #[must_use]
    pub fn entry(&self) -> Option<usize> {
        Some(self.entry).filter(|entry| *entry > 0)
    }

    /// The stable name of this error: `invalid-character`.
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
