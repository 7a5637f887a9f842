//! Writing a form.

use serde_json::{Value, json};
use ses_dkim_conformance::{Answer, Operation};

use super::is_map;
use crate::seed::{Fault, Seed};

/// Writes the form of a request.
pub(crate) fn request(seed: &Seed, operation: Operation, request: &Value) -> Answer {
    let mut pairs = vec![("Action".to_owned(), operation.to_string())];
    pairs.push(("Version".to_owned(), "2010-12-01".to_owned()));
    let text = |name: &str| request[name].as_str().unwrap_or_default().to_owned();
    match operation {
        Operation::VerifyDomainDkim => {
            let other = seed.is(Fault::DomainIsWrittenAsIdentity);
            pairs.push((if other { "Identity" } else { "Domain" }.to_owned(), text("Domain")));
        }
        Operation::SetIdentityDkimEnabled => {
            let other = seed.is(Fault::IdentityIsWrittenAsDomain);
            pairs.push((if other { "Domain" } else { "Identity" }.to_owned(), text("Identity")));
            let enabled = request["DkimEnabled"] == json!(true);
            if enabled || !seed.is(Fault::FalseIsNotWritten) {
                let capital = enabled && seed.is(Fault::BooleanIsWrittenInCapital);
                let word = if capital { "True".to_owned() } else { enabled.to_string() };
                pairs.push(("DkimEnabled".to_owned(), word));
            }
        }
        _ => pairs.extend(members(seed, request)),
    }
    let two_ats = pairs.iter().any(|(_, value)| value.matches('@').count() == 2);
    if two_ats && is_map(operation) && seed.is(Fault::WritingRefusesTwoAts) {
        return Answer::reject("malformed", "two @");
    }
    let illegal = |character: char| !super::is_legal(character);
    if pairs.iter().any(|(_, value)| value.contains(illegal))
        && seed.is(Fault::WhatXmlExcludesIsNotWritten)
    {
        return Answer::reject("invalid-character", "a character that XML does not have");
    }
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{name}={}", escaped(seed, value))).collect();
    let plain = seed.is(Fault::AnotherMediaTypeIsWritten);
    let media_type = if plain { "text/plain" } else { "application/x-www-form-urlencoded" };
    crate::reference::accepted(json!({ "body": pairs.join("&"), "content_type": media_type }))
}

fn members(seed: &Seed, request: &Value) -> Vec<(String, String)> {
    let identities = request["Identities"].as_array().into_iter().flatten();
    let mut identities: Vec<&str> = identities.filter_map(Value::as_str).collect();
    if identities.is_empty() {
        let unwritten = seed.is(Fault::EmptyListIsNotWritten);
        return if unwritten { Vec::new() } else { vec![("Identities".to_owned(), String::new())] };
    }
    if let [identity] = *identities
        && seed.is(Fault::ListOfOneHasNoIndex)
    {
        return vec![("Identities.member".to_owned(), identity.to_owned())];
    }
    if identities.len() > 1 && seed.is(Fault::LastMemberIsLost) {
        identities.pop();
    }
    if seed.is(Fault::MembersAreSorted) {
        identities.sort_unstable();
    }
    if seed.is(Fault::RepeatedMembersAreWrittenOnce) {
        identities.dedup();
    }
    if seed.is(Fault::NoMoreThan50MembersAreWritten) {
        identities.truncate(50);
    }
    let numbered = (1..).zip(identities);
    let written = numbered
        .filter(|(_, identity)| !identity.is_empty() || !seed.is(Fault::EmptyMembersAreNotWritten));
    written
        .map(|(index, identity)| (format!("Identities.member.{index}"), identity.to_owned()))
        .collect()
}

fn escaped(seed: &Seed, value: &str) -> String {
    let value = changed(seed, value);
    let mut escaped = String::new();
    for character in value.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' | '~' => escaped.push(character),
            '+' if seed.is(Fault::PlusIsWrittenBare) => escaped.push('+'),
            '&' if seed.is(Fault::AmpersandIsWrittenBare) => escaped.push('&'),
            '%' if seed.is(Fault::PercentIsWrittenBare) => escaped.push('%'),
            ' ' if seed.is(Fault::SpacesAreLost) => {}
            '"' if seed.is(Fault::QuotesAreWrittenAsHtml) => escaped.push_str("%26quot%3B"),
            '\u{80}'..='\u{FF}' if seed.is(Fault::Latin1IsWritten) => {
                escaped.push_str(&format!("%{:02X}", u32::from(character)));
            }
            '\u{10000}'.. if seed.is(Fault::SurrogatesAreWritten) => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let [low, middle] = [*unit & 0x3F, *unit >> 6 & 0x3F];
                    escaped.push_str(&format!("%ED%{:02X}%{:02X}", 0x80 | middle, 0x80 | low));
                }
            }
            _ => {
                let mut bytes = [0; 4];
                for byte in character.encode_utf8(&mut bytes).bytes() {
                    escaped.push_str(&format!("%{byte:02X}"));
                }
            }
        }
    }
    escaped
}

/// A value, changed by faults of a whole value.
fn changed(seed: &Seed, value: &str) -> String {
    if let Some(at) = value.find('#').filter(|_| seed.is(Fault::ValueEndsAtHash)) {
        return value[..at].to_owned();
    }
    if let Some(at) = value.find('\0').filter(|_| seed.is(Fault::WrittenValueEndsAtNul)) {
        return value[..at].to_owned();
    }
    if value.len() > 256 && seed.is(Fault::WrittenValueIsCutAt256Bytes) {
        return value[..256].to_owned();
    }
    if value.ends_with('.') && seed.is(Fault::FinalDotIsNotWritten) {
        return value.trim_end_matches('.').to_owned();
    }
    if value.contains('.') && seed.is(Fault::LowerCaseIsWritten) {
        return value.to_lowercase();
    }
    value.to_owned()
}
