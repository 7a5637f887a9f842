//! The laws of the codec. Each takes bytes or a value and panics when it is broken; the property
//! tests, the test of the vectors and the fuzz targets call the same ones.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "a broken law panics"
)]

pub mod agreement;
pub mod form;
pub mod outside;
pub mod reference;
pub mod targets;

use ses_dkim_codec::{
    DecodeError, DecodeErrorKind, ErrorResponse, Found, GetIdentityDkimAttributesResponse,
    HttpReply, XmlError, XmlErrorKind, check_xml,
};

use crate::support::disguise;

/// The response of the documented operation.
pub type Response<'body> = GetIdentityDkimAttributesResponse<'body>;
/// A reply of the documented operation.
pub type Reply<'body> = ses_dkim_codec::Reply<'body, Response<'body>>;

/// Decoding returns, whatever the bytes; an error is located at a character and can be explained;
/// a status outside 2xx always gives an error that keeps it.
pub fn total(body: &[u8]) {
    let decoded = [
        Reply::decode(body).err(),
        Response::decode(body).err(),
        ErrorResponse::decode(body).err(),
    ];
    for error in decoded.into_iter().flatten() {
        located(body, &error);
    }
    if let Err(error) = check_xml(body) {
        malformed(body, error);
    }
    for status in [0, 100, 199, 200, 204, 299, 300, 400, 429, 500, 503, u16::MAX] {
        match Reply::from_http(HttpReply::new(status, body)) {
            Ok(Reply::ErrorResponse(error)) => assert_eq!(error.status, Some(status)),
            Ok(Reply::Response(_)) | Err(_) => assert!((200..=299).contains(&status), "{status}"),
        }
    }
}

/// A malformed document is refused for what is malformed, or for a fault of the protocol before it.
fn malformed(body: &[u8], error: XmlError) {
    let decoded = Response::decode(body).expect_err("a malformed document is refused");
    if let DecodeErrorKind::Xml(kind) = decoded.kind() {
        assert_eq!((kind, decoded.offset()), (error.kind(), error.offset()), "{decoded}");
        return;
    }
    // An element without an end tag is found at the end, and reported at its start tag.
    let is_unclosed = error.kind() == XmlErrorKind::UnclosedElement;
    let found = if is_unclosed { body.len() } else { error.offset() };
    assert!(decoded.offset() <= found, "{decoded}, but {error}");
}

fn located(body: &[u8], error: &DecodeError) {
    let offset = error.offset();
    let text = match core::str::from_utf8(body) {
        Ok(text) => text,
        Err(error) => core::str::from_utf8(&body[..error.valid_up_to()]).unwrap(),
    };
    assert!(text.is_char_boundary(offset), "{error}: the offset is at no character");
    let found = match (text[offset..].chars().next(), body.get(offset)) {
        (Some(character), _) => Found::Character(character),
        (None, Some(byte)) => Found::Byte(*byte),
        (None, None) => Found::End,
    };
    let names_tag = matches!(
        error.kind(),
        DecodeErrorKind::UnexpectedRoot | DecodeErrorKind::UnexpectedElement
    );
    if names_tag {
        assert!(matches!(error.found(), Found::Element(_)) && body[offset] == b'<', "{error}");
    } else {
        assert_eq!(*error.found(), found, "{error}");
    }
    let (line, column) = error.line_column(body);
    let lines = text[..offset].replace("\r\n", "\n").replace('\r', "\n");
    assert_eq!(line, lines.matches('\n').count() + 1, "{error}");
    // The first half of a line end alone is no line end.
    if !(text[..offset].ends_with('\r') && text[offset..].starts_with('\n')) {
        let last = lines.rsplit('\n').next().unwrap_or_default();
        let last = last.strip_prefix('\u{FEFF}').filter(|_| line == 1).unwrap_or(last);
        assert_eq!(column, last.chars().count() + 1, "{error}");
    }
    let explained = error.explain(body).to_string();
    assert!(explained.starts_with(&format!("{error}; line {line}, column {column}")));
}

