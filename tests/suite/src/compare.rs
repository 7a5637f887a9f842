//! What counts as the same: the one place that judges an answer.

use std::fmt;

use serde_json::{Value, json};

use crate::codec::{Answer, Codec};
use crate::report::{Outcome, Verdict};
use crate::vector::{Direction, Expectation, Kind, Level, Vector};

/// How much of an answer is compared.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Exactness {
    /// The value, or that there is none: what any implementation can be held to.
    Value,
    /// The diagnosis too: codes, offsets, order, and what a foreign body was.
    Diagnosis,
}

/// What one answer is worth.
enum Judgement {
    Right,
    Wrong(String),
    Broken(String),
    Unsupported,
}

pub(crate) fn check(codec: &impl Codec, vector: &Vector, exactness: Exactness) -> Verdict {
    let decoded = (vector.direction != Direction::Encode).then(|| decode(codec, vector, exactness));
    let encoded = (vector.direction != Direction::Decode).then(|| encode(codec, vector, exactness));
    let halves = [("reading", decoded), ("writing", encoded)];
    let mut outcome = Outcome::Unsupported;
    for (half, judgement) in halves {
        let tolerated = vector.level == Level::Acceptable && exactness == Exactness::Value;
        outcome = match judgement {
            None | Some(Judgement::Unsupported) => continue,
            Some(Judgement::Wrong(why)) if !tolerated => {
                Outcome::Failed { why: in_a_line(half, &why) }
            }
            Some(Judgement::Broken(why)) => Outcome::Broken { why: in_a_line(half, &why) },
            Some(Judgement::Right | Judgement::Wrong(_)) => Outcome::Passed,
        };
        if outcome != Outcome::Passed {
            break;
        }
    }
    Verdict::new(vector, outcome)
}

fn in_a_line(half: &str, why: &str) -> String {
    format!("{half}: {}", why.replace(['\n', '\r'], " "))
}

/// Asks for the meaning of the body.
fn decode(codec: &impl Codec, vector: &Vector, exactness: Exactness) -> Judgement {
    let Vector { status, body, .. } = vector;
    if vector.kind() == Kind::Request {
        let expected = match &vector.expectation {
            Expectation::Ok { value } => {
                Expectation::Ok { value: json!({ "identities": value.get("Identities") }) }
            }
            other @ (Expectation::ErrorResponse { .. } | Expectation::Reject { .. }) => {
                other.clone()
            }
        };
        return judge(&expected, codec.decode_request(body), exactness);
    }
    let answer = codec.decode_response(*status, vector.request_id_header.as_deref(), body);
    if answer == Answer::Unsupported {
        check_xml(codec, vector)
    } else {
        judge(&vector.expectation, answer, exactness)
    }
}

/// Asks whether the body is well-formed, where the vector is about that.
fn check_xml(codec: &impl Codec, vector: &Vector) -> Judgement {
    const RULES: [&str; 6] = ["X1", "X2", "X3", "X4", "X5", "X8"];
    if !RULES.contains(&&*vector.rule) || vector.kind() != Kind::Response {
        return Judgement::Unsupported;
    }
    match (vector.is_well_formed(), codec.check_xml(&vector.body)) {
        (true, Answer::Ok(_)) | (false, Answer::Reject { .. }) => Judgement::Right,
        (_, Answer::Unsupported) => Judgement::Unsupported,
        (_, Answer::Broken(why)) => Judgement::Broken(why),
        (true, answer) => wrong("a well-formed document", &answer),
        (false, answer) => wrong("a refusal", &answer),
    }
}

/// Asks for the body of the value.
fn encode(codec: &impl Codec, vector: &Vector, exactness: Exactness) -> Judgement {
    let (value, expected) = match &vector.expectation {
        Expectation::Ok { value } | Expectation::ErrorResponse { error: value, .. } => {
            let body = String::from_utf8_lossy(&vector.body);
            let value_of_body = json!({ "body": body });
            let expected = Expectation::Ok { value: value_of_body };
            (Some(value), expected)
        }
        refusal @ Expectation::Reject { .. } => (vector.input.as_ref(), refusal.clone()),
    };
    let value = value.unwrap_or(&Value::Null);
    let answer = match vector.kind() {
        Kind::Request => {
            let identities = value.get("Identities").and_then(Value::as_array);
            let texts: Vec<&str> =
                identities.into_iter().flatten().filter_map(Value::as_str).collect();
            codec.encode_request(&texts)
        }
        Kind::Response => codec.encode_response(value, vector.indented),
        Kind::Error => codec.encode_error(value, vector.indented),
    };
    judge(&expected, answer, exactness)
}

