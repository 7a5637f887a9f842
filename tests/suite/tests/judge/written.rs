//! The comparison of written forms, documents and records.

use serde_json::{Value, json};
use ses_dkim_conformance::Implementation;

use crate::{cause, cause_for, fails, passes};

const XML: &str =
    "<r xmlns=\"u\"><DkimTokens><member>1</member><member>2</member></DkimTokens><e/></r>";

#[test]
fn forms_are_compared_as_pairs() {
    let op = "encode_request";
    let form = json!({ "ok": { "body": "Action=A&Identities.member.1=a%40b",
        "content_type": "application/x-www-form-urlencoded" } });
    let body = |body: &str| json!({ "ok": { "body": body } });
    passes(op, form.clone(), body("Identities.member.1=a@b&Action=A"));
    fails(op, form.clone(), body("Action=A"), "parameter Identities.member.N is missing");
    let typed = |content_type: &str| json!({ "ok": { "body": "Action=A&Identities.member.1=a@b", "content_type": content_type } });
    passes(op, form.clone(), typed("Application/X-WWW-Form-Urlencoded; charset=utf-8"));
    fails(op, form, typed("text/plain"), "/content_type differs");
}

#[test]
fn xml_is_compared_as_a_tree() {
    let body = |body: &str| json!({ "ok": { "body": body } });
    for same in [
        "<?xml version=\"1.0\"?><x:r xmlns:x=\"u\">\n <x:e></x:e>\n<x:DkimTokens><x:member>1</x:member>\
         <x:member><![CDATA[2]]></x:member></x:DkimTokens><!-- --></x:r>\n",
        XML,
    ] {
        passes("encode_response", body(XML), body(same));
    }
    for (found, why) in [
        (XML.replace("\"u\"", "\"v\""), "/r/namespace differs"),
        (XML.replace("<e/>", ""), "/r/e is missing"),
        (XML.replace("<e/>", "<e/><f/>"), "/r/f should be absent"),
        (XML.replace("<e/>", "<a/><e/>"), "/r/a should be absent"),
        (XML.replace("<e/>", "<e> </e>"), "/r/e differs"),
        (XML.replace("<e/>", "x<e/>"), "/r differs"),
        (XML.replace('2', "3"), "/r/DkimTokens/member differs"),
        (XML.replace('1', "3").replace('2', "1").replace('3', "2"), "/r/DkimTokens/member differs"),
        (XML.replace("<member>2</member>", ""), "/r/DkimTokens/member is missing"),
    ] {
        assert_ne!(found, XML);
        fails("encode_response", body(XML), body(&found), why);
    }
    let broken = cause("encode_response", body(XML), body("<r>")).unwrap();
    assert!(broken.starts_with("the document is not well-formed"), "{broken}");
    let omits = json!({ "omits": ["RequestId"] });
    let with_id = body("<r><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></r>");
    assert_eq!(cause_for(&omits, "encode_response", with_id, body("<r/>")), None);
    let folds = json!({ "folds": ["absent-tokens=[]", "absent-enabled=false"] });
    let folded = body("<r><DkimTokens/><DkimEnabled>false</DkimEnabled></r>");
    assert_eq!(cause_for(&folds, "encode_response", body("<r/>"), folded.clone()), None);
    fails("encode_response", body("<r/>"), folded, "/r/DkimEnabled should be absent");
}

#[test]
fn a_fold_leaves_out_its_own_value_and_no_other_text() {
    let message =
        |text: &str| json!({ "ok": { "body": format!("<r><Message>{text}</Message></r>") } });
    let cause = |fold: &str, expected: &str, found: &str| {
        let folds = json!({ "folds": [fold] });
        cause_for(&folds, "encode_error", message(expected), message(found))
    };
    let differs = Some("/r/Message differs".to_owned());
    assert_eq!(cause("absent-message=\"\"", "Rate exceeded", "other"), differs);
    assert_eq!(cause("absent-message=\"none\"", "Rate exceeded", "other"), differs);
    assert_eq!(cause("absent-message=1", "2", "3"), differs);
    assert_eq!(cause("absent-message=1", "1", "1"), None);
    // Null is absent already. As a fold it would leave out every text that is not JSON.
    let description =
        json!({ "implementation": { "name": "n" }, "folds": ["absent-message=null"] });
    let error = Implementation::from_reply(description.as_object().unwrap()).unwrap_err();
    assert!(error.contains("a JSON value other than null"), "{error}");
}

