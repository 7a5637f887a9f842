//! Reading a reply: an answer, an error of the service, or neither.

mod attributes;
mod envelope;
mod layout;
mod lists;
mod map;
mod members;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use ses_dkim_conformance::{Answer, Operation};

use super::Refusal;
use super::error_document::{self, Found};
use super::xml::{self, Element};
use crate::seed::{Fault, Seed};

type Read<T> = Result<T, Refusal>;

pub(super) fn refused<T>(code: &'static str) -> Read<T> {
    Err(Refusal::Malformed(code))
}

/// Reads a reply.
pub(super) fn read(
    seed: &Seed,
    operation: Operation,
    status: u16,
    headers: &BTreeMap<String, String>,
    body: &[u8],
) -> Answer {
    let header = header(seed, headers);
    let document = xml::parse(seed, body);
    let success = match status {
        200 => true,
        201..300 => !seed.is(Fault::Only200IsSuccess),
        300 => seed.is(Fault::Status300IsSuccess),
        301..400 => seed.is(Fault::RedirectIsSuccess),
        _ => false,
    };
    if success {
        return match succeeded(seed, operation, status, &document, body, header.as_deref()) {
            Ok(answer) => answer,
            Err(refusal) => refusal.into(),
        };
    }
    if let Some(answer) = error_document::taken_for_an_answer(seed, &document, status) {
        return match answer {
            true => read_answer(seed, operation, document.as_ref().unwrap(), header.as_deref())
                .unwrap_or_else(Answer::from),
            false => Answer::reject("unexpected-root", "another status was expected"),
        };
    }
    if operation == Operation::SetIdentityDkimEnabled && seed.is(Fault::EveryReplyToSetIsSuccess) {
        return empty(operation);
    }
    error_document::failed(seed, operation, status, &document, body, header.as_deref())
}

/// The request id of the header.
fn header(seed: &Seed, headers: &BTreeMap<String, String>) -> Option<String> {
    let value = headers.get("x-amzn-requestid")?;
    if seed.is(Fault::HeaderIsIgnored) {
        return None;
    }
    let trimmed = if seed.is(Fault::HeaderIsNotTrimmed) { value } else { value.trim() };
    let counts = !trimmed.is_empty() || seed.is(Fault::EmptyHeaderCounts);
    counts.then(|| trimmed.to_owned())
}

/// An empty answer.
pub(super) fn empty(operation: Operation) -> Answer {
    super::accepted(match operation {
        Operation::VerifyDomainDkim => json!({ "DkimTokens": [] }),
        Operation::SetIdentityDkimEnabled => json!({}),
        _ => json!({ "DkimAttributes": {} }),
    })
}

fn succeeded(
    seed: &Seed,
    operation: Operation,
    status: u16,
    document: &Read<Element>,
    body: &[u8],
    header: Option<&str>,
) -> Read<Answer> {
    if error_document::is_foreign_success(seed, status, body)
        || header.is_some() && body.is_empty() && seed.is(Fault::HeaderIsAnAnswer)
    {
        return Ok(empty(operation));
    }
    let root = match document {
        Ok(root) => root,
        Err(refusal) => {
            let fault = match refusal {
                Refusal::EndInMarkup => Fault::EndInMarkupIsAnEmptyAnswer,
                Refusal::OpenElements => Fault::OpenElementsAreAnEmptyAnswer,
                Refusal::NoRoot => Fault::NoRootIsAnEmptyAnswer,
                Refusal::Unreadable => return Ok(empty(operation)),
                Refusal::Malformed(_) | Refusal::Crash => return Err(*refusal),
            };
            return if seed.is(fault) { Ok(empty(operation)) } else { Err(*refusal) };
        }
    };
    match error_document::found(seed, operation, root, true) {
        Found::Error(_)
            if operation == Operation::SetIdentityDkimEnabled
                && seed.is(Fault::EveryReplyToSetIsSuccess) =>
        {
            Ok(empty(operation))
        }
        Found::Error(error) => {
            if let Some(answer) = error_document::taken_for_success(seed, operation, root, &error) {
                return Ok(answer);
            }
            Ok(error_document::answer(seed, status, error, header))
        }
        Found::Foreign => read_answer(seed, operation, root, header),
    }
}

/// Reads the answer of an operation.
fn read_answer(
    seed: &Seed,
    operation: Operation,
    root: &Element,
    header: Option<&str>,
) -> Read<Answer> {
    layout::check(seed, root)?;
    let name = format!("{operation}Response");
    let is_root = root.local() == name && !envelope::whole_names(seed, root)
        || root.name.eq_ignore_ascii_case(&name) && seed.is(Fault::RootIgnoresCase)
        || seed.is(Fault::RootIsNotCompared);
    if !is_root {
        let is_result = root.local() == format!("{operation}Result");
        if is_result && seed.is(Fault::ResultMayBeTheRoot) {
            return value(seed, operation, root, Map::new());
        }
        if root.local() == "DkimAttributes" && seed.is(Fault::MapMayBeTheRoot) {
            return Ok(empty(operation));
        }
        let foreign = seed.is(Fault::ForeignRootIsAnEmptyAnswer);
        return if foreign { Ok(empty(operation)) } else { refused("unexpected-root") };
    }
    envelope::namespaces(seed, root)?;
    let result = envelope::result(seed, operation, root)?;
    let metadata = envelope::metadata(seed, root, header)?;
    match result {
        Some(result) => value(seed, operation, result, metadata),
        None => Ok(empty(operation)),
    }
}

/// The request id of the header, or that of the body.
pub(super) fn chosen(seed: &Seed, header: Option<&str>, body: Option<String>) -> Option<String> {
    match (header, body) {
        (Some(_), Some(body)) if seed.is(Fault::BodyWinsOverTheHeader) => Some(body),
        (Some(header), _) => Some(header.to_owned()),
        (None, body) => body,
    }
}

/// The answer in a result.
fn value(
    seed: &Seed,
    operation: Operation,
    result: &Element,
    metadata: Map<String, Value>,
) -> Read<Answer> {
    let member = match operation {
        Operation::VerifyDomainDkim => "DkimTokens",
        _ => "DkimAttributes",
    };
    let unknown = result.elements().any(|element| element.local() != member);
    if unknown && seed.is(Fault::UnknownElementsInTheResultAreRefused) {
        return refused("unexpected-element");
    }
    let mut answer = Map::new();
    if result.is_self_closed && seed.is(Fault::SelfClosedResultIsRefused) {
        return refused("missing-element");
    }
    match operation {
        Operation::VerifyDomainDkim => {
            answer.insert(member.into(), lists::of_a_domain(seed, result)?.into());
        }
        Operation::SetIdentityDkimEnabled => {
            if !result.is_self_closed && seed.is(Fault::ResultMustBeSelfClosed) {
                return refused("unexpected-element");
            }
        }
        _ => {
            answer.insert(member.into(), map::attributes(seed, result)?.into());
        }
    }
    answer.insert("ResponseMetadata".into(), metadata.into());
    Ok(Answer::Ok(answer))
}
