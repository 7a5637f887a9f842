//! The list of the known failures of an implementation: one `ID  # reason` per line.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use ses_dkim_conformance::{Outcome, Report, Verdict, server_checks, vectors};

/// A list of known failures, with its comments and blank lines.
#[derive(Default)]
pub(crate) struct FailureList {
    lines: Vec<Line>,
}

/// A line of the list, and the id that it names.
struct Line {
    id: Option<String>,
    text: String,
}

impl FailureList {
    /// Reads a list. It may be missing if it is about to be written.
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

    /// The ids that name no vector and no check of a server.
    pub(crate) fn unknown(&self) -> Vec<&str> {
        let ids = self.lines.iter().filter_map(|line| line.id.as_deref());
        let is_known = |id: &str| {
            vectors().any(|vector| vector.id == id)
                || server_checks().any(|(check, ..)| check == id)
        };
        ids.filter(|id| !is_known(id)).collect()
    }

    /// Marks the verdicts that the list names.
    pub(crate) fn mark(&self, report: &mut Report) {
        for verdict in &mut report.verdicts {
            verdict.listed = self.names(&verdict.id);
        }
    }

    /// The listed vectors that were asked and do not fail. Vectors that were not selected may be
    /// listed.
    pub(crate) fn stale<'a>(&self, report: &'a Report) -> Vec<&'a Verdict> {
        let stale = |verdict: &&Verdict| self.names(&verdict.id) && !verdict.is_failure();
        report.verdicts.iter().filter(stale).collect()
    }

    /// Writes the list with the failures of a run. The lines of vectors that still fail are kept.
    /// If vectors were not asked, the list is not written, because it would hide them.
    pub(crate) fn fix(&mut self, report: &Report, path: &Path) -> Result<(), String> {
        let not_asked = |verdict: &&Verdict| matches!(verdict.outcome, Outcome::NotAsked { .. });
        let count = report.verdicts.iter().filter(not_asked).count();
        if count > 0 {
            return Err(format!(
                "{} is not written: {count} vectors were not asked",
                path.display()
            ));
        }
        if !report.is_decided() || !report.controls_passed() {
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
