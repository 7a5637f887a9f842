//! What the user sees: a table, JSON or DNS records, and the progress on a terminal.

use std::io::{self, IsTerminal as _, Write};

use serde::Serialize as _;
use serde_json::Serializer;
use serde_json::ser::PrettyFormatter;
use ses_dkim_codec::{DkimAttributes, VerificationStatus, dns};

/// The map as `aws ses get-identity-dkim-attributes` prints it, indented by four spaces.
pub fn json(out: &mut impl Write, answer: &DkimAttributes<'_>) -> io::Result<()> {
    let value = serde_json::json!({ "DkimAttributes": answer });
    let formatter = PrettyFormatter::with_indent(b"    ");
    value.serialize(&mut Serializer::with_formatter(&mut *out, formatter))?;
    writeln!(out)
}

/// One line an identity, in columns; `-` for what the service did not say.
pub fn table(out: &mut impl Write, answer: &DkimAttributes<'_>) -> io::Result<()> {
    let rows = answer.iter().map(|(identity, attributes)| {
        let enabled = attributes.dkim_enabled().map(|enabled| enabled.to_string());
        let status = attributes.dkim_verification_status();
        let status = status.map(VerificationStatus::as_str).map(one_line);
        let tokens = attributes.dkim_tokens().map(|tokens| tokens.len().to_string());
        [Some(one_line(identity)), enabled, status, tokens].map(|cell| cell.unwrap_or("-".into()))
    });
    let head = ["IDENTITY", "ENABLED", "STATUS", "TOKENS"].map(str::to_owned);
    let rows: Vec<_> = [head].into_iter().chain(rows).collect();
    let mut widths = [0; 4];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for row in &rows {
        let cells = row.iter().zip(widths);
        let line: String = cells.map(|(cell, width)| format!("{cell:width$}  ")).collect();
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The CNAME records of every identity that has tokens, as lines of a zone file.
pub fn records(out: &mut impl Write, answer: &DkimAttributes<'_>, region: &str) -> io::Result<()> {
    let zone = dns::zone(region);
    for (identity, attributes) in answer {
        let tokens = attributes.dkim_tokens().unwrap_or_default();
        for record in dns::cname_records(identity, tokens, &zone) {
            writeln!(out, "{}", one_line(&record.to_string()))?;
        }
    }
    Ok(())
}

/// A text whose control characters are spelt out: it stays one line and moves no cursor.
pub fn one_line(text: &str) -> String {
    let mut line = String::new();
    for character in text.chars() {
        if character.is_control() {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    line
}

/// How far the calls are, on a terminal only, in one line that is written over.
pub struct Progress {
    terminal: bool,
    answered: usize,
    calls: usize,
}

impl Progress {
    pub fn new(calls: usize) -> Self {
        let terminal = io::stderr().is_terminal();
        Self { terminal, answered: 0, calls }
    }

    pub fn show(&self) {
        if self.terminal {
            eprint!("\r\x1b[K{} of {} calls answered", self.answered, self.calls);
        }
    }

    pub fn answered(&mut self) {
        self.answered += 1;
        self.show();
    }

    /// Says something that is worth a line of its own.
    pub fn note(&self, text: &str) {
        self.clear();
        eprintln!("client: {}", one_line(text));
        self.show();
    }

    fn clear(&self) {
        if self.terminal {
            eprint!("\r\x1b[K");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
