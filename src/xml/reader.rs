//! A strict pull reader of well-formed documents: elements and their text.
//!
//! A caller first tries the literal step (module [`literal`]), which compares the input with the
//! expected tag. If they differ, the literal step consumes nothing, and the caller takes the ordinary
//! step, which reads any XML. Errors come from ordinary steps only.

mod character_data;
mod document;
mod literal;
mod lookahead;
mod open;

use super::error::{XmlError, XmlErrorKind};
use super::grammar::{self, Parsed, SyntaxError};
use super::names::{Name, Names};
use super::source::Source;
use super::text_builder::TextBuilder;
use character_data::CharacterData;
use lookahead::Lookahead;
use open::{Open, OpenElements};

/// The most elements that may be open at once; one more is [`XmlErrorKind::TooDeep`].
///
/// ```
/// use ses_dkim_codec::{MAX_DEPTH, XmlErrorKind, check_xml};
///
/// let error = check_xml("<a>".repeat(MAX_DEPTH + 1).as_bytes()).unwrap_err();
/// assert_eq!(error.kind(), XmlErrorKind::TooDeep);
/// ```
pub const MAX_DEPTH: usize = 128;

/// Checks that a body is a well-formed XML 1.0 document. The names of its elements do not matter.
///
/// # Errors
///
/// [`XmlError`] at the first byte that is wrong, or if the document has a document type
/// declaration, an encoding other than UTF-8 and US-ASCII, or more than [`MAX_DEPTH`] open elements.
///
/// ```
/// use ses_dkim_codec::check_xml;
///
/// check_xml(b"<a>text</a>")?;
/// assert!(check_xml(b"<a>text</b>").is_err());
/// # Ok::<(), ses_dkim_codec::XmlError>(())
/// ```
pub fn check_xml(body: &[u8]) -> Result<(), XmlError> {
    let mut reader = Reader::new(body);
    reader.prolog()?;
    reader.root()?;
    reader.skip()?;
    reader.finish()
}

/// The reader, inside the innermost open element.
pub(crate) struct Reader<'body> {
    source: Source,
    rest: &'body str,
    open: OpenElements<'body>,
    state: State,
    /// How many bytes of the text are left where the last tag begins.
    tag: usize,
    /// The next `&` or `]`: character data with either of them must be parsed.
    special: Lookahead,
    /// The next CR, which becomes a line feed in text.
    carriage_return: Lookahead,
}

/// Where the reader is in the innermost element.
#[derive(Clone, Copy)]
enum State {
    InContent,
    /// After a literal start tag. Its element, of this name, is not among the open ones yet: most
    /// such elements contain text only and end in the next step.
    AfterStartTag(&'static Name),
    /// After an empty-element tag. The element is open and ends in the next step.
    AfterEmptyTag,
}

/// A child element whose start tag was just read.
pub(crate) enum Child<N> {
    /// An element that the schema expects.
    Known(N),
    /// Any other element.
    Other,
}

/// One piece of markup in the content of an element.
enum Markup<'body> {
    /// A start tag: the local name.
    Start(&'body str),
    End,
    CdataSection(&'body str),
    /// A comment or a processing instruction.
    Nothing,
}

impl<'body> Reader<'body> {
    /// The next child of the open element, which becomes the open element; `None` when the element
    /// ends instead. Text in between is checked and dropped.
    #[inline]
    pub(crate) fn child<N: Names>(&mut self) -> Result<Option<Child<N>>, XmlError> {
        self.ordinary_child(CharacterData::Dropped).map(Child::of)
    }

    /// Like [`child`](Self::child), and sets `text` to the offset of the first text other than
    /// white space before the child or the end.
    #[inline]
    pub(crate) fn child_noting_text<N: Names>(
        &mut self,
        text: &mut Option<usize>,
    ) -> Result<Option<Child<N>>, XmlError> {
        self.ordinary_child(CharacterData::Noted(text)).map(Child::of)
    }

    fn ordinary_child(
        &mut self,
        mut data: CharacterData<'_, 'body>,
    ) -> Result<Option<&'body str>, XmlError> {
        self.begin_ordinary_step();
        if self.leave_empty() {
            return Ok(None);
        }
        loop {
            self.character_data(&mut data)?;
            let offset = self.offset();
            match self.markup()? {
                Markup::Start(local) => return Ok(Some(local)),
                Markup::End => return Ok(None),
                Markup::CdataSection(section) => data.note_section(section, offset),
                Markup::Nothing => {}
            }
        }
    }

    /// Reads the text of the open element up to its end, including the text of elements inside.
    pub(crate) fn text(&mut self, text: &mut TextBuilder<'body>) -> Result<(), XmlError> {
        self.begin_ordinary_step();
        let depth = self.open.len();
        loop {
            self.leave_empty();
            if self.open.len() < depth {
                return Ok(());
            }
            self.character_data(&mut CharacterData::Kept(text))?;
            match self.markup()? {
                Markup::Start(_) => text.note_element(self.tag_offset()),
                Markup::CdataSection(section) => text.push_lines(section),
                Markup::End | Markup::Nothing => {}
            }
        }
    }

    /// Reads to the end of the open element.
    pub(crate) fn skip(&mut self) -> Result<(), XmlError> {
        self.leave_to(self.depth() - 1)
    }

    /// Reads until no more than `depth` elements are open.
    pub(crate) fn leave_to(&mut self, depth: usize) -> Result<(), XmlError> {
        while self.depth() > depth {
            self.ordinary_child(CharacterData::Dropped)?;
        }
        Ok(())
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len() + usize::from(matches!(self.state, State::AfterStartTag(_)))
    }

    /// The offset of the last tag: the end tag of an element that has just ended.
    pub(crate) const fn tag_offset(&self) -> usize {
        self.source.offset_of(self.tag)
    }

    /// The offset of the next byte to read.
    pub(crate) const fn offset(&self) -> usize {
        self.source.offset(self.rest)
    }

    /// How many bytes are left to read.
    pub(crate) const fn left(&self) -> usize {
        self.rest.len()
    }

    /// Does what literal steps postpone: checks the characters and adds the open element.
    fn begin_ordinary_step(&mut self) {
        let left = self.rest.len();
        self.rest = self.source.check(self.rest);
        self.tag -= left - self.rest.len();
        if let State::AfterStartTag(name) = self.state {
            self.open_literal(name);
        }
    }

    /// Leaves the open element if its tag is an empty-element tag; returns whether it is.
    fn leave_empty(&mut self) -> bool {
        let is_empty = matches!(self.state, State::AfterEmptyTag);
        if is_empty {
            self.open.pop();
            self.state = State::InContent;
        }
        is_empty
    }

    /// The error of this kind where `rest` begins. It leaves nothing to read, so that no open element
    /// can end after an error.
    fn error(&mut self, kind: XmlErrorKind, rest: &str) -> XmlError {
        self.rest = "";
        self.source.error(kind, rest)
    }

    fn markup(&mut self) -> Result<Markup<'body>, XmlError> {
        match self.rest.as_bytes().get(1) {
            Some(b'/') => self.end().map(|()| Markup::End),
            Some(b'?') => self.instruction().map(|()| Markup::Nothing),
            Some(b'!') => self.section_or_comment(),
            _ => self.start().map(Markup::Start),
        }
    }

