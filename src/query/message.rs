//! What every request and every response can do, for code that is generic over operations.

mod methods;

pub(crate) use methods::{request_methods, response_methods};

use alloc::borrow::Cow;
use alloc::string::String;
use core::time::Duration;

use super::error::{DecodeError, EncodeError, FormError};
use super::error_response::ErrorResponse;
use super::reply::{HttpReply, Reply, ReplyError};
use super::retry::Retry;

/// Only this crate implements [`Request`] and [`Response`].
#[expect(unnameable_types, reason = "a supertrait that cannot be named seals the traits")]
pub trait Sealed {}

/// A request of an operation, for code that is generic over operations.
///
/// Every method is also an inherent method of the request. Only this crate implements the trait.
///
/// ```
/// use std::time::Duration;
///
/// use ses_dkim_codec::{HttpReply, Reply, Request, VerifyDomainDkimRequest};
///
/// /// Sends any request, and sends it again after an error if that can help.
/// fn call<'a, Q: Request<'a>>(
///     request: &Q,
///     send: impl Fn(&str) -> (u16, Vec<u8>),
///     sleep: impl Fn(Duration),
/// ) -> Result<bool, ses_dkim_codec::ReplyError> {
///     let mut form = String::new();
///     request.encode_form(&mut form);
///     for attempt in 1..=3 {
///         let (status, body) = send(&form);
///         match request.reply(HttpReply::new(status, &body))? {
///             Reply::Response(_) => return Ok(true),
///             Reply::ErrorResponse(error) => match request.retry_delay(&error, attempt, 42) {
///                 Some(delay) => sleep(delay),
///                 None => return Ok(false),
///             },
///         }
///     }
///     Ok(false)
/// }
///
/// let request = VerifyDomainDkimRequest::new("example.com");
/// assert!(!call(&request, |_| (403, vec![]), std::thread::sleep)?);
/// # Ok::<(), ses_dkim_codec::ReplyError>(())
/// ```
pub trait Request<'a>: Sealed + Sized {
    /// The name of the operation: the value of the parameter `Action`.
    const ACTION: &'static str;

    /// Whether the operation only reads.
    const IS_READ_ONLY: bool;

    /// Whether the request may be sent again when it is not known whether the service performed it.
    ///
    /// This is true if the operation only reads, or if performing it again changes nothing, even
    /// when another client made a change in between. If it is false, read the state first.
    const IS_REPEATABLE: bool;

    /// The response of the operation.
    type Response<'body>: Response<'body, Owned = Self::Response<'static>>;

    /// Appends the request to `out` as a form body (`application/x-www-form-urlencoded`).
    ///
    /// ```
    /// use ses_dkim_codec::{Request, VerifyDomainDkimRequest};
    ///
    /// let mut form = String::new();
    /// Request::encode_form(&VerifyDomainDkimRequest::new("example.com"), &mut form);
    /// assert_eq!(form, "Action=VerifyDomainDkim&Version=2010-12-01&Domain=example.com");
    /// ```
    fn encode_form(&self, out: &mut String);

    /// The request as a form body.
    ///
    /// ```
    /// use ses_dkim_codec::{Request, VerifyDomainDkimRequest};
    ///
    /// fn form<'a>(request: &impl Request<'a>) -> String {
    ///     request.to_form()
    /// }
    /// let form = form(&VerifyDomainDkimRequest::new("example.com"));
    /// assert_eq!(form, "Action=VerifyDomainDkim&Version=2010-12-01&Domain=example.com");
    /// ```
    fn to_form(&self) -> String {
        let mut form = String::new();
        self.encode_form(&mut form);
        form
    }

    /// Reads a form body, or the query string of a GET.
    ///
    /// # Errors
    ///
    /// [`FormError`] if the form is malformed or is not a request of this operation.
    ///
    /// ```
    /// use ses_dkim_codec::{FormError, Request, VerifyDomainDkimRequest};
    ///
    /// fn read<'a, Q: Request<'a>>(form: &'a [u8]) -> Result<Q, FormError> {
    ///     Q::decode_form(form)
    /// }
    /// let request: VerifyDomainDkimRequest<'_> = read(b"Action=VerifyDomainDkim&Domain=a.example")?;
    /// assert_eq!(request.domain, "a.example");
    /// # Ok::<(), FormError>(())
    /// ```
    fn decode_form(form: &'a [u8]) -> Result<Self, FormError>;

    /// Reads the HTTP reply to this request.
    ///
    /// # Errors
    ///
    /// [`ReplyError`] if the status is 2xx and the body cannot be decoded.
    ///
    /// ```
    /// use ses_dkim_codec::{HttpReply, Reply, Request, VerifyDomainDkimRequest};
    ///
    /// let request = VerifyDomainDkimRequest::new("example.com");
    /// let reply = Request::reply(&request, HttpReply::new(503, b""))?;
    /// assert!(matches!(reply, Reply::ErrorResponse(error) if error.status == Some(503)));
    /// # Ok::<(), ses_dkim_codec::ReplyError>(())
    /// ```
    fn reply<'body>(
        &self,
        http: impl Into<HttpReply<'body>>,
    ) -> Result<Reply<'body, Self::Response<'body>>, ReplyError> {
        Reply::from_http(http.into())
    }

    /// The delay before the same request may be sent again after this error; `None` if that cannot
    /// help, or could undo the change of another client.
    ///
    /// `attempt` is how many times the request was sent. Different seeds give different delays.
    ///
    /// ```
    /// use ses_dkim_codec::{ErrorResponse, Request, SetIdentityDkimEnabledRequest};
    ///
    /// let request = SetIdentityDkimEnabledRequest::new("example.com", true);
    /// let throttled = ErrorResponse::new("Throttling");
    /// assert!(Request::retry_delay(&request, &throttled, 1, 42).is_some());
    ///
    /// let unknown = ErrorResponse::new("InternalFailure");
    /// assert!(Request::retry_delay(&request, &unknown, 1, 42).is_none());
    /// ```
    #[must_use]
    fn retry_delay(&self, error: &ErrorResponse<'_>, attempt: u32, seed: u64) -> Option<Duration> {
        Retry::delay_of::<Self>(error, attempt, seed)
    }
}

