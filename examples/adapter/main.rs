//! Serves this crate to the conformance runner with version 2 of its protocol: one JSON object per
//! line on standard input, one reply per line on standard output.
//!
//! `cargo run --release --example adapter`

use std::borrow::Cow;
use std::io::{self, BufRead, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ses_dkim_codec::{
    AnyRequest, BodyKind, DecodeError, EncodeError, ErrorResponse, ErrorType, FormError,
    GetIdentityDkimAttributesRequest, HttpReply, Operation, Reply, ReplyError, Request, Response,
    Retry, SetIdentityDkimEnabledRequest, VerifyDomainDkimRequest, XmlError, check_xml, dns, wire,
};

/// The version of the protocol.
const PROTOCOL: u32 = 2;
const OPS: [&str; 8] = [
    "encode_request",
    "decode_request",
    "decode_response",
    "encode_response",
    "encode_error",
    "classify",
    "cname_records",
    "check_xml",
];

pub(crate) fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let reply = match serde_json::from_str(&line?) {
            Ok(request) => answer(&request),
            Err(error) => {
                let Refusal(reject) = Refusal::new("malformed-line", &error);
                Map::from_iter([("id".into(), Value::Null), ("reject".into(), reject)])
            }
        };
        serde_json::to_writer(&mut out, &reply)?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(())
}

type Answer = Map<String, Value>;

/// The reply to a request, with its id. An absent member is read as null.
pub(crate) fn answer(request: &Value) -> Answer {
    let mut reply = operate(request).unwrap_or_else(|Refusal(reject)| outcome("reject", reject));
    reply.insert("id".into(), request["id"].clone());
    reply
}

fn outcome(name: &str, value: Value) -> Answer {
    Map::from_iter([(name.to_owned(), value)])
}

fn ok(value: Value) -> Result<Answer, Refusal> {
    Ok(outcome("ok", value))
}

fn operate(request: &Value) -> Result<Answer, Refusal> {
    match request["op"].as_str().unwrap_or_default() {
        "start" => Ok(start()),
        "encode_error" => encode_error(&request["error_response"]),
        "classify" => classify(request),
        "cname_records" => cname_records(request),
        "check_xml" => {
            check_xml(&body(request)?)?;
            ok(json!({}))
        }
        op if OPS.contains(&op) => operate_on(op, request),
        _ => Ok(unsupported()),
    }
}

fn unsupported() -> Answer {
    outcome("unsupported", Value::Bool(true))
}

fn start() -> Answer {
    let implementation = json!({
        "name": "ses-dkim-codec",
        "version": env!("CARGO_PKG_VERSION"),
        "language": "Rust",
    });
    let operations: Vec<&str> = Operation::ALL.iter().map(|operation| operation.action()).collect();
    Map::from_iter([
        ("version".into(), json!(PROTOCOL)),
        ("implementation".into(), implementation),
        ("ops".into(), json!(OPS)),
        ("operations".into(), json!(operations)),
        ("omits".into(), json!([])),
        ("folds".into(), json!([])),
    ])
}

/// Answers an op that concerns an operation. If the request names no operation, it is
/// `GetIdentityDkimAttributes`. If the name is null, the `Action` of the form names the operation.
fn operate_on(op: &str, request: &Value) -> Result<Answer, Refusal> {
    const DEFAULT: &str = "GetIdentityDkimAttributes";
    let body = if op.starts_with("decode") { body(request)? } else { Vec::new() };
    match request.get("operation").map_or(Some(DEFAULT), Value::as_str) {
        None if op == "decode_request" => decode_any(request, &body),
        None | Some(DEFAULT) => perform::<GetIdentityDkimAttributesRequest<'_>>(op, request, &body),
        Some("VerifyDomainDkim") => perform::<VerifyDomainDkimRequest<'_>>(op, request, &body),
        Some("SetIdentityDkimEnabled") => {
            perform::<SetIdentityDkimEnabledRequest<'_>>(op, request, &body)
        }
        Some(_) => Ok(unsupported()),
    }
}

/// Performs an op with the request type of the operation.
fn perform<'a, R>(op: &str, request: &'a Value, body: &'a [u8]) -> Result<Answer, Refusal>
where
    R: Request<'a> + Serialize + Deserialize<'a>,
    R::Response<'a>: Serialize + Deserialize<'a>,
{
    match op {
        "encode_request" => {
            let mut form = String::new();
            R::deserialize(&request["request"])?.encode_form(&mut form);
            ok(json!({ "body": form, "content_type": wire::CONTENT_TYPE }))
        }
        "decode_request" => {
            check_content_type(request)?;
            ok(json!({ "operation": R::ACTION, "request": R::decode_form(body)? }))
        }
        "encode_response" => {
            let response = R::Response::deserialize(&request["response"])?;
            ok(json!({ "body": response.to_xml()? }))
        }
        "decode_response" => decode_response::<R::Response<'a>>(request, body),
        _ => Ok(unsupported()),
    }
}

fn decode_any(request: &Value, body: &[u8]) -> Result<Answer, Refusal> {
    check_content_type(request)?;
    let any = AnyRequest::decode_form(body)?;
    let shape = match &any {
        AnyRequest::GetIdentityDkimAttributes(request) => json!(request),
        AnyRequest::VerifyDomainDkim(request) => json!(request),
        AnyRequest::SetIdentityDkimEnabled(request) => json!(request),
        _ => return Ok(unsupported()),
    };
    ok(json!({ "operation": any.operation().action(), "request": shape }))
}

