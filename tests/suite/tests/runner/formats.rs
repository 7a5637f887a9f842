//! The formats of the report: each has every verdict, and a failure has its explanation.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use ses_dkim_conformance::{FILES, Report, controls, tables, vectors};

use super::liar::VICTIM;
use super::{LONG_TIMEOUT, Run, place};

fn wrong_once(format: &str) -> String {
    judged("is-wrong-once", format, 1)
}

/// The report on an adapter in a format.
fn judged(lie: &str, format: &str, code: i32) -> String {
    let options = [&LONG_TIMEOUT[..], &["--format", format]].concat();
    let run = Run::of(&options, &["role:adapter", lie]);
    run.ends(code);
    run.printed
}

pub(super) fn json_has_every_verdict() {
    let json: Value = serde_json::from_str(&wrong_once("json")).unwrap();
    assert_eq!(json["implementation"]["name"], "is-wrong-once");
    assert_eq!(json["conforms"], false);
    let verdicts = json["verdicts"].as_array().unwrap();
    assert_eq!(verdicts.len(), vectors().count());
    for (outcome, count) in json["counts"].as_object().unwrap() {
        let found = verdicts.iter().filter(|verdict| verdict["outcome"] == **outcome).count();
        assert_eq!(*count, found, "{outcome}");
    }
    assert_eq!(json["counts"]["failed"], 1);
    assert_eq!(json["counts"]["passed"], vectors().count() - 1);
}

pub(super) fn tap_is_numbered_without_a_gap() {
    let tap = wrong_once("tap");
    let mut lines = tap.lines();
    assert_eq!(lines.next(), Some("TAP version 14"));
    let plan = lines.next().unwrap().strip_prefix("1..").unwrap().parse::<usize>().unwrap();
    assert_eq!(plan, vectors().count() + controls().len());
    let (mut count, mut failed, mut in_block) = (0, Vec::new(), false);
    for line in lines {
        match line {
            "  ---" | "  ..." => in_block = !in_block,
            _ if in_block => {
                let (name, text) = line.trim_start().split_once(": ").unwrap();
                assert!(["cause", "at", "expected", "found"].contains(&name), "{line}");
                serde_json::from_str::<String>(text).unwrap();
            }
            _ => {
                count += 1;
                let point = line.strip_prefix("not ").unwrap_or(line);
                assert!(point.starts_with(&format!("ok {count} - ")), "{line}");
                failed.extend((point != line).then_some(point));
            }
        }
    }
    assert!(!in_block);
    assert_eq!(count, plan);
    assert!(failed.len() == 1 && failed[0].contains(VICTIM), "{failed:?}");
}

pub(super) fn junit_is_well_formed_with_right_counts() {
    let junit = wrong_once("junit");
    let document = roxmltree::Document::parse(&junit).unwrap();
    let count = |within: roxmltree::Node<'_, '_>, name| {
        within.descendants().filter(|node| node.has_tag_name(name)).count()
    };
    for suite in document.descendants().filter(|node| node.has_tag_name("testsuite")) {
        for (attribute, element) in
            [("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")]
        {
            let attributed: usize = suite.attribute(attribute).unwrap().parse().unwrap();
            assert_eq!(
                attributed,
                count(suite, element),
                "{attribute} of {:?}",
                suite.attribute("name")
            );
        }
    }
    let rules = tables().len() + 1;
    assert_eq!(count(document.root(), "testsuite"), rules);
    assert_eq!(count(document.root(), "testcase"), vectors().count() + controls().len());
    assert_eq!(count(document.root(), "failure"), 1);
    let failure = document.descendants().find(|node| node.has_tag_name("failure")).unwrap();
    let case = failure.parent().unwrap().attribute("name").unwrap();
    assert!(case.starts_with(VICTIM), "{case}");
}

/// A failure that is not decisive must not fail a build.
pub(super) fn failures_that_do_not_decide_are_skipped_or_todo() {
    let json: Value = serde_json::from_str(&judged("loses-the-type", "json", 0)).unwrap();
    let failed = |level: &str| {
        let verdicts = json["verdicts"].as_array().unwrap().iter();
        verdicts.filter(|v| v["outcome"] == "failed" && v["level"] == level).count()
    };
    let not_decisive = failed("recommended");
    assert!(failed("required") == 0 && not_decisive > 0, "{not_decisive}");

    let tap = judged("loses-the-type", "tap", 0);
    let points = tap.lines().filter(|line| line.starts_with("not ok "));
    let (to_do, fatal): (Vec<&str>, Vec<&str>) = points.partition(|line| line.contains(" # TODO "));
    assert_eq!((fatal.len(), to_do.len()), (0, not_decisive), "{tap}");

    let junit = judged("loses-the-type", "junit", 0);
    let document = roxmltree::Document::parse(&junit).unwrap();
    let count = |name| document.descendants().filter(|node| node.has_tag_name(name)).count();
    assert_eq!((count("failure"), count("skipped")), (0, not_decisive), "{junit}");
}

