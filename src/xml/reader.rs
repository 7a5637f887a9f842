//! A strict pull reader of well-formed documents: elements, their text, and nothing of SES.

mod ahead;
mod document;

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::mem;
use memchr::{memchr, memchr2};

use ahead::Ahead;

use super::characters::Characters;
use super::grammar::{self, Parsed, Syntax};
use super::text::Text;
use crate::error::{DecodeError, DecodeErrorKind};

/// The most elements that may be open at once; one more is
/// [`TooDeep`](crate::DecodeErrorKind::TooDeep).
pub const MAX_DEPTH: usize = 128;

/// Whether a body is a well-formed document in the sense of this crate.
pub(crate) fn well_formed(body: &[u8]) -> Result<(), DecodeError> {
    let (mut reader, _) = Reader::new(body)?;
    reader.skip()?;
    reader.finish()
}

/// The reader, inside the innermost open element.
pub(super) struct Reader<'body> {
    characters: Characters<'body>,
    rest: &'body str,
    open: Vec<Open<'body>>,
    /// Whether the innermost open element was written as an empty-element tag.
    empty: bool,
    /// Where the last tag began.
    tag: &'body str,
    /// The next `&` or `]`, which make character data more than its bytes.
    special: Ahead,
    /// The next CR, which is a line feed where text is kept.
    carriage_return: Ahead,
}

/// An open element: its name as written, and where its start tag begins in the body.
struct Open<'body> {
    name: &'body str,
    offset: usize,
}

/// An element whose start tag was just read.
#[derive(Clone, Copy)]
pub(super) struct Element<'body> {
    /// The part of the name behind the prefix.
    pub(super) local: &'body str,
    /// Where its start tag begins in the body.
    pub(super) offset: usize,
}