    fn section_or_comment(&mut self) -> Result<Markup<'body>, XmlError> {
        if self.rest.starts_with("<![") {
            let section = self.take(grammar::cdata_section(self.rest))?;
            return Ok(Markup::CdataSection(section));
        }
        if self.rest.starts_with("<!DOCTYPE") {
            return Err(self.error(XmlErrorKind::Doctype, self.rest));
        }
        self.take(grammar::comment(self.rest))?;
        Ok(Markup::Nothing)
    }

    fn instruction(&mut self) -> Result<(), XmlError> {
        if grammar::begins_declaration(self.rest) {
            return Err(self.error(XmlErrorKind::MisplacedDeclaration, self.rest));
        }
        self.take(grammar::instruction(self.rest))
    }

    /// Reads a start tag; returns the local name.
    // STag ::= '<' Name (S Attribute)* S? '>'
    // EmptyElemTag ::= '<' Name (S Attribute)* S? '/>'
    fn start(&mut self) -> Result<&'body str, XmlError> {
        let tag = self.rest;
        let (name, local) = self.take(grammar::start_tag_name(tag))?;
        if !self.rest.starts_with('>') {
            self.take(grammar::attributes(self.rest))?;
        }
        let is_empty = self.take(grammar::start_tag_end(self.rest))?;
        if self.open.len() >= MAX_DEPTH {
            return Err(self.error(XmlErrorKind::TooDeep, tag));
        }
        self.tag = tag.len();
        self.open.push(Open { name, offset: self.source.offset(tag) });
        self.state = if is_empty { State::AfterEmptyTag } else { State::InContent };
        Ok(local)
    }

    fn end(&mut self) -> Result<(), XmlError> {
        let tag = self.rest;
        let Some(open) = self.open.last() else {
            return Err(self.error(XmlErrorKind::MismatchedEnd, tag));
        };
        if self.take(grammar::end_tag(tag, open.name))?.is_none() {
            return Err(self.error(XmlErrorKind::MismatchedEnd, tag));
        }
        self.open.pop();
        self.tag = tag.len();
        Ok(())
    }

    /// Moves to the end of what was parsed.
    fn take<T>(&mut self, parsed: Parsed<'body, T>) -> Result<T, XmlError> {
        match parsed {
            Ok((rest, value)) => {
                self.rest = rest;
                Ok(value)
            }
            Err(nom::Err::Error(error) | nom::Err::Failure(error)) => {
                let SyntaxError { kind, rest } = error;
                Err(self.error(kind, rest))
            }
            Err(nom::Err::Incomplete(_)) => Err(self.error(XmlErrorKind::UnexpectedEnd, "")),
        }
    }
}

impl<N: Names> Child<N> {
    fn of(local: Option<&str>) -> Option<Self> {
        local.map(|local| N::from_local(local).map_or(Self::Other, Self::Known))
    }
}