/// The page is XML too, so that a parser can check it.
pub(super) fn html_is_well_formed_and_its_links_resolve() {
    let html = wrong_once("html");
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(&html, options).unwrap();
    let mut ids = BTreeSet::new();
    for id in document.descendants().filter_map(|node| node.attribute("id")) {
        assert!(ids.insert(id), "the id {id} occurs twice");
    }
    let links = document.descendants().filter_map(|node| node.attribute("href"));
    let (inside, outside): (Vec<&str>, Vec<&str>) = links.partition(|link| link.starts_with('#'));
    for link in &inside {
        assert!(ids.contains(&link[1..]), "{link} does not resolve");
    }
    assert!(inside.contains(&"#R1-0"), "{inside:?}");
    assert!(outside.iter().all(|link| link.starts_with("https://")), "{outside:?}");
    let rows = document.descendants().filter(|node| node.attribute("scope") == Some("row")).count();
    assert_eq!(rows, 1 + 1 + tables().len(), "the implementation, the controls and the rules");
    let article = document.descendants().find(|node| node.has_tag_name("article")).unwrap();
    let text: String = article.descendants().filter_map(|node| node.text()).collect();
    assert!(text.contains(VICTIM), "{text}");
}

pub(super) fn several_reports_make_one_page() {
    let reports = ["is-wrong-once", "honest"].map(|name| {
        let options = [&LONG_TIMEOUT[..], &["--format", "json"]].concat();
        let printed = Run::of(&options, &["role:adapter", name]).printed;
        let report: Report = serde_json::from_str(&printed).unwrap();
        assert_eq!(report.to_json(), printed);
        let path = place(&format!("{name}.json"));
        fs::write(&path, printed).unwrap();
        path.to_str().unwrap().to_owned()
    });
    let run = Run::with(&["report", &reports[0], &reports[1]]);
    run.ends(0);
    assert!(run.printed.contains("<a href=\"#R1-0\"") && run.printed.contains("id=\"R1-0\""));
    assert!(!run.printed.contains("href=\"#R1-1\""), "the honest one has no failure");
    for outside in ["<script", "<link", "src=", "url(", "@import"] {
        assert!(!run.printed.contains(outside), "the page is not self-contained: {outside}");
    }
    Run::with(&["report", "no-such-report.json"]).ends(2);
}

pub(super) fn vectors_are_listed_shown_and_exported() {
    let version = Run::with(&["--version"]).printed;
    assert!(version.contains(&format!("vectors {}", ses_dkim_conformance::version())), "{version}");
    let shown = Run::with(&["show", VICTIM]).printed;
    let vector = vectors().find(|vector| vector.id == VICTIM).unwrap();
    assert!(shown.contains(&vector.comment) && shown.contains(&vector.reference), "{shown}");
    let body = Run::with(&["show", VICTIM, "--body"]).printed;
    assert_eq!(Some(body.as_bytes()), vector.question.body());
    Run::with(&["show", "no-such-vector"]).ends(2);

    let folder = place("exported");
    Run::with(&["export", folder.to_str().unwrap()]).ends(0);
    for (name, text) in FILES {
        assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), *text, "{name}");
    }
    let schema = Run::with(&["schema"]).printed;
    assert_eq!(fs::read_to_string(folder.join("schema.json")).unwrap(), schema);
}

pub(super) fn a_failure_is_printed_with_its_context() {
    let text = wrong_once("text");
    let vector = vectors().find(|vector| vector.id == VICTIM).unwrap();
    let expected = format!(
        "1 × /DkimAttributes/*/DkimEnabled differs\n    {VICTIM} (required) {}\n      {}\n      \
         at /DkimAttributes/example.com/DkimEnabled\n      expected true\n      found    false\n      \
         ses-dkim-conformance show {VICTIM}\n",
        vector.comment, vector.reference
    );
    assert!(text.contains(&expected), "{text}");
}

pub(super) fn omitted_fields_are_not_compared() {
    let losing = Run::of(&LONG_TIMEOUT, &["role:adapter", "loses-the-type"]);
    assert!(losing.output.contains("× /Error/Type is missing"), "{}", losing.output);
    let omitting = Run::of(&LONG_TIMEOUT, &["role:adapter", "omits-the-type"]);
    omitting.ends(0);
    assert!(omitting.output.contains("  omits Type\n"), "{}", omitting.output);
    assert!(omitting.output.contains("  Type left out of "), "{}", omitting.output);
    assert!(!omitting.output.contains("/Error/Type"), "{}", omitting.output);
}
