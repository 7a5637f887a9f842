//! The messages of the crate. Every kind of error is raised by a vector, and its message is in
//! `snapshots/`.

use std::collections::{BTreeMap, BTreeSet};

use insta::{Settings, assert_snapshot};
use ses_dkim_codec::{
    AnyRequest, BodyKind, DecodeErrorKind, ErrorResponse, FormErrorKind,
    GetIdentityDkimAttributesRequest, GetIdentityDkimAttributesResponse, Operation, XmlErrorKind,
    dns,
};
use ses_dkim_codec_tests::laws::Reply;
use ses_dkim_conformance::{Input, vectors};

const RESPONSE: &[u8] = include_bytes!("../../examples/documented/response.xml");
const ERROR: &[u8] = include_bytes!("../../examples/documented/error.xml");

fn snapshot(name: &str, text: &str) {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!(name, text));
}

/// The first body, in the order of the vectors, that raises each kind of error.
fn raised<K: Ord>(
    decode: impl Fn(&'static Input) -> Option<(K, &'static [u8])>,
) -> BTreeMap<K, &'static [u8]> {
    let mut first = BTreeMap::new();
    for (kind, body) in vectors().filter_map(|vector| decode(&vector.question.input)) {
        first.entry(kind).or_insert(body);
    }
    first
}

#[test]
fn every_kind_of_document_error_has_its_message() {
    let raised = raised(|input| match input {
        Input::DecodeResponse { body, .. } | Input::CheckXml { body } => {
            Some((Reply::decode(&body.0).err()?.kind().code(), &*body.0))
        }
        _ => None,
    });
    for kind in DecodeErrorKind::all() {
        let (error, body) = if kind == DecodeErrorKind::ServiceError {
            (GetIdentityDkimAttributesResponse::decode(ERROR).unwrap_err(), ERROR)
        } else {
            let body = raised.get(kind.code()).unwrap_or_else(|| panic!("{kind:?}: no vector"));
            (Reply::decode(body).unwrap_err(), *body)
        };
        assert_eq!(error.kind(), kind);
        snapshot(&format!("document-{}", kind.code()), &error.explain(body).to_string());
    }
}

#[test]
fn every_kind_of_form_error_has_its_message() {
    let decode = |body| GetIdentityDkimAttributesRequest::decode_form(body);
    let raised = raised(|input| match input {
        Input::DecodeRequest { body, .. } => Some((decode(&body.0).err()?.kind().code(), &*body.0)),
        _ => None,
    });
    for kind in FormErrorKind::ALL {
        if *kind == FormErrorKind::UnknownAction {
            let error = AnyRequest::decode_form(b"Action=ListIdentities").unwrap_err();
            assert_eq!(error.kind(), *kind);
            snapshot("form-unknown-action", &error.to_string());
            continue;
        }
        let body = raised.get(kind.code()).unwrap_or_else(|| panic!("{kind:?}: no vector"));
        let error = decode(body).unwrap_err();
        assert_eq!(error.kind(), *kind);
        snapshot(&format!("form-{}", kind.code()), &error.to_string());
    }
}

#[test]
fn codes_are_unique_and_in_kebab_case() {
    let documents = DecodeErrorKind::all().map(DecodeErrorKind::code);
    let forms = FormErrorKind::ALL.iter().map(|kind| kind.code());
    for codes in [documents.collect::<Vec<_>>(), forms.collect()] {
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
        let is_kebab =
            |code: &str| code.bytes().all(|b| b.is_ascii_lowercase() || b"-18".contains(&b));
        assert!(codes.iter().all(|code| is_kebab(code)), "{codes:?}");
    }
}

#[test]
fn a_kind_is_displayed_by_its_code_or_in_words() {
    for kind in DecodeErrorKind::all() {
        assert_eq!(kind.to_string(), kind.code());
    }
    for kind in FormErrorKind::ALL {
        assert_eq!(kind.to_string(), kind.code());
    }
    for kind in XmlErrorKind::ALL {
        assert_eq!(kind.to_string(), kind.code());
    }
    assert_eq!(BodyKind::Html.to_string(), "an HTML page");
    let words: BTreeSet<_> = BodyKind::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(words.len(), BodyKind::ALL.len());
}

#[test]
fn the_error_of_a_form_has_what_was_found_and_what_was_expected() {
    let error = AnyRequest::decode_form(b"Action=ListIdentities").unwrap_err();
    assert_eq!(error.found(), Some("ListIdentities"));
    let error = AnyRequest::decode_form(b"Version=2010-12-01").unwrap_err();
    assert_eq!(error.found(), None);
    for operation in Operation::ALL {
        assert!(error.to_string().contains(&format!("`{operation}`")), "{error}");
    }
}

#[test]
fn a_message_quotes_at_most_forty_characters_and_escapes_controls() {
    let body = format!("<a>\u{85}&{}\t\r", "é".repeat(100));
    let message = Reply::decode(body.as_bytes()).unwrap_err().explain(body.as_bytes()).to_string();
    let quoted = message.split(" reads \"").nth(1).unwrap();
    assert_eq!(quoted.trim_end_matches("\"…").chars().count(), 40, "{message}");

    let body = b"<a>&\t\n\x1b";
    let message = Reply::decode(body).unwrap_err().explain(body).to_string();
    assert!(!message.contains(char::is_control), "{message:?}");
}

#[test]
fn a_line_ends_at_lf_cr_lf_and_cr_and_a_column_counts_characters() {
    for (before, expected) in [
        ("<a>", (1, 4)),
        ("<a>\n", (2, 1)),
        ("<a>\r\n\r ", (3, 2)),
        ("<a>\r\r", (3, 1)),
        ("<a>éé", (1, 6)),
    ] {
        let body = format!("{before}</b>");
        let error = Reply::decode(body.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), DecodeErrorKind::Xml(XmlErrorKind::MismatchedEnd));
        assert_eq!(error.line_column(body.as_bytes()), expected, "{before:?}");
    }
}

#[test]
fn the_documented_exchange_is_read_and_written() {
    let request = GetIdentityDkimAttributesRequest::new(["example.com", "user@example.com"]);
    let form = request.to_form();
    snapshot("documented-request", &form);

    let response = GetIdentityDkimAttributesResponse::decode(RESPONSE).unwrap();
    snapshot("documented-response", &format!("{response:#?}"));
    snapshot("documented-response-json", &serde_json::to_string_pretty(&response).unwrap());
    assert_eq!(response.to_xml_indented().unwrap().as_bytes(), RESPONSE);

    let error = ErrorResponse::decode(ERROR).unwrap();
    snapshot("documented-error", &format!("{error}\n{error:#?}\nretry: {:?}", error.retry()));
    assert_eq!(error.to_xml_indented().unwrap().as_bytes(), ERROR);

    let tokens = response.dkim_attributes.get("example.com").unwrap().dkim_tokens().unwrap();
    let records = dns::cname_records("example.com", tokens, dns::DEFAULT_ZONE).unwrap();
    snapshot("documented-dns", &dns::zone_file(&records).unwrap());
}
