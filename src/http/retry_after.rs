//! The delay that a `Retry-After` header asks for.

extern crate std;

use core::time::Duration;
#[expect(clippy::disallowed_types, reason = "the caller reads the clock")]
use std::time::SystemTime;

use crate::query::ErrorResponse;

impl ErrorResponse<'_> {
    /// The delay from `now` on that the `Retry-After` header asks for, in seconds or as a date (RFC
    /// 9110 §10.2.3).
    ///
    /// It is zero for a date that has passed, and `None` if the header is absent or is neither a
    /// number nor a date. The caller decides how long to wait at most. A larger number than 2^31 is
    /// read as 2^31 seconds, as by [`retry_after_delay`](Self::retry_after_delay).
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    ///
    /// use ses_dkim_codec::{HttpReply, VerifyDomainDkimRequest};
    ///
    /// let request = VerifyDomainDkimRequest::new("example.com");
    /// let http = HttpReply { retry_after: Some("7"), ..HttpReply::new(429, b"") };
    /// let error = request.reply(http)?.into_result().unwrap_err();
    /// assert_eq!(error.retry_after_delay_at(SystemTime::now()), Some(Duration::from_secs(7)));
    /// # Ok::<(), ses_dkim_codec::ReplyError>(())
    /// ```
    #[must_use]
    #[expect(clippy::disallowed_types, reason = "the caller reads the clock")]
    pub fn retry_after_delay_at(&self, now: SystemTime) -> Option<Duration> {
        if let Some(delay) = self.retry_after_delay() {
            return Some(delay);
        }
        let text = self.retry_after.as_deref()?.trim_matches([' ', '\t']);
        let date = httpdate::parse_http_date(text).ok()?;
        Some(date.duration_since(now).unwrap_or(Duration::ZERO))
    }
}
