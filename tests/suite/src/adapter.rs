//! An implementation in another process, which uses the adapter protocol (JSON Lines).

use std::cell::RefCell;
use std::ffi::OsString;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::PROTOCOL;
use crate::breaker::CircuitBreaker;
use crate::codec::{Answer, Codec};
use crate::display::{quote, shorten};
use crate::implementation::Implementation;
use crate::process::Process;
use crate::question::Question;

/// The factor for the timeout of the start, which is slow in interpreters and virtual machines.
pub(crate) const START: u32 = 10;

/// A process that answers questions. It is restarted after a failure.
#[derive(Debug)]
pub struct Adapter {
    conversation: RefCell<Conversation>,
    breaker: CircuitBreaker,
}

impl Adapter {
    /// Starts the command, and asks it to describe itself.
    ///
    /// # Errors
    ///
    /// When it cannot be started, or does not describe itself.
    pub fn start(command: &[OsString], timeout: Duration) -> Result<Self, String> {
        let mut conversation = Conversation {
            command: command.to_vec(),
            timeout,
            process: None,
            implementation: Implementation::default(),
            id: 0,
        };
        conversation.start_process()?;
        let breaker = CircuitBreaker::default();
        Ok(Self { conversation: RefCell::new(conversation), breaker })
    }
}

impl Codec for Adapter {
    fn implementation(&self) -> Implementation {
        self.conversation.borrow().implementation.clone()
    }

    fn answer(&self, question: &Question) -> Answer {
        let asked = self.breaker.ask(|| self.conversation.borrow_mut().ask(question));
        asked.unwrap_or_else(Answer::from)
    }
}

#[derive(Debug)]
struct Conversation {
    command: Vec<OsString>,
    timeout: Duration,
    process: Option<Process>,
    implementation: Implementation,
    id: u64,
}

impl Conversation {
    /// Starts the process and sends `start`. The process is killed if the reply is invalid.
    fn start_process(&mut self) -> Result<(), String> {
        self.process = Some(Process::start(&self.command)?);
        self.describe().map_err(|why| {
            self.kill();
            format!("at the start: {why}")
        })
    }

    fn describe(&mut self) -> Result<(), String> {
        let start =
            Map::from_iter([("op".into(), "start".into()), ("version".into(), PROTOCOL.into())]);
        let timeout = self.timeout.saturating_mul(START);
        let reply = self.exchange(start, timeout)?;
        self.implementation = description(&reply)?;
        Ok(())
    }

    fn kill(&mut self) {
        self.process.take().into_iter().for_each(Process::kill);
    }

    /// One request and its reply.
    fn exchange(
        &mut self,
        mut request: Map<String, Value>,
        timeout: Duration,
    ) -> Result<Map<String, Value>, String> {
        self.id += 1;
        request.insert("id".into(), self.id.into());
        let process = self.process.as_ref().ok_or("the process is not running")?;
        let line = process.exchange(format!("{}\n", Value::Object(request)), timeout)?;
        let reply = object(&line)?;
        match reply.get("id") {
            Some(id) if *id == json!(self.id) => Ok(reply),
            Some(id) => Err(format!("expected the id of the request, found {}", kind(id))),
            None => Err("expected the id of the request, found none".into()),
        }
    }

    /// The answer to a question. A process without an answer is killed.
    fn ask(&mut self, question: &Question) -> Result<Answer, String> {
        let answer = self.try_ask(question);
        if answer.is_err() {
            self.kill();
        }
        answer
    }

    fn try_ask(&mut self, question: &Question) -> Result<Answer, String> {
        if self.process.is_none() {
            self.start_process()?;
        }
        let reply = self.exchange(question.to_request(), self.timeout)?;
        Answer::from_reply(&reply)
    }
}

/// The type of an id, without its value, so that causes can be grouped.
const fn kind(id: &Value) -> &'static str {
    match id {
        Value::Number(_) => "another number",
        _ => "another value",
    }
}

/// The object in a line.
pub(crate) fn object(line: &[u8]) -> Result<Map<String, Value>, String> {
    let text = String::from_utf8_lossy(line);
    serde_json::from_slice(line)
        .map_err(|_| format!("expected a JSON object, found {}", quote(&shorten(text.trim_end()))))
}

/// The implementation in the reply to `start`.
pub(crate) fn description(reply: &Map<String, Value>) -> Result<Implementation, String> {
    match reply.get("version") {
        Some(version) if *version == json!(PROTOCOL) => Implementation::from_reply(reply),
        Some(version) => {
            Err(format!("expected version {PROTOCOL} of the protocol, found {version}"))
        }
        None => Err(format!(
            "expected version {PROTOCOL} of the protocol, found {}",
            shorten(&json!(reply).to_string())
        )),
    }
}
