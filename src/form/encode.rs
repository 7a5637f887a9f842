//! Identities to form.

use alloc::borrow::Cow;
use alloc::string::String;

use super::percent;
use crate::wire::{ACTION, IDENTITIES, MEMBER_PREFIX, VERSION};

/// Appends the form of a request to `out`, its exact length reserved first.
pub(crate) fn encode(identities: &[Cow<'_, str>], out: &mut String) {
    out.reserve(encoded_len(identities));
    for text in ["Action=", ACTION, "&Version=", VERSION] {
        out.push_str(text);
    }
    if identities.is_empty() {
        // Smithy awsQuery test `EmptyQueryLists`: an empty list is the bare name.
        for text in ["&", IDENTITIES, "="] {
            out.push_str(text);
        }
    }
    let mut index = Index::FIRST;
    for identity in identities {
        out.push_str(MEMBER_PREFIX);
        out.push_str(index.as_str());
        out.push('=');
        percent::encode(identity, out);
        index.increment();
    }
}

/// The length of the form of a request.
fn encoded_len(identities: &[Cow<'_, str>]) -> usize {
    const HEAD: usize = "Action=&Version=".len() + ACTION.len() + VERSION.len();
    const EMPTY_LIST: usize = "&=".len() + IDENTITIES.len();
    const NAME: usize = "=".len() + MEMBER_PREFIX.len();
    let mut len = if identities.is_empty() { HEAD + EMPTY_LIST } else { HEAD };
    let mut index = Index::FIRST;
    for identity in identities {
        let name = NAME.saturating_add(index.len);
        len = len.saturating_add(name).saturating_add(percent::encoded_len(identity));
        index.increment();
    }
    len
}

/// A decimal number that counts upwards in its digits.
struct Index {
    digits: [u8; 20],
    len: usize,
}

impl Index {
    const FIRST: Self = Self { digits: *b"00000000000000000001", len: 1 };

    fn as_str(&self) -> &str {
        let start = self.digits.len().saturating_sub(self.len);
        let digits = self.digits.get(start..).unwrap_or_default();
        core::str::from_utf8(digits).unwrap_or_default()
    }

    fn increment(&mut self) {
        let mut carried: usize = 1;
        for digit in self.digits.iter_mut().rev() {
            if *digit != b'9' {
                *digit = digit.saturating_add(1);
                break;
            }
            *digit = b'0';
            carried = carried.saturating_add(1);
        }
        self.len = self.len.max(carried);
    }
}
