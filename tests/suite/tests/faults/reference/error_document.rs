//! Errors of the service, and other bodies in their place.

mod body;
mod fields;

use serde_json::{Map, Value, json};
use ses_dkim_conformance::{Answer, Operation};

use self::fields::Fields;
use super::Refusal;
use super::answer::{chosen, empty};
use super::xml::Element;
use crate::seed::{Fault, Seed};

pub(super) use self::body::{is_foreign_success, taken_for_an_answer};

/// The kind of a document.
pub(super) enum Found {
    /// An error document, with its fields.
    Error(Fields),
    /// Another document.
    Foreign,
}

/// Looks for an error in a document.
pub(super) fn found(seed: &Seed, operation: Operation, root: &Element, success: bool) -> Found {
    if !success
        && root.elements().any(|child| child.local() == "Code")
        && seed.is(Fault::CodeOfAForeignRootIsRead)
    {
        return Found::Error(fields::read(seed, root, root));
    }
    if root.name.contains(':') && seed.is(Fault::ErrorNamesAreComparedWhole) {
        return Found::Foreign;
    }
    if is_lost(seed, operation, root) {
        return Found::Foreign;
    }
    if let Some(error) = error_in(seed, root) {
        if is_exception(root) && seed.is(Fault::ExceptionWinsOverItsError) {
            return Found::Error(fields::of_exception(seed, root));
        }
        let has_result = root.elements().any(|child| child.local().ends_with("Result"));
        if has_result && seed.is(Fault::ErrorBesideAResultIsIgnored) {
            return Found::Foreign;
        }
        return Found::Error(fields::read(seed, root, error));
    }
    if is_exception(root) && !seed.is(Fault::ExceptionIsLost) {
        return Found::Error(fields::of_exception(seed, root));
    }
    let empty = root.local() == "ErrorResponse" && !seed.is(Fault::ErrorWithoutAnErrorIsForeign);
    let other_case = root.local() == "error" && seed.is(Fault::ErrorIgnoresCase);
    if empty || other_case {
        let error = if other_case { root } else { &Element::default() };
        return Found::Error(fields::read(seed, root, error));
    }
    if !success && seed.is(Fault::ForeignXmlIsAnError) {
        return Found::Error(fields::named(root.local()));
    }
    Found::Foreign
}

fn is_exception(root: &Element) -> bool {
    root.local().ends_with("Exception")
}

/// The element with the fields.
fn error_in<'a>(seed: &Seed, root: &'a Element) -> Option<&'a Element> {
    let is_error = |element: &&Element| element.local() == "Error";
    if root.local() == "Error" && !seed.is(Fault::BareErrorIsLost) {
        return Some(root);
    }
    let mut errors = root.elements().filter(is_error);
    let last = seed.is(Fault::LastErrorCounts);
    let direct = if last { errors.last() } else { errors.next() };
    if direct.is_some() {
        return direct;
    }
    let wrapper = root.elements().find(|element| element.local() == "Errors");
    let wrapper = wrapper.filter(|_| !seed.is(Fault::ErrorInErrorsIsLost));
    let mut errors = wrapper?.elements().filter(is_error);
    if seed.is(Fault::LastErrorCounts) { errors.last() } else { errors.next() }
}

fn is_lost(seed: &Seed, operation: Operation, root: &Element) -> bool {
    let of_operation = root.local() == format!("{operation}Response");
    let any_name = !of_operation && !matches!(root.local(), "ErrorResponse" | "Response" | "Error");
    let own = "http://ses.amazonaws.com/doc/2010-12-01/";
    let namespaced = root.attributes.iter().any(|(name, value)| name == "xmlns" && value == own);
    of_operation && seed.is(Fault::ErrorInTheRootOfTheOperationIsLost)
        || any_name && !is_exception(root) && seed.is(Fault::ErrorRootMustBeErrorResponse)
        || root.local() == "ErrorResponse" && !namespaced && seed.is(Fault::ErrorNeedsItsNamespace)
}

/// An error under a status of success that a fault takes for an empty answer.
pub(super) fn taken_for_success(
    seed: &Seed,
    operation: Operation,
    root: &Element,
    fields: &Fields,
) -> Option<Answer> {
    let repeated = root.elements().filter(|child| child.local() == "Error").count() > 1;
    let taken = seed.is(Fault::ErrorUnderSuccessIsAnEmptyAnswer)
        || root.elements().next().is_none()
            && !is_exception(root)
            && seed.is(Fault::EmptyErrorUnderSuccessIsAnEmptyAnswer)
        || repeated && seed.is(Fault::RepeatedErrorIsAnEmptyAnswer)
        || fields.is_internal() && seed.is(Fault::InternalFailureUnderSuccessIsAnEmptyAnswer);
    taken.then(|| empty(operation))
}

/// An error of the service, as it is reported.
pub(super) fn answer(seed: &Seed, status: u16, fields: Fields, header: Option<&str>) -> Answer {
    let (error, request_id) = fields.reported(seed, status);
    let mut reported = Map::new();
    reported.insert("status".into(), json!(status));
    reported.insert("Error".into(), error.into());
    let header = header.filter(|_| !seed.is(Fault::HeaderOfAnErrorIsIgnored));
    let id = chosen(seed, header, request_id);
    reported.extend(id.map(|id| ("RequestId".to_owned(), Value::String(id))));
    Answer::ErrorResponse(reported)
}

/// A reply whose status says that the call failed.
pub(super) fn failed(
    seed: &Seed,
    operation: Operation,
    status: u16,
    document: &Result<Element, Refusal>,
    body: &[u8],
    header: Option<&str>,
) -> Answer {
    if let Ok(root) = document
        && let Found::Error(fields) = found(seed, operation, root, false)
    {
        let bare = root.elements().all(|child| child.local() != "Error")
            && root.local() == "ErrorResponse";
        if bare && seed.is(Fault::ErrorWithoutAnErrorIsAParseError) {
            return Answer::reject("missing-element", "no Error");
        }
        let named = root.descendants().iter().filter(|child| child.local() == "Code").count();
        if named > 1 && seed.is(Fault::RepeatedFieldsAreAParseError) {
            return Answer::reject("duplicate-element", "two codes");
        }
        return answer(seed, status, fields, header);
    }
    if let Some(answer) = body::faulty(seed, status, document, body) {
        return answer;
    }
    let kind = body::kind(seed, document, body);
    let mut reported = Map::new();
    reported.insert("status".into(), json!(status));
    reported.insert("Error".into(), json!({}));
    reported.insert("body".into(), json!(kind));
    let header = header.filter(|_| !seed.is(Fault::HeaderOfAForeignBodyIsIgnored));
    reported.extend(header.map(|id| ("RequestId".to_owned(), json!(id))));
    Answer::ErrorResponse(reported)
}
