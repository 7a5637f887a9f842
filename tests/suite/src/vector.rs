//! A vector, as its table has it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::question::Question;

/// One case: a question, and what an implementation must make of it.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Vector {
    /// A rule and a number; it never changes.
    pub id: String,
    /// The rule under test, which is that of the table.
    #[serde(skip, default = "of_a_control")]
    pub rule: String,
    /// What the case shows, and what a faulty implementation does.
    pub comment: String,
    /// How much it matters.
    pub level: Level,
    /// The classes of faults that the case looks for.
    pub flags: Vec<String>,
    /// The public source of the expectation.
    #[serde(rename = "ref")]
    pub reference: String,
    /// What is asked.
    #[serde(flatten)]
    pub question: Question,
    /// What must come out.
    #[serde(rename = "expect")]
    pub expectation: Expectation,
}

/// What controls have in place of a rule, as they are in no table.
fn of_a_control() -> String {
    "control".to_owned()
}

/// How much a vector matters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Level {
    /// A public specification fixes the outcome, or any other outcome loses, invents or mixes up data.
    Required,
    /// Sound practice that specifications leave open; a wrong answer is reported and forgiven.
    Recommended,
    /// Several outcomes pass, a crash does not.
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

/// What must come out of a vector.
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
    /// Each of these passes.
    Any(Vec<Self>),
}

/// Why an input is refused, in the words of the codec that the vectors come with.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Diagnosis {
    /// The kind of the fault.
    #[serde(default)]
    pub code: Option<String>,
    /// The parameter of a form that is at fault.
    #[serde(default)]
    pub parameter: Option<String>,
    /// The byte at fault, where only one can be meant.
    #[serde(default)]
    pub offset: Option<usize>,
}
