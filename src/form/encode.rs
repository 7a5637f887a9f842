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
        index.push_to(out);
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
    let list = if identities.is_empty() { EMPTY_LIST } else { 0 };
    let names = identities.len().saturating_mul(NAME).saturating_add(digits_len(identities.len()));
    let texts = identities.iter().map(|identity| percent::encoded_len(identity));
    texts.fold(HEAD.saturating_add(list).saturating_add(names), usize::saturating_add)
}

/// How many digits the numbers from 1 to `last` have together: one each, and one more from 10, from
/// 100 and so on upwards.
fn digits_len(last: usize) -> usize {
    let mut len = last;
    let mut longer: usize = 10;
    while longer <= last {
        len = len.saturating_add(last.saturating_sub(longer)).saturating_add(1);
        longer = longer.saturating_mul(10);
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

    #[inline]
    fn push_to(&self, out: &mut String) {
        let start = self.digits.len().saturating_sub(self.len);
        let digits = self.digits.get(start..).unwrap_or_default();
        // Seven bits tell the compiler that each becomes one byte.
        digits.iter().for_each(|digit| out.push(char::from(*digit & 0x7F)));
    }

    #[inline]
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
