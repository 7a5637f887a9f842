//! Text in pieces, joined only where something forces a copy.

use alloc::borrow::Cow;
use alloc::string::String;

/// The text of an element: the pieces between references, sections, comments and instructions.
#[derive(Default)]
pub(super) struct Text<'body> {
    first: &'body str,
    joined: Option<String>,
}

impl<'body> Text<'body> {
    /// Adds a piece of the body.
    pub(super) fn push(&mut self, piece: &'body str) {
        match &mut self.joined {
            Some(joined) => joined.push_str(piece),
            None if self.first.is_empty() => self.first = piece,
            None if piece.is_empty() => {}
            None => self.join().push_str(piece),
        }
    }

    /// Adds a character that does not stand so in the body.
    pub(super) fn push_character(&mut self, character: char) {
        self.join().push(character);
    }

    /// Adds a piece, its line ends normalised (XML 1.0 §2.11): CR LF and CR become LF.
    pub(super) fn push_lines(&mut self, piece: &'body str) {
        let mut rest = piece;
        while let Some((line, tail)) = rest.split_once('\r') {
            self.push(line);
            self.push_character('\n');
            rest = tail.strip_prefix('\n').unwrap_or(tail);
        }
        self.push(rest);
    }

    pub(super) fn finish(self) -> Cow<'body, str> {
        self.joined.map_or(Cow::Borrowed(self.first), Cow::Owned)
    }

    fn join(&mut self) -> &mut String {
        self.joined.get_or_insert_with(|| {
            /// Room for what is to be joined, which is seldom long.
            const MORE: usize = 32;
            let mut joined = String::with_capacity(self.first.len().saturating_add(MORE));
            joined.push_str(self.first);
            joined
        })
    }
}
