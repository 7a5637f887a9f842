//! Whether a failed call may be retried.

use serde_json::json;
use ses_dkim_conformance::Answer;

use crate::seed::{Fault, Seed};

const THROTTLING: [&str; 14] = [
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "TooManyRequestsException",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "RequestThrottled",
    "SlowDown",
    "PriorRequestNotComplete",
    "EC2ThrottledException",
];
const SKEW: [&str; 6] = [
    "RequestTimeTooSkewed",
    "RequestExpired",
    "InvalidSignatureException",
    "SignatureDoesNotMatch",
    "AuthFailure",
    "RequestInTheFuture",
];
const EXPIRY: [&str; 2] = ["ExpiredToken", "ExpiredTokenException"];
const TIMEOUT: [&str; 2] = ["RequestTimeout", "RequestTimeoutException"];
const FAILURE: [&str; 5] = [
    "InternalFailure",
    "InternalError",
    "ServiceUnavailable",
    "ServiceUnavailableException",
    "InternalServiceError",
];

pub(super) fn class(seed: &Seed, status: Option<u16>, code: Option<&str>) -> Answer {
    let code = code.map(|code| without_decoration(seed, code));
    let class = of(seed, status, code.unwrap_or_default());
    super::accepted(json!({ "retry": class }))
}

fn without_decoration<'a>(seed: &Seed, code: &'a str) -> &'a str {
    let mut code = code;
    if seed.is(Fault::NamespacesOfCodesAreDropped) {
        code = code.rsplit('#').next().unwrap();
    }
    if seed.is(Fault::SuffixesOfCodesAreDropped) {
        code = code.split(':').next().unwrap();
    }
    code
}

fn of(seed: &Seed, status: Option<u16>, code: &str) -> Option<&'static str> {
    let is_one_of = |codes: &[&str]| {
        codes.contains(&code)
            || seed.is(Fault::CodesIgnoreCase)
                && codes.iter().any(|known| known.eq_ignore_ascii_case(code))
    };
    let failed = is_failure(seed, status, is_one_of(&FAILURE));
    let transient =
        failed.then_some("transient").or_else(|| is_one_of(&TIMEOUT).then_some("transient"));
    let transient =
        transient.filter(|_| !(is_one_of(&TIMEOUT) && seed.is(Fault::TimeoutsAreUnknown)));
    let skew = is_one_of(&SKEW) || code == "AccessDenied" && seed.is(Fault::AccessDeniedIsSkew);
    let skew = skew && !seed.is(Fault::SkewIsUnknown);
    let throttled = is_throttling(seed, status, code, is_one_of(&THROTTLING));
    if status.is_none() && seed.is(Fault::CodesNeedAStatus) {
        return None;
    }
    if transient.is_some()
        && (throttled && seed.is(Fault::TransientBeatsThrottling)
            || skew && seed.is(Fault::TransientBeatsSkew)
            || is_one_of(&EXPIRY) && seed.is(Fault::TransientBeatsExpiry)
            || status == Some(429) && seed.is(Fault::TimeoutBeatsTooManyRequests))
    {
        return transient;
    }
    if throttled && !(skew && seed.is(Fault::SkewBeatsTooManyRequests)) {
        return Some("throttling");
    }
    if skew {
        let expired = code == "RequestExpired" && seed.is(Fault::SkewIsExpiry);
        return Some(if expired { "expired-credentials" } else { "clock-skew" });
    }
    if is_one_of(&EXPIRY) && !seed.is(Fault::ExpiryIsUnknown) {
        return Some("expired-credentials");
    }
    transient
}

fn is_throttling(seed: &Seed, status: Option<u16>, code: &str, known: bool) -> bool {
    let unknown = match code {
        "Throttling" => seed.is(Fault::ThrottlingIsUnknown),
        "ThrottlingException" => seed.is(Fault::ThrottlingExceptionIsUnknown),
        _ => seed.is(Fault::CodesOfOtherServicesAreUnknown),
    };
    known && !unknown
        || status == Some(429) && !seed.is(Fault::TooManyRequestsIsUnknown)
        || code == "LimitExceeded" && seed.is(Fault::LimitExceededIsThrottling)
        || code.is_empty() && status == Some(400) && seed.is(Fault::EmptyCodeIsThrottling)
}

/// Whether the status is a failure of the service, or the code without such a status.
fn is_failure(seed: &Seed, status: Option<u16>, failure: bool) -> bool {
    let by_code = failure && seed.is(Fault::CodeBeatsTheStatus);
    let by_status = match status {
        None => failure || seed.is(Fault::NothingIsTransient),
        Some(200..300) => failure && !seed.is(Fault::FailureUnder200IsSuccess),
        Some(500) => !seed.is(Fault::InternalErrorIsNotRepeated),
        Some(502) => !seed.is(Fault::BadGatewayIsNotRepeated),
        Some(503) => !seed.is(Fault::UnavailableIsNotRepeated),
        Some(504) => !seed.is(Fault::GatewayTimeoutIsNotRepeated),
        Some(505..600 | 501) => seed.is(Fault::Every5xxIsTransient),
        Some(408) => seed.is(Fault::Status408IsTransient),
        Some(400..500) => seed.is(Fault::Every4xxIsRepeated),
        _ => false,
    };
    by_code || by_status
}
