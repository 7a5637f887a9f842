//! Names (XML 1.0, fifth edition, §2.3).

use super::{Parser, Read, malformed};
use crate::seed::{Fault, Seed};

impl<'a> Parser<'a> {
    /// Reads a name. If there is none, it is an error.
    pub(super) fn name(&mut self, code: &'static str) -> Read<&'a str> {
        let rest = self.rest();
        let mut characters = rest.char_indices();
        match characters.next() {
            Some((_, first)) if is_start(self.seed, first) => {}
            Some(_) => return malformed(code),
            None => return Err(super::Refusal::EndInMarkup),
        }
        let end = characters.find(|(_, character)| !is_part(self.seed, *character));
        let name = &rest[..end.map_or(rest.len(), |(at, _)| at)];
        self.at += name.len();
        Ok(name)
    }
}

fn is_start(seed: &Seed, character: char) -> bool {
    let wide = match character {
        ':' | '_' | 'A'..='Z' | 'a'..='z' => true,
        '0'..='9' => seed.is(Fault::NamesMayStartWithDigits),
        '-' => seed.is(Fault::NamesMayStartWithHyphens),
        '\u{B7}' => seed.is(Fault::NamesMayStartWithAnyNameCharacter),
        character => is_wide(seed, character),
    };
    wide && !(character == '_' && seed.is(Fault::NamesAreLetters))
}

fn is_part(seed: &Seed, character: char) -> bool {
    match character {
        '-' | '.' | '0'..='9' => !seed.is(Fault::NamesAreLetters),
        '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}' => true,
        character => is_start(seed, character),
    }
}

fn is_wide(seed: &Seed, character: char) -> bool {
    if character == '\u{D7}' && seed.is(Fault::NamesHaveNoGaps) {
        return true;
    }
    if !character.is_ascii() && seed.is(Fault::NamesAreOfTheFourthEdition) {
        return matches!(character, '\u{C0}'..='\u{131}');
    }
    matches!(
        character,
        '\u{C0}'..='\u{D6}'
            | '\u{D8}'..='\u{F6}'
            | '\u{F8}'..='\u{2FF}'
            | '\u{370}'..='\u{37D}'
            | '\u{37F}'..='\u{1FFF}'
            | '\u{200C}'..='\u{200D}'
            | '\u{2070}'..='\u{218F}'
            | '\u{2C00}'..='\u{2FEF}'
            | '\u{3001}'..='\u{D7FF}'
            | '\u{F900}'..='\u{FDCF}'
            | '\u{FDF0}'..='\u{FFFD}'
            | '\u{10000}'..='\u{EFFFF}'
    )
}