#[test]
fn a_missing_body_and_missing_records_are_differences() {
    for op in ["encode_request", "encode_response", "encode_error"] {
        let none = json!({ "ok": {} });
        let empty = json!({ "ok": { "body": "" } });
        fails(op, empty.clone(), none.clone(), "/body is missing");
        fails(op, empty.clone(), json!({ "ok": { "body": 1 } }), "/body differs");
        fails(op, none.clone(), empty, "/body should be absent");
        fails(op, none.clone(), none, "/body should be absent");
    }
    let records = |records: Value| json!({ "ok": { "records": records } });
    let nameless = json!([{ "name": "", "target": "" }]);
    fails("cname_records", records(json!([])), json!({ "ok": {} }), "/records is missing");
    fails("cname_records", records(json!([])), records(json!({})), "/records differs");
    fails("cname_records", records(nameless), records(json!([{}])), "/records/N differs");
}

#[test]
fn records_are_compared_without_final_dots() {
    let records = |name: &str| json!({ "ok": { "records": [{ "name": name, "target": "t." }] } });
    passes("cname_records", records("n"), records("n."));
    fails("cname_records", records("n"), records("m"), "/records/N differs");
    fails("cname_records", records("n"), json!({ "ok": {} }), "/records is missing");
}

fn body(body: &str) -> Value {
    json!({ "ok": { "body": body } })
}

#[test]
fn only_what_is_omitted_or_folded_is_left_out() {
    let cause = |own: Value, expected: &str, found: &str| {
        cause_for(&own, "encode_response", body(expected), body(found))
    };
    let metadata = "<r><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></r>";
    let missing = Some("/r/ResponseMetadata is missing".to_owned());
    assert_eq!(cause(json!({}), metadata, "<r/>"), missing);
    assert_eq!(cause(json!({}), "<r><ResponseMetadata/></r>", "<r/>"), missing);
    let omits = json!({ "omits": ["RequestId"] });
    assert_eq!(cause(omits.clone(), "<r><ResponseMetadata/></r>", "<r/>"), None);
    let more = "<r><ResponseMetadata><e/></ResponseMetadata></r>";
    assert_eq!(cause(omits.clone(), more, "<r/>"), missing);
    assert_eq!(cause(omits, "<r><e/></r>", "<r/>"), Some("/r/e is missing".to_owned()));
    let folds = json!({ "folds": ["absent-message=\"none\""] });
    assert_eq!(cause(folds, "<r/>", "<r><Message>none</Message></r>"), None);
    let folds = json!({ "folds": ["absent-tokens=[]"] });
    let why = Some("/r/DkimTokens should be absent".to_owned());
    assert_eq!(cause(folds, "<r/>", "<r><DkimTokens>x</DkimTokens></r>"), why);
}

#[test]
fn a_document_is_read_down_to_a_bounded_depth() {
    let nested = |depth: usize| body(&("<a>".repeat(depth) + &"</a>".repeat(depth)));
    passes("encode_response", nested(33), nested(33));
    let why = "the document is not well-formed: it is nested deeper than 32";
    fails("encode_response", nested(34), nested(34), why);
}

#[test]
fn entries_of_a_map_are_compared_by_key() {
    let map = |entries: &[(&str, &str)]| {
        let entry = |(key, value): &(&str, &str)| {
            format!(
                "<entry><key>{key}</key><value><DkimEnabled>{value}</DkimEnabled></value></entry>"
            )
        };
        let entries: String = entries.iter().map(entry).collect();
        body(&format!("<r><DkimAttributes>{entries}</DkimAttributes></r>"))
    };
    let both = map(&[("a", "true"), ("b", "false")]);
    passes("encode_response", both.clone(), map(&[("b", "false"), ("a", "true")]));
    let value = "/r/DkimAttributes/entry/value/DkimEnabled differs";
    fails("encode_response", both.clone(), map(&[("b", "true"), ("a", "false")]), value);
    let missing = "/r/DkimAttributes/entry is missing";
    fails("encode_response", both.clone(), map(&[("a", "true")]), missing);
    let key = "/r/DkimAttributes/entry/key differs";
    fails("encode_response", both.clone(), map(&[("c", "false"), ("a", "true")]), key);
    // To a reader that keeps the last entry of a key, their order has a meaning.
    let repeated = map(&[("a", "true"), ("b", "false"), ("a", "false")]);
    let turned = map(&[("a", "false"), ("a", "true"), ("b", "false")]);
    passes(
        "encode_response",
        repeated.clone(),
        map(&[("b", "false"), ("a", "true"), ("a", "false")]),
    );
    fails("encode_response", repeated, turned, value);
    // The key may follow the value, and another element is not an entry.
    let reversed = "<r><DkimAttributes><entry><value><DkimEnabled>false</DkimEnabled></value>\
        <key>b</key></entry><entry><value><DkimEnabled>true</DkimEnabled></value><key>a</key>\
        </entry></DkimAttributes></r>";
    passes("encode_response", both.clone(), body(reversed));
    let foreign = reversed.replace("</DkimAttributes>", "<a/></DkimAttributes>");
    fails("encode_response", both, body(&foreign), "/r/DkimAttributes/a should be absent");
}
