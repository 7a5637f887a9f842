//! Whether and when to retry: the classes of errors that the AWS SDKs have in common, and their
//! delays.

use core::fmt;
use core::time::Duration;

use super::error_response::ErrorResponse;
use super::message::Request;

/// Why a retry may help.
///
/// [`ErrorResponse::retry`] returns the class of an error. `retry_delay` of a request says whether that
/// request may be sent again, and when. The codec has no clock and no random numbers: the caller
/// passes the number of the attempt and a seed, and waits.
///
/// ```
/// use std::error::Error;
/// use std::time::Duration;
///
/// use ses_dkim_codec::{HttpReply, Request, VerifyDomainDkimRequest, VerifyDomainDkimResponse};
///
/// const MAX_ATTEMPTS: u32 = 5;
/// const MAX_WAIT: Duration = Duration::from_secs(60);
///
/// /// What an HTTP library returns.
/// struct Answer {
///     status: u16,
///     retry_after: Option<String>,
///     body: Vec<u8>,
/// }
///
/// // `send` signs the form anew each time: a signature is valid for some minutes.
/// fn call<'a, R: Request<'a>>(
///     request: &R,
///     mut send: impl FnMut(&str) -> Result<Answer, Box<dyn Error>>,
///     mut sleep: impl FnMut(Duration),
///     seed: u64,
/// ) -> Result<R::Response<'static>, Box<dyn Error>> {
///     let form = request.to_form();
///     let mut attempt = 1;
///     loop {
///         let answer = send(&form)?;
///         let http = HttpReply {
///             retry_after: answer.retry_after.as_deref(),
///             ..HttpReply::new(answer.status, &answer.body)
///         };
///         let error = match request.reply(http)?.into_owned_result() {
///             Ok(response) => return Ok(response),
///             Err(error) => error,
///         };
///         match request.retry_delay(&error, attempt, seed) {
///             Some(delay) if attempt < MAX_ATTEMPTS && delay <= MAX_WAIT => sleep(delay),
///             _ => return Err(error.into()),
///         }
///         attempt += 1;
///     }
/// }
///
/// fn main() -> Result<(), Box<dyn Error>> {
///     // A program sends over HTTP, sleeps with `std::thread::sleep`, and takes another seed for
///     // each call: the nanoseconds of the clock are enough.
///     let throttled = "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>";
///     let verified = VerifyDomainDkimResponse::new(["t1", "t2", "t3"]).to_xml()?;
///     let mut answers = [(400, throttled), (429, ""), (200, &*verified)].into_iter();
///     let send = |_form: &str| {
///         let (status, body) = answers.next().ok_or("no more answers")?;
///         let retry_after = (status == 429).then(|| "7".to_owned());
///         Ok(Answer { status, retry_after, body: body.into() })
///     };
///     let mut delays = Vec::new();
///     let sleep = |delay| delays.push(delay);
///     let response = call(&VerifyDomainDkimRequest::new("example.com"), send, sleep, 42)?;
///     assert_eq!(response.dkim_tokens, ["t1", "t2", "t3"]);
///     assert!((Duration::from_secs(1)..=Duration::from_secs(2)).contains(&delays[0]));
///     assert_eq!(delays[1], Duration::from_secs(7));
///     Ok(())
/// }
/// ```
///
/// The example does not send again after an error of `send`. If no reply came, or a truncated one
/// ([`ReplyError::is_truncated`](crate::query::ReplyError)), it is not known whether the service
/// performed the request. A request whose
/// [`IS_REPEATABLE`](crate::query::Request::IS_REPEATABLE) is true may be sent again after the
/// [`delay`](Self::delay) of [`Retry::Transient`]. Before any other is sent again, read the state: the
/// change may have been made.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Retry {
    /// Too many calls: wait, longer each time, and send the same request.
    Throttling,
    /// A temporary fault of the service: send the same request after a short, growing wait.
    Transient,
    /// The signature was not accepted, often because the clocks differ: correct the time and sign
    /// again, once. A wrong key has the same symptom.
    ClockSkew,
    /// The credentials have expired: get new ones and sign again.
    ExpiredCredentials,
}

