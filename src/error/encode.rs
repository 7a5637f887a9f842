//! What the caller asked for that cannot be done.

use core::fmt;

use super::Part;

/// A text that XML 1.0 cannot carry; nothing was written.
///
/// ```
/// use ses_dkim_codec::{ErrorResponse, Part};
///
/// let error = ErrorResponse::new("a\0b").to_xml().unwrap_err();
/// assert_eq!((error.character(), error.offset(), error.part()), ('\0', 1, Part::Error));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct EncodeError {
    pub(crate) character: char,
    pub(crate) offset: usize,
    /// From 1; 0 outside the map.
    pub(crate) entry: usize,
    pub(crate) part: Part,
}

impl EncodeError {
    /// The character that XML 1.0 §2.2 excludes.
    #[must_use]
    pub const fn character(&self) -> char {
        self.character
    }

    /// Its byte, from 0, in the text that holds it.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// The part of the document that the text was for.
    #[must_use]
    pub const fn part(&self) -> Part {
        self.part
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
        let Self { character, offset, part, .. } = self;
        write!(out, "U+{:04X} at byte {offset} of the text for ", u32::from(*character))?;
        part.fmt_of_entry(self.entry(), out)?;
        out.write_str(": expected a character of XML 1.0")
    }
}

impl core::error::Error for EncodeError {}

/// A request with more identities than the service answers in one call.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct LimitError {
    pub(crate) identities: usize,
}

impl LimitError {
    /// How many identities the request holds.
    #[must_use]
    pub const fn identities(&self) -> usize {
        self.identities
    }

    /// The stable name of this error: `too-many-identities`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "too-many-identities"
    }
}

impl fmt::Display for LimitError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = crate::MAX_IDENTITIES;
        write!(out, "{} identities in the request: expected at most {limit}", self.identities)
    }
}

impl core::error::Error for LimitError {}
