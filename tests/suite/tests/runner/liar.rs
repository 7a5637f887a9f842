//! Adapters that lie, one way each. They greet honestly, so that only the case betrays them, unless
//! the greeting is the lie.

use std::io::{self, BufRead as _, Read as _, Write as _};
use std::process::ExitCode;
use std::{env, thread};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use ses_dkim_conformance::{Expectation, Kind, vectors};

/// How many requests the adapter that dies answers before it does.
pub(crate) const LIFE: usize = 100;

/// Answers line by line, in the way of this lie.
pub(crate) fn main(lie: &str) -> ExitCode {
    let mut out = io::stdout().lock();
    for (count, line) in io::stdin().lock().lines().enumerate() {
        let request: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let greeted = request["op"] == "start";
        let reply = match lie {
            "garbage-from-the-start" => "hello?".to_owned(),
            "silence-from-the-start" => sleep(),
            "death-from-the-start" => return ExitCode::FAILURE,
            _ if greeted => greeting(&request, lie),
            "always-accepts" => reply(&request, ("ok", documented())),
            "always-refuses" => reply(&request, ("reject", json!({ "code": "no" }))),
            "supports-nothing" => reply(&request, ("unsupported", json!(true))),
            "hangs" => sleep(),
            "prints-garbage" => "<html>".to_owned(),
            "prints-without-end" => endless(&mut out),
            "dies-midway" if count > LIFE => return ExitCode::FAILURE,
            "echoes-a-wrong-id" => {
                let id = request["id"].as_u64().unwrap() + 1;
                reply(&json!({ "id": id }), honest(&request))
            }
            "answers-twice" => {
                let line = reply(&request, honest(&request));
                format!("{line}\n{line}")
            }
            "says-yes-and-no" => {
                json!({ "id": request["id"], "ok": {}, "reject": { "code": "no" } }).to_string()
            }
            _ => reply(&request, honest(&request)),
        };
        writeln!(out, "{reply}").and_then(|()| out.flush()).unwrap();
    }
    ExitCode::SUCCESS
}

/// Answers the one case of the environment.
pub(crate) fn one_shot(lie: &str) -> ExitCode {
    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body).unwrap();
    let status = env::var("SES_STATUS").ok().and_then(|status| status.parse().ok());
    let header = env::var("SES_REQUEST_ID_HEADER").ok();
    let (key, value) = match (lie, status) {
        ("hangs", Some(_)) => return sleep(),
        ("always-refuses", Some(_)) => ("reject", json!({ "code": "no" })),
        (_, Some(status)) => answer(status, header.as_deref(), &body),
        (_, None) => ("unsupported", json!(true)),
    };
    println!("{}", json!({ key: value }));
    if lie == "fails-after-the-answer" { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn greeting(request: &Value, lie: &str) -> String {
    let implementation = json!({ "name": lie, "version": "1", "language": "Rust" });
    let id = &request["id"];
    json!({ "id": id, "implementation": implementation, "ops": ["decode_response"] }).to_string()
}

fn reply(request: &Value, (key, value): (&str, Value)) -> String {
    json!({ "id": request["id"], key: value }).to_string()
}

/// What the vector of this body expects.
fn honest(request: &Value) -> (&'static str, Value) {
    let body = STANDARD.decode(request["body_b64"].as_str().unwrap()).unwrap();
    let status = request["status"].as_u64().unwrap().try_into().unwrap();
    let header = request["request_id_header"].as_str();
    answer(status, header, &body)
}

fn answer(status: u16, header: Option<&str>, body: &[u8]) -> (&'static str, Value) {
    let asked = vectors().into_iter().find(|vector| {
        let same = (vector.status, vector.request_id_header.as_deref()) == (status, header);
        same && vector.body == body && vector.kind() != Kind::Request && vector.input.is_none()
    });
    match asked.expect("a vector is asked").expectation {
        Expectation::Ok { value } => ("ok", value),
        Expectation::ErrorResponse { error, .. } => ("error_response", error),
        Expectation::Reject { code, .. } => ("reject", json!({ "code": code })),
        other => panic!("{other:?}"),
    }
}

fn documented() -> Value {
    json!({
        "DkimAttributes": { "example.com": { "DkimEnabled": true } },
        "ResponseMetadata": {},
    })
}

fn sleep<T>() -> T {
    loop {
        thread::park();
    }
}

fn endless<T>(out: &mut impl io::Write) -> T {
    let text = [b'a'; 1 << 16];
    loop {
        out.write_all(&text).unwrap();
    }
}
