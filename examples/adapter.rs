//! Serves this crate to the conformance runner: one JSON object a line on standard input, one reply
//! a line on standard output.
//!
//! `cargo run --release --all-features --example adapter`

#![allow(clippy::indexing_slicing, reason = "a member that is not there reads as null")]

use std::io::{self, BufRead, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize as _;
use serde_json::{Map, Value, json};
use ses_dkim_codec::{
    DecodeError, EncodeError, ErrorResponse, ErrorType, FormError,
    GetIdentityDkimAttributesRequest, GetIdentityDkimAttributesResponse, Reply, internals,
};

pub(crate) fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let reply = match serde_json::from_str(&line?) {
            Ok(request) => answer(&request),
            Err(error) => json!({ "id": null, "reject": refusal("malformed-line", &error, None) }),
        };
        serde_json::to_writer(&mut out, &reply)?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(())
}

/// The reply to one request, its id echoed.
fn answer(request: &Value) -> Value {
    let (key, value) = match operate(request) {
        Ok(reply) => reply,
        Err(Refusal(reject)) => ("reject", reject),
    };
    let mut reply = Map::new();
    reply.insert("id".into(), request["id"].clone());
    if key == "implementation" {
        reply.insert("ops".into(), json!(OPS));
    }
    reply.insert(key.into(), value);
    Value::Object(reply)
}

type Answer = (&'static str, Value);

fn operate(request: &Value) -> Result<Answer, Refusal> {
    let op = request["op"].as_str().unwrap_or_default();
    match op {
        "start" => Ok(start(request)),
        "encode_request" => encode_request(request),
        "decode_request" => decode_request(request),
        "decode_response" => decode_response(request),
        "encode_response" => encode_response(request),
        "encode_error" => encode_error(request),
        "check_xml" => {
            internals::well_formed(&body(request)?)?;
            Ok(("ok", json!({})))
        }
        _ => Ok(("unsupported", Value::Bool(true))),
    }
}

const OPS: [&str; 6] = [
    "encode_request",
    "decode_request",
    "decode_response",
    "encode_response",
    "encode_error",
    "check_xml",
];

fn start(request: &Value) -> Answer {
    if request["version"] != json!(1) {
        return ("unsupported", Value::Bool(true));
    }
    let version = env!("CARGO_PKG_VERSION");
    let implementation =
        json!({ "name": "ses-dkim-codec", "version": version, "language": "Rust" });
    ("implementation", implementation)
}

fn encode_request(request: &Value) -> Result<Answer, Refusal> {
    let identities = request["identities"].as_array().ok_or_else(malformed)?;
    let identities: Option<Vec<&str>> = identities.iter().map(Value::as_str).collect();
    let request = GetIdentityDkimAttributesRequest::new(identities.ok_or_else(malformed)?);
    Ok(("ok", json!({ "body": request.to_form() })))
}

fn decode_request(request: &Value) -> Result<Answer, Refusal> {
    let body = body(request)?;
    let request = GetIdentityDkimAttributesRequest::decode_form(&body)?;
    Ok(("ok", json!({ "identities": request.identities() })))
}

fn decode_response(request: &Value) -> Result<Answer, Refusal> {
    let body = body(request)?;
    let status = request["status"].as_u64().and_then(|status| u16::try_from(status).ok());
    let header = request["request_id_header"].as_str();
    match Reply::from_http(status.ok_or_else(malformed)?, header, &body)? {
        Reply::Response(response) => Ok(("ok", json!(response))),
        Reply::ErrorResponse(error) => Ok(("error_response", error_shape(&error))),
    }
}

fn encode_response(request: &Value) -> Result<Answer, Refusal> {
    let response = GetIdentityDkimAttributesResponse::deserialize(&request["response"])?;
    let indented = request["indented"].as_bool().unwrap_or(false);
    let body = if indented { response.to_xml_indented()? } else { response.to_xml()? };
    Ok(("ok", json!({ "body": body })))
}

fn encode_error(request: &Value) -> Result<Answer, Refusal> {
    let shape = &request["error_response"];
    let text = |value: &Value| value.as_str().map(|text| text.to_owned().into());
    let mut error = ErrorResponse::default();
    error.error_type = text(&shape["Error"]["Type"]).map(ErrorType::from);
    error.code = text(&shape["Error"]["Code"]);
    error.message = text(&shape["Error"]["Message"]);
    error.detail = text(&shape["Error"]["Detail"]);
    error.request_id = text(&shape["RequestId"]);
    let indented = request["indented"].as_bool().unwrap_or(false);
    let body = if indented { error.to_xml_indented()? } else { error.to_xml()? };
    Ok(("ok", json!({ "body": body })))
}

/// A service error as the protocol has it; absent fields have no key.
fn error_shape(error: &ErrorResponse<'_>) -> Value {
    let mut fields = Map::new();
    let mut field = |name: &str, text: Option<&str>| {
        fields.extend(text.map(|text| (name.to_owned(), json!(text))));
    };
    field("Type", error.error_type.as_ref().map(ErrorType::as_str));
    field("Code", error.code.as_deref());
    field("Message", error.message.as_deref());
    field("Detail", error.detail.as_deref());
    let mut shape = Map::new();
    shape.extend(error.status.map(|status| ("status".to_owned(), json!(status))));
    shape.insert("Error".into(), Value::Object(fields));
    shape.extend(error.request_id.as_ref().map(|id| ("RequestId".to_owned(), json!(id))));
    shape.extend(error.retry().map(|retry| ("retry".to_owned(), json!(retry.code()))));
    Value::Object(shape)
}

fn body(request: &Value) -> Result<Vec<u8>, Refusal> {
    let text = request["body_b64"].as_str().ok_or_else(malformed)?;
    STANDARD.decode(text).map_err(|error| Refusal(refusal("malformed-line", &error, None)))
}

/// The `reject` of a reply.
struct Refusal(Value);

fn refusal(code: &str, message: &dyn std::fmt::Display, offset: Option<usize>) -> Value {
    json!({ "code": code, "message": message.to_string(), "offset": offset })
}

fn malformed() -> Refusal {
    Refusal(refusal("malformed-line", &"a member is missing or of another type", None))
}

impl From<DecodeError> for Refusal {
    fn from(error: DecodeError) -> Self {
        Self(refusal(error.kind().code(), &error, Some(error.offset())))
    }
}

impl From<FormError> for Refusal {
    fn from(error: FormError) -> Self {
        Self(refusal(error.kind().code(), &error, Some(error.offset())))
    }
}

impl From<EncodeError> for Refusal {
    fn from(error: EncodeError) -> Self {
        Self(refusal(error.code(), &error, None))
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Self(refusal("malformed-line", &error, None))
    }
}
