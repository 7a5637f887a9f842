//! An implementation that is started for each question, with the body on its standard input.

use std::ffi::OsString;
use std::io::{Read as _, Write as _};
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::adapter::{START, description, object};
use crate::breaker::CircuitBreaker;
use crate::codec::{Answer, Codec};
use crate::implementation::Implementation;
use crate::process::Group;
use crate::question::{Input, Question};

/// The longest output that is read.
const LIMIT: u64 = 32 << 20;

/// A command that answers one question.
#[derive(Debug)]
pub struct OneShot {
    command: Vec<OsString>,
    timeout: Duration,
    implementation: Implementation,
    breaker: CircuitBreaker,
}

type Environment = Vec<(&'static str, Option<String>)>;

impl OneShot {
    /// Starts the command once with the op `start`. It may describe itself, as an adapter does. If
    /// it prints nothing, it has no name and is asked everything.
    ///
    /// # Errors
    ///
    /// When it cannot be started, or its output is not a description.
    pub fn new(command: &[OsString], timeout: Duration) -> Result<Self, String> {
        let implementation = Implementation::default();
        let breaker = CircuitBreaker::default();
        let mut one_shot = Self { command: command.to_vec(), timeout, implementation, breaker };
        let (_, output) =
            one_shot.output("start", Vec::new(), Vec::new(), timeout.saturating_mul(START))?;
        if !output.trim_ascii().is_empty() {
            one_shot.implementation = object(&output)
                .and_then(|reply| description(&reply))
                .map_err(|why| format!("at the start: {why}"))?;
        }
        Ok(one_shot)
    }

    /// Runs the command once. Returns whether it succeeded, and its output.
    fn output(
        &self,
        op: &str,
        environment: Environment,
        input: Vec<u8>,
        timeout: Duration,
    ) -> Result<(bool, Vec<u8>), String> {
        let [program, arguments @ ..] = &*self.command else {
            return Err("expected a COMMAND, found none".into());
        };
        let mut command = Command::new(program);
        command.args(arguments).env("SES_OP", op);
        for (name, value) in environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let mut group = Group::start(&mut command)?;
        let (stdin, stdout) = (group.take_input(), group.take_output());
        // A script may end without reading its input, so a failure to write it is not an error.
        thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
        let (send, output) = mpsc::channel();
        thread::spawn(move || {
            let mut text = Vec::new();
            stdout.map(|stdout| stdout.take(LIMIT).read_to_end(&mut text));
            send.send(text)
        });
        let succeeded = group.wait(timeout)?;
        let output = output.recv_timeout(timeout).map_err(|error| error.to_string())?;
        Ok((succeeded, output))
    }

    fn try_answer(&self, question: &Question) -> Result<Answer, String> {
        let (environment, input) = environment_and_input(question);
        let (succeeded, output) = self.output(question.op(), environment, input, self.timeout)?;
        if !succeeded {
            return Err("it exited with a failure status".into());
        }
        Answer::from_reply(&object(&output)?)
    }
}

impl Codec for OneShot {
    fn implementation(&self) -> Implementation {
        self.implementation.clone()
    }

    fn answer(&self, question: &Question) -> Answer {
        self.breaker.ask(|| self.try_answer(question)).unwrap_or_else(Answer::from)
    }
}

/// A question as environment variables and standard input.
fn environment_and_input(question: &Question) -> (Environment, Vec<u8>) {
    let mut status_given = None;
    let mut content_type_given = None;
    let mut headers_given = None;
    let input = match &question.input {
        Input::EncodeRequest { request } => text(request),
        Input::DecodeRequest { content_type, body } => {
            content_type_given.clone_from(content_type);
            body.0.clone()
        }
        Input::DecodeResponse { status, headers, body } => {
            status_given = Some(status.to_string());
            headers_given = Some(json!(headers).to_string());
            body.0.clone()
        }
        Input::EncodeResponse { response } => text(response),
        Input::EncodeError { error_response } => text(error_response),
        Input::CheckXml { body } => body.0.clone(),
        Input::Classify { status, code } => text(&json!({ "status": status, "code": code })),
        Input::CnameRecords { identity, tokens, zone } => {
            text(&json!({ "identity": identity, "tokens": tokens, "zone": zone }))
        }
    };
    let operation = question.operation.flatten().map(|operation| operation.to_string());
    let environment = vec![
        ("SES_OPERATION", operation),
        ("SES_STATUS", status_given),
        ("SES_CONTENT_TYPE", content_type_given),
        ("SES_HEADERS", headers_given),
    ];
    (environment, input)
}

fn text(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}
