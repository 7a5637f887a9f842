//! Adapters: an honest one that knows every answer, and others that each lie in one way. Their
//! reply to `start` is honest, unless it is the lie.

use std::collections::{HashMap, HashSet};
use std::io::{self, BufRead as _, Read as _, Write as _};
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;
use std::{env, fs, thread};

use serde_json::{Map, Value, json};
use ses_dkim_conformance::{Expectation, Level, OPS, controls, vectors};

/// How many requests the crashing adapter answers before it crashes.
pub(crate) const ANSWERS_BEFORE_CRASH: usize = 100;

/// How long the slow script takes to start: longer than it may take for an answer.
const SLOW_START: Duration = Duration::from_secs(4);

/// The vector that some liars are wrong about.
pub(crate) const VICTIM: &str = "R1-001";

/// The answer to every question, by the request without its id.
struct Answers {
    by_request: HashMap<String, (String, &'static str, Value)>,
    /// The requests of required vectors.
    required: HashSet<String>,
}

impl Answers {
    fn new() -> Self {
        let mut by_request: HashMap<String, (String, &'static str, Value)> = HashMap::new();
        for vector in vectors().chain(controls()) {
            let request = Value::Object(vector.question.to_request()).to_string();
            let (key, value) = spell(&vector.expectation);
            match by_request.get_mut(&request) {
                // Two vectors with the same question list different fields of the answer.
                Some((_, _, known)) => merge(known, value),
                None => drop(by_request.insert(request, (vector.id.clone(), key, value))),
            }
        }
        let required = vectors().filter(|vector| vector.level == Level::Required);
        let required = required.map(|vector| Value::Object(vector.question.to_request()));
        Self { by_request, required: required.map(|request| request.to_string()).collect() }
    }

    /// The id of the vector, and the reply that it expects.
    fn find(&self, request: &Value) -> (&str, &'static str, Value) {
        let (id, key, value) = &self.by_request[&without_id(request)];
        (id, key, value.clone())
    }

    fn is_required(&self, request: &Value) -> bool {
        self.required.contains(&without_id(request))
    }
}

fn without_id(request: &Value) -> String {
    let mut asked = request.as_object().unwrap().clone();
    asked.remove("id");
    Value::Object(asked).to_string()
}

fn merge(into: &mut Value, other: Value) {
    match (into, other) {
        (Value::Object(into), Value::Object(other)) => {
            for (key, value) in other {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, other) => *into = other,
    }
}

fn spell(expectation: &Expectation) -> (&'static str, Value) {
    match expectation {
        Expectation::Ok(value) => ("ok", value.clone().into()),
        Expectation::ErrorResponse(error) => ("error_response", error.clone().into()),
        Expectation::Reject(_) => ("reject", json!({ "code": "no", "message": "no" })),
        Expectation::Any(outcomes) => spell(&outcomes[0]),
        other => panic!("{other:?}"),
    }
}

/// Answers line by line, with a lie.
pub(crate) fn main(lie: &str) -> ExitCode {
    let answers = Answers::new();
    let mut out = io::stdout().lock();
    for (count, line) in io::stdin().lock().lines().enumerate() {
        let request: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let reply = match lie {
            "garbage-from-the-start" => "hello?".to_owned(),
            "silence-from-the-start" => sleep(),
            "death-from-the-start" => return ExitCode::FAILURE,
            _ if request["op"] == "start" => description(&request, lie),
            "always-accepts" => reply(&request, "ok", &accepted()),
            "always-refuses" => reply(&request, "reject", &json!({ "code": "no" })),
            "supports-nothing" => reply(&request, "unsupported", &json!(true)),
            "hangs" => sleep(),
            "prints-garbage" => "<html>".to_owned(),
            "prints-without-end" => endless(&mut out),
            "dodges-what-is-required" if count > controls().len() => dodge(&answers, &request),
            "dies-midway" if count > ANSWERS_BEFORE_CRASH => return ExitCode::FAILURE,
            "dies-for-good" if fs::exists(env::args().nth(3).unwrap()).unwrap() => {
                return ExitCode::FAILURE;
            }
            _ => lying_reply(&answers, &request, lie),
        };
        writeln!(out, "{reply}").and_then(|()| out.flush()).unwrap();
    }
    ExitCode::SUCCESS
}

/// Does not support what is required, and is wrong about the rest.
fn dodge(answers: &Answers, request: &Value) -> String {
    match answers.find(request) {
        _ if answers.is_required(request) => reply(request, "unsupported", &json!(true)),
        (_, "reject", _) => reply(request, "ok", &accepted()),
        _ => reply(request, "reject", &json!({ "code": "no" })),
    }
}

/// The reply of a lying adapter that knows the right one.
fn lying_reply(answers: &Answers, request: &Value, lie: &str) -> String {
    let (id, key, mut value) = answers.find(request);
    match lie {
        "echoes-a-wrong-id" => {
            let other = json!({ "id": request["id"].as_u64().unwrap() + 1 });
            return reply(&other, key, &value);
        }
        "answers-twice" => {
            let line = reply(request, key, &value);
            return format!("{line}\n{line}");
        }
        "says-yes-and-no" => {
            return json!({ "id": request["id"], "ok": {}, "reject": { "code": "no" } })
                .to_string();
        }
        "is-wrong-once" if id == VICTIM => {
            value["DkimAttributes"]["example.com"]["DkimEnabled"] = json!(false);
        }
        "loses-the-type" | "omits-the-type" => {
            value["Error"].as_object_mut().and_then(|error| error.remove("Type"));
        }
        "dies-for-good" if id == VICTIM => {
            fs::write(env::args().nth(3).unwrap(), "").unwrap();
        }
        "leaves-a-child" => leave_a_child(&env::args().nth(3).unwrap()),
        _ => {}
    }
    reply(request, key, &value)
}

/// Starts a process that would outlive this one, and writes its id to a file.
fn leave_a_child(note: &str) {
    if !fs::exists(note).unwrap() {
        let mut sleeper = Command::new("sleep");
        sleeper.arg("600").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        fs::write(note, sleeper.spawn().unwrap().id().to_string()).unwrap();
    }
}

/// Answers the one question of the environment: a classification, or the documented answer.
pub(crate) fn one_shot(lie: &str) -> ExitCode {
    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body).unwrap();
    let asked = env::var("SES_OP").unwrap();
    let by_body = vectors().chain(controls()).find(|vector| {
        let headers = env::var("SES_HEADERS").is_ok_and(|headers| headers == "{}");
        vector.question.op() == asked && headers && vector.question.body() == Some(&body)
    });
    let (key, value) = match (lie, &*asked) {
        (_, "start") => {
            if lie == "starts-slowly" {
                thread::sleep(SLOW_START);
            }
            return ExitCode::SUCCESS;
        }
        ("hangs", _) => return sleep(),
        ("always-refuses", _) => ("reject", json!({ "code": "no" })),
        (_, "decode_response") => spell(&by_body.unwrap().expectation),
        _ => ("unsupported", json!(true)),
    };
    println!("{}", json!({ key: value }));
    if lie == "fails-after-the-answer" { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn description(request: &Value, lie: &str) -> String {
    let mut description: Map<String, Value> = Map::new();
    description.insert("id".into(), request["id"].clone());
    let version = if lie == "speaks-version-1" { 1 } else { 2 };
    description.insert("version".into(), json!(version));
    let implementation = json!({ "name": lie, "version": "1", "language": "Rust" });
    description.insert("implementation".into(), implementation);
    let ops = match lie {
        "always-accepts" => json!(["decode_response", "decode_request", "check_xml"]),
        "has-an-unknown-op" => json!(["decode"]),
        _ => json!(OPS),
    };
    description.insert("ops".into(), ops);
    match lie {
        "omits-the-type" => description.insert("omits".into(), json!(["Type"])),
        "omits-the-unknown" => description.insert("omits".into(), json!(["Kind"])),
        "folds-the-unknown" => description.insert("folds".into(), json!(["tokens=[]"])),
        _ => None,
    };
    Value::Object(description).to_string()
}

fn reply(request: &Value, key: &str, value: &Value) -> String {
    json!({ "id": request["id"], key: value }).to_string()
}

/// A value with members for every op.
fn accepted() -> Value {
    json!({
        "operation": "GetIdentityDkimAttributes",
        "request": { "Identities": [] },
        "DkimAttributes": { "example.com": { "DkimEnabled": true } },
        "DkimTokens": [],
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
