//! From bytes to the characters of XML 1.0: the byte order mark, UTF-8, `Char`.

use crate::error::{DecodeError, DecodeErrorKind};

/// A body and the text in it, up to the first byte that is no text.
///
/// A fault is not raised before the text in front of it is read: markup that refuses the document
/// earlier (a document type declaration, say) is what the error names.
pub(super) struct Characters<'body> {
    pub(super) body: &'body [u8],
    pub(super) text: &'body str,
    /// Where the text ends in the body.
    end: usize,
    fault: Option<DecodeErrorKind>,
}

impl<'body> Characters<'body> {
    pub(super) fn new(body: &'body [u8]) -> Self {
        let bytes = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let (text, mut fault) = match core::str::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let text = core::str::from_utf8(valid).unwrap_or_default();
                (text, Some(DecodeErrorKind::InvalidUtf8))
            }
        };
        let legal = legal_len(text);
        if legal < text.len() {
            fault = Some(DecodeErrorKind::InvalidCharacter);
        }
        let text = text.get(..legal).unwrap_or(text);
        let mark = body.len().saturating_sub(bytes.len());
        Self { body, text, end: mark.saturating_add(legal), fault }
    }

    /// Ends the text at its first character outside US-ASCII: what a document that declares itself
    /// to be US-ASCII cannot hold. Returns what is left of `rest`.
    pub(super) fn restrict_to_ascii(&mut self, rest: &'body str) -> &'body str {
        let Some(ascii) = rest.bytes().position(|byte| !byte.is_ascii()) else {
            return rest;
        };
        self.end = self.offset(rest).saturating_add(ascii);
        self.fault = Some(DecodeErrorKind::InvalidCharacter);
        rest.get(..ascii).unwrap_or_default()
    }

    /// The offset in the body of the text that `rest` is the end of.
    pub(super) const fn offset(&self, rest: &str) -> usize {
        self.end.saturating_sub(rest.len())
    }

    /// The error of this kind where `rest` begins, as [`error_at`](Self::error_at).
    pub(super) fn error(&self, kind: DecodeErrorKind, rest: &str) -> DecodeError {
        self.error_at(kind, self.offset(rest))
    }

    /// The error of this kind at an offset of the body; when only the end of the text gives rise to
    /// it, and the text ends at a fault, the fault.
    pub(super) fn error_at(&self, kind: DecodeErrorKind, offset: usize) -> DecodeError {
        let at_end = matches!(
            kind,
            DecodeErrorKind::MissingRoot
                | DecodeErrorKind::UnexpectedEnd
                | DecodeErrorKind::UnclosedElement
        );
        match self.fault.filter(|_| at_end) {
            Some(fault) => DecodeError::new(fault, self.body, self.end),
            None => DecodeError::new(kind, self.body, offset),
        }
    }

    /// The fault at which the text ends, if it does.
    pub(super) fn end(&self) -> Result<(), DecodeError> {
        match self.fault {
            Some(fault) => Err(DecodeError::new(fault, self.body, self.end)),
            None => Ok(()),
        }
    }
}

/// The length of a text up to its first character that is no `Char`.
// Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]
fn legal_len(text: &str) -> usize {
    /// Small enough to be searched again, large enough to be tested fast.
    const CHUNK: usize = 1024;
    let mut start: usize = 0;
    for chunk in text.as_bytes().chunks(CHUNK) {
        if chunk.iter().fold(false, |any, byte| any | is_suspect(*byte)) {
            let illegal = chunk.iter().enumerate().find(|(index, byte)| {
                is_suspect(**byte) && !is_legal_at(text, start.saturating_add(*index))
            });
            if let Some((index, _)) = illegal {
                return start.saturating_add(index);
            }
        }
        start = start.saturating_add(chunk.len());
    }
    text.len()
}

/// Whether a byte can begin a character that is no `Char`: a control, or the lead of U+F000-FFFF.
const fn is_suspect(byte: u8) -> bool {
    (byte & 0xE0 == 0) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r') | (byte == 0xEF)
}

fn is_legal_at(text: &str, index: usize) -> bool {
    text.get(index..).and_then(|rest| rest.chars().next()).is_some_and(is_char)
}

/// Whether XML 1.0 §2.2 takes the character.
pub(crate) const fn is_char(character: char) -> bool {
    !matches!(character, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
}