impl Retry {
    /// Every class.
    pub const ALL: &'static [Self] =
        &[Self::Throttling, Self::Transient, Self::ClockSkew, Self::ExpiredCredentials];

    /// The shortest delay, one second: the service takes one call of an operation per second (SES API
    /// Reference).
    pub const MIN_DELAY: Duration = Duration::from_secs(1);

    /// The longest delay, 20 seconds, as in the AWS SDKs (AWS SDKs and Tools Reference Guide, "Retry
    /// behavior").
    pub const MAX_DELAY: Duration = Duration::from_secs(20);

    /// The delay after an error of this class, if the request was sent `attempt` times.
    ///
    /// After throttling and transient errors the delay is evenly distributed from
    /// [`MIN_DELAY`](Self::MIN_DELAY) to `MIN_DELAY * 2^attempt`, or to
    /// [`MAX_DELAY`](Self::MAX_DELAY) if that is shorter. This is full jitter (AWS Architecture Blog,
    /// "Exponential Backoff And Jitter") with a shortest delay. After the other classes the delay is
    /// `MIN_DELAY`: only a correct clock or new credentials help there.
    ///
    /// The same attempt and seed give the same delay. Clients with different seeds do not call at
    /// the same time.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use ses_dkim_codec::Retry;
    ///
    /// let delay = Retry::Throttling.delay(3, 42);
    /// assert!(delay >= Duration::from_secs(1) && delay <= Duration::from_secs(8));
    /// assert_eq!(delay, Retry::Throttling.delay(3, 42));
    /// ```
    #[must_use]
    pub fn delay(self, attempt: u32, seed: u64) -> Duration {
        match self {
            Self::Throttling | Self::Transient => {
                let factor = 2_u32.checked_pow(attempt);
                let longest = factor.map_or(Self::MAX_DELAY, |factor| Self::MIN_DELAY * factor);
                let spread = longest.min(Self::MAX_DELAY) - Self::MIN_DELAY;
                let share = u128::from(random(attempt, seed)) * (spread.as_nanos() + 1);
                // The upper half of the product is less than the factor on the right.
                Self::MIN_DELAY + Duration::from_nanos((share >> 64) as u64)
            }
            Self::ClockSkew | Self::ExpiredCredentials => Self::MIN_DELAY,
        }
    }

    /// The delay before a request of type `Q` may be sent again unchanged.
    pub(super) fn delay_of<'a, Q: Request<'a>>(
        error: &ErrorResponse<'_>,
        attempt: u32,
        seed: u64,
    ) -> Option<Duration> {
        let retry = error.retry()?;
        let may_repeat = match retry {
            // The service did not perform the request.
            Self::Throttling => true,
            Self::Transient => Q::IS_REPEATABLE,
            Self::ClockSkew | Self::ExpiredCredentials => false,
        };
        let delay = retry.delay(attempt, seed);
        let delay = error.retry_after_delay().map_or(delay, |wanted| wanted.max(delay));
        may_repeat.then_some(delay)
    }

