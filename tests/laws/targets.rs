//! What each fuzz target checks, as a function of bytes; the replay of the seeds calls the same.

use arbitrary::{Arbitrary, Unstructured};
use ses_dkim_codec::GetIdentityDkimAttributesRequest as Request;
use ses_dkim_codec::GetIdentityDkimAttributesResponse as Response;
use ses_dkim_codec::{ErrorResponse, HttpReply};

use crate::laws::{self, Reply};

/// A target: panics when the bytes break its law.
pub type Target = fn(&[u8]);

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

/// A reply, its status in the first two bytes: decoding returns, an error is located and keeps its
/// status, and what is read can be written and read again.
pub fn reply(bytes: &[u8]) {
    let Some((status, body)) = bytes.split_first_chunk() else {
        return;
    };
    let status = u16::from_be_bytes(*status);
    let is_success = (200..300).contains(&status);
    match Reply::from_http(HttpReply::new(status, body)) {
        Ok(Reply::ErrorResponse(error)) => assert_eq!(error.status, Some(status)),
        Ok(Reply::Response(_)) => assert!(is_success, "a response under {status}"),
        Err(error) => {
            assert!(is_success, "no service error under {status}");
            assert_eq!(Reply::decode(body).as_ref(), Err(error.decode_error()));
        }
    }
    laws::total(body);
    laws::fixpoint(body);
}

/// A document: roxmltree and quick-xml agree on what is well-formed, but for what they are known to
/// let through, and a reader over roxmltree's tree reads the same.
pub fn document(body: &[u8]) {
    laws::agreement::with_roxmltree(body);
    laws::agreement::with_quick_xml(body);
    laws::reference::agree(body);
}

/// A form: reading returns, and what is read was there, and can be written and read again.
pub fn form(form: &[u8]) {
    laws::form::total(form);
}

/// A response: written in either layout it reads back equal, by either reader.
pub fn response(bytes: &[u8]) {
    if let Ok(response) = Response::arbitrary(&mut Unstructured::new(bytes)) {
        laws::response_round_trip(&response);
    }
}

/// An error: written in either layout, or disguised, it reads back equal.
pub fn error(bytes: &[u8]) {
    let mut source = Unstructured::new(bytes);
    if let Ok(error) = ErrorResponse::arbitrary(&mut source) {
        laws::error_round_trip(&error);
        laws::disguise_error(&error, &mut chooser(source));
    }
}

/// A request: written it reads back equal, and an independent form parser finds the same pairs.
pub fn request(bytes: &[u8]) {
    if let Ok(request) = Request::arbitrary(&mut Unstructured::new(bytes)) {
        laws::form::round_trip(&request);
    }
}

/// A response in another spelling that means the same is the same response.
pub fn disguise(bytes: &[u8]) {
    let mut source = Unstructured::new(bytes);
    if let Ok(response) = Response::arbitrary(&mut source) {
        laws::disguise(&response, &mut chooser(source));
    }
}

/// Takes choices from what is left of the bytes; when they run out, the plain one.
fn chooser(mut source: Unstructured<'_>) -> impl FnMut(usize) -> usize {
    move |n| source.int_in_range(0..=n - 1).unwrap_or(0)
}
