//! The reply to a request: a response or a service error, depending on the root element and the
//! status.

mod error;

pub use error::ReplyError;

use alloc::borrow::Cow;

use super::error::DecodeError;
use super::error_response::ErrorResponse;
use super::message::Response;
use super::text::trim;
use super::{error_document, foreign};

/// A response, or the error that the service returned instead.
///
/// ```
/// use ses_dkim_codec::{HttpReply, Reply, VerifyDomainDkimRequest, VerifyDomainDkimResponse};
///
/// let request = VerifyDomainDkimRequest::new("example.com");
/// let body = VerifyDomainDkimResponse::new(["t1", "t2", "t3"]).to_xml()?;
/// match request.reply(HttpReply::new(200, body.as_bytes()))? {
///     Reply::Response(response) => assert_eq!(response.dkim_tokens.len(), 3),
///     Reply::ErrorResponse(error) => println!("{error}"),
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a reply is a response or an error")]
pub enum Reply<'body, R> {
    /// The call succeeded.
    Response(R),
    /// The service, or a proxy in front of it, returned an error.
    ErrorResponse(ErrorResponse<'body>),
}

/// The parts of an HTTP reply that the codec needs.
///
/// With the feature `http`, a reference to an `http::Response` converts into an `HttpReply`. With
/// another HTTP library, take the two headers from its reply:
///
/// ```
/// use ses_dkim_codec::{HttpReply, wire};
///
/// // What an HTTP library returned: the status, a way to find a header, and the body.
/// let status = 200;
/// let header = |name: &str| name.eq_ignore_ascii_case("X-Amzn-RequestId").then_some("1");
/// let body = b"<xml/>";
///
/// let reply = HttpReply {
///     request_id: header(wire::REQUEST_ID_HEADER),
///     retry_after: header("retry-after"),
///     ..HttpReply::new(status, body)
/// };
/// assert_eq!((reply.request_id, reply.retry_after), (Some("1"), None));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "callers build it with `..HttpReply::new(…)`")]
pub struct HttpReply<'body> {
    /// The status code, such as 200.
    pub status: u16,
    /// The value of the header `x-amzn-RequestId`.
    pub request_id: Option<&'body str>,
    /// The value of the header `Retry-After`.
    pub retry_after: Option<&'body str>,
    /// The body, already decompressed.
    pub body: &'body [u8],
}

impl<'body> HttpReply<'body> {
    /// A reply without headers.
    ///
    /// ```
    /// # use ses_dkim_codec::HttpReply;
    /// let reply = HttpReply::new(503, b"");
    /// assert_eq!((reply.status, reply.retry_after), (503, None));
    /// ```
    #[must_use]
    pub const fn new(status: u16, body: &'body [u8]) -> Self {
        Self { status, request_id: None, retry_after: None, body }
    }
}

impl<'body, R: Response<'body>> Reply<'body, R> {
    /// Reads a body without its status, as the response or as a service error, depending on the
    /// root element.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] if the body is not well-formed XML, is neither the response nor an error
    /// document, or lacks a required element. A partial result is never returned.
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

    /// Reads an HTTP reply.
    ///
    /// The `reply` method of a request does the same, with the response type of the request as `R`.
    ///
    /// Any status other than 2xx gives an [`ErrorResponse`] with that status, even if the body cannot
    /// be read. With 2xx, an error document gives an [`ErrorResponse`] too. The request id of the
    /// header takes precedence over that of the body.
    ///
    /// # Errors
    ///
    /// [`ReplyError`] if the status is 2xx and the body cannot be decoded.
    ///
    /// ```
    /// use ses_dkim_codec::{BodyKind, GetIdentityDkimAttributesRequest, HttpReply, Retry};
    ///
    /// let request = GetIdentityDkimAttributesRequest::new(["example.com"]);
    /// let http = HttpReply::new(503, b"<html><body>503 Service Unavailable</body></html>");
    /// let error = request.reply(http)?.into_result().unwrap_err();
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
                excerpt: if has_words(&error) { None } else { excerpt(http.body) },
                request_id: request_id.or(error.request_id),
                ..error
            }),
        })
    }

    /// The same reply, owning its text.
    ///
    /// ```
    /// use ses_dkim_codec::{Reply, SetIdentityDkimEnabledResponse};
    ///
    /// let body = SetIdentityDkimEnabledResponse::new().to_xml()?;
    /// let reply = Reply::<SetIdentityDkimEnabledResponse<'_>>::decode(body.as_bytes())?.into_owned();
    /// drop(body);
    /// assert!(matches!(reply, Reply::Response(_)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Reply<'static, R::Owned> {
        match self {
            Self::Response(response) => Reply::Response(response.into_owned()),
            Self::ErrorResponse(error) => Reply::ErrorResponse(error.into_owned()),
        }
    }

    /// The reply as a `Result` that owns its text, for a response that outlives the body.
    ///
    /// # Errors
    ///
    /// The [`ErrorResponse`] of the service.
    ///
    /// ```
    /// use ses_dkim_codec::{HttpReply, VerifyDomainDkimRequest, VerifyDomainDkimResponse};
    ///
    /// let request = VerifyDomainDkimRequest::new("example.com");
    /// let body = VerifyDomainDkimResponse::new(["t1", "t2", "t3"]).to_xml()?;
    /// let response = request.reply(HttpReply::new(200, body.as_bytes()))?.into_owned_result()?;
    /// drop(body);
    /// assert_eq!(response.dkim_tokens, ["t1", "t2", "t3"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[expect(clippy::result_large_err, reason = "the error is moved only once")]
    pub fn into_owned_result(self) -> Result<R::Owned, ErrorResponse<'static>> {
        self.into_owned().into_result()
    }
}

impl<'body, R> Reply<'body, R> {
    /// The reply as a `Result`.
    ///
    /// The response borrows from the body. The error owns its text, so that `?` can return it from the
    /// function that holds the body.
    ///
    /// # Errors
    ///
    /// The [`ErrorResponse`] of the service.
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
    #[expect(clippy::result_large_err, reason = "the error is moved only once")]
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

/// The error of a reply with an error status: the error document, or what the body is instead.
fn error_response(body: &[u8]) -> ErrorResponse<'_> {
    error_document::decode(body).unwrap_or_else(|error| ErrorResponse {
        body: foreign::kind(body, error.kind()),
        ..ErrorResponse::default()
    })
}

/// Whether an error says what is wrong.
fn has_words(error: &ErrorResponse<'_>) -> bool {
    let words = [&error.code, &error.message, &error.detail];
    words.into_iter().flatten().any(|text| !text.is_empty())
}

fn excerpt(body: &[u8]) -> Option<Cow<'static, str>> {
    Some(foreign::excerpt(body)).filter(|text| !text.is_empty()).map(Cow::Owned)
}
