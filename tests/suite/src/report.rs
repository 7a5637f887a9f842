//! What the judge says: a verdict for each vector, and their counts.

use std::collections::BTreeMap;
use std::fmt;

use serde::ser::{Serialize, SerializeStruct as _, Serializer};

use crate::vector::{Level, Vector};

/// What became of one vector.
#[derive(Clone, Debug, Eq, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Verdict {
    /// The name of the vector.
    pub name: String,
    /// Its rule.
    pub rule: String,
    /// Its level.
    pub level: Level,
    /// Its flags.
    pub flags: Vec<String>,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

impl Verdict {
    /// A verdict on a vector, for a harness of its own.
    #[must_use]
    pub fn new(vector: &Vector, outcome: Outcome) -> Self {
        Self {
            name: vector.name.clone(),
            rule: vector.rule.clone(),
            level: vector.level,
            flags: vector.flags.clone(),
            outcome,
        }
    }

    /// Why it failed, if it did.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Failed { why } | Outcome::Broken { why } => Some(why),
            Outcome::Passed | Outcome::Unsupported => None,
        }
    }

    /// Whether it failed with a wrong answer to a recommended vector: no answer is never forgiven.
    #[must_use]
    pub fn is_forgiven(&self) -> bool {
        self.level == Level::Recommended && matches!(self.outcome, Outcome::Failed { .. })
    }
}

/// What became of a vector.
#[derive(Clone, Debug, Eq, PartialEq, serde::Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
#[non_exhaustive]
pub enum Outcome {
    /// The answer is right.
    Passed,
    /// The answer is wrong.
    Failed {
        /// What was expected, and what came.
        why: String,
    },
    /// There was no answer: a crash, a hang, nonsense.
    Broken {
        /// What came.
        why: String,
    },
    /// The implementation does not do this.
    Unsupported,
}

/// How many vectors came to which end.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// Right answers.
    pub passed: usize,
    /// Wrong answers and crashes.
    pub failed: usize,
    /// Unsupported.
    pub skipped: usize,
}

impl Counts {
    const fn add(&mut self, outcome: &Outcome) {
        let place = match outcome {
            Outcome::Passed => &mut self.passed,
            Outcome::Failed { .. } | Outcome::Broken { .. } => &mut self.failed,
            Outcome::Unsupported => &mut self.skipped,
        };
        *place = place.saturating_add(1);
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { passed, failed, skipped } = self;
        write!(out, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

/// Every verdict of a run.
///
/// [`Display`](fmt::Display) prints tables by rule, by flag and by level, then each failure and the
/// verdict; `serde` writes the counts and the verdicts.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// The verdicts, in the order of the vectors.
    pub verdicts: Vec<Verdict>,
}

impl Report {
    /// Whether nothing failed but what is forgiven, and at least one vector passed.
    #[must_use]
    pub fn is_conformant(&self) -> bool {
        self.counts().passed > 0 && self.failures().all(Verdict::is_forgiven)
    }

    /// The verdicts on what failed.
    pub fn failures(&self) -> impl Iterator<Item = &Verdict> {
        self.verdicts.iter().filter(|verdict| verdict.failure().is_some())
    }

    /// The counts of all vectors.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for verdict in &self.verdicts {
            counts.add(&verdict.outcome);
        }
        counts
    }

    /// The counts by rule.
    #[must_use]
    pub fn by_rule(&self) -> BTreeMap<&str, Counts> {
        self.by(|verdict| std::slice::from_ref(&verdict.rule).iter().map(|rule| &**rule))
    }

    /// The counts by flag; a vector counts under each of its flags.
    #[must_use]
    pub fn by_flag(&self) -> BTreeMap<&str, Counts> {
        self.by(|verdict| verdict.flags.iter().map(|flag| &**flag))
    }

    /// The counts by level.
    #[must_use]
    pub fn by_level(&self) -> BTreeMap<&str, Counts> {
        self.by(|verdict| [verdict.level.as_str()])
    }

    fn by<'a, I: IntoIterator<Item = &'a str>>(
        &'a self,
        groups: impl Fn(&'a Verdict) -> I,
    ) -> BTreeMap<&'a str, Counts> {
        let mut table: BTreeMap<&str, Counts> = BTreeMap::new();
        for verdict in &self.verdicts {
            for group in groups(verdict) {
                table.entry(group).or_default().add(&verdict.outcome);
            }
        }
        table
    }
}

impl FromIterator<Verdict> for Report {
    fn from_iter<I: IntoIterator<Item = Verdict>>(verdicts: I) -> Self {
        Self { verdicts: verdicts.into_iter().collect() }
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut report = serializer.serialize_struct("Report", 6)?;
        report.serialize_field("conformant", &self.is_conformant())?;
        report.serialize_field("counts", &self.counts())?;
        report.serialize_field("by_level", &self.by_level())?;
        report.serialize_field("by_rule", &self.by_rule())?;
        report.serialize_field("by_flag", &self.by_flag())?;
        report.serialize_field("verdicts", &self.verdicts)?;
        report.end()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tables =
            [("rule", self.by_rule()), ("flag", self.by_flag()), ("level", self.by_level())];
        for (title, table) in tables {
            writeln!(out, "{title:<24} passed  failed  skipped")?;
            let mut rows: Vec<_> = table.into_iter().collect();
            // Q2 before Q10.
            if title == "rule" {
                rows.sort_by_key(|(rule, _)| (rule.chars().next(), rule.len()));
            }
            for (name, counts) in rows {
                let Counts { passed, failed, skipped } = counts;
                writeln!(out, "{name:<24} {passed:>6}  {failed:>6}  {skipped:>7}")?;
            }
            writeln!(out)?;
        }
        for verdict in self.failures() {
            let (level, why) = (verdict.level.as_str(), verdict.failure().unwrap_or_default());
            writeln!(out, "FAILED {} ({level}, {}): {why}", verdict.name, verdict.rule)?;
        }
        let conformant = if self.is_conformant() { "" } else { "not " };
        writeln!(out, "{conformant}conformant")?;
        write!(out, "{}", self.counts())
    }
}
