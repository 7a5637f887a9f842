//! The documented exchange, both ways, without a network.
//!
//! `cargo run --example documented` prints the request of the documented example, its answer in the
//! shape that boto3 prints, the DNS records that the answer asks for, and a throttling error.
//! `-- --response FILE` reads a body of your own instead, `-- --identity NAME…` writes a request.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program talks to its user")]
#![allow(clippy::disallowed_methods, reason = "the codec does no input or output, its user does")]

use std::error::Error;
use std::fmt::Write as _;
use std::process::ExitCode;

use ses_dkim_codec::{
    DkimAttributes, ErrorResponse, GetIdentityDkimAttributesRequest,
    GetIdentityDkimAttributesResponse, IdentityDkimAttributes, Reply, dns,
};

/// The indented form of the SES API Reference, filled with the values of the documented example.
const RESPONSE: &[u8] = include_bytes!("documented/response.xml");
const ERROR: &[u8] = include_bytes!("documented/error.xml");
const IDENTITIES: [&str; 2] = ["example.com", "user@example.com"];
const USAGE: &str = "usage: documented [--response FILE | --identity NAME…]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("documented: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<String, Box<dyn Error>> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => documented(),
        ["--response", file] => {
            let body = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
            render(&body).map_err(|error| format!("{file}: {error}").into())
        }
        ["--identity", identities @ ..] if !identities.is_empty() => {
            let request = GetIdentityDkimAttributesRequest::new(identities.iter().copied());
            request.check()?;
            Ok(request.to_form() + "\n")
        }
        _ => Err(USAGE.into()),
    }
}

fn documented() -> Result<String, Box<dyn Error>> {
    let form = GetIdentityDkimAttributesRequest::new(IDENTITIES).to_form();
    let mut out = format!("Request body, {} bytes:\n{form}\n\nResponse:\n", form.len());
    out += &render(RESPONSE)?;
    let response = GetIdentityDkimAttributesResponse::decode(RESPONSE)?;
    writeln!(out, "\nDNS records for {}:", IDENTITIES[0])?;
    let attributes = response.dkim_attributes.get(IDENTITIES[0]).unwrap_or_default();
    let tokens = attributes.dkim_tokens().unwrap_or_default();
    for record in dns::cname_records(IDENTITIES[0], tokens, dns::DEFAULT_ZONE) {
        writeln!(out, "{record}")?;
    }
    out += "\nError:\n";
    out += &render(ERROR)?;
    Ok(out)
}

/// A body, success or error, as a person reads it.
fn render(body: &[u8]) -> Result<String, String> {
    match Reply::decode(body).map_err(|error| error.explain(body).to_string())? {
        Reply::Response(response) => Ok(python_response(&response)),
        Reply::ErrorResponse(error) => Ok(error_lines(&error)),
    }
}

fn error_lines(error: &ErrorResponse<'_>) -> String {
    let retry = error.retry().map_or("none", |retry| retry.code());
    format!("{error}\nretry class: {retry}\n")
}

/// The response as boto3's documentation prints its dict.
fn python_response(response: &GetIdentityDkimAttributesResponse<'_>) -> String {
    let mut out = String::from("{\n    'DkimAttributes': {\n");
    python_map(&mut out, &response.dkim_attributes);
    out += "    },\n    'ResponseMetadata': {\n";
    if let Some(id) = &response.request_id {
        out += &format!("        'RequestId': {},\n", python_string(id));
    }
    out + "    },\n}\n"
}

fn python_map(out: &mut String, map: &DkimAttributes<'_>) {
    // A dict holds a key once: of a repeated identity it holds the last attributes.
    let last = |index| map.iter().enumerate().filter(move |(other, _)| *other > index);
    for (index, (identity, attributes)) in map.iter().enumerate() {
        if last(index).all(|(_, (other, _))| other != identity) {
            *out += &format!("        {}: {{\n", python_string(identity));
            python_attributes(out, attributes);
            *out += "        },\n";
        }
    }
}

fn python_attributes(out: &mut String, attributes: IdentityDkimAttributes<'_>) {
    let indentation = " ".repeat(12);
    if let Some(enabled) = attributes.dkim_enabled() {
        let enabled = if enabled { "True" } else { "False" };
        *out += &format!("{indentation}'DkimEnabled': {enabled},\n");
    }
    if let Some(tokens) = attributes.dkim_tokens() {
        *out += &format!("{indentation}'DkimTokens': [\n");
        for token in tokens {
            *out += &format!("{indentation}    {},\n", python_string(token));
        }
        *out += &format!("{indentation}],\n");
    }
    if let Some(status) = attributes.dkim_verification_status() {
        let status = python_string(status.as_str());
        *out += &format!("{indentation}'DkimVerificationStatus': {status},\n");
    }
}

/// A string literal of Python.
fn python_string(text: &str) -> String {
    let mut out = String::from("'");
    for character in text.chars() {
        match character {
            '\'' | '\\' => out.extend(['\\', character]),
            '\n' => out += "\\n",
            '\r' => out += "\\r",
            '\t' => out += "\\t",
            _ if character.is_control() => out += &format!("\\x{:02x}", u32::from(character)),
            _ => out.push(character),
        }
    }
    out + "'"
}
