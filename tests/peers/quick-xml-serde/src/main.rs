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
    SetIdentityDkimEnabledResponse, VerifyDomainDkimResponse, retry,
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
        Some("start") => Ok(start()),
        Some("encode_request") => encode_request(request),
        Some("decode_response") => decode_response(request),
        Some("classify") => {
            let status = serde_json::from_value(request["status"].clone())?;
            Ok(json!({ "ok": { "retry": retry(status, request["code"].as_str()) } }))
        }
        _ => Ok(json!({ "unsupported": true })),
    }
}

fn start() -> Value {
    json!({
        "version": 2,
        "implementation": { "name": "quick-xml + serde", "version": version(), "language": "Rust" },
        "ops": ["encode_request", "decode_response", "classify"],
        "operations":
            ["GetIdentityDkimAttributes", "VerifyDomainDkim", "SetIdentityDkimEnabled"],
        "omits": ["body", "content_type"],
    })
}

/// The version of quick-xml in the lock file.
fn version() -> Option<&'static str> {
    let lock = include_str!("../Cargo.lock");
    let (_, package) = lock.split_once("name = \"quick-xml\"\nversion = \"")?;
    package.split('"').next()
}

fn encode_request(request: &Value) -> Result<Value, Box<dyn Error>> {
    let members = request["request"].as_object().ok_or("no request")?;
    let action = request["operation"].as_str().unwrap_or_default();
    let mut pairs = vec![
        ("Action".to_owned(), action.to_owned()),
        ("Version".to_owned(), "2010-12-01".to_owned()),
    ];
    for (name, value) in members {
        match value {
            Value::Array(items) => {
                let items = items.iter().filter_map(Value::as_str).zip(1..);
                pairs.extend(items.map(|(item, n)| (format!("{name}.member.{n}"), item.into())));
            }
            Value::String(text) => pairs.push((name.clone(), text.clone())),
            other => pairs.push((name.clone(), other.to_string())),
        }
    }
    Ok(json!({ "ok": { "body": serde_urlencoded::to_string(pairs)? } }))
}

fn decode_response(request: &Value) -> Result<Value, Box<dyn Error>> {
    let status: u16 = serde_json::from_value(request["status"].clone())?;
    let header = request["headers"]["x-amzn-requestid"].as_str().map(str::trim);
    let body = STANDARD.decode(request["body_b64"].as_str().unwrap_or_default())?;
    if !(200..300).contains(&status) {
        return Ok(json!({ "error_response": error_response(status, header, &body) }));
    }
    let text = str::from_utf8(&body)?;
    let (mut value, metadata) = match request["operation"].as_str() {
        Some("GetIdentityDkimAttributes") => {
            let response: GetIdentityDkimAttributesResponse = quick_xml::de::from_str(text)?;
            let entries = response.get_identity_dkim_attributes_result.dkim_attributes.entry;
            let entries = entries.into_iter().map(|entry| (entry.key, attributes(entry.value)));
            let value = json!({ "DkimAttributes": Map::from_iter(entries) });
            (value, response.response_metadata)
        }
        Some("VerifyDomainDkim") => {
            let response: VerifyDomainDkimResponse = quick_xml::de::from_str(text)?;
            let tokens = response.verify_domain_dkim_result.dkim_tokens.member;
            (json!({ "DkimTokens": tokens }), response.response_metadata)
        }
        _ => {
            let response: SetIdentityDkimEnabledResponse = quick_xml::de::from_str(text)?;
            (json!({}), response.response_metadata)
        }
    };
    let in_body = metadata.and_then(|ResponseMetadata { request_id }| request_id);
    let request_id = header.map(str::to_owned).or(in_body);
    value["ResponseMetadata"] = Value::Object(present([("RequestId", request_id)]));
    Ok(json!({ "ok": value }))
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
    let request_id = header.map(str::to_owned).or(request_id);
    let fields = present([
        ("Type", error.r#type),
        ("Code", error.code),
        ("Message", error.message),
        ("Detail", error.detail),
    ]);
    let mut shape = present([("RequestId", request_id)]);
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
