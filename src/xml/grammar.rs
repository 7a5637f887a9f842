//! The productions of XML 1.0, fifth edition, as nom parsers over text.
//!
//! Every parser tells apart the end of the text, which may be a cut, from a wrong character.

mod attribute;
mod declaration;
mod reference;

pub(super) use attribute::attributes;
pub(super) use declaration::{begins_declaration, xml_declaration};
pub(super) use reference::reference;

use core::ops::Range;
use memchr::{memchr, memchr2};
use nom::error::{ErrorKind, ParseError};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

use crate::error::DecodeErrorKind;

/// What a production does not take, and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Syntax<'text> {
    pub(super) kind: DecodeErrorKind,
    pub(super) rest: &'text str,
}

impl<'text> ParseError<&'text str> for Syntax<'text> {
    fn from_error_kind(rest: &'text str, _: ErrorKind) -> Self {
        Self { kind: DecodeErrorKind::MalformedTag, rest }
    }

    fn append(_: &'text str, _: ErrorKind, other: Self) -> Self {
        other
    }
}

pub(super) type Parsed<'text, T> = IResult<&'text str, T, Syntax<'text>>;

/// The error of this kind at `rest`, or the end of the text when nothing is left.
fn fail<T>(kind: DecodeErrorKind, rest: &str) -> Parsed<'_, T> {
    let kind = if rest.is_empty() { DecodeErrorKind::UnexpectedEnd } else { kind };
    Err(nom::Err::Failure(Syntax { kind, rest }))
}

/// A literal that must stand here.
fn literal<'text>(
    word: &'static str,
    kind: DecodeErrorKind,
) -> impl Fn(&'text str) -> Parsed<'text, ()> {
    move |text| match text.strip_prefix(word) {
        Some(rest) => Ok((rest, ())),
        None if word.starts_with(text) => fail(kind, ""),
        None => fail(kind, text),
    }
}

// S ::= (#x20 | #x9 | #xD | #xA)+
pub(super) const fn is_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

// S?
pub(super) fn white_space(text: &str) -> Parsed<'_, &str> {
    let len = text.bytes().position(|byte| !is_white_space(byte)).unwrap_or(text.len());
    Ok(split(text, len))
}

/// The text before and from `len`, the rest first as nom has it.
fn split(text: &str, len: usize) -> (&str, &str) {
    let (head, rest) = text.split_at_checked(len).unwrap_or((text, ""));
    (rest, head)
}

// Name ::= NameStartChar (NameChar)*
//
// A legal name may be empty here: what its absence means is for the caller to say.
pub(super) fn name(text: &str) -> Parsed<'_, &str> {
    let len = match ascii_name_len(text) {
        Some(len) => len,
        None => text.char_indices().find(|(_, c)| !is_name(*c)).map_or(text.len(), |(at, _)| at),
    };
    let start = text.chars().next().is_some_and(is_name_start);
    Ok(split(text, if start { len } else { 0 }))
}

/// The length of a name in ASCII without a colon; `None` for every other name.
fn ascii_name_len(text: &str) -> Option<usize> {
    let len = text.bytes().position(|byte| !is_ascii_name(byte)).unwrap_or(text.len());
    let next = text.as_bytes().get(len).copied().unwrap_or_default();
    (next.is_ascii() && next != b':').then_some(len)
}

/// What `is_name` says of an ASCII character other than the colon.
fn is_ascii_name(byte: u8) -> bool {
    #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which checks it")]
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
    TABLE.get(usize::from(byte)).is_some_and(|is_name| *is_name)
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
    let open = literal("<!--", DecodeErrorKind::MalformedMarkup);
    let close = literal("-->", DecodeErrorKind::MalformedComment);
    delimited(open, until("--"), close).map(|_| ()).parse(text)
}

// CDSect ::= '<![CDATA[' (Char* - (Char* ']]>' Char*)) ']]>'
pub(super) fn cdata_section(text: &str) -> Parsed<'_, &str> {
    let open = literal("<![CDATA[", DecodeErrorKind::MalformedMarkup);
    let close = literal("]]>", DecodeErrorKind::UnexpectedEnd);
    delimited(open, until("]]>"), close).parse(text)
}

// PI ::= '<?' PITarget (S (Char* - (Char* '?>' Char*)))? '?>'
pub(super) fn instruction(text: &str) -> Parsed<'_, ()> {
    let open = literal("<?", DecodeErrorKind::MalformedInstruction);
    let close = literal("?>", DecodeErrorKind::UnexpectedEnd);
    let (rest, ()) = preceded(open, target).map(|_| ()).parse(text)?;
    match rest.as_bytes().first() {
        Some(byte) if is_white_space(*byte) => {
            let (rest, _) = until("?>")(rest)?;
            close(rest)
        }
        _ => literal("?>", DecodeErrorKind::MalformedInstruction)(rest),
    }
}

