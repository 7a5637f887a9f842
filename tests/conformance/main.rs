//! Every vector as a test of this crate, including its codes, parameters and offsets and the laws
//! of a body; and tests that the vectors raise every kind of error.

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

/// The argument that makes this program run as the adapter.
const ADAPTER: &str = "role:adapter";

fn main() -> ExitCode {
    if std::env::args().any(|argument| argument == ADAPTER) {
        return adapter::main().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    let arguments = Arguments::from_args();
    let mut trials = coverage::trials();
    trials.push(Trial::test("the_adapter_passes", || Ok(the_adapter_passes()?)));
    trials.extend(
        vectors().map(|vector| {
            Trial::test(vector.id.clone(), move || judge(vector).map_err(Failed::from))
        }),
    );
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The codec in another process passes every vector.
fn the_adapter_passes() -> Result<(), String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let command = [own.into_os_string(), OsString::from(ADAPTER)];
    let adapter = Adapter::start(&command, Duration::from_secs(20))?;
    let implementation = adapter.implementation();
    // An omission or a fold would leave differences out of every comparison.
    let weakened = !implementation.omits.is_empty() || !implementation.folds.is_empty();
    if implementation != ThisCrate.implementation() || weakened {
        return Err(format!("the adapter describes itself as {implementation:?}"));
    }
    let report = run(&adapter);
    let passed = report.verdicts.iter().all(|verdict| verdict.outcome == Outcome::Passed);
    let whole = passed && report.verdicts.len() == vectors().count();
    (whole && report.controls_passed()).then_some(()).ok_or_else(|| report.to_text())
}

/// Checks the answer of this crate to one vector.
fn judge(vector: &Vector) -> Result<(), String> {
    for verdict in [check_exactly(&ThisCrate, vector), check(&ThisCrate, vector)] {
        if verdict.outcome != Outcome::Passed {
            return Err(format!("{:?}: {}", verdict.outcome, vector.comment));
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

/// The check of well-formedness reports the same XML error as the reader of a reply.
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
