//! Tests of the suite itself: that it is whole, covers every rule and every kind of error, and that
//! its judge is no rubber stamp.

use std::collections::BTreeSet;

use libtest_mimic::{Failed, Trial};
use ses_dkim_codec::{DecodeErrorKind, FormErrorKind, GetIdentityDkimAttributesResponse};
use ses_dkim_conformance::{
    Answer, Codec, Expectation, Kind, Level, Outcome, Reader, Report, Vector, check,
};

use super::this_crate::ThisCrate;

/// The least number of vectors: a suite that shrinks is a fault.
const FLOOR: usize = 721;

/// The rules, each with whether a body can break it; what cannot be broken is only read or written.
const RULES: [(&str, bool); 36] = [
    ("Q1", false),
    ("Q2", false),
    ("Q3", false),
    ("Q4", false),
    ("Q5", false),
    ("Q6", false),
    ("Q7", true),
    ("Q8", true),
    ("Q9", true),
    ("Q10", false),
    ("X1", true),
    ("X2", true),
    ("X3", true),
    ("X4", true),
    ("X5", false),
    ("X6", true),
    ("X7", true),
    ("X8", true),
    ("R1", true),
    ("R2", true),
    ("R3", true),
    ("R4", true),
    ("R5", false),
    ("R6", true),
    ("E1", false),
    ("E2", false),
    ("E3", false),
    ("E4", false),
    ("E5", false),
    ("E6", true),
    ("E7", false),
    ("E8", false),
    ("W1", false),
    ("W2", true),
    ("W3", true),
    ("W4", false),
];

/// The trials of the suite itself.
pub(super) fn trials(vectors: &[Vector]) -> Vec<Trial> {
    let mut trials = vec![
        trial("coverage/there_are_enough_vectors", enough(vectors)),
        trial("coverage/every_rule_is_known", known(vectors)),
        trial("coverage/every_flag_is_explained", flags(vectors)),
        trial("coverage/a_service_error_is_no_response", service_errors(vectors)),
        trial("coverage/both_readers_are_named", readers(vectors)),
        trial("coverage/the_judge_is_no_rubber_stamp", judge_is_no_rubber_stamp(vectors)),
        trial("coverage/a_crash_is_forgiven_at_no_level", crashes(vectors)),
    ];
    for (rule, breakable) in RULES {
        let (accepted, refused) = outcomes(vectors, rule);
        trials.push(trial(&format!("coverage/{rule}_has_an_accepting_vector"), accepted));
        if breakable {
            trials.push(trial(&format!("coverage/{rule}_has_a_refusing_vector"), refused));
        }
    }
    let form = FormErrorKind::ALL.iter().map(|kind| ("form", kind.code()));
    let xml = DecodeErrorKind::ALL
        .iter()
        // The suite asks for replies, which have errors; a trial above asks for the response.
        .filter(|kind| **kind != DecodeErrorKind::ServiceError)
        .map(|kind| ("document", kind.code()));
    for (what, code) in form.chain(xml) {
        let name = format!("coverage/{what}_error_{code}_has_a_vector");
        trials.push(trial(&name, kind_is_tested(vectors, what, code)));
    }
    trials
}

fn trial(name: &str, outcome: Result<(), String>) -> Trial {
    Trial::test(name, move || outcome.map_err(Failed::from))
}

/// An error that tells what is missing, unless nothing is.
fn demand(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(otherwise()) }
}

fn enough(vectors: &[Vector]) -> Result<(), String> {
    let count = vectors.len();
    demand(count >= FLOOR, || format!("{count} vectors, expected {FLOOR}"))
}

fn known(vectors: &[Vector]) -> Result<(), String> {
    let unknown = |vector: &&Vector| !RULES.iter().any(|(rule, _)| *rule == vector.rule);
    let strange: Vec<_> = vectors.iter().filter(unknown).map(|vector| &vector.name).collect();
    demand(strange.is_empty(), || format!("of no known rule: {strange:?}"))
}

/// Every flag has its note, and every note its vector.
fn flags(vectors: &[Vector]) -> Result<(), String> {
    let notes: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(include_str!("../suite/vectors/notes.json"))
            .map_err(|error| error.to_string())?;
    let notes: BTreeSet<&String> = notes.keys().collect();
    let flags: BTreeSet<&String> = vectors.iter().flat_map(|vector| &vector.flags).collect();
    demand(flags == notes, || {
        let differing: Vec<_> = flags.symmetric_difference(&notes).collect();
        format!("flags without a note, or notes without a vector: {differing:?}")
    })
}

