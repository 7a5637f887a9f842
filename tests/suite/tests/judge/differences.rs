//! The description of a difference: its place, the expected and the found value.

use serde_json::{Value, json};
use ses_dkim_conformance::{Outcome, check};

use crate::{Fixed, input, vector};

/// The place, what was expected and what was found.
fn described(op: &str, expect: &Value, reply: Value) -> (Option<String>, String, String) {
    let description = json!({ "implementation": { "name": "fixed" } });
    match check(&Fixed { reply, description }, &vector(op, input(op), expect)).outcome {
        Outcome::Failed(difference) => (difference.at, difference.expected, difference.found),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn describes(expect: Value, reply: Value, at: Option<&str>, expected: &str, found: &str) {
    let described = described("decode_response", &expect, reply);
    let wanted = (at.map(ToOwned::to_owned), expected.to_owned(), found.to_owned());
    assert_eq!(described, wanted);
}

fn tokens(tokens: Value) -> Value {
    json!({ "ok": { "DkimAttributes": { "a.example": { "DkimTokens": tokens } } } })
}

#[test]
fn a_difference_names_its_place_and_both_values() {
    let at = Some("/DkimAttributes/a.example/DkimTokens/1");
    describes(tokens(json!(["s", "t"])), tokens(json!(["s"])), at, "\"t\"", "nothing");
    describes(tokens(json!(["s"])), tokens(json!(["s", "t"])), at, "nothing", "\"t\"");
    describes(tokens(json!(["s", "t"])), tokens(json!(["s", "u"])), at, "\"t\"", "\"u\"");
    describes(tokens(json!(["s", "t"])), tokens(json!(["s", 1])), at, "\"t\"", "1");
}

#[test]
fn a_long_text_is_shown_in_part() {
    let at = Some("/DkimAttributes/a.example/DkimTokens/0");
    let long = "x".repeat(60);
    let beginning = format!("\"{}…\"", "x".repeat(48));
    describes(tokens(json!([long])), tokens(json!([])), at, &beginning, "nothing");
    let around = |last: char| format!("…\"{}{last}\"", "x".repeat(24));
    let (one, other) = (format!("{long}a"), format!("{long}b"));
    describes(tokens(json!([one])), tokens(json!([other])), at, &around('a'), &around('b'));
}

#[test]
fn another_kind_of_outcome_is_shown_with_its_value() {
    let value = json!({ "ok": { "DkimTokens": [] } });
    let error = json!({ "error_response": { "status": 400 } });
    let refusal = json!({ "reject": { "code": "no", "message": "not this" } });
    let (value_shown, error_shown) =
        ("the value {\"DkimTokens\":[]}", "the error {\"status\":400}");
    describes(value.clone(), error.clone(), None, value_shown, error_shown);
    describes(error, value.clone(), None, error_shown, value_shown);
    describes(value.clone(), refusal.clone(), None, value_shown, "no: not this");
    describes(refusal, value.clone(), None, "a refusal, such as no", value_shown);
    describes(json!({ "reject": {} }), value, None, "a refusal", value_shown);
}
