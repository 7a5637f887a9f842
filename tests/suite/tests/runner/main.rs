//! The conformance runner, tried with adapters that lie: each lie must be found out, in time, and
//! told by the exit status; an honest one must pass.
//!
//! The adapters are this very program in other roles, so that nothing else need be built.

use std::env;
use std::process::{Command, ExitCode, Output};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Trial};
use serde_json::Value;
use ses_dkim_conformance::{Direction, Expectation, Kind, Level, vectors};

mod liar;
mod lists;

/// What "within seconds" is, on a slow machine too.
const PATIENCE: Duration = Duration::from_secs(30);

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.first().and_then(|first| first.strip_prefix("role:")) {
        Some("liar") => liar::main(&arguments[1]),
        Some("script") => liar::one_shot(&arguments[1]),
        _ => libtest_mimic::run(&Arguments::from_args(), trials()).exit_code(),
    }
}

/// Each lie, the exit status it must end in, and what must be said of it.
const LIES: [(&str, i32, &str); 13] = [
    ("always-accepts", 1, "expected"),
    ("always-refuses", 1, "refused as no"),
    ("supports-nothing", 1, "not conformant\n0 passed, 0 failed, "),
    ("hangs", 1, "no answer within"),
    ("prints-garbage", 1, "expected a JSON object, got \"<html>\""),
    ("prints-without-end", 1, "expected a JSON object, got \"aaaa"),
    ("dies-midway", 1, "the process ended without an answer"),
    ("echoes-a-wrong-id", 1, "expected the id"),
    ("answers-twice", 1, "expected the id"),
    ("says-yes-and-no", 1, "expected one outcome"),
    ("garbage-from-the-start", 2, "at the start: expected a JSON object"),
    ("silence-from-the-start", 2, "at the start: no answer within"),
    ("death-from-the-start", 2, "at the start: the process ended"),
];

/// For counts that one late answer of many would change.
const PATIENT: [&str; 2] = ["--timeout", "20"];

/// Short for who never answers; on a slow machine another liar needs time for its lie.
fn timeout(lie: &str) -> [&str; 2] {
    if matches!(lie, "hangs" | "silence-from-the-start") { ["--timeout", "0.4"] } else { PATIENT }
}

/// Names each trial as its function.
macro_rules! trials {
    ($($test:path),* $(,)?) => {
        vec![$(Trial::test(stringify!($test).replace("::", "/"), || {
            $test();
            Ok(())
        }),)*]
    };
}

fn trials() -> Vec<Trial> {
    let mut trials = trials![
        an_honest_adapter_is_conformant,
        json_tells_every_verdict,
        an_adapter_that_dies_fails_where_it_died,
        an_adapter_that_refuses_passes_refusals,
        a_command_that_is_not_there_could_not_run,
        bad_arguments_could_not_run,
        an_honest_script_is_conformant,
        scripts_that_lie_are_not_conformant,
        lists::a_fixed_list_forgives_what_it_lists,
        lists::an_unlisted_failure_fails,
        lists::stale_and_unknown_entries_fail,
        lists::an_entry_that_stands_twice_could_not_run,
    ];
    trials.extend(LIES.map(|(lie, code, words)| {
        let test = move || {
            let run = Run::of(&timeout(lie), &["role:liar", lie]);
            run.ends(code);
            assert!(run.said.contains(words), "{lie} is told as {}", run.said);
            Ok(())
        };
        Trial::test(format!("an_adapter_that_lies/{lie}"), test)
    }));
    trials
}

/// A run of the runner that has ended.
struct Run {
    code: Option<i32>,
    said: String,
}

impl Run {
    /// Judges this program in another role.
    fn of(options: &[&str], role: &[&str]) -> Self {
        let own = env::current_exe().unwrap();
        let mut command: Vec<&str> = vec![own.to_str().unwrap()];
        command.extend(role);
        Self::with(&[options, &command].concat())
    }

    fn with(arguments: &[&str]) -> Self {
        let start = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_ses-dkim-conformance"));
        let Output { status, stdout, stderr } = command.args(arguments).output().unwrap();
        assert!(start.elapsed() < PATIENCE, "{arguments:?} took {:?}", start.elapsed());
        let said = [stdout, stderr].concat();
        Self { code: status.code(), said: String::from_utf8(said).unwrap() }
    }

