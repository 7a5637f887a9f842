//! An implementation and its answers.

use serde_json::{Map, Value, json};

use crate::display::shorten;
use crate::implementation::Implementation;
use crate::question::Question;

/// An implementation under judgement.
pub trait Codec {
    /// Its description of itself.
    fn implementation(&self) -> Implementation {
        Implementation::default()
    }

    /// Answers a question. If it does not support the question, the answer is
    /// [`Answer::Unsupported`].
    fn answer(&self, question: &Question) -> Answer;
}

/// The answer of an implementation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Answer {
    /// The value that was asked for, in the shape of the op.
    Ok(Map<String, Value>),
    /// An error of the service, in the shape of the protocol.
    ErrorResponse(Map<String, Value>),
    /// The input is refused.
    Reject(Rejection),
    /// The implementation does not support this.
    Unsupported,
    /// No answer: a crash, a hang, or a line that is not a reply. Always a failure.
    Broken(String),
    /// The question was not asked, because too many earlier ones had no answer. Always a failure.
    NotAsked(String),
}

/// The reason for a refusal, as the implementation reports it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Rejection {
    /// Its name for the reason.
    pub code: String,
    /// The human-readable message.
    pub message: String,
    /// The parameter at fault, if it is known.
    pub parameter: Option<String>,
    /// The offset of the byte at fault, if it is known.
    pub offset: Option<usize>,
}

impl Rejection {
    /// A refusal with this code.
    #[must_use]
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into(), ..Self::default() }
    }

    /// Sets the parameter at fault.
    #[must_use]
    pub fn with_parameter(mut self, parameter: impl Into<String>) -> Self {
        self.parameter = Some(parameter.into());
        self
    }

    /// Sets the offset of the byte at fault.
    #[must_use]
    pub const fn with_offset(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }
}

impl Answer {
    /// A written body.
    #[must_use]
    pub fn body(body: impl Into<String>) -> Self {
        Self::Ok(Map::from_iter([("body".to_owned(), Value::String(body.into()))]))
    }

    /// A refusal without an offset.
    #[must_use]
    pub fn reject(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Reject(Rejection::new(code, message))
    }

    /// The answer in a reply of the protocol, so that an adapter can be judged without a process.
    ///
    /// # Errors
    ///
    /// When the object is not a reply. The message says what was expected and what was found.
    pub fn from_reply(reply: &Map<String, Value>) -> Result<Self, String> {
        const OUTCOMES: [&str; 4] = ["ok", "error_response", "reject", "unsupported"];
        let malformed = |expected: &str| {
            format!("expected {expected}, found {}", shorten(&json!(reply).to_string()))
        };
        let mut outcomes = OUTCOMES.iter().filter_map(|key| Some((*key, reply.get(*key)?)));
        let (Some(outcome), None) = (outcomes.next(), outcomes.next()) else {
            return Err(malformed("exactly one of ok, error_response, reject and unsupported"));
        };
        match outcome {
            ("ok", Value::Object(value)) => Ok(Self::Ok(value.clone())),
            ("error_response", Value::Object(error)) => Ok(Self::ErrorResponse(error.clone())),
            ("reject", Value::Object(reject)) => {
                rejection(reject).map(Self::Reject).ok_or_else(|| malformed("a reject with a code"))
            }
            ("unsupported", Value::Bool(true)) => Ok(Self::Unsupported),
            ("unsupported", _) => Err(malformed("unsupported to be true")),
            (name, _) => Err(malformed(&format!("{name} to be an object"))),
        }
    }
}

fn rejection(reject: &Map<String, Value>) -> Option<Rejection> {
    let text = |key| reject.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
    Some(Rejection {
        code: text("code")?,
        message: text("message").unwrap_or_default(),
        parameter: text("parameter"),
        offset: reject.get("offset").and_then(Value::as_u64).and_then(|at| at.try_into().ok()),
    })
}
