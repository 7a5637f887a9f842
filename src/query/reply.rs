//! The reply to a request: a response or a service error, decided by the root element and the
//! status.

use alloc::borrow::{Cow, ToOwned as _};
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use super::error::DecodeError;
use super::error_response::{BodyKind, ErrorResponse};
use super::message::Response;
use super::text::{Printable, trim};
use super::{error_document, foreign};

/// A response, or the error that the service answered instead.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a reply is one or the other")]
pub enum Reply<'body, R> {
    /// The call succeeded.
    Response(R),
    /// The service answered an error.
    ErrorResponse(ErrorResponse<'body>),
}

/// An HTTP reply: the parts of it that a codec needs.
///
/// ```
/// use ses_dkim_codec::HttpReply;
///
/// let reply = HttpReply { request_id: Some("1"), ..HttpReply::new(200, b"<xml/>") };
/// assert_eq!(reply.status, 200);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "callers build it with `..HttpReply::new(…)`")]
pub struct HttpReply<'body> {
    /// The status.
    pub status: u16,
    /// The value of the header `x-amzn-RequestId`.
    pub request_id: Option<&'body str>,
    /// The value of the header `Retry-After`.
    pub retry_after: Option<&'body str>,
    /// The body, decompressed.
    pub body: &'body [u8],
}

impl<'body> HttpReply<'body> {
    /// A reply without headers.
    #[must_use]
    pub const fn new(status: u16, body: &'body [u8]) -> Self {
        Self { status, request_id: None, retry_after: None, body }
    }
}

impl<'body, R: Response<'body>> Reply<'body, R> {
    /// Reads a body whose status is not known: the root element decides.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] if the body is not well-formed XML, is neither the response nor an error
    /// document, or lacks something required. Nothing is returned in part.
    ///
    /// ```
    /// use ses_dkim_codec::{GetIdentityDkimAttributesResponse, Reply};
    ///
    /// let body = b"<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>";
    /// let reply = Reply::<GetIdentityDkimAttributesResponse>::decode(body)?;
    /// assert!(matches!(reply, Reply::ErrorResponse(_)));
    /// # Ok::<(), ses_dkim_codec::DecodeError>(())
    /// ```
    pub fn decode(body: &'body [u8]) -> Result<Self, DecodeError> {
        R::decode_reply(body)
    }

    /// Reads an HTTP reply. The `reply` method of a request does the same and knows `R`.
    ///
    /// Any status other than 2xx is an error, whatever the body is: an [`ErrorResponse`] that keeps
    /// the status. With 2xx, an error document is an error too. The request id of the header counts
    /// before that of the body.
    ///
    /// # Errors
    ///
    /// [`ReplyError`] if the status is 2xx and the body cannot be decoded.
    ///
    /// ```
    /// use ses_dkim_codec::{BodyKind, GetIdentityDkimAttributesRequest, HttpReply, Reply, Retry};
    ///
    /// let request = GetIdentityDkimAttributesRequest::new(["example.com"]);
    /// let http = HttpReply::new(503, b"<html><body>503 Service Unavailable</body></html>");
    /// let Reply::ErrorResponse(error) = request.reply(http)? else { panic!() };
    /// assert_eq!(error.status, Some(503));
    /// assert_eq!(error.code, None);
    /// assert_eq!(error.body, BodyKind::Html);
    /// assert_eq!(error.retry(), Some(Retry::Transient));
    /// # Ok::<(), ses_dkim_codec::ReplyError>(())
    /// ```
    pub fn from_http(http: HttpReply<'body>) -> Result<Self, ReplyError> {
        let request_id = http.request_id.map(Cow::Borrowed).map(trim).filter(|id| !id.is_empty());
        let reply = match http.status {
            200..=299 => R::decode_reply(http.body)
                .map_err(|error| ReplyError::new(http, request_id.as_deref(), R::ROOT, error))?,
            _ => Self::ErrorResponse(error_response(http.body)),
        };
        Ok(match reply {
            Self::Response(mut response) => {
                if request_id.is_some() {
                    response.set_request_id(request_id);
                }
                Self::Response(response)
            }
            Self::ErrorResponse(error) => Self::ErrorResponse(ErrorResponse {
                status: Some(http.status),
                retry_after: http.retry_after.map(Cow::Borrowed),
                request_id: request_id.or(error.request_id),
                ..error
            }),
        })
    }

    /// The same reply, owning its text.
    #[must_use]
    pub fn into_owned(self) -> Reply<'static, R::Owned> {
        match self {
            Self::Response(response) => Reply::Response(response.into_owned()),
            Self::ErrorResponse(error) => Reply::ErrorResponse(error.into_owned()),
        }
    }

    /// The reply as a `Result` that owns all its text, for a response that outlives the body.
    ///
    /// # Errors
    ///
    /// The service's [`ErrorResponse`].
    #[expect(clippy::result_large_err, reason = "the error is the answer, and moved once")]
    pub fn into_owned_result(self) -> Result<R::Owned, ErrorResponse<'static>> {
        self.into_owned().into_result()
    }
}

