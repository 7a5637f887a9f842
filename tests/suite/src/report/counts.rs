//! The number of vectors of each outcome.

use serde::Serialize;

use crate::verdict::{Outcome, Verdict};

/// The number of vectors of each outcome.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// Right answers.
    pub passed: usize,
    /// Wrong answers.
    pub failed: usize,
    /// No answers, and questions that were not asked.
    pub broken: usize,
    /// Vectors that the implementation does not support.
    pub unsupported: usize,
}

impl Counts {
    /// The vectors that were judged.
    #[must_use]
    pub const fn judged(&self) -> usize {
        self.passed + self.failed + self.broken
    }
}

impl<'a> FromIterator<&'a Verdict> for Counts {
    fn from_iter<I: IntoIterator<Item = &'a Verdict>>(verdicts: I) -> Self {
        let mut counts = Self::default();
        for verdict in verdicts {
            let place = match verdict.outcome {
                Outcome::Passed => &mut counts.passed,
                Outcome::Failed(_) => &mut counts.failed,
                Outcome::Broken { .. } | Outcome::NotAsked { .. } => &mut counts.broken,
                Outcome::Unsupported => &mut counts.unsupported,
            };
            *place += 1;
        }
        counts
    }
}
