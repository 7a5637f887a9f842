//! Bodies that are not documents of the service: their kind, and an excerpt for a person.

use alloc::format;
use alloc::string::{String, ToString as _};
use core::mem;

use super::error::DecodeErrorKind;
use super::error_response::BodyKind;
use super::text::Printable;
use crate::xml::BYTE_ORDER_MARK;

/// The kind of a body that could not be decoded because of this error.
pub(super) fn kind(body: &[u8], error: DecodeErrorKind) -> BodyKind {
    if is_compressed(body) {
        return BodyKind::Compressed;
    }
    let text = without_mark(body).trim_ascii_start();
    match text.first() {
        None => BodyKind::Empty,
        Some(_) if begins_json(text) => BodyKind::Json,
        Some(b'<') if begins_html(after_misc(text)) => BodyKind::Html,
        Some(b'<') if error.is_truncated() => BodyKind::TruncatedXml,
        Some(b'<') if matches!(error, DecodeErrorKind::Xml(_)) => BodyKind::MalformedXml,
        Some(b'<') if error == DecodeErrorKind::UnexpectedRoot => BodyKind::OtherXml,
        Some(b'<') => BodyKind::Document,
        Some(_) if BYTE_ORDER_MARK.starts_with(body) => BodyKind::TruncatedXml,
        Some(_) => BodyKind::Text,
    }
}

/// Whether a body begins like compressed data: gzip, zlib at each level, bzip2, xz, zstd.
fn is_compressed(body: &[u8]) -> bool {
    match body {
        // The beginning of one level of zlib, `x^`, may also begin a text.
        [0x78, 0x5E, ..] => core::str::from_utf8(body).is_err(),
        [b'B', b'Z', b'h', b'1'..=b'9', block @ ..] => block.starts_with(b"1AY&SY"),
        [0x1F, 0x8B, ..]
        | [0x78, 0x01 | 0x9C | 0xDA, ..]
        | [0xFD, b'7', b'z', b'X', b'Z', 0, ..]
        | [0x28, 0xB5, 0x2F, 0xFD, ..] => true,
        _ => false,
    }
}

/// The beginning of a body: at most 200 characters on one line, white space collapsed, control
/// characters and invalid bytes escaped.
pub(super) fn excerpt(body: &[u8]) -> String {
    const MAX: usize = 200;
    let mut excerpt = String::new();
    let mut left = MAX;
    let words = without_mark(body).split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    for word in words {
        // A space goes only between two words.
        let mut space = if excerpt.is_empty() { "" } else { " " };
        for piece in pieces(word) {
            let len = space.len() + piece.chars().count();
            if len > left {
                return excerpt;
            }
            left -= len;
            excerpt.push_str(mem::take(&mut space));
            excerpt.push_str(&piece);
        }
    }
    excerpt
}

/// The characters and the invalid bytes of a word, each as it is printed.
fn pieces(word: &[u8]) -> impl Iterator<Item = String> {
    word.utf8_chunks().flat_map(|chunk| {
        let character = |character: char| Printable(character.encode_utf8(&mut [0; 4])).to_string();
        let invalid = chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}"));
        chunk.valid().chars().map(character).chain(invalid)
    })
}

fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)
}

/// Whether a text begins like JSON. What follows a bracket matters: the lines of some logs begin
/// with a date in brackets.
fn begins_json(text: &[u8]) -> bool {
    let Some((first, rest)) = text.split_first() else { return false };
    let second = rest.trim_ascii_start().first();
    match first {
        b'"' => true,
        b'{' => matches!(second, None | Some(b'"' | b'}')),
        b'[' => matches!(second, None | Some(b'"' | b'{' | b'[' | b']')),
        _ => false,
    }
}

/// The text after the declaration, comments and instructions at its beginning.
fn after_misc(text: &[u8]) -> &[u8] {
    let mut rest = text;
    loop {
        let (inside, close) = match rest {
            [b'<', b'?', inside @ ..] => (inside, &b"?>"[..]),
            [b'<', b'!', b'-', b'-', inside @ ..] => (inside, &b"-->"[..]),
            _ => return rest,
        };
        let Some(end) = inside.windows(close.len()).position(|window| window == close) else {
            return rest;
        };
        rest = inside[end + close.len()..].trim_ascii_start();
    }
}

/// Whether a text begins like an HTML page, without regard to case.
fn begins_html(text: &[u8]) -> bool {
    let doctype = strip_prefix_ignoring_case(text, b"<!doctype");
    let name = doctype.filter(|rest| rest.first().is_some_and(u8::is_ascii_whitespace));
    let page = match name {
        Some(name) => strip_prefix_ignoring_case(name.trim_ascii_start(), b"html"),
        None => strip_prefix_ignoring_case(text, b"<html"),
    };
    page.is_some_and(|rest| match rest.first() {
        Some(byte) => byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'),
        None => true,
    })
}

fn strip_prefix_ignoring_case<'text>(text: &'text [u8], prefix: &[u8]) -> Option<&'text [u8]> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}
