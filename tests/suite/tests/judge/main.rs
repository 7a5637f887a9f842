//! The comparison of answers, and the description of differences.

mod differences;
mod written;

use serde_json::{Value, json};
use ses_dkim_conformance::{
    Answer, Codec, Expectation, Implementation, Outcome, Question, Vector, check, check_exactly,
};

/// An implementation with one answer.
struct Fixed {
    reply: Value,
    description: Value,
}

impl Codec for Fixed {
    fn implementation(&self) -> Implementation {
        Implementation::from_reply(self.description.as_object().unwrap()).unwrap()
    }

    fn answer(&self, _: &Question) -> Answer {
        Answer::from_reply(self.reply.as_object().unwrap()).unwrap()
    }
}

fn vector(op: &str, input: Value, expect: &Value) -> Vector {
    let operation = "GetIdentityDkimAttributes";
    serde_json::from_value(json!({
        "id": "X1-001", "comment": "", "level": "required", "flags": [], "ref": "",
        "op": op, "operation": operation, "input": input, "expect": expect,
    }))
    .unwrap()
}

fn input(op: &str) -> Value {
    match op {
        "encode_request" => json!({ "request": {} }),
        "decode_request" => json!({ "content_type": null, "body": "" }),
        "decode_response" => json!({ "status": 503, "body": "" }),
        "encode_response" => json!({ "response": {} }),
        "encode_error" => json!({ "error_response": {} }),
        "classify" => json!({ "status": null, "code": null }),
        "cname_records" => json!({ "identity": "", "tokens": [], "zone": "" }),
        _ => json!({ "body": "" }),
    }
}

/// The cause of the failure, if it fails, for an implementation with these omissions and folds.
fn cause_for(implementation: &Value, op: &str, expect: Value, reply: Value) -> Option<String> {
    let mut description = json!({ "implementation": { "name": "fixed" } });
    let members = implementation.as_object().unwrap().clone();
    description.as_object_mut().unwrap().extend(members);
    let codec = Fixed { reply, description };
    match check(&codec, &vector(op, input(op), &expect)).outcome {
        Outcome::Passed => None,
        Outcome::Failed(difference) => Some(difference.cause),
        other => panic!("{other:?}"),
    }
}

fn cause(op: &str, expect: Value, reply: Value) -> Option<String> {
    cause_for(&json!({}), op, expect, reply)
}

#[track_caller]
fn passes(op: &str, expect: Value, reply: Value) {
    assert_eq!(cause(op, expect, reply), None);
}

#[track_caller]
fn fails(op: &str, expect: Value, reply: Value, why: &str) {
    assert_eq!(cause(op, expect, reply).as_deref(), Some(why));
}

fn attributes(value: Value) -> Value {
    json!({ "ok": { "DkimAttributes": { "a.example": value } } })
}

#[test]
fn only_the_keys_that_are_expected_are_compared() {
    let op = "decode_response";
    let error = json!({ "error_response": { "status": 400, "Error": { "Code": "X" } } });
    let more = json!({ "error_response": {
        "status": 400, "Error": { "Code": "X", "Type": "Sender" }, "RequestId": "1" } });
    passes(op, error.clone(), more.clone());
    fails(op, more.clone(), error.clone(), "/Error/Type is missing");
    let other = json!({ "error_response": { "status": 400, "Error": { "Code": "Y" } } });
    fails(op, error.clone(), other, "/Error/Code differs");
    let absent = json!({ "error_response": { "Error": { "Code": null } } });
    fails(op, absent.clone(), error, "/Error/Code should be absent");
    passes(op, absent.clone(), json!({ "error_response": { "Error": { "Code": null } } }));
    passes(op, absent, json!({ "error_response": { "status": 503 } }));
}

#[test]
fn maps_and_lists_are_compared_completely() {
    let op = "decode_response";
    let both = attributes(json!({ "DkimEnabled": true, "DkimTokens": ["t1", "t2"] }));
    passes(op, both.clone(), both.clone());
    let less = attributes(json!({ "DkimEnabled": true, "DkimTokens": ["t1"] }));
    fails(op, both.clone(), less.clone(), "/DkimAttributes/*/DkimTokens/N is missing");
    fails(op, less, both.clone(), "/DkimAttributes/*/DkimTokens/N should be absent");
    let turned = attributes(json!({ "DkimEnabled": true, "DkimTokens": ["t2", "t1"] }));
    fails(op, both.clone(), turned, "/DkimAttributes/*/DkimTokens/N differs");
    let none = attributes(json!({ "DkimTokens": ["t1", "t2"] }));
    fails(op, none.clone(), both.clone(), "/DkimAttributes/*/DkimEnabled should be absent");
    fails(op, both.clone(), none, "/DkimAttributes/*/DkimEnabled is missing");
    let invented = json!({ "ok": { "DkimAttributes": { "a.example": {}, "b.example": {} } } });
    fails(op, attributes(json!({})), invented, "/DkimAttributes/* should be absent");
    fails(op, both, json!({ "ok": { "DkimAttributes": {} } }), "/DkimAttributes/* is missing");
}

