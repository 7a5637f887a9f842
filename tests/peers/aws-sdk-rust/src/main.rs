//! Serves the AWS SDK for Rust to the conformance runner: a real client, its answer handed in where
//! the HTTP call would be; what is reported is what a user of the client sees.

mod client;
mod request_id;
mod retry;

use std::fmt::Display;
use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use aws_sdk_ses::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_ses::operation::RequestId;
use aws_sdk_ses::operation::get_identity_dkim_attributes::{
    GetIdentityDkimAttributesError, GetIdentityDkimAttributesOutput,
};
use aws_sdk_ses::types::IdentityDkimAttributes;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use client::{Answer, Client, ClientError};

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
        Some("start") if request["version"] == 1 => start(),
        Some("encode_request") => encode_request(client, request),
        Some("decode_response") => decode_response(client, request),
        _ => json!({ "unsupported": true }),
    }
}

fn start() -> Value {
    let version = aws_sdk_ses::meta::PKG_VERSION;
    json!({
        "implementation": { "name": "aws-sdk-ses", "version": version, "language": "Rust" },
        "ops": ["encode_request", "decode_response"],
    })
}

fn encode_request(client: &Client, request: &Value) -> Value {
    let identities = request["identities"].as_array().into_iter().flatten();
    let identities = identities.filter_map(|text| text.as_str().map(str::to_owned));
    match client.call(identities.collect(), Answer::minimal()) {
        Ok(_) => json!({ "ok": { "body": client.sent() } }),
        Err(error) => refusal("error", DisplayErrorContext(error)),
    }
}

fn decode_response(client: &Client, request: &Value) -> Value {
    let status = request["status"].as_u64().unwrap_or_default();
    let header = request["request_id_header"].as_str();
    let body = STANDARD.decode(request["body_b64"].as_str().unwrap_or_default());
    let (Ok(status), Ok(body)) = (status.try_into(), body) else {
        return refusal("malformed-line", "a member of another type");
    };
    let answer = Answer::new(status, header, body);
    match client.call(vec!["example.com".to_owned()], answer) {
        Ok(output) => json!({ "ok": response(&output) }),
        Err(error) => failure(error),
    }
}

/// What an error of the client says. It calls its own failure to read a success a service error,
/// too; the status tells them apart.
fn failure(error: ClientError) -> Value {
    let request_id = error.request_id().map(str::to_owned);
    match error {
        SdkError::ServiceError(error) if !error.raw().status().is_success() => {
            let status = error.raw().status();
            let error = error.into_err();
            let mut shape = Map::from_iter([
                ("status".to_owned(), json!(status.as_u16())),
                ("Error".to_owned(), fields(&error)),
            ]);
            shape.extend(request_id.map(|id| ("RequestId".to_owned(), json!(id))));
            let retry = retry::class(error, status);
            shape.extend(retry.map(|class| ("retry".to_owned(), json!(class))));
            json!({ "error_response": shape })
        }
        error => refusal("error", DisplayErrorContext(error)),
    }
}

fn fields(error: &GetIdentityDkimAttributesError) -> Value {
    let fields = [("Code", error.code()), ("Message", error.message())];
    let present = |(name, text): (&str, Option<&str>)| Some((name.to_owned(), json!(text?)));
    Value::Object(fields.into_iter().filter_map(present).collect())
}

fn response(output: &GetIdentityDkimAttributesOutput) -> Value {
    let entries = output.dkim_attributes().iter();
    let attributes = entries.map(|(identity, value)| (identity.clone(), attributes(value)));
    let request_id = output.request_id();
    let metadata = request_id.map(|id| ("RequestId".to_owned(), json!(id)));
    json!({
        "DkimAttributes": Map::from_iter(attributes),
        "ResponseMetadata": Map::from_iter(metadata),
    })
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