// PITarget ::= Name - (('X' | 'x') ('M' | 'm') ('L' | 'l'))
fn target(text: &str) -> Parsed<'_, &str> {
    let (rest, target) = name(text)?;
    let cut = rest.is_empty();
    if !cut && (target.is_empty() || target.eq_ignore_ascii_case("xml")) {
        return fail(DecodeErrorKind::MalformedInstruction, text);
    }
    Ok((rest, target))
}

/// Everything before the first occurrence of `word`, which must come.
fn until<'text>(word: &'static str) -> impl Fn(&'text str) -> Parsed<'text, &'text str> {
    move |text| match find(text, word) {
        Some(len) => Ok(split(text, len)),
        None => fail(DecodeErrorKind::UnexpectedEnd, ""),
    }
}

/// Where `word` first stands in `text`.
fn find(text: &str, word: &str) -> Option<usize> {
    let first = *word.as_bytes().first()?;
    let mut start: usize = 0;
    loop {
        let rest = text.get(start..)?;
        let index = memchr(first, rest.as_bytes())?;
        let at = start.saturating_add(index);
        if text.get(at..)?.starts_with(word) {
            return Some(at);
        }
        start = at.saturating_add(1);
    }
}

// '<' Name, of a start tag: the name, and the part of it behind the prefix
pub(super) fn start_tag_name(text: &str) -> Parsed<'_, (&str, &str)> {
    let (text, ()) = literal("<", DecodeErrorKind::MalformedTag)(text)?;
    if let Some(local) = ascii_local_part(text) {
        let (rest, name) = split(text, local.end);
        return Ok((rest, (name, name.get(local).unwrap_or_default())));
    }
    let (rest, name) = name(text)?;
    if name.is_empty() {
        return fail(DecodeErrorKind::MalformedTag, rest);
    }
    Ok((rest, (name, local_part(name))))
}

/// Where the local part stands in a name of ASCII letters and the like; `None` for every other name.
fn ascii_local_part(text: &str) -> Option<Range<usize>> {
    let is_letter = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_alphabetic);
    let ascii_end = |start: usize| {
        let run = text.as_bytes().get(start..)?;
        let len = run.iter().position(|byte| !is_ascii_name(*byte))?;
        Some(start.saturating_add(len))
    };
    let end = ascii_end(0).filter(|_| is_letter(0))?;
    let (start, end) = match text.as_bytes().get(end)? {
        b':' if is_letter(end.saturating_add(1)) => {
            let start = end.saturating_add(1);
            (start, ascii_end(start)?)
        }
        _ => (0, end),
    };
    text.as_bytes().get(end).filter(|next| next.is_ascii() && **next != b':')?;
    Some(start..end)
}

/// The part of a name behind its prefix (Namespaces in XML 1.0 §4); a name that is no qualified
/// name is its own local part.
fn local_part(name: &str) -> &str {
    match name.split_once(':') {
        Some((prefix, local)) if !prefix.is_empty() && !local.contains(':') => local,
        Some(_) | None => name,
    }
}

// '>' | '/>', of a start tag: whether it is an empty-element tag
pub(super) fn start_tag_end(text: &str) -> Parsed<'_, bool> {
    if let Some(rest) = text.strip_prefix('>') {
        return Ok((rest, false));
    }
    literal("/>", DecodeErrorKind::MalformedTag)(text).map(|(rest, ())| (rest, true))
}

// ETag ::= '</' Name S? '>'
/// Takes the name of the open element only: `None` is an end tag of another name.
pub(super) fn end_tag<'text>(text: &'text str, open: &str) -> Parsed<'text, Option<()>> {
    let (rest, ()) = literal("</", DecodeErrorKind::MalformedTag)(text)?;
    if let Some(rest) = rest.strip_prefix(open) {
        let (rest, _) = white_space(rest)?;
        if let Some(rest) = rest.strip_prefix('>') {
            return Ok((rest, Some(())));
        }
    }
    let (tail, name) = name(rest)?;
    if tail.is_empty() || name.is_empty() {
        return fail(DecodeErrorKind::MalformedTag, tail);
    }
    if name != open {
        return Ok((tail, None));
    }
    let (rest, _) = white_space(tail)?;
    literal(">", DecodeErrorKind::MalformedTag)(rest).map(|(rest, ())| (rest, Some(())))
}

// CharData ::= [^<&]* - ([^<&]* ']]>' [^<&]*)
pub(super) fn character_data(text: &str) -> Parsed<'_, &str> {
    let len = memchr2(b'<', b'&', text.as_bytes()).unwrap_or(text.len());
    let (rest, run) = split(text, len);
    match find(run, "]]>").and_then(|at| text.get(at..)) {
        Some(rest) => fail(DecodeErrorKind::CdataEndInText, rest),
        None => Ok((rest, run)),
    }
}

#[cfg(test)]
mod tests {
    use super::{ascii_local_part, ascii_name_len};

    #[test]
    fn a_name_in_ascii_is_measured_by_its_bytes() {
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