/// A response of an operation, for code that is generic over operations.
///
/// Every method except [`decode_reply`](Self::decode_reply) and
/// [`set_request_id`](Self::set_request_id) is also an inherent method or a field of the response.
/// Only this crate implements the trait.
///
/// ```
/// use ses_dkim_codec::{EncodeError, Response, VerifyDomainDkimResponse};
///
/// /// What a mock server sends: any response, with the id of the call.
/// fn answer<'a, R: Response<'a>>(mut response: R, id: u64) -> Result<String, EncodeError> {
///     response.set_request_id(Some(id.to_string().into()));
///     response.to_xml()
/// }
///
/// let xml = answer(VerifyDomainDkimResponse::new(["t1", "t2", "t3"]), 7)?;
/// assert_eq!(VerifyDomainDkimResponse::decode(xml.as_bytes())?.request_id.as_deref(), Some("7"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Response<'body>: Sealed + Sized {
    /// The name of the root element.
    const ROOT: &'static str;

    /// The same response, owning its text.
    type Owned: Response<'static>;

    /// Reads a body as the response or as a service error, depending on the root element.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] if the body is neither.
    ///
    /// ```
    /// use ses_dkim_codec::{Reply, Response, VerifyDomainDkimResponse};
    ///
    /// let body = b"<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>";
    /// let reply = VerifyDomainDkimResponse::decode_reply(body)?;
    /// assert!(matches!(reply, Reply::ErrorResponse(_)));
    /// # Ok::<(), ses_dkim_codec::DecodeError>(())
    /// ```
    fn decode_reply(body: &'body [u8]) -> Result<Reply<'body, Self>, DecodeError>;

    /// Reads a response document.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] if the body is another document, or lacks a required element.
    ///
    /// ```
    /// use ses_dkim_codec::{DecodeError, Response, SetIdentityDkimEnabledResponse};
    ///
    /// fn read<'a, R: Response<'a>>(body: &'a [u8]) -> Result<R, DecodeError> {
    ///     R::decode(body)
    /// }
    /// let error = read::<SetIdentityDkimEnabledResponse<'_>>(b"<html/>").unwrap_err();
    /// assert_eq!(error.kind().code(), "unexpected-root");
    /// ```
    fn decode(body: &'body [u8]) -> Result<Self, DecodeError>;

    /// Writes the response as a compact document.
    ///
    /// # Errors
    ///
    /// [`EncodeError`] if a text contains a character that XML 1.0 cannot carry.
    ///
    /// ```
    /// use ses_dkim_codec::{Response, SetIdentityDkimEnabledResponse};
    ///
    /// let xml = Response::to_xml(&SetIdentityDkimEnabledResponse::new())?;
    /// assert!(xml.ends_with("<SetIdentityDkimEnabledResult/></SetIdentityDkimEnabledResponse>"));
    /// # Ok::<(), ses_dkim_codec::EncodeError>(())
    /// ```
    fn to_xml(&self) -> Result<String, EncodeError>;

    /// Writes the response as a document indented by two spaces.
    ///
    /// # Errors
    ///
    /// [`EncodeError`] if a text contains a character that XML 1.0 cannot carry.
    ///
    /// ```
    /// use ses_dkim_codec::{Response, SetIdentityDkimEnabledResponse};
    ///
    /// let xml = Response::to_xml_indented(&SetIdentityDkimEnabledResponse::new())?;
    /// assert_eq!(xml.lines().nth(1), Some("  <SetIdentityDkimEnabledResult/>"));
    /// # Ok::<(), ses_dkim_codec::EncodeError>(())
    /// ```
    fn to_xml_indented(&self) -> Result<String, EncodeError>;

    /// The request id, by which the service's support finds the call.
    ///
    /// ```
    /// use ses_dkim_codec::{Response, SetIdentityDkimEnabledResponse};
    ///
    /// let response = SetIdentityDkimEnabledResponse::new().with_request_id("1");
    /// assert_eq!(Response::request_id(&response), Some("1"));
    /// ```
    fn request_id(&self) -> Option<&str>;

    /// Sets the request id, or removes it.
    ///
    /// ```
    /// use ses_dkim_codec::{Response, SetIdentityDkimEnabledResponse};
    ///
    /// let mut response = SetIdentityDkimEnabledResponse::new();
    /// response.set_request_id(Some("1".into()));
    /// assert_eq!(response.request_id.as_deref(), Some("1"));
    /// ```
    fn set_request_id(&mut self, request_id: Option<Cow<'body, str>>);

    /// The same response, owning its text.
    ///
    /// ```
    /// use ses_dkim_codec::{Response, VerifyDomainDkimResponse};
    ///
    /// fn keep<'a, R: Response<'a>>(response: R) -> R::Owned {
    ///     response.into_owned()
    /// }
    /// let kept = keep(VerifyDomainDkimResponse::new(["t1"]));
    /// assert_eq!(kept.dkim_tokens, ["t1"]);
    /// ```
    fn into_owned(self) -> Self::Owned;
}
