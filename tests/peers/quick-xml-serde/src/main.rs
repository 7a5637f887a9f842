//! Serves what one writes by hand with quick-xml, serde and serde_urlencoded to the conformance runner.

mod documents;

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::panic::catch_unwind;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use documents::{
    ErrorResponse, GetIdentityDkimAttributesResponse, IdentityDkimAttributes, ResponseMetadata,
};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let request: Value = serde_json::from_str(&line?)?;
        let mut reply = match catch_unwind(|| operate(&request)) {
            Ok(Ok(reply)) => reply,
            Ok(Err(error)) => refusal("error", &error.to_string()),
            Err(_) => refusal("panic", "the library panicked"),
        };
        reply["id"] = request["id"].clone();
        writeln!(out, "{reply}")?;
        out.flush()?;
    }
    Ok(())
}

fn operate(request: &Value) -> Result<Value, Box<dyn Error>> {
    match request["op"].as_str() {
        Some("start") if request["version"] == 1 => Ok(start()),
        Some("encode_request") => encode_request(request),
        Some("decode_response") => decode_response(request),
        _ => Ok(json!({ "unsupported": true })),
    }
}

fn start() -> Value {
    json!({
        "implementation": { "name": "quick-xml + serde", "version": version(), "language": "Rust" },
        "ops": ["encode_request", "decode_response"],
    })
}

/// The version of quick-xml in the lock file.
fn version() -> Option<&'static str> {
    let lock = include_str!("../Cargo.lock");
    let (_, package) = lock.split_once("name = \"quick-xml\"\nversion = \"")?;
    package.split('"').next()
}

fn encode_request(request: &Value) -> Result<Value, Box<dyn Error>> {
    let identities: Vec<String> = serde_json::from_value(request["identities"].clone())?;
    let mut pairs = vec![
        ("Action".to_owned(), "GetIdentityDkimAttributes".to_owned()),
        ("Version".to_owned(), "2010-12-01".to_owned()),
    ];
    let numbered = identities.into_iter().zip(1..);
    pairs.extend(numbered.map(|(identity, n)| (format!("Identities.member.{n}"), identity)));
    Ok(json!({ "ok": { "body": serde_urlencoded::to_string(pairs)? } }))
}

fn decode_response(request: &Value) -> Result<Value, Box<dyn Error>> {
    let status: u16 = serde_json::from_value(request["status"].clone())?;
    let header = request["request_id_header"].as_str().map(str::trim);
    let body = STANDARD.decode(request["body_b64"].as_str().unwrap_or_default())?;
    if !(200..300).contains(&status) {
        return Ok(json!({ "error_response": error_response(status, header, &body) }));
    }
    let response = quick_xml::de::from_str(str::from_utf8(&body)?)?;
    Ok(json!({ "ok": response_shape(response, header) }))
}

fn response_shape(response: GetIdentityDkimAttributesResponse, header: Option<&str>) -> Value {
    let result = response.get_identity_dkim_attributes_result;
    let entries = result.dkim_attributes.entry.into_iter();
    let attributes: Map<String, Value> =
        entries.map(|entry| (entry.key, attributes(entry.value))).collect();
    let in_body = response.response_metadata.and_then(|ResponseMetadata { request_id }| request_id);
    let request_id = header.map(str::to_owned).or(in_body);
    json!({
        "DkimAttributes": attributes,
        "ResponseMetadata": present([("RequestId", request_id)]),
    })
}

fn attributes(value: IdentityDkimAttributes) -> Value {
    let enabled = value.dkim_enabled.map(|enabled| json!(enabled));
    let tokens = value.dkim_tokens.map(|tokens| json!(tokens.member));
    let status = value.dkim_verification_status.map(|status| json!(status));
    json!(present([
        ("DkimEnabled", enabled),
        ("DkimVerificationStatus", status),
        ("DkimTokens", tokens),
    ]))
}

/// The service's error; a body that cannot be read leaves the status.
fn error_response(status: u16, header: Option<&str>, body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body);
    let ErrorResponse { error, request_id } = quick_xml::de::from_str(&text).unwrap_or_default();
    let retry = error.retry(status);
    let request_id = header.map(str::to_owned).or(request_id);
    let fields = present([
        ("Type", error.r#type),
        ("Code", error.code),
        ("Message", error.message),
        ("Detail", error.detail),
    ]);
    let mut shape = present([("RequestId", request_id), ("retry", retry.map(str::to_owned))]);
    shape.insert("status".to_owned(), json!(status));
    shape.insert("Error".to_owned(), Value::Object(fields));
    Value::Object(shape)
}

fn present<T: Into<Value>, const N: usize>(members: [(&str, Option<T>); N]) -> Map<String, Value> {
    let member = |(name, value): (&str, Option<T>)| Some((name.to_owned(), value?.into()));
    members.into_iter().filter_map(member).collect()
}

fn refusal(code: &str, message: &str) -> Value {
    json!({ "reject": { "code": code, "message": message, "offset": null } })
}
