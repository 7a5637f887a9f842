//! The exact form that SES, moto and `LocalStack` write, as one nom grammar.
//!
//! Its texts are ASCII from the space upwards without `<`, `&` and `]`: nothing to decode, nothing to
//! normalise, everything borrowed. A document is indented by two spaces throughout, as the API
//! reference prints it, or has no white space between its tags at all.
//!
//! If you change this file: whatever is taken here, [`general`](super::general) must take with the
//! same value; what is not taken here costs nothing but time.

use alloc::borrow::Cow;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt, value};
use nom::sequence::{delimited, preceded, terminated};

use super::leaf::{Taken, fixed, text};
use crate::attributes::{DkimAttributes, Value};
use crate::response::GetIdentityDkimAttributesResponse;
use crate::status::{Status, VerificationStatus};

type Response<'body> = GetIdentityDkimAttributesResponse<'body>;

/// A tag: on a line of its own behind its indentation, or alone.
macro_rules! tag {
    ($indentation:literal, $tag:literal) => {
        |input| {
            let tag = if INDENTED { concat!("\n", $indentation, $tag) } else { $tag };
            fixed(tag, input)
        }
    };
}

// document = [ declaration [ LF ] ] root [ LF ]
pub(crate) fn response(body: &[u8]) -> Option<Response<'_>> {
    let text = canonical_text(body)?;
    let (text, _) =
        opt(terminated(declaration, opt(|input| fixed("\n", input)))).parse(text).ok()?;
    let (rest, ()) = root_start(text).ok()?;
    let mut response = Response::default();
    let rest = if rest.starts_with('\n') {
        root::<true>(rest, &mut response)
    } else {
        root::<false>(rest, &mut response)
    };
    matches!(rest, Ok(("" | "\n", ()))).then_some(response)
}

/// The body as text, when it begins as a canonical document.
fn canonical_text(body: &[u8]) -> Option<&str> {
    let root = b"<GetIdentityDkimAttributesResponse ";
    let begins = body.starts_with(root) || body.starts_with(b"<?xml");
    if begins { core::str::from_utf8(body).ok() } else { None }
}

// declaration = what SES and its emulators write, if they write one
fn declaration(input: &str) -> Taken<'_, ()> {
    alt((
        |input| fixed(r#"<?xml version="1.0" encoding="UTF-8"?>"#, input),
        |input| fixed(r#"<?xml version="1.0" encoding="utf-8"?>"#, input),
        |input| fixed(r#"<?xml version="1.0"?>"#, input),
        |input| fixed("<?xml version='1.0' encoding='UTF-8'?>", input),
        |input| fixed("<?xml version='1.0' encoding='utf-8'?>", input),
        |input| fixed("<?xml version='1.0'?>", input),
    ))
    .parse(input)
}

/// The start tag of the root, with the one attribute that it has.
fn root_start(input: &str) -> Taken<'_, ()> {
    let tag =
        "<GetIdentityDkimAttributesResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\">";
    fixed(tag, input)
}

// root = start result [ metadata ] end
fn root<'body, const INDENTED: bool>(
    input: &'body str,
    response: &mut Response<'body>,
) -> Taken<'body, ()> {
    let (rest, ()) = tag!("  ", "<GetIdentityDkimAttributesResult>")(input)?;
    let (rest, ()) = attributes::<INDENTED>(rest, &mut response.dkim_attributes)?;
    let (rest, ()) = tag!("  ", "</GetIdentityDkimAttributesResult>")(rest)?;
    let (rest, id) = opt(metadata::<INDENTED>).parse(rest)?;
    let id = id.map(|id| id.trim_matches(' ')).filter(|id| !id.is_empty());
    response.request_id = id.map(Cow::Borrowed);
    tag!("", "</GetIdentityDkimAttributesResponse>")(rest)
}

// metadata = "<ResponseMetadata>" "<RequestId>" text "</RequestId>" "</ResponseMetadata>"
fn metadata<const INDENTED: bool>(input: &str) -> Taken<'_, &str> {
    let id = delimited(tag!("    ", "<RequestId>"), text, |input| fixed("</RequestId>", input));
    delimited(tag!("  ", "<ResponseMetadata>"), id, tag!("  ", "</ResponseMetadata>")).parse(input)
}

