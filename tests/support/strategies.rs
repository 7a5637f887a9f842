//! Values and bodies for the property tests. Difficult ones are as frequent as plain ones.

use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use ses_dkim_codec::{
    DkimAttributes, ErrorResponse, ErrorType, GetIdentityDkimAttributesResponse, Request as _,
    Response as _, VerificationStatus,
};

use super::generated::{Generated, push};
use super::mutation::mutate;
use super::respell::{respell, respell_error};
use crate::laws::operation::{
    GetIdentityDkimAttributes, Operation, SetIdentityDkimEnabled, VerifyDomainDkim,
};

/// Characters of XML 1.0 that writing or reading could handle wrongly.
const PECULIAR: [char; 36] = [
    '\t',
    '\n',
    '\r',
    ' ',
    '&',
    '<',
    '>',
    '"',
    '\'',
    ']',
    ';',
    '#',
    '=',
    '/',
    '?',
    '!',
    '-',
    '%',
    '+',
    '\u{7F}',
    '\u{80}',
    '\u{85}',
    '\u{A0}',
    '\u{E9}',
    '\u{301}',
    '\u{200B}',
    '\u{2028}',
    '\u{D7FF}',
    '\u{E000}',
    '\u{FEFF}',
    '\u{FFFD}',
    '\u{10000}',
    '\u{1F4E7}',
    '\u{1FFFE}',
    '\u{10FFFF}',
    '\u{FDD0}',
];
const SNIPPETS: [&str; 10] =
    ["]]>", "&amp;", "&#13;", "<![CDATA[", "<!-- -->", "\r\n", "\n\r", "<key>", "\n\n", "?>"];

fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

fn peculiar() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(b"abcxyz019.-@_".as_slice()).prop_map(|byte| char::from(byte).to_string()),
        4 => proptest::sample::select(PECULIAR.as_slice()).prop_map(String::from),
        1 => proptest::sample::select(SNIPPETS.as_slice()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(|c| String::from(if is_xml(c) { c } else { '\u{FFFD}' })),
    ];
    vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn plain() -> impl Strategy<Value = String> {
    const PLAIN: [&str; 5] = ["example.com", "user@example.com", "a.b", "EXAMPLEjcs5xoyqy", ""];
    proptest::sample::select(PLAIN.as_slice()).prop_map(str::to_owned)
}

/// Text that XML 1.0 can carry.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![3 => plain(), 2 => peculiar()]
}

/// Text without white space at its edges.
fn trimmed() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.trim_matches([' ', '\t', '\r', '\n']).to_owned())
}

/// A request id, if there is one.
pub fn request_id() -> impl Strategy<Value = Option<String>> {
    of(trimmed()).prop_map(|id| id.filter(|id| !id.is_empty()))
}

fn known_status() -> impl Strategy<Value = String> {
    const KNOWN: [&str; 5] = ["Success", "Pending", "Failed", "TemporaryFailure", "NotStarted"];
    proptest::sample::select(KNOWN.as_slice()).prop_map(str::to_owned)
}

/// A status: a known word, nearly a known word, or any text.
pub fn status() -> impl Strategy<Value = String> {
    const NEARLY: [&str; 2] = ["success", " Success"];
    let nearly = proptest::sample::select(NEARLY.as_slice()).prop_map(str::to_owned);
    prop_oneof![3 => known_status(), 1 => nearly, 1 => text()]
}

/// Text of any characters. A form can carry all of Unicode.
pub fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![text(), any::<String>()]
}

/// Any error that a document can carry.
pub fn error() -> impl Strategy<Value = ErrorResponse<'static>> {
    let kind = prop_oneof![Just("Sender".to_owned()), Just("Receiver".to_owned()), trimmed()];
    let status = of(prop_oneof![Just(200), Just(400), Just(503), any::<u16>()]);
    let fields = (of(kind), of(trimmed()), of(text()), weighted(0.2, text()));
    (status, fields, request_id()).prop_map(|(status, (kind, code, message, detail), id)| {
        let mut error = ErrorResponse::default();
        error.status = status;
        error.error_type = kind.map(|kind| ErrorType::from(std::borrow::Cow::from(kind)));
        error.code = code.map(Into::into);
        error.message = message.map(Into::into);
        error.detail = detail.map(Into::into);
        error.request_id = id.map(Into::into);
        error
    })
}

