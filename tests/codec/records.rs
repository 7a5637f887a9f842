//! The DNS records: their zone by region, their domain, their spelling.

use ses_dkim_codec::dns::{DEFAULT_ZONE, REGIONS_WITH_A_ZONE, cname_records, domain, zone};

#[test]
fn a_region_has_a_zone_of_its_own_or_the_common_one() {
    assert_eq!(zone("us-east-1"), DEFAULT_ZONE);
    assert_eq!(zone("eu-south-2"), DEFAULT_ZONE);
    let expected = "af-south-1 ap-northeast-3 ap-south-2 ap-southeast-3 ap-southeast-5 ca-west-1 \
        eu-central-2 eu-south-1 il-central-1 me-central-1 us-gov-east-1";
    assert_eq!(REGIONS_WITH_A_ZONE.join(" "), expected);
    for region in REGIONS_WITH_A_ZONE {
        assert_eq!(zone(region), format!("dkim.{region}.amazonses.com"));
    }
}

#[test]
fn the_domain_of_an_address_follows_its_last_at() {
    let domains = ["example.com", "user@example.com", "\"a@b\"@example.com", "@", ""];
    assert_eq!(domains.map(domain), ["example.com", "example.com", "example.com", "", ""]);
}

#[test]
fn there_is_a_record_for_each_token_in_their_order() {
    let records = cname_records("user@example.com.", ["t1", "t2"], "zone.example");
    let lines: Vec<_> = records.map(|record| record.to_string()).collect();
    assert_eq!(
        lines,
        [
            "t1._domainkey.example.com. IN CNAME t1.zone.example.",
            "t2._domainkey.example.com. IN CNAME t2.zone.example.",
        ]
    );
}

#[test]
fn special_characters_of_a_token_are_escaped_in_its_record() {
    let records = cname_records("example.com", ["t. IN A 1.2.3.4\nx", "a;b(c)\"d\\é"], "zone.");
    let lines: Vec<_> = records.map(|record| record.to_string()).collect();
    assert_eq!(
        lines,
        [
            r"t.\032IN\032A\0321.2.3.4\010x._domainkey.example.com. IN CNAME t.\032IN\032A\0321.2.3.4\010x.zone.",
            r#"a\;b\(c\)\"d\\\195\169._domainkey.example.com. IN CNAME a\;b\(c\)\"d\\\195\169.zone."#,
        ]
    );
}
