//! Refusals of a reader that knows only one layout.

use super::{Read, refused};
use crate::reference::xml::{Child, Element, Piece};
use crate::seed::{Fault, Seed};

/// Checks the text between the elements of an answer.
pub(super) fn check(seed: &Seed, root: &Element) -> Read<()> {
    let structures = [vec![root], root.descendants()].concat();
    let structures = structures.into_iter().filter(|element| element.elements().next().is_some());
    let between: Vec<(Piece, &str)> = structures.flat_map(texts).collect();
    let data = |piece: Piece, text: &str| piece != Piece::Plain || !text.trim().is_empty();
    let has = |character: char| between.iter().any(|(_, text)| text.contains(character));
    if between.iter().any(|(piece, text)| data(*piece, text))
        && seed.is(Fault::TextBetweenElementsIsRefused)
        || between.iter().any(|(piece, text)| *piece == Piece::Section && text.contains('<'))
            && seed.is(Fault::SectionsBetweenElementsAreMarkup)
    {
        return refused("unexpected-text");
    }
    if between.is_empty() {
        return Ok(());
    }
    let indents = |text: &str| {
        let spaces = text.strip_prefix('\n');
        spaces.is_some_and(|spaces| {
            spaces.len() % 2 == 0 && spaces.trim_start_matches(' ').is_empty()
        })
    };
    if has('\n') && seed.is(Fault::LineFeedsAreText)
        || has('\t') && seed.is(Fault::TabsAreText)
        || !between.iter().all(|(_, text)| indents(text)) && seed.is(Fault::IndentationIsTwoSpaces)
    {
        return refused("unexpected-text");
    }
    Ok(())
}

fn texts(element: &Element) -> Vec<(Piece, &str)> {
    let texts = element.children.iter().filter_map(|child| match child {
        Child::Text(piece, text) => Some((*piece, &**text)),
        Child::Element(_) | Child::Comment | Child::Instruction => None,
    });
    texts.collect()
}
