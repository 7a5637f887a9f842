//! An implementation in another process, which speaks the protocol: JSON Lines.

use std::cell::{Cell, RefCell};
use std::ffi::OsString;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::PROTOCOL;
use crate::codec::{Answer, Codec};
use crate::display::{quote, shorten};
use crate::implementation::Implementation;
use crate::process::Process;
use crate::question::Question;

/// Starting takes longer than answering: interpreters and virtual machines warm up.
const START: u32 = 10;

/// How many questions in a row had no answer.
#[derive(Debug, Default)]
pub(crate) struct Patience {
    broken: Cell<u32>,
}

impl Patience {
    /// After so many questions in a row without an answer the rest is not asked.
    const LIMIT: u32 = 5;

    /// Asks, unless too many questions had no answer.
    pub(crate) fn ask(&self, ask: impl FnOnce() -> Result<Answer, String>) -> Answer {
        if self.broken.get() >= Self::LIMIT {
            return Answer::NotAsked(format!(
                "not asked, after {} questions in a row without an answer",
                Self::LIMIT
            ));
        }
        match ask() {
            Ok(answer) => {
                self.broken.set(0);
                answer
            }
            Err(why) => {
                self.broken.set(self.broken.get() + 1);
                Answer::Broken(why)
            }
        }
    }
}

/// A process that answers questions. It is started again after it broke.
#[derive(Debug)]
pub struct Adapter {
    conversation: RefCell<Conversation>,
    patience: Patience,
}

impl Adapter {
    /// Starts the command, and lets it introduce itself.
    ///
    /// # Errors
    ///
    /// When it cannot be started, or does not introduce itself.
    pub fn start(command: &[OsString], timeout: Duration) -> Result<Self, String> {
        let mut conversation = Conversation {
            command: command.to_vec(),
            timeout,
            process: None,
            implementation: Implementation::default(),
            id: 0,
        };
        conversation.greet()?;
        let patience = Patience::default();
        Ok(Self { conversation: RefCell::new(conversation), patience })
    }
}

impl Codec for Adapter {
    fn implementation(&self) -> Implementation {
        self.conversation.borrow().implementation.clone()
    }

    fn answer(&self, question: &Question) -> Answer {
        self.patience.ask(|| self.conversation.borrow_mut().ask(question))
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
    /// Starts the process and asks who it is; it is ended when it does not say.
    fn greet(&mut self) -> Result<(), String> {
        self.process = Some(Process::start(&self.command)?);
        self.introduce().map_err(|why| {
            self.kill();
            format!("at the start: {why}")
        })
    }

    fn introduce(&mut self) -> Result<(), String> {
        let start =
            Map::from_iter([("op".into(), "start".into()), ("version".into(), PROTOCOL.into())]);
        let timeout = self.timeout.saturating_mul(START);
        let reply = self.exchange(start, timeout)?;
        self.implementation = introduction(&reply)?;
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

    /// The answer to a question. A process that gives none is ended.
    fn ask(&mut self, question: &Question) -> Result<Answer, String> {
        let answer = self.try_ask(question);
        if answer.is_err() {
            self.kill();
        }
        answer
    }

    fn try_ask(&mut self, question: &Question) -> Result<Answer, String> {
        if self.process.is_none() {
            self.greet()?;
        }
        let reply = self.exchange(question.to_request(), self.timeout)?;
        Answer::from_reply(&reply)
    }
}

/// What an id is, without its value, so that causes can be grouped.
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

/// What the reply to `start` says.
pub(crate) fn introduction(reply: &Map<String, Value>) -> Result<Implementation, String> {
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
