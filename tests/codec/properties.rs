//! The laws of the codec over generated values and bodies; `PROPTEST_CASES` says how many.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test panics to fail"
)]

use std::collections::BTreeSet;

use arbitrary::{Arbitrary, Unstructured};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_oneof};
use proptest::proptest;
use proptest::strategy::ValueTree;
use proptest::test_runner::{FileFailurePersistence, TestRunner};
use ses_dkim_codec::GetIdentityDkimAttributesResponse;
use ses_dkim_codec_tests::laws;
use ses_dkim_codec_tests::laws::Reply;
use ses_dkim_codec_tests::support::disguise::disguise;
use ses_dkim_codec_tests::support::strategies::{
    body, chooser, damaged_service_body, decisions, document, error, form, indices, request,
    response, service_response,
};

fn config() -> ProptestConfig {
    let regressions = FileFailurePersistence::Direct("regressions/properties.txt");
    ProptestConfig { failure_persistence: Some(Box::new(regressions)), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn decoding_is_total(body in body()) {
        laws::total(&body);
    }

    #[test]
    fn plain_text_is_borrowed(body in prop_oneof![damaged_service_body(), body()]) {
        laws::borrowed(&body);
    }

    #[test]
    fn what_the_service_writes_is_borrowed(response in service_response()) {
        for xml in [response.to_xml().unwrap(), response.to_xml_indented().unwrap()] {
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
    fn members_are_read_by_number(indices in indices()) {
        laws::form::numbered(&indices);
    }

    #[test]
    fn what_is_read_is_written_and_read_again(body in body()) {
        laws::fixpoint(&body);
    }

    #[test]
    fn arbitrary_values_survive_the_round_trip(bytes in vec(any::<u8>(), 0..400)) {
        let mut source = Unstructured::new(&bytes);
        match Reply::arbitrary(&mut source).unwrap() {
            Reply::Response(response) => laws::response_round_trip(&response),
            Reply::ErrorResponse(error) => laws::error_round_trip(&error),
        }
        laws::form::round_trip(&source.arbitrary().unwrap());
    }
}

#[test]
fn disguises_differ_and_show_every_feature() {
    let documented = include_bytes!("../../examples/documented/response.xml");
    let response = GetIdentityDkimAttributesResponse::decode(documented).unwrap();
    let plain = disguise(&response, &mut |_| 0);
    assert_eq!(plain, response.to_xml().unwrap().into_bytes());
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..300 {
        let decisions = vec(any::<u16>(), 300).new_tree(&mut runner).unwrap().current();
        seen.insert(disguise(&response, &mut chooser(&decisions)));
    }
    assert!(seen.len() > 290, "{} differ", seen.len());
    for feature in [
        "\u{FEFF}",
        "<?xml ",
        "<!--",
        "<?x ",
        "<![CDATA[",
        "&#",
        "&#x",
        "\r\n",
        "xmlns:",
        "='",
        "<Extra/>",
    ] {
        let feature = feature.as_bytes();
        let has = |body: &&Vec<u8>| body.windows(feature.len()).any(|at| at == feature);
        assert!(seen.iter().filter(has).count() > 5, "{}", feature.escape_ascii());
    }
}

#[test]
fn no_prefix_is_accepted() {
    // Every case is as many documents as it has bytes: `tests/cuts.rs` has the large numbers.
    let cases = config().cases.min(1_000);
    let mut runner = TestRunner::new(ProptestConfig { cases, ..config() });
    let law = |document: Vec<u8>| {
        laws::no_prefix(&document);
        Ok(())
    };
    runner.run(&document(), law).unwrap();
}

#[test]
fn every_laxity_of_an_outside_reader_has_a_vector() {
    let bodies = ses_dkim_conformance::vectors().filter_map(|vector| vector.question.body());
    // A colon without a prefix is not about any rule of the suite.
    let bodies: Vec<&[u8]> = bodies.chain([&b"<:a></a>"[..]]).collect();
    assert_eq!(laws::agreement::leniencies_without_a_body(&bodies), []);
}
