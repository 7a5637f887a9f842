//! Serves a hand-written client with quick-xml, serde and serde_urlencoded to the conformance
//! suite.

mod documents;
mod form;

use std::error::Error;

use peer_lines::{Answer, OPERATIONS, present, reject, serve};
use serde_json::{Map, Value, json};

use documents::{
    ErrorResponse, GetIdentityDkimAttributesResponse, IdentityDkimAttributes,
    SetIdentityDkimEnabledResponse, VerifyDomainDkimResponse, retry,
};

fn main() -> std::io::Result<()> {
    serve(&ByHand)
}

struct ByHand;

impl peer_lines::Client for ByHand {
    fn describe(&self) -> Value {
        let version = version().expect("the lock file names quick-xml");
        json!({
            "implementation": { "name": "quick-xml + serde", "version": version, "language": "Rust" },
            "ops": ["encode_request", "decode_response", "classify"],
            "operations": OPERATIONS,
            "omits": ["body", "content_type"],
        })
    }

    fn encode_request(&self, operation: &str, request: &Value) -> Value {
        match serde_urlencoded::to_string(form::pairs(operation, request)) {
            Ok(body) => json!({ "ok": { "body": body } }),
            Err(error) => reject("error", error),
        }
    }

    fn decode_response(&self, operation: &str, answer: Answer) -> Value {
        let Answer { status, headers, body } = answer;
        let header = headers.into_iter().find(|(name, _)| name == "x-amzn-requestid");
        let header = header.map(|(_, value)| value);
        if !(200..300).contains(&status) {
            return json!({ "error_response": error_response(status, header, &body) });
        }
        match value(operation, &body) {
            Ok((mut value, in_body)) => {
                let request_id = header.or(in_body);
                value["ResponseMetadata"] = json!(present([("RequestId", request_id)]));
                json!({ "ok": value })
            }
            Err(error) => reject("error", error),
        }
    }

    fn classify(&self, status: Option<u16>, code: Option<&str>) -> Value {
        json!({ "ok": { "retry": retry(status, code) } })
    }
}

/// The version of quick-xml in the lock file.
fn version() -> Option<&'static str> {
    let lock = include_str!("../Cargo.lock");
    let (_, package) = lock.split_once("name = \"quick-xml\"\nversion = \"")?;
    package.split('"').next()
}

/// The members of an answer, and its request id.
fn value(operation: &str, body: &[u8]) -> Result<(Value, Option<String>), Box<dyn Error>> {
    let text = str::from_utf8(body)?;
    let (value, metadata) = match operation {
        "GetIdentityDkimAttributes" => {
            let response: GetIdentityDkimAttributesResponse = quick_xml::de::from_str(text)?;
            let entries = response.get_identity_dkim_attributes_result.dkim_attributes.entry;
            let entries = entries.into_iter().map(|entry| (entry.key, attributes(entry.value)));
            (json!({ "DkimAttributes": Map::from_iter(entries) }), response.response_metadata)
        }
        "VerifyDomainDkim" => {
            let response: VerifyDomainDkimResponse = quick_xml::de::from_str(text)?;
            let tokens = response.verify_domain_dkim_result.dkim_tokens.member;
            (json!({ "DkimTokens": tokens }), response.response_metadata)
        }
        _ => {
            let response: SetIdentityDkimEnabledResponse = quick_xml::de::from_str(text)?;
            (json!({}), response.response_metadata)
        }
    };
    Ok((value, metadata.and_then(|metadata| metadata.request_id)))
}

fn attributes(value: IdentityDkimAttributes) -> Value {
    json!(present([
        ("DkimEnabled", value.dkim_enabled.map(|enabled| json!(enabled))),
        ("DkimVerificationStatus", value.dkim_verification_status.map(|status| json!(status))),
        ("DkimTokens", value.dkim_tokens.map(|tokens| json!(tokens.member))),
    ]))
}

/// The service's error. If the body cannot be read, only the status is known.
fn error_response(status: u16, header: Option<String>, body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body);
    let ErrorResponse { error, request_id } = quick_xml::de::from_str(&text).unwrap_or_default();
    let fields = present([
        ("Type", error.r#type),
        ("Code", error.code),
        ("Message", error.message),
        ("Detail", error.detail),
    ]);
    let request_id = header.or(request_id).map(Value::String);
    json!(present([
        ("status", Some(json!(status))),
        ("Error", Some(json!(fields))),
        ("RequestId", request_id),
    ]))
}
