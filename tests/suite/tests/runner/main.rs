//! Tests the command with adapters that lie: it must detect each lie in time and exit with a
//! failure. An honest adapter must pass.
//!
//! The adapters are this program in other roles, so that no other program needs to be built.

mod formats;
mod liar;
mod lists;
mod runs;
mod server;

use std::env;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Output};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Trial};

/// The time limit of a run, also on a slow and busy machine.
const TIME_LIMIT: Duration = Duration::from_secs(300);

fn main() -> ExitCode {
    let arguments = env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    let arguments: Vec<String> = arguments.collect();
    match arguments.first().and_then(|first| first.strip_prefix("role:")) {
        Some("adapter") => liar::main(&arguments[1]),
        Some("script") => liar::one_shot(&arguments[1]),
        _ => libtest_mimic::run(&Arguments::from_args(), trials()).exit_code(),
    }
}

/// Each lie, the expected exit status, and the expected message.
const LIES: [(&str, i32, &str); 19] = [
    ("always-accepts", 1, "a value in place of a refusal"),
    ("always-refuses", 1, "the refusal no in place of a value"),
    ("supports-nothing", 2, "no conclusion"),
    ("dodges-what-is-required", 2, "every selected required vector is unsupported"),
    ("hangs", 1, "no answer within"),
    ("prints-garbage", 1, "expected a JSON object, found \"<html>\""),
    ("prints-without-end", 1, "expected a JSON object, found \"aaaa"),
    ("dies-midway", 1, "the process ended without an answer"),
    ("echoes-a-wrong-id", 1, "expected the id of the request, found another number"),
    ("answers-twice", 1, "expected the id of the request, found another number"),
    ("says-yes-and-no", 1, "expected exactly one of ok, error_response, reject and unsupported"),
    ("is-wrong-once", 1, "/DkimAttributes/*/DkimEnabled differs"),
    ("garbage-from-the-start", 2, "at the start: expected a JSON object, found \"hello?\""),
    ("silence-from-the-start", 2, "at the start: no answer within"),
    ("death-from-the-start", 2, "at the start: the process ended"),
    ("speaks-version-1", 2, "expected version 2 of the protocol, found 1"),
    ("has-an-unknown-op", 2, "expected ops of the protocol, found \"decode\""),
    ("omits-the-unknown", 2, "found \"Kind\""),
    ("folds-the-unknown", 2, "found \"tokens=[]\""),
];

/// A long timeout, so that a late answer does not change the counts.
const LONG_TIMEOUT: [&str; 2] = ["--timeout", "20"];

/// A short timeout for adapters that never answer, and a long one for the others. An adapter that
/// must be started again after each lie gets few questions.
fn options(lie: &str) -> &[&str] {
    match lie {
        "hangs" => &["--timeout", "1"],
        "silence-from-the-start" => &["--timeout", "0.4"],
        "answers-twice" => &["--timeout", "20", "--rule", "R1"],
        _ => &LONG_TIMEOUT,
    }
}

/// Makes a trial from each function, with its name.
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
        formats::json_has_every_verdict,
        formats::tap_is_numbered_without_a_gap,
        formats::junit_is_well_formed_with_right_counts,
        formats::failures_that_do_not_decide_are_skipped_or_todo,
        formats::html_is_well_formed_and_its_links_resolve,
        formats::several_reports_make_one_page,
        formats::vectors_are_listed_shown_and_exported,
        formats::a_failure_is_printed_with_its_context,
        formats::omitted_fields_are_not_compared,
        lists::listed_failures_do_not_count,
        lists::comments_and_blank_lines_survive,
        lists::an_unlisted_failure_fails,
        lists::a_list_cannot_hide_what_was_not_asked,
        lists::a_list_cannot_hide_a_control,
        lists::unselected_vectors_may_be_listed,
        lists::stale_and_unknown_entries_fail,
        lists::a_repeated_entry_is_an_error,
        runs::an_honest_adapter_conforms,
        runs::an_adapter_that_dies_fails_where_it_died,
        runs::an_adapter_that_refuses_everything_passes_no_selection,
        runs::a_selection_narrows_by_every_option,
        runs::an_empty_selection_is_an_error,
        runs::the_strictest_selected_level_decides,
        runs::a_missing_command_is_an_error,
        runs::bad_arguments_are_errors,
        runs::arguments_that_are_not_utf_8_are_passed_on_or_refused,
        runs::children_of_the_adapter_are_killed,
        runs::an_honest_script_conforms,
        runs::a_script_that_starts_slowly_conforms,
        runs::scripts_that_lie_do_not_conform,
        server::an_honest_server_conforms,
        server::servers_that_lie_do_not_conform,
        server::a_server_that_stops_answering_is_given_up,
        server::a_verification_that_was_lost_is_asked_again,
        server::an_unreachable_endpoint_is_an_error,
        server::vectors_are_served_byte_for_byte,
    ];
    trials.extend(LIES.map(|(lie, code, words)| {
        let test = move || {
            let run = Run::of(options(lie), &["role:adapter", lie]);
            run.ends(code);
            assert!(run.output.contains(words), "{lie} gives {}", run.output);
            Ok(())
        };
        Trial::test(format!("an_adapter_that_lies/{lie}"), test)
    }));
    trials
}

/// A completed run of the command.
struct Run {
    code: Option<i32>,
    /// The standard output.
    printed: String,
    /// The standard output and the standard error.
    output: String,
}

impl Run {
    /// Judges this program in another role.
    fn of(options: &[&str], role: &[&str]) -> Self {
        let own = env::current_exe().unwrap();
        let mut command: Vec<&str> = vec!["--", own.to_str().unwrap()];
        command.extend(role);
        Self::with(&[&["run"], options, &command].concat())
    }

    fn with(arguments: &[&str]) -> Self {
        let mut command = Self::command();
        command.args(arguments);
        Self::finish(&mut command)
    }

    fn command() -> Command {
        Command::new(env!("CARGO_BIN_EXE_ses-dkim-conformance"))
    }

    fn finish(command: &mut Command) -> Self {
        let start = Instant::now();
        let Output { status, stdout, stderr } = command.output().unwrap();
        assert!(start.elapsed() < TIME_LIMIT, "{command:?} took {:?}", start.elapsed());
        let printed = String::from_utf8(stdout).unwrap();
        let output = printed.clone() + &String::from_utf8(stderr).unwrap();
        Self { code: status.code(), printed, output }
    }

    fn ends(&self, code: i32) {
        assert_eq!(self.code, Some(code), "{}", self.output);
    }
}

/// A path for a new file with this name, which no other run of the tests uses.
fn place(name: &str) -> PathBuf {
    let folder = format!("{}/runner-{}", env!("CARGO_TARGET_TMPDIR"), std::process::id());
    std::fs::create_dir_all(&folder).unwrap();
    let path = PathBuf::from(folder).join(name);
    std::fs::remove_file(&path).ok();
    std::fs::remove_dir_all(&path).ok();
    path
}