    /// The stable name of this class, in kebab case.
    ///
    /// ```
    /// # use ses_dkim_codec::Retry;
    /// assert_eq!(Retry::ClockSkew.code(), "clock-skew");
    /// ```
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Throttling => "throttling",
            Self::Transient => "transient",
            Self::ClockSkew => "clock-skew",
            Self::ExpiredCredentials => "expired-credentials",
        }
    }

    /// The class of an error with this HTTP status and code; `None` if a retry cannot help.
    ///
    /// - Throttling: status 429, or one of the fourteen codes that the AWS SDKs have in common:
    ///   `BandwidthLimitExceeded`, `EC2ThrottledException`, `LimitExceededException`,
    ///   `PriorRequestNotComplete`, `ProvisionedThroughputExceededException`, `RequestLimitExceeded`,
    ///   `RequestThrottled`, `RequestThrottledException`, `SlowDown`, `ThrottledException`, `Throttling`,
    ///   `ThrottlingException`, `TooManyRequestsException` and `TransactionInProgressException`. SES
    ///   sends `Throttling` with status 400.
    /// - Transient: the codes `RequestTimeout` and `RequestTimeoutException`, or status 500, 502,
    ///   503 or 504. Without a status, or with 2xx, also `InternalFailure`, `InternalError`,
    ///   `InternalServiceError`, `ServiceUnavailable` and `ServiceUnavailableException`.
    /// - Clock skew: `RequestTimeTooSkewed`, `RequestExpired`, `RequestInTheFuture`,
    ///   `InvalidSignatureException`, `SignatureDoesNotMatch` and `AuthFailure`.
    /// - Expired credentials: `ExpiredToken` and `ExpiredTokenException`.
    ///
    /// Status 429 takes precedence over the code, and the code over any other status.
    ///
    /// ```
    /// use ses_dkim_codec::Retry;
    ///
    /// assert_eq!(Retry::classify(Some(400), Some("Throttling")), Some(Retry::Throttling));
    /// assert_eq!(Retry::classify(Some(200), Some("InternalFailure")), Some(Retry::Transient));
    /// assert_eq!(Retry::classify(Some(501), Some("InternalFailure")), None);
    /// ```
    #[must_use]
    pub fn classify(status: Option<u16>, code: Option<&str>) -> Option<Self> {
        match (code.and_then(Self::from_code), status) {
            (_, Some(429)) => Some(Self::Throttling),
            (Some(class), _) => Some(class),
            (None, Some(500 | 502..=504)) => Some(Self::Transient),
            (None, None | Some(200..=299)) if code.is_some_and(is_service_fault) => {
                Some(Self::Transient)
            }
            (None, _) => None,
        }
    }

    /// The class of a code, whatever the status: the lists that the AWS SDKs have in common.
    fn from_code(code: &str) -> Option<Self> {
        match code {
            "BandwidthLimitExceeded"
            | "EC2ThrottledException"
            | "LimitExceededException"
            | "PriorRequestNotComplete"
            | "ProvisionedThroughputExceededException"
            | "RequestLimitExceeded"
            | "RequestThrottled"
            | "RequestThrottledException"
            | "SlowDown"
            | "ThrottledException"
            | "Throttling"
            | "ThrottlingException"
            | "TooManyRequestsException"
            | "TransactionInProgressException" => Some(Self::Throttling),
            "AuthFailure"
            | "InvalidSignatureException"
            | "RequestExpired"
            | "RequestInTheFuture"
            | "RequestTimeTooSkewed"
            | "SignatureDoesNotMatch" => Some(Self::ClockSkew),
            "ExpiredToken" | "ExpiredTokenException" => Some(Self::ExpiredCredentials),
            "RequestTimeout" | "RequestTimeoutException" => Some(Self::Transient),
            _ => None,
        }
    }
}

impl ErrorResponse<'_> {
    /// The delay that the `Retry-After` header asks for in seconds.
    ///
    /// It is `None` if the header is absent or is not a number of seconds; a date (RFC 9110
    /// §10.2.3) needs a clock. The caller decides how long to wait at most. A larger number than 2^31
    /// is read as 2^31 seconds (RFC 9111 §1.2.2), which can be added to any time.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use ses_dkim_codec::ErrorResponse;
    ///
    /// let error = ErrorResponse::new("Throttling").with_retry_after("7");
    /// assert_eq!(error.retry_after_delay(), Some(Duration::from_secs(7)));
    /// ```
    #[must_use]
    pub fn retry_after_delay(&self) -> Option<Duration> {
        let text = self.retry_after.as_deref()?.trim_matches([' ', '\t']);
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let seconds = || text.parse().unwrap_or(u64::MAX).min(1 << 31);
        is_number.then(|| Duration::from_secs(seconds()))
    }
}

/// The random number of an attempt: that of `SplitMix64` (Steele, Lea and Flood, "Fast Splittable
/// Pseudorandom Number Generators", 2014) after `attempt` steps.
fn random(attempt: u32, seed: u64) -> u64 {
    let state = seed.wrapping_add(u64::from(attempt).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Whether a code says that the service failed. It decides only without a status, or with 2xx.
fn is_service_fault(code: &str) -> bool {
    matches!(
        code,
        "InternalError"
            | "InternalFailure"
            | "InternalServiceError"
            | "ServiceUnavailable"
            | "ServiceUnavailableException"
    )
}

impl fmt::Display for Retry {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.code())
    }
}
