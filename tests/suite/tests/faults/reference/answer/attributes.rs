//! The attributes of one identity.

use serde_json::{Map, Value, json};

use super::lists::tokens;
use super::members::{boolean, status};
use super::{Read, refused};
use crate::reference::xml::Element;
use crate::seed::{Fault, Seed};

const ENABLED: &str = "DkimEnabled";
const STATUS: &str = "DkimVerificationStatus";
const TOKENS: &str = "DkimTokens";

/// The attributes that are present.
#[derive(Clone, Default)]
pub(super) struct Attributes {
    enabled: Option<bool>,
    status: Option<String>,
    tokens: Option<Vec<Value>>,
}

impl Attributes {
    pub(super) fn into_value(self) -> Value {
        let mut value = Map::new();
        value.extend(self.enabled.map(|enabled| (ENABLED.to_owned(), json!(enabled))));
        value.extend(self.status.map(|status| (STATUS.to_owned(), json!(status))));
        value.extend(self.tokens.map(|tokens| (TOKENS.to_owned(), json!(tokens))));
        value.into()
    }

    /// The same, with the tokens of another entry before its own.
    pub(super) fn with_tokens_of(mut self, before: Self) -> Self {
        if let (Some(own), Some(others)) = (&mut self.tokens, before.tokens)
            && !own.is_empty()
        {
            own.splice(0..0, others);
        }
        self
    }

    /// Fills absent members from other attributes.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            enabled: self.enabled.or(other.enabled),
            status: self.status.or(other.status),
            tokens: self.tokens.or(other.tokens),
        }
    }
}

/// Reads the value of an entry. Some faults depend on whether it is a later entry.
pub(super) fn read(seed: &Seed, value: &Element, later: bool) -> Read<Attributes> {
    let children = children(seed, value);
    check_order(seed, value)?;
    let enabled = match enabled(seed, &children) {
        Err(_) if later && seed.is(Fault::LaterInvalidBooleanEmptiesTheEntry) => {
            return Ok(Attributes::default());
        }
        enabled => enabled?,
    };
    let status = one(seed, &children, STATUS, Fault::FirstStatusCounts)?;
    let status = status.map(|element| status_of(seed, element, &children)).transpose()?.flatten();
    let mut read = Attributes { enabled, status, tokens: list(seed, &children)? };
    absent(seed, value, &mut read);
    Ok(read)
}

/// The elements in a value, and elements that a fault takes for them.
fn children<'a>(seed: &Seed, value: &'a Element) -> Vec<&'a Element> {
    if seed.is(Fault::ElementsAreFoundAtAnyDepth) {
        return value.descendants();
    }
    value.elements().collect()
}

fn is(seed: &Seed, element: &Element, name: &str) -> bool {
    element.local() == name
        || element.local().eq_ignore_ascii_case(name) && seed.is(Fault::ElementsIgnoreCase)
}

/// The only element with a name.
fn one<'a>(
    seed: &Seed,
    children: &[&'a Element],
    name: &str,
    first: Fault,
) -> Read<Option<&'a Element>> {
    let found: Vec<&Element> =
        children.iter().copied().filter(|element| is(seed, element, name)).collect();
    match *found {
        [] => Ok(None),
        [element] => Ok(Some(element)),
        [element, ..] if seed.is(first) => Ok(Some(element)),
        [.., element] if element.name.contains(':') && seed.is(Fault::ForeignElementsWin) => {
            Ok(Some(element))
        }
        [.., element] if name == STATUS && seed.is(Fault::RepeatedTextsAreJoined) => {
            Ok(Some(element))
        }
        [..] => refused("duplicate-element"),
    }
}

fn enabled(seed: &Seed, children: &[&Element]) -> Read<Option<bool>> {
    let element = one(seed, children, ENABLED, Fault::FirstBooleanCounts)?;
    element.map(|element| boolean(seed, element)).transpose().map(Option::flatten)
}

fn status_of(seed: &Seed, element: &Element, children: &[&Element]) -> Read<Option<String>> {
    let one = status(seed, element)?;
    let count = children.iter().filter(|child| child.local() == STATUS).count();
    let joined = count > 1 && seed.is(Fault::RepeatedTextsAreJoined);
    Ok(one.map(|text| if joined { text.repeat(count) } else { text }))
}

fn list(seed: &Seed, children: &[&Element]) -> Read<Option<Vec<Value>>> {
    let lists: Vec<&Element> =
        children.iter().copied().filter(|element| is(seed, element, TOKENS)).collect();
    let found = match *lists {
        [] => return Ok(None),
        [list] => tokens(seed, list)?,
        [first, ..] if seed.is(Fault::FirstTokensCount) => tokens(seed, first)?,
        [..] if seed.is(Fault::TokensAreAppended) => {
            let all: Read<Vec<_>> = lists.iter().map(|list| tokens(seed, list)).collect();
            all?.concat()
        }
        [first, second] => {
            let (one, other) = (tokens(seed, first)?, tokens(seed, second)?);
            if !(one.is_empty() || other.is_empty()) || !seed.is(Fault::EmptyTokensAreIgnored) {
                return refused("duplicate-element");
            }
            [one, other].concat()
        }
        [..] => return refused("duplicate-element"),
    };
    if found.is_empty() && seed.is(Fault::EmptyTokensAreAbsent) {
        return Ok(None);
    }
    let blank = found.is_empty() && lists.iter().any(|list| !list.children.is_empty());
    if blank && seed.is(Fault::BlankTokensAreText) {
        return Ok(Some(vec![json!("")]));
    }
    Ok(Some(found))
}

fn check_order(seed: &Seed, value: &Element) -> Read<()> {
    let place = |name: &str| value.elements().position(|element| element.local() == name);
    let (enabled, status, list) = (place(ENABLED), place(STATUS), place(TOKENS));
    let (Some(enabled), Some(status), Some(list)) = (enabled, status, list) else { return Ok(()) };
    let unknown = value.elements().count() > 3 && seed.is(Fault::UnknownMembersAreRefused);
    let odd = status < enabled && seed.is(Fault::EnabledMustPrecedeStatus)
        || list < status && seed.is(Fault::StatusMustPrecedeTokens);
    if unknown || odd { refused("order") } else { Ok(()) }
}

/// Changes absent members as faults do.
fn absent(seed: &Seed, value: &Element, read: &mut Attributes) {
    let of_attribute = |name: &str| {
        value.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone())
    };
    if let Some(status) = of_attribute(STATUS).filter(|_| seed.is(Fault::AttributesAreMembers)) {
        read.status = Some(status);
    }
    if read.enabled.is_none() && seed.is(Fault::AbsentBooleanIsFalse) {
        read.enabled = Some(false);
    }
    if read.status.is_none() && seed.is(Fault::AbsentStatusIsNotStarted) {
        read.status = Some("NotStarted".to_owned());
    }
    if read.tokens.is_none() && seed.is(Fault::AbsentTokensAreEmpty) {
        read.tokens = Some(Vec::new());
    }
    let bare = value.elements().next().is_none() && !value.children.is_empty();
    if bare && seed.is(Fault::TextOfAValueIsItsBoolean) {
        read.enabled = Some(true);
    }
}
