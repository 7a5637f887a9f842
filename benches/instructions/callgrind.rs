//! Runs this program under callgrind.

use std::process::{Command, Stdio};

/// The first argument of a run that does only the work to be counted.
pub const OPTION: &str = "--measure";

/// Whether valgrind is installed.
pub fn is_here() -> bool {
    let mut command = Command::new("valgrind");
    let command = command.arg("--version").stdout(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The instructions of this program when it is run with these arguments.
pub fn collected(arguments: &[&str]) -> f64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().unwrap())
        .args(arguments)
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{report}");
    let mut lines = report.lines();
    let collected = lines.find_map(|line| line.split_once("Collected : "));
    let (_, count) = collected.unwrap_or_else(|| panic!("no count in {report}"));
    count.trim().parse().unwrap()
}
