//! Where an error is: the part of the document, and what is found there.

use alloc::boxed::Box;
use core::fmt;

use super::quote;

/// The most bytes of an element's name that an error keeps.
const MAX_NAME: usize = 100;

/// The part of a document that was being read.
///
/// ```
/// use ses_dkim_codec::{ErrorResponse, Location};
///
/// let error = ErrorResponse::decode(b"<ErrorResponse><Error><Code>Thrott").unwrap_err();
/// assert_eq!(error.location(), Location::Element("Code"));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Location {
    /// The content of the root element, or what surrounds it.
    Document,
    /// An element whose name the protocol or the operation defines.
    Element(&'static str),
    /// An element with any other name.
    UnknownElement,
}

impl fmt::Display for Location {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document => out.write_str("the document"),
            Self::Element(name) => write!(out, "element {name}"),
            Self::UnknownElement => out.write_str("an unknown element"),
        }
    }
}

/// Writes entry and location in parentheses, and nothing for the document as a whole.
pub(super) fn write_location(
    out: &mut fmt::Formatter<'_>,
    entry: Option<usize>,
    location: Location,
) -> fmt::Result {
    match (entry, location) {
        (None, Location::Document) => Ok(()),
        (None, location) => write!(out, " ({location})"),
        (Some(entry), Location::Document) => write!(out, " (entry {entry})"),
        (Some(entry), location) => write!(out, " (entry {entry}, {location})"),
    }
}

/// What is at the offset of an error.
///
/// ```
/// use ses_dkim_codec::{ErrorResponse, Found};
///
/// assert_eq!(ErrorResponse::decode(b"oops").unwrap_err().found(), &Found::Character('o'));
/// assert_eq!(ErrorResponse::decode(b"").unwrap_err().found(), &Found::End);
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Found {
    /// Nothing: the input ends.
    End,
    /// A character.
    Character(char),
    /// A byte that is not part of a character.
    Byte(u8),
    /// A tag with this name: at most its first 100 bytes.
    Element(Box<str>),
}

impl Found {
    /// What is at `offset` of `body`.
    pub(super) fn at(body: &[u8], offset: usize) -> Self {
        let rest = &body[offset..];
        let head = &rest[..rest.len().min(4)];
        let Some(chunk) = head.utf8_chunks().next() else {
            return Self::End;
        };
        match (chunk.valid().chars().next(), chunk.invalid()) {
            (Some(character), _) => Self::Character(character),
            (None, [byte, ..]) => Self::Byte(*byte),
            (None, []) => Self::End,
        }
    }

    /// The tag at `offset` of `body`.
    pub(super) fn tag(body: &[u8], offset: usize) -> Self {
        let is_name = |byte: &u8| !byte.is_ascii_whitespace() && !b"/>".contains(byte);
        let tag = &body[offset..];
        let name = tag.strip_prefix(b"<").unwrap_or(tag);
        let len = name.iter().position(|byte| !is_name(byte)).unwrap_or(name.len());
        let chunk = name[..len.min(MAX_NAME)].utf8_chunks().next();
        Self::Element(chunk.map_or("", |chunk| chunk.valid()).into())
    }
}

impl fmt::Display for Found {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::End => out.write_str("the end of the input"),
            Self::Character(character) => write!(out, "{character:?}"),
            Self::Byte(byte) => write!(out, "the byte 0x{byte:02x}"),
            Self::Element(name) => {
                out.write_str("`")?;
                quote(out, name.as_bytes(), MAX_NAME)?;
                out.write_str("`")
            }
        }
    }
}
