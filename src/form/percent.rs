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
    let mut table = [0; 256];
    let mut byte: usize = 0;
    while byte < 256 {
        #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
        {
            table[byte] = if is_unreserved(byte as u8) { 1 } else { 3 };
        }
        byte += 1;
    }
    table
};

#[inline]
fn byte_len(byte: u8) -> u8 {
    ENCODED_LEN.get(usize::from(byte)).copied().unwrap_or_default()
}

/// How many unreserved bytes a text begins with.
#[inline]
fn bare_len(text: &[u8]) -> usize {
    let rest = behind_host_name(text);
    let len = rest.iter().position(|byte| byte_len(*byte) != 1).unwrap_or(rest.len());
    text.len().wrapping_sub(rest.len()).wrapping_add(len)
}

/// What is left of a text behind its first blocks of sixteen bytes of a host name: nothing when
/// its last sixteen bytes, whole blocks or not, are of the name too.
#[inline]
fn behind_host_name(text: &[u8]) -> &[u8] {
    let mut rest = text;
    while let Some((block, tail)) = rest.split_first_chunk::<16>() {
        if !is_host_name(block) {
            return rest;
        }
        rest = tail;
    }
    if text.last_chunk().is_some_and(is_host_name) { &[] } else { rest }
}

/// Whether sixteen bytes are lower-case letters, digits, "-" and ".", as most identities are.
#[inline]
fn is_host_name(block: &[u8; 16]) -> bool {
    !block.iter().fold(false, |any, byte| {
        let letter = (*byte >= b'a') & (*byte <= b'z');
        let other = (*byte >= b'-') & (*byte <= b'9') & (*byte != b'/');
        any | (!letter & !other)
    })
}

/// The length of a text once encoded.
#[inline]
pub(super) fn encoded_len(text: &str) -> usize {
    text.bytes().map(|byte| usize::from(byte_len(byte))).fold(0, usize::wrapping_add)
}

/// Appends a text: unreserved bytes bare, every other one as `%` HEXDIG HEXDIG, upper case.
#[inline]
pub(super) fn encode(text: &str, out: &mut String) {
    let mut rest = text;
    loop {
        let (bare, tail) = rest.split_at_checked(bare_len(rest.as_bytes())).unwrap_or((rest, ""));
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
            #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
            {
                table[3 * byte + 1] = DIGITS[byte >> 4];
                table[3 * byte + 2] = DIGITS[byte & 0xF];
            }
            byte += 1;
        }
        table
    };
    const ESCAPES: &str = match core::str::from_utf8(&TABLE) {
        Ok(escapes) => escapes,
        Err(_) => "",
    };
    let start = usize::from(byte).wrapping_mul(3);
    ESCAPES.get(start..start.wrapping_add(3)).unwrap_or_default()
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
            Some((byte.map(|(high, low)| (high << 4).wrapping_add(low)), rest))
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

#[cfg(test)]
mod tests {
    use super::{behind_host_name, is_host_name};

    #[test]
    fn a_host_name_is_lower_case_letters_digits_hyphens_and_full_stops() {
        for byte in 0..=u8::MAX {
            let mut block = *b"host-1.example.x";
            block[15] = byte;
            let expected = matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
            assert_eq!(is_host_name(&block), expected, "{byte:#x}");
        }
    }

    #[test]
    fn a_host_name_is_taken_in_blocks_and_to_the_end_of_the_text() {
        let taken = [
            (&b"sub.example.com"[..], 0),
            (b"sub1.example.com", 16),
            (b"a.longer.example.com", 20),
            (b"a.longer.example.com!", 16),
            (b"!a.longer.example.com", 0),
            (b"a!longer.example.com", 0),
        ];
        for (text, len) in taken {
            let rest = behind_host_name(text);
            assert_eq!(text.len() - rest.len(), len, "{}", text.escape_ascii());
        }
    }
}