    fn ends(&self, code: i32) {
        assert_eq!(self.code, Some(code), "{}", self.said);
    }
}

fn an_honest_adapter_is_conformant() {
    let run = Run::of(&PATIENT, &["role:liar", "honest"]);
    run.ends(0);
    let (all, asked) = (vectors().len(), answers());
    let last = format!("conformant\n{asked} passed, 0 failed, {} skipped\n", all - asked);
    assert!(run.said.ends_with(&last), "{}", run.said);
}

fn json_tells_every_verdict() {
    let run = Run::of(&[&PATIENT[..], &["--json"]].concat(), &["role:liar", "honest"]);
    run.ends(0);
    let told: Value = serde_json::from_str(&run.said).unwrap();
    assert_eq!(told["implementation"]["name"], "honest");
    assert_eq!(told["report"]["conformant"], true);
    assert_eq!(told["report"]["verdicts"].as_array().unwrap().len(), vectors().len());
}

/// How many vectors ask for the meaning of an answer.
fn answers() -> usize {
    let asked = vectors().into_iter();
    asked
        .filter(|vector| vector.kind() != Kind::Request)
        .filter(|vector| vector.direction != Direction::Encode)
        .count()
}

fn an_adapter_that_dies_fails_where_it_died() {
    let run = Run::of(&PATIENT, &["role:liar", "dies-midway"]);
    let failed = answers() / (liar::LIFE + 1);
    assert!(failed > 1, "it does not die twice");
    let counts = format!("{} passed, {failed} failed, ", answers() - failed);
    assert!(run.said.contains(&counts), "expected {counts}: {}", run.said);
}

fn an_adapter_that_refuses_passes_refusals() {
    let run = Run::of(&PATIENT, &["role:liar", "always-refuses"]);
    let asked = vectors()
        .into_iter()
        .filter(|vector| vector.kind() != Kind::Request && vector.direction != Direction::Encode);
    let right = asked.filter(|vector| {
        let refused = matches!(vector.expectation, Expectation::Reject { .. });
        refused || vector.level == Level::Acceptable
    });
    let counts = format!("\n{} passed, ", right.count());
    assert!(run.said.contains(&counts), "expected {counts}: {}", run.said);
}

fn a_command_that_is_not_there_could_not_run() {
    for options in [&[][..], &["--one-shot"]] {
        let run = Run::with(&[options, &["./no-such-command"]].concat());
        run.ends(2);
        assert!(run.said.contains("cannot start ./no-such-command"), "{}", run.said);
    }
}

fn bad_arguments_could_not_run() {
    let cases: [(&[&str], &str); 8] = [
        (&[], "no COMMAND to judge"),
        (&["--json"], "no COMMAND to judge"),
        (&["--unknown", "true"], "unknown option --unknown"),
        (&["--timeout", "soon", "true"], "\"soon\" is no number of seconds"),
        (&["--timeout", "-1", "true"], "\"-1\" is no number of seconds"),
        (&["--fix", "true"], "--fix needs --failures FILE"),
        (&["--failures", "no/such/list", "true"], "no/such/list: "),
        (&["--only", "no such vector", "true"], "no vector's name holds \"no such vector\""),
    ];
    for (arguments, words) in cases {
        let run = Run::with(arguments);
        run.ends(2);
        assert!(run.said.contains(words), "{arguments:?}: {}", run.said);
    }
}

fn an_honest_script_is_conformant() {
    let run = Run::of(&["--one-shot", "--only", "the-header"], &["role:script", "honest"]);
    run.ends(0);
    assert!(run.said.contains(" passed, 0 failed, 0 skipped"), "{}", run.said);
}

fn scripts_that_lie_are_not_conformant() {
    for (lie, words) in [
        ("always-refuses", "refused as no"),
        ("fails-after-the-answer", "ended with a status of failure"),
        ("hangs", "did not end within"),
    ] {
        let options = ["--one-shot", "--timeout", "0.5", "--only", "the-header"];
        let run = Run::of(&options, &["role:script", lie]);
        run.ends(1);
        assert!(run.said.contains(words), "{lie}: {}", run.said);
    }
}
