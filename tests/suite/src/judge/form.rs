//! Forms, compared as decoded pairs. The order of pairs and the spelling of escapes are ignored.

use serde_json::Value;

use super::difference::{self, Place, around, whole};
use crate::verdict::Difference;

pub(crate) type Pair = (String, String);

/// The first difference between two forms.
pub(crate) fn difference(expected: &str, found: &str) -> Option<Difference> {
    let malformed = |why: String| {
        let (expected, found) = around(expected, found);
        whole(format!("the form is malformed: {why}"), expected, found)
    };
    let read = |form| pairs(form).map_err(malformed);
    match (read(expected), read(found)) {
        (Ok(expected), Ok(found)) => of_pairs(&expected, &found),
        (Err(difference), _) | (_, Err(difference)) => Some(difference),
    }
}

fn of_pairs(expected: &[Pair], found: &[Pair]) -> Option<Difference> {
    let missing = without(expected, found);
    let extra = without(found, expected);
    let place = |name: &str| Place::parameter(name);
    let text = |text: &str| Value::String(text.to_owned());
    let Some((name, value)) = missing.first() else {
        let (name, value) = extra.first()?;
        return Some(difference::unwanted(&place(name), &text(value)));
    };
    Some(match extra.iter().find(|(other, _)| other == name) {
        Some((_, other)) => difference::differs(&place(name), &text(value), &text(other)),
        None => difference::missing(&place(name), &text(value)),
    })
}

/// The pairs that occur more often in `these` than in `those`, in the order of their indices.
fn without(these: &[Pair], those: &[Pair]) -> Vec<Pair> {
    let mut rest = those.to_vec();
    let mut left: Vec<Pair> = Vec::new();
    for pair in these {
        match rest.iter().position(|other| other == pair) {
            Some(at) => drop(rest.swap_remove(at)),
            None => left.push(pair.clone()),
        }
    }
    left.sort_by_key(|(name, _)| (name.len(), name.clone()));
    left
}

/// The pairs of a form. Empty ones are skipped.
pub(crate) fn pairs(form: &str) -> Result<Vec<Pair>, String> {
    let pairs = form.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(name)?, decode(value)?))
        })
        .collect()
}

/// Escapes a text for the name or value of a pair.
#[cfg(feature = "http")]
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn decode(text: &str) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next(), rest.next()].map(|digit| {
                    digit.and_then(|digit| char::from(digit).to_digit(16)).map(|digit| digit as u8)
                });
                let [Some(high), Some(low)] = digits else {
                    return Err("% without two hexadecimal digits".into());
                };
                high * 16 + low
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).map_err(|_| "escaped bytes that are not UTF-8".into())
}

/// The difference between two content types, ignoring parameters and case.
pub(super) fn of_content_types(expected: &Value, found: &Value) -> Option<Difference> {
    let media_type = |value: &Value| {
        let text = value.as_str().unwrap_or_default();
        text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    };
    let place = Place::default().member("content_type");
    (media_type(expected) != media_type(found))
        .then(|| difference::differs(&place, expected, found))
}

#[cfg(test)]
mod tests {
    use super::difference;

    /// The unreserved characters of RFC 3986 §2.3 are not escaped.
    #[cfg(feature = "http")]
    #[test]
    fn only_unreserved_characters_are_not_escaped() {
        assert_eq!(super::encode("aZ0-._~ +ü/"), "aZ0-._~%20%2B%C3%BC%2F");
    }

    #[test]
    fn the_order_of_pairs_and_the_spelling_of_escapes_are_ignored() {
        assert_eq!(difference("A=1&B.1=x%20y", "B%2e1=x+y&&A=%31"), None);
    }

    #[test]
    fn every_difference_is_found() {
        for (found, cause) in [
            ("A=1", "parameter B.N is missing"),
            ("A=1&B.1=y", "parameter B.N differs"),
            ("A=1&B.1=x&C", "parameter C should be absent"),
            ("A=1&B.1=x&A=1", "parameter A should be absent"),
            ("A=1&B.1=%4", "the form is malformed: % without two hexadecimal digits"),
            ("A=1&B.1=%FF", "the form is malformed: escaped bytes that are not UTF-8"),
        ] {
            assert_eq!(difference("A=1&B.1=x", found).unwrap().cause, cause);
        }
    }
}
