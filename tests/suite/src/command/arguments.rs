//! The command line.

use std::path::PathBuf;
use std::time::Duration;

pub(crate) const USAGE: &str = "\
usage: ses-dkim-conformance [OPTIONS] COMMAND...
       ses-dkim-conformance --write-vectors | --check-vectors

  --failures FILE    what may fail, one `name  # reason` a line; anything else that fails and
                     is not forgiven, an entry that does not fail and an unknown name are each
                     an error
  --fix              rewrite FILE with what fails now, keeping the reasons
  --json             print the report as JSON
  --timeout SECONDS  the time for one answer (2); the start may take ten times as long
  --only SUBSTRING   ask only the vectors whose name holds this
  --one-shot         start COMMAND anew for each case: SES_OPERATION, SES_STATUS,
                     SES_REQUEST_ID_HEADER and SES_INDENTED tell what to do with standard input
  --write-vectors    make vectors/vectors.json anew
  --check-vectors    fail when it is stale

exit status: 0 conformant, 1 not conformant, 2 could not run";

/// What the program is asked to do.
pub(crate) enum Task {
    Help,
    WriteVectors,
    CheckVectors,
    Judge(Arguments),
}

/// How a codec is judged.
pub(crate) struct Arguments {
    pub(crate) failures: Option<PathBuf>,
    pub(crate) fix: bool,
    pub(crate) json: bool,
    pub(crate) timeout: Duration,
    pub(crate) only: String,
    pub(crate) one_shot: bool,
    pub(crate) command: Vec<String>,
}

/// Options, then the command with options of its own.
pub(crate) fn parse(mut rest: impl Iterator<Item = String>) -> Result<Task, String> {
    let mut arguments = Arguments {
        failures: None,
        fix: false,
        json: false,
        timeout: Duration::from_secs(2),
        only: String::new(),
        one_shot: false,
        command: Vec::new(),
    };
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().ok_or_else(|| format!("{argument} has no value"));
        match &*argument {
            "--help" | "-h" => return Ok(Task::Help),
            "--write-vectors" => return Ok(Task::WriteVectors),
            "--check-vectors" => return Ok(Task::CheckVectors),
            "--failures" => arguments.failures = Some(value()?.into()),
            "--fix" => arguments.fix = true,
            "--json" => arguments.json = true,
            "--timeout" => arguments.timeout = seconds(&value()?)?,
            "--only" => arguments.only = value()?,
            "--one-shot" => arguments.one_shot = true,
            "--" => break,
            unknown if unknown.starts_with('-') => return Err(format!("unknown option {unknown}")),
            _ => {
                arguments.command.push(argument);
                break;
            }
        }
    }
    arguments.command.extend(rest);
    if arguments.command.is_empty() {
        return Err("no COMMAND to judge".into());
    }
    if arguments.fix && arguments.failures.is_none() {
        return Err("--fix needs --failures FILE".into());
    }
    Ok(Task::Judge(arguments))
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds| *seconds > 0.0);
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| format!("{text:?} is no number of seconds"))
}
