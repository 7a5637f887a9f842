//! The XML declaration.

use nom::Parser;
use nom::bytes::complete::take_while;
use nom::sequence::delimited;

use super::{Parsed, SyntaxError, fail, is_white_space, literal, name, white_space};
use crate::xml::error::XmlErrorKind;

/// The part of a declaration that changes how the document is read.
#[derive(Clone, Copy, Debug)]
pub(in crate::xml) struct Declaration {
    /// Whether the declared encoding is US-ASCII.
    pub(in crate::xml) ascii: bool,
}

// XMLDecl ::= '<?xml' VersionInfo EncodingDecl? SDDecl? S? '?>'
pub(in crate::xml) fn xml_declaration(text: &str) -> Parsed<'_, Declaration> {
    let (rest, ()) = literal("<?xml", XmlErrorKind::MalformedDeclaration)(text)?;
    let (rest, ()) = version_info(rest)?;
    let (rest, ascii) = optional(rest, "encoding", encoding)?;
    let (rest, _) = optional(rest, "standalone", standalone)?;
    let (rest, _) = white_space(rest)?;
    let (rest, ()) = literal("?>", XmlErrorKind::MalformedDeclaration)(rest)?;
    Ok((rest, Declaration { ascii: ascii.unwrap_or(false) }))
}

// VersionInfo ::= S 'version' Eq ("'" VersionNum "'" | '"' VersionNum '"')
fn version_info(text: &str) -> Parsed<'_, ()> {
    match optional(text, "version", version)? {
        (rest, Some(())) => Ok((rest, ())),
        (rest, None) => {
            let (rest, _) = white_space(rest)?;
            fail(XmlErrorKind::MalformedDeclaration, rest)
        }
    }
}

// VersionNum ::= '1.' [0-9]+
//
// A document of a later 1.x version is read as 1.0 (§2.8).
fn version(value: &str) -> Result<(), XmlErrorKind> {
    match value.strip_prefix("1.") {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok(())
        }
        Some(_) | None => Err(XmlErrorKind::UnsupportedVersion),
    }
}

// EncName ::= 'UTF-8' | 'US-ASCII' in any case; other names are unsupported
fn encoding(value: &str) -> Result<bool, XmlErrorKind> {
    let ascii = value.eq_ignore_ascii_case("US-ASCII");
    if ascii || value.eq_ignore_ascii_case("UTF-8") {
        return Ok(ascii);
    }
    Err(XmlErrorKind::UnsupportedEncoding)
}

// SDDecl ::= S 'standalone' Eq (("'" ('yes' | 'no') "'") | ('"' ('yes' | 'no') '"'))
fn standalone(value: &str) -> Result<(), XmlErrorKind> {
    match value {
        "yes" | "no" => Ok(()),
        _ => Err(XmlErrorKind::MalformedDeclaration),
    }
}

// (S Name Eq quoted)? for one name
fn optional<'text, T>(
    text: &'text str,
    word: &'static str,
    read: impl Fn(&'text str) -> Result<T, XmlErrorKind>,
) -> Parsed<'text, Option<T>> {
    let (rest, space) = white_space(text)?;
    let (rest, found) = name(rest)?;
    if rest.is_empty() {
        return fail(XmlErrorKind::UnexpectedEnd, rest);
    }
    if space.is_empty() || found != word {
        return Ok((text, None));
    }
    let (rest, ()) = equals(XmlErrorKind::MalformedDeclaration)(rest)?;
    let (rest, value) = quoted(rest)?;
    match read(value.value) {
        Ok(read) => Ok((rest, Some(read))),
        Err(kind) => Err(nom::Err::Failure(SyntaxError { kind, rest: value.from })),
    }
}

// Eq ::= S? '=' S?
pub(super) fn equals<'text>(kind: XmlErrorKind) -> impl Fn(&'text str) -> Parsed<'text, ()> {
    move |text| delimited(white_space, literal("=", kind), white_space).parse(text)
}

// '"' [A-Za-z0-9._-]* '"' | "'" [A-Za-z0-9._-]* "'"
fn quoted(text: &str) -> Parsed<'_, Quoted<'_>> {
    let mut characters = text.chars();
    let Some(mark @ ('"' | '\'')) = characters.next() else {
        return fail(XmlErrorKind::MalformedDeclaration, text);
    };
    let from = characters.as_str();
    let (rest, value) = take_while(is_value_character)(from)?;
    match rest.strip_prefix(mark) {
        Some(rest) => Ok((rest, Quoted { from, value })),
        None => fail(XmlErrorKind::MalformedDeclaration, rest),
    }
}

/// Whether a version, an encoding name, `yes` or `no` can contain a character.
fn is_value_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-')
}

/// A quoted value.
struct Quoted<'text> {
    /// The text from the value's first character on.
    from: &'text str,
    value: &'text str,
}

/// Whether a text begins with `<?xml` and white space or `?`.
pub(in crate::xml) fn begins_declaration(text: &str) -> bool {
    match text.strip_prefix("<?xml").map(str::as_bytes) {
        Some([next, ..]) => is_white_space(*next) || *next == b'?',
        Some([]) | None => false,
    }
}
