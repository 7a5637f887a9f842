//! The list of what an implementation is known to get wrong: one `name  # reason` a line.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use ses_dkim_conformance::{Report, Vector};

/// The names that may fail, each with its reason.
#[derive(Default)]
pub(crate) struct FailureList {
    /// The comment lines at the head.
    head: String,
    entries: BTreeMap<String, String>,
}

impl FailureList {
    /// Reads a list; one that is about to be written need not be there.
    pub(crate) fn read(path: &Path, may_be_new: bool) -> Result<Self, String> {
        let text = match fs::read_to_string(path) {
            Err(error) if may_be_new && error.kind() == io::ErrorKind::NotFound => String::new(),
            other => other.map_err(|error| format!("{}: {error}", path.display()))?,
        };
        let mut list = Self::default();
        for line in text.lines().map(str::trim) {
            let (name, reason) = line.split_once('#').unwrap_or((line, ""));
            if name.is_empty() {
                if list.entries.is_empty() && !line.is_empty() {
                    list.head.push_str(line);
                    list.head.push('\n');
                }
                continue;
            }
            let (name, reason) = (name.trim().to_owned(), reason.trim().to_owned());
            if list.entries.insert(name, reason).is_some() {
                return Err(format!("{}: listed twice: {line}", path.display()));
            }
        }
        Ok(list)
    }

    /// Whether every name is one of a vector; others are dropped from a list that is rewritten.
    pub(crate) fn knows(&mut self, vectors: &[Vector], fix: bool) -> bool {
        let mut unknown = Vec::new();
        self.entries.retain(|name, _| {
            let known = vectors.iter().any(|vector| vector.name == *name);
            if !known {
                unknown.push(name.clone());
            }
            known
        });
        for name in &unknown {
            eprintln!("UNKNOWN {name}: is no vector");
        }
        fix || unknown.is_empty()
    }

    /// Whether what failed is what is listed; a recommended vector with a wrong answer may be listed
    /// or not.
    pub(crate) fn agrees(&self, report: &Report) -> bool {
        let mut agrees = true;
        for verdict in &report.verdicts {
            let listed = self.entries.contains_key(&verdict.name);
            let (word, what) = match verdict.failure() {
                Some(_) if !listed && !verdict.is_forgiven() => {
                    ("UNLISTED", "fails, and is not listed")
                }
                None if listed => ("STALE", "is listed, and does not fail"),
                _ => continue,
            };
            agrees = false;
            eprintln!("{word} {}: {what}", verdict.name);
        }
        agrees && report.counts().passed > 0
    }

    /// Writes the list anew: what failed, old reasons kept; what was not asked stays.
    pub(crate) fn fix(mut self, report: &Report, path: &Path) -> Result<(), String> {
        for verdict in &report.verdicts {
            match verdict.failure() {
                Some(why) => {
                    let why = || why.chars().take(120).collect();
                    self.entries.entry(verdict.name.clone()).or_insert_with(why);
                }
                None => drop(self.entries.remove(&verdict.name)),
            }
        }
        let mut text = self.head;
        for (name, reason) in &self.entries {
            let line = format!("{name}  # {reason}");
            text.push_str(line.trim_end_matches(['#', ' ']));
            text.push('\n');
        }
        fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
    }
}
