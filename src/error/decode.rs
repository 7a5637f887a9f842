//! What is wrong with an XML document.

use core::fmt;

use super::{DecodeErrorKind, Found, Part, quote};

/// Why a body could not be decoded: what, where in meaning, and where in bytes.
///
/// Small, `Copy` and free of borrowed text; [`explain`](Self::explain) adds line, column and a
/// quotation when the body is at hand.
///
/// ```
/// use ses_dkim_codec::{DecodeErrorKind, Reply};
///
/// let body = b"<ErrorResponse>\n<Error><Code>Throttling</Error></ErrorResponse>";
/// let error = Reply::decode(body).unwrap_err();
/// assert_eq!(error.kind(), DecodeErrorKind::MismatchedEnd);
/// assert_eq!(error.kind().code(), "mismatched-end");
/// assert_eq!(error.offset(), 39);
/// assert_eq!(error.line_column(body), (2, 24));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct DecodeError {
    offset: usize,
    entry: u32,
    found: Found,
    kind: DecodeErrorKind,
    part: Part,
}

impl DecodeError {
    pub(crate) fn new(kind: DecodeErrorKind, body: &[u8], offset: usize) -> Self {
        let found = Found::at(body, offset);
        Self { offset, entry: 0, found, kind, part: Part::Document }
    }

    /// The same error, met while `part` of the map's `entry` (from 1; 0 outside the map) was read.
    pub(crate) const fn within(self, part: Part, entry: u32) -> Self {
        Self { part, entry, ..self }
    }

    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// The byte of the body, from 0, at which it is wrong; for an element that is never closed,
    /// the first byte of its start tag.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// What stands at the offset.
    #[must_use]
    pub const fn found(&self) -> Found {
        self.found
    }

    /// The part of the meaning that was being read.
    #[must_use]
    pub const fn part(&self) -> Part {
        self.part
    }

    /// The entry of the map that was being read, counted from 1.
    #[must_use]
    pub fn entry(&self) -> Option<usize> {
        usize::try_from(self.entry).ok().filter(|entry| *entry > 0)
    }

    /// Line and column of the offset in the body it came from, both counted from 1, the column in
    /// characters; a line ends at LF, CR LF or CR (XML 1.0 §2.11).
    #[must_use]
    pub fn line_column(&self, body: &[u8]) -> (usize, usize) {
        let before = body.get(..self.offset).unwrap_or(body);
        let mut line: usize = 1;
        // The mark is no character of the document (XML 1.0 §4.3.3).
        let mut start = if before.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        for (index, byte) in before.iter().enumerate() {
            let next = index.saturating_add(1);
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => body.get(next) != Some(&b'\n'),
                _ => false,
            };
            if ends_line {
                line = line.saturating_add(1);
                start = next;
            }
        }
        let text = before.get(start..).unwrap_or_default();
        let characters: usize = text
            .utf8_chunks()
            .map(|chunk| chunk.valid().chars().count().saturating_add(chunk.invalid().len()))
            .sum();
        (line, characters.saturating_add(1))
    }

    /// The error with line, column and what the body reads there, for a person.
    #[must_use]
    pub const fn explain<'body>(&self, body: &'body [u8]) -> Explanation<'body> {
        Explanation { error: *self, body }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.part.fmt_of_entry(self.entry(), out)?;
        let (what, expected) = (self.kind.what(), self.kind.expected());
        write!(out, ", byte {}: found {what} ({}), expected {expected}", self.offset, self.found)
    }
}

impl core::error::Error for DecodeError {}

/// A [`DecodeError`] beside the body it came from: its `Display` adds line, column and a quotation
/// of at most 40 characters.
///
/// ```
/// let body = b"Service Unavailable";
/// let error = ses_dkim_codec::Reply::decode(body).unwrap_err();
/// assert_eq!(
///     error.explain(body).to_string(),
///     "line 1, column 1: the document, byte 0: found text outside the root element ('S'), \
///      expected white space, a comment or an instruction; the body reads \"Service Unavailable\"",
/// );
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'body> {
    error: DecodeError,
    body: &'body [u8],
}

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.error.line_column(self.body);
        write!(out, "line {line}, column {column}: {}", self.error)?;
        match self.body.get(self.error.offset..) {
            Some(rest) if !rest.is_empty() => {
                out.write_str("; the body reads ")?;
                quote(out, rest)
            }
            Some(_) | None => Ok(()),
        }
    }
}
