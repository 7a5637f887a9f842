//! Selections, exit statuses, and processes after a run.

use std::process::Command;
use std::thread;
use std::time::Duration;
use std::{env, fs};

use ses_dkim_conformance::{Level, vectors};

use super::{LONG_TIMEOUT, Run, liar, place};

pub(super) fn an_honest_adapter_conforms() {
    let run = Run::of(&LONG_TIMEOUT, &["role:adapter", "honest"]);
    run.ends(0);
    let required = vectors().filter(|vector| vector.level == Level::Required).count();
    let last = format!("conforms: {required} required vectors passed\n");
    assert!(run.printed.ends_with(&last), "{}", run.output);
    let all = vectors().count();
    let head = format!("{all} of {all} selected, {all} of them judged");
    assert!(run.printed.contains(&head), "{}", run.output);
}

pub(super) fn an_adapter_that_dies_fails_where_it_died() {
    let run = Run::of(&LONG_TIMEOUT, &["role:adapter", "dies-midway"]);
    run.ends(1);
    let times = vectors().count() / (liar::ANSWERS_BEFORE_CRASH + 1);
    assert!(times > 1, "it does not die twice");
    let line = run.printed.lines().find(|line| line.ends_with("ended without an answer")).unwrap();
    let count: usize = line.split(' ').next().unwrap().parse().unwrap();
    // The controls are asked too.
    assert!((times..=times + 1).contains(&count), "{line}");
}

pub(super) fn an_adapter_that_refuses_everything_passes_no_selection() {
    let rejected = ["--id", "X2-0*", "--flag", "truncation"];
    let options = [&LONG_TIMEOUT[..], &rejected].concat();
    let run = Run::of(&options, &["role:adapter", "always-refuses"]);
    run.ends(1);
    assert!(run.output.contains("CONTROL"), "{}", run.output);
    Run::of(&options, &["role:adapter", "honest"]).ends(0);
}

/// How many vectors a selection lists.
fn listed(options: &[&str]) -> usize {
    let run = Run::with(&[&["list"], options].concat());
    run.ends(0);
    run.printed.lines().count()
}

pub(super) fn a_selection_narrows_by_every_option() {
    let all = vectors().count();
    assert_eq!(listed(&[]), all);
    let options: [&[&str]; 7] = [
        &["--rule", "X5"],
        &["--id", "X5-001"],
        &["--level", "required"],
        &["--flag", "truncation"],
        &["--operation", "VerifyDomainDkim"],
        &["--op", "classify"],
        &["--skip", "X5-001"],
    ];
    for option in options {
        let count = listed(option);
        assert!(0 < count && count < all, "{option:?}: {count}");
    }
    assert_eq!(listed(&["--rule", "X5,E*"]), listed(&["--rule", "X5"]) + listed(&["--rule", "E*"]));
    let of_both = listed(&["--rule", "R3", "--level", "required"]);
    assert!(of_both < listed(&["--rule", "R3"]), "{of_both}");
    assert_eq!(listed(&["--skip", "X*", "--skip", "Q*"]), all - listed(&["--id", "X*,Q*"]));
}

pub(super) fn an_empty_selection_is_an_error() {
    let cases: [(&[&str], &str); 7] = [
        (&["--rule", "Z1"], "expected a known rule, found \"Z1\""),
        (&["--id", "X5"], "expected the id of a vector, found \"X5\""),
        (&["--skip", "x5-001"], "expected the id of a vector, found \"x5-001\""),
        (&["--level", "must"], "expected a known level, found \"must\""),
        (&["--flag", "no"], "expected a known flag, found \"no\""),
        (&["--operation", "Send"], "expected a known operation, found \"Send\""),
        (&["--rule", "X5", "--id", "X2-001"], "found none that matches all options"),
    ];
    for (options, words) in cases {
        let run = Run::of(options, &["role:adapter", "honest"]);
        run.ends(2);
        assert!(run.output.contains(words), "{options:?}: {}", run.output);
    }
}

pub(super) fn the_strictest_selected_level_decides() {
    let options = [&LONG_TIMEOUT[..], &["--level", "recommended"]].concat();
    Run::of(&options, &["role:adapter", "honest"]).ends(0);
    let run = Run::of(&options, &["role:adapter", "loses-the-type"]);
    run.ends(1);
    assert!(run.output.contains("does not conform"), "{}", run.output);
}

