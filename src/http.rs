//! Feature `http`: requests and replies as the types of crate `http` 1.x, for a client and for a
//! server, whatever moves the bytes.

use alloc::string::String;
use core::fmt;

use ::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};
use ::http::{Method, Request, Response, StatusCode};

use crate::operations::{
    AnyRequest, GetIdentityDkimAttributesRequest, SetIdentityDkimEnabledRequest,
    VerifyDomainDkimRequest,
};
use crate::query::{
    self, EncodeError, ErrorResponse, ErrorType, FormError, HttpReply, Reply, ReplyError, wire,
};
use crate::xml::trim_white_space;

/// The spelling of the request id's header in front of some services.
const REQUEST_ID_HEADER_FALLBACK: &str = "x-amz-request-id";

/// Conversions of a request to and from HTTP.
macro_rules! http_request {
    ($($request:ident)*) => {
        $(
            /// A POST to the path `/`; the caller sets scheme and host, and signs.
            ///
            /// ```
            /// use ses_dkim_codec::GetIdentityDkimAttributesRequest;
            ///
            /// let request = GetIdentityDkimAttributesRequest::new(["example.com"]);
            /// let mut request = http::Request::<String>::from(&request);
            /// assert_eq!(request.method(), http::Method::POST);
            /// let content_type = &request.headers()["content-type"];
            /// assert_eq!(content_type, "application/x-www-form-urlencoded");
            ///
            /// *request.uri_mut() = "https://email.us-east-1.amazonaws.com/".parse()?;
            /// # Ok::<(), http::uri::InvalidUri>(())
            /// ```
            impl From<&$request<'_>> for Request<String> {
                fn from(request: &$request<'_>) -> Self {
                    post(request.to_form())
                }
            }

            /// Reads the form that a client sent, as [`AnyRequest`] does, for one operation.
            impl<'body, B: AsRef<[u8]>> TryFrom<&'body Request<B>> for $request<'body> {
                type Error = RequestError;

                fn try_from(request: &'body Request<B>) -> Result<Self, RequestError> {
                    Self::decode_form(form(request)?).map_err(RequestError::Form)
                }
            }
        )*
    };
}

http_request! {
    GetIdentityDkimAttributesRequest
    SetIdentityDkimEnabledRequest
    VerifyDomainDkimRequest
}

fn post(form: String) -> Request<String> {
    let mut http = Request::new(form);
    *http.method_mut() = Method::POST;
    let content_type = HeaderValue::from_static(wire::CONTENT_TYPE);
    http.headers_mut().insert(CONTENT_TYPE, content_type);
    http
}

/// Reads the form that a client sent: the body of a POST, or the query string of a GET (SES
/// Developer Guide, "Query requests") or of a POST with an empty body. The path is the caller's to
/// route by.
///
/// ```
/// use ses_dkim_codec::{AnyRequest, Operation};
///
/// let form = "Action=VerifyDomainDkim&Version=2010-12-01&Domain=a.example";
/// let post = http::Request::post("/")
///     .header("content-type", "application/x-www-form-urlencoded; charset=utf-8")
///     .body(form)?;
/// assert_eq!(AnyRequest::try_from(&post)?.operation(), Operation::VerifyDomainDkim);
///
/// let get = http::Request::get(format!("/?{form}")).body("")?;
/// assert_eq!(AnyRequest::try_from(&get)?.operation(), Operation::VerifyDomainDkim);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl<'body, B: AsRef<[u8]>> TryFrom<&'body Request<B>> for AnyRequest<'body> {
    type Error = RequestError;

    fn try_from(request: &'body Request<B>) -> Result<Self, RequestError> {
        Self::decode_form(form(request)?).map_err(RequestError::Form)
    }
}

