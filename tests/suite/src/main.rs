//! Judges a codec in any language by the vectors of the suite: starts COMMAND, asks it one case after
//! the other, and says what it got wrong.
//!
//! COMMAND speaks JSON Lines: see `protocol.md`. The exit status is 0 when it is conformant, 1 when it
//! is not, 2 when that could not be found out.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use serde_json::json;
use ses_dkim_conformance::{Adapter, Codec, OneShot, Report, Vector, check, vectors};

mod command;

use command::arguments::{self, Arguments, Task, USAGE};
use command::collect;
use command::failures::FailureList;

const NOT_CONFORMANT: u8 = 1;
const COULD_NOT_RUN: u8 = 2;

fn main() -> ExitCode {
    command(std::env::args().skip(1))
}

/// The whole program.
pub(crate) fn command(arguments: impl Iterator<Item = String>) -> ExitCode {
    let outcome = match arguments::parse(arguments) {
        Ok(Task::Help) => {
            println!("{USAGE}");
            Ok(true)
        }
        Ok(Task::WriteVectors) => write_vectors(),
        Ok(Task::CheckVectors) => check_vectors(),
        Ok(Task::Judge(arguments)) => judge(&arguments),
        Err(error) => Err(format!("{error}\n\n{USAGE}")),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(NOT_CONFORMANT),
        Err(error) => {
            eprintln!("ses-dkim-conformance: {error}");
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

fn write_vectors() -> Result<bool, String> {
    let text = collect::collect().map_err(|error| error.to_string())?;
    std::fs::write(collect::file(), text).map_err(|error| error.to_string())?;
    Ok(true)
}

fn check_vectors() -> Result<bool, String> {
    let text = collect::collect().map_err(|error| error.to_string())?;
    let fresh = std::fs::read(collect::file()).is_ok_and(|stored| stored == text.as_bytes());
    if !fresh {
        eprintln!("ses-dkim-conformance: vectors/vectors.json is stale: run with --write-vectors");
    }
    Ok(fresh)
}

fn judge(arguments: &Arguments) -> Result<bool, String> {
    let mut list = FailureList::default();
    let vectors = vectors();
    if let Some(path) = &arguments.failures {
        list = FailureList::read(path, arguments.fix)?;
        if !list.knows(&vectors, arguments.fix) {
            return Ok(false);
        }
    }
    let chosen: Vec<Vector> =
        vectors.into_iter().filter(|vector| vector.name.contains(&arguments.only)).collect();
    if chosen.is_empty() {
        return Err(format!("no vector's name holds {:?}", arguments.only));
    }
    let (implementation, report) = if arguments.one_shot {
        let codec = OneShot::new(&arguments.command, arguments.timeout)?;
        (json!(null), ask(&codec, &chosen))
    } else {
        let adapter = Adapter::start(&arguments.command, arguments.timeout)?;
        (adapter.implementation(), ask(&adapter, &chosen))
    };
    if arguments.json {
        println!("{}", json!({ "implementation": implementation, "report": report }));
    } else {
        println!("{report}");
    }
    match &arguments.failures {
        None => Ok(report.is_conformant()),
        Some(path) if arguments.fix => list.fix(&report, path).map(|()| true),
        Some(_) => Ok(list.agrees(&report)),
    }
}

/// Asks every case, the progress shown to a person who watches.
fn ask(codec: &impl Codec, vectors: &[Vector]) -> Report {
    let watched = io::stderr().is_terminal();
    let report = vectors
        .iter()
        .enumerate()
        .map(|(index, vector)| {
            if watched {
                eprint!("\r{}/{} ", index + 1, vectors.len());
            }
            check(codec, vector)
        })
        .collect();
    if watched {
        eprint!("\r                \r");
    }
    report
}
