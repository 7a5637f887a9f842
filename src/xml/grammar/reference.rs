//! Character and entity references.

use super::{Parsed, fail, literal, split};
use crate::xml::error::XmlErrorKind;
use crate::xml::source::is_char;

// Reference ::= EntityRef | CharRef
pub(in crate::xml) fn reference(text: &str) -> Parsed<'_, char> {
    let (inside, ()) = literal("&", XmlErrorKind::MalformedReference)(text)?;
    match inside.strip_prefix('#') {
        Some(number) => character_reference(text, number),
        None => entity_reference(text, inside),
    }
}

// EntityRef ::= '&' Name ';'
fn entity_reference<'text>(text: &'text str, inside: &'text str) -> Parsed<'text, char> {
    let (rest, name) = super::name(inside)?;
    let Some(tail) = rest.strip_prefix(';').filter(|_| !name.is_empty()) else {
        return malformed(text, rest);
    };
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "apos" => '\'',
        "quot" => '"',
        _ => return fail(XmlErrorKind::UnknownEntity, text),
    };
    Ok((tail, character))
}

// CharRef ::= '&#' [0-9]+ ';' | '&#x' [0-9a-fA-F]+ ';'
fn character_reference<'text>(text: &'text str, number: &'text str) -> Parsed<'text, char> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let len = digits.bytes().position(|byte| !char::from(byte).is_digit(radix));
    let (rest, digits) = split(digits, len.unwrap_or(digits.len()));
    let Some(tail) = rest.strip_prefix(';').filter(|_| !digits.is_empty()) else {
        return malformed(text, rest);
    };
    // Digits fail to parse only if the number is too large for any character.
    let code = u32::from_str_radix(digits, radix).ok();
    match code.and_then(char::from_u32).filter(|character| is_char(*character)) {
        Some(character) => Ok((tail, character)),
        None => fail(XmlErrorKind::InvalidCharacterReference, text),
    }
}

/// A reference that is malformed, or truncated, at `rest`.
fn malformed<'text>(text: &'text str, rest: &'text str) -> Parsed<'text, char> {
    let at = if rest.is_empty() { rest } else { text };
    fail(XmlErrorKind::MalformedReference, at)
}
