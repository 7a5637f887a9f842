//! The service's own error: what it says, and whether to try again.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::text::{Printable, own};

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
    /// The HTTP status that came with it; `None` when the caller told none.
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
    /// What the body was.
    pub body: ErrorBody,
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
    /// Another word, kept as it stands.
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

/// What the body of an error was; only an error document says more than the status does.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ErrorBody {
    /// An error document.
    #[default]
    Document,
    /// Nothing, or only white space.
    Empty,
    /// A page for a browser.
    Html,
    /// Text, JSON, or XML that this crate does not read: cut off, for example.
    NotXml,
    /// Well-formed XML that is no error document.
    OtherXml,
}

impl ErrorBody {
    const fn words(self) -> &'static str {
        match self {
            Self::Document => "an error document",
            Self::Empty => "an empty body",
            Self::Html => "an HTML page",
            Self::NotXml => "a body that is no whole XML",
            Self::OtherXml => "a document that is no error document",
        }
    }
}

/// Why trying again may help; the pace is the caller's.
///
/// ```
/// use ses_dkim_codec::{ErrorResponse, Retry};
///
/// assert_eq!(ErrorResponse::new("RequestExpired").retry(), Some(Retry::ClockSkew));
/// assert_eq!(ErrorResponse::new("AccessDenied").retry(), None);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Retry {
    /// Too many calls: wait, longer each time, and send the same request.
    Throttling,
    /// A passing trouble of the service: send the same request after a short wait that grows.
    Transient,
    /// The signature was not accepted, often because the clocks disagree: correct the time and sign
    /// anew, once. A wrong key looks the same.
    ClockSkew,
    /// The credentials are too old: fetch new ones and sign anew.
    ExpiredCredentials,
}

impl Retry {
    /// The stable name of this class, in kebab case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Throttling => "throttling",
            Self::Transient => "transient",
            Self::ClockSkew => "clock-skew",
            Self::ExpiredCredentials => "expired-credentials",
        }
    }

    /// The class that a code names by itself: the lists that the AWS SDKs share.
    fn from_code(code: &str) -> Option<Self> {
        match code {
            "BandwidthLimitExceeded"
            | "EC2ThrottledException"
            | "LimitExceededException"
            | "PriorRequestNotComplete"
            | "ProvisionedThroughputExceededException"
            | "RequestLimitExceeded"
            | "RequestThrottled"
            | "RequestThrottledException"
            | "SlowDown"
            | "ThrottledException"
            | "Throttling"
            | "ThrottlingException"
            | "TooManyRequestsException"
            | "TransactionInProgressException" => Some(Self::Throttling),
            "AuthFailure"
            | "InvalidSignatureException"
            | "RequestExpired"
            | "RequestInTheFuture"
            | "RequestTimeTooSkewed"
            | "SignatureDoesNotMatch" => Some(Self::ClockSkew),
            "ExpiredToken" | "ExpiredTokenException" => Some(Self::ExpiredCredentials),
            "RequestTimeout" | "RequestTimeoutException" => Some(Self::Transient),
            _ => None,
        }
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

    /// Why trying again may help, from the status and the code; `None` when nothing says so.
    ///
    /// Throttling is known by status 429 or one of the fourteen codes that the AWS SDKs share (SES
    /// sends `Throttling` with 400); what passes by the codes `RequestTimeout` and
    /// `RequestTimeoutException` or the statuses 500, 502, 503 and 504; the clocks by
    /// `RequestTimeTooSkewed`, `RequestExpired`, `RequestInTheFuture`, `InvalidSignatureException`,
    /// `SignatureDoesNotMatch` and `AuthFailure`; the credentials by `ExpiredToken` and
    /// `ExpiredTokenException`. Status 429 says more than any code, a code more than any other
    /// status.
    #[must_use]
    pub fn retry(&self) -> Option<Retry> {
        let by_code = self.code.as_deref().and_then(Retry::from_code);
        match (by_code, self.status) {
            (_, Some(429)) => Some(Retry::Throttling),
            (None, Some(500 | 502..=504)) => Some(Retry::Transient),
            (by_code, _) => by_code,
        }
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
            body: self.body,
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
        for text in [&self.message, &self.detail].into_iter().filter_map(|t| said(t.as_deref())) {
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
