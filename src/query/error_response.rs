//! The service's own error: what it says, and whether to try again.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::error::{DecodeError, EncodeError};
use super::error_document;
use super::retry::Retry;
use super::text::{Printable, own};
use crate::xml::Layout;

/// An error that the service, or something in front of it, answered.
///
/// Every field is optional: an error stays an error however little its body says. `Display` shows
/// all that it says on one line, control characters escaped.
///
/// ```
/// use ses_dkim_codec::{ErrorResponse, Retry};
///
/// let body = b"<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code>\
///     <Message>Rate exceeded</Message></Error><RequestId>1</RequestId></ErrorResponse>";
/// let error = ErrorResponse::decode(body)?;
/// assert_eq!(error.code.as_deref(), Some("Throttling"));
/// assert_eq!(error.retry(), Some(Retry::Throttling));
/// assert_eq!(error.to_string(), "Throttling: Rate exceeded (type Sender, request id 1)");
/// # Ok::<(), ses_dkim_codec::DecodeError>(())
/// ```
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct ErrorResponse<'body> {
    /// The HTTP status that came with it, if the caller gave one.
    pub status: Option<u16>,
    /// Whose fault the service takes it to be.
    pub error_type: Option<ErrorType<'body>>,
    /// The code: what a program decides by.
    pub code: Option<Cow<'body, str>>,
    /// The message, verbatim: what a person reads.
    pub message: Option<Cow<'body, str>>,
    /// Further detail, verbatim; rarely sent.
    pub detail: Option<Cow<'body, str>>,
    /// The id by which the service's support finds the call.
    pub request_id: Option<Cow<'body, str>>,
    /// The value of the `Retry-After` header, as it came.
    pub retry_after: Option<Cow<'body, str>>,
    /// What the body was. Only an error document says more than the status does.
    pub body: BodyKind,
    /// The beginning of a body that was not an error document: at most 200 characters on one line,
    /// fit to print.
    pub excerpt: Option<Cow<'body, str>>,
}

/// The `Type` of an error.
///
/// ```
/// use ses_dkim_codec::ErrorType;
///
/// assert_eq!(ErrorType::from("Sender"), ErrorType::Sender);
/// assert_eq!(ErrorType::from("Other").as_str(), "Other");
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ErrorType<'body> {
    /// The request was at fault.
    Sender,
    /// The service was at fault.
    Receiver,
    /// Any other type, kept as it is.
    Other(OtherType<'body>),
}

/// A type of error that is neither of the two documented words; its text is
/// [`ErrorType::as_str`]'s alone.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct OtherType<'body>(Cow<'body, str>);

impl ErrorType<'_> {
    /// The text on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Sender => "Sender",
            Self::Receiver => "Receiver",
            Self::Other(OtherType(text)) => text,
        }
    }

    /// The same type, owning its text.
    #[must_use]
    pub fn into_owned(self) -> ErrorType<'static> {
        match self {
            Self::Sender => ErrorType::Sender,
            Self::Receiver => ErrorType::Receiver,
            Self::Other(OtherType(text)) => ErrorType::Other(OtherType(own(text))),
        }
    }
}

impl<'body> From<&'body str> for ErrorType<'body> {
    fn from(text: &'body str) -> Self {
        Self::from(Cow::Borrowed(text))
    }
}

impl<'body> From<Cow<'body, str>> for ErrorType<'body> {
    fn from(text: Cow<'body, str>) -> Self {
        match &*text {
            "Sender" => Self::Sender,
            "Receiver" => Self::Receiver,
            _ => Self::Other(OtherType(text)),
        }
    }
}

/// What the body of a reply was.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum BodyKind {
    /// A document of the service.
    #[default]
    Document,
    /// Nothing, or only white space.
    Empty,
    /// An HTML page.
    Html,
    /// JSON.
    Json,
    /// Data compressed with gzip, zlib, bzip2, xz or zstd.
    Compressed,
    /// The beginning of an XML document.
    TruncatedXml,
    /// XML that is not well-formed, or not readable here.
    MalformedXml,
    /// A well-formed XML document of another kind.
    OtherXml,
    /// Anything else.
    Text,
}

