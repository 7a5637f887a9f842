//! Why no record was made.

use alloc::boxed::Box;
use alloc::format;
use core::fmt;

use super::CnameRecord;
use super::name::{MAX_LABEL, MAX_NAME};
use crate::xml::kinds;

/// The most characters of a text that an error keeps.
const MAX_TEXT: usize = 100;

kinds! {
    /// Why no record was made.
    ///
    /// ```
    /// use ses_dkim_codec::dns::{DEFAULT_ZONE, RecordErrorKind, cname_record};
    ///
    /// let error = cname_record("example.com", "a token", DEFAULT_ZONE).unwrap_err();
    /// assert_eq!(error.kind(), RecordErrorKind::MalformedToken);
    /// ```
    RecordErrorKind at "dns::RecordErrorKind" {
        /// The number of tokens is not three, as in Easy DKIM.
        TokenCount = "token-count", "the tokens", "the 3 of Easy DKIM";
        /// The domain is not a legal DNS name.
        MalformedDomain = "malformed-domain", "the domain", "letters, digits, `-` and `_`";
        /// The domain is not ASCII: its A-labels (Punycode, RFC 5890 §2.3.2.1) are needed.
        NonAsciiDomain = "non-ascii-domain", "the domain", "ASCII: pass its A-labels (Punycode, `xn--…`)";
        /// The token is not a legal label.
        MalformedToken = "malformed-token", "the token", "letters, digits, `-` and `_`";
        /// The zone is not a legal DNS name.
        MalformedZone = "malformed-zone", "the zone", "letters, digits, `-` and `_`";
        /// One name has two targets.
        ConflictingTarget = "conflicting-target", "the record", "the earlier target of its name";
    }
}

/// Why no record was made: the kind, the text, and the offset of the fault in the text.
///
/// ```
/// use ses_dkim_codec::dns;
///
/// let error = dns::cname_record("bücher.example", "t1", dns::DEFAULT_ZONE).unwrap_err();
/// assert_eq!(error.kind().code(), "non-ascii-domain");
/// assert_eq!((error.found(), error.offset()), ("bücher.example", Some(1)));
/// assert_eq!(
///     error.to_string(),
///     "found 'ü' at byte 1 of the domain \"bücher.example\", \
///      expected ASCII: pass its A-labels (Punycode, `xn--…`)",
/// );
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct RecordError {
    kind: RecordErrorKind,
    text: Box<str>,
    offset: usize,
    fault: Fault,
}

/// What is wrong with a text.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(super) enum Fault {
    Character(char),
    EmptyLabel,
    /// A label of this many bytes.
    LongLabel(usize),
    /// A record whose name or target has this many bytes.
    LongName(usize),
    /// This many tokens.
    Count(usize),
    /// The name has this target already.
    Conflict(Box<str>),
}

impl RecordError {
    pub(super) fn new(kind: RecordErrorKind, text: &str, offset: usize, fault: Fault) -> Self {
        let end = text.char_indices().nth(MAX_TEXT).map_or(text.len(), |(end, _)| end);
        Self { kind, text: text[..end].into(), offset, fault }
    }

    pub(super) fn token_count(identity: &str, count: usize) -> Self {
        Self::new(RecordErrorKind::TokenCount, identity, 0, Fault::Count(count))
    }

    /// The record gives a second target to a name whose first target is `other`.
    pub(super) fn conflict(record: &CnameRecord, other: &str) -> Self {
        let kind = RecordErrorKind::ConflictingTarget;
        let (text, fault) = (format!("{record}").into(), Fault::Conflict(other.into()));
        Self { kind, text, offset: 0, fault }
    }

    /// Why no record was made.
    ///
    /// ```
    /// # use ses_dkim_codec::dns;
    /// let error = dns::cname_records("example.com", ["t1"], dns::DEFAULT_ZONE).unwrap_err();
    /// assert_eq!(error.kind(), dns::RecordErrorKind::TokenCount);
    /// ```
    #[must_use]
    pub const fn kind(&self) -> RecordErrorKind {
        self.kind
    }

    /// The text that is wrong: at most its first 100 characters.
    ///
    /// It is the domain, the token or the zone; the identity that does not have three tokens; or the
    /// whole record whose name has another target.
    ///
    /// ```
    /// # use ses_dkim_codec::dns;
    /// let error = dns::cname_record("user@example..com", "t1", dns::DEFAULT_ZONE).unwrap_err();
    /// assert_eq!(error.found(), "example..com");
    /// ```
    #[must_use]
    pub fn found(&self) -> &str {
        &self.text
    }

    /// The byte offset in the domain, the token or the zone, from 0; `None` if the fault has no
    /// single place in the text.
    ///
    /// ```
    /// # use ses_dkim_codec::dns;
    /// let error = dns::cname_record("example..com", "t1", dns::DEFAULT_ZONE).unwrap_err();
    /// assert_eq!(error.offset(), Some(8));
    /// ```
    #[must_use]
    pub const fn offset(&self) -> Option<usize> {
        match self.fault {
            Fault::Character(_) | Fault::EmptyLabel | Fault::LongLabel(_) => Some(self.offset),
            Fault::LongName(_) | Fault::Count(_) | Fault::Conflict(_) => None,
        }
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, text, offset, fault } = self;
        let (what, expected) = (kind.found(), kind.expected());
        match fault {
            Fault::Character(found) => {
                write!(
                    out,
                    "found {found:?} at byte {offset} of {what} {text:?}, expected {expected}"
                )
            }
            Fault::EmptyLabel => write!(
                out,
                "found an empty label at byte {offset} of {what} {text:?}, expected 1 to {MAX_LABEL} bytes"
            ),
            Fault::LongLabel(length) => write!(
                out,
                "found a label of {length} bytes at byte {offset} of {what} {text:?}, \
                 expected at most {MAX_LABEL}"
            ),
            Fault::LongName(length) => write!(
                out,
                "found a name of {length} bytes with {what} {text:?}, expected at most {MAX_NAME}"
            ),
            // A single token is most likely a selector: say what would happen to its key.
            Fault::Count(1) => write!(
                out,
                "found 1 token of {text:?}, expected {expected}; a single one is the selector of a key \
                 of your own (BYODKIM), and a CNAME would replace the TXT record of the key"
            ),
            Fault::Count(count) => {
                write!(out, "found {count} tokens of {text:?}, expected {expected}")
            }
            Fault::Conflict(other) => {
                write!(out, "found {what} {text:?}, expected {expected}, {other:?}")
            }
        }
    }
}

impl core::error::Error for RecordError {}
