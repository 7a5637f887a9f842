//! Character data, and what becomes of it.

use crate::xml::grammar::WHITE_SPACE;
use crate::xml::text_builder::TextBuilder;

/// What becomes of character data.
pub(super) enum CharacterData<'a, 'body> {
    /// It is checked and dropped.
    Dropped,
    /// It is part of a text.
    Kept(&'a mut TextBuilder<'body>),
    /// It is dropped; the offset of the first that is more than white space is noted.
    Noted(&'a mut Option<usize>),
}

impl<'body> CharacterData<'_, 'body> {
    pub(super) fn push(&mut self, run: &'body str, offset: usize) {
        match self {
            Self::Dropped => {}
            Self::Kept(text) => text.push(run),
            Self::Noted(_) => self.note(run, offset),
        }
    }

    pub(super) fn push_lines(&mut self, run: &'body str, offset: usize) {
        match self {
            Self::Kept(text) => text.push_lines(run),
            Self::Dropped | Self::Noted(_) => self.push(run, offset),
        }
    }

    pub(super) fn push_character(&mut self, character: char, offset: usize) {
        match self {
            Self::Dropped => {}
            Self::Kept(text) => text.push_character(character),
            Self::Noted(noted) if WHITE_SPACE.contains(&character) || noted.is_some() => {}
            Self::Noted(noted) => **noted = Some(offset),
        }
    }

    /// Notes the first character of `run`, at `offset`, that is not white space.
    pub(super) fn note(&mut self, run: &str, offset: usize) {
        if let Self::Noted(noted @ None) = self {
            **noted = run.find(|c| !WHITE_SPACE.contains(&c)).map(|at| offset + at);
        }
    }
}
