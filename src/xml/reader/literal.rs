//! The literal steps, which compare the input with the usual spelling of the expected tag. They
//! make the reader fast in any regular layout.
//!
//! A literal step consumes only legal characters: white space, plain text and ASCII tags. The first
//! ordinary step therefore checks only the characters that are left.

use super::{MAX_DEPTH, Open, Reader, State};
use crate::xml::names::{Name, Names};
use crate::xml::plain::{indentation_len, is_plain, plain_len};

impl<'body> Reader<'body> {
    /// The next child of the open element `parent`, which becomes the open element; `Some(None)` when
    /// the parent ends; `None` when the next tag is not literally one of those expected.
    #[inline(always)]
    pub(crate) fn literal_child<N: Names>(&mut self, parent: &'static Name) -> Option<Option<N>> {
        match self.state {
            State::InContent => {}
            State::AfterStartTag(name) => self.open_literal(name),
            State::AfterEmptyTag => return None,
        }
        let tag = &self.rest[indentation_len(self.rest.as_bytes())..];
        if let Some((names, name, rest)) = N::at_start_tag(tag) {
            self.move_past_tag(tag, rest, State::AfterStartTag(name));
            return Some(Some(names));
        }
        let rest = tag.strip_prefix(parent.end_tag)?;
        // The parent has this local name: the length shows whether it was written with a prefix.
        if self.open.last()?.name.len() != parent.local.len() {
            return None;
        }
        debug_assert!(self.open.last().is_some_and(|open| open.name == parent.local));
        self.open.pop();
        self.move_past_tag(tag, rest, State::InContent);
        Some(None)
    }

    /// The text of the element that a literal step has entered, up to its end; `None` when the text
    /// is not plain or the end tag differs.
    #[inline(always)]
    pub(crate) fn literal_text(&mut self, element: &'static Name) -> Option<&'body str> {
        let State::AfterStartTag(_) = self.state else { return None };
        let (text, tag) = self.rest.split_at(plain_len(self.rest.as_bytes()));
        let rest = tag.strip_prefix(element.end_tag)?;
        self.move_past_tag(tag, rest, State::InContent);
        Some(text)
    }

    /// Like [`literal_text`](Self::literal_text), for a text that usually has `LEN` bytes: the end
    /// tag is expected right after them.
    #[inline(always)]
    pub(crate) fn literal_text_of_len<const LEN: usize>(
        &mut self,
        element: &'static Name,
    ) -> Option<&'body str> {
        let State::AfterStartTag(_) = self.state else { return None };
        let (text, tag) = self.rest.split_at_checked(LEN)?;
        let rest = tag.strip_prefix(element.end_tag)?;
        if !is_plain::<LEN>(text.as_bytes().first_chunk()?) {
            return None;
        }
        self.move_past_tag(tag, rest, State::InContent);
        Some(text)
    }

    /// The meaning of the text of the element that a literal step has entered; `None` when the text
    /// is not literally one of `words`, which must be plain text.
    #[inline(always)]
    pub(crate) fn literal_word<T, const N: usize>(
        &mut self,
        element: &'static Name,
        words: [(&'static str, T); N],
    ) -> Option<T> {
        let State::AfterStartTag(_) = self.state else { return None };
        for (word, meaning) in words {
            let Some(tag) = self.rest.strip_prefix(word) else { continue };
            let Some(rest) = tag.strip_prefix(element.end_tag) else { continue };
            self.move_past_tag(tag, rest, State::InContent);
            return Some(meaning);
        }
        None
    }

    /// Consumes the next child of the open element if it is literally this empty-element tag;
    /// returns whether it is.
    #[inline(always)]
    pub(crate) fn literal_empty(&mut self, empty_tag: &str) -> bool {
        if let State::AfterStartTag(name) = self.state {
            self.open_literal(name);
        }
        let State::InContent = self.state else { return false };
        let tag = &self.rest[indentation_len(self.rest.as_bytes())..];
        let Some(rest) = tag.strip_prefix(empty_tag) else { return false };
        self.move_past_tag(tag, rest, State::InContent);
        true
    }

    /// Enters the root element if its start tag is literally `start_tag`; returns whether it is.
    pub(crate) fn literal_root(&mut self, name: &'static Name, start_tag: &str) -> bool {
        let tag = &self.rest[indentation_len(self.rest.as_bytes())..];
        let Some(rest) = tag.strip_prefix(start_tag) else { return false };
        self.move_past_tag(tag, rest, State::AfterStartTag(name));
        true
    }

    /// Adds the element that a literal step has entered to the open ones.
    #[inline(always)]
    pub(super) fn open_literal(&mut self, name: &'static Name) {
        // Literal steps follow a schema, and no schema nests as deep as the limit.
        debug_assert!(self.open.len() < MAX_DEPTH);
        self.open.push(Open { name: name.local, offset: self.tag_offset() });
        self.state = State::InContent;
    }

    #[inline(always)]
    fn move_past_tag(&mut self, tag: &str, rest: &'body str, state: State) {
        self.tag = tag.len();
        self.rest = rest;
        self.state = state;
    }
}
