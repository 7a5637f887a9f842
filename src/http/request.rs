//! Requests: a POST that a client sends, and what a server reads.

use alloc::string::String;

use ::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use ::http::{Method, Request};

use super::RequestError;
use crate::operations::{
    AnyRequest, GetIdentityDkimAttributesRequest, SetIdentityDkimEnabledRequest,
    VerifyDomainDkimRequest,
};
use crate::query::wire;

/// Conversions of a request to and from HTTP.
macro_rules! http_request {
    ($($request:ident)*) => {
        $(
            /// An `http::Request`: a POST to the path `/`. The caller sets scheme and host, and signs the request.
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

            /// An `http::Request`, as the conversion from a reference makes it.
            impl From<$request<'_>> for Request<String> {
                fn from(request: $request<'_>) -> Self {
                    Self::from(&request)
                }
            }

            /// Reads the form that a client sent: the body of a POST, or the query string of a GET
            /// (SES Developer Guide, "Query requests") or of a POST with an empty body. The path is
            /// ignored.
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
            impl<'body, B: AsRef<[u8]>> TryFrom<&'body Request<B>> for $request<'body> {
                type Error = RequestError;

                fn try_from(request: &'body Request<B>) -> Result<Self, RequestError> {
                    Self::decode_form(form(request)?).map_err(RequestError::Form)
                }
            }

            /// Reads an `http::Request` that a client sent. The result owns its text.
            impl<B: AsRef<[u8]>> TryFrom<Request<B>> for $request<'static> {
                type Error = RequestError;

                fn try_from(request: Request<B>) -> Result<Self, RequestError> {
                    $request::try_from(&request).map($request::into_owned)
                }
            }
        )*
    };
}

http_request! {
    AnyRequest
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
/// If the header is repeated, each must name it: which of them a peer would use is not defined.
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
