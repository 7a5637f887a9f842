//! The text of an element: borrowed if it is one piece of the body, joined otherwise.

use alloc::borrow::Cow;
use alloc::string::String;

/// The text of an element: the pieces between references, sections, comments, instructions and
/// elements.
#[derive(Default)]
pub(crate) struct TextBuilder<'body> {
    first: &'body str,
    joined: Option<String>,
    /// The offset of the first element inside.
    element: Option<usize>,
}

impl<'body> TextBuilder<'body> {
    /// Appends a piece of the body.
    pub(super) fn push(&mut self, piece: &'body str) {
        match &mut self.joined {
            Some(joined) => joined.push_str(piece),
            None if self.first.is_empty() => self.first = piece,
            None if piece.is_empty() => {}
            None => self.join().push_str(piece),
        }
    }

    /// Appends a character that the body spells as a reference or as another line end.
    pub(super) fn push_character(&mut self, character: char) {
        self.join().push(character);
    }

    /// Appends a piece with its line ends normalised (XML 1.0 §2.11): CR LF and CR become LF.
    pub(super) fn push_lines(&mut self, piece: &'body str) {
        let mut rest = piece;
        while let Some((line, tail)) = rest.split_once('\r') {
            self.push(line);
            self.push_character('\n');
            rest = tail.strip_prefix('\n').unwrap_or(tail);
        }
        self.push(rest);
    }

    /// Records an element inside the text.
    pub(super) fn note_element(&mut self, offset: usize) {
        self.element.get_or_insert(offset);
    }

    /// The offset of the first element inside the text.
    pub(crate) const fn element(&self) -> Option<usize> {
        self.element
    }

    pub(crate) fn finish(self) -> Cow<'body, str> {
        self.joined.map_or(Cow::Borrowed(self.first), Cow::Owned)
    }

    fn join(&mut self) -> &mut String {
        self.joined.get_or_insert_with(|| {
            /// Room for the pieces that follow, which are usually short.
            const MORE: usize = 32;
            let mut joined = String::with_capacity(self.first.len() + MORE);
            joined.push_str(self.first);
            joined
        })
    }
}
