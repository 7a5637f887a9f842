//! Replies, as a client reads them.

use ::http::Response;
use ::http::header::{HeaderMap, HeaderValue, RETRY_AFTER};

use crate::operations::{
    GetIdentityDkimAttributesResponse, SetIdentityDkimEnabledResponse, VerifyDomainDkimResponse,
};
use crate::query::{self, HttpReply, Reply, ReplyError, wire};
use crate::xml::trim_white_space;

/// Another header with the request id, which some AWS services send.
const REQUEST_ID_HEADER_FALLBACK: &str = "x-amz-request-id";

/// The parts of a reply that the codec needs: status, request id (`x-amzn-RequestId`, else
/// `x-amz-request-id`), `Retry-After` and body.
///
/// ```
/// use ses_dkim_codec::SetIdentityDkimEnabledRequest;
///
/// let request = SetIdentityDkimEnabledRequest::new("example.com", true);
/// let response = http::Response::builder().status(503).header("Retry-After", "7").body("")?;
/// let error = request.reply(&response)?.into_result().unwrap_err();
/// assert_eq!(error.status, Some(503));
/// assert_eq!(error.retry_after.as_deref(), Some("7"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl<'body, B: AsRef<[u8]>> From<&'body Response<B>> for HttpReply<'body> {
    fn from(response: &'body Response<B>) -> Self {
        let headers = response.headers();
        HttpReply {
            status: response.status().as_u16(),
            request_id: request_id(headers),
            retry_after: headers.get(RETRY_AFTER).and_then(text),
            body: response.body().as_ref(),
        }
    }
}

/// Reads a reply, as [`Reply::from_http`] does.
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
        Self::from_http(response.into())
    }
}

macro_rules! owned_reply {
    ($($response:ident)*) => {
        $(
            /// Reads a reply. The result owns its text.
            ///
            /// ```
            /// use ses_dkim_codec::{Reply, SetIdentityDkimEnabledResponse};
            ///
            /// type Answer = Reply<'static, SetIdentityDkimEnabledResponse<'static>>;
            ///
            /// let http = http::Response::builder().status(503).body(vec![])?;
            /// let error = Answer::try_from(http)?.into_result().unwrap_err();
            /// assert_eq!(error.status, Some(503));
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            impl<B: AsRef<[u8]>> TryFrom<Response<B>> for Reply<'static, $response<'static>> {
                type Error = ReplyError;

                fn try_from(response: Response<B>) -> Result<Self, ReplyError> {
                    Reply::<$response<'_>>::try_from(&response).map(Reply::into_owned)
                }
            }
        )*
    };
}

owned_reply! {
    GetIdentityDkimAttributesResponse
    SetIdentityDkimEnabledResponse
    VerifyDomainDkimResponse
}

/// The first request id in the headers that is not empty.
fn request_id(headers: &HeaderMap) -> Option<&str> {
    [wire::REQUEST_ID_HEADER, REQUEST_ID_HEADER_FALLBACK]
        .into_iter()
        .flat_map(|name| headers.get_all(name))
        .filter_map(text)
        .find(|id| !trim_white_space(id).is_empty())
}

fn text(value: &HeaderValue) -> Option<&str> {
    core::str::from_utf8(value.as_bytes()).ok()
}
