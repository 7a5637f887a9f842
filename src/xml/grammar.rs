//! The productions of XML 1.0, fifth edition, as nom parsers over text.
//!
//! Every parser distinguishes the end of the text, which may be a truncation, from a wrong character.

mod attribute;
mod declaration;
mod reference;

pub(super) use attribute::attributes;
pub(super) use declaration::{begins_declaration, xml_declaration};
pub(super) use reference::reference;

use core::ops::Range;
use memchr::{memchr_iter, memchr2};
use nom::error::{ErrorKind, ParseError};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

use crate::xml::error::XmlErrorKind;

/// Why a production does not match, and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct SyntaxError<'text> {
    pub(super) kind: XmlErrorKind,
    pub(super) rest: &'text str,
}

impl<'text> ParseError<&'text str> for SyntaxError<'text> {
    fn from_error_kind(rest: &'text str, _: ErrorKind) -> Self {
        Self { kind: XmlErrorKind::MalformedTag, rest }
    }

    fn append(_: &'text str, _: ErrorKind, other: Self) -> Self {
        other
    }
}

pub(super) type Parsed<'text, T> = IResult<&'text str, T, SyntaxError<'text>>;

/// The error of this kind at `rest`, or a truncation if nothing is left.
fn fail<T>(kind: XmlErrorKind, rest: &str) -> Parsed<'_, T> {
    let kind = if rest.is_empty() { XmlErrorKind::UnexpectedEnd } else { kind };
    Err(nom::Err::Failure(SyntaxError { kind, rest }))
}

/// Matches a literal.
fn literal<'text>(
    word: &'static str,
    kind: XmlErrorKind,
) -> impl Fn(&'text str) -> Parsed<'text, ()> {
    move |text| match text.strip_prefix(word) {
        Some(rest) => Ok((rest, ())),
        None if word.starts_with(text) => fail(kind, ""),
        None => fail(kind, text),
    }
}

// S ::= (#x20 | #x9 | #xD | #xA)+
pub(crate) const WHITE_SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

pub(super) fn is_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// The text without the white space around it.
pub(crate) fn trim_white_space(text: &str) -> &str {
    text.trim_matches(WHITE_SPACE)
}

// S?
pub(super) fn white_space(text: &str) -> Parsed<'_, &str> {
    let len = text.bytes().position(|byte| !is_white_space(byte)).unwrap_or(text.len());
    Ok(split(text, len))
}

/// The text from `len` on and the text before it, in nom's order.
fn split(text: &str, len: usize) -> (&str, &str) {
    (&text[len..], &text[..len])
}

// Name ::= NameStartChar (NameChar)*
//
// The result may be empty: the caller decides which error a missing name is.
pub(super) fn name(text: &str) -> Parsed<'_, &str> {
    Ok(split(text, name_len(text)))
}

/// The length of the name that a text begins with.
fn name_len(text: &str) -> usize {
    let len = match ascii_name_len(text) {
        Some(len) => len,
        None => text.char_indices().find(|(_, c)| !is_name(*c)).map_or(text.len(), |(at, _)| at),
    };
    let start = text.chars().next().is_some_and(is_name_start);
    if start { len } else { 0 }
}

/// The length of a name in ASCII without a colon; `None` for every other name.
fn ascii_name_len(text: &str) -> Option<usize> {
    let len = text.bytes().position(|byte| !is_ascii_name(byte)).unwrap_or(text.len());
    match text.as_bytes().get(len) {
        Some(next) if !next.is_ascii() || *next == b':' => None,
        Some(_) | None => Some(len),
    }
}

/// Whether a byte is an ASCII `NameChar` other than the colon.
fn is_ascii_name(byte: u8) -> bool {
    const TABLE: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte: usize = 0;
        while byte < 256 {
            let character = byte as u8 as char;
            table[byte] = character.is_ascii() && character != ':' && is_name(character);
            byte += 1;
        }
        table
    };
    TABLE[usize::from(byte)]
}

