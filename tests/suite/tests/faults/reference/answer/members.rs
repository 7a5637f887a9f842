//! Booleans and statuses.

use super::{Read, refused};
use crate::reference::text::{self, Field};
use crate::reference::xml::Element;
use crate::seed::{Fault, Seed};

const KNOWN: [&str; 5] = ["Pending", "Success", "Failed", "TemporaryFailure", "NotStarted"];

/// A boolean. `None` if a fault takes it for absent.
pub(super) fn boolean(seed: &Seed, element: &Element) -> Read<Option<bool>> {
    let nil = element.attributes.iter().any(|(name, _)| name.ends_with("nil"));
    if nil && seed.is(Fault::NilIsFalse) {
        return Ok(Some(false));
    }
    let word = text::of(seed, element, Field::Boolean)?;
    let lower = if seed.is(Fault::BooleanIgnoresCase) { word.to_lowercase() } else { word.clone() };
    match &*lower {
        "true" => Ok(Some(true)),
        "false" => Ok(Some(false)),
        "1" if seed.is(Fault::BooleanMayBeADigit) => Ok(Some(true)),
        "enabled" if seed.is(Fault::BooleanMayBeAWord) => Ok(Some(true)),
        "" if seed.is(Fault::BooleanMayBeEmpty) => Ok(Some(false)),
        "" if element.is_self_closed && seed.is(Fault::SelfClosedBooleanIsAbsent) => Ok(None),
        _ if seed.is(Fault::InvalidBooleanIsAbsent) => Ok(None),
        _ if seed.is(Fault::OtherWordsAreFalse) => Ok(Some(false)),
        _ if seed.is(Fault::OtherWordsAreTrue) => Ok(Some(true)),
        _ => refused("invalid-boolean"),
    }
}

/// A status. `None` if a fault takes it for absent.
pub(super) fn status(seed: &Seed, element: &Element) -> Read<Option<String>> {
    let status = text::of(seed, element, Field::Status)?;
    if status.is_empty() && seed.is(Fault::EmptyStatusIsAbsent) {
        return Ok(None);
    }
    if !KNOWN.contains(&&*status) {
        if seed.is(Fault::UnknownStatusIsRefused) {
            return refused("unknown-status");
        }
        let known = KNOWN.iter().find(|known| known.eq_ignore_ascii_case(&status));
        if let Some(known) = known.filter(|_| seed.is(Fault::StatusIgnoresCase)) {
            return Ok(Some((*known).to_owned()));
        }
        if status == "TEMPORARY_FAILURE" && seed.is(Fault::StatusOfVersion2IsTranslated) {
            return Ok(Some("TemporaryFailure".to_owned()));
        }
    }
    let unknown = match &*status {
        "Failed" => seed.is(Fault::FailedIsUnknown),
        "TemporaryFailure" => seed.is(Fault::TemporaryFailureIsUnknown),
        "NotStarted" => seed.is(Fault::NotStartedIsUnknown),
        _ => false,
    };
    Ok(Some(if unknown { "Unknown".to_owned() } else { status }))
}