/// One piece of markup in the content of an element.
enum Markup<'body> {
    Start(Element<'body>),
    End,
    CdataSection(&'body str),
    /// A comment or a processing instruction.
    Nothing,
}

impl<'body> Reader<'body> {
    /// The next element in the open one, which becomes the open one; `None` when it ends instead.
    /// Character data in between is checked and ignored.
    pub(super) fn child(&mut self) -> Result<Option<Element<'body>>, DecodeError> {
        if mem::take(&mut self.empty) {
            self.open.pop();
            return Ok(None);
        }
        loop {
            self.character_data(None)?;
            match self.markup()? {
                Markup::Start(element) => return Ok(Some(element)),
                Markup::End => return Ok(None),
                Markup::CdataSection(_) | Markup::Nothing => {}
            }
        }
    }

    /// The text of the open element, up to its end.
    ///
    /// An element inside is an error; the reader then stands before it and can still skip.
    pub(super) fn text(&mut self) -> Result<Cow<'body, str>, DecodeError> {
        let mut text = Text::default();
        if mem::take(&mut self.empty) {
            self.open.pop();
            return Ok(text.finish());
        }
        loop {
            self.character_data(Some(&mut text))?;
            let before = self.rest;
            match self.markup()? {
                Markup::Start(_) => {
                    self.open.pop();
                    self.empty = false;
                    self.rest = before;
                    return Err(self.error(DecodeErrorKind::ElementInText, before));
                }
                Markup::End => return Ok(text.finish()),
                Markup::CdataSection(section) => text.push_lines(section),
                Markup::Nothing => {}
            }
        }
    }

    /// Reads to the end of the open element.
    pub(super) fn skip(&mut self) -> Result<(), DecodeError> {
        let depth = self.open.len();
        while self.open.len() >= depth {
            self.child()?;
        }
        Ok(())
    }

    /// Where the last tag began in the body: of an element that has ended, its end tag.
    pub(super) const fn tag_offset(&self) -> usize {
        self.characters.offset(self.tag)
    }

    /// Where the reader stands in the body.
    pub(super) const fn offset(&self) -> usize {
        self.characters.offset(self.rest)
    }

    /// An error of this kind at an offset of the body.
    pub(super) fn error_at(&self, kind: DecodeErrorKind, offset: usize) -> DecodeError {
        DecodeError::new(kind, self.characters.body, offset)
    }

    fn error(&self, kind: DecodeErrorKind, rest: &str) -> DecodeError {
        self.characters.error(kind, rest)
    }

    /// The character data up to the next markup, checked, and kept when `text` is given.
    // content ::= CharData? ((element | Reference | CDSect | PI | Comment) CharData?)*
    fn character_data(&mut self, text: Option<&mut Text<'body>>) -> Result<(), DecodeError> {
        let len = memchr(b'<', self.rest.as_bytes());
        let parts = len.and_then(|len| self.rest.split_at_checked(len));
        let Some((run, rest)) = parts else {
            self.references(text)?;
            let offset = self.open.last().map_or(0, |open| open.offset);
            return Err(self.characters.error_at(DecodeErrorKind::UnclosedElement, offset));
        };
        let special = |text: &[u8]| memchr2(b'&', b']', text);
        let carriage_return = |text: &[u8]| memchr(b'\r', text);
        if self.special.is_between(self.rest, rest, special)
            || text.is_some() && self.carriage_return.is_between(self.rest, rest, carriage_return)
        {
            return self.references(text);
        }
        if let Some(text) = text {
            text.push(run);
        }
        self.rest = rest;
        Ok(())
    }

    // (CharData | Reference)*
    fn references(&mut self, mut text: Option<&mut Text<'body>>) -> Result<(), DecodeError> {
        loop {
            let run = self.take(grammar::character_data(self.rest))?;
            if let Some(text) = &mut text {
                text.push_lines(run);
            }
            if !self.rest.starts_with('&') {
                return Ok(());
            }
            let character = self.take(grammar::reference(self.rest))?;
            if let Some(text) = &mut text {
                text.push_character(character);
            }
        }
    }

    fn markup(&mut self) -> Result<Markup<'body>, DecodeError> {
        match self.rest.as_bytes().get(1) {
            Some(b'/') => self.end().map(|()| Markup::End),
            Some(b'?') => self.instruction().map(|()| Markup::Nothing),
            Some(b'!') => self.section_or_comment(),
            _ => self.start().map(Markup::Start),
        }
    }

    fn section_or_comment(&mut self) -> Result<Markup<'body>, DecodeError> {
        if self.rest.starts_with("<![") {
            let section = self.take(grammar::cdata_section(self.rest))?;
            return Ok(Markup::CdataSection(section));
        }
        if self.rest.starts_with("<!DOCTYPE") {
            return Err(self.error(DecodeErrorKind::Doctype, self.rest));
        }
        self.take(grammar::comment(self.rest))?;
        Ok(Markup::Nothing)
    }

    fn instruction(&mut self) -> Result<(), DecodeError> {
        if grammar::begins_declaration(self.rest) {
            return Err(self.error(DecodeErrorKind::MisplacedDeclaration, self.rest));
        }
        self.take(grammar::instruction(self.rest))
    }

    // STag ::= '<' Name (S Attribute)* S? '>'
    // EmptyElemTag ::= '<' Name (S Attribute)* S? '/>'
    fn start(&mut self) -> Result<Element<'body>, DecodeError> {
        let tag = self.rest;
        let (name, local) = self.take(grammar::start_tag_name(tag))?;
        if !self.rest.starts_with('>') {
            self.take(grammar::attributes(self.rest))?;
        }
        self.empty = self.take(grammar::start_tag_end(self.rest))?;
        if self.open.len() >= MAX_DEPTH {
            return Err(self.error(DecodeErrorKind::TooDeep, tag));
        }
        let offset = self.characters.offset(tag);
        self.open.push(Open { name, offset });
        self.tag = tag;
        Ok(Element { local, offset })
    }

    fn end(&mut self) -> Result<(), DecodeError> {
        let tag = self.rest;
        let open = self.open.last().map_or("", |open| open.name);
        if self.take(grammar::end_tag(tag, open))?.is_none() {
            return Err(self.error(DecodeErrorKind::MismatchedEnd, tag));
        }
        self.open.pop();
        self.tag = tag;
        Ok(())
    }

    /// Moves behind what was parsed.
    fn take<T>(&mut self, parsed: Parsed<'body, T>) -> Result<T, DecodeError> {
        match parsed {
            Ok((rest, value)) => {
                self.rest = rest;
                Ok(value)
            }
            Err(
                nom::Err::Error(Syntax { kind, rest }) | nom::Err::Failure(Syntax { kind, rest }),
            ) => Err(self.error(kind, rest)),
            Err(nom::Err::Incomplete(_)) => Err(self.error(DecodeErrorKind::UnexpectedEnd, "")),
        }
    }
}
