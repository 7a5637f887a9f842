//! A client of the service. It signs, sends, paces and retries; the codec reads and writes the
//! protocol.
//!
//! `cargo run --manifest-path examples/client/Cargo.toml -- --region eu-west-1 status example.com`
//! uses the credentials of the environment (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
//! `AWS_SESSION_TOKEN`). `--help` lists the commands. The client is a separate package, so that
//! TLS and signing are not dependencies of the codec.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the codec has no clock and no environment, a client has both"
)]

mod access;
mod arguments;
mod call;
mod commands;
mod print;

use std::env;
use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;

use crate::access::Access;
use crate::arguments::{Arguments, HELP, USAGE};
use crate::call::Caller;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            print::report(&chain(&*error));
            ExitCode::FAILURE
        }
    }
}

/// Runs the command of the arguments, and returns whether everything was done.
fn run() -> Result<bool> {
    let Some(arguments) = Arguments::read(env::args_os().skip(1), &mut io::stdin().lock())? else {
        writeln!(io::stdout(), "{USAGE}\n\n{HELP}")?;
        return Ok(true);
    };
    let access = Access::new(&arguments, variable)?;
    let region = access.region.clone();
    let mut caller = Caller::new(access);
    commands::run(&mut caller, &arguments, &region)
}

/// An environment variable; `None` if it is absent or empty.
fn variable(name: &str) -> Result<Option<String>> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => {
            Err(format!("found bytes in {name} that are not UTF-8, expected text").into())
        }
    }
}

/// An error and its sources, as one text.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str("; ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}
