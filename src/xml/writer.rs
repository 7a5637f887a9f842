//! A writer of elements and text: compact, or indented by two spaces.

use alloc::string::String;

use super::source::is_char;

/// How a document is laid out.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Layout {
    Compact,
    Indented,
}

/// A character that XML 1.0 cannot carry, and its offset in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IllegalCharacter {
    pub(crate) character: char,
    pub(crate) offset: usize,
}

pub(crate) struct XmlWriter {
    out: String,
    layout: Layout,
    depth: usize,
}

impl XmlWriter {
    /// Writes a document whose root element declares a namespace.
    pub(crate) fn document<E>(
        layout: Layout,
        root: &str,
        namespace: &str,
        content: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<String, E> {
        let mut writer = Self { out: String::new(), layout, depth: 0 };
        writer.push(&["<", root, " xmlns=\"", namespace, "\">"]);
        writer.content(root, content)?;
        if layout == Layout::Indented {
            writer.out.push('\n');
        }
        Ok(writer.out)
    }

    /// Writes an element on its own line; it is an empty-element tag if `content` writes nothing.
    pub(crate) fn element<E>(
        &mut self,
        name: &str,
        content: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        self.line();
        self.push(&["<", name, ">"]);
        self.content(name, content)
    }

    /// Writes the content and the end tag of the element whose start tag was just written.
    fn content<E>(
        &mut self,
        name: &str,
        content: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        let start = self.out.len();
        self.depth += 1;
        content(self)?;
        self.depth -= 1;
        if self.out.len() == start {
            self.out.pop();
            self.out.push_str("/>");
        } else {
            self.line();
            self.push(&["</", name, ">"]);
        }
        Ok(())
    }

    /// Writes an element that contains text, on its own line.
    pub(crate) fn text(&mut self, name: &str, text: &str) -> Result<(), IllegalCharacter> {
        self.line();
        self.push(&["<", name, ">"]);
        self.character_data(text)?;
        self.push(&["</", name, ">"]);
        Ok(())
    }

    /// Writes a line break and the indentation, if the layout has them.
    fn line(&mut self) {
        if self.layout == Layout::Indented {
            self.out.push('\n');
            (0..self.depth).for_each(|_| self.out.push_str("  "));
        }
    }

    /// Writes text, escaped so that a reader gets it unchanged.
    fn character_data(&mut self, text: &str) -> Result<(), IllegalCharacter> {
        let mut written = 0;
        for (offset, character) in text.char_indices() {
            let reference = match character {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                // A reader turns a literal CR into a line feed (XML 1.0 §2.11).
                '\r' => "&#xD;",
                _ if is_char(character) => continue,
                _ => return Err(IllegalCharacter { character, offset }),
            };
            self.push(&[&text[written..offset], reference]);
            written = offset + character.len_utf8();
        }
        self.out.push_str(&text[written..]);
        Ok(())
    }

    fn push(&mut self, pieces: &[&str]) {
        pieces.iter().for_each(|piece| self.out.push_str(piece));
    }
}