/// The form in a request.
fn form<B: AsRef<[u8]>>(request: &Request<B>) -> Result<&[u8], RequestError> {
    let (body, query) = (request.body().as_ref(), request.uri().query());
    match (request.method(), body, query) {
        (&Method::GET, _, query) => Ok(query.unwrap_or("").as_bytes()),
        (&Method::POST, [], Some(query)) => Ok(query.as_bytes()),
        (&Method::POST, [], None) => Ok(&[]),
        (&Method::POST, body, _) if is_form(request.headers()) => Ok(body),
        (&Method::POST, ..) => Err(RequestError::ContentType),
        _ => Err(RequestError::Method),
    }
}

/// Whether the headers name the media type of a form, with any parameters and in any case.
///
/// A repeated header must name it each time: nothing says which one a peer would follow.
fn is_form(headers: &HeaderMap) -> bool {
    let media_type = |value: &HeaderValue| {
        let media_type = value.as_bytes().split(|byte| *byte == b';').next();
        media_type.is_some_and(|media_type| {
            media_type.trim_ascii().eq_ignore_ascii_case(wire::CONTENT_TYPE.as_bytes())
        })
    };
    let mut values = headers.get_all(CONTENT_TYPE).iter().peekable();
    values.peek().is_some() && values.all(media_type)
}

/// Reads a reply: its status, its request id (`x-amzn-RequestId`, else `x-amz-request-id`), its
/// `Retry-After`, its body. As [`Reply::from_http`].
///
/// ```
/// use ses_dkim_codec::{GetIdentityDkimAttributesResponse, Reply, Retry};
///
/// let response = http::Response::builder()
///     .status(400)
///     .header("x-amzn-RequestId", "bb5a105d-c468-11e1-82eb-dff885ccc06a")
///     .body("<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>")?;
/// let reply = Reply::<GetIdentityDkimAttributesResponse>::try_from(&response)?;
/// let Reply::ErrorResponse(error) = reply else { panic!() };
/// assert_eq!(error.retry(), Some(Retry::Throttling));
/// assert_eq!(error.request_id.as_deref(), Some("bb5a105d-c468-11e1-82eb-dff885ccc06a"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl<'body, B, R> TryFrom<&'body Response<B>> for Reply<'body, R>
where
    B: AsRef<[u8]>,
    R: query::Response<'body>,
{
    type Error = ReplyError;

    fn try_from(response: &'body Response<B>) -> Result<Self, ReplyError> {
        let headers = response.headers();
        let retry_after = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        Self::from_http(HttpReply {
            status: response.status().as_u16(),
            request_id: request_id(headers),
            retry_after,
            body: response.body().as_ref(),
        })
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
/// use ses_dkim_codec::{Reply, SetIdentityDkimEnabledResponse};
///
/// let response = SetIdentityDkimEnabledResponse::new().with_request_id("1");
/// let response = http::Response::<String>::try_from(&Reply::Response(response))?;
/// assert_eq!(response.status(), 200);
/// assert_eq!(response.headers()["content-type"], "text/xml");
/// assert_eq!(response.headers()["x-amzn-RequestId"], "1");
/// # Ok::<(), ses_dkim_codec::ResponseError>(())
/// ```
impl<'body, R: query::Response<'body>> TryFrom<&Reply<'body, R>> for Response<String> {
    type Error = ResponseError;

    fn try_from(reply: &Reply<'body, R>) -> Result<Self, ResponseError> {
        let (status, id, xml) = match reply {
            Reply::Response(response) => (200, response.request_id(), response.to_xml()),
            Reply::ErrorResponse(error) => {
                (status(error), error.request_id.as_deref(), error.to_xml())
            }
        };
        let code = StatusCode::from_u16(status).ok().filter(has_body);
        let mut http = Self::new(xml.map_err(ResponseError::Xml)?);
        *http.status_mut() = code.ok_or(ResponseError::Status(status))?;
        let headers = http.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/xml"));
        let id = id.map(trim_white_space).filter(|id| !id.is_empty());
        if let Some(id) = id {
            let id =
                HeaderValue::from_bytes(id.as_bytes()).map_err(|_| ResponseError::RequestId)?;
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
