//! Every vector as a test of this crate, held to its codes, offsets and readers and to the laws of a
//! body, and tests of the suite itself: that it covers every rule and every kind of error.

use std::process::ExitCode;
use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};
use ses_dkim_codec::{DecodeErrorKind, Reply, internals};
use ses_dkim_codec_tests::laws;
use ses_dkim_conformance::{
    Adapter, Counts, Direction, Kind, Outcome, Reader, Vector, check, check_exactly, run, vectors,
};

#[path = "../../examples/adapter.rs"]
mod adapter;
mod coverage;
mod this_crate;

use this_crate::ThisCrate;

/// As what the program is started anew, to be the adapter under judgement.
const ADAPTER: &str = "role:adapter";

fn main() -> ExitCode {
    if std::env::args().any(|argument| argument == ADAPTER) {
        return adapter::main().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    let arguments = Arguments::from_args();
    let vectors = vectors();
    let mut trials = coverage::trials(&vectors);
    trials.push(Trial::test("the_adapter_is_conformant", || Ok(the_adapter_is_conformant()?)));
    trials.extend(vectors.into_iter().map(|vector| {
        let name = vector.name.clone();
        Trial::test(name, move || judge(&vector).map_err(Failed::from))
    }));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The codec in another process is as conformant as in this one.
fn the_adapter_is_conformant() -> Result<(), String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let command = [own.to_string_lossy().into_owned(), ADAPTER.into()];
    let report = run(&Adapter::start(&command, Duration::from_secs(20))?);
    let Counts { passed, failed, skipped, .. } = report.counts();
    let whole = passed == vectors().len() && failed == 0 && skipped == 0;
    whole.then_some(()).ok_or_else(|| report.to_string())
}

/// What this crate must make of one vector.
fn judge(vector: &Vector) -> Result<(), String> {
    for verdict in [check_exactly(&ThisCrate, vector), check(&ThisCrate, vector)] {
        if verdict.outcome != Outcome::Passed {
            return Err(format!("{:?}: {}", verdict.outcome, vector.why));
        }
    }
    if vector.kind() == Kind::Request {
        laws::form::total(&vector.body);
        return Ok(());
    }
    let written_only = vector.direction == Direction::Encode && vector.input.is_some();
    if written_only {
        return Ok(());
    }
    laws::every_law_of_a_body(&vector.body);
    front_door_agrees(&vector.body)?;
    reader_is(vector)?;
    well_formedness_agrees(&vector.body)
}

/// What the crate answers is what the general reader answers.
fn front_door_agrees(body: &[u8]) -> Result<(), String> {
    let (reply, general) = (Reply::decode(body), internals::general(body));
    (reply == general)
        .then_some(())
        .ok_or_else(|| format!("the crate reads {reply:?}, the general reader {general:?}"))
}

/// The reader that the vector names takes the body.
fn reader_is(vector: &Vector) -> Result<(), String> {
    if cfg!(without_canonical) {
        return Ok(());
    }
    let expected = match vector.reader {
        Some(Reader::Canonical) => true,
        Some(Reader::General) => false,
        _ => return Ok(()),
    };
    (internals::canonical(&vector.body).is_some() == expected)
        .then_some(())
        .ok_or_else(|| format!("expected the {:?} reader to take it", vector.reader))
}

/// The check of well-formedness alone says what the reader of the whole document says.
fn well_formedness_agrees(body: &[u8]) -> Result<(), String> {
    let protocol = [
        DecodeErrorKind::UnexpectedRoot,
        DecodeErrorKind::ServiceError,
        DecodeErrorKind::MissingElement,
        DecodeErrorKind::DuplicateElement,
        DecodeErrorKind::ElementInText,
        DecodeErrorKind::InvalidBoolean,
    ];
    let xml = internals::well_formed(body).map_err(|error| (error.kind(), error.offset()));
    let whole = match internals::general(body) {
        // The operation's own faults end the reading, so what follows them may be wrong too.
        Err(error) if protocol.contains(&error.kind()) => return Ok(()),
        Err(error) => Err((error.kind(), error.offset())),
        Ok(_) => Ok(()),
    };
    (xml == whole)
        .then_some(())
        .ok_or_else(|| format!("as XML it is {xml:?}, as a reply {whole:?}"))
}
