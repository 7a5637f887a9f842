//! Instructions per document, counted under valgrind. The counts of one build are the same on every
//! run.
//!
//! `cargo bench --bench instructions [-- [--json | --gate] [WORD …]]`. Words select the rows with
//! that document or reader.

mod documents;
mod instructions {
    pub mod callgrind;
    pub mod gate;
    pub mod measure;
    pub mod report;
    pub mod table;
}
mod readers;

use std::process::ExitCode;

use instructions::{callgrind, gate, measure, report, table};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (options, words): (Vec<&str>, Vec<&str>) =
        arguments.iter().map(String::as_str).partition(|argument| argument.starts_with("--"));
    if options.contains(&callgrind::OPTION) {
        measure::be_measured(&words);
        return ExitCode::SUCCESS;
    }
    let rows = measure::rows(&documents::all(), &words);
    if options.contains(&"--test") {
        println!("{} rows, every answer right", rows.len());
        return ExitCode::SUCCESS;
    }
    if !callgrind::is_here() {
        eprintln!("valgrind is not installed: nothing was measured");
        return ExitCode::from(2);
    }
    let rows = measure::measured(rows);
    if options.contains(&"--json") {
        println!("{}", table::json(&rows));
        return ExitCode::SUCCESS;
    }
    print!("{}", table::text(&rows));
    if options.contains(&"--gate") && !gate::is_kept(&rows) {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
