//! The identities that the service knows, and what the operations do to them.
//!
//! - Identities are compared as in `ses_dkim_codec::identity`: domains ignore case, local parts do
//!   not, and an ARN is the same as its identity.
//! - An unknown address has the values of its domain. `SetIdentityDkimEnabled` gives such an
//!   address its own flag.
//! - `VerifyDomainDkim` sets the status of a domain to Pending, unless it is Success or
//!   `TemporaryFailure`. If the domain has no tokens, they are derived from its name.
//! - `GetIdentityDkimAttributes` answers Pending once, and then Success.

use std::borrow::Cow;
use std::collections::BTreeMap;

use ses_dkim_codec::{DkimAttributes, VerificationStatus as Status, identity};

use crate::refusal::Refusal;

/// The maximum number of identities, as in a region of SES.
const MAX_IDENTITIES: usize = 10_000;

const TOKENS: u8 = 3;

#[derive(Default)]
pub struct Identities {
    known: BTreeMap<String, Identity>,
    /// The flags of addresses that take all other values from their domain.
    flags: BTreeMap<String, bool>,
}

#[derive(Default)]
struct Identity {
    enabled: Option<bool>,
    status: Option<String>,
    tokens: Option<Vec<String>>,
}

impl Identity {
    fn has_status(&self, status: Status<'_>) -> bool {
        self.status.as_deref() == Some(status.as_str())
    }

    fn set_status(&mut self, status: Status<'_>) {
        self.status = Some(status.as_str().to_owned());
    }
}

impl Identities {
    /// The identities of an answer of the service.
    pub fn new(attributes: &DkimAttributes<'_>) -> Self {
        let known = attributes.iter().map(|(identity, attributes)| {
            let status = attributes.dkim_verification_status();
            let tokens = attributes.dkim_tokens();
            let identity_attributes = Identity {
                enabled: attributes.dkim_enabled(),
                status: status.map(|status| status.as_str().to_owned()),
                tokens: tokens.map(|tokens| tokens.iter().map(|it| it.to_string()).collect()),
            };
            (key(identity), identity_attributes)
        });
        Self { known: known.collect(), flags: BTreeMap::new() }
    }

    /// The answer to `GetIdentityDkimAttributes`. Unknown identities are left out, and a repeated
    /// spelling is answered once.
    pub fn attributes(&mut self, identities: &[Cow<'_, str>]) -> DkimAttributes<'static> {
        let mut map = DkimAttributes::new();
        let mut answered = Vec::new();
        for identity in identities {
            let key = key(identity);
            let is_repeated = map.iter().any(|(answered, _)| answered == identity);
            let Some(known) = self.known_key(&key).filter(|_| !is_repeated) else {
                continue;
            };
            let attributes = &self.known[known];
            let mut entry = map.push(identity.to_string());
            if let Some(enabled) = self.flags.get(&key).copied().or(attributes.enabled) {
                entry = entry.dkim_enabled(enabled);
            }
            if let Some(tokens) = &attributes.tokens {
                entry = entry.dkim_tokens(tokens.clone());
            }
            if let Some(status) = &attributes.status {
                entry.dkim_verification_status(Status::from(&**status));
            }
            answered.push(known.to_owned());
        }
        let map = map.into_owned();
        self.advance(&answered);
        map
    }

    /// Verifies the identities that were answered as Pending.
    fn advance(&mut self, answered: &[String]) {
        for key in answered {
            if let Some(identity) = self.known.get_mut(key)
                && identity.has_status(Status::Pending)
            {
                identity.set_status(Status::Success);
            }
        }
    }

    /// Starts to verify a domain, and returns its tokens.
    pub fn verify(&mut self, domain: &str) -> Result<Vec<String>, Refusal> {
        let key = key(domain);
        if !is_domain(domain) {
            return Err(Refusal::of_value(format!(
                "found {}, expected a domain name",
                quoted(domain)
            )));
        }
        if !self.known.contains_key(&key) {
            self.check_limit()?;
        }
        let identity = self.known.entry(key.clone()).or_default();
        if !identity.has_status(Status::Success) && !identity.has_status(Status::TemporaryFailure) {
            identity.set_status(Status::Pending);
        }
        identity.enabled.get_or_insert(false);
        let derived = || (0..TOKENS).map(|number| token(&key, number)).collect();
        Ok(identity.tokens.get_or_insert_with(derived).clone())
    }

    /// Sets the flag of an identity. Signing needs a domain with tokens.
    pub fn enable(&mut self, identity: &str, enabled: bool) -> Result<(), Refusal> {
        let refuse = |expected| {
            Err(Refusal::of_value(format!("found {}, expected {expected}", quoted(identity))))
        };
        let key = key(identity);
        let Some(known) = self.known_key(&key) else {
            return refuse("a known identity");
        };
        let domain = self.known.get(identity::domain(&key));
        if enabled && domain.is_none_or(|domain| domain.tokens.is_none()) {
            return refuse("an identity whose domain has DKIM tokens");
        }
        if known != key && !self.flags.contains_key(&key) {
            self.check_limit()?;
        }
        match self.known.get_mut(&key) {
            Some(identity) => identity.enabled = Some(enabled),
            None => _ = self.flags.insert(key, enabled),
        }
        Ok(())
    }

    /// The key of the entry with the values of an identity: its own or its domain's.
    fn known_key<'key>(&self, key: &'key str) -> Option<&'key str> {
        [key, identity::domain(key)].into_iter().find(|key| self.known.contains_key(*key))
    }

