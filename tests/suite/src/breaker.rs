//! Stops asking after too many questions without an answer.

use std::cell::Cell;

use crate::codec::Answer;
use crate::verdict::Outcome;

/// Counts the questions in a row without an answer, and stops asking after too many.
#[derive(Debug, Default)]
pub(crate) struct CircuitBreaker {
    broken: Cell<u32>,
}

/// Why a question has no answer.
pub(crate) enum Unanswered {
    /// There was none.
    Broken(String),
    /// The question was not asked.
    NotAsked(String),
}

impl CircuitBreaker {
    /// After this number of questions in a row without an answer, the rest is not asked.
    const LIMIT: u32 = 5;

    /// Asks, unless too many questions had no answer.
    pub(crate) fn ask<T>(&self, ask: impl FnOnce() -> Result<T, String>) -> Result<T, Unanswered> {
        if self.broken.get() >= Self::LIMIT {
            return Err(Unanswered::NotAsked(format!(
                "not asked, after {} questions in a row without an answer",
                Self::LIMIT
            )));
        }
        match ask() {
            Ok(answer) => {
                self.broken.set(0);
                Ok(answer)
            }
            Err(why) => {
                self.broken.set(self.broken.get() + 1);
                Err(Unanswered::Broken(why))
            }
        }
    }
}

impl From<Unanswered> for Answer {
    fn from(unanswered: Unanswered) -> Self {
        match unanswered {
            Unanswered::Broken(cause) => Self::Broken(cause),
            Unanswered::NotAsked(cause) => Self::NotAsked(cause),
        }
    }
}

impl From<Unanswered> for Outcome {
    fn from(unanswered: Unanswered) -> Self {
        match unanswered {
            Unanswered::Broken(cause) => Self::Broken { cause },
            Unanswered::NotAsked(cause) => Self::NotAsked { cause },
        }
    }
}
