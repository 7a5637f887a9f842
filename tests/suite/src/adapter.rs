//! A codec in another process, which speaks the adapter protocol: JSON Lines.

use std::cell::RefCell;
use std::time::Duration;

use crate::codec::{Answer, Codec};
use crate::process::Process;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

const VERSION: u32 = 1;

/// After so many cases in a row without an answer the rest is not asked.
const PATIENCE: u32 = 5;

/// Starting takes longer than answering: interpreters and virtual machines warm up.
const START: u32 = 10;

/// An adapter, as the judge asks it.
#[derive(Debug)]
pub struct Adapter {
    conversation: RefCell<Conversation>,
}

impl Adapter {
    /// Starts the command and greets it.
    ///
    /// # Errors
    ///
    /// When it cannot be started, or does not introduce itself.
    pub fn start(command: &[String], timeout: Duration) -> Result<Self, String> {
        let mut conversation = Conversation {
            command: command.to_vec(),
            timeout,
            process: None,
            implementation: Value::Null,
            ops: None,
            id: 0,
            broken: 0,
        };
        conversation.greet()?;
        Ok(Self { conversation: RefCell::new(conversation) })
    }

    /// What it says of itself.
    #[must_use]
    pub fn implementation(&self) -> Value {
        self.conversation.borrow().implementation.clone()
    }

    fn ask(&self, op: &str, members: Value) -> Answer {
        self.conversation.borrow_mut().ask(op, members)
    }
}

/// What is said to a process, which is started again after it broke.
#[derive(Debug)]
struct Conversation {
    command: Vec<String>,
    timeout: Duration,
    process: Option<Process>,
    implementation: Value,
    /// What it can do, when it says so.
    ops: Option<Vec<String>>,
    id: u64,
    broken: u32,
}

impl Conversation {
    /// Starts the process and asks who it is; it is killed when it does not say.
    fn greet(&mut self) -> Result<(), String> {
        self.process = Some(Process::start(&self.command)?);
        self.introduce().map_err(|why| {
            self.kill();
            format!("at the start: {why}")
        })
    }

    fn introduce(&mut self) -> Result<(), String> {
        let timeout = self.timeout.saturating_mul(START);
        let reply = self.exchange(json!({ "op": "start", "version": VERSION }), timeout)?;
        let implementation = reply.get("implementation").filter(|value| value.is_object());
        self.implementation = implementation.cloned().ok_or_else(|| {
            format!("expected an implementation, got {:?}", shorten(&json!(reply).to_string()))
        })?;
        let ops = reply.get("ops").and_then(Value::as_array);
        let names =
            |ops: &Vec<Value>| ops.iter().filter_map(Value::as_str).map(Into::into).collect();
        self.ops = ops.map(names);
        Ok(())
    }

    fn kill(&mut self) {
        self.process.take().into_iter().for_each(Process::kill);
    }

    /// One request and its reply.
    fn exchange(
        &mut self,
        request: Value,
        timeout: Duration,
    ) -> Result<Map<String, Value>, String> {
        self.id += 1;
        let mut line = json!({ "id": self.id });
        merge(&mut line, request);
        let process = self.process.as_ref().ok_or("the process is not running")?;
        let reply = process.exchange(format!("{line}\n"), timeout)?;
        let text = String::from_utf8_lossy(&reply);
        let garbage = || format!("expected a JSON object, got {:?}", shorten(text.trim_end()));
        let reply: Map<String, Value> = serde_json::from_slice(&reply).map_err(|_| garbage())?;
        if reply.get("id") != Some(&json!(self.id)) {
            let id = reply.get("id");
            return Err(format!("expected the id {}, got {id:?}", self.id));
        }
        Ok(reply)
    }

    /// The answer to a request; whatever is none costs the process its life.
    fn ask(&mut self, op: &str, members: Value) -> Answer {
        if self.ops.as_ref().is_some_and(|ops| !ops.iter().any(|known| known == op)) {
            return Answer::Unsupported;
        }
        if self.broken >= PATIENCE {
            return Answer::Broken(format!("not asked after {PATIENCE} cases without an answer"));
        }
        let mut request = json!({ "op": op });
        merge(&mut request, members);
        match self.try_ask(request) {
            Ok(answer) => {
                self.broken = 0;
                answer
            }
            Err(why) => {
                self.broken += 1;
                self.kill();
                Answer::Broken(why)
            }
        }
    }

    fn try_ask(&mut self, request: Value) -> Result<Answer, String> {
        if self.process.is_none() {
            self.greet()?;
        }
        let reply = self.exchange(request, self.timeout)?;
        answer(&reply)
    }
}

/// A reply without its id, as the judge knows it.
pub(crate) fn answer(reply: &Map<String, Value>) -> Result<Answer, String> {
    const OUTCOMES: [&str; 4] = ["ok", "error_response", "reject", "unsupported"];
    let nonsense = || format!("expected one outcome, got {:?}", shorten(&json!(reply).to_string()));
    let mut outcomes = OUTCOMES.iter().filter_map(|key| Some((*key, reply.get(*key)?)));
    let (Some(outcome), None) = (outcomes.next(), outcomes.next()) else {
        return Err(nonsense());
    };
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(ToOwned::to_owned);
    match outcome {
        ("ok", value @ Value::Object(_)) => Ok(Answer::Ok(value.clone())),
        ("error_response", error @ Value::Object(_)) => {
            Ok(Answer::ErrorResponse { error: error.clone(), body: text(reply.get("body")) })
        }
        ("reject", Value::Object(reject)) => Ok(Answer::Reject {
            code: text(reject.get("code")).ok_or_else(nonsense)?,
            message: text(reject.get("message")).unwrap_or_default(),
            offset: reject.get("offset").and_then(Value::as_u64).and_then(|at| at.try_into().ok()),
        }),
        ("unsupported", Value::Bool(true)) => Ok(Answer::Unsupported),
        _ => Err(nonsense()),
    }
}

fn merge(into: &mut Value, members: Value) {
    if let (Value::Object(into), Value::Object(members)) = (into, members) {
        into.extend(members);
    }
}

/// The beginning of a text that may be endless.
pub(crate) fn shorten(text: &str) -> String {
    text.chars().take(120).collect()
}

impl Codec for Adapter {
    fn encode_request(&self, identities: &[&str]) -> Answer {
        self.ask("encode_request", json!({ "identities": identities }))
    }

    fn decode_request(&self, body: &[u8]) -> Answer {
        let body = STANDARD.encode(body);
        self.ask("decode_request", json!({ "body_b64": body }))
    }

    fn decode_response(&self, status: u16, request_id: Option<&str>, body: &[u8]) -> Answer {
        let body = STANDARD.encode(body);
        let members =
            json!({ "status": status, "request_id_header": request_id, "body_b64": body });
        self.ask("decode_response", members)
    }

    fn encode_response(&self, response: &Value, indented: bool) -> Answer {
        let members = json!({ "response": response, "indented": indented });
        self.ask("encode_response", members)
    }

    fn encode_error(&self, error: &Value, indented: bool) -> Answer {
        let members = json!({ "error_response": error, "indented": indented });
        self.ask("encode_error", members)
    }

    fn check_xml(&self, body: &[u8]) -> Answer {
        let body = STANDARD.encode(body);
        self.ask("check_xml", json!({ "body_b64": body }))
    }
}
