//! The comparison of answers with expectations.

pub(crate) mod difference;
pub(crate) mod form;
mod tree;
mod value;

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use self::difference::{Place, whole};
use crate::codec::{Answer, Codec, Rejection};
use crate::display::shorten;
use crate::implementation::{Implementation, Placeholder};
use crate::question::{Input, Question};
use crate::vector::{Diagnosis, Expectation, Vector};
use crate::verdict::{Difference, Outcome, Verdict};

/// How much of an answer is compared.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Exactness {
    /// The meaning, for any implementation.
    Meaning,
    /// Also the code, the parameter and the offset of a refusal.
    Diagnosis,
}

/// The context of a comparison.
struct Context<'a> {
    implementation: &'a Implementation,
    question: &'a Question,
    exactness: Exactness,
    omitted: RefCell<BTreeSet<String>>,
}

/// Asks the question of a vector, and judges the answer.
pub(crate) fn check(
    codec: &dyn Codec,
    implementation: &Implementation,
    vector: &Vector,
    exactness: Exactness,
) -> Verdict {
    let question = &vector.question;
    if !implementation.has(vector) {
        return Verdict::new(vector, Outcome::Unsupported);
    }
    let omitted = RefCell::default();
    let context = Context { implementation, question, exactness, omitted };
    let outcome = match codec.answer(question) {
        Answer::Unsupported => Outcome::Unsupported,
        Answer::Broken(cause) => Outcome::Broken { cause },
        Answer::NotAsked(cause) => Outcome::NotAsked { cause },
        answer => match context.difference(&vector.expectation, &answer) {
            None => Outcome::Passed,
            Some(difference) => Outcome::Failed(difference),
        },
    };
    let mut verdict = Verdict::new(vector, outcome);
    verdict.omitted = context.omitted.into_inner();
    verdict
}

impl Context<'_> {
    /// Whether a member is left out of the comparison. The omission is recorded.
    fn omits(&self, name: &str, absence_is_expected: bool) -> bool {
        let omits = if absence_is_expected {
            self.implementation.omits_absence(name)
        } else {
            self.implementation.omits(name)
        };
        if omits {
            self.omitted.borrow_mut().insert(name.to_owned());
        }
        omits
    }

    /// Whether the implementation reports this value in place of an absent one.
    fn is_placeholder(&self, name: &str, value: &Value) -> bool {
        let status = match self.question.input {
            Input::DecodeResponse { status, .. } => Some(status),
            _ => None,
        };
        self.implementation.placeholders(name).any(|placeholder| match placeholder {
            Placeholder::Value(placeholder) => placeholder == value,
            Placeholder::HttpStatus => status.is_some_and(|status| {
                *value == json!(status) || *value == json!(status.to_string())
            }),
        })
    }

    fn difference(&self, expectation: &Expectation, answer: &Answer) -> Option<Difference> {
        match (expectation, answer) {
            (Expectation::Any(outcomes), answer) => self.of_alternatives(outcomes, answer),
            (Expectation::Ok(expected), Answer::Ok(found)) => self.of_values(expected, found),
            (Expectation::ErrorResponse(expected), Answer::ErrorResponse(found)) => {
                value::listed(self, &Place::default(), expected, found)
            }
            (Expectation::Reject(expected), Answer::Reject(found)) => {
                let exact = self.exactness == Exactness::Diagnosis;
                exact.then(|| of_diagnoses(expected, found)).flatten()
            }
            (expectation, answer) => Some(of_kinds(expectation, answer)),
        }
    }

    /// The difference from the first outcome. `None` if any outcome matches.
    fn of_alternatives(&self, outcomes: &[Expectation], answer: &Answer) -> Option<Difference> {
        let mut first = None;
        for outcome in outcomes {
            let difference = self.difference(outcome, answer)?;
            first.get_or_insert(difference);
        }
        first.map(|difference| Difference {
            cause: format!("none of {} outcomes: {}", outcomes.len(), difference.cause),
            ..difference
        })
    }

    /// The difference between two accepted values. The op determines how they are compared.
    fn of_values(
        &self,
        expected: &Map<String, Value>,
        found: &Map<String, Value>,
    ) -> Option<Difference> {
        let place = Place::default();
        match self.question.input {
            Input::EncodeRequest { .. } => {
                let content_type = expected.get("content_type").zip(found.get("content_type"));
                let given = content_type.filter(|(_, found)| !found.is_null());
                of_bodies(expected, found, form::difference).or_else(|| {
                    given.and_then(|(expected, found)| form::of_content_types(expected, found))
                })
            }
            Input::EncodeResponse { .. } | Input::EncodeError { .. } => {
                of_bodies(expected, found, |expected, found| {
                    tree::difference(self, expected, found)
                })
            }
            Input::CnameRecords { .. } => of_records(expected, found),
            _ => value::listed(self, &place, expected, found),
        }
    }
}

