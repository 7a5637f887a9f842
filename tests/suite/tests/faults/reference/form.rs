//! Reading a form.

use serde_json::{Value, json};
use ses_dkim_conformance::{Answer, Operation};

use super::form_value::decoded;
use crate::seed::{Fault, Seed};

const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";
const VERSION: &str = "2010-12-01";
const NAMES: [&str; 6] = ["Action", "Version", "Identities", "Domain", "Identity", "DkimEnabled"];

/// The pairs of a form, decoded.
pub(super) struct Form<'a> {
    pub(super) seed: &'a Seed,
    pub(super) pairs: Vec<(String, String)>,
}

pub(super) fn read(
    seed: &Seed,
    operation: Option<Operation>,
    content_type: Option<&str>,
    body: &[u8],
) -> Answer {
    match checked(seed, operation, content_type, body) {
        Ok((operation, request)) => {
            super::accepted(json!({ "operation": operation, "request": request }))
        }
        Err(code) => Answer::reject(code, code),
    }
}

fn checked(
    seed: &Seed,
    operation: Option<Operation>,
    content_type: Option<&str>,
    body: &[u8],
) -> Result<(String, Value), &'static str> {
    let latin1 = charset(seed, content_type.unwrap_or(MEDIA_TYPE))?;
    if body.is_empty() && seed.is(Fault::EmptyFormIsAnEmptyRequest) {
        return Ok((Operation::default().to_string(), json!({ "Identities": [] })));
    }
    let form = Form { seed, pairs: decoded(seed, body, latin1)? };
    form.order()?;
    form.version()?;
    form.unknown()?;
    let (name, operation) = form.operation(operation)?;
    let Some(operation) = operation else { return Ok((name, json!({}))) };
    let request = match operation {
        Operation::VerifyDomainDkim => json!({ "Domain": form.domain()? }),
        Operation::SetIdentityDkimEnabled => {
            json!({ "Identity": form.scalar("Identity")?, "DkimEnabled": form.boolean()? })
        }
        _ => json!({ "Identities": form.identities()? }),
    };
    Ok((name, request))
}

/// Checks the media type. Returns whether a charset other than UTF-8 is used.
fn charset(seed: &Seed, content_type: &str) -> Result<bool, &'static str> {
    let (media_type, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
    let media_type = media_type.trim();
    let is_form = if seed.is(Fault::MediaTypeIsCaseSensitive) {
        media_type == MEDIA_TYPE
    } else {
        media_type.eq_ignore_ascii_case(MEDIA_TYPE)
    };
    let is_form = is_form
        || seed.is(Fault::MediaTypeIsIgnored)
        || media_type.starts_with(MEDIA_TYPE) && seed.is(Fault::MediaTypeIsAPrefix);
    if !is_form || !parameters.is_empty() && seed.is(Fault::MediaTypeWithParametersIsRefused) {
        return Err("wrong-content-type");
    }
    Ok(parameters.to_ascii_lowercase().contains("8859-1") && seed.is(Fault::CharsetIsHonoured))
}

impl Form<'_> {
    fn order(&self) -> Result<(), &'static str> {
        let names: Vec<&str> = self.pairs.iter().map(|(name, _)| &**name).collect();
        let at = |wanted: &str| names.iter().position(|name| *name == wanted);
        let last = at("Action") != Some(0) && self.seed.is(Fault::ActionMustComeFirst);
        let apart = at("Version").is_some()
            && at("Version") != at("Action").map(|at| at + 1)
            && self.seed.is(Fault::VersionMustFollowAction);
        if last || apart { Err("order") } else { Ok(()) }
    }

    fn version(&self) -> Result<(), &'static str> {
        match self.value("Version")? {
            None if self.seed.is(Fault::VersionIsRequired) => Err("missing"),
            Some(version) if version != VERSION && !self.seed.is(Fault::VersionIsNotCompared) => {
                Err("unexpected")
            }
            _ => Ok(()),
        }
    }

    fn unknown(&self) -> Result<(), &'static str> {
        let mut seen = Vec::new();
        for (name, _) in &self.pairs {
            let known = NAMES.iter().any(|known| name.starts_with(known));
            if !known
                && (self.seed.is(Fault::UnknownParametersAreRefused)
                    || seen.contains(name)
                        && self.seed.is(Fault::RepeatedUnknownParametersAreRefused))
            {
                return Err("unknown-parameter");
            }
            seen.push(name.clone());
        }
        Ok(())
    }

    /// The action of the form, and its operation.
    fn operation(
        &self,
        asked: Option<Operation>,
    ) -> Result<(String, Option<Operation>), &'static str> {
        let action = match (self.value("Action")?, asked) {
            (Some(action), _) => action,
            (None, Some(asked)) if self.seed.is(Fault::MissingActionIsAccepted) => {
                return Ok((asked.to_string(), Some(asked)));
            }
            (None, _) => self.guessed().ok_or("missing")?,
        };
        let action = if self.seed.is(Fault::ActionIsTrimmed) { action.trim() } else { &action };
        let named = Operation::ALL.into_iter().find(|known| self.is_action(*known, action));
        if asked.is_none() && self.seed.is(Fault::FormsAreNotDispatched) {
            return Err("unknown-action");
        }
        match (named, asked) {
            (Some(named), None) => Ok((named.to_string(), Some(named))),
            (None, None) if self.seed.is(Fault::AnyActionIsAccepted) => {
                Ok((action.to_owned(), None))
            }
            (None, None) => Err("unknown-action"),
            (Some(named), Some(asked)) if named == asked => Ok((named.to_string(), Some(asked))),
            (Some(named), Some(_)) if self.seed.is(Fault::ActionWinsOverTheOperation) => {
                Ok((named.to_string(), Some(named)))
            }
            (_, Some(asked)) if self.seed.is(Fault::ActionIsNotCompared) => {
                Ok((asked.to_string(), Some(asked)))
            }
            _ => Err("wrong-action"),
        }
    }

    fn is_action(&self, known: Operation, action: &str) -> bool {
        action == known.as_str()
            || action.eq_ignore_ascii_case(known.as_str()) && self.seed.is(Fault::ActionIgnoresCase)
            || action.starts_with(known.as_str()) && self.seed.is(Fault::ActionIsAPrefix)
    }

    /// The operation that the parameters suggest, if there is no action.
    fn guessed(&self) -> Option<String> {
        let has = |wanted: &str| self.pairs.iter().any(|(name, _)| name == wanted);
        (has("Domain") && self.seed.is(Fault::DispatchIsByParameters))
            .then(|| Operation::VerifyDomainDkim.to_string())
    }
}
