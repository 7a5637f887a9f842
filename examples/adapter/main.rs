//! Serves this crate to the conformance runner with version 2 of its protocol: one JSON object per
//! line on standard input, one reply per line on standard output.
//!
//! `cargo run --release --example adapter`

mod refusal;

use std::borrow::Cow;
use std::io::{self, BufRead, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ses_dkim_codec::{
    AnyRequest, BodyKind, ErrorResponse, ErrorType, GetIdentityDkimAttributesRequest, HttpReply,
    Operation, Reply, Request, RequestError, Response, Retry, SetIdentityDkimEnabledRequest,
    VerifyDomainDkimRequest, check_xml, dns, wire,
};

use self::refusal::{Refusal, malformed};

type Http = http::Request<Vec<u8>>;

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
    let http = if op.starts_with("decode") { post(request)? } else { Http::default() };
    match request.get("operation").map_or(Some(DEFAULT), Value::as_str) {
        None if op == "decode_request" => decode_any(&http),
        None | Some(DEFAULT) => perform::<GetIdentityDkimAttributesRequest<'_>>(op, request, &http),
        Some("VerifyDomainDkim") => perform::<VerifyDomainDkimRequest<'_>>(op, request, &http),
        Some("SetIdentityDkimEnabled") => {
            perform::<SetIdentityDkimEnabledRequest<'_>>(op, request, &http)
        }
        Some(_) => Ok(unsupported()),
    }
}

/// Performs an op with the request type of the operation.
fn perform<'a, R>(op: &str, request: &'a Value, http: &'a Http) -> Result<Answer, Refusal>
where
    R: Request<'a> + TryFrom<&'a Http, Error = RequestError> + Serialize + Deserialize<'a>,
    R::Response<'a>: Serialize + Deserialize<'a>,
{
    match op {
        "encode_request" => {
            let mut form = String::new();
            R::deserialize(&request["request"])?.encode_form(&mut form);
            ok(json!({ "body": form, "content_type": wire::CONTENT_TYPE }))
        }
        "decode_request" => ok(json!({ "operation": R::ACTION, "request": R::try_from(http)? })),
        "encode_response" => {
            let response = R::Response::deserialize(&request["response"])?;
            ok(json!({ "body": response.to_xml()? }))
        }
        "decode_response" => decode_response::<R::Response<'a>>(request, http.body()),
        _ => Ok(unsupported()),
    }
}

fn decode_any(http: &Http) -> Result<Answer, Refusal> {
    let any = AnyRequest::try_from(http)?;
    let shape = match &any {
        AnyRequest::GetIdentityDkimAttributes(request) => json!(request),
        AnyRequest::VerifyDomainDkim(request) => json!(request),
        AnyRequest::SetIdentityDkimEnabled(request) => json!(request),
        _ => return Ok(unsupported()),
    };
    ok(json!({ "operation": any.operation().action(), "request": shape }))
}

/// The body as a client would post it. If the content type is null, it is that of a form.
fn post(request: &Value) -> Result<Http, Refusal> {
    let content_type = request["content_type"].as_str().unwrap_or(wire::CONTENT_TYPE);
    http::Request::post("/")
        .header(http::header::CONTENT_TYPE, content_type.as_bytes())
        .body(body(request)?)
        .map_err(|error| Refusal::new("wrong-content-type", &error))
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
    let body = Some(kind_of_body(error.body)).filter(|kind| *kind != BodyKind::Document);
    shape.extend(error.status.map(|status| ("status".to_owned(), json!(status))));
    shape.extend(error.request_id.as_ref().map(|id| ("RequestId".to_owned(), json!(id))));
    shape.extend(body.map(|kind| ("body".to_owned(), json!(kind.code()))));
    Value::Object(shape)
}

/// The kind of a body in the protocol, which does not tell malformed XML from another document.
fn kind_of_body(kind: BodyKind) -> BodyKind {
    if kind == BodyKind::MalformedXml { BodyKind::OtherXml } else { kind }
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
