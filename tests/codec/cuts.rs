//! No truncated document is read. Every proper prefix that ends before the root's last `>` is
//! refused as truncated by every operation that reads the whole document, and by the check of
//! well-formedness.
//! `CUTS=10000` also truncates that many generated documents at every byte.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use ses_dkim_codec::{
    DkimAttributes, GetIdentityDkimAttributesResponse, Reply, VerificationStatus,
};
use ses_dkim_codec_tests::for_each_operation;
use ses_dkim_codec_tests::laws::{self, Operation};
use ses_dkim_codec_tests::support::{documented, strategies};

#[test]
fn every_documented_document_truncated_anywhere_is_refused() {
    for (name, body) in documented::ALL {
        println!("documented {name}: {} cuts refused", cut(body));
    }
}

#[test]
fn a_response_of_ten_entries_truncated_anywhere_is_refused() {
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

/// The cuts also fall into characters of two, three and four bytes, and into the byte order mark.
#[test]
fn a_response_outside_ascii_truncated_anywhere_is_refused() {
    let body = "\u{FEFF}<?xml version='1.0'?><!--é--><GetIdentityDkimAttributesResponse é='€'>\
        <é>\u{10FFFF}</é><GetIdentityDkimAttributesResult><DkimAttributes><entry><key>é€\u{10000}\
        </key><value><![CDATA[€]]></value></entry></DkimAttributes>\
        </GetIdentityDkimAttributesResult><?é €?></GetIdentityDkimAttributesResponse>";
    assert_eq!(cut(body.as_bytes()), body.len());
}

#[test]
fn generated_documents_truncated_anywhere_are_refused() {
    let documents = documents_to_cut();
    let mut runner = TestRunner::deterministic();
    let strategy = strategies::document();
    let cuts: usize =
        (0..documents).map(|_| cut(&strategy.new_tree(&mut runner).unwrap().current())).sum();
    assert!(cuts > documents * 50);
    println!("{documents} generated documents: {cuts} cuts refused");
}

#[expect(clippy::disallowed_methods, reason = "an environment variable asks for a longer run")]
fn documents_to_cut() -> usize {
    std::env::var("CUTS").map_or(100, |number| number.parse().expect("CUTS is a number"))
}

/// Truncates a document before every byte up to the last one of its root. Returns the number of
/// refused prefixes.
fn cut(body: &[u8]) -> usize {
    let end = laws::outside::root_end(body);
    let mut operations = 0;
    for_each_operation!(O => operations += usize::from(cut_for::<O>(body, end)));
    assert!(operations == 1 || operations == 3, "read by {operations} operations");
    end
}

/// Whether an operation reads the document. If it does, checks that it reads no prefix of it.
fn cut_for<O: Operation>(body: &[u8], end: usize) -> bool {
    let Ok(whole) = Reply::<O::Response<'_>>::decode(body) else { return false };
    for (cut, refused) in laws::refused_before::<O>(body, end).enumerate() {
        assert!(refused, "{}", String::from_utf8_lossy(&body[..cut]));
    }
    let root = Reply::<O::Response<'_>>::decode(&body[..end]);
    assert_eq!(root, Ok(whole), "nothing follows the root");
    true
}
