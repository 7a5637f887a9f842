//! Helpers for text: trimmed, owned, or escaped for printing.

use alloc::borrow::Cow;
use core::fmt::{self, Write as _};

use crate::xml::trim_white_space;

/// The text without the white space around it.
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

/// Displays untrusted text on one line, with control characters escaped.
pub(crate) struct Printable<'a>(pub(crate) &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            // Characters that reorder the text around them (Unicode Bidirectional Algorithm, §2).
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
