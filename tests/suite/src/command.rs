//! The command line and its subcommands.

mod export;
mod failures;
mod report;
mod run;
mod selection;
mod serve;
mod show;

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::LazyLock;

use clap::{Parser, Subcommand};

/// The result of a subcommand: whether the implementation conforms, or why it could not be judged.
type Outcome = Result<bool, String>;

const DOES_NOT_CONFORM: u8 = 1;
const COULD_NOT_RUN: u8 = 2;

/// Judges implementations of the DKIM operations of Amazon SES.
#[derive(Parser)]
#[command(name = "ses-dkim-conformance", version = version(), after_help = EXIT)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

const EXIT: &str = "Exit status: 0 conforms, 1 does not conform, 2 could not run.";

#[derive(Subcommand)]
enum Task {
    /// Judge an implementation
    Run(run::Run),
    /// List vectors, one per line
    List(selection::Selection),
    /// Show a vector: its input, the expected outcome, and the reason
    Show(show::Show),
    /// Write the vectors, their schema and their documents to a folder
    Export(export::Export),
    /// Print the JSON Schema of the tables of vectors
    Schema,
    /// Serve the vectors for clients as an endpoint of Amazon SES
    Serve(serve::Serve),
    /// Make one HTML page of JSON reports: a row per rule, a column per implementation
    Report(report::Report),
}

fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        format!(
            "{} (vectors {}, protocol {})",
            env!("CARGO_PKG_VERSION"),
            ses_dkim_conformance::version(),
            ses_dkim_conformance::PROTOCOL
        )
    });
    &VERSION
}

/// The whole program.
pub(crate) fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Run(run) => run.run(),
        Task::List(selection) => show::list(&selection),
        Task::Show(show) => show.run(),
        Task::Export(export) => export.run(),
        Task::Schema => export::schema(),
        Task::Serve(serve) => serve.run(),
        Task::Report(report) => report.run(),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(DOES_NOT_CONFORM),
        Err(error) => {
            eprintln!("ses-dkim-conformance: {error}");
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

/// Prints bytes. A closed pipe, as with `head`, is not an error.
fn print(bytes: &[u8]) -> Result<(), String> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}
