//! Writing an answer.

use serde_json::{Map, Value};
use ses_dkim_conformance::{Answer, Operation};

use super::{Document, is_map};
use crate::seed::{Fault, Seed};

type Written<T = ()> = Result<T, &'static str>;

/// Writes an answer.
pub(crate) fn response(seed: &Seed, operation: Operation, response: &Value) -> Answer {
    match written(seed, operation, response) {
        Ok(document) => document.finished(&format!("{operation}Response")),
        Err(code) => Answer::reject(code, code),
    }
}

fn written<'a>(seed: &'a Seed, operation: Operation, response: &Value) -> Written<Document<'a>> {
    let mut document = Document::new(seed, &format!("{operation}Response"));
    let result = format!("{operation}Result");
    let is_set = operation == Operation::SetIdentityDkimEnabled;
    if !(is_set && seed.is(Fault::ResultOfSetIsNotWritten)) {
        document.open(&result);
        if is_map(operation) {
            map(&mut document, response["DkimAttributes"].as_object())?;
        } else if !is_set {
            tokens(
                &mut document,
                response["DkimTokens"].as_array(),
                Fault::TokensOfADomainAreItems,
            )?;
        }
        document.close(&result);
    }
    let invented = seed.is(Fault::RequestIdIsInvented).then_some("0");
    if let Some(id) = response["ResponseMetadata"]["RequestId"].as_str().or(invented) {
        document.open("ResponseMetadata");
        document.field("RequestId", id, Fault::RequestIdIsNotChecked)?;
        document.close("ResponseMetadata");
    }
    Ok(document)
}

fn map(document: &mut Document<'_>, entries: Option<&Map<String, Value>>) -> Written {
    let seed = document.seed;
    let entries: Vec<(&String, &Value)> = entries.into_iter().flatten().collect();
    if entries.is_empty() && seed.is(Fault::EmptyMapIsNotWritten) {
        return Ok(());
    }
    document.open("DkimAttributes");
    for (index, (key, value)) in entries.into_iter().enumerate() {
        let script = key == "__proto__" && seed.is(Fault::ScriptKeysAreNotWritten);
        if script
            || index > 0 && seed.is(Fault::FirstEntryOnlyIsWritten)
            || index >= 50 && seed.is(Fault::NoMoreThan50EntriesAreWritten)
        {
            continue;
        }
        let lower = seed.is(Fault::KeysAreWrittenInLowerCase);
        document.open("entry");
        document.field(
            "key",
            &if lower { key.to_lowercase() } else { key.clone() },
            Fault::KeysAreNotChecked,
        )?;
        document.open("value");
        attributes(document, value)?;
        document.close("value");
        document.close("entry");
    }
    document.close("DkimAttributes");
    Ok(())
}

fn attributes(document: &mut Document<'_>, value: &Value) -> Written {
    let seed = document.seed;
    let absent = seed.is(Fault::AbsentMembersAreWritten);
    let enabled = value["DkimEnabled"].as_bool().or_else(|| absent.then_some(false));
    if let Some(enabled) = enabled {
        document.field("DkimEnabled", &enabled.to_string(), Fault::KeysAreNotChecked)?;
    }
    if let Some(status) = value["DkimVerificationStatus"].as_str() {
        let known = ["Pending", "Success", "Failed", "TemporaryFailure", "NotStarted"];
        let status = if !known.contains(&status) && seed.is(Fault::UnknownStatusIsWrittenAsPending)
        {
            "Pending"
        } else {
            status
        };
        document.field("DkimVerificationStatus", status, Fault::StatusIsNotChecked)?;
    }
    let list = value["DkimTokens"].as_array();
    if list.is_some_and(Vec::is_empty) && seed.is(Fault::EmptyListsAreNotWritten) {
        return Ok(());
    }
    match list {
        None => Ok(()),
        list => tokens(document, list, Fault::TokensOfADomainAreNotWritten),
    }
}

fn tokens(document: &mut Document<'_>, tokens: Option<&Vec<Value>>, items: Fault) -> Written {
    let seed = document.seed;
    let mut tokens: Vec<&str> = tokens.into_iter().flatten().filter_map(Value::as_str).collect();
    if items == Fault::TokensOfADomainAreItems
        && tokens.is_empty()
        && seed.is(Fault::TokensOfADomainAreNotWritten)
    {
        return Ok(());
    }
    if seed.is(Fault::TokensAreWrittenSorted) {
        tokens.sort_unstable();
    }
    if seed.is(Fault::TokensAreWrittenOnce) {
        let mut once = Vec::new();
        tokens.retain(|token| {
            !once.contains(token) && {
                once.push(*token);
                true
            }
        });
    }
    document.open("DkimTokens");
    for token in tokens {
        let blank = token.trim().is_empty() && !token.is_empty();
        if blank && seed.is(Fault::BlankTokensAreNotWritten) {
            continue;
        }
        let domain = items == Fault::TokensOfADomainAreItems;
        let item = domain && seed.is(Fault::TokensOfADomainAreItems);
        document.field(if item { "item" } else { "member" }, token, Fault::TokensAreNotChecked)?;
    }
    document.close("DkimTokens");
    Ok(())
}
