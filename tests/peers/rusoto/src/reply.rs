//! The result of a call, in the shape of the protocol.

use peer_lines::{present, reject};
use rusoto_core::RusotoError;
use rusoto_ses::IdentityDkimAttributes;
use serde_json::{json, Value};

/// The result of a call. The client has no errors for these operations: it returns the HTTP
/// response.
pub fn reply<T, E: std::error::Error + 'static>(
    call: Result<T, RusotoError<E>>,
    value: impl FnOnce(T) -> Value,
) -> Value {
    match call {
        Ok(output) => {
            let mut value = value(output);
            value["ResponseMetadata"] = json!({});
            json!({ "ok": value })
        }
        Err(RusotoError::Unknown(response)) => {
            json!({ "error_response": { "status": response.status.as_u16(), "Error": {} } })
        }
        Err(error) => reject("error", error),
    }
}

pub fn attributes(value: IdentityDkimAttributes) -> Value {
    Value::Object(present([
        ("DkimEnabled", Some(json!(value.dkim_enabled))),
        ("DkimVerificationStatus", Some(json!(value.dkim_verification_status))),
        ("DkimTokens", value.dkim_tokens.map(|tokens| json!(tokens))),
    ]))
}
