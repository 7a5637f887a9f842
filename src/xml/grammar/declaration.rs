//! The XML declaration.

use nom::Parser;
use nom::bytes::complete::take_while;
use nom::sequence::delimited;

use super::{Parsed, Syntax, fail, is_white_space, literal, name, white_space};
use crate::error::DecodeErrorKind;

/// What a declaration says that matters.
#[derive(Clone, Copy, Debug)]
pub(in crate::xml) struct Declaration {
    /// Whether the document declares itself to be US-ASCII.
    pub(in crate::xml) ascii: bool,
}

// XMLDecl ::= '<?xml' VersionInfo EncodingDecl? SDDecl? S? '?>'
pub(in crate::xml) fn xml_declaration(text: &str) -> Parsed<'_, Declaration> {
    let (rest, ()) = literal("<?xml", DecodeErrorKind::MalformedDeclaration)(text)?;
    let (rest, ()) = version_info(rest)?;
    let (rest, ascii) = optional(rest, "encoding", encoding)?;
    let (rest, _) = optional(rest, "standalone", standalone)?;
    let (rest, _) = white_space(rest)?;
    let (rest, ()) = literal("?>", DecodeErrorKind::MalformedDeclaration)(rest)?;
    Ok((rest, Declaration { ascii: ascii.unwrap_or(false) }))
}

// VersionInfo ::= S 'version' Eq ("'" VersionNum "'" | '"' VersionNum '"')
fn version_info(text: &str) -> Parsed<'_, ()> {
    match optional(text, "version", version)? {
        (rest, Some(())) => Ok((rest, ())),
        (rest, None) => {
            let (rest, _) = white_space(rest)?;
            fail(DecodeErrorKind::MalformedDeclaration, rest)
        }
    }
}

// VersionNum ::= '1.0', of all that the production takes
fn version(value: &str) -> Result<(), DecodeErrorKind> {
    if value == "1.0" { Ok(()) } else { Err(DecodeErrorKind::UnsupportedVersion) }
}

// EncName ::= 'UTF-8' | 'US-ASCII', in any case, of all that the production takes
fn encoding(value: &str) -> Result<bool, DecodeErrorKind> {
    let ascii = value.eq_ignore_ascii_case("US-ASCII");
    if ascii || value.eq_ignore_ascii_case("UTF-8") {
        return Ok(ascii);
    }
    Err(DecodeErrorKind::UnsupportedEncoding)
}

// SDDecl ::= S 'standalone' Eq (("'" ('yes' | 'no') "'") | ('"' ('yes' | 'no') '"'))
fn standalone(value: &str) -> Result<(), DecodeErrorKind> {
    match value {
        "yes" | "no" => Ok(()),
        _ => Err(DecodeErrorKind::MalformedDeclaration),
    }
}

// (S Name Eq quoted)? for one name
fn optional<'text, T>(
    text: &'text str,
    word: &'static str,
    read: impl Fn(&'text str) -> Result<T, DecodeErrorKind>,
) -> Parsed<'text, Option<T>> {
    let (rest, space) = white_space(text)?;
    let (rest, found) = name(rest)?;
    if rest.is_empty() {
        return fail(DecodeErrorKind::UnexpectedEnd, rest);
    }
    if space.is_empty() || found != word {
        return Ok((text, None));
    }
    let (rest, ()) = equals(DecodeErrorKind::MalformedDeclaration)(rest)?;
    let (rest, value) = quoted(rest)?;
    match read(value.value) {
        Ok(read) => Ok((rest, Some(read))),
        Err(kind) => Err(nom::Err::Failure(Syntax { kind, rest: value.from })),
    }
}

// Eq ::= S? '=' S?
pub(super) fn equals<'text>(kind: DecodeErrorKind) -> impl Fn(&'text str) -> Parsed<'text, ()> {
    move |text| delimited(white_space, literal("=", kind), white_space).parse(text)
}

// '"' [A-Za-z0-9._-]* '"' | "'" [A-Za-z0-9._-]* "'"
fn quoted(text: &str) -> Parsed<'_, Quoted<'_>> {
    let mut characters = text.chars();
    let Some(mark @ ('"' | '\'')) = characters.next() else {
        return fail(DecodeErrorKind::MalformedDeclaration, text);
    };
    let from = characters.as_str();
    let (rest, value) = take_while(is_of_value)(from)?;
    match rest.strip_prefix(mark) {
        Some(rest) => Ok((rest, Quoted { from, value })),
        None => fail(DecodeErrorKind::MalformedDeclaration, rest),
    }
}

/// Whether a version, the name of an encoding, `yes` or `no` can hold a character.
fn is_of_value(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-')
}

/// A quoted value.
struct Quoted<'text> {
    /// The text from the value's first character on.
    from: &'text str,
    value: &'text str,
}

/// Whether a text begins with `<?xml` and what a declaration has next.
pub(in crate::xml) fn begins_declaration(text: &str) -> bool {
    let rest = text.strip_prefix("<?xml").unwrap_or_default();
    rest.bytes().next().is_some_and(|byte| is_white_space(byte) || byte == b'?')
}
