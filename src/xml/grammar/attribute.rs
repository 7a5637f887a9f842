//! Attributes: they are checked for well-formedness, and dropped.

use alloc::vec::Vec;
use memchr::memchr3;

use super::declaration::equals;
use super::{Parsed, SyntaxError, fail, name, name_len, reference, white_space};
use crate::xml::error::XmlErrorKind;

/// The most names that are compared pairwise; more are sorted.
const MAX_UNSORTED: usize = 8;

// (S Attribute)* S?
pub(in crate::xml) fn attributes(text: &str) -> Parsed<'_, ()> {
    let (bare, _) = white_space(text)?;
    if bare.starts_with('>') {
        return Ok((bare, ()));
    }
    let mut names = [""; MAX_UNSORTED];
    let mut count = 0;
    let mut rest = text;
    while let (tail, Some(at)) = attribute(rest)? {
        let (_, name) = name(at)?;
        if count < MAX_UNSORTED {
            if names[..count].contains(&name) {
                return fail(XmlErrorKind::DuplicateAttribute, at);
            }
            names[count] = name;
        }
        count += 1;
        rest = tail;
    }
    if count > MAX_UNSORTED {
        check_unique(text, count)?;
    }
    white_space(rest).map(|(rest, _)| (rest, ()))
}

// (S Attribute)?
// Attribute ::= Name Eq AttValue
//
// The result is the text from the name of the attribute on.
fn attribute(text: &str) -> Parsed<'_, Option<&str>> {
    let (at, space) = white_space(text)?;
    let (rest, name) = name(at)?;
    if name.is_empty() {
        return Ok((text, None));
    }
    if space.is_empty() {
        return fail(XmlErrorKind::MalformedAttribute, at);
    }
    let (rest, ()) = equals(XmlErrorKind::MalformedAttribute)(rest)?;
    let (rest, ()) = value(rest)?;
    Ok((rest, Some(at)))
}

// AttValue ::= '"' ([^<&"] | Reference)* '"' | "'" ([^<&'] | Reference)* "'"
fn value(text: &str) -> Parsed<'_, ()> {
    let mut characters = text.chars();
    let mark = match characters.next() {
        Some('"') => b'"',
        Some('\'') => b'\'',
        _ => return fail(XmlErrorKind::MalformedAttribute, text),
    };
    let mut rest = characters.as_str();
    loop {
        let Some(at) = memchr3(mark, b'<', b'&', rest.as_bytes()) else {
            return fail(XmlErrorKind::UnexpectedEnd, "");
        };
        let tail = &rest[at..];
        match tail.as_bytes()[0] {
            b'<' => return fail(XmlErrorKind::LessThanInAttribute, tail),
            b'&' => (rest, _) = reference(tail)?,
            _ => return Ok((&tail[1..], ())),
        }
    }
}

/// Checks that no two of the `count` attributes share a name; the error is at the first that does.
///
/// Only the hash and the offset of each name are kept: an attribute may be as short as five bytes,
/// and the heap is bounded by the length of the body. The hashes are sorted, and names are compared
/// only where the hashes are equal: even if all hashes collide, this costs no more than sorting the
/// names. Equal names are sorted by offset, so that a duplicate follows the first of its name.
fn check_unique(text: &str, count: usize) -> Result<(), nom::Err<SyntaxError<'_>>> {
    let mut names: Vec<(u64, usize)> = Vec::with_capacity(count);
    let mut rest = text;
    while let (tail, Some(at)) = attribute(rest)? {
        let (_, name) = name(at)?;
        names.push((hash(name), text.len() - at.len()));
        rest = tail;
    }
    let name_at = |offset: usize| &text[offset..offset + name_len(&text[offset..])];
    names.sort_unstable_by(|one, other| {
        let by_name = || name_at(one.1).cmp(name_at(other.1));
        one.0.cmp(&other.0).then_with(by_name).then(one.1.cmp(&other.1))
    });
    let pairs = names.windows(2).filter(|pair| {
        let [one, other] = [pair[0], pair[1]];
        one.0 == other.0 && name_at(one.1) == name_at(other.1)
    });
    match pairs.map(|pair| pair[1].1).min() {
        Some(offset) => fail(XmlErrorKind::DuplicateAttribute, &text[offset..]).map(|(_, ())| ()),
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
    fn the_hash_is_fnv_1a() {
        assert_eq!(hash(""), 0xCBF2_9CE4_8422_2325);
        assert_eq!(hash("a"), 0xAF63_DC4C_8601_EC8C);
        assert_eq!(hash("foobar"), 0x8594_4171_F739_67E8);
    }
}
