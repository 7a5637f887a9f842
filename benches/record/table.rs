//! The tables of the README. Each is between two comments with its name.

use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

/// Puts the tables of the record into a file, between the comments with their names.
///
/// # Panics
///
/// If the file has no such comments.
#[expect(clippy::disallowed_methods, reason = "only the codec does no input")]
pub fn put(file: &Path, record: &Value) {
    let mut text = std::fs::read_to_string(file).unwrap();
    let mut count = 0;
    for (name, table) in [
        ("replies", of_documents(record, &REPLIES)),
        ("errors and forms", of_documents(record, &OTHERS)),
        ("million", of_million(record)),
        ("versions", of_versions(record)),
    ] {
        let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->\n"));
        if let Some((before, rest)) = text.split_once(&start) {
            let (_, after) = rest.split_once(&end).expect("a table has an end");
            text = [before, &start, &table, &end, after].concat();
            count += 1;
        }
    }
    assert!(count > 0, "{} has no place for a table", file.display());
    std::fs::write(file, text).unwrap();
    println!("{}: {count} tables", file.display());
}

/// The documents of a table, and their titles.
type Columns = [(&'static str, &'static str)];

const REPLIES: [(&str, &str); 5] = [
    ("100-indented", "documented order"),
    ("100-status-first", "status first"),
    ("100-crlf", "CR LF"),
    ("100-compact", "compact"),
    ("100-disguised", "disguised"),
];

const OTHERS: [(&str, &str); 4] = [
    ("documented-error", "error"),
    ("compact-error", "error, compact"),
    ("form-2", "form of 2"),
    ("form-100", "form of 100"),
];

/// Instructions per byte, with a line for each reader, in the order of the record.
fn of_documents(record: &Value, columns: &Columns) -> String {
    let rows = record["instructions"].as_array().unwrap();
    let mut readers = Vec::new();
    for row in rows {
        let reader = row["reader"].as_str().unwrap();
        let is_shown = columns.iter().any(|(document, _)| row["document"] == *document);
        if is_shown && !readers.contains(&reader) {
            readers.push(reader);
        }
    }
    let mut out = "| Instructions per byte |".to_owned();
    for (_, title) in columns {
        write!(out, " {title} |").unwrap();
    }
    out.push_str("\n|---|");
    out.push_str(&"---:|".repeat(columns.len()));
    for reader in readers {
        write!(out, "\n| `{reader}` |").unwrap();
        for (document, _) in columns {
            let is_meant = |row: &&Value| row["document"] == *document && row["reader"] == reader;
            match rows.iter().find(is_meant) {
                Some(row) => {
                    write!(out, " {:.1} |", row["instructions_per_byte"].as_f64().unwrap())
                }
                None => write!(out, " |"),
            }
            .unwrap();
        }
    }
    out + "\n"
}

fn of_million(record: &Value) -> String {
    let lines = record["million"].as_array().unwrap().iter();
    let lines: Vec<&str> = lines.map(|line| line.as_str().unwrap()).collect();
    format!("```text\n{}\n```\n", lines.join("\n"))
}

/// The date, the machine and the versions of the measurement.
fn of_versions(record: &Value) -> String {
    let packages = record["packages"].as_object().unwrap().iter();
    let packages: Vec<String> =
        packages.map(|(name, version)| format!("{name} {}", version.as_str().unwrap())).collect();
    format!(
        "{}, {}, {}: {}.\n",
        record["date"].as_str().unwrap(),
        record["rustc"][0].as_str().unwrap(),
        record["processor"].as_str().unwrap(),
        packages.join(", ")
    )
}