    fn check_limit(&self) -> Result<(), Refusal> {
        if self.known.len() + self.flags.len() < MAX_IDENTITIES {
            return Ok(());
        }
        let message = format!("found another identity, expected at most {MAX_IDENTITIES}");
        Err(Refusal::new(400, "LimitExceeded", message))
    }
}

/// The start of a text, quoted and escaped.
fn quoted(text: &str) -> String {
    format!("{:?}", text.chars().take(100).collect::<String>())
}

/// The key of an identity, which is the same for all its spellings.
fn key(identity: &str) -> String {
    identity::normalized(identity).into_owned()
}

/// Whether a text is a domain name of two labels or more, in letters, digits and hyphens (RFC 1123
/// §2.1).
fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(is_legal)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(is_label)
}

/// A token of a domain: 32 letters and digits from a hash (FNV-1a) that is the same on every run.
fn token(domain: &str, number: u8) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut state = domain.bytes().chain([0, number]).fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    let next = |_| {
        state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
        char::from(ALPHABET[(state >> 59) as usize])
    };
    (0..32).map(next).collect()
}

#[cfg(test)]
mod tests {
    use super::{Identities, Status};

    fn status(identities: &mut Identities, identity: &str) -> Option<String> {
        let map = identities.attributes(&[identity.into()]);
        map.get(identity)?.dkim_verification_status().map(|status| status.as_str().to_owned())
    }

    #[test]
    fn a_domain_is_pending_in_one_answer() {
        let mut identities = Identities::default();
        assert_eq!(status(&mut identities, "a.example"), None);
        let tokens = identities.verify("A.example").ok().unwrap();
        assert_eq!(status(&mut identities, "a.example").unwrap(), Status::Pending.as_str());
        assert_eq!(status(&mut identities, "u@a.example").unwrap(), Status::Success.as_str());
        assert_eq!(identities.verify("a.example").ok().unwrap(), tokens);
        assert_eq!(status(&mut identities, "a.example").unwrap(), Status::Success.as_str());
        assert_eq!(tokens.len(), 3);
        assert!(tokens.iter().all(|token| token.len() == 32));
    }

    #[test]
    fn every_spelling_is_answered_as_it_was_asked() {
        let mut identities = Identities::default();
        assert!(identities.verify("a.example").is_ok());
        let arn = "arn:aws:ses:us-east-1:123456789012:identity/a.example";
        let asked = ["A.example.", arn, "A.example.", "a.example"].map(Into::into);
        let answer = identities.attributes(&asked);
        let answered: Vec<_> = answer.iter().map(|(identity, _)| identity).collect();
        assert_eq!(answered, ["A.example.", arn, "a.example"]);
    }

    #[test]
    fn an_address_has_its_own_flag() {
        let mut identities = Identities::default();
        assert!(identities.enable("u@a.example", true).is_err());
        assert!(identities.verify("a.example").is_ok());
        assert!(identities.enable("u@a.example", true).is_ok());
        let both = identities.attributes(&["u@a.example".into(), "a.example".into()]);
        let enabled: Vec<_> =
            both.iter().map(|(_, attributes)| attributes.dkim_enabled()).collect();
        assert_eq!(enabled, [Some(true), Some(false)]);
    }

    #[test]
    fn only_domain_names_are_verified() {
        let arn = "arn:aws:ses:us-east-1:123456789012:identity/a.example";
        for domain in
            ["", "a", ".example", "a..example", "-a.example", "u@a.example", "ä.example", arn]
        {
            assert!(Identities::default().verify(domain).is_err(), "{domain}");
        }
    }
}
