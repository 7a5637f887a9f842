//! The record of the measurements, with its charts and tables.
//!
//! `cargo bench --bench record -- write` measures everything, writes `record/<date>.json`, draws
//! the charts and puts the tables into the README. `-- draw` draws the charts and the tables from
//! the newest record.
#![allow(dead_code, reason = "a measurement uses only a part of the shared modules")]

#[path = "instructions/callgrind.rs"]
mod callgrind;
mod documents;
#[path = "instructions/measure.rs"]
mod measure;
mod readers;
mod record {
    pub mod chart;
    pub mod machine;
    pub mod table;
}

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use measure::Row;
use record::{chart, machine, table};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [callgrind::OPTION, words @ ..] => measure::be_measured(words),
        ["write", ..] => return write(),
        ["draw", ..] => draw(),
        _ => println!("pass `write` to measure and write a record, `draw` to draw the newest"),
    }
    ExitCode::SUCCESS
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("record")
}

fn write() -> ExitCode {
    if !callgrind::is_here() {
        eprintln!("valgrind is not installed: nothing was measured");
        return ExitCode::from(2);
    }
    let rows = measure::rows(&documents::all(), &[]);
    let sizes = measure::rows(&documents::sizes("status-first"), &GROWTH);
    let date = machine::date();
    let record = json!({
        "date": date,
        "processor": machine::processor(),
        "rustc": machine::rustc(),
        "packages": machine::packages(),
        "instructions": figures(&measure::measured(rows)),
        "instructions_by_size": figures(&measure::measured(sizes)),
        "million": machine::million(),
    });
    let file = folder().join(format!("{date}.json"));
    let text = serde_json::to_string_pretty(&record).unwrap();
    std::fs::write(&file, text + "\n").unwrap();
    println!("{}", file.display());
    draw();
    ExitCode::SUCCESS
}

fn draw() {
    let record = newest();
    chart::draw(&folder(), &record);
    let benches = Path::new(env!("CARGO_MANIFEST_DIR"));
    table::put(&benches.join("README.md"), &record);
}

/// The readers in the chart of sizes.
const GROWTH: [&str; 3] = ["decode", "quick-xml-events", "aws-smithy-xml"];

fn figures(rows: &[Row]) -> Value {
    let rows = rows.iter().map(|row| {
        json!({
            "document": row.document,
            "bytes": row.bytes,
            "reader": row.reader,
            "instructions": row.instructions,
            "instructions_per_byte": row.per_byte(),
        })
    });
    rows.collect()
}

/// The record of the latest date.
#[expect(clippy::disallowed_methods, reason = "only the codec does no input")]
fn newest() -> Value {
    let files = std::fs::read_dir(folder()).unwrap();
    let records = files
        .map(|file| file.unwrap().path())
        .filter(|file| file.extension().is_some_and(|extension| extension == "json"));
    let newest = records.max().expect("a record was written");
    serde_json::from_str(&std::fs::read_to_string(newest).unwrap()).unwrap()
}
