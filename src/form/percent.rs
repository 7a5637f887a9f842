//! Percent-encoding (RFC 3986 §2.1) of UTF-8 text.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use memchr::memchr2;

use crate::error::FormErrorKind;

// unreserved = ALPHA / DIGIT / "-" / "." / "_" / "~"
const fn is_unreserved(byte: u8) -> bool {
    matches!(byte, b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~')
}

/// How many bytes each byte becomes: itself, or `%` and two digits.
const ENCODED_LEN: [u8; 256] = {
    let mut table = [3; 256];
    let mut byte: u8 = 0;
    while byte < 0x80 {
        if is_unreserved(byte) {
            #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
            {
                table[byte as usize] = 1;
            }
        }
        byte += 1;
    }
    table
};

fn byte_len(byte: u8) -> u8 {
    ENCODED_LEN.get(usize::from(byte)).copied().unwrap_or_default()
}

/// The length of a text once encoded.
pub(super) fn encoded_len(text: &str) -> usize {
    text.bytes().fold(0, |len: usize, byte| len.wrapping_add(usize::from(byte_len(byte))))
}

/// Appends a text: unreserved bytes bare, every other one as `%` HEXDIG HEXDIG, upper case.
pub(super) fn encode(text: &str, out: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        let bare = rest.bytes().position(|byte| byte_len(byte) != 1).unwrap_or(rest.len());
        let (run, tail) = rest.split_at_checked(bare).unwrap_or((rest, ""));
        out.push_str(run);
        let mut characters = tail.chars();
        if let Some(character) = characters.next() {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                let escape = [b'%', hex_digit(byte >> 4), hex_digit(byte & 0xF)];
                out.push_str(core::str::from_utf8(&escape).unwrap_or_default());
            }
        }
        rest = characters.as_str();
    }
}

const fn hex_digit(nibble: u8) -> u8 {
    let zero = if nibble < 10 { b'0' } else { b'A' - 10 };
    zero.wrapping_add(nibble)
}

/// Reads a name or a value: `+` is a space, `%XX` a byte, every other character itself.
///
/// # Errors
///
/// What is wrong, and the offset in `raw`: of a broken escape its `%`, of what is no UTF-8 the
/// first bad byte, which is the `%` of its escape.
pub(super) fn decode(raw: &str) -> Result<Cow<'_, str>, (FormErrorKind, usize)> {
    let mut rest = raw.as_bytes();
    let Some(mut plain) = memchr2(b'%', b'+', rest) else {
        return Ok(Cow::Borrowed(raw));
    };
    let mut bytes = Vec::with_capacity(raw.len());
    loop {
        let (run, tail) = rest.split_at_checked(plain).unwrap_or((rest, &[]));
        bytes.extend_from_slice(run);
        let Some((byte, tail)) = decode_byte(tail) else {
            break;
        };
        let offset = raw.len().saturating_sub(rest.len()).saturating_add(plain);
        bytes.push(byte.ok_or((FormErrorKind::MalformedEscape, offset))?);
        plain = memchr2(b'%', b'+', tail).unwrap_or(tail.len());
        rest = tail;
    }
    String::from_utf8(bytes).map(Cow::Owned).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        (FormErrorKind::InvalidUtf8, raw_offset(raw.as_bytes(), valid))
    })
}

/// The byte that comes next, `None` in its place for a broken escape.
fn decode_byte(raw: &[u8]) -> Option<(Option<u8>, &[u8])> {
    match raw {
        [] => None,
        [b'%', high, low, rest @ ..] => {
            let byte = hex_value(*high).zip(hex_value(*low));
            Some((byte.map(|(high, low)| high << 4 | low), rest))
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

/// Where in `raw` the decoded byte of this index stands.
fn raw_offset(raw: &[u8], index: usize) -> usize {
    let mut rest = raw;
    for _ in 0..index {
        rest = decode_byte(rest).map_or(&[][..], |(_, tail)| tail);
    }
    raw.len().saturating_sub(rest.len())
}
