//! Displays untrusted text on one line.

/// The maximum number of characters that are shown.
const LIMIT: usize = 160;

/// The start of a text, with its control characters escaped.
pub(crate) fn shorten(text: &str) -> String {
    let mut short = String::new();
    let mut characters = text.chars();
    for character in characters.by_ref().take(LIMIT) {
        push(&mut short, character);
    }
    if characters.next().is_some() {
        short.push('…');
    }
    short
}

/// A text in quotes, with its control characters escaped.
pub(crate) fn quote(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            _ => push(&mut quoted, character),
        }
    }
    quoted.push('"');
    quoted
}

fn push(to: &mut String, character: char) {
    match character {
        '\n' => to.push_str("\\n"),
        '\r' => to.push_str("\\r"),
        '\t' => to.push_str("\\t"),
        c if c.is_control() || is_invisible(c) => to.extend(c.escape_unicode()),
        c => to.push(c),
    }
}

/// Characters that are invisible or change the direction of the text around them.
const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}
