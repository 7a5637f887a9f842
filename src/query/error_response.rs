//! The service's own error: what it says, and whether to try again.

mod body_kind;
mod error_type;

pub use body_kind::BodyKind;
pub use error_type::{ErrorType, OtherType};

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