/// Asked for a response alone, the crate refuses every error that came with a status of success.
fn service_errors(vectors: &[Vector]) -> Result<(), String> {
    let errors: Vec<&Vector> = vectors
        .iter()
        .filter(|vector| matches!(vector.expectation, Expectation::ErrorResponse { .. }))
        .filter(|vector| (200..300).contains(&vector.status))
        .collect();
    demand(!errors.is_empty(), || "no service error came with a status of success".into())?;
    errors.into_iter().try_for_each(|vector| {
        let response = GetIdentityDkimAttributesResponse::decode(&vector.body);
        let kind = response.as_ref().map_err(|error| error.kind());
        demand(kind == Err(DecodeErrorKind::ServiceError), || {
            format!("{} is {response:?}", vector.name)
        })
    })
}

fn readers(vectors: &[Vector]) -> Result<(), String> {
    [Reader::Canonical, Reader::General].into_iter().try_for_each(|reader| {
        let count = vectors.iter().filter(|vector| vector.reader == Some(reader)).count();
        demand(count >= 10, || format!("{count} vectors for the {reader:?} reader"))
    })
}

/// A codec that does nothing is skipped; one that refuses everything passes what is refused, and no
/// more.
fn judge_is_no_rubber_stamp(vectors: &[Vector]) -> Result<(), String> {
    struct Nothing;
    impl Codec for Nothing {}
    struct Refuser;
    impl Codec for Refuser {
        fn decode_request(&self, _: &[u8]) -> Answer {
            Answer::reject("no", "no")
        }
        fn decode_response(&self, _: u16, _: Option<&str>, _: &[u8]) -> Answer {
            Answer::reject("no", "no")
        }
    }
    vectors.iter().try_for_each(|vector| {
        let skipped = check(&Nothing, vector).outcome == Outcome::Unsupported;
        let refused = check(&Refuser, vector).outcome == Outcome::Passed;
        let refusable = matches!(vector.expectation, Expectation::Reject { .. })
            && vector.input.is_none()
            || vector.level == Level::Acceptable;
        demand(skipped && refused == refusable, || {
            format!("{}: skipped {skipped}, refused {refused}", vector.name)
        })
    })
}

/// A codec that is right about everything but one vector, which it crashes on, is not conformant.
fn crashes(vectors: &[Vector]) -> Result<(), String> {
    struct Crash;
    impl Codec for Crash {
        fn decode_response(&self, _: u16, _: Option<&str>, _: &[u8]) -> Answer {
            Answer::Broken("it is gone".into())
        }
    }
    [Level::Required, Level::Recommended, Level::Acceptable].into_iter().try_for_each(|level| {
        let read = |vector: &&Vector| vector.kind() == Kind::Response && vector.level == level;
        let last = vectors.iter().rfind(read).map(|vector| check(&Crash, vector));
        let others = vectors.iter().map(|vector| check(&ThisCrate, vector));
        let report: Report = others.chain(last).collect();
        let failed = report.counts().failed;
        demand(failed == 1 && !report.is_conformant(), || format!("{level:?}: {failed} failed"))
    })
}

fn outcomes(vectors: &[Vector], rule: &str) -> (Result<(), String>, Result<(), String>) {
    let of_rule = || vectors.iter().filter(|vector| vector.rule == rule);
    let refuses = |vector: &Vector| matches!(vector.expectation, Expectation::Reject { .. });
    let accepted = of_rule().any(|vector| !refuses(vector));
    let refused = of_rule().any(refuses);
    (
        demand(accepted, || format!("no vector shows what {rule} allows")),
        demand(refused, || format!("no vector breaks {rule}")),
    )
}

fn kind_is_tested(vectors: &[Vector], what: &str, code: &str) -> Result<(), String> {
    let tested = vectors.iter().any(|vector| {
        let form = vector.kind() == Kind::Request;
        let refused = matches!(&vector.expectation,
            Expectation::Reject { code: refused, .. } if refused == code);
        refused && vector.input.is_none() && form == (what == "form")
    });
    demand(tested, || format!("no vector is refused as {code}"))
}
