//! The text of an element.

use super::Refusal;
use super::xml::{Child, Element, Piece};
use crate::seed::{Fault, Seed};

/// The use of a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Field {
    Key,
    Token,
    Status,
    Boolean,
    RequestId,
    Code,
    Message,
    OfAnError,
}

impl Field {
    fn is_of_an_error(self) -> bool {
        matches!(self, Self::Code | Self::Message | Self::OfAnError)
    }
}

/// The text of a field of an answer. An element in it is refused.
pub(super) fn of(seed: &Seed, element: &Element, field: Field) -> Result<String, Refusal> {
    let mut text = String::new();
    for child in &element.children {
        match child {
            Child::Element(inner) => text.push_str(&inside(seed, inner, field)?),
            Child::Text(piece, part) => {
                if ends_at_text(seed, *piece, field, &text) {
                    break;
                }
                if starts_anew(seed, *piece) {
                    text.clear();
                }
                text.push_str(&spelled(seed, *piece, part));
                if part.is_empty() && seed.is(Fault::EmptySectionsEndTheText) {
                    break;
                }
            }
            Child::Comment | Child::Instruction => {
                if ends_at_other(seed, child, field, &text) {
                    break;
                }
                if seed.is(Fault::TextStartsAnewAtComment) {
                    text.clear();
                }
            }
        }
    }
    if field == Field::Boolean
        && element.children.iter().any(|child| !matches!(child, Child::Text(Piece::Plain, _)))
        && seed.is(Fault::BooleanMustBePlain)
    {
        return Err(Refusal::Malformed("invalid-boolean"));
    }
    finished(seed, element, field, text)
}

fn spelled(seed: &Seed, piece: Piece, part: &str) -> String {
    match piece {
        Piece::Section if seed.is(Fault::SectionsAreDropped) => String::new(),
        Piece::Section if part.contains('&') && seed.is(Fault::SectionsAreUnescaped) => {
            part.replace("&amp;", "&").replace("&#65;", "A")
        }
        Piece::Reference if seed.is(Fault::ReferencesAreDropped) => String::new(),
        _ => part.to_owned(),
    }
}

/// Whether a faulty reader stops before this piece.
fn ends_at_text(seed: &Seed, piece: Piece, field: Field, text: &str) -> bool {
    let fault = match piece {
        Piece::Section => Fault::TextEndsAtSection,
        Piece::Reference => Fault::TextEndsAtReference,
        Piece::Plain => return false,
    };
    !text.is_empty() && (seed.is(fault) || is_first_piece(seed, field))
}

/// Whether a faulty reader stops before this comment or instruction.
fn ends_at_other(seed: &Seed, child: &Child, field: Field, text: &str) -> bool {
    let fault = match child {
        Child::Comment => Fault::TextEndsAtComment,
        _ => Fault::TextEndsAtInstruction,
    };
    !text.is_empty() && (seed.is(fault) || is_first_piece(seed, field))
}

fn is_first_piece(seed: &Seed, field: Field) -> bool {
    match field {
        Field::Token => seed.is(Fault::TokensAreTheirFirstPiece),
        Field::Status => seed.is(Fault::StatusIsItsFirstPiece),
        Field::Boolean => seed.is(Fault::BooleanIsItsFirstPiece),
        Field::RequestId => seed.is(Fault::RequestIdIsItsFirstPiece),
        Field::Code => seed.is(Fault::CodeIsItsFirstPiece),
        Field::Message => seed.is(Fault::MessageIsItsFirstPiece),
        Field::Key | Field::OfAnError => false,
    }
}

fn starts_anew(seed: &Seed, piece: Piece) -> bool {
    piece == Piece::Reference && seed.is(Fault::TextStartsAnewAtReference)
}

/// The text that an element inside a text adds.
fn inside(seed: &Seed, element: &Element, field: Field) -> Result<String, Refusal> {
    if field.is_of_an_error() {
        return Ok(if seed.is(Fault::MarkupInFieldsIsDropped) {
            String::new()
        } else {
            flat(element)
        });
    }
    let dropped = match field {
        Field::Status => seed.is(Fault::ElementsInStatusAreDropped),
        Field::Boolean => seed.is(Fault::ElementsInBooleansAreDropped),
        Field::RequestId => seed.is(Fault::ElementsInRequestIdsAreDropped),
        Field::Key if seed.is(Fault::ElementsInKeysAreFlattened) => return Ok(flat(element)),
        _ => false,
    };
    if seed.is(Fault::ElementsInTextsAreFlattened) {
        return Ok(flat(element));
    }
    if dropped || seed.is(Fault::ElementsInTextsAreDropped) {
        return Ok(String::new());
    }
    Err(Refusal::Malformed("element-in-text"))
}

/// All the text in an element and its descendants.
fn flat(element: &Element) -> String {
    let parts = element.children.iter().map(|child| match child {
        Child::Element(inner) => flat(inner),
        Child::Text(_, text) => text.clone(),
        Child::Comment | Child::Instruction => String::new(),
    });
    parts.collect()
}

/// Faults of a whole text.
fn finished(seed: &Seed, element: &Element, field: Field, text: String) -> Result<String, Refusal> {
    let padded = text.trim() != text;
    let of_key = field == Field::Key;
    let trimmed = padded
        && match field {
            Field::Key => {
                seed.is(Fault::KeysAreTrimmed)
                    || text.trim().is_empty() && seed.is(Fault::BlankKeysAreEmpty)
            }
            Field::Token => seed.is(Fault::TokensAreTrimmed),
            Field::Status => seed.is(Fault::StatusIsTrimmed),
            Field::Boolean => seed.is(Fault::BooleanIsTrimmed),
            _ => false,
        };
    let plain = |child: &Child| matches!(child, Child::Text(Piece::Plain, _));
    if !element.children.iter().any(plain)
        && !text.is_empty()
        && seed.is(Fault::TextWithoutAPlainPieceIsEmpty)
    {
        return Ok(String::new());
    }
    let mut text = if trimmed { text.trim().to_owned() } else { text };
    if text.contains("]]>") && of_key && seed.is(Fault::SectionEndIsSearchedAcrossMarkup) {
        return Err(Refusal::Malformed("cdata-end-in-text"));
    }
    if text.contains('\r') && seed.is(Fault::LineEndsAreNormalisedLast) {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    if text.contains('&') && of_key && seed.is(Fault::ReferencesAreReadTwice) {
        text = text.replace("&lt;", "<").replace("&#65;", "A");
    }
    if text.chars().any(|character| character > '\u{FFFF}')
        && seed.is(Fault::CharactersHaveThreeBytes)
    {
        text = text
            .chars()
            .map(|character| if character > '\u{FFFF}' { '\u{FFFD}' } else { character })
            .collect();
    }
    if text.len() > 24 && field == Field::Token && seed.is(Fault::TextIsCutAt24Bytes) {
        text.truncate(24);
    }
    if !element.attributes.is_empty() && seed.is(Fault::TextBesideAttributesIsLost) {
        text.clear();
    }
    Ok(text)
}
