//! The report in the Test Anything Protocol, version 14.

use std::fmt::Write as _;

use super::Report;
use crate::display::{quote, shorten};
use crate::verdict::{Outcome, Verdict};

/// One test point per control and vector. Failures that do not decide are TODO, unsupported vectors
/// SKIP.
pub(super) fn tap(report: &Report) -> String {
    let points: Vec<&Verdict> = report.controls.iter().chain(&report.verdicts).collect();
    let mut out = format!("TAP version 14\n1..{}\n", points.len());
    for (index, verdict) in points.iter().enumerate() {
        let is_control = index < report.controls.len();
        point(&mut out, index + 1, verdict, is_control || report.decides(verdict));
    }
    out
}

fn point(out: &mut String, number: usize, verdict: &Verdict, decides: bool) {
    let Verdict { id, comment, outcome, .. } = verdict;
    let comment = shorten(comment).replace('\\', "\\\\").replace('#', "\\#");
    let _ = match outcome {
        Outcome::Passed => writeln!(out, "ok {number} - {id} {comment}"),
        Outcome::Unsupported if !decides => {
            writeln!(out, "ok {number} - {id} {comment} # SKIP unsupported")
        }
        _ if decides => writeln!(out, "not ok {number} - {id} {comment}"),
        _ => writeln!(out, "not ok {number} - {id} {comment} # TODO {}", reason(verdict)),
    };
    let mut lines = Vec::new();
    if let Some(cause) = outcome.cause() {
        lines.push(("cause", cause));
    }
    if let Outcome::Failed(difference) = outcome {
        lines.extend(difference.at.as_deref().map(|at| ("at", at)));
        lines.push(("expected", &difference.expected));
        lines.push(("found", &difference.found));
    }
    if lines.is_empty() {
        return;
    }
    out.push_str("  ---\n");
    for (name, text) in lines {
        let _ = writeln!(out, "  {name}: {}", quote(text));
    }
    out.push_str("  ...\n");
}

fn reason(verdict: &Verdict) -> String {
    if verdict.listed { "known".into() } else { verdict.level.as_str().into() }
}
