//! The page: rules by implementations, each cell with its failures.

use std::fmt::Write as _;

use super::html::escape;
use super::text::{introduction, restrictions};
use super::{Counts, Report, title};
use crate::table::tables;
use crate::vector::Level;
use crate::verdict::{Outcome, Verdict};

/// One self-contained page of one report or several: a row a rule, a column an implementation.
#[must_use]
pub fn matrix(reports: &[Report]) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>SES DKIM conformance</title>\n<style>\n{}</style>\n\
         <h1>SES DKIM conformance</h1>\n",
        include_str!("matrix.css")
    );
    versions(&mut out, reports);
    implementations(&mut out, reports);
    rules(&mut out, reports);
    for (column, report) in reports.iter().enumerate() {
        for rule in rules_of(reports) {
            failures(&mut out, column, report, rule);
        }
    }
    out.push_str("</html>\n");
    out
}

/// Which vectors judged; results of different ones are not comparable.
fn versions(out: &mut String, reports: &[Report]) {
    let mut versions: Vec<&str> = reports.iter().map(|report| &*report.vectors).collect();
    versions.sort_unstable();
    versions.dedup();
    let _ = writeln!(out, "<p>Vectors {}.</p>", escape(&versions.join(", ")));
    if versions.len() > 1 {
        out.push_str("<p><strong>The reports are of different vectors.</strong></p>\n");
    }
    out.push_str(
        "<p>A cell tells how many of the vectors that were judged have the right answer; it opens \
         the others. Red: a failure that decides. Yellow: failures that are forgiven.</p>\n",
    );
}

fn implementations(out: &mut String, reports: &[Report]) {
    out.push_str("<table>\n<tr><th>implementation<th>conclusion");
    for level in Level::ALL {
        let _ = write!(out, "<th>{}", level.as_str());
    }
    out.push_str("<th>unsupported<th>its API cannot express</tr>\n");
    for report in reports {
        let name = escape(&introduction(&report.implementation));
        let class = if report.conforms() { "good" } else { "bad" };
        let conclusion = escape(&report.conclusion());
        let _ = write!(out, "<tr><th>{name}<td class=\"{class}\">{conclusion}");
        for level in Level::ALL {
            let of_level = report.verdicts.iter().filter(|verdict| verdict.level == level);
            let counts: Counts = of_level.collect();
            let _ = write!(out, "<td class=\"count\">{}/{}", counts.passed, counts.judged());
        }
        let counts: Counts = report.verdicts.iter().collect();
        let restrictions = escape(&restrictions(&report.implementation).join("; "));
        let _ = writeln!(
            out,
            "<td class=\"count\">{}<td><code>{restrictions}</code></tr>",
            counts.unsupported
        );
    }
    out.push_str("</table>\n");
}

fn rules(out: &mut String, reports: &[Report]) {
    out.push_str("<table>\n<tr><th>rule<th>");
    for report in reports {
        let _ = write!(out, "<th>{}", escape(&introduction(&report.implementation)));
    }
    out.push_str("</tr>\n");
    for rule in rules_of(reports) {
        let _ = write!(out, "<tr><th>{}<td>{}", escape(rule), escape(title(rule)));
        for (column, report) in reports.iter().enumerate() {
            cell(out, column, report, rule);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
}

/// The rules of every report, in the order of the suite.
fn rules_of(reports: &[Report]) -> Vec<&str> {
    let mut rules: Vec<&str> = Vec::new();
    let known = tables().iter().map(|table| &*table.rule);
    let judged = reports.iter().flat_map(|report| &report.verdicts).map(|verdict| &*verdict.rule);
    for rule in known.chain(judged) {
        let is_judged = || {
            reports.iter().flat_map(|report| &report.verdicts).any(|verdict| verdict.rule == rule)
        };
        if !rules.contains(&rule) && is_judged() {
            rules.push(rule);
        }
    }
    rules
}

fn of_rule<'a>(report: &'a Report, rule: &'a str) -> impl Iterator<Item = &'a Verdict> + Clone {
    report.verdicts.iter().filter(move |verdict| verdict.rule == rule)
}

fn cell(out: &mut String, column: usize, report: &Report, rule: &str) {
    let counts: Counts = of_rule(report, rule).collect();
    let text = format!("{}/{}", counts.passed, counts.judged());
    let decides = of_rule(report, rule).any(|verdict| report.decides(verdict));
    let fails = of_rule(report, rule).any(Verdict::is_failure);
    let _ = match (counts.judged(), decides, fails) {
        (0, ..) => write!(out, "<td class=\"count none\">–"),
        (_, _, false) => write!(out, "<td class=\"count good\">{text}"),
        (_, decides, true) => {
            let class = if decides { "bad" } else { "part" };
            let place = escape(rule);
            write!(out, "<td class=\"count {class}\"><a href=\"#{place}-{column}\">{text}</a>")
        }
    };
}

fn failures(out: &mut String, column: usize, report: &Report, rule: &str) {
    let failures: Vec<&Verdict> =
        of_rule(report, rule).filter(|verdict| verdict.is_failure()).collect();
    if failures.is_empty() {
        return;
    }
    let rule = escape(rule);
    let name = escape(&introduction(&report.implementation));
    let _ = writeln!(out, "<section class=\"failures\" id=\"{rule}-{column}\">");
    let _ = writeln!(out, "<h2>{rule}: {name}</h2>");
    for verdict in failures {
        failure(out, verdict);
    }
    out.push_str("</section>\n");
}

fn failure(out: &mut String, verdict: &Verdict) {
    let Verdict { id, comment, level, reference, listed, outcome, .. } = verdict;
    let known = if *listed { ", known" } else { "" };
    let level = level.as_str();
    let _ = writeln!(
        out,
        "<article><strong>{}</strong> ({level}{known}) {}<dl>",
        escape(id),
        escape(comment)
    );
    let mut row = |name: &str, text: &str| {
        let _ = writeln!(out, "<dt>{name}<dd><code>{}</code>", escape(text));
    };
    row("cause", outcome.cause().unwrap_or_default());
    if let Outcome::Failed(difference) = outcome {
        if let Some(at) = &difference.at {
            row("at", at);
        }
        row("expected", &difference.expected);
        row("found", &difference.found);
    }
    let _ = writeln!(out, "<dt>source<dd>{}</dl></article>", linked(reference));
}

/// A text with its links.
fn linked(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let escaped = escape(word);
        if word.starts_with("https://") {
            format!("<a href=\"{escaped}\">{escaped}</a>")
        } else {
            escaped
        }
    });
    words.collect::<Vec<_>>().join(" ")
}
