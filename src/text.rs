//! Text as the wire has it: borrowed or owned, with or without the white space around it.

use alloc::borrow::Cow;
use core::fmt::{self, Write as _};

/// S, of XML 1.0 §2.3
const WHITE_SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// The text without the white space around it.
pub(crate) fn trim_white_space(text: &str) -> &str {
    text.trim_matches(WHITE_SPACE)
}

/// The same, of a text that may be owned.
pub(crate) fn trim(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(trim_white_space(text)),
        Cow::Owned(text) => Cow::Owned(trim_white_space(&text).into()),
    }
}

/// The same text, owned.
pub(crate) fn own(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

/// A text of a peer's for a person's eyes: on one line, nothing in it commands a terminal.
pub(crate) struct Printable<'a>(pub(crate) &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            // What reorders the text around it (Unicode Bidirectional Algorithm, §2).
            '\u{61C}'
            | '\u{200E}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}' => {
                write!(out, "{}", character.escape_unicode())
            }
            _ if character.is_control() => write!(out, "{}", character.escape_default()),
            _ => out.write_char(character),
        })
    }
}
