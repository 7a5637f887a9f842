//! A reply with status 2xx that cannot be read.

use alloc::borrow::ToOwned as _;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use super::HttpReply;
use crate::query::error::DecodeError;
use crate::query::error_response::BodyKind;
use crate::query::foreign;
use crate::query::text::Printable;

/// Why a reply with status 2xx could not be read: its body is neither the response nor a service
/// error.
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
    pub(super) fn new(
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
    ///
    /// ```
    /// # use ses_dkim_codec::{HttpReply, VerifyDomainDkimRequest};
    /// # let request = VerifyDomainDkimRequest::new("example.com");
    /// let error = request.reply(HttpReply::new(202, b"")).unwrap_err();
    /// assert_eq!(error.status(), 202);
    /// ```
    #[must_use]
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// The request id in the header of the reply.
    ///
    /// ```
    /// # use ses_dkim_codec::{HttpReply, VerifyDomainDkimRequest};
    /// # let request = VerifyDomainDkimRequest::new("example.com");
    /// let http = HttpReply { request_id: Some("1"), ..HttpReply::new(200, b"") };
    /// assert_eq!(request.reply(http).unwrap_err().request_id(), Some("1"));
    /// ```
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// What the body is.
    ///
    /// ```
    /// # use ses_dkim_codec::{BodyKind, HttpReply, VerifyDomainDkimRequest};
    /// # let request = VerifyDomainDkimRequest::new("example.com");
    /// let error = request.reply(HttpReply::new(200, b"")).unwrap_err();
    /// assert_eq!(error.body(), BodyKind::Empty);
    /// ```
    #[must_use]
    pub fn body(&self) -> BodyKind {
        self.0.body
    }

    /// The beginning of the body: at most 200 characters on one line, with control characters and
    /// invalid bytes escaped.
    ///
    /// ```
    /// # use ses_dkim_codec::{HttpReply, VerifyDomainDkimRequest};
    /// # let request = VerifyDomainDkimRequest::new("example.com");
    /// let error = request.reply(HttpReply::new(200, b"Sign\n in")).unwrap_err();
    /// assert_eq!(error.excerpt(), "Sign in");
    /// ```
    #[must_use]
    pub fn excerpt(&self) -> &str {
        &self.0.excerpt
    }

    /// Why the body could not be decoded.
    ///
    /// ```
    /// # use ses_dkim_codec::{HttpReply, VerifyDomainDkimRequest};
    /// # let request = VerifyDomainDkimRequest::new("example.com");
    /// let error = request.reply(HttpReply::new(200, b"<html/>")).unwrap_err();
    /// assert_eq!(error.decode_error().kind().code(), "unexpected-root");
    /// ```
    #[must_use]
    pub fn decode_error(&self) -> &DecodeError {
        &self.0.decode
    }

    /// Whether the body may be the beginning of a complete document (see
    /// [`DecodeError::is_truncated`]). An empty body may be one, too; [`body`](Self::body)
    /// distinguishes it.
    ///
    /// ```
    /// # use ses_dkim_codec::{HttpReply, VerifyDomainDkimRequest};
    /// # let request = VerifyDomainDkimRequest::new("example.com");
    /// let error = request.reply(HttpReply::new(200, b"<VerifyDomainDkimResp")).unwrap_err();
    /// assert!(error.is_truncated());
    /// ```
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