impl<'body, R> Reply<'body, R> {
    /// The reply as a `Result`. The error owns its text, so that `?` takes it out of a function
    /// that read the body; the response still borrows.
    ///
    /// # Errors
    ///
    /// The service's [`ErrorResponse`].
    ///
    /// ```
    /// use ses_dkim_codec::{HttpReply, VerifyDomainDkimRequest};
    ///
    /// fn tokens(body: &[u8]) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
    ///     let request = VerifyDomainDkimRequest::new("example.com");
    ///     let response = request.reply(HttpReply::new(200, body))?.into_result()?;
    ///     Ok(response.dkim_tokens.len())
    /// }
    /// let body = b"<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>";
    /// assert_eq!(tokens(body).unwrap_err().to_string(), "Throttling (HTTP 200)");
    /// ```
    #[expect(clippy::result_large_err, reason = "the error is the answer, and moved once")]
    pub fn into_result(self) -> Result<R, ErrorResponse<'static>> {
        match self {
            Self::Response(response) => Ok(response),
            Self::ErrorResponse(error) => Err(error.into_owned()),
        }
    }
}

impl<'body, R: Response<'body>> From<R> for Reply<'body, R> {
    fn from(response: R) -> Self {
        Self::Response(response)
    }
}

impl<'body, R> From<ErrorResponse<'body>> for Reply<'body, R> {
    fn from(error: ErrorResponse<'body>) -> Self {
        Self::ErrorResponse(error)
    }
}

/// The error that a body with an error status stands for: read, or recognised as something else.
fn error_response(body: &[u8]) -> ErrorResponse<'_> {
    error_document::decode(body).unwrap_or_else(|error| {
        let kind = foreign::kind(body, error.kind());
        let excerpt = foreign::excerpt(body);
        let excerpt = Some(excerpt).filter(|text| !text.is_empty()).map(Cow::Owned);
        ErrorResponse { body: kind, excerpt, ..ErrorResponse::default() }
    })
}

/// A reply with status 2xx whose body could not be decoded.
///
/// Its `source` is the [`DecodeError`].
///
/// ```
/// use ses_dkim_codec::{BodyKind, GetIdentityDkimAttributesRequest, HttpReply};
///
/// let request = GetIdentityDkimAttributesRequest::new(["example.com"]);
/// let error = request.reply(HttpReply::new(200, b"<html><p>Sign in</p></html>")).unwrap_err();
/// assert_eq!(error.body(), BodyKind::Html);
/// assert_eq!(
///     error.to_string(),
///     "found an HTML page with status 200, expected GetIdentityDkimAttributesResponse: \
///      <html><p>Sign in</p></html>",
/// );
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct ReplyError(Box<Inner>);

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Inner {
    status: u16,
    request_id: Option<String>,
    body: BodyKind,
    excerpt: String,
    expected: &'static str,
    decode: DecodeError,
}

impl ReplyError {
    fn new(
        http: HttpReply<'_>,
        request_id: Option<&str>,
        expected: &'static str,
        decode: DecodeError,
    ) -> Self {
        let kind = decode.kind();
        Self(Box::new(Inner {
            status: http.status,
            request_id: request_id.map(str::to_owned),
            body: foreign::kind(http.body, kind),
            excerpt: foreign::excerpt(http.body),
            expected,
            decode,
        }))
    }

    /// The status of the reply.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// The request id of the reply's header.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// What the body is.
    #[must_use]
    pub fn body(&self) -> BodyKind {
        self.0.body
    }

    /// The beginning of the body: at most 200 characters on one line, fit to print.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        &self.0.excerpt
    }

    /// Why the body could not be decoded.
    #[must_use]
    pub fn decode_error(&self) -> &DecodeError {
        &self.0.decode
    }

    /// Whether the body may be the beginning of a complete document.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.0.decode.is_truncated()
    }
}

impl fmt::Display for ReplyError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { status, request_id, body, excerpt, expected, .. } = &*self.0;
        if *body == BodyKind::Document {
            out.write_str("found an invalid response")?;
        } else {
            write!(out, "found {body}")?;
        }
        write!(out, " with status {status}, expected {expected}")?;
        if let Some(id) = request_id {
            write!(out, " (request id {})", Printable(id))?;
        }
        if excerpt.is_empty() { Ok(()) } else { write!(out, ": {}", Printable(excerpt)) }
    }
}

impl core::error::Error for ReplyError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&self.0.decode)
    }
}
