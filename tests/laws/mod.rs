//! The laws of the codec. Each takes bytes or a value and panics when it is broken. The property
//! tests, the tests of the vectors and the fuzz targets call the same laws.

pub mod agreement;
pub mod form;
pub mod operation;
pub mod outside;
pub mod reference;
pub mod targets;

use ses_dkim_codec::{
    DecodeError, DecodeErrorKind, ErrorResponse, Found, GetIdentityDkimAttributesResponse,
    HttpReply, Response as _, XmlError, XmlErrorKind, check_xml,
};

use crate::for_each_operation;
use crate::support::respell;
pub use operation::Operation;

/// A reply of the operation that the crate is named after, for tests of one operation.
pub type Reply<'body> = ses_dkim_codec::Reply<'body, GetIdentityDkimAttributesResponse<'body>>;

/// A reply of an operation.
type ReplyOf<'body, O> = ses_dkim_codec::Reply<'body, <O as Operation>::Response<'body>>;

/// Decoding any bytes returns; an error has the offset of a character and can be explained.
pub fn total<O: Operation>(body: &[u8]) {
    let decoded = [
        ReplyOf::<O>::decode(body).err(),
        O::Response::decode(body).err(),
        ErrorResponse::decode(body).err(),
    ];
    for error in decoded.into_iter().flatten() {
        located(body, &error);
    }
    if let Err(error) = check_xml(body) {
        malformed::<O>(body, error);
    }
}

/// A status outside 2xx always gives an error with that status.
pub fn statuses<O: Operation>(body: &[u8]) {
    for status in [0, 100, 199, 200, 204, 299, 300, 400, 429, 500, 503, u16::MAX] {
        match ReplyOf::<O>::from_http(HttpReply::new(status, body)) {
            Ok(ReplyOf::<O>::ErrorResponse(error)) => assert_eq!(error.status, Some(status)),
            Ok(ReplyOf::<O>::Response(_)) | Err(_) => {
                assert!((200..=299).contains(&status), "{status}");
            }
        }
    }
}

/// A malformed document is refused at what is malformed, or at an earlier fault of the protocol.
fn malformed<O: Operation>(body: &[u8], error: XmlError) {
    let decoded = O::Response::decode(body).expect_err("a malformed document is refused");
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
    assert!(text.is_char_boundary(offset), "{error}: the offset is not at a character");
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
    // A position inside CR LF is not at a line end.
    if !(text[..offset].ends_with('\r') && text[offset..].starts_with('\n')) {
        let last = lines.rsplit('\n').next().unwrap_or_default();
        let last = last.strip_prefix('\u{FEFF}').filter(|_| line == 1).unwrap_or(last);
        assert_eq!(column, last.chars().count() + 1, "{error}");
    }
    let explained = error.explain(body).to_string();
    assert!(explained.starts_with(&format!("{error}; line {line}, column {column}")));
}

/// A body is the response of at most one operation, and an error body is the same error for all.
pub fn of_one_operation(body: &[u8]) {
    let mut responses = Vec::new();
    let mut errors = Vec::new();
    let mut refusals = Vec::new();
    for_each_operation!(O => match ReplyOf::<O>::decode(body) {
        Ok(ReplyOf::<O>::Response(_)) => responses.push(O::RESULT),
        Ok(ReplyOf::<O>::ErrorResponse(error)) => errors.push(error),
        Err(error) => refusals.push(error.kind()),
    });
    if !responses.is_empty() {
        let others = [DecodeErrorKind::UnexpectedRoot; 2];
        assert_eq!((responses.len(), &*refusals), (1, &others[..]), "{responses:?}");
    }
    assert!(errors.is_empty() || errors.len() == 3, "{errors:?} and {refusals:?}");
    assert!(errors.windows(2).all(|pair| pair[0] == pair[1]), "{errors:?}");
}

/// A text without references, comments, CDATA sections or CR is borrowed from the document.
pub fn borrowed<O: Operation>(body: &[u8]) {
    let is_plain = !body.iter().any(|byte| b"&\r".contains(byte))
        && !body.windows(2).any(|two| two == b"<!" || two == b"<?");
    let Ok(response) = O::Response::decode(body) else { return };
    if !is_plain {
        return;
    }
    let range = body.as_ptr_range();
    let texts = O::texts(&response).into_iter().chain(response.request_id());
    for text in texts.filter(|text| !text.is_empty()) {
        let text = text.as_bytes().as_ptr_range();
        assert!(range.start <= text.start && text.end <= range.end, "a plain text was copied");
    }
}

/// No proper prefix of an accepted body that ends before the root's last `>` is accepted. Each is
/// refused as truncated.
pub fn no_prefix<O: Operation>(body: &[u8]) {
    if ReplyOf::<O>::decode(body).is_err() {
        return;
    }
    let end = outside::root_end(body);
    assert!(refused_before::<O>(body, end).all(|refused| refused));
}