/// The choices of a spelling. When they run out, every further choice is the plain one.
pub fn decisions() -> impl Strategy<Value = Vec<u16>> {
    prop_oneof![1 => vec(any::<u16>(), 0..40), 1 => vec(any::<u16>(), 40..600)]
}

/// A chooser that takes its choices from a list of decisions.
pub fn chooser(decisions: &[u16]) -> impl FnMut(usize) -> usize {
    let mut decisions = decisions.iter();
    move |n| decisions.next().map_or(0, |decision| usize::from(*decision) % n)
}

/// A response as the service writes it: every entry is complete, every text is plain.
pub fn service_response() -> impl Strategy<Value = GetIdentityDkimAttributesResponse<'static>> {
    let entry = (plain(), any::<bool>(), known_status(), of(vec(plain(), 0..4)));
    (vec(entry, 0..5), of(plain())).prop_map(|(entries, id)| {
        let mut map = DkimAttributes::new();
        for (identity, enabled, status, tokens) in entries {
            let status = VerificationStatus::from(status.as_str());
            push(&mut map, identity, Some(enabled), Some(status), tokens);
        }
        let mut response = GetIdentityDkimAttributesResponse::new(map);
        response.request_id = id.filter(|id| !id.is_empty()).map(Into::into);
        response
    })
}

/// A body as the service writes it, damaged in a few places.
pub fn damaged_service_body() -> impl Strategy<Value = Vec<u8>> {
    let damage = vec(any::<u16>(), 1..9);
    (service_response(), any::<bool>(), damage).prop_map(|(response, indented, damage)| {
        let body = written::<GetIdentityDkimAttributes>(&response, indented);
        mutate(body, &mut chooser(&damage))
    })
}

/// A response of any operation, or an error document, in some spelling.
pub fn document() -> impl Strategy<Value = Vec<u8>> {
    let error = (error(), decisions());
    prop_oneof![
        3 => document_of::<GetIdentityDkimAttributes>(),
        2 => document_of::<VerifyDomainDkim>(),
        1 => document_of::<SetIdentityDkimEnabled>(),
        1 => error.prop_map(|(error, decisions)| respell_error(&error, &mut chooser(&decisions))),
    ]
}

/// A response in another spelling, or as the codec writes it.
fn document_of<O: Generated + 'static>() -> impl Strategy<Value = Vec<u8>> {
    let respelled = (O::response(), decisions())
        .prop_map(|(response, decisions)| respell::<O>(&response, &mut chooser(&decisions)));
    let plain = (O::response(), any::<bool>());
    let plain = plain.prop_map(|(response, indented)| written::<O>(&response, indented));
    prop_oneof![3 => respelled, 1 => plain]
}

/// A response as the codec writes it.
fn written<O: Operation>(response: &O::Response<'static>, indented: bool) -> Vec<u8> {
    let written = if indented { response.to_xml_indented() } else { response.to_xml() };
    written.unwrap().into_bytes()
}

/// A body: a document, a damaged one most of the time, or any bytes.
pub fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        1 => document(),
        5 => (document(), decisions()).prop_map(|(document, decisions)| mutate(document, &mut chooser(&decisions))),
        1 => vec(any::<u8>(), 0..60),
    ]
}

/// A request form of any operation, damaged most of the time.
pub fn form() -> impl Strategy<Value = Vec<u8>> {
    let written = prop_oneof![
        3 => form_of::<GetIdentityDkimAttributes>(),
        1 => form_of::<VerifyDomainDkim>(),
        1 => form_of::<SetIdentityDkimEnabled>(),
    ];
    prop_oneof![
        1 => vec(any::<u8>(), 0..60),
        4 => (written, decisions()).prop_map(|(form, decisions)| mutate(form, &mut chooser(&decisions))),
    ]
}

fn form_of<O: Generated>() -> impl Strategy<Value = Vec<u8>> {
    O::request().prop_map(|request| {
        let mut form = String::new();
        request.encode_form(&mut form);
        form.into_bytes()
    })
}

/// Indices of members in the order of a form: each index once, or any indices.
pub fn indices() -> impl Strategy<Value = Vec<usize>> {
    let whole =
        (1..40_usize).prop_flat_map(|last| Just((1..=last).collect::<Vec<_>>()).prop_shuffle());
    prop_oneof![whole, vec(1..6_usize, 1..6), vec(1..=40_usize, 1..40)]
}