// attributes = "<DkimAttributes/>" / "<DkimAttributes>" *entry "</DkimAttributes>"
fn attributes<'body, const INDENTED: bool>(
    input: &'body str,
    attributes: &mut DkimAttributes<'body>,
) -> Taken<'body, ()> {
    if let Ok(empty) = tag!("    ", "<DkimAttributes/>")(input) {
        return Ok(empty);
    }
    let (mut rest, ()) = tag!("    ", "<DkimAttributes>")(input)?;
    *attributes = room::<INDENTED>(rest.len());
    while let Ok((tail, ())) = tag!("      ", "<entry>")(rest) {
        (rest, ()) = entry::<INDENTED>(tail, attributes)?;
    }
    tag!("    ", "</DkimAttributes>")(rest)
}

/// Room for every entry and every token that a text of this length can hold.
fn room<'body, const INDENTED: bool>(len: usize) -> DkimAttributes<'body> {
    const COMPACT_TOKEN: usize = "<member></member>".len();
    const COMPACT_ENTRY: usize = "<entry><key></key><value><DkimEnabled>true</DkimEnabled>\
        <DkimVerificationStatus>Failed</DkimVerificationStatus></value></entry>"
        .len();
    const TOKEN: usize = "
            <member></member>"
        .len();
    const ENTRY: usize = "
      <entry>
        <key></key>
        <value>
          <DkimEnabled>true</DkimEnabled>
          <DkimVerificationStatus>Failed</DkimVerificationStatus>
        </value>
      </entry>"
        .len();
    if INDENTED {
        DkimAttributes::with_capacity(len / ENTRY, len / TOKEN)
    } else {
        DkimAttributes::with_capacity(len / COMPACT_ENTRY, len / COMPACT_TOKEN)
    }
}

// entry = "<entry>" key "<value>" enabled status [ tokens ] "</value>" "</entry>"
fn entry<'body, const INDENTED: bool>(
    input: &'body str,
    attributes: &mut DkimAttributes<'body>,
) -> Taken<'body, ()> {
    let key = delimited(tag!("        ", "<key>"), text, |input| fixed("</key>", input));
    let (rest, key) = terminated(key, tag!("        ", "<value>")).parse(input)?;
    let (rest, enabled) = enabled::<INDENTED>(rest)?;
    let (rest, status) = status::<INDENTED>(rest)?;
    let (rest, has_tokens) = tokens::<INDENTED>(rest, attributes)?;
    let value = Value { enabled: Some(enabled), status: Some(Status::Known(status)), has_tokens };
    attributes.push_entry(Cow::Borrowed(key), value);
    preceded(tag!("        ", "</value>"), tag!("      ", "</entry>")).parse(rest)
}

// enabled = "<DkimEnabled>" ( "true" / "false" ) "</DkimEnabled>"
fn enabled<const INDENTED: bool>(input: &str) -> Taken<'_, bool> {
    let boolean = alt((
        value(true, |input| fixed("true</DkimEnabled>", input)),
        value(false, |input| fixed("false</DkimEnabled>", input)),
    ));
    preceded(tag!("          ", "<DkimEnabled>"), boolean).parse(input)
}

// status = "<DkimVerificationStatus>" one of five "</DkimVerificationStatus>"
fn status<const INDENTED: bool>(input: &str) -> Taken<'_, VerificationStatus<'static>> {
    let start = tag!("          ", "<DkimVerificationStatus>");
    let end = |input| fixed("</DkimVerificationStatus>", input);
    let (rest, text) = delimited(start, text, end).parse(input)?;
    match VerificationStatus::known(text) {
        Some(status) => Ok((rest, status)),
        None => Err(nom::Err::Error(())),
    }
}

// tokens = [ "<DkimTokens/>" / "<DkimTokens>" *member "</DkimTokens>" ], and whether they are there
fn tokens<'body, const INDENTED: bool>(
    input: &'body str,
    attributes: &mut DkimAttributes<'body>,
) -> Taken<'body, bool> {
    let Ok((mut rest, ())) = tag!("          ", "<DkimTokens>")(input) else {
        let empty = opt(tag!("          ", "<DkimTokens/>"));
        return map(empty, |empty| empty.is_some()).parse(input);
    };
    while let Ok((tail, ())) = tag!("            ", "<member>")(rest) {
        let (tail, token) = terminated(text, |input| fixed("</member>", input)).parse(tail)?;
        attributes.push_token(Cow::Borrowed(token));
        rest = tail;
    }
    value(true, tag!("          ", "</DkimTokens>")).parse(rest)
}
