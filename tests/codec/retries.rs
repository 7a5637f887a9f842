//! When a request may be sent again: the delay of an attempt, `Retry-After`, and requests that must
//! not be repeated.

use std::collections::BTreeSet;
use std::time::Duration;

use ses_dkim_codec::{
    ErrorResponse, GetIdentityDkimAttributesRequest, Operation, Request, Retry,
    SetIdentityDkimEnabledRequest, VerifyDomainDkimRequest,
};

/// The upper bound of the delay after the attempts 0, 1, 2 and so on, in seconds.
const LONGEST: [u64; 8] = [1, 2, 4, 8, 16, 20, 20, 20];

#[test]
fn a_delay_is_within_its_bounds_and_spread_over_them() {
    for class in [Retry::Throttling, Retry::Transient] {
        for (attempt, longest) in (0..).zip(LONGEST) {
            let (shortest, longest) = (Duration::from_secs(1), Duration::from_secs(longest));
            let delays: Vec<_> = (0..1000).map(|seed| class.delay(attempt, seed)).collect();
            assert!(delays.iter().all(|delay| (shortest..=longest).contains(delay)), "{attempt}");
            // Each tenth of the range has about a tenth of the delays.
            let tenth = (longest - shortest) / 10;
            let tenths = (1..=10).filter(|_| attempt > 0);
            for number in tenths {
                let end = shortest + tenth * number;
                let count =
                    delays.iter().filter(|delay| **delay <= end && **delay > end - tenth).count();
                assert!(
                    (50..200).contains(&count),
                    "{count} of 1000 in tenth {number} of {attempt}"
                );
            }
        }
        assert!(class.delay(u32::MAX, 1) <= Retry::MAX_DELAY);
    }
}

#[test]
fn a_delay_depends_only_on_attempt_and_seed() {
    let delays = |seed| (1..6).map(move |attempt| Retry::Throttling.delay(attempt, seed));
    assert!(delays(7).eq(delays(7)));
    let unique: BTreeSet<Vec<Duration>> = (0..1000).map(|seed| delays(seed).collect()).collect();
    assert_eq!(unique.len(), 1000);
}

/// The first numbers of `SplitMix64` from the seed 0, as its reference implementation prints them
/// (<https://prng.di.unimi.it/splitmix64.c>).
const SPLIT_MIX: [u64; 5] = [
    0xE220_A839_7B1D_CDAF,
    0x6E78_9E6A_A1B9_65F4,
    0x06C4_5D18_8009_454F,
    0xF88B_B8A8_724C_81EC,
    0x1B39_896A_51A8_749B,
];

#[test]
fn a_delay_is_a_random_fraction_of_its_range() {
    for ((attempt, longest), random) in (0..).zip(LONGEST).skip(1).zip(SPLIT_MIX) {
        let places = u128::from(longest - 1) * 1_000_000_000 + 1;
        let nanoseconds = 1_000_000_000 + ((u128::from(random) * places) >> 64);
        assert_eq!(Retry::Transient.delay(attempt, 0).as_nanos(), nanoseconds, "{attempt}");
    }
}

#[test]
fn clock_skew_and_expired_credentials_have_the_minimum_delay() {
    for class in [Retry::ClockSkew, Retry::ExpiredCredentials] {
        assert_eq!(class.delay(5, 7), Retry::MIN_DELAY);
    }
}

fn error(status: u16, code: &'static str) -> ErrorResponse<'static> {
    let mut error = ErrorResponse::new(code);
    error.status = Some(status);
    error
}

/// Whether each of the three requests may be sent again.
fn may_repeat(error: &ErrorResponse<'_>) -> [bool; 3] {
    [
        GetIdentityDkimAttributesRequest::new(["a.example"]).retry_delay(error, 1, 7),
        VerifyDomainDkimRequest::new("a.example").retry_delay(error, 1, 7),
        SetIdentityDkimEnabledRequest::new("a.example", true).retry_delay(error, 1, 7),
    ]
    .map(|delay| delay.is_some())
}

#[test]
fn a_change_of_state_is_not_repeated_when_it_may_have_been_made() {
    assert_eq!(may_repeat(&error(400, "Throttling")), [true; 3]);
    assert_eq!(may_repeat(&error(503, "ServiceUnavailable")), [true, true, false]);
    // https://github.com/aws/aws-sdk-java-v2/issues/1554
    assert_eq!(may_repeat(&error(200, "InternalFailure")), [true, true, false]);
    assert_eq!(may_repeat(&error(403, "ExpiredToken")), [false; 3]);
    assert_eq!(may_repeat(&error(403, "RequestExpired")), [false; 3]);
    assert_eq!(may_repeat(&error(400, "InvalidParameterValue")), [false; 3]);
    let repeatable: Vec<_> =
        Operation::ALL.iter().map(|operation| operation.is_repeatable()).collect();
    assert_eq!(repeatable, [true, true, false]);
    let read_only: Vec<_> =
        Operation::ALL.iter().map(|operation| operation.is_read_only()).collect();
    assert_eq!(read_only, [true, false, false]);
}

#[test]
fn the_delay_of_the_trait_is_that_of_the_method() {
    fn delay<'a, Q: Request<'a>>(request: &Q, error: &ErrorResponse<'_>) -> Option<Duration> {
        request.retry_delay(error, 3, 7)
    }
    let (request, error) = (VerifyDomainDkimRequest::new("a.example"), error(429, ""));
    assert_eq!(delay(&request, &error), request.retry_delay(&error, 3, 7));
    assert_eq!(delay(&request, &error), Some(Retry::Throttling.delay(3, 7)));
}

#[test]
fn only_codes_of_a_failed_service_are_transient_without_a_status() {
    for status in [None, Some(200), Some(299)] {
        for code in ["InternalFailure", "InternalError", "ServiceUnavailable"] {
            assert_eq!(Retry::classify(status, Some(code)), Some(Retry::Transient), "{code}");
        }
        for code in ["AccessDenied", "MessageRejected", "internalfailure", ""] {
            assert_eq!(Retry::classify(status, Some(code)), None, "{code}");
        }
    }
}

#[test]
fn a_class_is_displayed_as_its_code() {
    for class in Retry::ALL {
        assert_eq!(class.to_string(), class.code());
    }
    assert_eq!(format!("{:>11}", Retry::Transient), "  transient");
}

#[test]
fn a_longer_retry_after_is_respected() {
    let request = VerifyDomainDkimRequest::new("a.example");
    let backoff = Retry::Throttling.delay(1, 7);
    for (header, wanted) in [
        (Some("7"), Duration::from_secs(7)),
        (Some("\t7 "), Duration::from_secs(7)),
        (Some("3600"), Duration::from_secs(3600)),
        (Some("2147483647"), Duration::from_secs(2_147_483_647)),
        (Some("2147483649"), Duration::from_secs(2_147_483_648)),
        (Some("99999999999999999999999"), Duration::from_secs(2_147_483_648)),
        (Some("0"), backoff),
        (Some("Wed, 21 Oct 2026 07:28:00 GMT"), backoff),
        (Some("-1"), backoff),
        (Some("7.5"), backoff),
        (Some("+7"), backoff),
        (Some(" "), backoff),
        (None, backoff),
    ] {
        let mut error = error(429, "");
        error.retry_after = header.map(Into::into);
        assert_eq!(request.retry_delay(&error, 1, 7), Some(wanted), "{header:?}");
    }
}