// NameStartChar ::= ":" | [A-Z] | "_" | [a-z] | [#xC0-#xD6] | [#xD8-#xF6] | [#xF8-#x2FF]
//   | [#x370-#x37D] | [#x37F-#x1FFF] | [#x200C-#x200D] | [#x2070-#x218F] | [#x2C00-#x2FEF]
//   | [#x3001-#xD7FF] | [#xF900-#xFDCF] | [#xFDF0-#xFFFD] | [#x10000-#xEFFFF]
const fn is_name_start(character: char) -> bool {
    matches!(character,
        ':' | '_' | 'A'..='Z' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

// NameChar ::= NameStartChar | "-" | "." | [0-9] | #xB7 | [#x0300-#x036F] | [#x203F-#x2040]
const fn is_name(character: char) -> bool {
    is_name_start(character)
        || matches!(character,
            '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

// Comment ::= '<!--' ((Char - '-') | ('-' (Char - '-')))* '-->'
pub(super) fn comment(text: &str) -> Parsed<'_, ()> {
    let open = literal("<!--", XmlErrorKind::MalformedMarkup);
    let close = literal("-->", XmlErrorKind::MalformedComment);
    delimited(open, until("--"), close).map(|_| ()).parse(text)
}

// CDSect ::= '<![CDATA[' (Char* - (Char* ']]>' Char*)) ']]>'
pub(super) fn cdata_section(text: &str) -> Parsed<'_, &str> {
    let open = literal("<![CDATA[", XmlErrorKind::MalformedMarkup);
    let close = literal("]]>", XmlErrorKind::UnexpectedEnd);
    delimited(open, until("]]>"), close).parse(text)
}

// PI ::= '<?' PITarget (S (Char* - (Char* '?>' Char*)))? '?>'
pub(super) fn instruction(text: &str) -> Parsed<'_, ()> {
    let open = literal("<?", XmlErrorKind::MalformedInstruction);
    let close = literal("?>", XmlErrorKind::UnexpectedEnd);
    let (rest, ()) = preceded(open, target).map(|_| ()).parse(text)?;
    match rest.as_bytes().first() {
        Some(byte) if is_white_space(*byte) => {
            let (rest, _) = until("?>")(rest)?;
            close(rest)
        }
        _ => literal("?>", XmlErrorKind::MalformedInstruction)(rest),
    }
}

// PITarget ::= Name - (('X' | 'x') ('M' | 'm') ('L' | 'l'))
fn target(text: &str) -> Parsed<'_, &str> {
    let (rest, target) = name(text)?;
    let cut = rest.is_empty();
    if !cut && (target.is_empty() || target.eq_ignore_ascii_case("xml")) {
        return fail(XmlErrorKind::MalformedInstruction, text);
    }
    Ok((rest, target))
}

/// The text before the first occurrence of `word`.
fn until<'text>(word: &'static str) -> impl Fn(&'text str) -> Parsed<'text, &'text str> {
    move |text| match find(text, word) {
        Some(len) => Ok(split(text, len)),
        None => fail(XmlErrorKind::UnexpectedEnd, ""),
    }
}

/// The index of the first occurrence of `word` in `text`.
fn find(text: &str, word: &str) -> Option<usize> {
    let first = word.as_bytes()[0];
    memchr_iter(first, text.as_bytes()).find(|at| text[*at..].starts_with(word))
}

// '<' Name
//
// The result is the name and its local part.
pub(super) fn start_tag_name(text: &str) -> Parsed<'_, (&str, &str)> {
    let (text, ()) = literal("<", XmlErrorKind::MalformedTag)(text)?;
    if let Some(local) = ascii_local_part(text) {
        let (rest, name) = split(text, local.end);
        return Ok((rest, (name, &name[local])));
    }
    let (rest, name) = name(text)?;
    if name.is_empty() {
        return fail(XmlErrorKind::MalformedTag, rest);
    }
    Ok((rest, (name, local_part(name))))
}