/// Text that the document spells as it is, is borrowed from it.
pub fn borrowed(body: &[u8]) {
    let is_plain = !body.iter().any(|byte| b"&\r".contains(byte))
        && !body.windows(2).any(|two| two == b"<!" || two == b"<?");
    let Ok(response) = Response::decode(body) else { return };
    if !is_plain {
        return;
    }
    let range = body.as_ptr_range();
    let inside = |text: &str| {
        let text = text.as_bytes().as_ptr_range();
        let within = range.start <= text.start && text.end <= range.end;
        assert!(within, "a plain text was copied");
    };
    for (identity, attributes) in &response.dkim_attributes {
        if !identity.is_empty() {
            inside(identity);
        }
        for token in attributes.dkim_tokens().unwrap_or_default().iter().filter(|t| !t.is_empty()) {
            inside(token);
        }
    }
    if let Some(id) = &response.request_id {
        inside(id);
    }
}

/// No proper prefix of an accepted body that ends before the root's last `>` is accepted.
pub fn no_prefix(body: &[u8]) {
    if Reply::decode(body).is_err() {
        return;
    }
    let end = outside::root_end(body);
    assert!(refused_before(body, end).all(|refused| refused));
}

/// For every cut before `end`, the shortest first, whether what is left is refused.
pub fn refused_before(body: &[u8], end: usize) -> impl Iterator<Item = bool> {
    (0..end).map(|cut| {
        let prefix = &body[..cut];
        Reply::decode(prefix).is_err() && check_xml(prefix).is_err()
    })
}

/// A response in another spelling is the same response.
pub fn disguise(response: &Response<'_>, choose: &mut impl FnMut(usize) -> usize) {
    let body = disguise::disguise(response, choose);
    let shown = String::from_utf8_lossy(&body);
    assert_eq!(Response::decode(&body).as_ref(), Ok(response), "{shown}");
    assert!(outside::roxmltree(&body).is_ok(), "{shown}");
    reference::agree(&body);
}

/// An error in another spelling or shape is the same error.
pub fn disguise_error(error: &ErrorResponse<'_>, choose: &mut impl FnMut(usize) -> usize) {
    let mut error = error.clone();
    error.status = None;
    let body = disguise::disguise_error(&error, choose);
    let shown = String::from_utf8_lossy(&body);
    assert_eq!(ErrorResponse::decode(&body).as_ref(), Ok(&error), "{shown}");
    assert!(outside::roxmltree(&body).is_ok(), "{shown}");
    reference::agree(&body);
}

/// A response that is written, in either layout, reads back equal; others accept it.
pub fn response_round_trip(response: &Response<'_>) {
    for xml in [response.to_xml().unwrap(), response.to_xml_indented().unwrap()] {
        let body = xml.as_bytes();
        assert_eq!(Response::decode(body).as_ref(), Ok(response), "{xml}");
        outside::accept(body);
    }
}

/// An error that is written, in either layout, reads back equal, its status told beside it.
pub fn error_round_trip(error: &ErrorResponse<'_>) {
    for xml in [error.to_xml().unwrap(), error.to_xml_indented().unwrap()] {
        let body = xml.as_bytes();
        let reply = match error.status {
            Some(status) => Reply::from_http(HttpReply::new(status, body)).ok(),
            None => Reply::decode(body).ok(),
        };
        assert_eq!(reply, Some(Reply::ErrorResponse(error.clone())), "{xml}");
        outside::accept(body);
    }
}

/// What is read can be written, and reads back equal; written again it is the same document.
pub fn fixpoint(body: &[u8]) {
    let Ok(reply) = Reply::decode(body) else {
        return;
    };
    let write = |reply: &Reply<'_>| match reply {
        Reply::Response(response) => response.to_xml(),
        Reply::ErrorResponse(error) => error.to_xml(),
    };
    let first = write(&reply).expect("what is read can be written");
    let again = Reply::decode(first.as_bytes()).expect("what is written can be read");
    assert_eq!(again, reply, "{first}");
    assert_eq!(write(&again).as_ref(), Ok(&first));
    assert_eq!(reply.clone().into_owned(), reply);
}

/// Every law about a body.
pub fn every_law_of_a_body(body: &[u8]) {
    total(body);
    borrowed(body);
    fixpoint(body);
    reference::agree(body);
    agreement::with_roxmltree(body);
    agreement::with_quick_xml(body);
}
