//! Character data, and what the reader does with it.

use memchr::{memchr, memchr2};

use super::Reader;
use crate::xml::error::{XmlError, XmlErrorKind};
use crate::xml::grammar::{self, WHITE_SPACE, is_white_space};
use crate::xml::plain::{indentation_len, plain_len};
use crate::xml::text_builder::TextBuilder;

/// What the reader does with character data.
pub(super) enum CharacterData<'a, 'body> {
    /// It is checked and dropped.
    Dropped,
    /// It is part of a text.
    Kept(&'a mut TextBuilder<'body>),
    /// It is dropped; the offset of the first text other than white space is noted.
    Noted(&'a mut Option<usize>),
}

impl<'body> CharacterData<'_, 'body> {
    fn push(&mut self, run: &'body str, offset: usize) {
        match self {
            Self::Dropped => {}
            Self::Kept(text) => text.push(run),
            Self::Noted(noted @ None) => {
                let text = run.bytes().position(|byte| !is_white_space(byte));
                **noted = text.map(|at| offset + at);
            }
            Self::Noted(Some(_)) => {}
        }
    }

    fn push_lines(&mut self, run: &'body str, offset: usize) {
        match self {
            Self::Kept(text) => text.push_lines(run),
            Self::Dropped | Self::Noted(_) => self.push(run, offset),
        }
    }

    fn push_character(&mut self, character: char, offset: usize) {
        match self {
            Self::Dropped => {}
            Self::Kept(text) => text.push_character(character),
            Self::Noted(noted) if WHITE_SPACE.contains(&character) || noted.is_some() => {}
            Self::Noted(noted) => **noted = Some(offset),
        }
    }

    /// Notes a CDATA section at `offset` if it contains more than white space.
    pub(super) fn note_section(&mut self, section: &str, offset: usize) {
        if let Self::Noted(noted @ None) = self {
            **noted = (!section.bytes().all(is_white_space)).then_some(offset);
        }
    }
}

impl<'body> Reader<'body> {
    /// The character data up to the next markup.
    // content ::= CharData? ((element | Reference | CDSect | PI | Comment) CharData?)*
    pub(super) fn character_data(
        &mut self,
        data: &mut CharacterData<'_, 'body>,
    ) -> Result<(), XmlError> {
        if self.plain_character_data(data) {
            return Ok(());
        }
        let Some(len) = memchr(b'<', self.rest.as_bytes()) else {
            self.references(data)?;
            let offset = self.open.last().map_or(0, |open| open.offset);
            return Err(self.source.error_at(XmlErrorKind::UnclosedElement, offset));
        };
        let (run, rest) = self.rest.split_at(len);
        let special = |text: &[u8]| memchr2(b'&', b']', text);
        let carriage_return = |text: &[u8]| memchr(b'\r', text);
        if self.special.is_before(rest, self.rest, special)
            || matches!(data, CharacterData::Kept(_))
                && self.carriage_return.is_before(rest, self.rest, carriage_return)
        {
            return self.references(data);
        }
        data.push(run, self.source.offset(self.rest));
        self.rest = rest;
        Ok(())
    }

    /// Consumes the text up to the next markup if all of it is plain text to keep, or indentation to
    /// drop; returns whether it is. Most runs are, and they are too short for a search to be worth
    /// its cost.
    fn plain_character_data(&mut self, data: &mut CharacterData<'_, 'body>) -> bool {
        let bytes = self.rest.as_bytes();
        let len = match data {
            CharacterData::Kept(_) => plain_len(bytes),
            CharacterData::Dropped | CharacterData::Noted(_) => indentation_len(bytes),
        };
        if bytes.get(len) != Some(&b'<') {
            return false;
        }
        let (run, rest) = self.rest.split_at(len);
        if let CharacterData::Kept(text) = data {
            text.push(run);
        }
        self.rest = rest;
        true
    }

    // (CharData | Reference)*
    fn references(&mut self, data: &mut CharacterData<'_, 'body>) -> Result<(), XmlError> {
        loop {
            let offset = self.offset();
            let run = self.take(grammar::character_data(self.rest))?;
            data.push_lines(run, offset);
            if !self.rest.starts_with('&') {
                return Ok(());
            }
            let offset = self.offset();
            let character = self.take(grammar::reference(self.rest))?;
            data.push_character(character, offset);
        }
    }
}
