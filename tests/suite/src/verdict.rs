//! The verdict on one vector.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::operation::Operation;
use crate::vector::{Level, Vector};

/// The verdict on one vector.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Verdict {
    /// The id of the vector.
    pub id: String,
    /// Its rule.
    pub rule: String,
    /// Its level.
    pub level: Level,
    /// Its operation, if it has one.
    pub operation: Option<Operation>,
    /// Its op.
    pub op: String,
    /// Its flags.
    pub flags: Vec<String>,
    /// Its comment.
    pub comment: String,
    /// The public source of the expectation.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Whether a list of known failures names it.
    #[serde(default)]
    pub listed: bool,
    /// The fields that were left out of the comparison, because the API does not have them.
    #[serde(default)]
    pub omitted: BTreeSet<String>,
    /// The outcome.
    #[serde(flatten)]
    pub outcome: Outcome,
}

impl Verdict {
    /// A verdict on a vector.
    #[must_use]
    pub fn new(vector: &Vector, outcome: Outcome) -> Self {
        Self {
            id: vector.id.clone(),
            rule: vector.rule.clone(),
            level: vector.level,
            operation: vector.question.operation.flatten(),
            op: vector.question.op().to_owned(),
            flags: vector.flags.clone(),
            comment: vector.comment.clone(),
            reference: vector.reference.clone(),
            listed: false,
            omitted: BTreeSet::new(),
            outcome,
        }
    }

    /// Whether it failed, known or not.
    #[must_use]
    pub const fn is_failure(&self) -> bool {
        matches!(self.outcome, Outcome::Failed(_)) || self.is_unanswered()
    }

    /// Whether there was no answer, which is a failure at every level.
    #[must_use]
    pub const fn is_unanswered(&self) -> bool {
        matches!(self.outcome, Outcome::Broken { .. } | Outcome::NotAsked { .. })
    }
}

/// The outcome of a vector.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
#[non_exhaustive]
pub enum Outcome {
    /// The answer is right.
    Passed,
    /// The answer is wrong.
    Failed(Difference),
    /// There was no answer: a crash, a hang, or a line that is not a reply.
    Broken {
        /// What happened.
        cause: String,
    },
    /// It was not asked, because too many earlier vectors had no answer.
    NotAsked {
        /// Why not.
        cause: String,
    },
    /// The implementation does not support this.
    Unsupported,
}

impl Outcome {
    /// The word of the outcome in reports.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed(_) => "failed",
            Self::Broken { .. } => "broken",
            Self::NotAsked { .. } => "not-asked",
            Self::Unsupported => "unsupported",
        }
    }

    /// Why it failed, in general words, so that vectors can be grouped.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        match self {
            Self::Failed(difference) => Some(&difference.cause),
            Self::Broken { cause } | Self::NotAsked { cause } => Some(cause),
            Self::Passed | Self::Unsupported => None,
        }
    }
}

/// The first place in which an answer differs from what is expected.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Difference {
    /// The fault in general words, such as `/Error/Type is missing`.
    pub cause: String,
    /// The place in this answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What is expected there. For a long text, the part around the first difference.
    pub expected: String,
    /// What was found there.
    pub found: String,
}

#[cfg(test)]
mod tests {
    use super::{Difference, Outcome, Verdict};
    use crate::vectors;

    #[test]
    fn a_failure_is_a_wrong_answer_or_none() {
        let difference = Difference { cause: "c".into(), ..Difference::default() };
        for (outcome, word, cause, is_failure, is_unanswered) in [
            (Outcome::Passed, "passed", None, false, false),
            (Outcome::Failed(difference), "failed", Some("c"), true, false),
            (Outcome::Broken { cause: "c".into() }, "broken", Some("c"), true, true),
            (Outcome::NotAsked { cause: "c".into() }, "not-asked", Some("c"), true, true),
            (Outcome::Unsupported, "unsupported", None, false, false),
        ] {
            assert_eq!((outcome.as_str(), outcome.cause()), (word, cause));
            let verdict = Verdict::new(vectors().next().unwrap(), outcome);
            assert_eq!(
                (verdict.is_failure(), verdict.is_unanswered()),
                (is_failure, is_unanswered)
            );
        }
    }
}
