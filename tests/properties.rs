//! The laws of the codec over generated values and bodies; `PROPTEST_CASES` says how many.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test panics to fail"
)]

mod laws;
mod support;

use proptest::prelude::ProptestConfig;
use proptest::proptest;
use proptest::test_runner::FileFailurePersistence;

use support::strategies::{body, chooser, decisions, document, error, form, request, response};

fn config() -> ProptestConfig {
    let regressions = FileFailurePersistence::Direct("tests/regressions/properties.txt");
    ProptestConfig { failure_persistence: Some(Box::new(regressions)), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn decoding_is_total(body in body()) {
        laws::total(&body);
    }

    #[test]
    fn the_canonical_reader_refines_the_general_one(body in body()) {
        laws::refinement(&body);
        laws::borrowed(&body);
    }

    #[test]
    fn canonical_documents_are_borrowed(response in response()) {
        for xml in [response.to_xml().unwrap(), response.to_xml_indented().unwrap()] {
            laws::refinement(xml.as_bytes());
            laws::borrowed(xml.as_bytes());
        }
    }

    #[test]
    fn roxmltree_agrees(body in body()) {
        laws::agreement::with_roxmltree(&body);
    }

    #[test]
    fn quick_xml_agrees(body in body()) {
        laws::agreement::with_quick_xml(&body);
    }

    #[test]
    fn a_reader_over_a_tree_reads_the_same(body in body()) {
        laws::reference::agree(&body);
    }

    #[test]
    fn no_prefix_is_accepted(document in document()) {
        laws::no_prefix(&document);
    }

    #[test]
    fn a_response_in_disguise_is_the_same(response in response(), decisions in decisions()) {
        laws::disguise(&response, &mut chooser(&decisions));
    }

    #[test]
    fn an_error_in_disguise_is_the_same(error in error(), decisions in decisions()) {
        laws::disguise_error(&error, &mut chooser(&decisions));
    }

    #[test]
    fn a_response_survives_the_round_trip(response in response()) {
        laws::response_round_trip(&response);
    }

    #[test]
    fn an_error_survives_the_round_trip(error in error()) {
        laws::error_round_trip(&error);
    }

    #[test]
    fn a_request_survives_the_round_trip(request in request()) {
        laws::form::round_trip(&request);
    }

    #[test]
    fn reading_a_form_is_total(form in form()) {
        laws::form::total(&form);
    }

    #[test]
    fn what_is_read_is_written_and_read_again(body in body()) {
        laws::fixpoint(&body);
    }
}
