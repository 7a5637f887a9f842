//! The list of what an implementation is known to get wrong: one `ID  # reason` a line.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use ses_dkim_conformance::{Outcome, Report, Verdict, server_checks, vectors};

/// A list of known failures, with its comments and blank lines.
#[derive(Default)]
pub(crate) struct FailureList {
    lines: Vec<Line>,
}

/// A line of the list as it is, and the id that it names.
struct Line {
    id: Option<String>,
    text: String,
}

impl FailureList {
    /// Reads a list; one that is about to be written may be missing.
    pub(crate) fn read(path: &Path, may_be_new: bool) -> Result<Self, String> {
        let fails = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = match fs::read_to_string(path) {
            Err(error) if may_be_new && error.kind() == io::ErrorKind::NotFound => String::new(),
            other => other.map_err(|error| fails(&error))?,
        };
        let mut list = Self::default();
        for line in text.lines() {
            let (id, _) = line.split_once('#').unwrap_or((line, ""));
            let id = Some(id.trim()).filter(|id| !id.is_empty()).map(ToOwned::to_owned);
            if id.as_ref().is_some_and(|id| list.names(id)) {
                return Err(fails(&format!("expected each id once, found {line:?} again")));
            }
            list.lines.push(Line { id, text: line.to_owned() });
        }
        Ok(list)
    }

    fn names(&self, id: &str) -> bool {
        self.lines.iter().any(|line| line.id.as_deref() == Some(id))
    }

    /// The ids that are of no vector and no check of a server.
    pub(crate) fn unknown(&self) -> Vec<&str> {
        let ids = self.lines.iter().filter_map(|line| line.id.as_deref());
        let is_known = |id: &str| {
            vectors().any(|vector| vector.id == id)
                || server_checks().any(|(check, ..)| check == id)
        };
        ids.filter(|id| !is_known(id)).collect()
    }

    /// Marks the verdicts that the list forgives.
    pub(crate) fn mark(&self, report: &mut Report) {
        for verdict in &mut report.verdicts {
            verdict.listed = self.names(&verdict.id);
        }
    }

    /// What is listed, and was asked, and does not fail. What was not selected may be listed.
    pub(crate) fn stale<'a>(&self, report: &'a Report) -> Vec<&'a Verdict> {
        let stale = |verdict: &&Verdict| self.names(&verdict.id) && !verdict.is_failure();
        report.verdicts.iter().filter(stale).collect()
    }

    /// Writes the list again: what failed, the lines of what failed before as they were. A list of a
    /// run in which vectors were not asked would hide them, so it is not written.
    pub(crate) fn fix(&mut self, report: &Report, path: &Path) -> Result<(), String> {
        let not_asked = |verdict: &&Verdict| matches!(verdict.outcome, Outcome::NotAsked { .. });
        let count = report.verdicts.iter().filter(not_asked).count();
        if count > 0 {
            return Err(format!(
                "{} is not written: {count} vectors were not asked",
                path.display()
            ));
        }
        if report.judged() == 0 || !report.controls_passed() {
            return Err(format!("{} is not written: {}", path.display(), report.conclusion()));
        }
        let verdicts: BTreeMap<&str, &Verdict> =
            report.verdicts.iter().map(|verdict| (&*verdict.id, verdict)).collect();
        let unknown: Vec<String> = self.unknown().into_iter().map(ToOwned::to_owned).collect();
        self.lines.retain(|line| {
            line.id.as_deref().is_none_or(|id| {
                let fails = verdicts.get(id).is_none_or(|verdict| verdict.is_failure());
                fails && !unknown.iter().any(|unknown| unknown == id)
            })
        });
        for verdict in report.verdicts.iter().filter(|verdict| verdict.is_failure()) {
            if !self.names(&verdict.id) {
                let cause = verdict.outcome.cause().unwrap_or_default().replace(['\n', '\r'], " ");
                let cause: String = cause.chars().take(120).collect();
                let text = format!("{}  # {cause}", verdict.id);
                self.lines.push(Line { id: Some(verdict.id.clone()), text });
            }
        }
        let text: String = self.lines.iter().map(|line| format!("{}\n", line.text)).collect();
        fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
    }
}
