//! A small and slow implementation of everything that the suite asks for, written from its rules.
//! Faults can be switched on one at a time.

mod answer;
mod dns;
mod error_document;
mod form;
mod form_list;
mod form_value;
mod retry;
mod text;
mod write;
mod xml;

use serde_json::{Map, Value};
use ses_dkim_conformance::{Answer, Codec, Input, Operation, Question};

use crate::seed::Seed;

/// Why an input is refused.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Refusal {
    /// It is wrong somewhere.
    Malformed(&'static str),
    /// It ends inside a tag, a comment, an instruction, a section or a reference.
    EndInMarkup,
    /// It ends with open elements.
    OpenElements,
    /// It has no element.
    NoRoot,
    /// A faulty reader ignores it.
    Unreadable,
    /// The reader crashes.
    Crash,
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Crash => Self::Broken("out of stack".into()),
            Refusal::Malformed(code) => Self::reject(code, code),
            other => Self::reject(format!("{other:?}"), "the document ends too early"),
        }
    }
}

/// An answer with a value, which is an object for every op.
fn accepted(value: Value) -> Answer {
    match value {
        Value::Object(members) => Answer::Ok(members),
        other => panic!("expected an object, found {other}"),
    }
}

/// The reference, with the fault of its seed.
pub(crate) struct Reference(pub(crate) Seed);

impl Codec for Reference {
    fn answer(&self, question: &Question) -> Answer {
        let seed = &self.0;
        let operation = question.operation.flatten();
        let asked = operation.unwrap_or(Operation::GetIdentityDkimAttributes);
        match &question.input {
            Input::EncodeRequest { request } => write::request(seed, asked, request),
            Input::DecodeRequest { content_type, body } => {
                form::read(seed, operation, content_type.as_deref(), &body.0)
            }
            Input::DecodeResponse { status, headers, body } => {
                answer::read(seed, asked, *status, headers, &body.0)
            }
            Input::EncodeResponse { response } => write::response(seed, asked, response),
            Input::EncodeError { error_response } => write::error(seed, error_response),
            Input::Classify { status, code } => retry::class(seed, *status, code.as_deref()),
            Input::CnameRecords { identity, tokens, zone } => {
                dns::records(seed, identity, tokens, zone)
            }
            Input::CheckXml { body } => match xml::parse(seed, &body.0) {
                Ok(_) => Answer::Ok(Map::new()),
                Err(refusal) => refusal.into(),
            },
            _ => Answer::Unsupported,
        }
    }
}
