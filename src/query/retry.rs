//! Whether to try again: the classes of errors that the AWS SDKs share.

use core::fmt;

/// Why another try may help; the caller keeps the pace.
///
/// ```
/// use ses_dkim_codec::{ErrorResponse, Retry};
///
/// assert_eq!(ErrorResponse::new("RequestExpired").retry(), Some(Retry::ClockSkew));
/// assert_eq!(ErrorResponse::new("AccessDenied").retry(), None);
/// ```
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
    /// The stable name of this class, in kebab case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Throttling => "throttling",
            Self::Transient => "transient",
            Self::ClockSkew => "clock-skew",
            Self::ExpiredCredentials => "expired-credentials",
        }
    }

    /// Every class.
    pub const ALL: &'static [Self] =
        &[Self::Throttling, Self::Transient, Self::ClockSkew, Self::ExpiredCredentials];

    /// The class of an error with this HTTP status and code, `None` if another try cannot help.
    ///
    /// - Throttling: status 429, or one of the fourteen codes that the AWS SDKs share. SES sends
    ///   `Throttling` with status 400.
    /// - Transient: the codes `RequestTimeout` and `RequestTimeoutException`, or status 500, 502,
    ///   503 or 504. Without a status, or with 2xx, also `InternalFailure`, `InternalError`,
    ///   `InternalServiceError`, `ServiceUnavailable` and `ServiceUnavailableException`.
    /// - Clock skew: `RequestTimeTooSkewed`, `RequestExpired`, `RequestInTheFuture`,
    ///   `InvalidSignatureException`, `SignatureDoesNotMatch` and `AuthFailure`.
    /// - Expired credentials: `ExpiredToken` and `ExpiredTokenException`.
    ///
    /// Status 429 counts before the code, the code before any other status.
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

    /// The class that a code names by itself: the lists that the AWS SDKs share.
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

/// Whether a code says that the service failed. It counts only where no status says otherwise.
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
