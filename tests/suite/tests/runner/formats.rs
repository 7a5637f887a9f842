//! What is printed: every format tells every verdict, and a failure is told so that it can be understood.

use std::fs;

use serde_json::Value;
use ses_dkim_conformance::{FILES, Report, vectors};

use super::liar::VICTIM;
use super::{PATIENT, Run, place};

fn wrong_once(format: &str) -> String {
    let options = [&PATIENT[..], &["--format", format]].concat();
    let run = Run::of(&options, &["role:adapter", "is-wrong-once"]);
    run.ends(1);
    run.printed
}

pub(super) fn every_format_tells_every_verdict() {
    let json: Value = serde_json::from_str(&wrong_once("json")).unwrap();
    let controls = json["controls"].as_array().unwrap().len();
    assert_eq!(json["implementation"]["name"], "is-wrong-once");
    assert_eq!(json["conforms"], false);
    assert_eq!(json["counts"]["failed"], 1);
    assert_eq!(json["verdicts"].as_array().unwrap().len(), vectors().count());
    let all = vectors().count() + controls;

    let tap = wrong_once("tap");
    assert!(tap.starts_with(&format!("TAP version 14\n1..{all}\n")), "{tap}");
    assert_eq!(tap.lines().filter(|line| line.starts_with("ok ")).count(), all - 1);
    let failed: Vec<&str> = tap.lines().filter(|line| line.starts_with("not ok ")).collect();
    assert!(failed.len() == 1 && failed[0].contains(VICTIM), "{failed:?}");

    let junit = wrong_once("junit");
    let document = roxmltree::Document::parse(&junit).unwrap();
    let count = |name| document.descendants().filter(|node| node.has_tag_name(name)).count();
    assert_eq!(count("testcase"), all);
    assert_eq!(count("failure"), 1);
    assert_eq!(count("skipped"), 0);

    let html = wrong_once("html");
    assert!(html.contains(VICTIM) && html.contains("is-wrong-once"), "{html}");
}

pub(super) fn a_report_reads_back_as_a_page() {
    let reports = ["is-wrong-once", "honest"].map(|name| {
        let options = [&PATIENT[..], &["--format", "json"]].concat();
        let printed = Run::of(&options, &["role:adapter", name]).printed;
        let report: Report = serde_json::from_str(&printed).unwrap();
        assert_eq!(report.to_json(), printed);
        let path = place(&format!("{name}.json"));
        fs::write(&path, printed).unwrap();
        path.to_str().unwrap().to_owned()
    });
    let run = Run::with(&["report", &reports[0], &reports[1]]);
    run.ends(0);
    assert!(run.printed.contains("<a href=\"#R1-0\">") && run.printed.contains("id=\"R1-0\""));
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

pub(super) fn a_failure_is_told_with_its_context() {
    let text = wrong_once("text");
    let vector = vectors().find(|vector| vector.id == VICTIM).unwrap();
    let told = format!(
        "1 × /DkimAttributes/*/DkimEnabled differs\n    {VICTIM} (required) {}\n      {}\n      \
         at /DkimAttributes/example.com/DkimEnabled\n      expected true\n      found    false\n      \
         ses-dkim-conformance show {VICTIM}\n",
        vector.comment, vector.reference
    );
    assert!(text.contains(&told), "{text}");
}

pub(super) fn what_an_api_omits_is_not_compared() {
    let losing = Run::of(&PATIENT, &["role:adapter", "loses-the-type"]);
    assert!(losing.said.contains("× /Error/Type is missing"), "{}", losing.said);
    let omitting = Run::of(&PATIENT, &["role:adapter", "omits-the-type"]);
    omitting.ends(0);
    assert!(omitting.said.contains("  omits Type\n"), "{}", omitting.said);
    assert!(omitting.said.contains("  Type left out of "), "{}", omitting.said);
    assert!(!omitting.said.contains("/Error/Type"), "{}", omitting.said);
}
