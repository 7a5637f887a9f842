//! What a message of HTTP cannot be, or cannot carry.

use core::fmt;

use crate::query::{EncodeError, FormError, wire};

/// Why an HTTP request is not a request of the operation.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum RequestError {
    /// The body of a POST is not declared as a form.
    ContentType,
    /// The form could not be decoded.
    Form(FormError),
    /// The method is neither POST nor GET.
    Method,
}

impl RequestError {
    /// The stable name of this error, in kebab case.
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
            Self::Form(_) => out.write_str("found a malformed form, expected a request"),
            Self::Method => out.write_str("found another method, expected POST or GET"),
        }
    }
}

impl core::error::Error for RequestError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Form(error) => Some(error),
            Self::ContentType | Self::Method => None,
        }
    }
}

impl From<FormError> for RequestError {
    fn from(error: FormError) -> Self {
        Self::Form(error)
    }
}

/// Why a reply could not be made an HTTP response.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ResponseError {
    /// The request id holds a character that a header cannot carry.
    RequestId,
    /// The status of the error is not an HTTP status, or is that of a reply without a body.
    Status(u16),
    /// A text holds a character that XML 1.0 cannot carry.
    Xml(EncodeError),
}

impl ResponseError {
    /// The stable name of this error, in kebab case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RequestId => "invalid-request-id",
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
            Self::RequestId | Self::Status(_) => None,
        }
    }
}

impl From<EncodeError> for ResponseError {
    fn from(error: EncodeError) -> Self {
        Self::Xml(error)
    }
}
