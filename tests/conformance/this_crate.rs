//! The codec behind the adapter of the examples, called without a process.

use serde_json::{Value, json};
use ses_dkim_conformance::{Answer, Codec, Implementation, Question};

use super::adapter;

/// The codec of this crate.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ThisCrate;

impl Codec for ThisCrate {
    fn implementation(&self) -> Implementation {
        let reply = adapter::answer(&json!({ "op": "start", "version": 2 }));
        Implementation::from_reply(&reply).unwrap_or_default()
    }

    fn answer(&self, question: &Question) -> Answer {
        let reply = adapter::answer(&Value::Object(question.to_request()));
        Answer::from_reply(&reply).unwrap_or_else(Answer::Broken)
    }
}