/// The difference between two bodies, both of which must be texts.
fn of_bodies(
    expected: &Map<String, Value>,
    found: &Map<String, Value>,
    difference: impl FnOnce(&str, &str) -> Option<Difference>,
) -> Option<Difference> {
    let place = Place::default().member("body");
    let (expected, found) = (expected.get("body"), found.get("body"));
    match (expected.and_then(Value::as_str), found.and_then(Value::as_str)) {
        (Some(expected), Some(found)) => difference(expected, found),
        _ => Some(of_types(&place, expected, found)),
    }
}

/// The difference between two lists of records, both of which must be lists.
fn of_records(expected: &Map<String, Value>, found: &Map<String, Value>) -> Option<Difference> {
    let place = Place::default().member("records");
    let (expected, found) = (expected.get("records"), found.get("records"));
    match (expected.and_then(Value::as_array), found.and_then(Value::as_array)) {
        (Some(expected), Some(found)) => {
            let names = |records: &[Value]| records.iter().map(record).collect::<Vec<_>>();
            value::list(&place, &names(expected), &names(found))
        }
        _ => Some(of_types(&place, expected, found)),
    }
}

/// The name and the target of a record, without a final dot. A member that is not a text is kept.
fn record(record: &Value) -> Value {
    let name = |member: &str| match &record[member] {
        Value::String(text) => Value::from(text.strip_suffix('.').unwrap_or(text)),
        other => other.clone(),
    };
    json!({ "name": name("name"), "target": name("target") })
}

/// The difference when a value is absent or has a type that the op does not have.
fn of_types(place: &Place, expected: Option<&Value>, found: Option<&Value>) -> Difference {
    match (expected, found) {
        (Some(expected), Some(found)) => difference::differs(place, expected, found),
        (Some(expected), None) => difference::missing(place, expected),
        (None, found) => difference::unwanted(place, found.unwrap_or(&Value::Null)),
    }
}

fn of_diagnoses(expected: &Diagnosis, found: &Rejection) -> Option<Difference> {
    let code = expected.code.as_ref().is_some_and(|code| *code != found.code);
    let parameter = expected.parameter.is_some() && expected.parameter != found.parameter;
    let offset = expected.offset.is_some() && expected.offset != found.offset;
    (code || parameter || offset).then(|| {
        let diagnosis = |code: &str, parameter: &Option<String>, offset: &Option<usize>| {
            let parameter = parameter.as_deref().unwrap_or("no parameter");
            let offset = offset.map_or("no offset".to_owned(), |offset| format!("byte {offset}"));
            format!("{code}, {parameter}, {offset}")
        };
        let code = expected.code.as_deref().unwrap_or("any code");
        whole(
            "another diagnosis",
            diagnosis(code, &expected.parameter, &expected.offset),
            diagnosis(&found.code, &found.parameter, &found.offset),
        )
    })
}

/// The difference between kinds of answers: a value, an error of the service, a refusal.
fn of_kinds(expectation: &Expectation, answer: &Answer) -> Difference {
    let (expected_kind, expected) = match expectation {
        Expectation::Ok(value) => {
            ("a value", format!("the value {}", shorten(&json!(value).to_string())))
        }
        Expectation::ErrorResponse(error) => {
            ("an error of the service", format!("the error {}", shorten(&json!(error).to_string())))
        }
        Expectation::Reject(Diagnosis { code: Some(code), .. }) => {
            ("a refusal", format!("a refusal, such as {code}"))
        }
        _ => ("a refusal", "a refusal".to_owned()),
    };
    let (found_kind, found) = match answer {
        Answer::Ok(value) => {
            ("a value".to_owned(), format!("the value {}", shorten(&json!(value).to_string())))
        }
        Answer::ErrorResponse(error) => (
            "an error of the service".to_owned(),
            format!("the error {}", shorten(&json!(error).to_string())),
        ),
        Answer::Reject(rejection) => {
            let code = shorten(&rejection.code);
            (format!("the refusal {code}"), format!("{code}: {}", shorten(&rejection.message)))
        }
        _ => ("no answer".to_owned(), "no answer".to_owned()),
    };
    whole(format!("{found_kind} in place of {expected_kind}"), expected, found)
}
