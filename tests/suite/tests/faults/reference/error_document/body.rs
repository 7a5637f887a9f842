//! The kind of a body that is not an error document.

use serde_json::json;
use ses_dkim_conformance::Answer;

use crate::reference::Refusal;
use crate::reference::xml::Element;
use crate::seed::{Fault, Seed};

type Document = Result<Element, Refusal>;

/// The kind of a body.
pub(super) fn kind(seed: &Seed, document: &Document, body: &[u8]) -> &'static str {
    if body.starts_with(&[0x1F, 0x8B]) {
        return if seed.is(Fault::CompressedIsText) { "text" } else { "compressed" };
    }
    let text = String::from_utf8_lossy(body);
    let text = match text.strip_prefix('\u{FEFF}') {
        Some(_) if seed.is(Fault::MarkHidesThePage) => &text,
        Some(rest) => rest,
        None => &text,
    };
    if text.trim().is_empty() {
        let blank = !text.is_empty() && seed.is(Fault::BlankBodyIsText);
        return if blank { "text" } else { "empty" };
    }
    if is_page(seed, text) {
        return "html";
    }
    match text.trim_start().chars().next() {
        Some('{') => {
            if seed.is(Fault::JsonIsText) {
                "text"
            } else {
                "json"
            }
        }
        Some('[') if !seed.is(Fault::ArraysAreText) => "json",
        Some('<') => match document {
            Err(Refusal::EndInMarkup | Refusal::OpenElements) => {
                if seed.is(Fault::TruncatedXmlIsText) { "text" } else { "truncated-xml" }
            }
            Err(_) if seed.is(Fault::MalformedXmlIsTruncated) => "truncated-xml",
            _ => "other-xml",
        },
        _ if seed.is(Fault::TextIsUnknown) => "other-xml",
        _ => "text",
    }
}

fn is_page(seed: &Seed, text: &str) -> bool {
    if text.contains("<html>") && seed.is(Fault::MarkupAnywhereIsAPage) {
        return true;
    }
    let mut rest = text;
    if !text.starts_with('<') && seed.is(Fault::SpaceHidesThePage) {
        return false;
    }
    loop {
        rest = rest.trim_start();
        let end = match rest {
            _ if rest.starts_with("<!--") && !seed.is(Fault::CommentsHideThePage) => {
                rest.find("-->")
            }
            _ if rest.starts_with("<?xml") && !seed.is(Fault::DeclarationHidesThePage) => {
                rest.find('>')
            }
            _ => break,
        };
        let Some(end) = end else { return false };
        rest = rest[end..].trim_start_matches(['-', '>']);
    }
    let lower =
        if seed.is(Fault::PagesAreLowerCase) { rest.to_owned() } else { rest.to_lowercase() };
    let after = lower.strip_prefix("<html");
    if let Some(after) = after {
        return after.starts_with(['>', ' ', '\n']) || seed.is(Fault::PageIsAPrefix);
    }
    let Some(after) = lower.strip_prefix("<!doctype") else { return false };
    let named = if seed.is(Fault::DoctypeIsOneLine) {
        after.starts_with(" html")
    } else {
        after.trim_start().starts_with("html")
    };
    named && !seed.is(Fault::DoctypeIsNotAPage)
}

/// A document under a failed status that a fault takes for an answer (true) or refuses (false).
pub(crate) fn taken_for_an_answer(seed: &Seed, document: &Document, status: u16) -> Option<bool> {
    let root = document.as_ref().ok()?;
    let is_answer = root.local().ends_with("Response")
        && root.elements().any(|child| child.local().ends_with("Result"));
    if !is_answer {
        return None;
    }
    if seed.is(Fault::AnswerUnderAnErrorStatusIsRead) {
        return Some(true);
    }
    let refused = seed.is(Fault::AnswerUnderAnErrorStatusIsRefused) && status > 300;
    refused.then_some(false)
}

/// Whether a fault takes a body under a status of success for an empty answer.
pub(crate) fn is_foreign_success(seed: &Seed, status: u16, body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    let lower = text.to_lowercase();
    body.is_empty()
        && (seed.is(Fault::EmptyBodyIsSuccess)
            || status == 204 && seed.is(Fault::NoContentIsSuccess))
        || lower.contains("<html") && seed.is(Fault::PageIsSuccess)
        || text.starts_with('{') && seed.is(Fault::JsonIsSuccess)
        || text.starts_with(char::is_alphabetic) && seed.is(Fault::TextIsSuccess)
        || body.starts_with(&[0x1F, 0x8B]) && seed.is(Fault::CompressedIsSuccess)
}

/// The answer of a faulty reader to a body that is not an error document.
pub(super) fn faulty(seed: &Seed, status: u16, document: &Document, body: &[u8]) -> Option<Answer> {
    let text = String::from_utf8_lossy(body);
    let read = |code: &str| {
        let error = [("status", json!(status)), ("Error", json!({ "Code": code }))];
        let error = error.map(|(name, value)| (name.to_owned(), value));
        Some(Answer::ErrorResponse(error.into_iter().collect()))
    };
    let parse_error = Some(Answer::reject("parse-error", "the body is not an error document"));
    if body.is_empty() && seed.is(Fault::EmptyBodyIsAParseError) {
        return parse_error;
    }
    let truncated = matches!(document, Err(Refusal::OpenElements | Refusal::EndInMarkup));
    let malformed = document.is_err() && text.starts_with("<ErrorResponse");
    let page = text.to_lowercase().contains("<html");
    if page && document.is_ok() && seed.is(Fault::PageIsAParseError)
        || page && document.is_err() && seed.is(Fault::BrokenPageIsAParseError)
        || text.starts_with(char::is_alphabetic) && seed.is(Fault::TextIsAParseError)
        || text.starts_with('{') && seed.is(Fault::JsonIsAParseError)
        || malformed && truncated && seed.is(Fault::TruncatedErrorIsAParseError)
        || malformed && !truncated && seed.is(Fault::MalformedErrorIsAParseError)
    {
        return parse_error;
    }
    let code = text.split_once("<Code>").and_then(|(_, after)| after.split('<').next());
    if truncated && code.is_some() && seed.is(Fault::HalfACodeIsRead) {
        return read(code.unwrap_or_default());
    }
    if document.is_err()
        && text.contains("<ErrorResponse")
        && seed.is(Fault::DamagedErrorHasACodeOfTheStatus)
    {
        return read(&status.to_string());
    }
    let entity = text.split_once("<!ENTITY").and_then(|(_, after)| after.split('"').nth(1));
    if entity.is_some() && seed.is(Fault::EntityIsRead) {
        return read(entity.unwrap_or_default());
    }
    let root = document.as_ref().ok()?;
    let nested = root.descendants().iter().any(|element| element.local() == "Error");
    if nested && seed.is(Fault::NestedErrorHasTheNameOfTheRoot) {
        return read(root.local());
    }
    None
}
