//! The life cycle of a domain as calls to a server: verify, ask, enable, disable.

use std::time::{SystemTime, UNIX_EPOCH};

use super::reply::{Element, Kind, Outcome as Answered};
use super::{Endpoint, FORM, request};
use crate::display::shorten;
use crate::operation::Operation;
use crate::verdict::Difference;

/// A server, and two domains that are new to it.
pub(super) struct LifeCycle<'a> {
    endpoint: &'a Endpoint,
    pub(super) domain: String,
    pub(super) other: String,
}

/// Why a check does not pass.
pub(super) enum Failure {
    /// The reply is wrong.
    Wrong(Difference),
    /// There is no reply.
    NoReply(String),
}

pub(super) fn differs(cause: &str, expected: &str, found: String) -> Failure {
    let (cause, expected) = (cause.to_owned(), expected.to_owned());
    Failure::Wrong(Difference { cause, at: None, expected, found })
}

impl<'a> LifeCycle<'a> {
    /// A server, and two new domains, which contain the time.
    ///
    /// # Errors
    ///
    /// When the clock is set to a time before 1970.
    pub(super) fn new(endpoint: &'a Endpoint, now: SystemTime) -> Result<Self, String> {
        let since = now.duration_since(UNIX_EPOCH);
        let since = since.map_err(|error| format!("expected a clock after 1970: {error}"))?;
        let domain = |letter: char| format!("{letter}{:x}.conformance.example", since.as_nanos());
        Ok(Self { endpoint, domain: domain('a'), other: domain('b') })
    }
}

impl LifeCycle<'_> {
    pub(super) fn ask(&self, form: &str) -> Result<Answered, Failure> {
        self.endpoint.ask(Some(FORM), form.as_bytes()).map_err(Failure::NoReply)
    }

    /// The result of a call that must be answered.
    pub(super) fn result(
        &self,
        operation: Operation,
        parameters: &[(&str, &str)],
    ) -> Result<Element, Failure> {
        let answered = self.ask(&request(operation, parameters))?;
        let due = format!("{operation}Response with {operation}Result");
        let result = answered.answer.child(&format!("{operation}Result")).cloned();
        let named = answered.answer.name == format!("{operation}Response");
        match result {
            Some(result) if named && answered.kind() == Kind::Answer => Ok(result),
            _ => {
                let cause = format!("{operation}: {} in place of its answer", answered.cause());
                Err(differs(&cause, &due, shorten(&answered.summary())))
            }
        }
    }

    pub(super) fn verify(&self, domain: &str) -> Result<Vec<String>, Failure> {
        let result = self.result(Operation::VerifyDomainDkim, &[("Domain", domain)])?;
        let tokens = result.child("DkimTokens").map(Element::members).unwrap_or_default();
        if tokens.is_empty() || tokens.iter().any(String::is_empty) {
            return Err(differs("no tokens", "tokens with text", format!("{tokens:?}")));
        }
        Ok(tokens)
    }

    /// The attributes of an identity, if it has an entry in a map.
    pub(super) fn entry(result: &Element, identity: &str) -> Option<Element> {
        let entries = result.child("DkimAttributes")?.children.iter();
        let mut of_identity =
            entries.filter(|entry| entry.child("key").is_some_and(|key| key.text == identity));
        of_identity.next_back()?.child("value").cloned()
    }

    pub(super) fn attributes(&self, identity: &str) -> Result<Element, Failure> {
        let operation = Operation::GetIdentityDkimAttributes;
        let result = self.result(operation, &[("Identities.member.1", identity)])?;
        Self::entry(&result, identity)
            .ok_or_else(|| differs("an identity has no entry", identity, "no entry".into()))
    }

    pub(super) fn enable(&self, enabled: &str) -> Result<(), Failure> {
        self.verify(&self.domain)?;
        let parameters = [("Identity", &*self.domain), ("DkimEnabled", enabled)];
        self.result(Operation::SetIdentityDkimEnabled, &parameters)?;
        let found = self.attributes(&self.domain)?;
        let found = found.child("DkimEnabled").map_or("absent", |enabled| &enabled.text).to_owned();
        if found == enabled {
            Ok(())
        } else {
            Err(differs("DkimEnabled is not what was set", enabled, found))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::{Endpoint, LifeCycle};

    #[test]
    fn domains_are_new_each_time_and_need_a_clock() {
        let endpoint = Endpoint::new("http://localhost/", &[], Duration::ZERO).unwrap();
        let at = |nanoseconds| {
            let now = UNIX_EPOCH + Duration::from_nanos(nanoseconds);
            LifeCycle::new(&endpoint, now).unwrap().domain
        };
        assert_ne!(at(1), at(2));
        let before = UNIX_EPOCH - Duration::from_secs(1);
        assert!(LifeCycle::new(&endpoint, before).is_err());
    }
}
