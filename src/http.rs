//! Feature `http`: requests and replies as the types of crate `http` 1.x, for a client and for a
//! server, whatever moves the bytes.

use alloc::string::String;
use core::fmt;

use ::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use ::http::{Method, Request, Response, StatusCode};

use crate::error::{DecodeError, EncodeError, FormError};
use crate::error_response::{ErrorResponse, ErrorType};
use crate::reply::Reply;
use crate::request::GetIdentityDkimAttributesRequest;
use crate::text::trim_white_space;
use crate::wire;

/// The spelling of the request id's header in front of some services.
const REQUEST_ID_HEADER_FALLBACK: &str = "x-amz-request-id";

/// A POST to the path `/`; the caller sets scheme and host, and signs.
///
/// ```
/// use ses_dkim_codec::GetIdentityDkimAttributesRequest;
///
/// let request = GetIdentityDkimAttributesRequest::new(["example.com"]);
/// let mut request = http::Request::<String>::from(&request);
/// assert_eq!((request.method(), request.uri().path()), (&http::Method::POST, "/"));
/// assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
///
/// *request.uri_mut() = "https://email.us-east-1.amazonaws.com/".parse()?;
/// # Ok::<(), http::uri::InvalidUri>(())
/// ```
impl From<&GetIdentityDkimAttributesRequest<'_>> for Request<String> {
    fn from(request: &GetIdentityDkimAttributesRequest<'_>) -> Self {
        let mut http = Self::new(request.to_form());
        *http.method_mut() = Method::POST;
        let content_type = HeaderValue::from_static(wire::CONTENT_TYPE);
        http.headers_mut().insert(CONTENT_TYPE, content_type);
        http
    }
}

/// Reads the form that a client sent: the body of a POST, or the query string of a GET, which the
/// SES Developer Guide allows. The path is the caller's to route by.
///
/// ```
/// use ses_dkim_codec::GetIdentityDkimAttributesRequest;
///
/// let form = "Action=GetIdentityDkimAttributes&Version=2010-12-01&Identities.member.1=a.example";
/// let post = http::Request::post("/")
///     .header("content-type", "application/x-www-form-urlencoded; charset=utf-8")
///     .body(form.as_bytes())?;
/// assert_eq!(GetIdentityDkimAttributesRequest::try_from(&post)?.identities(), ["a.example"]);
///
/// let get = http::Request::get(format!("/?{form}")).body("")?;
/// assert_eq!(GetIdentityDkimAttributesRequest::try_from(&get)?.identities(), ["a.example"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl<'body, B: AsRef<[u8]>> TryFrom<&'body Request<B>> for GetIdentityDkimAttributesRequest<'body> {
    type Error = RequestError;

    fn try_from(request: &'body Request<B>) -> Result<Self, RequestError> {
        let form = if request.method() == Method::POST {
            if !is_form(request.headers()) {
                return Err(RequestError::ContentType);
            }
            request.body().as_ref()
        } else if request.method() == Method::GET {
            request.uri().query().unwrap_or_default().as_bytes()
        } else {
            return Err(RequestError::Method);
        };
        Self::decode_form(form).map_err(RequestError::Form)
    }
}

/// Whether the headers name the media type of a form, with any parameters and in any case.
///
/// A header that stands twice must name it twice: nothing says which one a peer would follow.
fn is_form(headers: &HeaderMap) -> bool {
    let media_type = |value: &HeaderValue| {
        let media_type = value.as_bytes().split(|byte| *byte == b';').next();
        let media_type = media_type.unwrap_or_default().trim_ascii();
        media_type.eq_ignore_ascii_case(wire::CONTENT_TYPE.as_bytes())
    };
    let mut values = headers.get_all(CONTENT_TYPE).iter().peekable();
    values.peek().is_some() && values.all(media_type)
}

/// Reads a reply whole: its status, its request id (`x-amzn-RequestId`, else
/// `x-amz-request-id`), its body. As [`Reply::from_http`].
///
/// ```
/// use ses_dkim_codec::{Reply, Retry};
///
/// let response = http::Response::builder()
///     .status(400)
///     .header("x-amzn-RequestId", "bb5a105d-c468-11e1-82eb-dff885ccc06a")
///     .body("<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>")?;
/// let Reply::ErrorResponse(error) = Reply::try_from(&response)? else { panic!() };
/// assert_eq!(error.retry(), Some(Retry::Throttling));
/// assert_eq!(error.request_id.as_deref(), Some("bb5a105d-c468-11e1-82eb-dff885ccc06a"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl<'body, B: AsRef<[u8]>> TryFrom<&'body Response<B>> for Reply<'body> {
    type Error = DecodeError;

    fn try_from(response: &'body Response<B>) -> Result<Self, DecodeError> {
        let id = request_id(response.headers());
        Self::from_http(response.status().as_u16(), id, response.body().as_ref())
    }
}

