//! The commands: their calls and their output.

use std::collections::HashSet;
use std::io::{self, Write as _};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use ses_dkim_codec::dns::{self, CnameRecord};
use ses_dkim_codec::{
    DkimAttributes, GetIdentityDkimAttributesRequest, IdentityDkimAttributes,
    SetIdentityDkimEnabledRequest, VerificationStatus, VerifyDomainDkimRequest, batches,
};

use crate::Result;
use crate::arguments::{Arguments, Command};
use crate::call::{Caller, PAUSE};
use crate::print::{self, Progress};

/// The longest pause between two polls of a status.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Runs a command, and returns whether everything was done.
pub fn run(caller: &mut Caller, arguments: &Arguments, region: &str) -> Result<bool> {
    let json = arguments.json;
    // Only records need a zone. An unknown zone is reported before any call.
    let zone = || zone(arguments, region);
    match &arguments.command {
        Command::Verify { domain } => verify(caller, domain, json),
        Command::Status { identities, dns: true } => {
            status(caller, identities, json, Some(zone()?))
        }
        Command::Status { identities, dns: false } => status(caller, identities, json, None),
        Command::Enable { identity, enabled } => enable(caller, identity, *enabled, json),
        Command::Records { domains } => records(caller, domains, json, zone()?),
        Command::Setup { domain, wait } => {
            Setup { domain, wait: *wait, json, zone: zone()? }.run(caller)
        }
    }
}

/// The zone of the arguments, or that of the region.
fn zone<'a>(arguments: &'a Arguments, region: &str) -> Result<&'a str> {
    let unknown =
        || format!("found the region {region:?}, expected one whose zone is known, or --zone");
    let zone = arguments.zone.as_deref().or_else(|| dns::zone(region));
    Ok(zone.ok_or_else(unknown)?)
}

fn verify(caller: &mut Caller, domain: &str, json: bool) -> Result<bool> {
    let response = caller.call(&VerifyDomainDkimRequest::new(domain), &Progress::none())?;
    let mut out = io::stdout().lock();
    if json {
        print::json(&mut out, &json!({ "DkimTokens": response.dkim_tokens }))?;
    } else {
        for token in &response.dkim_tokens {
            writeln!(out, "{}", print::one_line(token))?;
        }
    }
    Ok(true)
}

fn status(
    caller: &mut Caller,
    identities: &[String],
    json: bool,
    zone: Option<&str>,
) -> Result<bool> {
    let answer = ask(caller, identities)?;
    let mut out = io::stdout().lock();
    if json {
        print::json(&mut out, &json!({ "DkimAttributes": answer }))?;
    } else {
        print::table(&mut out, &answer)?;
    }
    let mut is_done = all_answered(&answer, identities);
    if let Some(zone) = zone {
        let has_tokens = |attributes: &IdentityDkimAttributes<'_>| {
            attributes.dkim_tokens().is_some_and(|tokens| !tokens.is_empty())
        };
        let entries = answer.iter().filter(|(_, attributes)| has_tokens(attributes));
        let (records, all) = records_of(entries, zone);
        write!(out, "{}", dns::zone_file(&records)?)?;
        is_done &= all;
    }
    Ok(is_done)
}

fn enable(caller: &mut Caller, identity: &str, enabled: bool, json: bool) -> Result<bool> {
    let request = SetIdentityDkimEnabledRequest::new(identity, enabled);
    caller.call(&request, &Progress::none())?;
    let mut out = io::stdout().lock();
    if json {
        print::json(&mut out, &json!({ "Identity": identity, "DkimEnabled": enabled }))?;
    } else {
        let word = if enabled { "enabled" } else { "disabled" };
        writeln!(out, "{word} {}", print::one_line(identity))?;
    }
    Ok(true)
}

fn records(caller: &mut Caller, domains: &[String], json: bool, zone: &str) -> Result<bool> {
    let answer = ask(caller, domains)?;
    let all_answered = all_answered(&answer, domains);
    let (records, all) = records_of(answer.iter(), zone);
    let mut out = io::stdout().lock();
    if json {
        print::json(&mut out, &records_json(&records))?;
    } else {
        write!(out, "{}", dns::zone_file(&records)?)?;
    }
    Ok(all_answered && all)
}

