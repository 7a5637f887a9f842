//! The values of the documents: a mix of domains and e-mail addresses, the same in every run.

use super::Digest;

pub struct Response {
    pub entries: Vec<Entry>,
    pub request_id: String,
}

pub struct Entry {
    pub identity: String,
    pub enabled: bool,
    pub status: &'static str,
    pub tokens: Option<Vec<String>>,
}

impl Response {
    /// A number of identities with three tokens each.
    pub fn of(identities: usize) -> Self {
        let mut random = Random::new();
        let entries = (0..identities).map(|number| Entry {
            identity: identity(number),
            enabled: number % 5 != 3,
            status: match number % 8 {
                2 => "Pending",
                5 => "NotStarted",
                7 => "TemporaryFailure",
                _ => "Success",
            },
            tokens: Some((0..3).map(|_| random.token()).collect()),
        });
        Self {
            entries: entries.collect(),
            request_id: "6e1e1b0c-41f5-5b7a-9d0e-2f4f0a7c9b53".to_owned(),
        }
    }

    /// The same, with an empty list of tokens for the identities of this status.
    pub fn without_tokens(mut self, status: &str) -> Self {
        for entry in self.entries.iter_mut().filter(|entry| entry.status == status) {
            entry.tokens = Some(Vec::new());
        }
        self
    }

    pub fn digest(&self) -> Digest {
        let mut digest = Digest::default();
        for entry in &self.entries {
            let tokens = entry.tokens.iter().flatten().map(String::as_str);
            digest.entry(&entry.identity, entry.enabled, entry.status, tokens);
        }
        digest.request_id(&self.request_id);
        digest
    }
}

/// Three domains for every two e-mail addresses, from 14 to 50 bytes. No identity occurs twice.
pub fn identity(number: usize) -> String {
    let word = WORDS[number % WORDS.len()];
    let zone = ["example.com", "example.net", "example.org"][number % 3];
    match number % 5 {
        0 => format!("{word}{number}.{zone}"),
        1 => format!("no-reply@{word}{number}.{zone}"),
        2 => format!("mail.{word}-{number}.{zone}"),
        3 => format!("first.last+{word}@customer-{number}.{zone}"),
        _ => format!("bounces.eu-central.{word}{number}.{zone}"),
    }
}

const WORDS: [&str; 7] = ["shop", "billing", "news", "accounts", "support", "orders", "payments"];

/// Knuth's linear congruential generator, for tokens that look like those of the service.
pub struct Random(u64);

impl Random {
    pub const fn new() -> Self {
        Self(20_101_201)
    }

    /// 32 characters of lower-case base 32, as a DKIM token is.
    pub fn token(&mut self) -> String {
        const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
        let mut character = || {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            char::from(ALPHABET[(self.0 >> 59) as usize])
        };
        (0..32).map(|_| character()).collect()
    }
}