/// The first request id of the headers that is there and not empty.
fn request_id(headers: &HeaderMap) -> Option<&str> {
    [wire::REQUEST_ID_HEADER, REQUEST_ID_HEADER_FALLBACK]
        .into_iter()
        .flat_map(|name| headers.get_all(name))
        .filter_map(|value| core::str::from_utf8(value.as_bytes()).ok())
        .find(|id| !trim_white_space(id).is_empty())
}

/// Writes a reply as a server does: its status, `text/xml`, the request id in the header too.
///
/// A response has status 200. An error has its own status; where it names none, 400 if the sender
/// was at fault and 500 otherwise (Smithy, AWS Query protocol: "Operation error serialization").
/// A body that was no error document is not kept, and so not sent on: an error document is.
///
/// ```
/// use ses_dkim_codec::{GetIdentityDkimAttributesResponse, Reply};
///
/// let response = GetIdentityDkimAttributesResponse::default().with_request_id("1");
/// let response = http::Response::<String>::try_from(&Reply::Response(response))?;
/// assert_eq!(response.status(), 200);
/// assert_eq!(response.headers()["content-type"], "text/xml");
/// assert_eq!(response.headers()["x-amzn-RequestId"], "1");
/// # Ok::<(), ses_dkim_codec::ReplyError>(())
/// ```
impl TryFrom<&Reply<'_>> for Response<String> {
    type Error = ReplyError;

    fn try_from(reply: &Reply<'_>) -> Result<Self, ReplyError> {
        let (status, id, xml) = match reply {
            Reply::Response(response) => (200, &response.request_id, response.to_xml()),
            Reply::ErrorResponse(error) => (status(error), &error.request_id, error.to_xml()),
        };
        let code = StatusCode::from_u16(status).ok().filter(has_body);
        let mut http = Self::new(xml.map_err(ReplyError::Xml)?);
        *http.status_mut() = code.ok_or(ReplyError::Status(status))?;
        let headers = http.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/xml"));
        let id = id.as_deref().map(trim_white_space).filter(|id| !id.is_empty());
        if let Some(id) = id {
            let id = HeaderValue::from_bytes(id.as_bytes()).map_err(|_| ReplyError::RequestId)?;
            headers.insert(wire::REQUEST_ID_HEADER, id);
        }
        Ok(http)
    }
}

/// The status that an error is sent with.
fn status(error: &ErrorResponse<'_>) -> u16 {
    let sender = error.error_type == Some(ErrorType::Sender);
    error.status.unwrap_or(if sender { 400 } else { 500 })
}

/// Whether a reply of this status has a body at all (RFC 9110 §6.4.1 and §15.3.6).
fn has_body(status: &StatusCode) -> bool {
    let none = [StatusCode::NO_CONTENT, StatusCode::RESET_CONTENT, StatusCode::NOT_MODIFIED];
    !status.is_informational() && !none.contains(status)
}

/// Why an HTTP request is no request of the operation.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
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
                write!(out, "another content type: expected {}", wire::CONTENT_TYPE)
            }
            Self::Form(error) => error.fmt(out),
            Self::Method => out.write_str("another method: expected POST, or GET with a query"),
        }
    }
}

impl core::error::Error for RequestError {}

/// Why a reply could not be made an HTTP response.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ReplyError {
    /// The request id holds a character that a header cannot carry.
    RequestId,
    /// The status of the error is no HTTP status, or one of a reply without a body.
    Status(u16),
    /// A text holds a character that XML 1.0 cannot carry.
    Xml(EncodeError),
}

impl ReplyError {
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

impl fmt::Display for ReplyError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RequestId => {
                out.write_str("a control character in the request id: expected a header's text")
            }
            Self::Status(status) => {
                write!(out, "{status} as the status: expected one of 200 to 999 that has a body")
            }
            Self::Xml(error) => error.fmt(out),
        }
    }
}

impl core::error::Error for ReplyError {}
