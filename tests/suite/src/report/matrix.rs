//! The HTML page: a row per rule, a column per implementation, each cell with its failures.

use std::fmt::Write as _;

use super::html::escape;
use super::text::{description, restrictions};
use super::{Counts, Report, title};
use crate::table::tables;
use crate::vector::Level;
use crate::verdict::{Outcome, Verdict};

/// The name of the controls among the rules.
const CONTROL: &str = "control";

/// A self-contained page of one or more reports: a row per rule, a column per implementation.
#[must_use]
pub fn matrix(reports: &[Report]) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n\
         <title>SES DKIM conformance</title>\n<style>\n{}</style>\n</head>\n<body>\n\
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
    out.push_str("</body>\n</html>\n");
    out
}

/// The versions of the vectors. Results of different versions are not comparable.
fn versions(out: &mut String, reports: &[Report]) {
    let mut versions: Vec<&str> = reports.iter().map(|report| &*report.vectors).collect();
    versions.sort_unstable();
    versions.dedup();
    let _ = writeln!(out, "<p>Vectors {}.</p>", escape(&versions.join(", ")));
    if versions.len() > 1 {
        out.push_str(
            "<p><strong>The reports are for different versions of the vectors.</strong></p>\n",
        );
    }
    out.push_str(
        "<p>A cell has the number of right answers and of judged vectors; its link shows the failures. \
         Red with a cross: a decisive failure. Yellow: only other failures.</p>\n",
    );
}

fn implementations(out: &mut String, reports: &[Report]) {
    out.push_str(
        "<table class=\"summary\">\n<thead><tr><th scope=\"col\">implementation</th>\
         <th scope=\"col\">conclusion</th>",
    );
    for level in Level::ALL {
        let _ = write!(out, "<th scope=\"col\">{}</th>", level.as_str());
    }
    out.push_str(
        "<th scope=\"col\">unsupported</th><th scope=\"col\">its API cannot express</th></tr>\
         </thead>\n<tbody>\n",
    );
    for report in reports {
        let name = escape(&description(&report.implementation));
        let class = if report.conforms() { "good" } else { "bad" };
        let conclusion = escape(&report.conclusion());
        let _ = write!(
            out,
            "<tr><th scope=\"row\">{name}</th>\
             <td class=\"{class}\" data-name=\"conclusion\">{conclusion}</td>"
        );
        for level in Level::ALL {
            let of_level = report.verdicts.iter().filter(|verdict| verdict.level == level);
            let counts: Counts = of_level.collect();
            let (level, passed, judged) = (level.as_str(), counts.passed, counts.judged());
            let _ = write!(out, "<td class=\"count\" data-name=\"{level}\">{passed}/{judged}</td>");
        }
        let counts: Counts = report.verdicts.iter().collect();
        let restrictions = escape(&restrictions(&report.implementation).join("; "));
        let _ = writeln!(
            out,
            "<td class=\"count\" data-name=\"unsupported\">{}</td>\
             <td data-name=\"its API cannot express\"><code>{restrictions}</code></td></tr>",
            counts.unsupported
        );
    }
    out.push_str("</tbody>\n</table>\n");
}

/// A table that is wider than the page scrolls separately, also with the keyboard.
fn rules(out: &mut String, reports: &[Report]) {
    out.push_str(
        "<div class=\"scroll\" role=\"region\" aria-label=\"Results by rule\" tabindex=\"0\">\n\
         <table class=\"rules\" id=\"rules\">\n<thead><tr><th scope=\"col\">rule</th>",
    );
    for report in reports {
        let name = escape(&description(&report.implementation));
        let _ = write!(out, "<th scope=\"col\">{name}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for rule in rules_of(reports) {
        let (name, title) = (escape(rule), escape(title(rule)));
        let _ = write!(out, "<tr><th scope=\"row\">{name} <span>{title}</span></th>");
        for (column, report) in reports.iter().enumerate() {
            cell(out, column, report, rule);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

/// The rules of every report, in the order of the suite, the controls first.
fn rules_of(reports: &[Report]) -> Vec<&str> {
    let mut rules: Vec<&str> = Vec::new();
    let known = tables().iter().map(|table| &*table.rule);
    let judged = reports.iter().flat_map(|report| &report.verdicts).map(|verdict| &*verdict.rule);
    for rule in [CONTROL].into_iter().chain(known).chain(judged) {
        let is_judged = || reports.iter().any(|report| of_rule(report, rule).next().is_some());
        if !rules.contains(&rule) && is_judged() {
            rules.push(rule);
        }
    }
    rules
}

fn of_rule<'a>(report: &'a Report, rule: &'a str) -> impl Iterator<Item = &'a Verdict> + Clone {
    let verdicts = if rule == CONTROL { &report.controls } else { &report.verdicts };
    verdicts.iter().filter(move |verdict| verdict.rule == rule)
}

/// Whether a verdict makes the implementation fail. A failed control always does.
fn decides(report: &Report, verdict: &Verdict) -> bool {
    let is_control = verdict.rule == CONTROL;
    report.decides(verdict) || is_control && verdict.outcome != Outcome::Passed
}

/// Whether a verdict is shown among the failures.
fn is_shown(verdict: &Verdict) -> bool {
    verdict.is_failure() || verdict.rule == CONTROL && verdict.outcome != Outcome::Passed
}

fn cell(out: &mut String, column: usize, report: &Report, rule: &str) {
    let counts: Counts = of_rule(report, rule).collect();
    let text = format!("{}/{}", counts.passed, counts.judged());
    let failures = of_rule(report, rule).filter(|verdict| is_shown(verdict)).count();
    let decisive = of_rule(report, rule).filter(|verdict| decides(report, verdict)).count();
    if failures == 0 {
        let _ = if counts.judged() == 0 {
            write!(out, "<td class=\"count none\">–</td>")
        } else {
            write!(out, "<td class=\"count good\">{text}</td>")
        };
        return;
    }
    let (class, mark) = if decisive > 0 { ("bad", "✗ ") } else { ("part", "") };
    let place = escape(rule);
    let _ = write!(
        out,
        "<td class=\"count {class}\"><a href=\"#{place}-{column}\" \
         title=\"failures: {failures}, decisive: {decisive}\">{mark}{text}</a></td>"
    );
}

fn failures(out: &mut String, column: usize, report: &Report, rule: &str) {
    let failures: Vec<&Verdict> =
        of_rule(report, rule).filter(|verdict| is_shown(verdict)).collect();
    if failures.is_empty() {
        return;
    }
    let (place, title) = (escape(rule), escape(title(rule)));
    let name = escape(&description(&report.implementation));
    let _ = writeln!(
        out,
        "<section class=\"failures\" id=\"{place}-{column}\" tabindex=\"-1\">\n\
         <h2>{place}: {name}</h2>\n<p>{title}. <a href=\"#rules\">Back to the table</a></p>"
    );
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
        let _ = writeln!(out, "<dt>{name}</dt><dd><code>{}</code></dd>", escape(text));
    };
    row("cause", outcome.cause().unwrap_or(outcome.as_str()));
    if let Outcome::Failed(difference) = outcome {
        if let Some(at) = &difference.at {
            row("at", at);
        }
        row("expected", &difference.expected);
        row("found", &difference.found);
    }
    let _ = writeln!(out, "<dt>source</dt><dd>{}</dd></dl></article>", linked(reference));
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
