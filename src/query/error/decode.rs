//! What is wrong with a document, and where.

use core::fmt;

use super::location::write_location;
use super::{DecodeErrorKind, Found, Location, quote};
use crate::xml::{BYTE_ORDER_MARK, XmlError};

/// Why a body could not be decoded: the kind, the element and the entry, the byte offset, and what
/// was found.
///
/// It borrows nothing. [`explain`](Self::explain) adds line, column and a quotation of the body.
///
/// ```
/// use ses_dkim_codec::{DecodeErrorKind, ErrorResponse, Location, XmlErrorKind};
///
/// let body = b"<ErrorResponse>\n<Error><Code>Throttling</Error></ErrorResponse>";
/// let error = ErrorResponse::decode(body).unwrap_err();
/// assert_eq!(error.kind(), DecodeErrorKind::Xml(XmlErrorKind::MismatchedEnd));
/// assert_eq!(error.kind().code(), "mismatched-end");
/// assert_eq!(error.location(), Location::Element("Code"));
/// assert_eq!(error.offset(), 39);
/// assert_eq!(error.line_column(body), (2, 24));
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct DecodeError {
    fault: Fault,
    found: Found,
}

/// An error while the body is being read: small, and without text of the body.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) struct Fault {
    pub(crate) kind: DecodeErrorKind,
    pub(crate) offset: usize,
    pub(crate) location: Location,
    /// The entry of the map, from 1; 0 outside the map.
    pub(crate) entry: usize,
    /// The name of the element that was expected.
    pub(crate) expected: Option<&'static str>,
}

impl Fault {
    /// The fault of a document as a whole.
    pub(crate) const fn new(kind: DecodeErrorKind, offset: usize) -> Self {
        Self { kind, offset, location: Location::Document, entry: 0, expected: None }
    }

    /// The same fault, with the name of the element that was expected.
    pub(crate) const fn expecting(self, name: &'static str) -> Self {
        Self { expected: Some(name), ..self }
    }

    /// The error, with what is at the offset in `body`.
    pub(crate) fn in_body(self, body: &[u8]) -> DecodeError {
        let is_named = matches!(
            self.kind,
            DecodeErrorKind::UnexpectedRoot | DecodeErrorKind::UnexpectedElement
        );
        let offset = self.offset;
        let found = if is_named { Found::tag(body, offset) } else { Found::at(body, offset) };
        DecodeError { fault: self, found }
    }
}

impl From<XmlError> for Fault {
    fn from(error: XmlError) -> Self {
        Self::new(DecodeErrorKind::Xml(error.kind()), error.offset())
    }
}

impl DecodeError {
    /// What is wrong.
    ///
    /// ```
    /// # use ses_dkim_codec::{DecodeErrorKind, ErrorResponse};
    /// let error = ErrorResponse::decode(b"<html></html>").unwrap_err();
    /// assert_eq!(error.kind(), DecodeErrorKind::UnexpectedRoot);
    /// ```
    #[must_use]
    pub const fn kind(&self) -> DecodeErrorKind {
        self.fault.kind
    }

