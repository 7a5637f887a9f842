//! Judges an implementation.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use ses_dkim_conformance::{
    Adapter, Codec, Endpoint, OneShot, Report, Vector, controls, end_adapters, run_selected,
    server_checks,
};

use super::failures::FailureList;
use super::selection::Selection;
use super::{Outcome, print};

#[derive(Args)]
pub(crate) struct Run {
    #[command(flatten)]
    selection: Selection,
    /// The known failures: one `ID  # reason` per line. An unlisted failure is an error, and so is
    /// a listed vector that does not fail
    #[arg(long, value_name = "FILE")]
    failures: Option<PathBuf>,
    /// Write the failures to the list, keeping its comments and reasons
    #[arg(long, requires = "failures")]
    fix: bool,
    /// The format of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The time limit of an answer; the start may take ten times as long
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds)]
    timeout: Duration,
    /// Start COMMAND for each vector
    #[arg(long)]
    one_shot: bool,
    /// Judge the server at this URL over HTTP, without an adapter. Use an emulator: the suite has
    /// no credentials, and switches signing on and off
    #[arg(long, value_name = "URL", conflicts_with_all = ["command", "one_shot"])]
    endpoint: Option<String>,
    /// A header for every request to the endpoint
    #[arg(long, value_name = "'NAME: VALUE'", requires = "endpoint")]
    header: Vec<String>,
    /// The adapter, which uses the protocol on its standard input and output
    #[arg(
        required_unless_present = "endpoint",
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    command: Vec<OsString>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Junit,
    Tap,
    Html,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds| *seconds > 0.0);
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| "expected a number of seconds above 0".into())
}

impl Run {
    pub(crate) fn run(&self) -> Outcome {
        let selected = self.selection.vectors()?;
        let list = self.failures.as_deref().map(|path| FailureList::read(path, self.fix));
        let mut list = list.transpose()?;
        end_adapters_on_signals()?;
        let mut report = self.judge(&selected)?;
        if let Some(list) = &list {
            list.mark(&mut report);
        }
        print(self.formatted(&report).as_bytes())?;
        if !report.is_decided() {
            return Err(report.conclusion());
        }
        match (&mut list, &self.failures) {
            (Some(list), Some(path)) if self.fix => list.fix(&report, path).map(|()| true),
            (Some(list), _) => Ok(agrees(list, &report)),
            _ => Ok(report.conforms()),
        }
    }

    fn judge(&self, selected: &[&Vector]) -> Result<Report, String> {
        if let Some(url) = &self.endpoint {
            let endpoint = Endpoint::new(url, &self.header, self.timeout)?;
            let mut progress = Progress::new(selected.len() + server_checks().count());
            return endpoint.judge(selected.iter().copied(), |id| progress.show(id));
        }
        Ok(if self.one_shot {
            ask(&OneShot::new(&self.command, self.timeout)?, selected)
        } else {
            ask(&Adapter::start(&self.command, self.timeout)?, selected)
        })
    }

    fn formatted(&self, report: &Report) -> String {
        match self.format {
            Format::Text => report.to_text(),
            Format::Json => report.to_json(),
            Format::Junit => report.to_junit(),
            Format::Tap => report.to_tap(),
            Format::Html => report.to_html(),
        }
    }
}

/// Asks every vector.
fn ask(codec: &dyn Codec, selected: &[&Vector]) -> Report {
    let mut progress = Progress::new(selected.len());
    run_selected(codec, selected.iter().copied(), |vector| {
        if !controls().iter().any(|control| control.id == vector.id) {
            progress.show(&vector.id);
        }
    })
}

/// Shows the progress of a run on a terminal.
struct Progress {
    watched: bool,
    count: usize,
    total: usize,
}

impl Progress {
    fn new(total: usize) -> Self {
        Self { watched: io::stderr().is_terminal(), count: 0, total }
    }

    /// Shows the vector that is asked next.
    fn show(&mut self, id: &str) {
        self.count += 1;
        if self.watched {
            let Self { count, total, .. } = self;
            let _ = write!(io::stderr(), "\r\u{1b}[K{count}/{total} {id}");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.watched {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

/// Whether the failures are those of the list. Prints the differences.
fn agrees(list: &FailureList, report: &Report) -> bool {
    for verdict in report.decisive_failures() {
        eprintln!("UNLISTED {}: it fails, but is not listed", verdict.id);
    }
    let stale = list.stale(report);
    for verdict in &stale {
        let outcome = verdict.outcome.as_str();
        eprintln!("STALE {}: it is listed, but {outcome}", verdict.id);
    }
    let unknown = list.unknown();
    for id in &unknown {
        eprintln!("UNKNOWN {id}: it is listed, but there is no such vector");
    }
    report.conforms() && stale.is_empty() && unknown.is_empty()
}

/// Kills the adapters on a signal. They are in their own process groups, which the terminal does
/// not signal.
fn end_adapters_on_signals() -> Result<(), String> {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        let signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]);
        let mut signals = signals.map_err(|error| error.to_string())?;
        std::thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                end_adapters();
                std::process::exit(128 + signal);
            }
        });
    }
    Ok(())
}
