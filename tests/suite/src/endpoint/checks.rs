//! The checks of a server that are not vectors.

use std::time::SystemTime;

use super::life_cycle::{Failure, LifeCycle, differs};
use super::reply::{Element, Kind, Outcome as Answered, outline};
use super::{Endpoint, request};
use crate::display::shorten;
use crate::operation::Operation;
use crate::vector::Level;
use crate::verdict::{Outcome, Verdict};

/// One check of a server.
#[derive(Debug)]
struct Check {
    id: &'static str,
    level: Level,
    comment: &'static str,
    reference: &'static str,
    run: fn(&LifeCycle<'_>) -> Result<(), Failure>,
}

const GET: &str =
    "https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityDkimAttributes.html";
const SET: &str =
    "https://docs.aws.amazon.com/ses/latest/APIReference/API_SetIdentityDkimEnabled.html";
const VERIFY: &str =
    "https://docs.aws.amazon.com/ses/latest/APIReference/API_VerifyDomainDkim.html";
const ERRORS: &str = "https://docs.aws.amazon.com/ses/latest/APIReference/CommonErrors.html";

/// The checks, in order. The first two are controls.
#[rustfmt::skip]
const CHECKS: [Check; 12] = [
    Check { id: "S-001", level: Level::Required, reference: VERIFY, run: tokens_are_given,
        comment: "VerifyDomainDkim of a new domain answers with tokens." },
    Check { id: "S-002", level: Level::Required, reference: ERRORS, run: unknown_action_is_refused,
        comment: "An unknown action is refused by an error document with a code, under a status of 400 or above." },
    Check { id: "S-003", level: Level::Required, reference: GET, run: attributes_are_returned,
        comment: "GetIdentityDkimAttributes returns the tokens that VerifyDomainDkim returned, and the other two members." },
    Check { id: "S-004", level: Level::Required, reference: GET, run: each_identity_has_its_tokens,
        comment: "Two identities in one request have an entry each, with their own tokens." },
    Check { id: "S-005", level: Level::Recommended, reference: VERIFY, run: tokens_stay,
        comment: "VerifyDomainDkim again answers with the same tokens, so that published records stay valid." },
    Check { id: "S-006", level: Level::Recommended, reference: GET, run: unknown_identity_is_left_out,
        comment: "An unknown identity is left out of the answer." },
    Check { id: "S-007", level: Level::Recommended, reference: SET, run: signing_is_switched_off,
        comment: "SetIdentityDkimEnabled with false is answered, and GetIdentityDkimAttributes then returns false." },
    Check { id: "S-008", level: Level::Recommended, reference: SET, run: signing_is_switched_on,
        comment: "SetIdentityDkimEnabled with true is answered, and GetIdentityDkimAttributes then returns true." },
    Check { id: "S-009", level: Level::Recommended, reference: ERRORS, run: unknown_action_has_its_code,
        comment: "The code for an unknown action is InvalidAction, under status 400." },
    Check { id: "S-010", level: Level::Recommended, reference: GET, run: more_than_100_are_refused,
        comment: "101 identities in one request are refused." },
    Check { id: "S-011", level: Level::Recommended, reference: GET, run: media_type_is_xml,
        comment: "The media type of answers and errors is text/xml." },
    Check { id: "S-012", level: Level::Recommended, reference: GET, run: request_ids_are_given,
        comment: "Answers and errors have a request id, in the body or in x-amzn-requestid." },
];

/// The ids of the checks, with their levels and comments.
pub fn checks() -> impl Iterator<Item = (&'static str, Level, &'static str)> {
    CHECKS.iter().map(|check| (check.id, check.level, check.comment))
}

/// Whether a check is a control. A server that refuses everything fails the first one, and a server
/// that accepts everything fails the second one.
pub(super) fn is_control(verdict: &Verdict) -> bool {
    CHECKS[..2].iter().any(|check| check.id == verdict.id)
}

/// Runs every check with new identities.
///
/// # Errors
///
/// When the clock is set to a time before 1970.
pub(super) fn judge(
    endpoint: &Endpoint,
    begins: &mut impl FnMut(&str),
) -> Result<Vec<Verdict>, String> {
    let life = LifeCycle::new(endpoint, SystemTime::now())?;
    let judge = |check: &Check| {
        begins(check.id);
        let outcome = endpoint.breaker.ask(|| match (check.run)(&life) {
            Ok(()) => Ok(Outcome::Passed),
            Err(Failure::Wrong(difference)) => Ok(Outcome::Failed(difference)),
            Err(Failure::NoReply(why)) => Err(why),
        });
        check.verdict(outcome.unwrap_or_else(Outcome::from))
    };
    Ok(CHECKS.iter().map(judge).collect())
}

impl Check {
    fn verdict(&self, outcome: Outcome) -> Verdict {
        Verdict {
            id: self.id.to_owned(),
            rule: "S".to_owned(),
            level: self.level,
            operation: None,
            op: "endpoint".to_owned(),
            flags: Vec::new(),
            comment: self.comment.to_owned(),
            reference: self.reference.to_owned(),
            listed: false,
            omitted: std::collections::BTreeSet::new(),
            outcome,
        }
    }
}

fn tokens_are_given(life: &LifeCycle<'_>) -> Result<(), Failure> {
    life.verify(&life.domain).map(drop)
}

fn unknown_action(life: &LifeCycle<'_>) -> Result<Answered, Failure> {
    let answered = life.ask("Action=NoSuchAction&Version=2010-12-01")?;
    match answered.kind() {
        Kind::Refused => Ok(answered),
        _ => {
            let cause = format!("{} in place of a refusal", answered.cause());
            Err(differs(&cause, "an error document with a code", shorten(&answered.summary())))
        }
    }
}

fn unknown_action_is_refused(life: &LifeCycle<'_>) -> Result<(), Failure> {
    unknown_action(life).map(drop)
}

fn unknown_action_has_its_code(life: &LifeCycle<'_>) -> Result<(), Failure> {
    let answered = unknown_action(life)?;
    match (answered.status, &*answered.code) {
        (400, "InvalidAction") => Ok(()),
        _ => Err(differs(
            "another code",
            "status 400, \"InvalidAction\"",
            shorten(&answered.summary()),
        )),
    }
}

fn attributes_are_returned(life: &LifeCycle<'_>) -> Result<(), Failure> {
    let tokens = life.verify(&life.domain)?;
    let found = life.attributes(&life.domain)?;
    let found_tokens = found.child("DkimTokens").map(Element::members).unwrap_or_default();
    if found_tokens != tokens {
        return Err(differs("other tokens", &format!("{tokens:?}"), format!("{found_tokens:?}")));
    }
    let text = |name: &str| found.child(name).map_or("absent", |member| &member.text).to_owned();
    let (enabled, status) = (text("DkimEnabled"), text("DkimVerificationStatus"));
    let statuses = ["Pending", "Success", "Failed", "TemporaryFailure", "NotStarted"];
    if !["true", "false"].contains(&&*enabled) || !statuses.contains(&&*status) {
        return Err(differs(
            "a member is not one of its values",
            "true or false, and one of five statuses",
            format!("DkimEnabled {enabled}, DkimVerificationStatus {status}"),
        ));
    }
    Ok(())
}

fn each_identity_has_its_tokens(life: &LifeCycle<'_>) -> Result<(), Failure> {
    let identities = [&*life.domain, &*life.other];
    let tokens = [life.verify(identities[0])?, life.verify(identities[1])?];
    let parameters =
        [("Identities.member.1", identities[0]), ("Identities.member.2", identities[1])];
    let result = life.result(Operation::GetIdentityDkimAttributes, &parameters)?;
    let found_tokens = identities.map(|identity| {
        let entry = LifeCycle::entry(&result, identity);
        entry.and_then(|entry| entry.child("DkimTokens").map(Element::members)).unwrap_or_default()
    });
    if found_tokens == tokens {
        Ok(())
    } else {
        Err(differs("other tokens", &format!("{tokens:?}"), format!("{found_tokens:?}")))
    }
}

fn tokens_stay(life: &LifeCycle<'_>) -> Result<(), Failure> {
    let (first, second) = (life.verify(&life.domain)?, life.verify(&life.domain)?);
    if first == second {
        Ok(())
    } else {
        Err(differs("other tokens the second time", &format!("{first:?}"), format!("{second:?}")))
    }
}

fn unknown_identity_is_left_out(life: &LifeCycle<'_>) -> Result<(), Failure> {
    let unknown = format!("unknown.{}", life.domain);
    let operation = Operation::GetIdentityDkimAttributes;
    let result = life.result(operation, &[("Identities.member.1", &*unknown)])?;
    match LifeCycle::entry(&result, &unknown) {
        None => Ok(()),
        Some(entry) => {
            Err(differs("an unknown identity has an entry", "no entry", outline(&entry)))
        }
    }
}

fn signing_is_switched_off(life: &LifeCycle<'_>) -> Result<(), Failure> {
    life.enable("false")
}

fn signing_is_switched_on(life: &LifeCycle<'_>) -> Result<(), Failure> {
    life.enable("true")
}

fn more_than_100_are_refused(life: &LifeCycle<'_>) -> Result<(), Failure> {
    let members = (1..=101).map(|index| format!("&Identities.member.{index}={}", life.domain));
    let form = request(Operation::GetIdentityDkimAttributes, &[]) + &members.collect::<String>();
    let answered = life.ask(&form)?;
    match answered.kind() {
        Kind::Refused => Ok(()),
        _ => {
            let cause = format!("{} in place of a refusal", answered.cause());
            Err(differs(&cause, "a refusal", shorten(&answered.summary())))
        }
    }
}

/// An answer and an error.
fn both(life: &LifeCycle<'_>) -> Result<[Answered; 2], Failure> {
    let known =
        request(Operation::GetIdentityDkimAttributes, &[("Identities.member.1", &life.domain)]);
    Ok([life.ask(&known)?, life.ask("Action=NoSuchAction&Version=2010-12-01")?])
}

fn media_type_is_xml(life: &LifeCycle<'_>) -> Result<(), Failure> {
    match both(life)?.into_iter().find(|answered| answered.media_type != "text/xml") {
        None => Ok(()),
        Some(answered) => Err(differs("another media type", "text/xml", answered.media_type)),
    }
}

fn request_ids_are_given(life: &LifeCycle<'_>) -> Result<(), Failure> {
    match both(life)?.into_iter().find(|answered| answered.request_id.is_none()) {
        None => Ok(()),
        Some(answered) => {
            Err(differs("no request id", "a request id", shorten(&answered.summary())))
        }
    }
}
