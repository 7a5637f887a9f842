//! The laws of the codec, with generated values and bodies. `PROPTEST_CASES` sets the number of
//! cases.

use std::collections::BTreeSet;

use std::fmt::Debug;

use arbitrary::{Arbitrary, Unstructured};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_oneof};
use proptest::strategy::ValueTree;
use proptest::test_runner::{FileFailurePersistence, TestRunner};
use ses_dkim_codec::{GetIdentityDkimAttributesResponse, Reply};
use ses_dkim_codec_tests::for_each_operation;
use ses_dkim_codec_tests::laws::operation::GetIdentityDkimAttributes;
use ses_dkim_codec_tests::laws::{self, Operation};
use ses_dkim_codec_tests::support::generated::Generated;
use ses_dkim_codec_tests::support::respell::respell;
use ses_dkim_codec_tests::support::strategies::{
    body, chooser, damaged_service_body, decisions, document, error, form, indices,
    service_response,
};

fn config() -> ProptestConfig {
    let regressions = FileFailurePersistence::Direct("regressions/properties.txt");
    ProptestConfig { failure_persistence: Some(Box::new(regressions)), ..ProptestConfig::default() }
}

/// Checks a law for generated values. A law panics when it is broken.
fn holds<T: Debug>(values: impl Strategy<Value = T>, law: impl Fn(T)) {
    let run = TestRunner::new(config()).run(&values, |value| {
        law(value);
        Ok(())
    });
    run.unwrap();
}

#[test]
fn decoding_any_body_returns() {
    holds(body(), |body| for_each_operation!(O => laws::total::<O>(&body)));
}

#[test]
fn a_status_outside_2xx_is_an_error_with_that_status() {
    holds(body(), |body| for_each_operation!(O => laws::statuses::<O>(&body)));
}

#[test]
fn a_body_is_the_response_of_one_operation_at_most() {
    holds(body(), |body| laws::of_one_operation(&body));
}

#[test]
fn plain_text_is_borrowed() {
    let bodies = prop_oneof![damaged_service_body(), body()];
    holds(bodies, |body| for_each_operation!(O => laws::borrowed::<O>(&body)));
}

#[test]
fn a_response_of_the_service_is_borrowed() {
    holds(service_response(), |response| {
        for xml in [response.to_xml().unwrap(), response.to_xml_indented().unwrap()] {
            let read = GetIdentityDkimAttributesResponse::decode(xml.as_bytes());
            assert!(read.is_ok(), "{read:?}: {xml}");
            laws::borrowed::<GetIdentityDkimAttributes>(xml.as_bytes());
        }
    });
}

#[test]
fn roxmltree_agrees_on_well_formedness() {
    holds(body(), |body| laws::agreement::with_roxmltree(&body));
}

#[test]
fn quick_xml_agrees_on_well_formedness() {
    holds(body(), |body| laws::agreement::with_quick_xml(&body));
}

#[test]
fn a_reader_over_a_tree_reads_the_same() {
    holds(body(), |body| for_each_operation!(O => laws::reference::agree::<O>(&body)));
}

#[test]
fn every_spelling_of_a_response_gives_the_same_response() {
    for_each_operation!(O => holds((O::response(), decisions()), |(response, decisions)| {
        laws::respell::<O>(&response, &mut chooser(&decisions));
    }));
}

#[test]
fn every_spelling_of_an_error_gives_the_same_error() {
    holds((error(), decisions()), |(error, decisions)| {
        laws::respell_error(&error, &mut chooser(&decisions));
    });
}

#[test]
fn a_response_round_trips() {
    for_each_operation!(O => holds(O::response(), |response| {
        laws::response_round_trip::<O>(&response);
    }));
}

#[test]
fn an_error_round_trips() {
    holds(error(), |error| laws::error_round_trip(&error));
}

#[test]
fn a_request_round_trips() {
    for_each_operation!(O => holds(O::request(), |request| {
        laws::form::round_trip::<O>(&request);
    }));
}

#[test]
fn reading_any_form_returns() {
    holds(form(), |form| laws::form::total(&form));
}

#[test]
fn members_are_read_in_the_order_of_their_numbers() {
    holds(indices(), |indices| laws::form::numbered(&indices));
}

#[test]
fn every_value_that_is_read_round_trips() {
    holds(body(), |body| for_each_operation!(O => laws::fixpoint::<O>(&body)));
}

#[test]
fn arbitrary_values_round_trip() {
    holds(vec(any::<u8>(), 0..400), |bytes| {
        for_each_operation!(O => check_arbitrary_values::<O>(&bytes));
    });
}

fn check_arbitrary_values<O: Operation>(bytes: &[u8]) {
    let mut source = Unstructured::new(bytes);
    match Reply::<O::Response<'_>>::arbitrary(&mut source).unwrap() {
        Reply::Response(response) => laws::response_round_trip::<O>(&response),
        Reply::ErrorResponse(error) => laws::error_round_trip(&error),
    }
    laws::form::round_trip::<O>(&source.arbitrary().unwrap());
}

#[test]
fn spellings_differ_and_cover_every_feature() {
    let documented = include_bytes!("../../examples/documented/response.xml");
    let response = GetIdentityDkimAttributesResponse::decode(documented).unwrap();
    let plain = respell::<GetIdentityDkimAttributes>(&response, &mut |_| 0);
    assert_eq!(plain, response.to_xml().unwrap().into_bytes());
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..300 {
        let decisions = vec(any::<u16>(), 300).new_tree(&mut runner).unwrap().current();
        seen.insert(respell::<GetIdentityDkimAttributes>(&response, &mut chooser(&decisions)));
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
    // A case reads a prefix for each of its bytes. `cuts.rs` runs the large numbers.
    let cases = config().cases.min(1_000);
    let mut runner = TestRunner::new(ProptestConfig { cases, ..config() });
    let law = |document: Vec<u8>| {
        for_each_operation!(O => laws::no_prefix::<O>(&document));
        Ok(())
    };
    runner.run(&document(), law).unwrap();
}

#[test]
fn every_leniency_of_an_outside_reader_has_a_vector() {
    let bodies = ses_dkim_conformance::vectors().filter_map(|vector| vector.question.body());
    // No rule of the suite is about a colon without a prefix.
    let bodies: Vec<&[u8]> = bodies.chain([&b"<:a></a>"[..]]).collect();
    assert_eq!(laws::agreement::leniencies_without_a_body(&bodies), []);
}
