//! What came back over HTTP: read by its root element and its status.

use alloc::borrow::Cow;

use super::{canonical, general};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::error_response::{ErrorBody, ErrorResponse};
use crate::reply::Reply;
use crate::text::trim;

impl<'body> Reply<'body> {
    /// Reads a body whose status is not known: the root element decides.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] when the body is not well-formed XML, is neither document, or leaves open
    /// what it says: nothing is returned in part.
    ///
    /// ```
    /// use ses_dkim_codec::Reply;
    ///
    /// let body = b"<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>";
    /// assert!(matches!(Reply::decode(body)?, Reply::ErrorResponse(_)));
    /// let cut = &body[..body.len() - 1];
    /// assert!(Reply::decode(cut).is_err());
    /// # Ok::<(), ses_dkim_codec::DecodeError>(())
    /// ```
    pub fn decode(body: &'body [u8]) -> Result<Self, DecodeError> {
        canonical(body)
            .map_or_else(|| general::reply(body), |response| Ok(Self::Response(response)))
    }

    /// Reads an HTTP reply: its status, the `x-amzn-RequestId` header when there is one, its body.
    ///
    /// Any status but 2xx is an error, whatever the body is: an [`ErrorResponse`] that keeps the
    /// status. Under 2xx an error document is an error all the same. The header's request id wins
    /// over the body's.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] as for [`decode`](Self::decode), under a status 2xx only. It has no class of
    /// retry; but the operation only reads, so that asking again for what was cut off is safe.
    ///
    /// ```
    /// use ses_dkim_codec::{ErrorBody, Reply, Retry};
    ///
    /// let body = b"<html><body>503 Service Unavailable</body></html>";
    /// let Reply::ErrorResponse(error) = Reply::from_http(503, Some("1"), body)? else { panic!() };
    /// assert_eq!(error.status, Some(503));
    /// assert_eq!(error.code, None);
    /// assert_eq!(error.body, ErrorBody::Html);
    /// assert_eq!(error.retry(), Some(Retry::Transient));
    /// # Ok::<(), ses_dkim_codec::DecodeError>(())
    /// ```
    pub fn from_http(
        status: u16,
        request_id: Option<&'body str>,
        body: &'body [u8],
    ) -> Result<Self, DecodeError> {
        let header = request_id.map(Cow::Borrowed).map(trim).filter(|id| !id.is_empty());
        let mut reply = match status {
            200..=299 => Self::decode(body)?,
            _ => Self::ErrorResponse(error_response(body)),
        };
        match &mut reply {
            Self::Response(response) => {
                response.request_id = header.or_else(|| response.request_id.take());
            }
            Self::ErrorResponse(error) => {
                error.status = Some(status);
                error.request_id = header.or_else(|| error.request_id.take());
            }
        }
        Ok(reply)
    }
}

/// The error that a body under an error status stands for: read, or told apart by what it is.
fn error_response(body: &[u8]) -> ErrorResponse<'_> {
    let kind = match general::error_response(body) {
        Ok(error) => return error,
        Err(error) => error.kind(),
    };
    let text = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii_start();
    let body = if text.is_empty() {
        ErrorBody::Empty
    } else if begins_html(behind_misc(text)) {
        ErrorBody::Html
    } else if kind == DecodeErrorKind::UnexpectedRoot {
        ErrorBody::OtherXml
    } else {
        ErrorBody::NotXml
    };
    ErrorResponse { body, ..ErrorResponse::default() }
}

/// What follows the declaration, comments and instructions at the beginning of a text.
fn behind_misc(text: &[u8]) -> &[u8] {
    let mut rest = text;
    loop {
        let (inside, close) = match rest {
            [b'<', b'?', inside @ ..] => (inside, &b"?>"[..]),
            [b'<', b'!', b'-', b'-', inside @ ..] => (inside, &b"-->"[..]),
            _ => return rest,
        };
        let end = inside.windows(close.len()).position(|window| window == close);
        let end = end.map(|end| end.saturating_add(close.len()));
        let Some(behind) = end.and_then(|end| inside.get(end..)) else { return rest };
        rest = behind.trim_ascii_start();
    }
}

/// Whether a text begins as a page for a browser does, in any case.
fn begins_html(text: &[u8]) -> bool {
    let doctype = behind_word(text, b"<!doctype");
    let name = doctype.filter(|rest| rest.first().is_some_and(u8::is_ascii_whitespace));
    let page = match name {
        Some(name) => behind_word(name.trim_ascii_start(), b"html"),
        None => behind_word(text, b"<html"),
    };
    page.is_some_and(|rest| match rest.first() {
        Some(byte) => byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'),
        None => true,
    })
}

/// What follows a word, in any case, at the beginning of a text.
fn behind_word<'text>(text: &'text [u8], word: &[u8]) -> Option<&'text [u8]> {
    let (head, rest) = text.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word).then_some(rest)
}
