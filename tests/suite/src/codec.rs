//! The question and answer between the suite and an implementation.

use serde_json::{Value, json};

/// An implementation under judgement; what it cannot do it leaves out.
///
/// The shapes of the JSON values are those of the vectors: see `vectors/README.md`.
pub trait Codec {
    /// Writes the form body of a request: [`Answer::body`].
    fn encode_request(&self, identities: &[&str]) -> Answer {
        let _ = identities;
        Answer::Unsupported
    }

    /// Reads a form body: [`Answer::identities`].
    fn decode_request(&self, body: &[u8]) -> Answer {
        let _ = body;
        Answer::Unsupported
    }

    /// Reads an HTTP reply: [`Answer::Ok`] with the response, or [`Answer::ErrorResponse`].
    fn decode_response(&self, status: u16, request_id_header: Option<&str>, body: &[u8]) -> Answer {
        let _ = (status, request_id_header, body);
        Answer::Unsupported
    }

    /// Writes a success document, compact or indented by two spaces: [`Answer::body`].
    fn encode_response(&self, response: &Value, indented: bool) -> Answer {
        let _ = (response, indented);
        Answer::Unsupported
    }

    /// Writes an error document, compact or indented by two spaces: [`Answer::body`].
    fn encode_error(&self, error: &Value, indented: bool) -> Answer {
        let _ = (error, indented);
        Answer::Unsupported
    }

    /// Tells whether a document is well-formed, whatever its elements: an [`Answer::Ok`] of anything
    /// when it is. Asked instead of [`decode_response`](Self::decode_response) where that is
    /// unsupported, for the rules X1 to X5 and X8.
    fn check_xml(&self, body: &[u8]) -> Answer {
        let _ = body;
        Answer::Unsupported
    }
}

/// What an implementation answers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Answer {
    /// The value that was asked for.
    Ok(Value),
    /// The service's error.
    ErrorResponse {
        /// The error, its status, its request id and its retry class.
        error: Value,
        /// What the body was when it was no error document: `empty`, `html`, `not-xml` or
        /// `other-xml`. An implementation that does not tell these apart answers `None`.
        body: Option<String>,
    },
    /// The input is refused.
    Reject {
        /// The implementation's own name for the reason.
        code: String,
        /// What it tells a person.
        message: String,
        /// The byte at fault, where it tells.
        offset: Option<usize>,
    },
    /// The implementation does not do this.
    Unsupported,
    /// No answer: a crash, a hang, nonsense. Always a failure.
    Broken(String),
}

impl Answer {
    /// A body that was written.
    #[must_use]
    pub fn body(body: impl Into<String>) -> Self {
        Self::Ok(json!({ "body": body.into() }))
    }

    /// The identities that were read.
    #[must_use]
    pub fn identities<I>(identities: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        let identities = identities.into_iter().map(|text| Value::String(text.into()));
        Self::Ok(json!({ "identities": identities.collect::<Value>() }))
    }

    /// A refusal without an offset.
    #[must_use]
    pub fn reject(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Reject { code: code.into(), message: message.into(), offset: None }
    }
}
