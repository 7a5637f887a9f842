//! The report of a run: a verdict for each vector, and the conclusion.

mod counts;
mod html;
mod junit;
mod matrix;
mod tap;
mod text;

use serde::{Deserialize, Serialize};

use crate::implementation::Implementation;
use crate::table::tables;
use crate::vector::Level;
use crate::verdict::{Outcome, Verdict};

pub use counts::Counts;
pub use matrix::matrix;

/// Every verdict of a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Report {
    /// The version of the suite that judged.
    pub tool: String,
    /// The version of its vectors.
    pub vectors: String,
    /// The description of the implementation.
    pub implementation: Implementation,
    /// How many vectors there are, selected or not.
    pub total: usize,
    /// The verdicts on the controls, which are asked in every run.
    pub controls: Vec<Verdict>,
    /// The verdicts on the selected vectors, in the order of the rules.
    pub verdicts: Vec<Verdict>,
}

/// Vectors that failed for the same cause.
#[derive(Debug)]
#[non_exhaustive]
pub struct Group<'a> {
    /// The cause.
    pub cause: &'a str,
    /// The rule, if the cause is too general to group several rules.
    pub rule: Option<&'a str>,
    /// The verdicts, in the order of the vectors.
    pub verdicts: Vec<&'a Verdict>,
}

/// The title of a rule. Empty for other names.
fn title(rule: &str) -> &'static str {
    match tables().iter().find(|table| table.rule == rule) {
        Some(table) => &table.title,
        None if rule == "control" => "The simplest questions, asked in every run",
        None if rule == "S" => "The life cycle of a domain, over HTTP",
        None => "",
    }
}

impl Report {
    /// Whether the implementation passes every control, answers every question, and passes every
    /// decisive vector that it was asked and that is not a known failure.
    #[must_use]
    pub fn conforms(&self) -> bool {
        self.is_decided() && self.controls_passed() && self.decisive_failures().next().is_none()
    }

    /// How many vectors were asked and are supported.
    #[must_use]
    pub fn judged(&self) -> usize {
        let judged = |verdict: &&Verdict| verdict.outcome != Outcome::Unsupported;
        self.verdicts.iter().filter(judged).count()
    }

    /// Whether every control passed. An implementation that accepts everything, or refuses
    /// everything, fails one.
    #[must_use]
    pub fn controls_passed(&self) -> bool {
        let passed = |verdict: &Verdict| verdict.outcome == Outcome::Passed;
        !self.controls.is_empty() && self.controls.iter().all(passed)
    }

    /// The decisive level: the strictest one among the selected vectors.
    #[must_use]
    pub fn decisive_level(&self) -> Level {
        self.verdicts.iter().map(|verdict| verdict.level).min().unwrap_or(Level::Required)
    }

    /// Whether a vector of the decisive level was judged. An implementation does not choose that
    /// level by what it supports, so without such a vector there is no conclusion.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        let level = self.decisive_level();
        let judged = |verdict: &Verdict| verdict.outcome != Outcome::Unsupported;
        self.verdicts.iter().any(|verdict| verdict.level == level && judged(verdict))
    }

    /// Whether a verdict makes the implementation fail. A question that was not asked always does.
    #[must_use]
    pub fn decides(&self, verdict: &Verdict) -> bool {
        match verdict.outcome {
            Outcome::NotAsked { .. } => true,
            Outcome::Broken { .. } => !verdict.listed,
            Outcome::Failed(_) => !verdict.listed && verdict.level == self.decisive_level(),
            Outcome::Passed | Outcome::Unsupported => false,
        }
    }

    /// The verdicts that make the implementation fail.
    pub fn decisive_failures(&self) -> impl Iterator<Item = &Verdict> {
        self.verdicts.iter().filter(|verdict| self.decides(verdict))
    }

    /// The selected verdicts, grouped by cause, the largest group first.
    pub fn groups(&self, which: impl Fn(&Verdict) -> bool) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for verdict in self.verdicts.iter().filter(|verdict| which(verdict)) {
            let Some(cause) = verdict.outcome.cause() else { continue };
            let rule = match &verdict.outcome {
                Outcome::Failed(difference) if difference.at.is_none() => Some(&*verdict.rule),
                _ => None,
            };
            match groups.iter_mut().find(|group| (group.cause, group.rule) == (cause, rule)) {
                Some(group) => group.verdicts.push(verdict),
                None => groups.push(Group { cause, rule, verdicts: vec![verdict] }),
            }
        }
        groups.sort_by_key(|group| std::cmp::Reverse(group.verdicts.len()));
        groups
    }

    /// The fields that were left out of comparisons, with the number of comparisons.
    #[must_use]
    pub fn omissions(&self) -> Vec<(&str, usize)> {
        let mut counts = std::collections::BTreeMap::new();
        for field in self.verdicts.iter().flat_map(|verdict| &verdict.omitted) {
            *counts.entry(&**field).or_insert(0) += 1;
        }
        counts.into_iter().collect()
    }

    /// The conclusion, as a sentence.
    #[must_use]
    pub fn conclusion(&self) -> String {
        let level = self.decisive_level();
        let counts: Counts =
            self.verdicts.iter().filter(|verdict| verdict.level == level).collect();
        let level = level.as_str();
        if !self.is_decided() {
            return format!("no conclusion: every selected {level} vector is unsupported");
        }
        if !self.controls_passed() {
            return "does not conform: a control did not pass".into();
        }
        if self.conforms() {
            let known = counts.failed + counts.broken;
            let known =
                if known == 0 { String::new() } else { format!(", {known} known failures") };
            return format!("conforms: {} {level} vectors passed{known}", counts.passed);
        }
        let failed = self.decisive_failures().count();
        format!("does not conform: {failed} failed, {} {level} vectors passed", counts.passed)
    }

    /// The whole report as text.
    #[must_use]
    pub fn to_text(&self) -> String {
        text::text(self)
    }

    /// The report as JSON, which `serde_json` reads back.
    #[must_use]
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct Concluded<'a> {
            suite: &'a str,
            conforms: bool,
            conclusion: String,
            counts: Counts,
            #[serde(flatten)]
            report: &'a Report,
        }
        let concluded = Concluded {
            suite: "ses-dkim",
            conforms: self.conforms(),
            conclusion: self.conclusion(),
            counts: self.verdicts.iter().collect(),
            report: self,
        };
        serde_json::to_string_pretty(&concluded).expect("a report has only text and numbers") + "\n"
    }

    /// The report as `JUnit` XML.
    #[must_use]
    pub fn to_junit(&self) -> String {
        junit::junit(self)
    }

    /// The report in the Test Anything Protocol, version 14.
    #[must_use]
    pub fn to_tap(&self) -> String {
        tap::tap(self)
    }

    /// The report as an HTML page.
    #[must_use]
    pub fn to_html(&self) -> String {
        matrix(std::slice::from_ref(self))
    }
}