    /// The byte offset in the body, from 0.
    ///
    /// For an element without an end tag it is the offset of its start tag; for a missing element,
    /// the offset of the end tag of its parent.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// let error = ErrorResponse::decode(b"<Error><Code>Throttling").unwrap_err();
    /// assert_eq!(error.offset(), 7); // where `<Code>` begins
    /// ```
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.fault.offset
    }

    /// What is at the offset.
    ///
    /// ```
    /// # use ses_dkim_codec::{ErrorResponse, Found};
    /// let error = ErrorResponse::decode(b"<html></html>").unwrap_err();
    /// assert_eq!(error.found(), &Found::Element("html".into()));
    /// ```
    #[must_use]
    pub const fn found(&self) -> &Found {
        &self.found
    }

    /// The part of the document that was being read; for a missing element, that element.
    ///
    /// ```
    /// # use ses_dkim_codec::{Location, VerifyDomainDkimResponse};
    /// let body = b"<VerifyDomainDkimResponse></VerifyDomainDkimResponse>";
    /// let error = VerifyDomainDkimResponse::decode(body).unwrap_err();
    /// assert_eq!(error.location(), Location::Element("VerifyDomainDkimResult"));
    /// ```
    #[must_use]
    pub const fn location(&self) -> Location {
        self.fault.location
    }

    /// The entry of the map that was being read, counted from 1; `None` outside the map.
    ///
    /// ```
    /// # use ses_dkim_codec::GetIdentityDkimAttributesResponse;
    /// let body = b"<GetIdentityDkimAttributesResponse><GetIdentityDkimAttributesResult>\
    ///     <DkimAttributes><entry></entry></DkimAttributes>\
    ///     </GetIdentityDkimAttributesResult></GetIdentityDkimAttributesResponse>";
    /// let error = GetIdentityDkimAttributesResponse::decode(body).unwrap_err();
    /// assert_eq!(error.entry(), Some(1));
    /// ```
    #[must_use]
    pub fn entry(&self) -> Option<usize> {
        Some(self.fault.entry).filter(|entry| *entry > 0)
    }

    /// Whether the body may be the beginning of a complete document: it ends too early, and no error
    /// was found before its end. A body may be empty, or end inside a character.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// assert!(ErrorResponse::decode(b"<ErrorResponse><Err").unwrap_err().is_truncated());
    /// assert!(!ErrorResponse::decode(b"<ErrorResponse><1>").unwrap_err().is_truncated());
    /// ```
    #[must_use]
    pub const fn is_truncated(&self) -> bool {
        self.fault.kind.is_truncated()
    }

    /// Line and column of the offset in `body`, which must be the body that the error came from.
    ///
    /// Both are counted from 1, the column in characters. A line ends at LF, CR LF or CR (XML 1.0
    /// §2.11).
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// let body = b"<ErrorResponse>\n  <Error></error>";
    /// let error = ErrorResponse::decode(body).unwrap_err();
    /// assert_eq!(error.line_column(body), (2, 10));
    /// ```
    #[must_use]
    pub fn line_column(&self, body: &[u8]) -> (usize, usize) {
        let before = body.get(..self.fault.offset).unwrap_or(body);
        let mut line = 1;
        let mark = BYTE_ORDER_MARK;
        let mut start = if before.starts_with(mark) { mark.len() } else { 0 };
        for (index, byte) in before.iter().enumerate() {
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => body.get(index + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends_line {
                line += 1;
                start = index + 1;
            }
        }
        let chunks = before[start..].utf8_chunks();
        let characters = chunks.map(|chunk| chunk.valid().chars().count() + chunk.invalid().len());
        (line, characters.sum::<usize>() + 1)
    }

    /// The error with line, column and a quotation of `body`, which must be the body that the error
    /// came from.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// let error = ErrorResponse::decode(b"").unwrap_err();
    /// let text = error.explain(b"").to_string();
    /// assert!(text.ends_with("line 1, column 1 is the end of the body"));
    /// ```
    #[must_use]
    pub const fn explain<'a>(&'a self, body: &'a [u8]) -> Explanation<'a> {
        Explanation { error: self, body }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { kind, offset, location, expected, .. } = self.fault;
        write!(out, "found {} ", kind.found())?;
        if let found @ Found::Element(_) = &self.found {
            write!(out, "{found}")?;
        } else {
            write!(out, "({})", self.found)?;
        }
        match expected {
            Some(name) => write!(out, ", expected `{name}`")?,
            None => write!(out, ", expected {}", kind.expected())?,
        }
        write!(out, " at byte {offset}")?;
        write_location(out, self.entry(), location)
    }
}

impl core::error::Error for DecodeError {}

/// A [`DecodeError`] with the body it came from: its `Display` adds line, column and a quotation of
/// at most 40 characters.
///
/// ```
/// let body = b"Service Unavailable";
/// let error = ses_dkim_codec::ErrorResponse::decode(body).unwrap_err();
/// assert_eq!(
///     error.explain(body).to_string(),
///     "found text outside the root element ('S'), expected white space, a comment or an \
///      instruction at byte 0; line 1, column 1 reads \"Service Unavailable\"",
/// );
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'a> {
    error: &'a DecodeError,
    body: &'a [u8],
}

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        const QUOTED: usize = 40;
        let (line, column) = self.error.line_column(self.body);
        write!(out, "{}; line {line}, column {column}", self.error)?;
        match self.body.get(self.error.offset()..) {
            Some([_, ..]) => {
                out.write_str(" reads \"")?;
                let is_whole = quote(out, &self.body[self.error.offset()..], QUOTED)?;
                out.write_str(if is_whole { "\"" } else { "\"…" })
            }
            Some([]) | None => out.write_str(" is the end of the body"),
        }
    }
}
