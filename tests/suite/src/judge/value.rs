//! Values (answers, errors and requests), compared by the expected keys.

use serde_json::{Map, Value};

use super::Context;
use super::difference::{self, Place};
use crate::verdict::Difference;

/// Members that are compared completely: a lost or invented part of them is lost or invented data.
const WHOLE: [&str; 3] = ["DkimAttributes", "DkimTokens", "Identities"];

/// The first difference in a structure. Only expected members are compared.
pub(super) fn listed(
    context: &Context<'_>,
    place: &Place,
    expected: &Map<String, Value>,
    found: &Map<String, Value>,
) -> Option<Difference> {
    expected.iter().find_map(|(name, expected)| {
        let found = found.get(name);
        member(context, &place.member(name), name, Some(expected), found)
    })
}

/// The difference in one member of a structure. Null counts as absent.
fn member(
    context: &Context<'_>,
    place: &Place,
    name: &str,
    expected: Option<&Value>,
    found: Option<&Value>,
) -> Option<Difference> {
    let present = |value: Option<&Value>| value.filter(|value| !value.is_null()).cloned();
    let (expected, found) = (present(expected), present(found));
    if context.omits(name, expected.is_none()) {
        return None;
    }
    match (expected, found) {
        (None, None) => None,
        (None, Some(found)) => {
            let folded = context.is_placeholder(name, &found);
            (!folded).then(|| difference::unwanted(place, &found))
        }
        (Some(Value::Object(expected)), None) => {
            // The members show exactly what is missing.
            structure(context, place, name, &expected, &Map::new())
        }
        (Some(expected), None) => {
            let folded = context.is_placeholder(name, &expected);
            (!folded).then(|| difference::missing(place, &expected))
        }
        (Some(Value::Object(expected)), Some(Value::Object(found))) => {
            structure(context, place, name, &expected, &found)
        }
        (Some(Value::Array(expected)), Some(Value::Array(found))) => list(place, &expected, &found),
        (Some(expected), Some(found)) => {
            (expected != found).then(|| difference::differs(place, &expected, &found))
        }
    }
}

fn structure(
    context: &Context<'_>,
    place: &Place,
    name: &str,
    expected: &Map<String, Value>,
    found: &Map<String, Value>,
) -> Option<Difference> {
    if WHOLE.contains(&name) {
        map(context, place, expected, found)
    } else {
        listed(context, place, expected, found)
    }
}

/// The map of identities: every entry with every member.
fn map(
    context: &Context<'_>,
    place: &Place,
    expected: &Map<String, Value>,
    found: &Map<String, Value>,
) -> Option<Difference> {
    let wanted = expected.iter().find_map(|(identity, expected)| {
        let place = place.entry(identity);
        match (expected, found.get(identity)) {
            (_, None) => Some(difference::missing(&place, expected)),
            (Value::Object(expected), Some(Value::Object(found))) => {
                attributes(context, &place, expected, found)
            }
            (_, Some(found)) => Some(difference::differs(&place, expected, found)),
        }
    });
    wanted.or_else(|| {
        let (identity, found) = found.iter().find(|(key, _)| !expected.contains_key(*key))?;
        Some(difference::unwanted(&place.entry(identity), found))
    })
}

/// The attributes of one identity. Members that are not expected must be absent.
fn attributes(
    context: &Context<'_>,
    place: &Place,
    expected: &Map<String, Value>,
    found: &Map<String, Value>,
) -> Option<Difference> {
    let extra = found.keys().filter(|name| !expected.contains_key(*name));
    expected.keys().chain(extra).find_map(|name| {
        let (expected, found) = (expected.get(name), found.get(name));
        member(context, &place.member(name), name, expected, found)
    })
}

/// A list: every item, in order.
pub(super) fn list(place: &Place, expected: &[Value], found: &[Value]) -> Option<Difference> {
    (0..expected.len().max(found.len())).find_map(|index| {
        let place = place.item(index);
        match (expected.get(index), found.get(index)) {
            (Some(expected), Some(found)) if expected == found => None,
            (Some(expected), Some(found)) => Some(difference::differs(&place, expected, found)),
            (Some(expected), None) => Some(difference::missing(&place, expected)),
            (None, found) => found.map(|found| difference::unwanted(&place, found)),
        }
    })
}
