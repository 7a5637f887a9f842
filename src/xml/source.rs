//! From bytes to characters: the byte order mark, UTF-8, and the `Char` production.

use super::error::{XmlError, XmlErrorKind};

/// U+FEFF in UTF-8. At the beginning of a body it is not part of the document (XML 1.0 §4.3.3).
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A body and the text in it, which ends at the first byte that cannot be read.
///
/// The fault at the end of the text is reported only after the text before it is read. An earlier
/// error, such as a document type declaration, is reported instead.
pub(super) struct Source {
    /// The offset in the body at which the text ends.
    end: usize,
    /// Why the text ends before the body does.
    fault: Option<XmlErrorKind>,
    /// Whether the body ends inside a character, so that more bytes may follow.
    is_cut: bool,
    /// Whether the rest of the text is known to contain legal characters only.
    is_checked: bool,
}

impl Source {
    /// The source and its text, whose characters are not checked yet.
    pub(super) fn new(body: &[u8]) -> (Self, &str) {
        let bytes = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
        let mark = body.len() - bytes.len();
        // A body that ends inside the mark has no text, and no fault: more bytes may follow.
        let bytes = if BYTE_ORDER_MARK.starts_with(body) { &[] } else { bytes };
        let (text, fault, is_cut) = match core::str::from_utf8(bytes) {
            Ok(text) => (text, None, false),
            Err(error) => {
                let valid = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
                (valid, Some(XmlErrorKind::InvalidUtf8), error.error_len().is_none())
            }
        };
        (Self { end: mark + text.len(), fault, is_cut, is_checked: false }, text)
    }

    /// Checks the characters of `rest` if that is not done yet; returns `rest` up to the first illegal
    /// one.
    #[inline]
    pub(super) fn check<'a>(&mut self, rest: &'a str) -> &'a str {
        if self.is_checked { rest } else { self.check_characters(rest) }
    }

    fn check_characters<'a>(&mut self, rest: &'a str) -> &'a str {
        self.is_checked = true;
        self.truncate(rest, legal_len(rest))
    }

    /// Ends the text at its first character outside US-ASCII.
    pub(super) fn restrict_to_ascii<'a>(&mut self, rest: &'a str) -> &'a str {
        // A body that ends inside a character has a character outside US-ASCII.
        self.is_cut = false;
        let ascii = rest.bytes().position(|byte| !byte.is_ascii());
        self.truncate(rest, ascii.unwrap_or(rest.len()))
    }

    fn truncate<'a>(&mut self, rest: &'a str, len: usize) -> &'a str {
        if len < rest.len() {
            self.end = self.offset(rest) + len;
            self.fault = Some(XmlErrorKind::InvalidCharacter);
            self.is_cut = false;
        }
        &rest[..len]
    }

    /// The offset in the body at which `rest`, the end of the text, begins.
    #[inline]
    pub(super) const fn offset(&self, rest: &str) -> usize {
        self.offset_of(rest.len())
    }

    /// The offset in the body at which `left` bytes of the text are left.
    #[inline]
    pub(super) const fn offset_of(&self, left: usize) -> usize {
        self.end - left
    }

    /// The error of this kind where `rest` begins.
    pub(super) fn error(&self, kind: XmlErrorKind, rest: &str) -> XmlError {
        self.error_at(kind, self.offset(rest))
    }

    /// The error of this kind at an offset of the body. A truncation is reported as the fault at
    /// which the text ends, if there is one and the body goes on after it.
    pub(super) fn error_at(&self, kind: XmlErrorKind, offset: usize) -> XmlError {
        match self.fault.filter(|_| kind.is_truncated() && !self.is_cut) {
            Some(fault) => XmlError::new(fault, self.end),
            None => XmlError::new(kind, offset),
        }
    }

    /// The fault at which the text ends, if there is one.
    pub(super) const fn finish(&self) -> Result<(), XmlError> {
        match self.fault {
            Some(fault) => Err(XmlError::new(fault, self.end)),
            None => Ok(()),
        }
    }
}

/// The length of a text up to its first character that is not a `Char`.
// Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]
fn legal_len(text: &str) -> usize {
    /// Small enough to search again byte by byte, large enough for a vectorized test.
    const CHUNK: usize = 1024;
    let mut start = 0;
    for chunk in text.as_bytes().chunks(CHUNK) {
        if chunk.iter().fold(false, |any, byte| any | may_be_illegal(*byte)) {
            for (index, byte) in chunk.iter().enumerate() {
                if may_be_illegal(*byte) && !text[start + index..].starts_with(is_char) {
                    return start + index;
                }
            }
        }
        start += chunk.len();
    }
    text.len()
}

/// Whether an illegal character can begin with this byte: a control character, or the first byte of
/// U+F000 to U+FFFF.
const fn may_be_illegal(byte: u8) -> bool {
    (byte & 0xE0 == 0) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r') | (byte == 0xEF)
}

/// Whether XML 1.0 §2.2 allows the character.
pub(crate) const fn is_char(character: char) -> bool {
    !matches!(character, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
}
