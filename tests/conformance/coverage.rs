//! Tests that the vectors raise every kind of error of the codec.

use std::collections::BTreeSet;

use libtest_mimic::Trial;
use ses_dkim_codec::{DecodeErrorKind, FormErrorKind};
use ses_dkim_conformance::{Answer, Codec as _, Input, vectors};

use super::this_crate::ThisCrate;

/// A trial for each kind of error.
pub(super) fn trials() -> Vec<Trial> {
    let raised: BTreeSet<(bool, String)> = vectors()
        .filter_map(|vector| match ThisCrate.answer(&vector.question) {
            Answer::Reject(rejection) => {
                let of_form = matches!(vector.question.input, Input::DecodeRequest { .. });
                Some((of_form, rejection.code))
            }
            _ => None,
        })
        .collect();
    let forms = FormErrorKind::ALL.iter().map(|kind| (true, kind.code()));
    let documents = DecodeErrorKind::all()
        // The suite asks for replies, which have errors.
        .filter(|kind| *kind != DecodeErrorKind::ServiceError)
        .map(|kind| (false, kind.code()));
    forms
        .chain(documents)
        .map(|(of_form, code)| {
            let is_raised = raised.contains(&(of_form, code.to_owned()));
            Trial::test(format!("coverage/{code}_has_a_vector"), move || {
                is_raised.then_some(()).ok_or_else(|| format!("no vector raises {code}").into())
            })
        })
        .collect()
}
