//! Responses and errors, as a server sends them.

use alloc::string::String;

use ::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use ::http::{Response, StatusCode};

use super::ResponseError;
use crate::operations::{
    GetIdentityDkimAttributesResponse, SetIdentityDkimEnabledResponse, VerifyDomainDkimResponse,
};
use crate::query::{self, ErrorResponse, ErrorType, Reply, wire};
use crate::xml::trim_white_space;

/// Writes the response or the error of a reply as an `http::Response`.
///
/// ```
/// use ses_dkim_codec::{Reply, SetIdentityDkimEnabledResponse};
///
/// let reply = Reply::from(SetIdentityDkimEnabledResponse::new().with_request_id("1"));
/// let response = http::Response::<String>::try_from(&reply)?;
/// assert_eq!(response.status(), 200);
/// assert_eq!(response.headers()["content-type"], "text/xml");
/// assert_eq!(response.headers()["x-amzn-RequestId"], "1");
/// # Ok::<(), ses_dkim_codec::ResponseError>(())
/// ```
impl<'body, R: query::Response<'body>> TryFrom<&Reply<'body, R>> for Response<String> {
    type Error = ResponseError;

    fn try_from(reply: &Reply<'body, R>) -> Result<Self, ResponseError> {
        match reply {
            Reply::Response(response) => http_response(response),
            Reply::ErrorResponse(error) => Self::try_from(error),
        }
    }
}

/// Writes a reply, as the conversion from a reference does.
impl<'body, R: query::Response<'body>> TryFrom<Reply<'body, R>> for Response<String> {
    type Error = ResponseError;

    fn try_from(reply: Reply<'body, R>) -> Result<Self, ResponseError> {
        Self::try_from(&reply)
    }
}

/// Writes an error as an `http::Response`: with its status, `text/xml`, `Retry-After`, and the request
/// id also in the header.
///
/// An error without a status gets 400 if the sender was at fault, and 500 otherwise (Smithy, AWS
/// Query protocol: "Operation error serialization"). The body is always an error document, even if
/// the error was read from a body of another kind.
///
/// ```
/// use ses_dkim_codec::{ErrorResponse, ErrorType};
///
/// let error = ErrorResponse::new("Throttling").with_type(ErrorType::Sender);
/// let response = http::Response::<String>::try_from(&error)?;
/// assert_eq!(response.status(), 400);
/// # Ok::<(), ses_dkim_codec::ResponseError>(())
/// ```
impl TryFrom<&ErrorResponse<'_>> for Response<String> {
    type Error = ResponseError;

    fn try_from(error: &ErrorResponse<'_>) -> Result<Self, ResponseError> {
        let mut http = http_document(status(error), error.request_id.as_deref(), error.to_xml()?)?;
        if let Some(value) = &error.retry_after {
            let value = HeaderValue::from_bytes(value.as_bytes());
            http.headers_mut().insert(RETRY_AFTER, value.map_err(|_| ResponseError::RetryAfter)?);
        }
        Ok(http)
    }
}

/// Writes an error, as the conversion from a reference does.
impl TryFrom<ErrorResponse<'_>> for Response<String> {
    type Error = ResponseError;

    fn try_from(error: ErrorResponse<'_>) -> Result<Self, ResponseError> {
        Self::try_from(&error)
    }
}

macro_rules! http_responses {
    ($($response:ident)*) => {
        $(
            /// Writes a response as an `http::Response`: with status 200, `text/xml`, and the request
            /// id also in the header.
            impl TryFrom<&$response<'_>> for Response<String> {
                type Error = ResponseError;

                fn try_from(response: &$response<'_>) -> Result<Self, ResponseError> {
                    http_response(response)
                }
            }

            /// Writes a response, as the conversion from a reference does.
            impl TryFrom<$response<'_>> for Response<String> {
                type Error = ResponseError;

                fn try_from(response: $response<'_>) -> Result<Self, ResponseError> {
                    http_response(&response)
                }
            }
        )*
    };
}

http_responses! {
    GetIdentityDkimAttributesResponse
    SetIdentityDkimEnabledResponse
    VerifyDomainDkimResponse
}

fn http_response<'body, R: query::Response<'body>>(
    response: &R,
) -> Result<Response<String>, ResponseError> {
    http_document(200, response.request_id(), response.to_xml()?)
}

fn http_document(
    status: u16,
    request_id: Option<&str>,
    xml: String,
) -> Result<Response<String>, ResponseError> {
    let code = StatusCode::from_u16(status).ok().filter(has_body);
    let mut http = Response::new(xml);
    *http.status_mut() = code.ok_or(ResponseError::Status(status))?;
    let headers = http.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(wire::XML_CONTENT_TYPE));
    let id = request_id.map(trim_white_space).filter(|id| !id.is_empty());
    if let Some(id) = id {
        let id = HeaderValue::from_bytes(id.as_bytes()).map_err(|_| ResponseError::RequestId)?;
        headers.insert(wire::REQUEST_ID_HEADER, id);
    }
    Ok(http)
}

/// The status that an error is sent with.
fn status(error: &ErrorResponse<'_>) -> u16 {
    let sender = error.error_type == Some(ErrorType::Sender);
    error.status.unwrap_or(if sender { 400 } else { 500 })
}

/// Whether a reply of this status has a body (RFC 9110 §6.4.1 and §15.3.6).
fn has_body(status: &StatusCode) -> bool {
    let none = [StatusCode::NO_CONTENT, StatusCode::RESET_CONTENT, StatusCode::NOT_MODIFIED];
    !status.is_informational() && !none.contains(status)
}
