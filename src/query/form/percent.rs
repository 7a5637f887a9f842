//! Percent-encoding (RFC 3986 §2.1) of UTF-8 text.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use memchr::memchr2;

use crate::query::error::FormErrorKind;

// unreserved = ALPHA / DIGIT / "-" / "." / "_" / "~"
const fn is_unreserved(byte: u8) -> bool {
    matches!(byte, b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~')
}

/// The length of each byte once encoded: 1, or 3 for `%` and two digits.
const ENCODED_LEN: [u8; 256] = {
    let mut table = [3; 256];
    let mut byte: usize = 0;
    while byte < 256 {
        if is_unreserved(byte as u8) {
            table[byte] = 1;
        }
        byte += 1;
    }
    table
};

/// The length of a text once encoded.
pub(super) fn encoded_len(text: &str) -> usize {
    text.bytes().map(|byte| usize::from(ENCODED_LEN[usize::from(byte)])).sum()
}

/// Appends a text: unreserved bytes unchanged, every other byte as `%` and two upper-case digits.
pub(super) fn encode(text: &str, out: &mut String) {
    let mut rest = text;
    loop {
        let bare = rest.bytes().position(|byte| ENCODED_LEN[usize::from(byte)] != 1);
        let (bare, tail) = rest.split_at(bare.unwrap_or(rest.len()));
        out.push_str(bare);
        let mut characters = tail.chars();
        let Some(character) = characters.next() else { return };
        tail.bytes().take(character.len_utf8()).for_each(|byte| out.push_str(escape(byte)));
        rest = characters.as_str();
    }
}

/// `%` and two digits.
#[inline]
fn escape(byte: u8) -> &'static str {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    const TABLE: [u8; 768] = {
        let mut table = [b'%'; 768];
        let mut byte: usize = 0;
        while byte < 256 {
            table[3 * byte + 1] = DIGITS[byte >> 4];
            table[3 * byte + 2] = DIGITS[byte & 0xF];
            byte += 1;
        }
        table
    };
    const ESCAPES: &str = match core::str::from_utf8(&TABLE) {
        Ok(escapes) => escapes,
        Err(_) => panic!("the table is ASCII"),
    };
    let start = usize::from(byte) * 3;
    &ESCAPES[start..start + 3]
}

/// Reads a name or a value: `+` is a space, `%XX` is a byte, and every other character is itself.
///
/// # Errors
///
/// The kind and the offset in `raw`: of the `%` of a malformed escape, or of the first byte (or its
/// escape) that is not UTF-8.
pub(super) fn decode(raw: &str) -> Result<Cow<'_, str>, (FormErrorKind, usize)> {
    let mut rest = raw.as_bytes();
    let Some(mut plain) = memchr2(b'%', b'+', rest) else {
        return Ok(Cow::Borrowed(raw));
    };
    let mut bytes = Vec::with_capacity(raw.len());
    loop {
        let (run, tail) = rest.split_at(plain);
        bytes.extend_from_slice(run);
        let Some((byte, tail)) = decode_byte(tail) else {
            break;
        };
        let offset = raw.len() - rest.len() + plain;
        bytes.push(byte.ok_or((FormErrorKind::MalformedEscape, offset))?);
        plain = memchr2(b'%', b'+', tail).unwrap_or(tail.len());
        rest = tail;
    }
    String::from_utf8(bytes).map(Cow::Owned).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        (FormErrorKind::InvalidUtf8, raw_offset(raw.as_bytes(), valid))
    })
}

/// The next decoded byte and the rest; `None` at the end. The byte of a malformed escape is `None`.
fn decode_byte(raw: &[u8]) -> Option<(Option<u8>, &[u8])> {
    match raw {
        [] => None,
        [b'%', high, low, rest @ ..] => {
            let byte = hex_value(*high).zip(hex_value(*low));
            Some((byte.map(|(high, low)| high * 16 + low), rest))
        }
        [b'%', rest @ ..] => Some((None, rest)),
        [b'+', rest @ ..] => Some((Some(b' '), rest)),
        [byte, rest @ ..] => Some((Some(*byte), rest)),
    }
}

// HEXDIG, of either case
fn hex_value(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// The offset in `raw` of the decoded byte with this index.
fn raw_offset(raw: &[u8], index: usize) -> usize {
    let mut rest = raw;
    for _ in 0..index {
        rest = decode_byte(rest).map_or(&[][..], |(_, tail)| tail);
    }
    raw.len() - rest.len()
}
