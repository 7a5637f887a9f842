//! Serves the AWS SDK for Rust to the conformance runner: a real client, its answer handed in where
//! the HTTP call would be; what is reported is what a user of the client sees.

mod client;
mod retry;

use std::fmt::Display;
use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use aws_sdk_ses::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_ses::operation::RequestId;
use aws_sdk_ses::types::IdentityDkimAttributes;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use client::{Answer, Client};

const OPERATIONS: [&str; 3] =
    ["GetIdentityDkimAttributes", "VerifyDomainDkim", "SetIdentityDkimEnabled"];

fn main() -> io::Result<()> {
    let client = Client::new();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let request: Value = serde_json::from_str(&line?)?;
        let reply = catch_unwind(AssertUnwindSafe(|| operate(&client, &request)));
        let mut reply = reply.unwrap_or_else(|_| refusal("panic", "the client panicked"));
        reply["id"] = request["id"].clone();
        writeln!(out, "{reply}")?;
        out.flush()?;
    }
    Ok(())
}

fn operate(client: &Client, request: &Value) -> Value {
    match request["op"].as_str() {
        Some("start") => start(),
        Some("encode_request") => encode_request(client, request),
        Some("decode_response") => decode_response(client, request),
        Some("classify") => {
            let retry = retry::class(status(request), request["code"].as_str());
            json!({ "ok": { "retry": retry } })
        }
        _ => json!({ "unsupported": true }),
    }
}

fn start() -> Value {
    let version = aws_sdk_ses::meta::PKG_VERSION;
    json!({
        "version": 2,
        "implementation": { "name": "aws-sdk-ses", "version": version, "language": "Rust" },
        "ops": ["encode_request", "decode_response", "classify"],
        "operations": OPERATIONS,
        "omits": ["Type", "Detail", "RequestId", "body"],
        "folds": ["absent-enabled=false", "absent-status=\"no value was set\""],
    })
}

fn encode_request(client: &Client, request: &Value) -> Value {
    let name = request["operation"].as_str().unwrap_or_default();
    let body = format!("<{name}Response><{name}Result/></{name}Response>");
    let status = StatusCode::try_from(200).expect("a status");
    call(client, name, &request["request"], (status, Vec::new(), body.into()));
    let (body, content_type) = client.sent();
    json!({ "ok": { "body": body, "content_type": content_type } })
}

fn decode_response(client: &Client, request: &Value) -> Value {
    let name = request["operation"].as_str().unwrap_or_default();
    let body = STANDARD.decode(request["body_b64"].as_str().unwrap_or_default());
    let (Some(status), Ok(body)) = (status(request), body) else {
        return refusal("malformed-line", "a member of another type");
    };
    let headers = request["headers"].as_object().into_iter().flatten();
    let headers = headers
        .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().trim().to_owned()));
    let plain = json!({ "Identities": ["a"], "Domain": "a", "Identity": "a", "DkimEnabled": true });
    call(client, name, &plain, (status, headers.collect(), body))
}

fn status(request: &Value) -> Option<StatusCode> {
    request["status"].as_u64().and_then(|status| u16::try_from(status).ok()?.try_into().ok())
}

/// The reply to a call of an operation, which meets this answer.
fn call(client: &Client, operation: &str, request: &Value, answer: Answer) -> Value {
    let text = |name: &str| request[name].as_str().map(str::to_owned);
    match operation {
        "GetIdentityDkimAttributes" => {
            let identities = request["Identities"].as_array().into_iter().flatten();
            let identities = identities.filter_map(|text| text.as_str().map(str::to_owned));
            let call = client.call(answer, |ses| {
                let request = ses.get_identity_dkim_attributes();
                request.set_identities(Some(identities.collect())).send()
            });
            reply(call, |output| {
                let entries = output.dkim_attributes().iter();
                let entries =
                    entries.map(|(identity, value)| (identity.clone(), attributes(value)));
                json!({ "DkimAttributes": Map::from_iter(entries) })
            })
        }
        "VerifyDomainDkim" => {
            let call = client
                .call(answer, |ses| ses.verify_domain_dkim().set_domain(text("Domain")).send());
            reply(call, |output| json!({ "DkimTokens": output.dkim_tokens() }))
        }
        "SetIdentityDkimEnabled" => {
            let call = client.call(answer, |ses| {
                let call = ses.set_identity_dkim_enabled().set_identity(text("Identity"));
                call.set_dkim_enabled(request["DkimEnabled"].as_bool()).send()
            });
            reply(call, |_| json!({}))
        }
        _ => json!({ "unsupported": true }),
    }
}

/// What came of a call. The client calls its own failure to read a success a service error, too; the
/// status tells them apart.
fn reply<O: RequestId, E: ProvideErrorMetadata + std::error::Error + 'static>(
    call: Result<O, SdkError<E, HttpResponse>>,
    value: impl Fn(&O) -> Value,
) -> Value {
    match call {
        Ok(output) => {
            let mut value = value(&output);
            value["ResponseMetadata"] = json!({ "RequestId": output.request_id() });
            json!({ "ok": value })
        }
        Err(SdkError::ServiceError(error)) if !error.raw().status().is_success() => {
            let status = error.raw().status().as_u16();
            let request_id = error.raw().headers().get("x-amzn-requestid");
            let fields = json!({ "Code": error.err().code(), "Message": error.err().message() });
            json!({
                "error_response": { "status": status, "Error": fields, "RequestId": request_id },
            })
        }
        Err(error) => refusal("error", DisplayErrorContext(error)),
    }
}

/// A value as its user sees it: what the document leaves out is `false` and `no value was set`.
fn attributes(value: &IdentityDkimAttributes) -> Value {
    let mut members = Map::from_iter([
        ("DkimEnabled".to_owned(), json!(value.dkim_enabled())),
        ("DkimVerificationStatus".to_owned(), json!(value.dkim_verification_status().as_str())),
    ]);
    let tokens = value.dkim_tokens.as_ref();
    members.extend(tokens.map(|tokens| ("DkimTokens".to_owned(), json!(tokens))));
    Value::Object(members)
}

fn refusal(code: &str, message: impl Display) -> Value {
    json!({ "reject": { "code": code, "message": message.to_string(), "offset": null } })
}
