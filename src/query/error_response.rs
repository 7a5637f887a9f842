//! The error of the service: its fields, and whether a retry may help.

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

/// An error that the service, or a proxy in front of it, returned.
///
/// Every field is optional: a reply with an error status is an error even if its body is empty.
/// `Display` shows the fields on one line, with control characters escaped. The fields are those of
/// the SES Developer Guide, ["Structure of the error response"][structure].
///
/// [structure]:
///     https://docs.aws.amazon.com/ses/latest/DeveloperGuide/query-interface-responses.html
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
    /// The HTTP status of the reply, if the caller gave it.
    pub status: Option<u16>,
    /// Whether the sender or the service is at fault, as the service says.
    pub error_type: Option<ErrorType<'body>>,
    /// The code, by which a program decides what to do.
    pub code: Option<Cow<'body, str>>,
    /// The message for a person, verbatim.
    pub message: Option<Cow<'body, str>>,
    /// Further detail, verbatim. The service rarely sends it.
    pub detail: Option<Cow<'body, str>>,
    /// The request id, by which the service's support finds the call.
    pub request_id: Option<Cow<'body, str>>,
    /// The value of the header `Retry-After`, unchanged.
    pub retry_after: Option<Cow<'body, str>>,
    /// What the body was. Only an error document has a type, a code and a message. For any other body,
    /// [`Reply::decode`](crate::query::Reply::decode) says what is wrong, and where.
    pub body: BodyKind,
    /// The beginning of a body that was not an error document, or had neither code nor message nor
    /// detail: at most 200 characters on one line, with control characters and invalid bytes escaped.
    pub excerpt: Option<Cow<'body, str>>,
}

impl<'body> ErrorResponse<'body> {
    /// An error with this code.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// assert_eq!(ErrorResponse::new("Throttling").code.as_deref(), Some("Throttling"));
    /// ```
    #[must_use]
    pub fn new(code: impl Into<Cow<'body, str>>) -> Self {
        Self { code: Some(code.into()), ..Self::default() }
    }

    /// The same error with a type.
    ///
    /// ```
    /// # use ses_dkim_codec::{ErrorResponse, ErrorType};
    /// let error = ErrorResponse::new("Throttling").with_type(ErrorType::Sender);
    /// assert_eq!(error.error_type, Some(ErrorType::Sender));
    /// ```
    #[must_use]
    pub fn with_type(self, error_type: ErrorType<'body>) -> Self {
        Self { error_type: Some(error_type), ..self }
    }

    /// The same error with a message.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// let error = ErrorResponse::new("Throttling").with_message("Rate exceeded");
    /// assert_eq!(error.to_string(), "Throttling: Rate exceeded");
    /// ```
    #[must_use]
    pub fn with_message(self, message: impl Into<Cow<'body, str>>) -> Self {
        Self { message: Some(message.into()), ..self }
    }

    /// The same error with a request id.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// let error = ErrorResponse::new("Throttling").with_request_id("1");
    /// assert_eq!(error.to_string(), "Throttling (request id 1)");
    /// ```
    #[must_use]
    pub fn with_request_id(self, request_id: impl Into<Cow<'body, str>>) -> Self {
        Self { request_id: Some(request_id.into()), ..self }
    }

    /// The same error with an HTTP status, for a server.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// let error = ErrorResponse::new("Throttling").with_status(400);
    /// assert_eq!(error.to_string(), "Throttling (HTTP 400)");
    /// ```
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        Self { status: Some(status), ..self }
    }

    /// The same error with a value of the header `Retry-After`.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// let error = ErrorResponse::new("Throttling").with_retry_after("7");
    /// assert_eq!(error.retry_after.as_deref(), Some("7"));
    /// ```
    #[must_use]
    pub fn with_retry_after(self, retry_after: impl Into<Cow<'body, str>>) -> Self {
        Self { retry_after: Some(retry_after.into()), ..self }
    }

    /// Reads an error document, in any of the shapes that AWS front ends write.
    ///
    /// The `reply` method of a request reads responses and errors, and keeps the status.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] if the body is not well-formed XML, or is not an error document.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// let body = b"<Response><Errors><Error><Code>Throttling</Code></Error></Errors></Response>";
    /// assert_eq!(ErrorResponse::decode(body)?.code.as_deref(), Some("Throttling"));
    /// # Ok::<(), ses_dkim_codec::DecodeError>(())
    /// ```
    pub fn decode(body: &'body [u8]) -> Result<Self, DecodeError> {
        error_document::decode(body)
    }

    /// Writes the error as a compact document.
    ///
    /// Status, `Retry-After`, and the kind and excerpt of the body are not written. Type, code and
    /// request id are written without the white space around them.
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
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// let xml = ErrorResponse::new("Throttling").to_xml_indented()?;
    /// assert_eq!(xml.lines().nth(2), Some("    <Code>Throttling</Code>"));
    /// # Ok::<(), ses_dkim_codec::EncodeError>(())
    /// ```
    pub fn to_xml_indented(&self) -> Result<String, EncodeError> {
        error_document::write(self, Layout::Indented)
    }

    /// Why a retry may help, by the status and the code; `None` if it cannot help.
    ///
    /// [`Retry::classify`] lists the classes.
    ///
    /// ```
    /// # use ses_dkim_codec::{ErrorResponse, Retry};
    /// assert_eq!(ErrorResponse::new("Throttling").retry(), Some(Retry::Throttling));
    /// assert_eq!(ErrorResponse::new("AccessDenied").retry(), None);
    /// ```
    #[must_use]
    pub fn retry(&self) -> Option<Retry> {
        Retry::classify(self.status, self.code.as_deref())
    }

    /// The same error, owning its text.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// let body = ErrorResponse::new("Throttling").to_xml()?;
    /// let error = ErrorResponse::decode(body.as_bytes())?.into_owned();
    /// drop(body);
    /// assert_eq!(error.code.as_deref(), Some("Throttling"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
        let filled = |text: Option<&'_ str>| text.filter(|text| !text.is_empty()).map(String::from);
        match filled(self.code.as_deref()) {
            Some(code) => write!(out, "{}", Printable(&code))?,
            None => write!(out, "an error without a code, {}", self.body.words())?,
        }
        for text in [&self.message, &self.detail, &self.excerpt]
            .into_iter()
            .filter_map(|t| filled(t.as_deref()))
        {
            write!(out, ": {}", Printable(&text))?;
        }
        let status = self.status.map(|status| format!("HTTP {status}"));
        let error_type = filled(self.error_type.as_ref().map(ErrorType::as_str));
        let id = filled(self.request_id.as_deref()).map(|id| format!("request id {id}"));
        let facts = [status, error_type.map(|of| format!("type {of}")), id];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        if facts.is_empty() { Ok(()) } else { write!(out, " ({})", Printable(&facts.join(", "))) }
    }
}

impl core::error::Error for ErrorResponse<'_> {}
