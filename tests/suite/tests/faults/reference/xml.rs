//! A strict reader of XML 1.0 documents without a document type declaration. It builds a tree.

mod attributes;
pub(crate) mod characters;
mod declaration;
mod markup;
mod names;
mod references;
mod tags;

use super::Refusal;
use crate::seed::{Fault, Seed};

/// The maximum number of open elements.
const MAX_DEPTH: usize = 100;

/// An element, with its name as in the document.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Child>,
    pub(crate) is_self_closed: bool,
    /// The tag as in the document, from `<` to `>`.
    pub(crate) tag: String,
}

/// The content of an element.
#[derive(Debug)]
pub(crate) enum Child {
    Element(Element),
    Text(Piece, String),
    Comment,
    Instruction,
}

/// The source of a piece of text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Piece {
    Plain,
    Reference,
    Section,
}

type Read<T = ()> = Result<T, Refusal>;

/// Reads a document.
pub(crate) fn parse(seed: &Seed, body: &[u8]) -> Read<Element> {
    let text = characters::decoded(seed, body)?;
    let mut parser =
        Parser { seed, text: &text, at: 0, open: Vec::new(), root: None, counts: [0; 2] };
    parser.declaration()?;
    while parser.at < text.len() && !parser.is_done() {
        parser.step()?;
    }
    parser.finish()
}

struct Parser<'a> {
    seed: &'a Seed,
    text: &'a str,
    at: usize,
    open: Vec<Element>,
    root: Option<Element>,
    /// Elements and comments so far.
    counts: [usize; 2],
}

fn malformed<T>(code: &'static str) -> Read<T> {
    Err(Refusal::Malformed(code))
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn is_done(&self) -> bool {
        self.root.is_some() && self.seed.is(Fault::ReadingEndsAtTheEndOfTheRoot)
    }

    /// Skips a text, if it is next.
    fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Skips white space. Returns whether there was some.
    fn space(&mut self) -> bool {
        let length =
            self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\r', '\n']).len();
        self.at += length;
        length > 0
    }

    /// The text up to a mark, which is skipped.
    fn until(&mut self, mark: &str) -> Read<&'a str> {
        let rest = self.rest();
        let at = rest.find(mark).ok_or(Refusal::EndInMarkup)?;
        self.at += at + mark.len();
        Ok(&rest[..at])
    }

    fn add(&mut self, child: Child) {
        if let Some(element) = self.open.last_mut() {
            element.children.push(child);
        }
    }

    fn step(&mut self) -> Read {
        let rest = self.rest();
        match rest.as_bytes() {
            [b'<', b'/', ..] => self.end_tag(),
            [b'<', b'?', ..] => self.instruction(),
            [b'<', b'!', ..] => self.declared(),
            [b'<', ..] => self.start_tag(),
            _ => self.text(),
        }
    }

    /// Text up to the next markup.
    fn text(&mut self) -> Read {
        let rest = self.rest();
        let run = &rest[..rest.find('<').unwrap_or(rest.len())];
        self.at += run.len();
        if self.open.is_empty() {
            return self.text_outside(run);
        }
        if run.contains("]]>") && !self.seed.is(Fault::SectionEndInTextIsRead) {
            return malformed("cdata-end-in-text");
        }
        if run.contains('>') && self.seed.is(Fault::BareGreaterThanIsRefused) {
            return malformed("greater-than");
        }
        let is_ignored = self.open.len() == 1;
        characters::check_text(self.seed, run, is_ignored)?;
        references::pieces(self, run)
    }

    fn text_outside(&self, run: &str) -> Read {
        let before = self.root.is_none();
        let blank = run.trim_matches([' ', '\t', '\r', '\n']).is_empty();
        let ignored = if before {
            self.seed.is(Fault::TextBeforeTheRootIsIgnored)
        } else {
            self.seed.is(Fault::TextAfterTheRootIsIgnored)
                || run.starts_with('&') && self.seed.is(Fault::ReferencesAfterTheRootAreIgnored)
                || run.trim_matches('\0').is_empty() && self.seed.is(Fault::FinalNulsAreTrimmed)
        };
        let refused = !before && blank && self.seed.is(Fault::WhiteSpaceAfterTheRootIsRefused);
        if (blank || ignored) && !refused { Ok(()) } else { malformed("text-outside-root") }
    }

    /// Closes the innermost element. An element that is too deep is not kept, because the tree is
    /// walked recursively.
    fn close(&mut self) {
        if let Some(element) = self.open.pop() {
            let is_kept = self.open.len() <= MAX_DEPTH;
            match self.open.last_mut() {
                Some(_) if !is_kept => {}
                Some(parent) => parent.children.push(Child::Element(element)),
                None => self.root = Some(element),
            }
        }
    }

    fn finish(mut self) -> Read<Element> {
        if !self.open.is_empty() && self.seed.is(Fault::OpenElementsAreClosed) {
            while !self.open.is_empty() {
                self.close();
            }
        }
        if !self.open.is_empty() {
            return Err(Refusal::OpenElements);
        }
        self.root.ok_or(Refusal::NoRoot)
    }
}

impl Element {
    /// The name without its prefix.
    pub(crate) fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// The child elements.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(..) | Child::Comment | Child::Instruction => None,
        })
    }

    /// The descendants.
    pub(crate) fn descendants(&self) -> Vec<&Self> {
        self.elements().flat_map(|child| [vec![child], child.descendants()].concat()).collect()
    }
}
