//! The decoding of bytes, and the characters that XML 1.0 allows.

use std::borrow::Cow;

use super::{Read, Refusal, malformed};
use crate::seed::{Fault, Seed};

const MARK: char = '\u{FEFF}';

/// The text of a body, without its byte order mark.
pub(super) fn decoded<'a>(seed: &Seed, body: &'a [u8]) -> Read<Cow<'a, str>> {
    let text = match std::str::from_utf8(body) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) if seed.is(Fault::InvalidUtf8IsReplaced) => String::from_utf8_lossy(body),
        Err(_) if seed.is(Fault::InvalidUtf8IsAnEmptyAnswer) => return Err(Refusal::Unreadable),
        Err(_) => return malformed("invalid-utf8"),
    };
    let marked = text.starts_with(MARK);
    if marked && seed.is(Fault::DeclarationMustBeAtByteZero) && text.contains("<?xml") {
        return malformed("misplaced-declaration");
    }
    let marks = text.chars().take_while(|character| *character == MARK).count();
    let marks =
        if marks > 1 && seed.is(Fault::ByteOrderMarksAreDropped) { marks } else { marks.min(1) };
    let marks = if marks > 0 && seed.is(Fault::ByteOrderMarkIsText) { 0 } else { marks };
    if text.contains(MARK) && seed.is(Fault::ByteOrderMarksAreDroppedEverywhere) {
        return Ok(Cow::Owned(text.replace(MARK, "")));
    }
    if seed.is(Fault::DoctypeIsSearchedInText) && text.contains("<!DOCTYPE") {
        return malformed("doctype");
    }
    if text.contains("&lt;") && seed.is(Fault::MarkupIsUnescapedFirst) {
        return Ok(Cow::Owned(text.replace("&lt;", "<")));
    }
    Ok(match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[marks * MARK.len_utf8()..]),
        Cow::Owned(text) => Cow::Owned(text[marks * MARK.len_utf8()..].to_owned()),
    })
}

/// Whether XML 1.0 (fifth edition, §2.2) has the character.
pub(crate) fn is_legal(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Checks the text between tags.
pub(super) fn check_text(seed: &Seed, text: &str, is_ignored: bool) -> Read {
    let read = |character: char| {
        is_legal(character) && !(c1(character) && seed.is(Fault::C1ControlsAreRefused))
            || character == '\0' && seed.is(Fault::NulInTextIsRead)
            || character > '\u{FFFD}' && seed.is(Fault::NoncharactersInTextAreRead)
            || character == '\u{1}' && seed.is(Fault::ControlsInTextAreRead)
            || is_ignored && character != '\0' && seed.is(Fault::ControlsBetweenElementsAreRead)
    };
    if text.chars().all(read) { Ok(()) } else { malformed("invalid-character") }
}

fn c1(character: char) -> bool {
    matches!(character, '\u{7F}'..='\u{9F}')
}

/// Checks the text of a comment, an instruction, a section or an attribute.
pub(super) fn check(seed: &Seed, text: &str, tolerant: Fault) -> Read {
    if text.chars().all(is_legal) || seed.is(tolerant) {
        Ok(())
    } else {
        malformed("invalid-character")
    }
}

/// A piece of text with normalised line ends (XML 1.0 §2.11).
pub(super) fn with_line_feeds(seed: &Seed, text: &str) -> String {
    if !text.contains('\r') || seed.is(Fault::LineEndsAreKept) {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n");
    if seed.is(Fault::OnlyCrLfIsALineEnd) { text } else { text.replace('\r', "\n") }
}