fn judge(expected: &Expectation, answer: Answer, exactness: Exactness) -> Judgement {
    let exact = exactness == Exactness::Diagnosis;
    let difference = match (expected, answer) {
        (_, Answer::Unsupported) => return Judgement::Unsupported,
        (_, Answer::Broken(why)) => return Judgement::Broken(why),
        (Expectation::Ok { value }, Answer::Ok(actual)) => difference("", value, &actual)
            .or_else(|| exact.then(|| reordered(value, &actual)).flatten()),
        (
            Expectation::ErrorResponse { error, body },
            Answer::ErrorResponse { error: actual, body: told },
        ) => difference("", error, &actual).or_else(|| {
            let differs = (exact || told.is_some()) && *body != told;
            differs.then(|| format!("the body is {body:?}, taken for {told:?}"))
        }),
        (
            Expectation::Reject { code, offset },
            Answer::Reject { code: actual, offset: at, message },
        ) => {
            let differs = exact && (*code != actual || offset.is_some() && *offset != at);
            differs.then(|| {
                format!("expected {code} at {offset:?}, refused as {actual} at {at:?}: {message}")
            })
        }
        (expected, answer) => return wrong(&expected.to_string(), &answer),
    };
    difference.map_or(Judgement::Right, Judgement::Wrong)
}

fn wrong(expected: &str, answer: &Answer) -> Judgement {
    let answered = match answer {
        Answer::Ok(value) => format!("answered {}", Short(value)),
        Answer::ErrorResponse { error, .. } => {
            format!("answered the service error {}", Short(error))
        }
        Answer::Reject { code, message, .. } => format!("refused as {code}: {}", Short(message)),
        Answer::Unsupported => "did not answer".to_owned(),
        Answer::Broken(why) => why.clone(),
    };
    Judgement::Wrong(format!("expected {}, {answered}", Short(expected)))
}

/// The beginning of what may be long.
struct Short<T>(T);

impl<T: fmt::Display> fmt::Display for Short<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LIMIT: usize = 160;
        let text = self.0.to_string();
        match text.char_indices().nth(LIMIT) {
            Some((end, _)) => write!(out, "{}…", text.get(..end).unwrap_or_default()),
            None => out.write_str(&text),
        }
    }
}

/// The first place in which two values differ; the order of keys is no difference.
fn difference(path: &str, expected: &Value, actual: &Value) -> Option<String> {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            let missing = expected.iter().find_map(|(key, value)| {
                let path = format!("{path}/{key}");
                actual.get(key).map_or_else(
                    || Some(format!("at {path}: expected {}, found nothing", Short(value))),
                    |actual| difference(&path, value, actual),
                )
            });
            missing.or_else(|| {
                let extra = |(key, _): &(&String, _)| !expected.contains_key(*key);
                let (key, value) = actual.iter().find(extra)?;
                Some(format!("at {path}/{key}: expected nothing, found {}", Short(value)))
            })
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            let mut pairs = expected.iter().zip(actual).enumerate();
            pairs.find_map(|(index, (expected, actual))| {
                difference(&format!("{path}/{index}"), expected, actual)
            })
        }
        _ if expected == actual => None,
        _ => Some(format!("at {path}: expected {}, found {}", Short(expected), Short(actual))),
    }
}

/// Whether the entries of two equal responses stand in another order.
fn reordered(expected: &Value, actual: &Value) -> Option<String> {
    let keys = |value: &Value| -> Vec<String> {
        let entries = value.get("DkimAttributes").and_then(Value::as_object);
        entries.into_iter().flatten().map(|(key, _)| key.clone()).collect()
    };
    let (expected, actual) = (keys(expected), keys(actual));
    (expected != actual).then(|| format!("expected the order {expected:?}, found {actual:?}"))
}
