//! Every vector as a test of this crate, held to its codes, offsets and readers and to the laws of a
//! body, and tests of the suite itself: that it covers every rule and every kind of error.
#![allow(clippy::disallowed_methods, reason = "the vectors are files, and a test reads them")]

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use ses_dkim_codec::conformance::{
    Direction, Kind, Outcome, Reader, ThisCrate, Vector, check, check_exactly,
};
use ses_dkim_codec::{DecodeErrorKind, Reply, internals};
use ses_dkim_codec_tests::laws;

#[path = "../../examples/conformance/collect.rs"]
mod collect;
mod coverage;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    // Read anew: what is embedded may be stale, which is a trial of its own.
    let vectors: Vec<Vector> = match collect::collect().map(|text| serde_json::from_str(&text)) {
        Ok(Ok(vectors)) => vectors,
        Ok(Err(error)) => return unreadable(&error),
        Err(error) => return unreadable(&error),
    };
    let mut trials = coverage::trials(&vectors);
    trials.extend(vectors.into_iter().map(|vector| {
        let name = vector.name.clone();
        Trial::test(name, move || judge(&vector).map_err(Failed::from))
    }));
    libtest_mimic::run(&arguments, trials).exit_code()
}

#[expect(clippy::print_stderr, reason = "there is no trial to say it in")]
fn unreadable(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("the vectors are not readable: {error}");
    ExitCode::FAILURE
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
