//! The adapter protocol for clients in Rust: reads questions, asks the client, writes its answers.

use std::fmt::Display;
use std::io::{self, BufRead, Write};
use std::panic::{catch_unwind, AssertUnwindSafe};

use base64::engine::general_purpose::STANDARD;
use base64::Engine as _;
use serde_json::{json, Map, Value};

/// The operations of the suite.
pub const OPERATIONS: [&str; 3] =
    ["GetIdentityDkimAttributes", "VerifyDomainDkim", "SetIdentityDkimEnabled"];

/// An answer of the service.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// A client. Each method returns the reply of the protocol, without its id.
pub trait Client {
    /// The reply to `start`, without the version of the protocol.
    fn describe(&self) -> Value;

    /// The form that a call sends.
    fn encode_request(&self, operation: &str, request: &Value) -> Value;

    /// The result that a caller gets for an answer.
    fn decode_response(&self, operation: &str, answer: Answer) -> Value;

    /// The retry class of an error. A client that has none leaves `classify` out of its `ops`.
    fn classify(&self, _status: Option<u16>, _code: Option<&str>) -> Value {
        json!({ "unsupported": true })
    }
}

/// Answers every line of standard input until it ends.
pub fn serve(client: &impl Client) -> io::Result<()> {
    // A panic is reported as a refusal, so its message is not printed.
    std::panic::set_hook(Box::new(|_| ()));
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let question: Value = serde_json::from_str(&line?)?;
        let reply = catch_unwind(AssertUnwindSafe(|| answer(client, &question)));
        let mut reply = reply.unwrap_or_else(|_| reject("panic", "the client panicked"));
        reply["id"] = question["id"].clone();
        writeln!(out, "{reply}")?;
        out.flush()?;
    }
    Ok(())
}

fn answer(client: &impl Client, question: &Value) -> Value {
    let operation = question["operation"].as_str().unwrap_or("GetIdentityDkimAttributes");
    match question["op"].as_str() {
        Some("start") => {
            let mut reply = client.describe();
            reply["version"] = json!(2);
            reply
        }
        Some("encode_request") => client.encode_request(operation, &question["request"]),
        Some("decode_response") => client.decode_response(operation, sent(question)),
        Some("classify") => client.classify(status(question), question["code"].as_str()),
        _ => json!({ "unsupported": true }),
    }
}

/// The answer in a question. Header values are trimmed, as every HTTP client does.
fn sent(question: &Value) -> Answer {
    let headers = question["headers"].as_object().into_iter().flatten();
    let text = |value: &Value| value.as_str().expect("a header is a string").trim().to_owned();
    Answer {
        status: status(question).expect("decode_response has a status"),
        headers: headers.map(|(name, value)| (name.clone(), text(value))).collect(),
        body: STANDARD
            .decode(question["body_b64"].as_str().expect("decode_response has a body"))
            .expect("a body is Base64"),
    }
}

fn status(question: &Value) -> Option<u16> {
    let status = question["status"].as_u64()?;
    Some(u16::try_from(status).expect("a status has three digits"))
}

/// An empty answer, for calls whose answer does not matter.
pub fn empty_answer(operation: &str) -> Answer {
    let metadata = "<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>";
    let result = match operation {
        "GetIdentityDkimAttributes" => "<DkimAttributes/>",
        "VerifyDomainDkim" => "<DkimTokens/>",
        _ => "",
    };
    let body = format!(
        "<{operation}Response><{operation}Result>{result}</{operation}Result>{metadata}</{operation}Response>"
    );
    Answer { status: 200, headers: Vec::new(), body: body.into() }
}

/// A plain value for each member of a request, for calls whose request does not matter.
pub fn plain_request() -> Value {
    json!({ "Identities": ["a"], "Domain": "a", "Identity": "a", "DkimEnabled": true })
}

/// The strings of a list.
pub fn strings(list: &Value) -> Vec<String> {
    let list = list.as_array().expect("a list");
    list.iter().map(|item| item.as_str().expect("a string").to_owned()).collect()
}

/// The members that are present.
pub fn present<T: Into<Value>, const N: usize>(
    members: [(&str, Option<T>); N],
) -> Map<String, Value> {
    let member = |(name, value): (&str, Option<T>)| Some((name.to_owned(), value?.into()));
    members.into_iter().filter_map(member).collect()
}

/// A refusal.
pub fn reject(code: &str, message: impl Display) -> Value {
    json!({ "reject": { "code": code, "message": message.to_string(), "offset": null } })
}
