//! Where an error is: in the meaning of the document, and what stands there.

use core::fmt;

/// The part of the document's meaning that was being read.
///
/// ```
/// use ses_dkim_codec::{Part, Reply};
///
/// let body = b"<ErrorResponse><Error><Code>Thrott";
/// assert_eq!(Reply::decode(body).unwrap_err().part(), Part::Error);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Part {
    /// What stands around and directly in the root element.
    Document,
    /// The `GetIdentityDkimAttributesResult` element.
    Result,
    /// The `DkimAttributes` map.
    DkimAttributes,
    /// An `entry` of the map.
    Entry,
    /// The `key` of an entry.
    Key,
    /// The `value` of an entry.
    Value,
    /// The `DkimEnabled` member of a value.
    DkimEnabled,
    /// The `DkimVerificationStatus` member of a value.
    DkimVerificationStatus,
    /// The `DkimTokens` member of a value.
    DkimTokens,
    /// A `member` of the token list.
    Token,
    /// The `ResponseMetadata` element.
    ResponseMetadata,
    /// The `RequestId` element.
    RequestId,
    /// The `Error` element, or a field of it.
    Error,
    /// An element that the operation does not know.
    Unknown,
}

impl Part {
    /// The words that a message uses for this part.
    const fn words(self) -> &'static str {
        match self {
            Self::Document => "the document",
            Self::Result => "GetIdentityDkimAttributesResult",
            Self::DkimAttributes => "DkimAttributes",
            Self::Entry => "entry",
            Self::Key => "key",
            Self::Value => "value",
            Self::DkimEnabled => "DkimEnabled",
            Self::DkimVerificationStatus => "DkimVerificationStatus",
            Self::DkimTokens => "DkimTokens",
            Self::Token => "member",
            Self::ResponseMetadata => "ResponseMetadata",
            Self::RequestId => "RequestId",
            Self::Error => "Error",
            Self::Unknown => "an unknown element",
        }
    }

    /// Writes the part, and of which entry of the map it is.
    pub(super) fn fmt_of_entry(
        self,
        entry: Option<usize>,
        out: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        match (self, entry) {
            (part, None) => write!(out, "{part}"),
            (Self::Entry, Some(entry)) => write!(out, "entry {entry}"),
            (part, Some(entry)) => write!(out, "{part} of entry {entry}"),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.words())
    }
}

/// What stands at the offset of an error.
///
/// ```
/// use ses_dkim_codec::{Found, Reply};
///
/// assert_eq!(Reply::decode(b"").unwrap_err().found(), Found::End);
/// assert_eq!(Reply::decode(b"ok").unwrap_err().found(), Found::Character('o'));
/// assert_eq!(Reply::decode(b"\xff").unwrap_err().found(), Found::Byte(0xff));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Found {
    /// The end of the input.
    End,
    /// A character.
    Character(char),
    /// A byte that belongs to no character.
    Byte(u8),
}

impl Found {
    /// What stands at `offset` of `body`.
    pub(super) fn at(body: &[u8], offset: usize) -> Self {
        let rest = body.get(offset..).unwrap_or_default();
        let Some(first) = rest.first() else {
            return Self::End;
        };
        let head = rest.get(..4).unwrap_or(rest);
        let chunk = head.utf8_chunks().next();
        match chunk.and_then(|chunk| chunk.valid().chars().next()) {
            Some(character) => Self::Character(character),
            None => Self::Byte(*first),
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::End => out.write_str("the end of the input"),
            Self::Character(character) => write!(out, "{character:?}"),
            Self::Byte(byte) => write!(out, "the byte 0x{byte:02x}"),
        }
    }
}
