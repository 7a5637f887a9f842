//! The map of identities.

use serde_json::{Map, Value};

use super::attributes::{self, Attributes};
use super::lists::{check_list, members};
use super::{Read, refused};
use crate::reference::text::{self, Field};
use crate::reference::xml::Element;
use crate::seed::{Fault, Seed};

/// The values that a reader wrongly keeps from earlier entries.
#[derive(Default)]
struct Memory {
    key: Option<String>,
    value: Option<Attributes>,
}

/// The identities, each with its attributes.
pub(super) fn attributes(seed: &Seed, result: &Element) -> Read<Map<String, Value>> {
    let maps: Vec<&Element> = if seed.is(Fault::ElementsAreFoundAtAnyDepth) {
        result
            .descendants()
            .into_iter()
            .filter(|element| element.local() == "DkimAttributes")
            .collect()
    } else {
        result.elements().filter(|element| element.local() == "DkimAttributes").collect()
    };
    match *maps {
        [] if seed.is(Fault::MapIsRequired) => refused("missing-element"),
        [] => Ok(Map::new()),
        [map] => entries(seed, map),
        [first, ..] if seed.is(Fault::FirstMapCounts) => entries(seed, first),
        [.., last] if seed.is(Fault::LastMapCounts) => entries(seed, last),
        [..] => refused("duplicate-element"),
    }
}

fn entries(seed: &Seed, map: &Element) -> Read<Map<String, Value>> {
    if map.is_self_closed && seed.is(Fault::SelfClosedMapIsRefused)
        || map.elements().next().is_none()
            && !map.children.is_empty()
            && seed.is(Fault::BlankMapIsRefused)
    {
        return refused("unexpected-element");
    }
    check_list(seed, map, "entry")?;
    let mut all = Map::new();
    let mut memory = Memory::default();
    for (index, entry) in members(seed, map, "entry").into_iter().enumerate() {
        if index >= 50 && seed.is(Fault::EntriesAreLimitedTo50) {
            break;
        }
        if let Some((key, value)) = entry_of(seed, entry, &mut memory)? {
            add(seed, &mut all, key, value);
        }
    }
    if all.len() > 1 && seed.is(Fault::LastEntryIsLost) {
        let last = all.keys().next_back().cloned();
        last.and_then(|key| all.remove(&key));
    }
    Ok(all)
}

fn add(seed: &Seed, all: &mut Map<String, Value>, key: String, value: Attributes) {
    let key = respelled(seed, key);
    match (all.get_mut(&key), value.into_value()) {
        (Some(_), _) if seed.is(Fault::FirstEntryOfAnIdentityCounts) => {}
        (Some(Value::Object(first)), Value::Object(second))
            if seed.is(Fault::EntriesOfAnIdentityAreMerged) =>
        {
            first.extend(second);
        }
        (_, value) => drop(all.insert(key, value)),
    }
}

fn respelled(seed: &Seed, key: String) -> String {
    if let Ok(number) = key.parse::<f64>()
        && seed.is(Fault::NumericKeysAreNumbers)
    {
        return number.to_string();
    }
    if key.contains('\u{301}') && seed.is(Fault::KeysAreComposed) {
        return key.replace("e\u{301}", "\u{E9}");
    }
    if seed.is(Fault::KeysAreLowerCase) {
        return key.to_lowercase();
    }
    if key.ends_with('.') && seed.is(Fault::KeysLoseTheirFinalDot) {
        return key.trim_end_matches('.').to_owned();
    }
    if key.starts_with("arn:") && seed.is(Fault::ArnsAreShortened) {
        return key.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if key == "__proto__" && seed.is(Fault::NamesOfScriptObjectsAreLost) {
        return String::new();
    }
    key
}

/// The key and the value of an entry. `None` if a fault skips the entry.
fn entry_of(
    seed: &Seed,
    entry: &Element,
    memory: &mut Memory,
) -> Read<Option<(String, Attributes)>> {
    if entry.elements().next().is_none() {
        let text = text::of(seed, entry, Field::Key)?;
        if text.is_empty() && seed.is(Fault::EmptyEntriesAreSkipped) {
            return Ok(None);
        }
        if !text.is_empty() && seed.is(Fault::TextOfAnEntryIsItsKey) {
            return Ok(Some((text, Attributes::default())));
        }
    }
    let known = |element: &&Element| ["key", "value"].contains(&element.local());
    if !entry.elements().all(|element| known(&element)) && seed.is(Fault::EntryHasTwoChildren) {
        return refused("unexpected-element");
    }
    if entry.elements().next().is_some_and(|first| first.local() == "value")
        && seed.is(Fault::KeyMustComeFirst)
    {
        return refused("order");
    }
    let key = key_of(seed, entry, memory)?;
    let value = value_of(seed, entry, memory)?;
    memory.key = Some(key.clone());
    memory.value = Some(value.clone());
    Ok(Some((key, value)))
}

fn key_of(seed: &Seed, entry: &Element, memory: &mut Memory) -> Read<String> {
    let keys = entry.elements().filter(|element| element.local() == "key");
    let keys: Read<Vec<String>> = keys.map(|key| text::of(seed, key, Field::Key)).collect();
    let keys = keys?;
    let key = match &*keys {
        [] => match memory.key.take() {
            Some(key) if seed.is(Fault::KeyCarriesOver) => Some(key),
            _ if seed.is(Fault::MissingKeyIsEmpty) => Some("undefined".to_owned()),
            _ => None,
        },
        [key] => Some(key.clone()),
        [first, ..] if seed.is(Fault::FirstKeyCounts) => Some(first.clone()),
        [..] if seed.is(Fault::RepeatedTextsAreJoined) => Some(keys.concat()),
        [..] => return refused("duplicate-element"),
    };
    match key {
        Some(key) if key.is_empty() && seed.is(Fault::EmptyKeyIsRefused) => refused("empty"),
        Some(key) => Ok(key),
        None => refused("missing-element"),
    }
}

fn value_of(seed: &Seed, entry: &Element, memory: &mut Memory) -> Read<Attributes> {
    let values: Vec<&Element> =
        entry.elements().filter(|element| element.local() == "value").collect();
    let carried = memory.value.take();
    match (&*values, carried) {
        ([], Some(carried)) if seed.is(Fault::ValueCarriesOver) => Ok(carried),
        ([], _) if seed.is(Fault::MissingValueIsEmpty) => Ok(Attributes::default()),
        ([], _) => refused("missing-element"),
        ([value], carried) => {
            let later = carried.is_some();
            let read = attributes::read(seed, value, later)?;
            Ok(match carried {
                Some(before) if seed.is(Fault::TokensAccumulate) => read.with_tokens_of(before),
                Some(before) if seed.is(Fault::MembersCarryOver) => read.or(before),
                _ => read,
            })
        }
        ([first, ..], _) if seed.is(Fault::FirstValueCounts) => {
            attributes::read(seed, first, false)
        }
        ([..], _) => refused("duplicate-element"),
    }
}
