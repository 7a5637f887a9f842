//! The literal steps: they compare the input with the tag that the caller expects, in its usual
//! spelling. They make the reader fast in any regular layout.
//!
//! A literal step checks all that it consumes: white space, plain text and a tag of ASCII. The check
//! of the characters therefore covers only the text that is left at the first ordinary step.

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
            self.move_behind_tag(tag, rest, State::AfterStartTag(name));
            return Some(Some(names));
        }
        let rest = tag.strip_prefix(parent.end_tag)?;
        // The parent has this local name: the length shows whether it was written with a prefix.
        if self.open.last()?.name.len() != parent.local.len() {
            return None;
        }
        debug_assert!(self.open.last().is_some_and(|open| open.name == parent.local));
        self.open.pop();
        self.move_behind_tag(tag, rest, State::InContent);
        Some(None)
    }

    /// The text of the element that a literal step has entered, up to its end; `None` when the text
    /// is not plain or the end tag differs.
    #[inline(always)]
    pub(crate) fn literal_text(&mut self, element: &'static Name) -> Option<&'body str> {
        let State::AfterStartTag(_) = self.state else { return None };
        let (text, tag) = self.rest.split_at(plain_len(self.rest.as_bytes()));
        let rest = tag.strip_prefix(element.end_tag)?;
        self.move_behind_tag(tag, rest, State::InContent);
        Some(text)
    }

    /// The same, for a text that usually has `LEN` bytes: it looks for the end tag only there.
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
        self.move_behind_tag(tag, rest, State::InContent);
        Some(text)
    }

    /// The meaning of the word that is the text of the element that a literal step has entered;
    /// `None` when it is not literally one of these words, each of plain text.
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
            self.move_behind_tag(tag, rest, State::InContent);
            return Some(meaning);
        }
        None
    }

    /// Passes the next child of the open element if it is literally this empty-element tag.
    #[inline(always)]
    pub(crate) fn literal_empty(&mut self, empty_tag: &str) -> bool {
        if let State::AfterStartTag(name) = self.state {
            self.open_literal(name);
        }
        let State::InContent = self.state else { return false };
        let tag = &self.rest[indentation_len(self.rest.as_bytes())..];
        let Some(rest) = tag.strip_prefix(empty_tag) else { return false };
        self.move_behind_tag(tag, rest, State::InContent);
        true
    }

    /// Enters the root element if its start tag is literally `start_tag`.
    pub(crate) fn literal_root(&mut self, name: &'static Name, start_tag: &str) -> bool {
        let tag = &self.rest[indentation_len(self.rest.as_bytes())..];
        let Some(rest) = tag.strip_prefix(start_tag) else { return false };
        self.move_behind_tag(tag, rest, State::AfterStartTag(name));
        true
    }

    /// Whether nothing but one line break follows the root element.
    pub(super) fn is_at_literal_end(&self) -> bool {
        matches!(self.rest, "" | "\n" | "\r\n")
    }

    /// Adds the element that a literal step has entered to the open ones.
    #[inline(always)]
    pub(super) fn open_literal(&mut self, name: &'static Name) {
        // A schema is less deep than the limit, which only ordinary steps can reach.
        debug_assert!(self.open.len() < MAX_DEPTH);
        self.open.push(Open { name: name.local, offset: self.tag_offset() });
        self.state = State::InContent;
    }

    #[inline(always)]
    fn move_behind_tag(&mut self, tag: &str, rest: &'body str, state: State) {
        self.tag = tag.len();
        self.rest = rest;
        self.state = state;
    }
}
