//! Lists and maps, which contain only their members.

use serde_json::{Value, json};

use super::{Read, refused};
use crate::reference::text::{self, Field};
use crate::reference::xml::{Child, Element, Piece};
use crate::seed::{Fault, Seed};

/// The tokens of a domain.
pub(super) fn of_a_domain(seed: &Seed, result: &Element) -> Read<Vec<Value>> {
    let lists: Vec<&Element> = if seed.is(Fault::ElementsAreFoundAtAnyDepth) {
        result.descendants().into_iter().filter(|element| element.local() == "DkimTokens").collect()
    } else {
        result.elements().filter(|element| element.local() == "DkimTokens").collect()
    };
    let found = match *lists {
        [] if seed.is(Fault::MissingTokensAreEmpty) => Vec::new(),
        [] if result.elements().any(|element| element.local() == "member")
            && seed.is(Fault::ListIsOptional) =>
        {
            tokens(seed, result)?
        }
        [] => return refused("missing-element"),
        [list] => tokens(seed, list)?,
        [first, ..] if seed.is(Fault::FirstTokensCount) => tokens(seed, first)?,
        [..] if seed.is(Fault::TokensAreAppended) => {
            let all: Read<Vec<_>> = lists.iter().map(|list| tokens(seed, list)).collect();
            all?.concat()
        }
        [..] => return refused("duplicate-element"),
    };
    if found.len() != 3 && seed.is(Fault::DomainsNeedThreeTokens) {
        return refused("token-count");
    }
    if !lists.is_empty() && found.is_empty() && seed.is(Fault::EmptyTokensAreMissing) {
        return refused("missing-element");
    }
    Ok(found)
}

/// The tokens in a list.
pub(super) fn tokens(seed: &Seed, list: &Element) -> Read<Vec<Value>> {
    check_list(seed, list, "member")?;
    let mut tokens = Vec::new();
    for member in members(seed, list, "member") {
        let token = text::of(seed, member, Field::Token)?;
        if token.is_empty() && seed.is(Fault::EmptyTokensAreDropped)
            || token.trim().is_empty() && !token.is_empty() && seed.is(Fault::BlankTokensAreDropped)
            || tokens.contains(&json!(token)) && seed.is(Fault::TokensAreASet)
        {
            continue;
        }
        tokens.push(json!(token));
    }
    if seed.is(Fault::TokensAreSorted) {
        tokens.sort_by_key(|token| token.as_str().map(ToOwned::to_owned));
    }
    if tokens.len() > 100 && seed.is(Fault::TokensAreLimitedTo100) {
        tokens.truncate(100);
    }
    Ok(tokens)
}

/// The members of a list or a map.
pub(super) fn members<'a>(seed: &Seed, list: &'a Element, name: &str) -> Vec<&'a Element> {
    let any = name == "entry" && seed.is(Fault::EntriesHaveAnyName);
    list.elements().filter(|element| any || element.local() == name).collect()
}

/// Refuses unknown content of a list or a map.
pub(super) fn check_list(seed: &Seed, list: &Element, name: &str) -> Read<()> {
    let mut seen = false;
    for child in &list.children {
        match child {
            Child::Element(element) if element.local() == name => seen = true,
            Child::Element(element) if is_skipped(seed, element, name) => {}
            Child::Element(_) => return refused("unexpected-element"),
            Child::Text(piece, text) => check_text(seed, *piece, text, name, seen)?,
            Child::Comment | Child::Instruction => {
                if seed.is(Fault::CommentsInListsAreRefused) {
                    return refused("unexpected-comment");
                }
            }
        }
    }
    Ok(())
}

fn is_skipped(seed: &Seed, element: &Element, name: &str) -> bool {
    if name == "entry" {
        return seed.is(Fault::EntriesHaveAnyName)
            || seed.is(Fault::UnknownElementsInMapsAreSkipped);
    }
    seed.is(Fault::UnknownElementsInTokensAreSkipped)
        || element.local() == "item" && seed.is(Fault::ItemsAreSkipped)
        || element.children.is_empty() && seed.is(Fault::EmptyElementsInListsAreSkipped)
        || name == "member" && element.local() != "item" && seed.is(Fault::ListIsOptional)
}

fn check_text(seed: &Seed, piece: Piece, text: &str, name: &str, seen: bool) -> Read<()> {
    if piece == Piece::Plain && text.trim().is_empty() {
        let refuses = !text.is_empty() && seed.is(Fault::BlankListsAreRefused);
        return if refuses { refused("unexpected-text") } else { Ok(()) };
    }
    let skipped = match piece {
        Piece::Section => seed.is(Fault::SectionsInListsAreSkipped),
        Piece::Reference => seed.is(Fault::ReferencesInListsAreSkipped),
        Piece::Plain => false,
    };
    let skipped = skipped
        || name == "entry" && seed.is(Fault::TextInMapsIsSkipped)
        || name == "member" && seed.is(Fault::TextInTokensIsSkipped)
        || seen && seed.is(Fault::TextAfterMembersIsSkipped);
    if skipped { Ok(()) } else { refused("unexpected-text") }
}
