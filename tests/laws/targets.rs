//! What each fuzz target checks, as a function of bytes; the replay of the seeds calls the same.

use arbitrary::{Arbitrary, Unstructured};
use ses_dkim_codec::{ErrorResponse, HttpReply, Reply};

use crate::for_each_operation;
use crate::laws::operation::{
    GetIdentityDkimAttributes as Get, SetIdentityDkimEnabled as Set, VerifyDomainDkim as Verify,
};
use crate::laws::{self, Operation, ReplyOf};

/// A target: panics when the bytes break its law. It returns whether it judged anything: bytes that
/// are too few to draw a value from show nothing.
pub type Target = fn(&[u8]) -> bool;

/// Every target, by the name of its folder of seeds.
pub const ALL: [(&str, Target); 7] = [
    ("disguise", disguise),
    ("document", document),
    ("error", error),
    ("form", form),
    ("reply", reply),
    ("request", request),
    ("response", response),
];

/// A reply to each operation, its status in the first two bytes: decoding returns, an error is
/// located and keeps its status, and what is read can be written and read again.
pub fn reply(bytes: &[u8]) -> bool {
    let Some((status, body)) = bytes.split_first_chunk() else {
        return false;
    };
    let status = u16::from_be_bytes(*status);
    for_each_operation!(O => reply_of::<O>(status, body));
    laws::of_one_operation(body);
    true
}

fn reply_of<O: Operation>(status: u16, body: &[u8]) {
    let is_success = (200..300).contains(&status);
    match ReplyOf::<O>::from_http(HttpReply::new(status, body)) {
        Ok(Reply::ErrorResponse(error)) => assert_eq!(error.status, Some(status)),
        Ok(Reply::Response(_)) => assert!(is_success, "a response under {status}"),
        Err(error) => {
            assert!(is_success, "no service error under {status}");
            assert_eq!(ReplyOf::<O>::decode(body).as_ref(), Err(error.decode_error()));
        }
    }
    laws::total::<O>(body);
    laws::fixpoint::<O>(body);
}

/// A document: roxmltree and quick-xml agree on what is well-formed, except for what they are known
/// to accept, and a reader over roxmltree's tree reads the same for each operation.
pub fn document(body: &[u8]) -> bool {
    laws::agreement::with_roxmltree(body);
    laws::agreement::with_quick_xml(body);
    for_each_operation!(O => laws::reference::agree::<O>(body));
    true
}

/// A form: reading returns as any request, and what is read was there, and can be written and read
/// again.
pub fn form(form: &[u8]) -> bool {
    laws::form::total(form);
    true
}

/// A response of the operation that the first byte chooses: written in either layout it reads back
/// equal.
pub fn response(bytes: &[u8]) -> bool {
    chosen(bytes, [response_of::<Get>, response_of::<Verify>, response_of::<Set>])
}

fn response_of<O: Operation>(bytes: &[u8]) -> bool {
    let Ok(response) = O::Response::arbitrary(&mut Unstructured::new(bytes)) else {
        return false;
    };
    laws::response_round_trip::<O>(&response);
    true
}

/// An error: written in either layout, or disguised, it reads back equal for each operation.
pub fn error(bytes: &[u8]) -> bool {
    let mut source = Unstructured::new(bytes);
    let Ok(error) = ErrorResponse::arbitrary(&mut source) else {
        return false;
    };
    for_each_operation!(O => laws::error_round_trip::<O>(&error));
    laws::disguise_error(&error, &mut chooser(source));
    true
}

/// A request of the operation that the first byte chooses: written it reads back equal, and an
/// independent form parser finds the same pairs.
pub fn request(bytes: &[u8]) -> bool {
    chosen(bytes, [request_of::<Get>, request_of::<Verify>, request_of::<Set>])
}

fn request_of<O: Operation>(bytes: &[u8]) -> bool {
    let Ok(request) = O::Request::arbitrary(&mut Unstructured::new(bytes)) else {
        return false;
    };
    laws::form::round_trip::<O>(&request);
    true
}

/// A response of the operation that the first byte chooses, in another spelling that means the
/// same, is the same response.
pub fn disguise(bytes: &[u8]) -> bool {
    chosen(bytes, [disguise_of::<Get>, disguise_of::<Verify>, disguise_of::<Set>])
}

fn disguise_of<O: Operation>(bytes: &[u8]) -> bool {
    let mut source = Unstructured::new(bytes);
    let Ok(response) = O::Response::arbitrary(&mut source) else {
        return false;
    };
    laws::disguise::<O>(&response, &mut chooser(source));
    true
}

/// Gives the bytes to the law that the first of them chooses.
fn chosen(bytes: &[u8], laws: [Target; 3]) -> bool {
    let chosen = |(first, rest): (&u8, &[u8])| laws[usize::from(*first) % laws.len()](rest);
    bytes.split_first().is_some_and(chosen)
}

/// Takes choices from what is left of the bytes; when they run out, the plain one.
fn chooser(mut source: Unstructured<'_>) -> impl FnMut(usize) -> usize {
    move |n| source.int_in_range(0..=n - 1).unwrap_or(0)
}
