//! The output: a table, JSON, messages, and the progress on a terminal.

use std::io::{self, IsTerminal as _, Write};

use serde::Serialize as _;
use serde_json::ser::PrettyFormatter;
use serde_json::{Serializer, Value};
use ses_dkim_codec::{DkimAttributes, VerificationStatus};

/// JSON as the AWS CLI prints it: indented by four spaces, without escapes for characters outside
/// ASCII. Control characters, which occur only in strings, are escaped.
pub fn json(out: &mut impl Write, value: &Value) -> io::Result<()> {
    let mut text = Vec::new();
    let formatter = PrettyFormatter::with_indent(b"    ");
    value.serialize(&mut Serializer::with_formatter(&mut text, formatter))?;
    for character in String::from_utf8_lossy(&text).chars() {
        match character {
            '\n' => writeln!(out)?,
            _ if is_unsafe(character) => write!(out, "\\u{:04x}", u32::from(character))?,
            _ => write!(out, "{character}")?,
        }
    }
    writeln!(out)
}

/// One line per identity, in columns. `-` means that the value is absent.
pub fn table(out: &mut impl Write, answer: &DkimAttributes<'_>) -> io::Result<()> {
    let rows = answer.iter().map(|(identity, attributes)| {
        let enabled = attributes.dkim_enabled().map(|enabled| enabled.to_string());
        let status = attributes.dkim_verification_status();
        let status = status.as_ref().map(VerificationStatus::as_str).map(one_line);
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

/// Prints an error or a note to standard error. A failure to print is ignored.
pub fn report(text: &str) {
    writeln!(io::stderr(), "client: {}", one_line(text)).ok();
}

/// A text on one line, with its unsafe characters escaped.
pub fn one_line(text: &str) -> String {
    let mut line = String::new();
    for character in text.chars() {
        if is_unsafe(character) {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    line
}

/// Whether a terminal may interpret a character instead of showing it: control characters, and
/// those that reorder the text around them (Unicode Bidirectional Algorithm, §2).
fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61C}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        )
}

/// The progress of the calls: one line that is overwritten, only on a terminal.
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

    /// Progress that shows nothing, for a single call.
    pub fn none() -> Self {
        Self { terminal: false, answered: 0, calls: 0 }
    }

    pub fn show(&self) {
        if self.terminal {
            write!(io::stderr(), "\r\x1b[K{} of {} calls answered", self.answered, self.calls).ok();
        }
    }

    pub fn answered(&mut self) {
        self.answered += 1;
        self.show();
    }

    /// Prints a message on its own line.
    pub fn note(&self, text: &str) {
        self.clear();
        report(text);
        self.show();
    }

    fn clear(&self) {
        if self.terminal {
            write!(io::stderr(), "\r\x1b[K").ok();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
