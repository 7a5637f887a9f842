//! A codec that is a script: started anew for each case, the body on its standard input.
//!
//! The environment says what to do: `SES_OPERATION` (`decode_response`, …), `SES_STATUS`,
//! `SES_REQUEST_ID_HEADER` when there is one, `SES_INDENTED=1` when it is asked for. What is to be
//! written comes as JSON. The answer is one JSON object: `ok`, `error_response`, `reject` or
//! `unsupported`; the exit status is 0.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::adapter::{answer, shorten};
use crate::codec::{Answer, Codec};
use crate::process::wait;
use serde_json::{Value, json};

/// No honest answer is longer.
const LIMIT: u64 = 32 << 20;

/// A command that answers one case.
#[derive(Debug)]
pub struct OneShot {
    command: Vec<String>,
    timeout: Duration,
}

type Environment<'a> = [(&'a str, Option<String>)];

impl OneShot {
    /// Starts the command once, to see that it can be.
    ///
    /// # Errors
    ///
    /// When it cannot be started.
    pub fn new(command: &[String], timeout: Duration) -> Result<Self, String> {
        let one_shot = Self { command: command.to_vec(), timeout };
        let mut child = one_shot
            .command("start", &[])
            .spawn()
            .map_err(|error| format!("cannot start {}: {error}", command.join(" ")))?;
        drop(child.stdin.take());
        drop(child.stdout.take());
        // Whether it knows this operation does not matter.
        wait(&mut child, timeout).ok();
        Ok(one_shot)
    }

    fn command(&self, operation: &str, environment: &Environment<'_>) -> Command {
        let mut words = self.command.iter();
        let mut command = Command::new(words.next().map_or("", |program| program));
        command.args(words).env("SES_OPERATION", operation);
        for (name, value) in environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        command
    }

    fn ask(&self, operation: &str, environment: &Environment<'_>, input: &[u8]) -> Answer {
        self.try_ask(operation, environment, input).unwrap_or_else(Answer::Broken)
    }

    fn try_ask(
        &self,
        operation: &str,
        environment: &Environment<'_>,
        input: &[u8],
    ) -> Result<Answer, String> {
        let mut child =
            self.command(operation, environment).spawn().map_err(|error| error.to_string())?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let input = input.to_vec();
        // A script that does not read its input has no use for it.
        thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
        let (send, output) = mpsc::channel();
        thread::spawn(move || {
            let mut text = Vec::new();
            stdout.map(|stdout| stdout.take(LIMIT).read_to_end(&mut text));
            send.send(text)
        });
        if !wait(&mut child, self.timeout)? {
            return Err("ended with a status of failure".into());
        }
        let output = output.recv_timeout(self.timeout).map_err(|error| error.to_string())?;
        let text = String::from_utf8_lossy(&output);
        let garbage = |_| format!("expected a JSON object, got {:?}", shorten(text.trim_end()));
        answer(&serde_json::from_slice(&output).map_err(garbage)?)
    }

    fn write(&self, operation: &str, value: &Value, indented: bool) -> Answer {
        let indented = indented.then(|| "1".to_owned());
        self.ask(operation, &[("SES_INDENTED", indented)], value.to_string().as_bytes())
    }
}

impl Codec for OneShot {
    fn encode_request(&self, identities: &[&str]) -> Answer {
        self.write("encode_request", &json!(identities), false)
    }

    fn decode_request(&self, body: &[u8]) -> Answer {
        self.ask("decode_request", &[], body)
    }

    fn decode_response(&self, status: u16, request_id: Option<&str>, body: &[u8]) -> Answer {
        let environment = [
            ("SES_STATUS", Some(status.to_string())),
            ("SES_REQUEST_ID_HEADER", request_id.map(ToOwned::to_owned)),
        ];
        self.ask("decode_response", &environment, body)
    }

    fn encode_response(&self, response: &Value, indented: bool) -> Answer {
        self.write("encode_response", response, indented)
    }

    fn encode_error(&self, error: &Value, indented: bool) -> Answer {
        self.write("encode_error", error, indented)
    }

    fn check_xml(&self, body: &[u8]) -> Answer {
        self.ask("check_xml", &[], body)
    }
}
