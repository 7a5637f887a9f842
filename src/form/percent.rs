//! Percent-encoding (RFC 3986 §2.1) of UTF-8 text.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use crate::error::FormErrorKind;

// unreserved = ALPHA / DIGIT / "-" / "." / "_" / "~"
pub(super) const fn is_unreserved(byte: u8) -> bool {
    matches!(byte, b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~')
}

/// The length of a text once encoded.
pub(super) fn encoded_len(text: &str) -> usize {
    let escaped = text
        .bytes()
        .map(|byte| usize::from(!is_unreserved(byte)))
        .sum::<usize>();
    text.len().saturating_add(escaped.saturating_mul(2))
}

/// Appends a text: unreserved bytes bare, every other one as `%` HEXDIG HEXDIG, upper case.
pub(super) fn encode(text: &str, out: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        let bare = rest
            .bytes()
            .position(|byte| !is_unreserved(byte))
            .unwrap_or(rest.len());
        let (run, tail) = rest.split_at_checked(bare).unwrap_or((rest, ""));
        out.push_str(run);
        let mut characters = tail.chars();
        if let Some(character) = characters.next() {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                out.push('%');
                out.push(hex_digit(byte >> 4));
                out.push(hex_digit(byte & 0xF));
            }
        }
        rest = characters.as_str();
    }
}

const fn hex_digit(nibble: u8) -> char {
    match char::from_digit(nibble as u32, 16) {
        Some(digit) => digit.to_ascii_uppercase(),
        None => '0',
    }
}

/// Reads a name or a value: `+` is a space, `%XX` a byte, every other byte itself.
///
/// # Errors
///
/// What is wrong, and the offset in `raw`: of a broken escape its `%`, of what is no UTF-8 the
/// first bad byte or the `%` of its escape.
pub(super) fn decode(raw: &[u8]) -> Result<Cow<'_, str>, (FormErrorKind, usize)> {
    if !raw.iter().any(|byte| matches!(byte, b'%' | b'+')) {
        return match core::str::from_utf8(raw) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(error) => Err((FormErrorKind::InvalidUtf8, error.valid_up_to())),
        };
    }
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((byte, tail)) = decode_byte(rest) {
        let offset = raw.len().saturating_sub(rest.len());
        bytes.push(byte.ok_or((FormErrorKind::MalformedEscape, offset))?);
        rest = tail;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Owned(text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            Err((FormErrorKind::InvalidUtf8, raw_offset(raw, valid)))
        }
    }
}

/// The byte that comes next, `None` in its place for a broken escape.
fn decode_byte(raw: &[u8]) -> Option<(Option<u8>, &[u8])> {
    match raw {
        [] => None,
        [b'%', high, low, rest @ ..] => {
            let digit = |byte: u8| {
                char::from(byte)
                    .to_digit(16)
                    .and_then(|d| u8::try_from(d).ok())
            };
            let byte = digit(*high)
                .zip(digit(*low))
                .map(|(high, low)| high << 4 | low);
            Some((byte, rest))
        }
        [b'%', rest @ ..] => Some((None, rest)),
        [b'+', rest @ ..] => Some((Some(b' '), rest)),
        [byte, rest @ ..] => Some((Some(*byte), rest)),
    }
}

/// Where in `raw` the decoded byte of this index stands.
fn raw_offset(raw: &[u8], index: usize) -> usize {
    let mut rest = raw;
    for _ in 0..index {
        rest = decode_byte(rest).map_or(&[][..], |(_, tail)| tail);
    }
    raw.len().saturating_sub(rest.len())
}
