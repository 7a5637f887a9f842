//! Writing forms, answers and error documents.

mod answer;
mod form;

use serde_json::Value;
use ses_dkim_conformance::{Answer, Operation};

use super::xml::characters::is_legal;
use crate::seed::{Fault, Seed};

pub(super) use self::answer::response;
pub(super) use self::form::request;

const NAMESPACE: &str = "http://ses.amazonaws.com/doc/2010-12-01/";

/// A document under construction.
pub(super) struct Document<'a> {
    seed: &'a Seed,
    text: String,
}

impl<'a> Document<'a> {
    fn new(seed: &'a Seed, root: &str) -> Self {
        let bare = root == "ErrorResponse" && seed.is(Fault::ErrorHasNoNamespace);
        let namespace = if bare { String::new() } else { format!(" xmlns=\"{NAMESPACE}\"") };
        Self { seed, text: format!("<{root}{namespace}>") }
    }

    fn open(&mut self, name: &str) {
        self.text.push_str(&format!("<{name}>"));
    }

    fn close(&mut self, name: &str) {
        self.text.push_str(&format!("</{name}>"));
    }

    /// An element with a text. The fault `unchecked` skips the check of characters.
    fn field(&mut self, name: &str, text: &str, unchecked: Fault) -> Result<(), &'static str> {
        if text.is_empty() && self.seed.is(Fault::EmptyTextsAreNotWritten) {
            return Ok(());
        }
        let escaped = self.escaped(name, text, unchecked)?;
        self.text.push_str(&format!("<{name}>{escaped}</{name}>"));
        Ok(())
    }

    fn escaped(&self, name: &str, text: &str, unchecked: Fault) -> Result<String, &'static str> {
        let seed = self.seed;
        if text.trim() != text && seed.is(Fault::WrittenTextIsTrimmed) {
            return self.escaped(name, text.trim(), unchecked);
        }
        let raw = name == "Message" && seed.is(Fault::MessageIsNotEscaped);
        let mut escaped = String::new();
        for character in text.chars() {
            match character {
                '&' if !raw && !seed.is(Fault::AmpersandIsNotEscaped) => escaped.push_str("&amp;"),
                '<' if !raw && !seed.is(Fault::LessThanIsNotEscaped) => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '\r' if !seed.is(Fault::CarriageReturnIsWrittenBare) => escaped.push_str("&#xD;"),
                _ if !character.is_ascii() && seed.is(Fault::WrittenCharactersAreAscii) => {
                    escaped.push('?');
                }
                _ if is_legal(character) => escaped.push(character),
                _ if self.drops(character, unchecked) => {}
                _ => return Err("invalid-character"),
            }
        }
        Ok(escaped)
    }

    /// Whether a fault drops a character that XML excludes.
    fn drops(&self, character: char, unchecked: Fault) -> bool {
        let own = match character {
            '\0' => Fault::NulIsDropped,
            '\u{FFFE}' | '\u{FFFF}' => Fault::NoncharactersAreDropped,
            _ => Fault::ControlsAreDropped,
        };
        self.seed.is(own) || self.seed.is(unchecked)
    }

    fn finished(mut self, root: &str) -> Answer {
        self.close(root);
        Answer::body(self.text)
    }
}

/// Writes an error document.
pub(super) fn error(seed: &Seed, error: &Value) -> Answer {
    match error_document(seed, error) {
        Ok(document) => document.finished("ErrorResponse"),
        Err(code) => Answer::reject(code, code),
    }
}

fn error_document<'a>(seed: &'a Seed, error: &Value) -> Result<Document<'a>, &'static str> {
    let mut document = Document::new(seed, "ErrorResponse");
    document.open("Error");
    for name in ["Type", "Code", "Message", "Detail"] {
        let Some(text) = error["Error"][name].as_str() else {
            if name != "Detail" && seed.is(Fault::AbsentFieldsAreWritten) {
                document.field(name, "", Fault::CodeIsNotChecked)?;
            }
            continue;
        };
        let text =
            if name == "Type" && seed.is(Fault::TypeIsAlwaysSender) { "Sender" } else { text };
        let known = matches!(text, "Sender" | "Receiver");
        if name == "Detail" && seed.is(Fault::DetailIsNotWritten)
            || name == "Message" && text.is_empty() && seed.is(Fault::EmptyMessageIsNotWritten)
            || name == "Type" && !known && seed.is(Fault::UnknownTypeIsNotWritten)
        {
            continue;
        }
        let unchecked =
            if name == "Message" { Fault::MessageIsNotChecked } else { Fault::CodeIsNotChecked };
        document.field(name, text, unchecked)?;
    }
    document.close("Error");
    let id = error["RequestId"].as_str();
    if let Some(id) = id.filter(|_| !seed.is(Fault::RequestIdOfAnErrorIsNotWritten)) {
        document.field("RequestId", id, Fault::RequestIdIsNotChecked)?;
    }
    Ok(document)
}

/// Whether an operation is about many identities.
fn is_map(operation: Operation) -> bool {
    operation == Operation::GetIdentityDkimAttributes
}
