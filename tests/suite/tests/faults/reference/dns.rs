//! The records of an identity.

use serde_json::{Value, json};
use ses_dkim_conformance::Answer;

use crate::seed::{Fault, Seed};

const MAX_LABEL: usize = 63;
const MAX_NAME: usize = 253;

pub(super) fn records(seed: &Seed, identity: &str, tokens: &[String], zone: &str) -> Answer {
    match made(seed, identity, tokens, zone) {
        Ok(records) => super::accepted(json!({ "records": records })),
        Err(code) => Answer::reject(code, code),
    }
}

fn made(
    seed: &Seed,
    identity: &str,
    tokens: &[String],
    zone: &str,
) -> Result<Vec<Value>, &'static str> {
    let domain = domain_of(seed, identity)?;
    let counted = match tokens.len() {
        3 => true,
        0 if seed.is(Fault::NoTokensMakeABlankRecord) => {
            let name = format!("_domainkey.{domain}");
            return Ok(vec![json!({ "name": name, "target": zone })]);
        }
        1 => seed.is(Fault::OneTokenMakesARecord),
        2 => seed.is(Fault::TwoTokensMakeRecords),
        _ => seed.is(Fault::TokensAreNotCounted),
    };
    if !counted {
        return Err("token-count");
    }
    let zone = if seed.is(Fault::ZoneIsFixed) { "dkim.amazonses.com" } else { zone };
    let mut tokens: Vec<&str> = tokens.iter().map(|token| &**token).collect();
    if seed.is(Fault::LastRecordIsLost) {
        tokens.pop();
    }
    if seed.is(Fault::RecordsAreSorted) {
        tokens.sort_unstable();
    }
    tokens.iter().map(|token| record(seed, token, &domain, zone)).collect()
}

fn record(seed: &Seed, token: &str, domain: &str, zone: &str) -> Result<Value, &'static str> {
    let token = if seed.is(Fault::TokensAreTrimmedInRecords) { token.trim() } else { token };
    let legal = token.chars().all(|character| match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' => true,
        '\n' => seed.is(Fault::LineFeedsInTokensAreRead),
        '.' => seed.is(Fault::DotsInTokensAreRead),
        character => !character.is_ascii() && seed.is(Fault::UnicodeInTokensIsKept),
    });
    let fits = token.len() <= MAX_LABEL || seed.is(Fault::TokensAreNotMeasured);
    if !legal || !fits || token.is_empty() && !seed.is(Fault::EmptyTokenIsRead) {
        return Err("malformed-token");
    }
    let name = format!("{token}._domainkey.{domain}");
    if name.len() > MAX_NAME
        && !seed.is(Fault::RecordIsNotMeasured)
        && (domain.len() < MAX_NAME || !seed.is(Fault::DomainIsNotMeasured))
    {
        return Err("malformed-domain");
    }
    Ok(json!({ "name": name, "target": format!("{token}.{zone}") }))
}

/// The checked domain of an identity.
fn domain_of(seed: &Seed, identity: &str) -> Result<String, &'static str> {
    let identity = named_by_arn(seed, identity)?;
    let (local, domain) = match identity.rsplit_once('@') {
        Some(_) if seed.is(Fault::AddressIsADomain) => ("", identity),
        Some(_) if seed.is(Fault::FirstAtDivides) => identity.split_once('@').unwrap(),
        Some(parts) => parts,
        None => ("", identity),
    };
    if seed.is(Fault::LocalPartIsChecked) && (local.contains("..") || !local.is_ascii()) {
        return Err("malformed-domain");
    }
    let dotless = domain.strip_suffix('.');
    let domain = match dotless {
        Some(_) if seed.is(Fault::FinalDotIsKept) => domain,
        Some(dotless) => dotless,
        None => domain,
    };
    if domain.is_empty() && !seed.is(Fault::EmptyDomainIsRead) {
        return Err("malformed-domain");
    }
    for label in domain.split('.') {
        label_is_legal(seed, label, domain)?;
    }
    let labels: Vec<&str> = identity.split('.').collect();
    if labels.len() > 2 && seed.is(Fault::DomainIsItsLastTwoLabels) {
        return Ok(labels[labels.len() - 2..].join("."));
    }
    let unprefixed =
        domain.strip_prefix("xn--").filter(|_| seed.is(Fault::PunycodePrefixIsDropped));
    Ok(unprefixed.unwrap_or(domain).to_owned())
}

/// The identity of an ARN. Any other text is an identity itself.
fn named_by_arn<'a>(seed: &Seed, identity: &'a str) -> Result<&'a str, &'static str> {
    if !identity.starts_with("arn:") || seed.is(Fault::ArnIsADomain) {
        return Ok(identity);
    }
    let parts: Vec<&str> = identity.splitn(6, ':').collect();
    let service = parts
        .get(2)
        .is_some_and(|service| *service == "ses" || seed.is(Fault::ArnOfAnyServiceIsRead));
    let named = parts.get(5).and_then(|resource| resource.strip_prefix("identity/"));
    let named = named.filter(|_| service).ok_or("malformed-domain")?;
    if parts[1] != "aws" && seed.is(Fault::ArnNeedsTheFirstPartition) {
        return Ok(identity);
    }
    let address = named.contains('@') && seed.is(Fault::AddressInAnArnIsADomain);
    Ok(if address { identity } else { named })
}

fn label_is_legal(seed: &Seed, label: &str, domain: &str) -> Result<(), &'static str> {
    let legal = label.chars().all(|character| match character {
        'A'..='Z' => !seed.is(Fault::DomainInUpperCaseIsRefused),
        'a'..='z' | '0'..='9' => true,
        '-' => !seed.is(Fault::HyphensAreRefused),
        '_' => !seed.is(Fault::UnderscoresAreRefused),
        '\n' => seed.is(Fault::LineFeedsAreRead),
        ' ' => seed.is(Fault::SpacesAreRead),
        '/' => seed.is(Fault::SlashesAreRead) || arn_is_a_domain(seed, domain),
        '\\' => seed.is(Fault::BackslashesAreRead),
        '\0' => seed.is(Fault::NulIsRead),
        '@' | ':' | '"' => arn_is_a_domain(seed, domain),
        character => !character.is_ascii() && seed.is(Fault::UnicodeIsKept),
    });
    let most = if seed.is(Fault::LabelsAreLimitedTo62) { MAX_LABEL - 1 } else { MAX_LABEL };
    let fits = label.len() <= most || seed.is(Fault::LabelsAreNotMeasured);
    let whole = !label.is_empty()
        || domain.is_empty()
        || seed.is(Fault::EmptyLabelsAreRead)
        || domain.ends_with('.') && seed.is(Fault::FinalDotIsKept);
    if legal && fits && whole { Ok(()) } else { Err("malformed-domain") }
}

/// Whether a fault that takes an address or an ARN for a domain is seeded.
fn arn_is_a_domain(seed: &Seed, domain: &str) -> bool {
    let faults = [
        Fault::AddressIsADomain,
        Fault::FirstAtDivides,
        Fault::ArnIsADomain,
        Fault::ArnNeedsTheFirstPartition,
        Fault::AddressInAnArnIsADomain,
    ];
    !domain.is_empty() && faults.into_iter().any(|fault| seed.is(fault))
}
