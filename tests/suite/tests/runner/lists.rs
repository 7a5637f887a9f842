//! The rules of the list of known failures: unlisted failures, stale and unknown entries, and what
//! a list cannot hide.

use std::fs;
use std::path::Path;

use super::liar::VICTIM;
use super::{LONG_TIMEOUT, Run, place};

/// Judges the adapter that loses a field, with this list.
fn with_list(path: &Path, options: &[&str]) -> Run {
    judged("loses-the-type", path, options)
}

fn judged(lie: &str, path: &Path, options: &[&str]) -> Run {
    let failures = ["--failures", path.to_str().unwrap()];
    Run::of(&[&LONG_TIMEOUT, &failures, options].concat(), &["role:adapter", lie])
}

/// A list that `--fix` wrote.
fn fixed(name: &str) -> std::path::PathBuf {
    let path = place(name);
    with_list(&path, &["--fix"]).ends(0);
    path
}

pub(super) fn listed_failures_do_not_count() {
    let path = fixed("fixed.txt");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.lines().count() > 3, "{text}");
    assert!(text.lines().all(|line| line.ends_with("  # /Error/Type is missing")), "{text}");
    let run = with_list(&path, &[]);
    run.ends(0);
    assert!(run.output.contains("FAILED, listed as known"), "{}", run.output);
}

pub(super) fn comments_and_blank_lines_survive() {
    let path = fixed("comments.txt");
    let text = fs::read_to_string(&path).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    let (id, _) = first.split_once("  # ").unwrap();
    let second = rest.lines().next().unwrap();
    let kept = format!("# What we know\n\n{id}   # a good reason\n\n# More\n{second}\n");
    // An entry that does not fail is removed, without other lines.
    fs::write(&path, format!("{kept}{VICTIM}  # once\n# The end\n")).unwrap();
    with_list(&path, &["--fix"]).ends(0);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with(&format!("{kept}# The end\n")), "{text}");
    with_list(&path, &[]).ends(0);
}

pub(super) fn an_unlisted_failure_fails() {
    let path = fixed("unlisted.txt");
    let text = fs::read_to_string(&path).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    let (id, _) = first.split_once("  # ").unwrap();
    fs::write(&path, rest).unwrap();
    let run = with_list(&path, &["--level", "required,recommended", "--id", id]);
    run.ends(1);
    assert!(run.output.contains(&format!("UNLISTED {id}")), "{}", run.output);
}

pub(super) fn a_list_cannot_hide_what_was_not_asked() {
    let (path, note) = (place("dead.txt"), place("dead.note"));
    let role = ["role:adapter", "dies-for-good", note.to_str().unwrap()];
    let options = ["--failures", path.to_str().unwrap(), "--fix"];
    let run = Run::of(&[&LONG_TIMEOUT, &options[..]].concat(), &role);
    run.ends(2);
    assert!(run.output.contains("is not written"), "{}", run.output);
    assert!(!path.exists(), "a list was written");
    // Every id is listed, but questions that were not asked still fail.
    let all = Run::with(&["list"]).printed;
    let ids: String = all
        .lines()
        .map(|line| line.split('\t').next().unwrap())
        .fold(String::new(), |text, id| text + id + "\n");
    fs::write(&path, ids).unwrap();
    fs::remove_file(&note).unwrap();
    let run = Run::of(&[&LONG_TIMEOUT, &options[..2]].concat(), &role);
    run.ends(1);
    assert!(run.output.contains("not asked, after 5 questions"), "{}", run.output);
}

pub(super) fn a_list_cannot_hide_a_control() {
    let path = place("control.txt");
    let run = judged("always-refuses", &path, &["--fix"]);
    run.ends(2);
    assert!(run.output.contains("is not written: does not conform: a control"), "{}", run.output);
    assert!(!path.exists(), "a list was written");
}

pub(super) fn unselected_vectors_may_be_listed() {
    let path = fixed("selected.txt");
    let before = fs::read_to_string(&path).unwrap();
    with_list(&path, &["--rule", "X5"]).ends(0);
    with_list(&path, &["--rule", "X5", "--fix"]).ends(0);
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
}

pub(super) fn stale_and_unknown_entries_fail() {
    for (entry, word) in [(VICTIM, "STALE"), ("R1-999", "UNKNOWN")] {
        let path = fixed(&format!("{word}.txt"));
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{text}{entry}  # once\n")).unwrap();
        let run = with_list(&path, &[]);
        run.ends(1);
        assert!(run.output.contains(&format!("{word} {entry}")), "{}", run.output);
        with_list(&path, &["--fix"]).ends(0);
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

pub(super) fn a_repeated_entry_is_an_error() {
    let path = place("twice.txt");
    fs::write(&path, format!("{VICTIM}  # once\n").repeat(2)).unwrap();
    let run = with_list(&path, &[]);
    run.ends(2);
    assert!(run.output.contains("expected each id once"), "{}", run.output);
}
