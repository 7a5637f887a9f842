//! Serves the AWS SDK for Rust to the conformance suite: a real client that gets its answer in
//! place of the HTTP call. The adapter reports what a caller sees.

mod client;
mod retry;

use aws_sdk_ses::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_ses::operation::RequestId;
use aws_sdk_ses::types::IdentityDkimAttributes;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use peer_lines::{
    Answer, OPERATIONS, empty_answer, plain_request, present, reject, serve, strings,
};
use serde_json::{Map, Value, json};

use client::Client;

fn main() -> std::io::Result<()> {
    serve(&Client::new())
}

impl peer_lines::Client for Client {
    fn describe(&self) -> Value {
        let version = aws_sdk_ses::meta::PKG_VERSION;
        json!({
            "implementation": { "name": "aws-sdk-ses", "version": version, "language": "Rust" },
            "ops": ["encode_request", "decode_response", "classify"],
            "operations": OPERATIONS,
            "omits": ["Type", "Detail", "RequestId", "body"],
            "folds": ["absent-enabled=false", "absent-status=\"no value was set\""],
        })
    }

    fn encode_request(&self, operation: &str, request: &Value) -> Value {
        call(self, operation, request, empty_answer(operation));
        let (body, content_type) = self.sent();
        json!({ "ok": { "body": body, "content_type": content_type } })
    }

    fn decode_response(&self, operation: &str, answer: Answer) -> Value {
        call(self, operation, &plain_request(), answer)
    }

    fn classify(&self, status: Option<u16>, code: Option<&str>) -> Value {
        json!({ "ok": { "retry": retry::class(status, code) } })
    }
}

/// The reply to a call of an operation that gets this answer.
fn call(client: &Client, operation: &str, request: &Value, answer: Answer) -> Value {
    let text = |name: &str| request[name].as_str().map(str::to_owned);
    match operation {
        "GetIdentityDkimAttributes" => {
            let call = client.call(answer, |ses| {
                let identities = strings(&request["Identities"]);
                ses.get_identity_dkim_attributes().set_identities(Some(identities)).send()
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

/// The result of a call. The client also reports a service error when it cannot read a success. The
/// status distinguishes the two.
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
        Err(error) => reject("error", DisplayErrorContext(error)),
    }
}

/// A value as the caller sees it. Absent members are `false` and `no value was set`.
fn attributes(value: &IdentityDkimAttributes) -> Value {
    Value::Object(present([
        ("DkimEnabled", Some(json!(value.dkim_enabled()))),
        ("DkimVerificationStatus", Some(json!(value.dkim_verification_status().as_str()))),
        ("DkimTokens", value.dkim_tokens.as_ref().map(|tokens| json!(tokens))),
    ]))
}
