//! The counts as a text table and as JSON.

use std::fmt::Write;

use crate::measure::Row;

/// One table for each document. The ratio is relative to this crate's row.
pub fn text(rows: &[Row]) -> String {
    let mut out = String::new();
    let mut document = "";
    let mut ours = 0.0;
    for row in rows {
        let is_new = row.document != document;
        if is_new {
            let title = format!("{}, {} bytes", row.document, row.bytes);
            let (count, per_byte, ratio) = ("instructions", "per byte", "ratio");
            writeln!(out, "\n{title:<34}{count:>12}{per_byte:>10}{ratio:>10}").unwrap();
            document = &row.document;
        }
        // A form is written first and then read.
        if is_new || row.reader == "decode_form" {
            ours = row.instructions;
        }
        let (count, per_byte, ratio) = (row.instructions, row.per_byte(), row.instructions / ours);
        let reader = row.reader;
        writeln!(out, "  {reader:<32}{count:>12.0}{per_byte:>10.2}{ratio:>10.2}").unwrap();
    }
    out
}

pub fn json(rows: &[Row]) -> String {
    let rows = rows.iter().map(|row| {
        serde_json::json!({
            "document": row.document,
            "reader": row.reader,
            "instructions_per_byte": row.per_byte(),
        })
    });
    let rows: Vec<_> = rows.collect();
    serde_json::to_string_pretty(&rows).unwrap()
}
