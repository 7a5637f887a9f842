//! The report as `JUnit` XML, which continuous integration servers read.

use std::fmt::Write as _;

use super::Report;
use super::html::escape;
use crate::verdict::{Outcome, Verdict};

/// One test suite per rule, one test case per vector. Failures that do not decide, and unsupported
/// vectors, are skipped.
pub(super) fn junit(report: &Report) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    suite(&mut out, report, "control", &report.controls.iter().collect::<Vec<_>>());
    let mut rules: Vec<&str> = report.verdicts.iter().map(|verdict| &*verdict.rule).collect();
    rules.dedup();
    for rule in rules {
        let of_rule = report.verdicts.iter().filter(|verdict| verdict.rule == rule);
        suite(&mut out, report, rule, &of_rule.collect::<Vec<_>>());
    }
    out.push_str("</testsuites>\n");
    out
}

fn suite(out: &mut String, report: &Report, name: &str, verdicts: &[&Verdict]) {
    let is_control = name == "control";
    let fails = |verdict: &&&Verdict| {
        if is_control { verdict.outcome != Outcome::Passed } else { report.decides(verdict) }
    };
    let failures = verdicts.iter().filter(fails).count();
    let passed = verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Passed).count();
    let skipped = verdicts.len() - failures - passed;
    let _ = writeln!(
        out,
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\" skipped=\"{skipped}\">",
        escape(name),
        verdicts.len()
    );
    for verdict in verdicts {
        case(out, verdict, fails(&verdict));
    }
    out.push_str("  </testsuite>\n");
}

fn case(out: &mut String, verdict: &Verdict, fails: bool) {
    let Verdict { id, rule, comment, reference, outcome, .. } = verdict;
    let name = escape(&format!("{id} {comment}"));
    let _ = write!(out, "    <testcase classname=\"{}\" name=\"{name}\"", escape(rule));
    let cause = escape(outcome.cause().unwrap_or(outcome.as_str()));
    match outcome {
        Outcome::Passed => {
            out.push_str("/>\n");
            return;
        }
        _ if !fails => {
            let _ = write!(out, "><skipped message=\"{cause}\"/>");
        }
        Outcome::Failed(difference) => {
            let at = difference.at.as_deref().unwrap_or("the answer");
            let text = format!(
                "{at}\nexpected {}\nfound    {}\n{reference}",
                difference.expected, difference.found
            );
            let _ = write!(out, "><failure message=\"{cause}\">{}</failure>", escape(&text));
        }
        _ => {
            let _ = write!(out, "><failure message=\"{cause}\"/>");
        }
    }
    out.push_str("</testcase>\n");
}