pub(super) fn a_missing_command_is_an_error() {
    for options in [&["run"][..], &["run", "--one-shot"]] {
        let run = Run::with(&[options, &["./no-such-command"]].concat());
        run.ends(2);
        assert!(run.output.contains("cannot start ./no-such-command"), "{}", run.output);
    }
}

pub(super) fn bad_arguments_are_errors() {
    let cases: [(&[&str], &str); 7] = [
        (&[], "Usage"),
        (&["run"], "<COMMAND>"),
        (&["run", "--unknown", "true"], "--unknown"),
        (&["run", "--timeout", "soon", "true"], "expected a number of seconds above 0"),
        (&["run", "--timeout", "-1", "true"], "--timeout"),
        (&["run", "--fix", "true"], "--failures <FILE>"),
        (&["run", "--failures", "no/such/list", "true"], "no/such/list: "),
    ];
    for (arguments, words) in cases {
        let run = Run::with(arguments);
        run.ends(2);
        assert!(run.output.contains(words), "{arguments:?}: {}", run.output);
    }
}

/// Arguments of the adapter are passed on unchanged. A bad argument of the suite is an error, not a
/// panic.
#[cfg(unix)]
pub(super) fn arguments_that_are_not_utf_8_are_passed_on_or_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let strange = OsStr::from_bytes(b"\xFF");
    let own = env::current_exe().unwrap();
    let mut honest = Run::command();
    honest.args(["run", "--timeout", "20", "--rule", "E8", "--"]).arg(&own);
    Run::finish(honest.args(["role:adapter", "honest"]).arg(strange)).ends(0);
    let run = Run::finish(Run::command().args(["run", "--rule"]).arg(strange).arg(own));
    run.ends(2);
    assert!(run.output.contains("UTF-8") && !run.output.contains("panicked"), "{}", run.output);
}

#[cfg(not(unix))]
pub(super) fn arguments_that_are_not_utf_8_are_passed_on_or_refused() {}

pub(super) fn children_of_the_adapter_are_killed() {
    let note = place("child.note");
    let role = ["role:adapter", "leaves-a-child", note.to_str().unwrap()];
    Run::of(&[&LONG_TIMEOUT[..], &["--rule", "E8"]].concat(), &role).ends(0);
    let child = fs::read_to_string(&note).unwrap();
    for _ in 0..100 {
        if !lives(&child) {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
    panic!("the child {child} is still running");
}

/// Whether a process is running. A zombie process has ended.
fn lives(process: &str) -> bool {
    let state = if cfg!(target_os = "linux") {
        // The state follows the name, which is in parentheses (proc_pid_stat(5)).
        let stat = |process: &str| fs::read_to_string(format!("/proc/{process}/stat"));
        stat("self").expect("/proc has the processes");
        stat(process).unwrap_or_default().rsplit(')').next().unwrap().trim().to_owned()
    } else {
        let ps = Command::new("ps").args(["-o", "stat=", "-p", process]).output().unwrap();
        assert!(ps.stderr.is_empty(), "{ps:?}");
        String::from_utf8(ps.stdout).unwrap().trim().to_owned()
    };
    !state.is_empty() && !state.starts_with('Z')
}

pub(super) fn an_honest_script_conforms() {
    let options = ["--one-shot", "--timeout", "20", "--id", "R1-00*"];
    let run = Run::of(&options, &["role:script", "honest"]);
    run.ends(0);
    assert!(run.output.contains("conforms: "), "{}", run.output);
}

/// The start may take ten times as long as an answer.
pub(super) fn a_script_that_starts_slowly_conforms() {
    let options = ["--one-shot", "--timeout", "3", "--id", "R1-00*"];
    Run::of(&options, &["role:script", "starts-slowly"]).ends(0);
}

pub(super) fn scripts_that_lie_do_not_conform() {
    for (lie, words) in [
        ("always-refuses", "the refusal no in place of a value"),
        ("fails-after-the-answer", "it exited with a failure status"),
        ("hangs", "it did not end within"),
    ] {
        let timeout = if lie == "hangs" { "1" } else { "20" };
        let options = ["--one-shot", "--timeout", timeout, "--id", "R1-001,R1-002"];
        let run = Run::of(&options, &["role:script", lie]);
        run.ends(1);
        assert!(run.output.contains(words), "{lie}: {}", run.output);
    }
    let options = ["--one-shot", "--timeout", "1", "--rule", "R1"];
    let run = Run::of(&options, &["role:script", "hangs"]);
    run.ends(1);
    assert!(run.output.contains("not asked, after 5 questions"), "{}", run.output);
}