/// Checks the media type of a form, with any parameters and in any case, unless it is null.
fn check_content_type(request: &Value) -> Result<(), Refusal> {
    let Some(found) = request["content_type"].as_str() else { return Ok(()) };
    let media_type = found.split(';').next().unwrap_or_default().trim();
    if media_type.eq_ignore_ascii_case(wire::CONTENT_TYPE) {
        return Ok(());
    }
    let message = format!("found the content type {found:?}, expected {}", wire::CONTENT_TYPE);
    Err(Refusal::new("wrong-content-type", &message))
}

fn decode_response<'a, R>(request: &'a Value, body: &'a [u8]) -> Result<Answer, Refusal>
where
    R: Response<'a> + Serialize,
{
    let headers = &request["headers"];
    let http = HttpReply {
        request_id: headers["x-amzn-requestid"].as_str(),
        retry_after: headers["retry-after"].as_str(),
        ..HttpReply::new(status(request)?.ok_or_else(malformed)?, body)
    };
    match Reply::<R>::from_http(http)? {
        Reply::Response(response) => ok(json!(response)),
        Reply::ErrorResponse(error) => Ok(outcome("error_response", error_shape(&error))),
    }
}

/// A service error in the shape of the protocol. Absent fields have no key.
fn error_shape(error: &ErrorResponse<'_>) -> Value {
    let mut fields = Map::new();
    let mut field = |name: &str, text: Option<&str>| {
        fields.extend(text.map(|text| (name.to_owned(), json!(text))));
    };
    field("Type", error.error_type.as_ref().map(ErrorType::as_str));
    field("Code", error.code.as_deref());
    field("Message", error.message.as_deref());
    field("Detail", error.detail.as_deref());
    let mut shape = outcome("Error", Value::Object(fields));
    let body = Some(error.body).filter(|kind| *kind != BodyKind::Document);
    shape.extend(error.status.map(|status| ("status".to_owned(), json!(status))));
    shape.extend(error.request_id.as_ref().map(|id| ("RequestId".to_owned(), json!(id))));
    shape.extend(body.map(|kind| ("body".to_owned(), json!(kind.code()))));
    Value::Object(shape)
}

fn encode_error(shape: &Value) -> Result<Answer, Refusal> {
    let text = |value: &Value| value.as_str().map(|text| Cow::Owned(text.to_owned()));
    let mut error = ErrorResponse::default();
    error.error_type = text(&shape["Error"]["Type"]).map(ErrorType::from);
    error.code = text(&shape["Error"]["Code"]);
    error.message = text(&shape["Error"]["Message"]);
    error.detail = text(&shape["Error"]["Detail"]);
    error.request_id = text(&shape["RequestId"]);
    ok(json!({ "body": error.to_xml()? }))
}

fn classify(request: &Value) -> Result<Answer, Refusal> {
    let retry = Retry::classify(status(request)?, request["code"].as_str());
    ok(json!({ "retry": retry.map(Retry::code) }))
}

fn cname_records(request: &Value) -> Result<Answer, Refusal> {
    let text = |name: &str| request[name].as_str().ok_or_else(malformed);
    let tokens = Vec::<String>::deserialize(&request["tokens"])?;
    let records = dns::cname_records(text("identity")?, tokens, text("zone")?)?;
    let records = records.map(|record| json!({ "name": record.name(), "target": record.target() }));
    ok(json!({ "records": records }))
}

/// The HTTP status, if there is one.
fn status(request: &Value) -> Result<Option<u16>, Refusal> {
    Ok(Option::deserialize(&request["status"])?)
}

fn body(request: &Value) -> Result<Vec<u8>, Refusal> {
    let text = request["body_b64"].as_str().ok_or_else(malformed)?;
    STANDARD.decode(text).map_err(|error| Refusal::new("malformed-line", &error))
}

/// The `reject` of a reply.
struct Refusal(Value);

impl Refusal {
    fn new(code: &str, message: &dyn std::fmt::Display) -> Self {
        Self(json!({ "code": code, "message": message.to_string(), "offset": null }))
    }

    fn at(mut self, offset: usize) -> Self {
        self.0["offset"] = json!(offset);
        self
    }
}

fn malformed() -> Refusal {
    Refusal::new("malformed-line", &"found a missing member or one of the wrong type")
}

impl From<DecodeError> for Refusal {
    fn from(error: DecodeError) -> Self {
        Self::new(error.kind().code(), &error).at(error.offset())
    }
}

impl From<XmlError> for Refusal {
    fn from(error: XmlError) -> Self {
        Self::new(error.kind().code(), &error).at(error.offset())
    }
}

impl From<ReplyError> for Refusal {
    fn from(error: ReplyError) -> Self {
        let decode = error.decode_error();
        Self::new(decode.kind().code(), &format!("{error}: {decode}")).at(decode.offset())
    }
}

impl From<FormError> for Refusal {
    fn from(error: FormError) -> Self {
        let mut refusal = Self::new(error.kind().code(), &error).at(error.offset());
        if let Some(parameter) = error.parameter() {
            refusal.0["parameter"] = json!(parameter);
        }
        refusal
    }
}

impl From<dns::RecordError> for Refusal {
    fn from(error: dns::RecordError) -> Self {
        let mut refusal = Self::new(error.kind().code(), &error);
        refusal.0["offset"] = json!(error.offset());
        refusal
    }
}

impl From<EncodeError> for Refusal {
    fn from(error: EncodeError) -> Self {
        Self::new(error.code(), &error)
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Self::new("malformed-line", &error)
    }
}
