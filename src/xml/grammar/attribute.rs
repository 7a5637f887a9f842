//! Attributes: read for their well-formedness and then forgotten.

use alloc::vec::Vec;
use memchr::memchr3;

use super::declaration::equals;
use super::{Parsed, Syntax, fail, name, reference, white_space};
use crate::error::DecodeErrorKind;

/// How many names are compared each with each; more are sorted.
const FEW: usize = 8;

// (S Attribute)* S?
pub(in crate::xml) fn attributes(text: &str) -> Parsed<'_, ()> {
    let (bare, _) = white_space(text)?;
    if bare.starts_with('>') {
        return Ok((bare, ()));
    }
    let mut few = [""; FEW];
    let mut count: usize = 0;
    let mut rest = text;
    while let (tail, Some(at)) = attribute(rest)? {
        let (_, name) = name(at)?;
        if count <= FEW && few.iter().take(count).any(|other| *other == name) {
            return fail(DecodeErrorKind::DuplicateAttribute, at);
        }
        if let Some(slot) = few.get_mut(count) {
            *slot = name;
        }
        count = count.saturating_add(1);
        rest = tail;
    }
    if count > FEW {
        distinct(text, count)?;
    }
    white_space(rest).map(|(rest, _)| (rest, ()))
}

// S Attribute, or nothing: an attribute is told by the text from its name on.
// Attribute ::= Name Eq AttValue
fn attribute(text: &str) -> Parsed<'_, Option<&str>> {
    let (at, space) = white_space(text)?;
    let (rest, name) = name(at)?;
    if name.is_empty() {
        return Ok((text, None));
    }
    if space.is_empty() {
        return fail(DecodeErrorKind::MalformedAttribute, at);
    }
    let (rest, ()) = equals(DecodeErrorKind::MalformedAttribute)(rest)?;
    let (rest, ()) = value(rest)?;
    Ok((rest, Some(at)))
}

// AttValue ::= '"' ([^<&"] | Reference)* '"' | "'" ([^<&'] | Reference)* "'"
fn value(text: &str) -> Parsed<'_, ()> {
    let mut characters = text.chars();
    let mark = match characters.next() {
        Some('"') => b'"',
        Some('\'') => b'\'',
        _ => return fail(DecodeErrorKind::MalformedAttribute, text),
    };
    let mut rest = characters.as_str();
    loop {
        let at = memchr3(mark, b'<', b'&', rest.as_bytes());
        let Some((_, tail)) = at.and_then(|at| rest.split_at_checked(at)) else {
            return fail(DecodeErrorKind::UnexpectedEnd, "");
        };
        match tail.as_bytes().first() {
            Some(b'<') => return fail(DecodeErrorKind::LessThanInAttribute, tail),
            Some(b'&') => (rest, _) = reference(tail)?,
            _ => return Ok((tail.get(1..).unwrap_or_default(), ())),
        }
    }
}

/// Whether no two of the `count` attributes share a name; the first that does is the error.
///
/// The names are sorted by a hash and only then by their text: numbers are compared faster than
/// texts, and where hashes collide, by design even, the work is still that of sorting. Equal names
/// stay in their order, so that of each the second is met first.
fn distinct(text: &str, count: usize) -> Result<(), nom::Err<Syntax<'_>>> {
    let mut names: Vec<(u64, &str)> = Vec::with_capacity(count);
    let mut rest = text;
    while let (tail, Some(at)) = attribute(rest)? {
        let (_, name) = name(at)?;
        names.push((hash(name), name));
        rest = tail;
    }
    let address = |name: &str| name.as_ptr().addr();
    names.sort_unstable_by_key(|(hash, name)| (*hash, *name, address(name)));
    let pairs = names.iter().zip(names.iter().skip(1));
    let repeated = pairs.filter(|(one, other)| one == other);
    let first = repeated.map(|(_, (_, other))| address(other)).min();
    let offset = first.and_then(|first| first.checked_sub(text.as_ptr().addr()));
    match offset.and_then(|offset| text.get(offset..)) {
        Some(rest) => fail(DecodeErrorKind::DuplicateAttribute, rest).map(|(_, ())| ()),
        None => Ok(()),
    }
}

/// FNV-1a
fn hash(name: &str) -> u64 {
    let step = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    name.bytes().fold(0xCBF2_9CE4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn names_are_hashed_as_fnv_1a_says() {
        assert_eq!(hash(""), 0xCBF2_9CE4_8422_2325);
        assert_eq!(hash("a"), 0xAF63_DC4C_8601_EC8C);
        assert_eq!(hash("foobar"), 0x8594_4171_F739_67E8);
    }
}
