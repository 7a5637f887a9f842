//! No document that was cut off is read: every proper prefix that ends before the root's last `>`
//! is refused by both readers. `CUTS=10000` cuts as many generated documents everywhere, too.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test panics to fail, and prints what it counted"
)]

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use ses_dkim_codec::{DkimAttributes, GetIdentityDkimAttributesResponse, VerificationStatus};
use ses_dkim_codec_tests::laws::Reply;
use ses_dkim_codec_tests::{laws, support};

#[test]
fn the_documented_response_cut_anywhere_is_refused() {
    let body = include_bytes!("../../examples/documented/response.xml");
    println!("documented response: {} cuts refused", cut(body));
}

#[test]
fn the_documented_error_cut_anywhere_is_refused() {
    let body = include_bytes!("../../examples/documented/error.xml");
    println!("documented error: {} cuts refused", cut(body));
}

#[test]
fn a_response_of_ten_entries_cut_anywhere_is_refused() {
    let mut map = DkimAttributes::new();
    for number in 0..10 {
        map.push(format!("{number}.example.com"))
            .dkim_enabled(number % 2 == 0)
            .dkim_verification_status(VerificationStatus::Success)
            .dkim_tokens([format!("a{number}"), format!("b{number}"), format!("c{number}")]);
    }
    let response = GetIdentityDkimAttributesResponse::new(map).with_request_id("1");
    for xml in [response.to_xml().unwrap(), response.to_xml_indented().unwrap()] {
        println!("ten entries: {} cuts refused", cut(xml.as_bytes()));
    }
}

#[test]
fn generated_documents_cut_anywhere_are_refused() {
    let documents = documents_to_cut();
    let mut runner = TestRunner::deterministic();
    let strategy = support::strategies::document();
    let cuts: usize =
        (0..documents).map(|_| cut(&strategy.new_tree(&mut runner).unwrap().current())).sum();
    assert!(cuts > documents * 50);
    println!("{documents} generated documents: {cuts} cuts refused");
}

#[expect(clippy::disallowed_methods, reason = "a longer run is asked for from outside")]
fn documents_to_cut() -> usize {
    std::env::var("CUTS").map_or(100, |number| number.parse().unwrap())
}

/// Cuts a document before every byte up to the root's last one; how many cuts that were.
fn cut(body: &[u8]) -> usize {
    let whole = Reply::decode(body);
    assert!(whole.is_ok(), "{whole:?}");
    let end = laws::outside::root_end(body);
    for (cut, refused) in laws::refused_before(body, end).enumerate() {
        assert!(refused, "{}", String::from_utf8_lossy(&body[..cut]));
    }
    assert_eq!(Reply::decode(&body[..end]), whole, "nothing is behind the root");
    end
}