impl BodyKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Document,
        Self::Empty,
        Self::Html,
        Self::Json,
        Self::Compressed,
        Self::TruncatedXml,
        Self::MalformedXml,
        Self::OtherXml,
        Self::Text,
    ];

    /// The stable name of this kind in kebab case, for logs and programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Empty => "empty",
            Self::Html => "html",
            Self::Json => "json",
            Self::Compressed => "compressed",
            Self::TruncatedXml => "truncated-xml",
            Self::MalformedXml => "malformed-xml",
            Self::OtherXml => "other-xml",
            Self::Text => "text",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Document => "an error document",
            Self::Empty => "an empty body",
            Self::Html => "an HTML page",
            Self::Json => "JSON",
            Self::Compressed => "compressed data; decompress the body first",
            Self::TruncatedXml => "truncated XML",
            Self::MalformedXml => "malformed XML",
            Self::OtherXml => "another XML document",
            Self::Text => "text that is not XML",
        }
    }
}

impl fmt::Display for BodyKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.words())
    }
}

impl<'body> ErrorResponse<'body> {
    /// An error with this code.
    #[must_use]
    pub fn new(code: impl Into<Cow<'body, str>>) -> Self {
        Self { code: Some(code.into()), ..Self::default() }
    }

    /// The same error with a type.
    #[must_use]
    pub fn with_type(self, error_type: ErrorType<'body>) -> Self {
        Self { error_type: Some(error_type), ..self }
    }

    /// The same error with a message.
    #[must_use]
    pub fn with_message(self, message: impl Into<Cow<'body, str>>) -> Self {
        Self { message: Some(message.into()), ..self }
    }

    /// The same error with a request id.
    #[must_use]
    pub fn with_request_id(self, request_id: impl Into<Cow<'body, str>>) -> Self {
        Self { request_id: Some(request_id.into()), ..self }
    }

    /// Reads an error document, in any of the shapes that AWS front ends write.
    ///
    /// The `reply` method of a request reads whatever the service sends.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] if the body is not well-formed XML, or is not an error document.
    pub fn decode(body: &'body [u8]) -> Result<Self, DecodeError> {
        error_document::decode(body)
    }

    /// Writes the error as a compact document. Status, `Retry-After`, kind and excerpt of the body
    /// are not part of it, nor is the white space around type, code and request id.
    ///
    /// # Errors
    ///
    /// [`EncodeError`] if a text contains a character that XML 1.0 cannot carry.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// assert_eq!(
    ///     ErrorResponse::new("Throttling").to_xml()?,
    ///     "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\">\
    ///      <Error><Code>Throttling</Code></Error></ErrorResponse>",
    /// );
    /// # Ok::<(), ses_dkim_codec::EncodeError>(())
    /// ```
    pub fn to_xml(&self) -> Result<String, EncodeError> {
        error_document::write(self, Layout::Compact)
    }

    /// Writes the error as a document indented by two spaces.
    ///
    /// # Errors
    ///
    /// [`EncodeError`] if a text contains a character that XML 1.0 cannot carry.
    pub fn to_xml_indented(&self) -> Result<String, EncodeError> {
        error_document::write(self, Layout::Indented)
    }

    /// Why trying again may help, from the status and the code, as [`Retry::classify`]; `None` when
    /// neither says so.
    #[must_use]
    pub fn retry(&self) -> Option<Retry> {
        Retry::classify(self.status, self.code.as_deref())
    }

    /// The same error, owning its text.
    #[must_use]
    pub fn into_owned(self) -> ErrorResponse<'static> {
        ErrorResponse {
            status: self.status,
            error_type: self.error_type.map(ErrorType::into_owned),
            code: self.code.map(own),
            message: self.message.map(own),
            detail: self.detail.map(own),
            request_id: self.request_id.map(own),
            retry_after: self.retry_after.map(own),
            body: self.body,
            excerpt: self.excerpt.map(own),
        }
    }
}

impl fmt::Display for ErrorResponse<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = |text: Option<&'_ str>| text.filter(|text| !text.is_empty()).map(String::from);
        match said(self.code.as_deref()) {
            Some(code) => write!(out, "{}", Printable(&code))?,
            None => write!(out, "an error without a code, {}", self.body.words())?,
        }
        for text in [&self.message, &self.detail, &self.excerpt]
            .into_iter()
            .filter_map(|t| said(t.as_deref()))
        {
            write!(out, ": {}", Printable(&text))?;
        }
        let status = self.status.map(|status| format!("HTTP {status}"));
        let error_type = said(self.error_type.as_ref().map(ErrorType::as_str));
        let id = said(self.request_id.as_deref()).map(|id| format!("request id {id}"));
        let facts = [status, error_type.map(|of| format!("type {of}")), id];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        if facts.is_empty() { Ok(()) } else { write!(out, " ({})", Printable(&facts.join(", "))) }
    }
}

impl core::error::Error for ErrorResponse<'_> {}
