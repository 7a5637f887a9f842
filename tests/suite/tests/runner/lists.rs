//! The rules of the failure list: what is not listed, what need not be, and what names nothing.

use std::fs;
use std::path::{Path, PathBuf};

use super::{PATIENT, Run};

/// The place of a list of this name, which is not there yet.
fn list(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_file(&path).ok();
    path
}

/// Judges the adapter that refuses everything, with this list.
fn with_list(path: &Path, options: &[&str]) -> Run {
    let failures = ["--failures", path.to_str().unwrap()];
    Run::of(&[&PATIENT, &failures, options].concat(), &["role:liar", "always-refuses"])
}

pub(super) fn a_fixed_list_forgives_what_it_lists() {
    let path = list("fixed.txt");
    with_list(&path, &["--fix"]).ends(0);
    with_list(&path, &[]).ends(0);
    let text = fs::read_to_string(&path).unwrap();
    let (name, _) = text.lines().next().unwrap().split_once("  # ").unwrap();
    let reasoned = format!("# Why not?\n{name}  # a good reason\n");
    fs::write(&path, &reasoned).unwrap();
    with_list(&path, &["--fix"]).ends(0);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with(&reasoned), "the reason is lost: {text}");
    assert!(text.lines().count() > 100, "the other failures are missing: {text}");
}

pub(super) fn an_unlisted_failure_fails() {
    let path = list("unlisted.txt");
    with_list(&path, &["--fix"]).ends(0);
    let required = "response/the-documented-answer";
    let text = fs::read_to_string(&path).unwrap();
    let others: Vec<&str> = text.lines().filter(|line| !line.starts_with(required)).collect();
    assert!(others.len() < text.lines().count(), "{required} does not fail");
    fs::write(&path, others.join("\n")).unwrap();
    let run = with_list(&path, &[]);
    run.ends(1);
    assert!(run.said.contains("UNLISTED response/the-documented-answer"), "{}", run.said);
}

pub(super) fn stale_and_unknown_entries_fail() {
    for (entry, word) in
        [("response/a-second-root-is-refused", "STALE"), ("response/no-such-vector", "UNKNOWN")]
    {
        let path = list(&format!("{word}.txt"));
        with_list(&path, &["--fix"]).ends(0);
        let fixed = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{fixed}{entry}  # once\n")).unwrap();
        let run = with_list(&path, &[]);
        run.ends(1);
        assert!(run.said.contains(&format!("{word} {entry}")), "{}", run.said);
        with_list(&path, &["--fix"]).ends(0);
        assert_eq!(fs::read_to_string(&path).unwrap(), fixed);
    }
}

pub(super) fn an_entry_that_stands_twice_could_not_run() {
    let path = list("twice.txt");
    let entry = "response/a-second-root-is-refused  # once\n";
    fs::write(&path, entry.repeat(2)).unwrap();
    with_list(&path, &[]).ends(2);
}
