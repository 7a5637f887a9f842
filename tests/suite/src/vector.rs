//! A vector, as its file has it.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde_json::Value;

/// One case: a body, and what a codec must make of it.
#[derive(Clone, Debug, serde::Deserialize)]
#[non_exhaustive]
pub struct Vector {
    /// The kind and a statement of what holds: `response/text-split-by-a-comment-is-joined`.
    pub name: String,
    /// What the case shows and what a wrong reader does.
    pub why: String,
    /// The rule under test.
    pub rule: String,
    /// The public source of the rule.
    #[serde(rename = "ref")]
    pub reference: String,
    /// How much it matters.
    pub level: Level,
    /// The classes of bugs that the case hunts.
    pub flags: Vec<String>,
    /// Whether the body is read, written, or both.
    #[serde(default)]
    pub direction: Direction,
    /// The HTTP status that came with the body.
    #[serde(default = "success")]
    pub status: u16,
    /// The request id that came in a header.
    #[serde(default)]
    pub request_id_header: Option<String>,
    /// Whether the indented form is written.
    #[serde(default)]
    pub indented: bool,
    /// The value that cannot be written.
    #[serde(default)]
    pub input: Option<Value>,
    /// Which of this crate's readers takes the body.
    #[serde(default)]
    pub reader: Option<Reader>,
    /// What must come out.
    #[serde(rename = "expect")]
    pub expectation: Expectation,
    /// The body, byte for byte.
    #[serde(flatten, deserialize_with = "bytes")]
    pub body: Vec<u8>,
}

impl Vector {
    /// What the body is; the first word of the name.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.name.split_once('/') {
            Some(("request", _)) => Kind::Request,
            Some(("error", _)) => Kind::Error,
            _ => Kind::Response,
        }
    }

    /// Whether the body of an answer is well-formed XML: only the operation refuses it, if anything.
    pub(crate) fn is_well_formed(&self) -> bool {
        match &self.expectation {
            Expectation::Ok { .. } | Expectation::ErrorResponse { .. } => true,
            Expectation::Reject { code, .. } => matches!(
                &**code,
                "unexpected-root"
                    | "service-error"
                    | "missing-element"
                    | "duplicate-element"
                    | "element-in-text"
                    | "invalid-boolean"
            ),
        }
    }
}

const fn success() -> u16 {
    200
}

/// The body, which is text where it can be.
fn bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Shape {
        Body(String),
        BodyB64(String),
    }
    match Shape::deserialize(deserializer)? {
        Shape::Body(text) => Ok(text.into_bytes()),
        Shape::BodyB64(text) => STANDARD.decode(text).map_err(D::Error::custom),
    }
}

/// What a body is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Kind {
    /// A request form.
    Request,
    /// What came with a status of success, as a rule.
    Response,
    /// What came with a status of an error.
    Error,
}

/// How much a vector matters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Level {
    /// Otherwise data is lost, invented or mixed up, or a specification broken.
    Required,
    /// Sound practice; a wrong answer is reported and forgiven.
    Recommended,
    /// Either outcome will do, a crash will not.
    Acceptable,
}

impl Level {
    /// The word in the vector.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Recommended => "recommended",
            Self::Acceptable => "acceptable",
        }
    }
}

/// What is done with the body of a vector.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Direction {
    /// It is read.
    #[default]
    Decode,
    /// It is exactly what must be written.
    Encode,
    /// It is read, and exactly what must be written.
    Both,
}

/// A reader of this crate.
#[derive(Clone, Copy, Debug, Eq, PartialEq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reader {
    /// The one that knows the exact form that the service writes.
    Canonical,
    /// The one that reads any XML.
    General,
}

/// What must come out of a vector.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Expectation {
    /// A value.
    Ok {
        /// The identities of a request, or a response.
        #[serde(rename = "ok")]
        value: Value,
    },
    /// The service's error.
    ErrorResponse {
        /// The error, its status, its request id and its retry class.
        #[serde(rename = "error_response")]
        error: Value,
        /// What the body was when it was no error document.
        #[serde(default)]
        body: Option<String>,
    },
    /// A refusal.
    Reject {
        /// The kind of the refusal, in this crate's words.
        #[serde(rename = "reject")]
        code: String,
        /// The byte at fault, where only one can be meant.
        #[serde(default)]
        offset: Option<usize>,
    },
}

impl fmt::Display for Expectation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ok { value } => write!(out, "{value}"),
            Self::ErrorResponse { error, .. } => write!(out, "the service error {error}"),
            Self::Reject { code, .. } => write!(out, "a refusal ({code})"),
        }
    }
}
