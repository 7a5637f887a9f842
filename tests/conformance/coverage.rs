//! Tests that the vectors raise every kind of error of the codec.

use std::collections::BTreeSet;

use libtest_mimic::Trial;
use ses_dkim_codec::{DecodeErrorKind, FormErrorKind};
use ses_dkim_conformance::{Answer, Codec as _, Input, Vector, vectors};

use super::this_crate::ThisCrate;

/// A trial for the errors of forms, and a trial for the errors of documents.
pub(super) fn trials() -> Vec<Trial> {
    let forms = FormErrorKind::ALL.iter().map(|kind| kind.code());
    let documents = DecodeErrorKind::all()
        // `Response::decode` gives this kind. The suite reads replies, in which a service error is a
        // value.
        .filter(|kind| *kind != DecodeErrorKind::ServiceError)
        .map(DecodeErrorKind::code);
    vec![
        trial("every_error_of_a_form_has_a_vector", forms, true),
        trial("every_error_of_a_document_has_a_vector", documents, false),
    ]
}

fn trial(
    name: &str,
    codes: impl Iterator<Item = &'static str> + Send + 'static,
    of_form: bool,
) -> Trial {
    Trial::test(format!("coverage/{name}"), move || {
        let raised = raised(of_form);
        let missing: Vec<_> = codes.filter(|code| !raised.contains(*code)).collect();
        missing
            .is_empty()
            .then_some(())
            .ok_or_else(|| format!("no vector raises {missing:?}").into())
    })
}

/// The codes of the refusals of forms, or of documents.
fn raised(of_form: bool) -> BTreeSet<String> {
    let asks_for_form =
        |vector: &&Vector| matches!(vector.question.input, Input::DecodeRequest { .. }) == of_form;
    let answers = vectors().filter(asks_for_form).map(|vector| ThisCrate.answer(&vector.question));
    let code = |answer| match answer {
        Answer::Reject(rejection) => Some(rejection.code),
        _ => None,
    };
    answers.filter_map(code).collect()
}