/// The records of the entries, each once, and whether all entries have records. Reports each entry
/// without records.
fn records_of<'a>(
    entries: impl Iterator<Item = (&'a str, IdentityDkimAttributes<'a>)>,
    zone: &str,
) -> (Vec<CnameRecord>, bool) {
    let (mut records, mut seen, mut all) = (Vec::new(), HashSet::new(), true);
    for (identity, attributes) in entries {
        match dns::cname_records(identity, attributes.dkim_tokens().unwrap_or_default(), zone) {
            Ok(three) => {
                let is_new =
                    |record: &CnameRecord| seen.insert(record.to_string().to_ascii_lowercase());
                records.extend(three.into_iter().filter(is_new));
            }
            Err(error) => {
                print::report(&format!("no records: {error}"));
                all = false;
            }
        }
    }
    (records, all)
}

/// From an unknown domain to signed mail.
struct Setup<'a> {
    domain: &'a str,
    wait: bool,
    json: bool,
    zone: &'a str,
}

impl Setup<'_> {
    fn run(&self, caller: &mut Caller) -> Result<bool> {
        let progress = Progress::none();
        let tokens = caller.call(&VerifyDomainDkimRequest::new(self.domain), &progress)?;
        let records = dns::cname_records(self.domain, &tokens.dkim_tokens, self.zone)?;
        let mut out = io::stdout().lock();
        if !self.json {
            write!(out, "{}", dns::zone_file(&records)?)?;
            out.flush()?;
        }
        let status = self.status(caller)?;
        let is_verified = status == VerificationStatus::Success.as_str();
        if is_verified {
            let request = SetIdentityDkimEnabledRequest::new(self.domain, true);
            caller.call(&request, &progress)?;
        }
        if self.json {
            let value = json!({
                "Domain": self.domain,
                "Records": records_json(&records),
                "DkimVerificationStatus": status,
                "DkimEnabled": is_verified,
            });
            print::json(&mut out, &value)?;
        } else if is_verified {
            writeln!(out, "enabled {}", print::one_line(self.domain))?;
        }
        if !is_verified {
            let domain = self.domain;
            print::report(&format!("not enabled: found the status {status} of {domain}"));
        }
        Ok(is_verified)
    }

    /// The status. `--wait` polls while it is Pending or `TemporaryFailure`. The wait has no limit
    /// here: the service sets the status to Failed after 72 hours.
    fn status(&self, caller: &mut Caller) -> Result<String> {
        let mut pause = PAUSE;
        let mut last = String::new();
        loop {
            let answer = ask(caller, &[self.domain.to_owned()])?;
            let attributes = answer.get(self.domain);
            let status = attributes.and_then(|attributes| attributes.dkim_verification_status());
            let status = status.ok_or_else(|| {
                format!("found no status of {} in the answer, expected one", self.domain)
            })?;
            let may_change = matches!(
                status,
                VerificationStatus::Pending | VerificationStatus::TemporaryFailure
            );
            if !self.wait || !may_change {
                return Ok(status.as_str().to_owned());
            }
            if last != status.as_str() {
                status.as_str().clone_into(&mut last);
                print::report(&format!("{status}; waiting for Success"));
            }
            thread::sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}

/// Asks in batches, and joins the answers.
fn ask(caller: &mut Caller, identities: &[String]) -> Result<DkimAttributes<'static>> {
    let requests: Vec<_> = batches(identities).collect();
    let mut progress = Progress::new(requests.len());
    let mut answer = DkimAttributes::new();
    for request in &requests {
        progress.show();
        let response = caller.call(request, &progress)?;
        answer.append(response.dkim_attributes);
        progress.answered();
    }
    Ok(answer)
}

/// Whether all identities were answered. Reports the others.
fn all_answered(answer: &DkimAttributes<'_>, identities: &[String]) -> bool {
    let request = GetIdentityDkimAttributesRequest::new(identities);
    let missing: Vec<_> = answer.missing(&request).collect();
    for identity in &missing {
        print::report(&format!("not answered: {identity}"));
    }
    missing.is_empty()
}

fn records_json(records: &[CnameRecord]) -> Value {
    let record = |record: &CnameRecord| json!({ "Name": record.name(), "Type": "CNAME", "Value": record.target() });
    records.iter().map(record).collect()
}
