//! An implementation, and what it answers.

use serde_json::{Map, Value, json};

use crate::display::shorten;
use crate::implementation::Implementation;
use crate::question::Question;

/// An implementation under judgement.
pub trait Codec {
    /// What it says of itself.
    fn implementation(&self) -> Implementation {
        Implementation::default()
    }

    /// Answers a question; what it cannot do is [`Answer::Unsupported`].
    fn answer(&self, question: &Question) -> Answer;
}

/// What an implementation answers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Answer {
    /// The value that was asked for, in the shape of the op.
    Ok(Map<String, Value>),
    /// An error of the service, in the shape of the protocol.
    ErrorResponse(Map<String, Value>),
    /// The input is refused.
    Reject(Rejection),
    /// The implementation does not do this.
    Unsupported,
    /// No answer: a crash, a hang, or a line that is not a reply. Always a failure.
    Broken(String),
    /// The question was not asked, because too many before it had no answer. Always a failure.
    NotAsked(String),
}

/// Why an implementation refuses, in its own words.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Rejection {
    /// Its name for the reason.
    pub code: String,
    /// The message for a person.
    pub message: String,
    /// The parameter at fault, where it is known.
    pub parameter: Option<String>,
    /// The byte at fault, where it is known.
    pub offset: Option<usize>,
}

impl Rejection {
    /// A refusal of this code.
    #[must_use]
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into(), ..Self::default() }
    }

    /// Names the parameter at fault.
    #[must_use]
    pub fn with_parameter(mut self, parameter: impl Into<String>) -> Self {
        self.parameter = Some(parameter.into());
        self
    }

    /// Names the byte at fault.
    #[must_use]
    pub const fn with_offset(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }
}

impl Answer {
    /// A body that was written.
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
    /// When the object is not a reply: what was expected and what was found.
    pub fn from_reply(reply: &Map<String, Value>) -> Result<Self, String> {
        const OUTCOMES: [&str; 4] = ["ok", "error_response", "reject", "unsupported"];
        let nonsense = |expected: &str| {
            format!("expected {expected}, found {}", shorten(&json!(reply).to_string()))
        };
        let mut outcomes = OUTCOMES.iter().filter_map(|key| Some((*key, reply.get(*key)?)));
        let (Some(outcome), None) = (outcomes.next(), outcomes.next()) else {
            return Err(nonsense("exactly one of ok, error_response, reject and unsupported"));
        };
        match outcome {
            ("ok", Value::Object(value)) => Ok(Self::Ok(value.clone())),
            ("error_response", Value::Object(error)) => Ok(Self::ErrorResponse(error.clone())),
            ("reject", Value::Object(reject)) => {
                rejection(reject).map(Self::Reject).ok_or_else(|| nonsense("a reject with a code"))
            }
            ("unsupported", Value::Bool(true)) => Ok(Self::Unsupported),
            ("unsupported", _) => Err(nonsense("unsupported to be true")),
            (name, _) => Err(nonsense(&format!("{name} to be an object"))),
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
