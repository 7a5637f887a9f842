//! The description of a difference: its place and the two texts.

use std::fmt;

use serde_json::Value;

use crate::display::{quote, shorten};
use crate::verdict::Difference;

/// How many characters are shown before and after the first difference.
const BEFORE: usize = 24;
const AFTER: usize = 48;

/// A place in a value: `shown` is exact, and `general` leaves out the names that vary, so that
/// failures can be grouped by cause.
#[derive(Clone, Default)]
pub(super) struct Place {
    shown: String,
    general: String,
}

impl Place {
    /// A member of a structure.
    pub(super) fn member(&self, name: &str) -> Self {
        self.below(name, name)
    }

    /// A value in a map.
    pub(super) fn entry(&self, key: &str) -> Self {
        self.below(&shorten(key), "*")
    }

    /// An item of a list.
    pub(super) fn item(&self, index: usize) -> Self {
        self.below(&index.to_string(), "N")
    }

    /// A parameter of a form. Its index varies.
    pub(super) fn parameter(name: &str) -> Self {
        let is_index = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let general = |part| if is_index(part) { "N" } else { part };
        let general = name.split('.').map(general).collect::<Vec<_>>().join(".");
        Self { shown: shorten(name), general: format!("parameter {}", shorten(&general)) }
    }

    fn below(&self, shown: &str, general: &str) -> Self {
        Self {
            shown: format!("{}/{shown}", self.shown),
            general: format!("{}/{general}", self.general),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if self.general.is_empty() { "the value" } else { &self.general })
    }
}

const NOTHING: &str = "nothing";

pub(super) fn missing(place: &Place, expected: &Value) -> Difference {
    difference(format!("{place} is missing"), place, value(expected), NOTHING.into())
}

pub(super) fn unwanted(place: &Place, found: &Value) -> Difference {
    difference(format!("{place} should be absent"), place, NOTHING.into(), value(found))
}

pub(super) fn differs(place: &Place, expected: &Value, found: &Value) -> Difference {
    let (expected, found) = match (expected, found) {
        (Value::String(expected), Value::String(found)) => around(expected, found),
        _ => (value(expected), value(found)),
    };
    difference(format!("{place} differs"), place, expected, found)
}

fn difference(cause: String, place: &Place, expected: String, found: String) -> Difference {
    Difference { cause, at: Some(place.shown.clone()), expected, found }
}

/// A difference without a place.
pub(super) fn whole(cause: impl Into<String>, expected: String, found: String) -> Difference {
    Difference { cause: cause.into(), at: None, expected, found }
}

fn value(value: &Value) -> String {
    match value {
        Value::String(text) => quote(&start(text)),
        other => shorten(&other.to_string()),
    }
}

/// Two texts, each from shortly before the first difference to shortly after it.
pub(crate) fn around(expected: &str, found: &str) -> (String, String) {
    let same = expected.chars().zip(found.chars()).take_while(|(one, other)| one == other).count();
    let show = |text| {
        let (before, part, after) = cut_around(text, same);
        let ellipsis = |cut| if cut { "…" } else { "" };
        format!("{}{}{}", ellipsis(before), quote(&part), ellipsis(after))
    };
    (show(expected), show(found))
}

fn cut_around(text: &str, at: usize) -> (bool, String, bool) {
    let skipped = at.saturating_sub(BEFORE);
    let part: String = text.chars().skip(skipped).take(at - skipped + AFTER).collect();
    let after = text.chars().nth(at + AFTER).is_some();
    (skipped > 0, part, after)
}

/// The start of a text.
fn start(text: &str) -> String {
    let (_, mut part, after) = cut_around(text, 0);
    if after {
        part.push('…');
    }
    part
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn long_texts_are_shown_where_they_differ() {
        let same = "x".repeat(100);
        let (expected, found) = around(&format!("{same}a\n"), &format!("{same}b"));
        assert_eq!(expected, format!("…\"{}a\\n\"", "x".repeat(24)));
        assert_eq!(found, format!("…\"{}b\"", "x".repeat(24)));
    }

    #[test]
    fn a_text_is_shortened_only_at_the_ends_where_it_is_longer() {
        let (before, shown) = ("x".repeat(30), "x".repeat(24));
        let (until, behind) = ("y".repeat(47), "y".repeat(48));
        let (expected, found) = around(&format!("{before}a{until}"), &format!("{before}b{behind}"));
        assert_eq!(expected, format!("…\"{shown}a{until}\""));
        assert_eq!(found, format!("…\"{shown}b{until}\"…"));
    }

    #[test]
    fn a_long_text_is_shortened_after_the_difference() {
        let (expected, found) = around("ab", &format!("ab{}", "y".repeat(100)));
        assert_eq!(expected, "\"ab\"");
        assert_eq!(found, format!("\"ab{}\"…", "y".repeat(48)));
    }
}
