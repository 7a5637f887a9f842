//! One page for several reports.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use ses_dkim_conformance::matrix;

use super::{Outcome, print};

#[derive(Args)]
pub(crate) struct Report {
    /// Reports that `run --format json` wrote
    #[arg(required = true, value_name = "REPORT")]
    files: Vec<PathBuf>,
}

impl Report {
    pub(crate) fn run(&self) -> Outcome {
        let mut reports: Vec<ses_dkim_conformance::Report> = Vec::new();
        for path in &self.files {
            let text = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
            let report = serde_json::from_slice(&text);
            reports.push(report.map_err(|error| {
                format!("{}: expected a report of `run --format json`: {error}", path.display())
            })?);
        }
        print(matrix(&reports).as_bytes()).map(|()| true)
    }
}
