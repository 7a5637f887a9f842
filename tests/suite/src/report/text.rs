//! The report as text for a terminal.

use std::fmt::Write as _;

use super::{Counts, Group, Report};
use crate::display::shorten;
use crate::implementation::Implementation;
use crate::vector::Level;
use crate::verdict::{Outcome, Verdict};

/// The width of a line of ids.
const WIDTH: usize = 92;

/// How many failures after the first are shown with their comments.
const COMMENTED: usize = 4;

/// The whole report.
pub(super) fn text(report: &Report) -> String {
    let mut out = String::new();
    head(&mut out, report);
    tables(&mut out, report);
    for control in report.controls.iter().filter(|verdict| verdict.outcome != Outcome::Passed) {
        out.push_str("CONTROL, which every implementation must pass\n");
        one(&mut out, control);
        out.push('\n');
    }
    let known = |verdict: &Verdict| verdict.listed && !report.decides(verdict);
    section(&mut out, "FAILED", &report.groups(|verdict| report.decides(verdict)));
    section(
        &mut out,
        "FAILED, not decisive",
        &report.groups(|verdict| !report.decides(verdict) && !known(verdict)),
    );
    section(&mut out, "FAILED, listed as known", &report.groups(known));
    let _ = writeln!(out, "{}", report.conclusion());
    out
}

fn head(out: &mut String, report: &Report) {
    let _ = writeln!(out, "{}", description(&report.implementation));
    for line in restrictions(&report.implementation) {
        let _ = writeln!(out, "  {line}");
    }
    let asked = report.judged();
    let Report { total, vectors, verdicts, .. } = report;
    let _ = writeln!(
        out,
        "vectors {vectors}: {} of {total} selected, {asked} of them judged",
        verdicts.len()
    );
    for (field, count) in report.omissions() {
        let _ = writeln!(out, "  {field} left out of {count} comparisons");
    }
    out.push('\n');
}

/// The implementation on one line.
pub(super) fn description(implementation: &Implementation) -> String {
    let Implementation { name, version, language, .. } = implementation;
    let name = if name.is_empty() { "an implementation without a name" } else { name };
    let language = if language.is_empty() { String::new() } else { format!(" ({language})") };
    shorten(&format!("{name} {version}{language}")).trim().to_owned()
}

/// What its API cannot express.
pub(super) fn restrictions(implementation: &Implementation) -> Vec<String> {
    let Implementation { omits, folds, .. } = implementation;
    let omits: Vec<String> = omits.iter().cloned().map(String::from).collect();
    let folds: Vec<String> = folds.iter().cloned().map(String::from).collect();
    [("omits", omits), ("folds", folds)]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(word, names)| format!("{word} {}", names.join(", ")))
        .collect()
}

fn counts(report: &Report, which: impl Fn(&&Verdict) -> bool) -> Counts {
    report.verdicts.iter().filter(which).collect()
}

fn tables(out: &mut String, report: &Report) {
    let mut rules: Vec<&str> = report.verdicts.iter().map(|verdict| &*verdict.rule).collect();
    rules.dedup();
    let rows = rules.iter().map(|rule| (*rule, counts(report, |verdict| verdict.rule == *rule)));
    table(out, "rule", rows);
    let unsupported = rules
        .iter()
        .filter(|rule| counts(report, |verdict| verdict.rule == **rule).judged() == 0)
        .fold(String::new(), |names, rule| names + " " + rule);
    if !unsupported.is_empty() {
        let _ = writeln!(out, "unsupported:{unsupported}\n");
    }
    let rows = Level::ALL
        .into_iter()
        .map(|level| (level.as_str(), counts(report, |verdict| verdict.level == level)));
    table(out, "level", rows);
}

fn table<'a>(out: &mut String, title: &str, rows: impl Iterator<Item = (&'a str, Counts)>) {
    let _ = writeln!(out, "{title:<12} passed  failed  no answer  unsupported");
    for (name, counts) in rows.filter(|(_, counts)| counts.judged() > 0) {
        let Counts { passed, failed, broken, unsupported } = counts;
        let title = super::title(name);
        let row = format!("{name:<12} {passed:>6}  {failed:>6}  {broken:>9}  {unsupported:>11}");
        let _ = writeln!(out, "{}", format!("{row}  {title}").trim_end());
    }
    out.push('\n');
}

fn section(out: &mut String, title: &str, groups: &[Group<'_>]) {
    if groups.is_empty() {
        return;
    }
    let _ = writeln!(out, "{title}\n");
    for Group { cause, rule, verdicts } in groups {
        let rule = rule.map(|rule| format!(" ({rule} {})", super::title(rule)));
        let rule = rule.unwrap_or_default();
        let _ = writeln!(out, "{} × {}{rule}", verdicts.len(), shorten(cause));
        if let Some((first, others)) = verdicts.split_first() {
            one(out, first);
            also(out, others);
        }
        out.push('\n');
    }
}

/// One failure with its details.
fn one(out: &mut String, verdict: &Verdict) {
    let Verdict { id, comment, reference, level, .. } = verdict;
    let level = level.as_str();
    let _ = writeln!(out, "    {id} ({level}) {comment}");
    let _ = writeln!(out, "      {reference}");
    match &verdict.outcome {
        Outcome::Failed(difference) => {
            if let Some(at) = &difference.at {
                let _ = writeln!(out, "      at {at}");
            }
            let _ = writeln!(out, "      expected {}", difference.expected);
            let _ = writeln!(out, "      found    {}", difference.found);
        }
        Outcome::Broken { cause } | Outcome::NotAsked { cause } => {
            let _ = writeln!(out, "      {}", shorten(cause));
        }
        Outcome::Passed => {}
        Outcome::Unsupported => out.push_str("      reported as unsupported\n"),
    }
    let _ = writeln!(out, "      ses-dkim-conformance show {id}");
}

/// The others with the same cause: some with their comments, the rest by id.
fn also(out: &mut String, verdicts: &[&Verdict]) {
    let (some, rest) = verdicts.split_at(verdicts.len().min(COMMENTED));
    for Verdict { id, comment, .. } in some {
        let _ = writeln!(out, "    {id} {}", shorten(comment));
    }
    let mut line = String::from("   ");
    for Verdict { id, .. } in rest {
        if line.len() + id.len() > WIDTH {
            let _ = writeln!(out, "{line}");
            line = String::from("   ");
        }
        let _ = write!(line, " {id}");
    }
    if !rest.is_empty() {
        let _ = writeln!(out, "{line}");
    }
}