/// The range of the local part in a name of ASCII characters; `None` for every other name.
fn ascii_local_part(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let ascii_end = |start: usize| {
        let len = bytes[start..].iter().position(|byte| !is_ascii_name(*byte))?;
        Some(start + len)
    };
    let first = ascii_end(0).filter(|_| is_letter(0))?;
    let (start, end) = if bytes[first] == b':' && is_letter(first + 1) {
        (first + 1, ascii_end(first + 1)?)
    } else {
        (0, first)
    };
    (bytes[end].is_ascii() && bytes[end] != b':').then_some(start..end)
}

/// The part of a name after its prefix (Namespaces in XML 1.0 §4). A name that is not a qualified
/// name is its own local part.
fn local_part(name: &str) -> &str {
    match name.split_once(':') {
        Some((prefix, local)) if !prefix.is_empty() && !local.contains(':') => local,
        Some(_) | None => name,
    }
}

// '>' | '/>': whether the tag is an empty-element tag
pub(super) fn start_tag_end(text: &str) -> Parsed<'_, bool> {
    if let Some(rest) = text.strip_prefix('>') {
        return Ok((rest, false));
    }
    literal("/>", XmlErrorKind::MalformedTag)(text).map(|(rest, ())| (rest, true))
}

// ETag ::= '</' Name S? '>'
//
// The result is `None` if the name is not `open`.
pub(super) fn end_tag<'text>(text: &'text str, open: &str) -> Parsed<'text, Option<()>> {
    let (rest, ()) = literal("</", XmlErrorKind::MalformedTag)(text)?;
    if let Some(rest) = rest.strip_prefix(open) {
        let (rest, _) = white_space(rest)?;
        if let Some(rest) = rest.strip_prefix('>') {
            return Ok((rest, Some(())));
        }
    }
    let (tail, name) = name(rest)?;
    if tail.is_empty() || name.is_empty() {
        return fail(XmlErrorKind::MalformedTag, tail);
    }
    if name != open {
        return Ok((tail, None));
    }
    let (rest, _) = white_space(tail)?;
    literal(">", XmlErrorKind::MalformedTag)(rest).map(|(rest, ())| (rest, Some(())))
}

// CharData ::= [^<&]* - ([^<&]* ']]>' [^<&]*)
pub(super) fn character_data(text: &str) -> Parsed<'_, &str> {
    let len = memchr2(b'<', b'&', text.as_bytes()).unwrap_or(text.len());
    let (rest, run) = split(text, len);
    match find(run, "]]>") {
        Some(at) => fail(XmlErrorKind::CdataEndInText, &text[at..]),
        None => Ok((rest, run)),
    }
}

#[cfg(test)]
mod tests {
    use super::{ascii_local_part, ascii_name_len};

    #[test]
    fn the_length_of_an_ascii_name_is_found_without_decoding() {
        assert_eq!(ascii_name_len("member>"), Some(6));
        assert_eq!(ascii_name_len("x.y-z_1 a=''"), Some(7));
        assert_eq!(ascii_name_len("member"), Some(6));
        assert_eq!(ascii_name_len(">"), Some(0));
        assert_eq!(ascii_name_len("a:member>"), None);
        assert_eq!(ascii_name_len("m\u{E9}mber>"), None);
    }

    #[test]
    fn a_qualified_name_in_ascii_is_split_at_its_colon() {
        assert_eq!(ascii_local_part("member>"), Some(0..6));
        assert_eq!(ascii_local_part("a:member/>"), Some(2..8));
        for other in ["member", "-member>", "a:1>", "a:b:c>", ":a>", "a:>", "a\u{E9}>", "a:\u{E9}>"]
        {
            assert_eq!(ascii_local_part(other), None, "{other}");
        }
    }
}