/// Whether each prefix that is shorter than `end` is refused as truncated, shortest first.
pub fn refused_before<O: Operation>(body: &[u8], end: usize) -> impl Iterator<Item = bool> {
    (0..end).map(|cut| {
        let prefix = &body[..cut];
        ReplyOf::<O>::decode(prefix).is_err_and(|error| error.is_truncated())
            && check_xml(prefix).is_err_and(|error| error.kind().is_truncated())
    })
}

/// Every spelling of a response gives the same response.
pub fn respell<O: Operation>(response: &O::Response<'_>, choose: &mut impl FnMut(usize) -> usize) {
    let body = respell::respell::<O>(response, choose);
    let shown = String::from_utf8_lossy(&body);
    assert_reads::<O>(&body, response, &shown);
    assert!(outside::roxmltree(&body).is_ok(), "{shown}");
    reference::agree::<O>(&body);
}

/// Every spelling and shape of an error gives the same error.
pub fn respell_error(error: &ErrorResponse<'_>, choose: &mut impl FnMut(usize) -> usize) {
    let mut error = error.clone();
    error.status = None;
    let body = respell::respell_error(&error, choose);
    let shown = String::from_utf8_lossy(&body);
    assert_eq!(ErrorResponse::decode(&body).as_ref(), Ok(&error), "{shown}");
    assert!(outside::roxmltree(&body).is_ok(), "{shown}");
    for_each_operation!(O => reference::agree::<O>(&body));
}

/// A response round-trips in either layout, and the outside readers accept it.
pub fn response_round_trip<O: Operation>(response: &O::Response<'_>) {
    for xml in [response.to_xml().unwrap(), response.to_xml_indented().unwrap()] {
        let body = xml.as_bytes();
        assert_reads::<O>(body, response, &xml);
        outside::accept(body);
    }
}

/// A body is read as the expected response. Both are owned, because borrowed ones have different
/// types.
fn assert_reads<O: Operation>(body: &[u8], expected: &O::Response<'_>, shown: &str) {
    let read = O::Response::decode(body).map(O::Response::into_owned);
    assert_eq!(read, Ok(expected.clone().into_owned()), "{shown}");
}

/// An error round-trips in either layout for each operation, and the outside readers accept it.
pub fn error_round_trip(error: &ErrorResponse<'_>) {
    for xml in [error.to_xml().unwrap(), error.to_xml_indented().unwrap()] {
        for_each_operation!(O => assert_reads_error::<O>(error, &xml));
        outside::accept(xml.as_bytes());
    }
}

/// The status of an error is not in its document and is passed separately. With a status, an error
/// without words has an excerpt of its document.
fn assert_reads_error<O: Operation>(expected: &ErrorResponse<'_>, xml: &str) {
    let reply = match expected.status {
        Some(status) => ReplyOf::<O>::from_http(HttpReply::new(status, xml.as_bytes())).ok(),
        None => ReplyOf::<O>::decode(xml.as_bytes()).ok(),
    };
    match reply {
        Some(ReplyOf::<O>::ErrorResponse(mut read)) => {
            let words = [&expected.code, &expected.message, &expected.detail];
            let is_empty = words.into_iter().flatten().all(|text| text.is_empty());
            let excerpt = read.excerpt.take();
            assert_eq!(excerpt.is_some(), is_empty && expected.status.is_some(), "{xml}");
            assert_eq!(read, *expected, "{xml}");
        }
        other => panic!("{other:?}: {xml}"),
    }
}

/// A value that is read round-trips, and writing it again gives the same document.
pub fn fixpoint<O: Operation>(body: &[u8]) {
    let Ok(reply) = ReplyOf::<O>::decode(body) else {
        return;
    };
    let reply = reply.into_owned();
    let first = written::<O>(&reply);
    let again = ReplyOf::<O>::decode(first.as_bytes()).expect("a written document can be read");
    let again = again.into_owned();
    assert_eq!(again, reply, "{first}");
    assert_eq!(written::<O>(&again), first);
}

fn written<O: Operation>(reply: &ReplyOf<'static, O>) -> String {
    let written = match reply {
        ReplyOf::<O>::Response(response) => response.to_xml(),
        ReplyOf::<O>::ErrorResponse(error) => error.to_xml(),
    };
    written.expect("a value that was read can be written")
}

/// Every law about a body, for each operation.
pub fn every_law_of_a_body(body: &[u8]) {
    for_each_operation!(O => {
        total::<O>(body);
        statuses::<O>(body);
        borrowed::<O>(body);
        fixpoint::<O>(body);
        reference::agree::<O>(body);
    });
    of_one_operation(body);
    agreement::with_roxmltree(body);
    agreement::with_quick_xml(body);
}
