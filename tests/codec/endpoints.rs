//! The endpoint of a region, in every partition, and texts that are not a region.
//!
//! `tests/oracles/endpoints.py` compares it with botocore.

use ses_dkim_codec::wire::endpoint;

#[test]
fn every_partition_has_its_suffix() {
    for (region, host) in [
        ("us-east-1", "email.us-east-1.amazonaws.com"),
        ("us-gov-west-1", "email.us-gov-west-1.amazonaws.com"),
        ("cn-northwest-1", "email.cn-northwest-1.amazonaws.com.cn"),
        ("eusc-de-east-1", "email.eusc-de-east-1.amazonaws.eu"),
        ("us-iso-east-1", "email.us-iso-east-1.c2s.ic.gov"),
        ("us-isob-east-1", "email.us-isob-east-1.sc2s.sgov.gov"),
        ("eu-isoe-west-1", "email.eu-isoe-west-1.cloud.adc-e.uk"),
        ("us-isof-south-1", "email.us-isof-south-1.csp.hci.ic.gov"),
        ("aws-cn-global", "email.aws-cn-global.amazonaws.com.cn"),
        // A region that matches no partition is treated as a region of `aws`, as in botocore.
        ("cn-north", "email.cn-north.amazonaws.com"),
        ("cn-north-1a", "email.cn-north-1a.amazonaws.com"),
        ("cn--1", "email.cn--1.amazonaws.com"),
        ("xx-new-1", "email.xx-new-1.amazonaws.com"),
    ] {
        assert_eq!(endpoint(region), Ok(format!("https://{host}")));
    }
}

#[test]
fn a_text_that_is_not_a_region_is_refused() {
    let long = "a".repeat(64);
    for region in [
        "",
        "u@HOST/",
        "us-east-1/",
        "us-east-1.example.com",
        "us-east-1#",
        "us-east-1?",
        "us-east-1:80",
        "us east 1",
        "us-east-1\r\nHost: a",
        "US-EAST-1",
        "ü-east-1",
        "-a",
        "a-",
        "-",
        &long,
    ] {
        let error = endpoint(region).map_err(|error| (error.code(), error.found().to_owned()));
        assert_eq!(error, Err(("malformed-region", region.to_owned())));
    }
    assert!(endpoint(&long[1..]).is_ok());
}

#[test]
fn a_message_shows_the_region_escaped_and_bounded() {
    let error = endpoint("a\r\n\u{202e}b").map(drop).map_err(|error| error.to_string());
    let expected = "found the region \"a\\r\\n\\u{202e}b\", \
        expected 1 to 63 lower-case letters, digits and `-`, no `-` at the edges";
    assert_eq!(error, Err(expected.to_owned()));
    let found = endpoint(&"é".repeat(1000)).map_err(|error| error.found().chars().count());
    assert_eq!(found, Err(100));
}
