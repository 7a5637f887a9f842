//! Why an HTTP request is not a request of an operation, and why a reply cannot be written as an
//! HTTP response.

use core::fmt;

use crate::query::{EncodeError, FormError, wire};

/// Why an HTTP request is not a request of the operation.
///
/// ```
/// use ses_dkim_codec::{AnyRequest, RequestError};
///
/// let put = http::Request::put("/").body("Action=VerifyDomainDkim&Domain=example.com")?;
/// assert_eq!(AnyRequest::try_from(&put).unwrap_err(), RequestError::Method);
/// # Ok::<(), http::Error>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum RequestError {
    /// The header `Content-Type` of a POST does not name a form.
    ContentType,
    /// The form could not be decoded. `Display` writes the text of this error.
    Form(FormError),
    /// The method is neither POST nor GET.
    Method,
}

impl RequestError {
    /// The stable name of this error, in kebab case.
    ///
    /// ```
    /// # use ses_dkim_codec::RequestError;
    /// assert_eq!(RequestError::ContentType.code(), "wrong-content-type");
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ContentType => "wrong-content-type",
            Self::Form(error) => error.kind().code(),
            Self::Method => "wrong-method",
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ContentType => {
                write!(out, "found another content type, expected {}", wire::CONTENT_TYPE)
            }
            Self::Form(error) => error.fmt(out),
            Self::Method => out.write_str("found another method, expected POST or GET"),
        }
    }
}

// `Display` writes the text of the form error, which has no source.
impl core::error::Error for RequestError {}

impl From<FormError> for RequestError {
    fn from(error: FormError) -> Self {
        Self::Form(error)
    }
}

/// Why a reply could not be written as an HTTP response.
///
/// ```
/// use ses_dkim_codec::{ErrorResponse, ResponseError};
///
/// let error = ErrorResponse::new("Throttling").with_status(204);
/// let written = http::Response::<String>::try_from(&error);
/// assert_eq!(written.unwrap_err(), ResponseError::Status(204));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ResponseError {
    /// The request id contains a character that a header cannot carry.
    RequestId,
    /// The value of `Retry-After` contains a character that a header cannot carry.
    RetryAfter,
    /// The status of the error is not an HTTP status, or is one whose replies have no body.
    Status(u16),
    /// A text contains a character that XML 1.0 cannot carry.
    Xml(EncodeError),
}

impl ResponseError {
    /// The stable name of this error, in kebab case.
    ///
    /// ```
    /// # use ses_dkim_codec::ResponseError;
    /// assert_eq!(ResponseError::Status(99).code(), "invalid-status");
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RequestId => "invalid-request-id",
            Self::RetryAfter => "invalid-retry-after",
            Self::Status(_) => "invalid-status",
            Self::Xml(error) => error.code(),
        }
    }
}

impl fmt::Display for ResponseError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RequestId => {
                out.write_str("found a control character in the request id, expected text")
            }
            Self::RetryAfter => out
                .write_str("found a control character in Retry-After, expected seconds or a date"),
            Self::Status(status) => {
                write!(out, "found the status {status}, expected one from 200 to 999 with a body")
            }
            Self::Xml(_) => out.write_str("found a value that XML cannot carry"),
        }
    }
}

impl core::error::Error for ResponseError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Xml(error) => Some(error),
            Self::RequestId | Self::RetryAfter | Self::Status(_) => None,
        }
    }
}

impl From<EncodeError> for ResponseError {
    fn from(error: EncodeError) -> Self {
        Self::Xml(error)
    }
}
