//! The leaves of the canonical grammar: a fixed word, and the text up to the next tag.

use super::canonical::Taken;

/// A word that stands so and not otherwise.
#[inline]
pub(super) fn fixed<'body>(word: &'static str, input: &'body str) -> Taken<'body, ()> {
    match input.strip_prefix(word) {
        Some(rest) => Ok((rest, ())),
        None => Err(nom::Err::Error(())),
    }
}

// text = *( any character but "<" ), and a "<" behind it
#[inline]
pub(super) fn text(input: &str) -> Taken<'_, &str> {
    let len = memchr::memchr(b'<', input.as_bytes());
    match len.and_then(|len| input.split_at_checked(len)) {
        Some((text, rest)) => Ok((rest, text)),
        None => Err(nom::Err::Error(())),
    }
}
