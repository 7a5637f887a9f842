//! A vector of a table.

use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::question::Question;

/// One case: a question and its expectation.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Vector {
    /// A rule and a number. It never changes.
    pub id: String,
    /// The rule under test, which is the rule of the table.
    #[serde(skip, default = "of_a_control")]
    pub rule: String,
    /// What the case shows, and what a faulty implementation does.
    pub comment: String,
    /// The level.
    pub level: Level,
    /// The classes of faults that the case detects.
    pub flags: Vec<String>,
    /// The public source of the expectation.
    #[serde(rename = "ref")]
    pub reference: String,
    /// The question.
    #[serde(flatten)]
    pub question: Question,
    /// The expected outcome.
    #[serde(rename = "expect")]
    pub expectation: Expectation,
}

/// The rule of controls, which are in no table.
fn of_a_control() -> String {
    "control".to_owned()
}

/// The level of a vector.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Level {
    /// A public specification fixes the outcome, or any other outcome loses, invents or mixes up
    /// data.
    Required,
    /// Good practice that specifications leave open. A wrong answer is reported and does not count.
    Recommended,
    /// Several outcomes pass. A crash fails.
    Choice,
}

impl Level {
    /// Every level, the strictest first.
    pub const ALL: [Self; 3] = [Self::Required, Self::Recommended, Self::Choice];

    /// The word in the vector.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Recommended => "recommended",
            Self::Choice => "choice",
        }
    }
}

/// The expected outcome of a vector.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Expectation {
    /// The input is accepted, with this value.
    Ok(Map<String, Value>),
    /// The reply is an error of the service.
    ErrorResponse(Map<String, Value>),
    /// The input is refused.
    Reject(Diagnosis),
    /// Any of the outcomes passes. There is at least one.
    Any(#[serde(deserialize_with = "outcomes")] Vec<Self>),
}

/// Reads the outcomes that pass. If there were none, every answer would pass.
fn outcomes<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Expectation>, D::Error> {
    let outcomes = Vec::deserialize(from)?;
    if outcomes.is_empty() {
        return Err(D::Error::custom("expected at least one outcome, found none"));
    }
    Ok(outcomes)
}

/// The reason for a refusal, as reported by the codec that the vectors come with.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Diagnosis {
    /// The kind of the fault.
    #[serde(default)]
    pub code: Option<String>,
    /// The parameter of a form that is at fault.
    #[serde(default)]
    pub parameter: Option<String>,
    /// The offset of the byte at fault, if it is unambiguous.
    #[serde(default)]
    pub offset: Option<usize>,
}
