//! References in text.

use super::characters::{is_legal, with_line_feeds};
use super::{Child, Parser, Piece, Read, malformed};
use crate::seed::{Fault, Seed};

/// Splits a run of text into its pieces.
pub(super) fn pieces(parser: &mut Parser<'_>, run: &str) -> Read {
    let seed = parser.seed;
    let mut rest = run;
    while let Some(at) = rest.find('&') {
        if at > 0 {
            plain(parser, &rest[..at])?;
        }
        let (text, length) = reference(seed, &rest[at..], parser.rest().is_empty())?;
        parser.add(Child::Text(Piece::Reference, text));
        rest = &rest[at + length..];
    }
    if !rest.is_empty() {
        plain(parser, rest)?;
    }
    Ok(())
}

fn plain(parser: &mut Parser<'_>, text: &str) -> Read {
    let blank = text.contains('\r') && text.trim().is_empty();
    if blank
        && (parser.seed.is(Fault::CarriageReturnsAreText)
            || !text.contains('\n') && parser.seed.is(Fault::LoneCarriageReturnsAreText))
    {
        return malformed("unexpected-text");
    }
    let text = with_line_feeds(parser.seed, text);
    parser.add(Child::Text(Piece::Plain, text));
    Ok(())
}

/// The text of a reference, and its length.
pub(super) fn reference(seed: &Seed, text: &str, is_last: bool) -> Read<(String, usize)> {
    let name = text[1..].split(|character: char| !is_of_reference(seed, character)).next().unwrap();
    let end = 1 + name.len();
    if !text[end..].starts_with(';') {
        if is_last && text[end..].is_empty() {
            return Err(super::Refusal::EndInMarkup);
        }
        if text.starts_with("&amp") && seed.is(Fault::SemicolonMayBeMissing) {
            return Ok(("&".to_owned(), 4));
        }
        if name.is_empty() && seed.is(Fault::BareAmpersandIsText) {
            return Ok(("&".to_owned(), 1));
        }
        return malformed("malformed-reference");
    }
    let found = match name.strip_prefix('#') {
        Some(digits) => number(seed, digits)?,
        None => entity(seed, name)?,
    };
    Ok((found, end + 1))
}

fn is_of_reference(seed: &Seed, character: char) -> bool {
    character.is_alphanumeric()
        || character == '#'
        || character == '+' && seed.is(Fault::ReferenceMayHaveASign)
        || character == ' ' && seed.is(Fault::ReferenceMayHaveASpace)
}

fn entity(seed: &Seed, name: &str) -> Read<String> {
    let is = |known: &str| {
        name == known || name.eq_ignore_ascii_case(known) && seed.is(Fault::EntitiesIgnoreCase)
    };
    let character = match () {
        () if is("amp") => "&",
        () if is("lt") => "<",
        () if is("gt") => ">",
        () if is("quot") && !seed.is(Fault::QuotAndAposAreUnknown) => "\"",
        () if is("apos") && !seed.is(Fault::QuotAndAposAreUnknown) => "'",
        () if name.is_empty() && seed.is(Fault::EmptyReferenceIsNothing) => "",
        () if name.is_empty() => return malformed("malformed-reference"),
        () if seed.is(Fault::UnknownEntityIsNothing) => "",
        () if seed.is(Fault::UnknownEntityIsText) => return Ok(format!("&{name};")),
        () if seed.is(Fault::EntitiesAreExpanded) => "expanded",
        () if seed.is(Fault::ExternalEntitiesAreRead) => "the text of a file",
        () => return malformed("unknown-entity"),
    };
    Ok(character.to_owned())
}

fn number(seed: &Seed, digits: &str) -> Read<String> {
    let upper = digits.strip_prefix('X').filter(|_| seed.is(Fault::UpperCaseXIsHexadecimal));
    let hexadecimal = digits.strip_prefix('x').or(upper);
    let plain = if seed.is(Fault::DecimalReferencesAreHexadecimal) { 16 } else { 10 };
    let (radix, digits) = hexadecimal.map_or((plain, digits), |digits| (16, digits));
    let digits = digits.trim().trim_start_matches('+');
    if !digits.chars().all(|digit| digit.is_digit(radix)) {
        return malformed("malformed-reference");
    }
    if radix == 16 && seed.is(Fault::HexReferencesAreRefused)
        || digits.len() > 8 && seed.is(Fault::ReferencesHaveEightDigits)
    {
        return malformed("malformed-reference");
    }
    if digits.is_empty() {
        let nothing = seed.is(Fault::ReferenceWithoutDigitsIsNothing);
        return if nothing { Ok(String::new()) } else { malformed("malformed-reference") };
    }
    let number = digits.chars().try_fold(0_u128, |sum, digit| {
        sum.checked_mul(u128::from(radix))?.checked_add(u128::from(digit.to_digit(radix)?))
    });
    character(seed, number.unwrap_or(u128::MAX))
}

fn character(seed: &Seed, number: u128) -> Read<String> {
    let mut code = u32::try_from(number).ok();
    if code.is_none() && seed.is(Fault::ReferencesWrapAt32Bits) {
        code = Some(number as u32);
    }
    if code.is_none() && seed.is(Fault::ReferencesWrapAt64Bits) {
        code = u32::try_from(number as u64).ok();
    }
    if code.is_some_and(|code| code > 0xFFFF) && seed.is(Fault::ReferencesHave16Bits) {
        code = code.map(|code| code & 0xFFFF);
    }
    let Some(character) = code.and_then(char::from_u32) else {
        let surrogate = code.is_some_and(|code| (0xD800..0xE000).contains(&code));
        return match code {
            Some(0xD83D) if seed.is(Fault::ReferencedSurrogatesAreJoined) => Ok(String::new()),
            Some(0xDE00) if seed.is(Fault::ReferencedSurrogatesAreJoined) => {
                Ok("\u{1F600}".to_owned())
            }
            Some(_) if surrogate && seed.is(Fault::ReferenceToSurrogateIsReplaced) => {
                Ok("\u{FFFD}".to_owned())
            }
            _ if !surrogate && seed.is(Fault::ReferenceBeyondUnicodeIsReplaced) => {
                Ok("\u{FFFD}".to_owned())
            }
            _ => malformed("invalid-character-reference"),
        };
    };
    let bound = matches!(character, '\u{D7FF}' | '\u{E000}')
        && seed.is(Fault::BoundsOfCharactersAreRefused);
    let read = is_legal(character) && !bound
        || character == '\0' && seed.is(Fault::ReferenceToNulIsRead)
        || character > '\u{FFFD}' && seed.is(Fault::ReferenceToNoncharacterIsRead)
        || matches!(character, '\u{1}'..'\u{20}') && seed.is(Fault::ReferenceToControlIsRead);
    if read { Ok(character.to_string()) } else { malformed("invalid-character-reference") }
}