#[test]
fn only_what_an_api_cannot_express_is_left_out() {
    let op = "decode_response";
    let absent = attributes(json!({ "DkimEnabled": true }));
    let empty = attributes(json!({ "DkimEnabled": true, "DkimTokens": [] }));
    let full = attributes(json!({ "DkimEnabled": true, "DkimTokens": ["t1"] }));
    let folds = json!({ "folds": ["absent-tokens=[]"] });
    assert_eq!(cause_for(&folds, op, absent.clone(), empty.clone()), None);
    assert_eq!(cause_for(&folds, op, empty.clone(), absent.clone()), None);
    assert!(cause_for(&folds, op, absent.clone(), full.clone()).is_some());
    assert!(cause_for(&folds, op, full.clone(), absent.clone()).is_some());
    let omits = json!({ "omits": ["DkimTokens:absent"] });
    assert_eq!(cause_for(&omits, op, absent.clone(), full.clone()), None);
    assert!(cause_for(&omits, op, full.clone(), absent.clone()).is_some());
    let omits = json!({ "omits": ["DkimTokens"] });
    assert_eq!(cause_for(&omits, op, full, absent), None);

    let no_code = json!({ "error_response": { "status": 503, "Error": { "Code": null } } });
    let placeholder =
        |code: &str| json!({ "error_response": { "status": 503, "Error": { "Code": code } } });
    let folds = json!({ "folds": ["absent-code=status", "absent-code=\"Unknown\""] });
    for code in ["503", "Unknown"] {
        assert_eq!(cause_for(&folds, op, no_code.clone(), placeholder(code)), None);
    }
    assert!(cause_for(&folds, op, no_code, placeholder("Throttling")).is_some());
}

#[test]
fn a_value_an_error_and_a_refusal_differ() {
    let op = "decode_response";
    let replies = [
        ("a value", json!({ "ok": {} })),
        ("an error of the service", json!({ "error_response": {} })),
        ("a refusal", json!({ "reject": { "code": "no" } })),
    ];
    for (due, expect) in &replies {
        for (kind, reply) in &replies {
            let kind = if *kind == "a refusal" { "the refusal no" } else { *kind };
            let why = (expect != reply).then(|| format!("{kind} in place of {due}"));
            assert_eq!(cause(op, expect.clone(), reply.clone()), why);
        }
    }
    let any = json!({ "any": [{ "ok": {} }, { "reject": {} }] });
    passes(op, any.clone(), replies[0].1.clone());
    passes(op, any.clone(), replies[2].1.clone());
    fails(
        op,
        any,
        replies[1].1.clone(),
        "none of 2 outcomes: an error of the service in place of a value",
    );
}

#[test]
fn an_expectation_or_an_answer_that_is_not_an_object_is_refused() {
    let expected = json!({ "ok": "DkimAttributes" });
    assert!(serde_json::from_value::<Expectation>(expected).is_err());
    assert!(serde_json::from_value::<Expectation>(json!({ "error_response": [] })).is_err());
    for reply in [json!({ "ok": "DkimAttributes" }), json!({ "error_response": null })] {
        assert!(Answer::from_reply(reply.as_object().unwrap()).is_err(), "{reply}");
    }
}

#[test]
fn an_expectation_without_an_outcome_is_refused() {
    let read = |any: Value| serde_json::from_value::<Expectation>(json!({ "any": any }));
    assert!(read(json!([{ "ok": {} }])).is_ok());
    let error = read(json!([])).unwrap_err().to_string();
    assert_eq!(error, "expected at least one outcome, found none");
}

#[test]
fn a_request_keeps_the_order_of_its_entries() {
    let response = json!({ "DkimAttributes": { "b.example": {}, "a.example": {} } });
    let vector = vector("encode_response", json!({ "response": response }), &json!({ "ok": {} }));
    let line = Value::Object(vector.question.to_request()).to_string();
    assert!(line.find("b.example") < line.find("a.example"), "{line}");
}

#[test]
fn unsupported_operations_and_ops_are_not_asked() {
    let expect = json!({ "ok": { "operation": "VerifyDomainDkim" } });
    let mut dispatched = vector("decode_request", input("decode_request"), &expect);
    dispatched.question.operation = Some(None);
    for (member, names, asked) in [
        ("operations", vec!["VerifyDomainDkim"], true),
        ("operations", vec!["GetIdentityDkimAttributes"], false),
        ("ops", vec!["decode_request"], true),
        ("ops", vec!["encode_request"], false),
    ] {
        let description = json!({ "implementation": { "name": "fixed" }, member: names });
        let codec = Fixed { reply: expect.clone(), description };
        let outcome = check(&codec, &dispatched).outcome;
        assert_eq!(outcome == Outcome::Passed, asked, "{member} {names:?}: {outcome:?}");
        assert_eq!(outcome == Outcome::Unsupported, !asked, "{member} {names:?}: {outcome:?}");
    }
}

#[test]
fn a_retry_class_is_compared_and_null_is_absent() {
    let class = |retry: Value| json!({ "ok": { "retry": retry } });
    passes("classify", class(json!(null)), json!({ "ok": {} }));
    fails("classify", class(json!(null)), class(json!("transient")), "/retry should be absent");
    fails("classify", class(json!("throttling")), class(json!("transient")), "/retry differs");
}

#[test]
fn a_diagnosis_is_compared_only_by_check_exactly() {
    let expect = json!({ "reject": { "code": "missing", "parameter": "Action", "offset": 3 } });
    let vector = vector("decode_request", input("decode_request"), &expect);
    for (reject, exact) in [
        (json!({ "code": "missing", "parameter": "Action", "offset": 3 }), true),
        (json!({ "code": "missing", "parameter": "Action", "offset": 4 }), false),
        (json!({ "code": "missing", "parameter": "Version", "offset": 3 }), false),
        (json!({ "code": "absent", "parameter": "Action", "offset": 3 }), false),
    ] {
        let description = json!({ "implementation": { "name": "fixed" } });
        let codec = Fixed { reply: json!({ "reject": reject }), description };
        assert_eq!(check(&codec, &vector).outcome, Outcome::Passed);
        let outcome = check_exactly(&codec, &vector).outcome;
        assert_eq!(outcome == Outcome::Passed, exact, "{reject}: {outcome:?}");
    }
}
