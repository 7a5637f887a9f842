//! Every vector as a test of this crate, held to its codes, parameters and offsets and to the laws of
//! a body, and tests that the vectors raise every kind of error.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};
use ses_dkim_codec::{DecodeErrorKind, check_xml};
use ses_dkim_codec_tests::laws;
use ses_dkim_codec_tests::laws::Reply;
use ses_dkim_conformance::{
    Adapter, Codec, Input, Outcome, Vector, check, check_exactly, run, vectors,
};

#[path = "../../examples/adapter/main.rs"]
mod adapter;
mod coverage;
mod this_crate;

use this_crate::ThisCrate;

/// As what the program is started anew, to be the adapter under judgement.
const ADAPTER: &str = "role:adapter";

/// The vectors that the codec does not meet yet: one `ID  # reason` a line.
const NOT_YET: &str = include_str!("not_yet.txt");

fn main() -> ExitCode {
    if std::env::args().any(|argument| argument == ADAPTER) {
        return adapter::main().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    let arguments = Arguments::from_args();
    let mut trials = coverage::trials();
    trials.push(Trial::test("the_list_names_vectors_once", || Ok(the_list_is_sound()?)));
    trials.push(Trial::test("the_adapter_is_as_good", || Ok(the_adapter_is_as_good()?)));
    trials.extend(
        vectors().map(|vector| {
            Trial::test(vector.id.clone(), move || judge(vector).map_err(Failed::from))
        }),
    );
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The ids and reasons of the list.
fn listed() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = NOT_YET.lines().map(|line| line.split_once('#').unwrap_or((line, "")));
    lines.map(|(id, reason)| (id.trim(), reason.trim()))
}

fn is_listed(id: &str) -> bool {
    listed().any(|(listed, _)| listed == id)
}

fn the_list_is_sound() -> Result<(), String> {
    let mut count = BTreeMap::new();
    for (id, reason) in listed() {
        if reason.is_empty() || !vectors().any(|vector| vector.id == id) {
            return Err(format!("expected the id of a vector and a reason, found {id:?}"));
        }
        *count.entry(id).or_insert(0) += 1;
    }
    let twice: Vec<_> = count.into_iter().filter(|(_, count)| *count > 1).collect();
    twice.is_empty().then_some(()).ok_or_else(|| format!("listed twice: {twice:?}"))
}

/// The codec in another process answers every vector, and fails those that are listed.
fn the_adapter_is_as_good() -> Result<(), String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let command = [own.into_os_string(), OsString::from(ADAPTER)];
    let adapter = Adapter::start(&command, Duration::from_secs(20))?;
    let implementation = adapter.implementation();
    if implementation != ThisCrate.implementation() || !implementation.omits.is_empty() {
        return Err(format!("introduced as {implementation:?}"));
    }
    let report = run(&adapter);
    let as_expected = report.verdicts.iter().all(|verdict| match verdict.outcome {
        Outcome::Passed => true,
        Outcome::Failed(_) => is_listed(&verdict.id),
        _ => false,
    });
    let whole = as_expected && report.verdicts.len() == vectors().count();
    (whole && report.controls_passed()).then_some(()).ok_or_else(|| report.to_text())
}

/// What this crate must make of one vector.
fn judge(vector: &Vector) -> Result<(), String> {
    let outcomes = [check_exactly(&ThisCrate, vector), check(&ThisCrate, vector)]
        .map(|verdict| verdict.outcome);
    match (&outcomes, is_listed(&vector.id)) {
        ([Outcome::Passed, Outcome::Passed], false) | ([Outcome::Failed(_), _], true) => {}
        (outcomes, listed) => {
            return Err(format!("{outcomes:?}, listed {listed}: {}", vector.comment));
        }
    }
    match &vector.question.input {
        Input::DecodeRequest { body, .. } => laws::form::total(&body.0),
        Input::DecodeResponse { body, .. } | Input::CheckXml { body } => {
            laws::every_law_of_a_body(&body.0);
            well_formedness_agrees(&body.0)?;
        }
        _ => {}
    }
    Ok(())
}

/// The check of well-formedness alone says what the reader of the whole document says.
fn well_formedness_agrees(body: &[u8]) -> Result<(), String> {
    let xml = check_xml(body).map_err(|error| (error.kind().into(), error.offset()));
    let whole = match Reply::decode(body) {
        // A fault of the protocol is reported before a later one of XML.
        Err(error) if !matches!(error.kind(), DecodeErrorKind::Xml(_)) => return Ok(()),
        Err(error) => Err((error.kind(), error.offset())),
        Ok(_) => Ok(()),
    };
    (xml == whole)
        .then_some(())
        .ok_or_else(|| format!("as XML it is {xml:?}, as a reply {whole:?}"))
}
