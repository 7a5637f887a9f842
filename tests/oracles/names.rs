//! Answers the questions of the oracles `endpoints.py` and `zone_file.py`: it reads one JSON object
//! per line and writes one answer per line.
//!
//! - `{"region": …}`: `{"endpoint": URL or null, "zone": name or null}`
//! - `{"identities": [[identity, [token, …], zone], …]}`: `{"file": text}`, or `{"code": …}` of the
//!   first refusal

use std::error::Error;
use std::io::{self, BufRead as _, Write as _};

use serde_json::{Value, json};
use ses_dkim_codec::dns::{self, RecordError};
use ses_dkim_codec::wire;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let question: Value = serde_json::from_str(&line?)?;
        writeln!(out, "{}", answer(&question)?)?;
    }
    out.flush()?;
    Ok(())
}

fn answer(question: &Value) -> Result<Value, Box<dyn Error>> {
    if let Some(region) = question["region"].as_str() {
        return Ok(json!({ "endpoint": wire::endpoint(region).ok(), "zone": dns::zone(region) }));
    }
    let identities: Vec<(String, Vec<String>, String)> =
        serde_json::from_value(question["identities"].clone())?;
    Ok(match zone_file(&identities) {
        Ok(file) => json!({ "file": file }),
        Err(error) => json!({ "code": error.kind().code() }),
    })
}

fn zone_file(identities: &[(String, Vec<String>, String)]) -> Result<String, RecordError> {
    let mut records = Vec::new();
    for (identity, tokens, zone) in identities {
        records.extend(dns::cname_records(identity, tokens, zone)?);
    }
    dns::zone_file(&records)
}
