//! The fuzz targets, as functions of bytes. The replay of the seeds calls the same functions.

use arbitrary::{Arbitrary, Unstructured};
use ses_dkim_codec::{ErrorResponse, HttpReply, Reply};

use crate::for_each_operation;
use crate::laws::operation::{
    GetIdentityDkimAttributes as Get, SetIdentityDkimEnabled as Set, VerifyDomainDkim as Verify,
};
use crate::laws::{self, Operation, ReplyOf};

/// A target. It panics when the bytes break its law. It returns whether it checked anything: too
/// few bytes give no value.
pub type Target = fn(&[u8]) -> bool;

/// Every target, with the name of its folder of seeds.
pub const ALL: [(&str, Target); 7] = [
    ("document", document),
    ("error", error),
    ("form", form),
    ("reply", reply),
    ("request", request),
    ("respell", respell),
    ("response", response),
];

/// A reply, read for each operation. Its status is in the first two bytes. Decoding returns, an
/// error has an offset and keeps its status, and a value that is read round-trips.
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

/// A document: roxmltree and quick-xml agree whether it is well-formed, except for their known
/// leniencies, and a reader over roxmltree's tree reads the same for each operation.
pub fn document(body: &[u8]) -> bool {
    laws::agreement::with_roxmltree(body);
    laws::agreement::with_quick_xml(body);
    for_each_operation!(O => laws::reference::agree::<O>(body));
    true
}

/// A form: reading returns, every pair that is read is in the form, and the request round-trips.
pub fn form(form: &[u8]) -> bool {
    laws::form::total(form);
    true
}

/// A response of the operation that the first byte chooses: it round-trips in either layout.
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

/// An error: it round-trips in either layout and in another spelling, for each operation.
pub fn error(bytes: &[u8]) -> bool {
    let mut source = Unstructured::new(bytes);
    let Ok(error) = ErrorResponse::arbitrary(&mut source) else {
        return false;
    };
    laws::error_round_trip(&error);
    laws::respell_error(&error, &mut chooser(source));
    true
}

/// A request of the operation that the first byte chooses: it round-trips, and an independent form
/// parser finds the same pairs.
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

/// A response of the operation that the first byte chooses: another spelling gives the same
/// response.
pub fn respell(bytes: &[u8]) -> bool {
    chosen(bytes, [respell_of::<Get>, respell_of::<Verify>, respell_of::<Set>])
}

fn respell_of<O: Operation>(bytes: &[u8]) -> bool {
    let mut source = Unstructured::new(bytes);
    let Ok(response) = O::Response::arbitrary(&mut source) else {
        return false;
    };
    laws::respell::<O>(&response, &mut chooser(source));
    true
}

/// Passes the rest of the bytes to the law that the first byte chooses.
fn chosen(bytes: &[u8], laws: [Target; 3]) -> bool {
    let chosen = |(first, rest): (&u8, &[u8])| laws[usize::from(*first) % laws.len()](rest);
    bytes.split_first().is_some_and(chosen)
}

/// Takes choices from the remaining bytes. When they run out, every choice is the plain one.
fn chooser(mut source: Unstructured<'_>) -> impl FnMut(usize) -> usize {
    move |n| source.int_in_range(0..=n - 1).unwrap_or(0)
}
