//! Prints vectors.

use std::fmt::Write as _;

use clap::Args;
use serde_json::{Map, Value};
use ses_dkim_conformance::{FILES, Operation, Vector, controls, raw, server_checks, vectors};

use super::selection::Selection;
use super::{Outcome, print};

/// Lists the selected vectors: id, level, op, operation and comment, separated by tabs.
pub(crate) fn list(selection: &Selection) -> Outcome {
    let mut out = String::new();
    for vector in selection.vectors()? {
        let Vector { id, level, question, comment, .. } = vector;
        let operation = question.operation.flatten().map_or("-", Operation::as_str);
        let _ =
            writeln!(out, "{id}\t{}\t{}\t{operation}\t{comment}", level.as_str(), question.op());
    }
    print(out.as_bytes()).map(|()| true)
}

#[derive(Args)]
pub(crate) struct Show {
    /// The id of a vector, or of a control
    id: String,
    /// Print only the body, byte for byte
    #[arg(long)]
    body: bool,
}

impl Show {
    pub(crate) fn run(&self) -> Outcome {
        if let Some((id, level, comment)) = server_checks().find(|(id, ..)| *id == self.id) {
            return print(format!("{id} ({}) {comment}\n", level.as_str()).as_bytes())
                .map(|()| true);
        }
        let mut known = vectors().chain(controls());
        let vector = known
            .find(|vector| vector.id == self.id)
            .ok_or_else(|| format!("expected the id of a vector, found {:?}", self.id))?;
        if self.body {
            let body = vector.question.body();
            return print(body.ok_or("this vector has no body that is read")?).map(|()| true);
        }
        print(text(vector)?.as_bytes()).map(|()| true)
    }
}

/// The vector as in its table, with the descriptions of its flags.
fn text(vector: &Vector) -> Result<String, String> {
    let Vector { id, comment, level, reference, question, .. } = vector;
    let raw = raw(id).ok_or_else(|| format!("{id} is not in its table"))?;
    let mut out = format!("{id} ({}) {comment}\n{reference}\n", level.as_str());
    let _ = writeln!(out, "\nop {}", question.op());
    if let Some(operation) = question.operation {
        let operation = operation.map_or("named by Action", Operation::as_str);
        let _ = writeln!(out, "operation {operation}");
    }
    let (input, body) = divided(&raw["input"]);
    let _ = writeln!(out, "input {input:#}");
    if let Some(body) = body {
        let _ = writeln!(out, "body (--body prints it byte for byte):\n{body}");
    }
    let _ = writeln!(out, "\nexpected {:#}", raw["expect"]);
    for flag in &vector.flags {
        let _ = writeln!(out, "\n{flag}: {}", meaning(flag)?);
    }
    Ok(out)
}

/// A value without its body, and the body with its escapes.
fn divided(input: &Value) -> (Value, Option<String>) {
    let mut input = input.as_object().cloned().unwrap_or_default();
    let body = input.remove("body").or_else(|| input.remove("body_b64"));
    (Value::Object(input), body.map(|body| visible(body.as_str().unwrap_or_default())))
}

/// A text with its control characters escaped, except line feeds.
fn visible(text: &str) -> String {
    let mut visible = String::new();
    for character in text.chars() {
        match character {
            '\n' => visible.push('\n'),
            c if c.is_control() || !c.is_ascii() => visible.extend(c.escape_default()),
            c => visible.push(c),
        }
    }
    visible
}

/// The description of a flag.
fn meaning(flag: &str) -> Result<String, String> {
    let (_, notes) = FILES.iter().find(|(name, _)| *name == "notes.json").ok_or("no notes")?;
    let notes: Map<String, Value> =
        serde_json::from_str(notes).map_err(|error| error.to_string())?;
    let note = notes.get(flag).and_then(|note| note["description"].as_str());
    Ok(note.unwrap_or("without a note").to_owned())
}
