//! The DNS records: zones, names, refusals, and the zone file.
//!
//! `tests/oracles/zone_file.py` loads the zone files with dnspython.

use std::collections::BTreeSet;

use ses_dkim_codec::dns::{
    CnameRecord, DEFAULT_ZONE, RecordErrorKind, ZONES, cname_record, cname_records, zone, zone_file,
};

const TOKENS: [&str; 3] = ["t1", "t2", "t3"];

#[test]
fn a_region_has_its_own_zone_or_the_default_one() {
    assert_eq!(zone("us-east-1"), Some(DEFAULT_ZONE));
    let own: Vec<_> = ZONES.iter().filter(|(_, zone)| *zone != DEFAULT_ZONE).collect();
    assert!(!own.is_empty() && own.len() < ZONES.len(), "both kinds of region are listed");
    for (region, zone) in own {
        assert_eq!(*zone, format!("dkim.{region}.amazonses.com"));
    }
    assert!(ZONES.is_sorted_by(|one, other| one.0 < other.0));
}

/// <https://github.com/hashicorp/terraform-provider-aws/issues/48568>
#[test]
fn the_zone_of_an_unknown_region_is_not_guessed() {
    for region in ["eu-south-2", "mx-central-1", "us-east-1 ", "US-EAST-1", ""] {
        assert_eq!(zone(region), None, "{region}");
    }
}

#[test]
fn there_is_a_record_for_each_token_in_order() {
    let records = cname_records("user@example.com.", ["z", "a", "m"], "zone.example.").unwrap();
    assert_eq!(
        records.map(|record| record.to_string()),
        [
            "z._domainkey.example.com. IN CNAME z.zone.example.",
            "a._domainkey.example.com. IN CNAME a.zone.example.",
            "m._domainkey.example.com. IN CNAME m.zone.example.",
        ]
    );
}

/// A refusal: identity, tokens and zone; kind and message.
type Refusal = (&'static str, &'static [&'static str], &'static str, RecordErrorKind, &'static str);

const LONG: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

const REFUSED: &[Refusal] = &[
    // https://github.com/usesend/useSend/pull/452
    (
        "example.com",
        &["selector1"],
        "z",
        RecordErrorKind::TokenCount,
        "found 1 token of \"example.com\", expected the 3 of Easy DKIM; a single one is the selector \
         of a key of your own (BYODKIM), and a CNAME would replace the TXT record of the key",
    ),
    (
        "example.com",
        &[],
        "z",
        RecordErrorKind::TokenCount,
        "found 0 tokens of \"example.com\", expected the 3 of Easy DKIM",
    ),
    // https://github.com/18F/identity-idp/pull/7380
    (
        "user@bücher.example",
        &TOKENS,
        "z",
        RecordErrorKind::NonAsciiDomain,
        "found 'ü' at byte 1 of the domain \"bücher.example\", \
         expected ASCII: pass its A-labels (Punycode, `xn--…`)",
    ),
    // https://github.com/faiscadev/fakecloud/pull/1936
    (
        "arn:aws:sns:us-east-1:1:identity/example.com",
        &TOKENS,
        "z",
        RecordErrorKind::MalformedDomain,
        "found ':' at byte 3 of the domain \"arn:aws:sns:us-east-1:1:identity/example.com\", \
         expected letters, digits, `-` and `_`",
    ),
    (
        "example..com",
        &TOKENS,
        "z",
        RecordErrorKind::MalformedDomain,
        "found an empty label at byte 8 of the domain \"example..com\", expected 1 to 63 bytes",
    ),
    (
        "a.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        &TOKENS,
        "z",
        RecordErrorKind::MalformedDomain,
        "found a label of 64 bytes at byte 2 of the domain \
         \"a.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \
         expected at most 63",
    ),
    (
        "example.com",
        &["t1", "t2\n\u{202e}", "t3"],
        "z",
        RecordErrorKind::MalformedToken,
        "found '\\n' at byte 2 of the token \"t2\\n\\u{202e}\", \
         expected letters, digits, `-` and `_`",
    ),
    (
        "example.com",
        &["t1", "t2", "t3.t4"],
        "z",
        RecordErrorKind::MalformedToken,
        "found '.' at byte 2 of the token \"t3.t4\", expected letters, digits, `-` and `_`",
    ),
    (
        "example.com",
        &TOKENS,
        "dkim..",
        RecordErrorKind::MalformedZone,
        "found an empty label at byte 5 of the zone \"dkim..\", expected 1 to 63 bytes",
    ),
    (
        "example.com",
        &TOKENS,
        "ü.example",
        RecordErrorKind::MalformedZone,
        "found 'ü' at byte 0 of the zone \"ü.example\", expected letters, digits, `-` and `_`",
    ),
];

#[test]
fn an_invalid_record_is_refused_with_the_reason() {
    for (identity, tokens, zone, kind, message) in REFUSED {
        let error = cname_records(identity, tokens.iter(), zone).unwrap_err();
        assert_eq!((error.kind(), &*error.to_string()), (*kind, *message));
        let place = error.offset().map(|offset| format!(" at byte {offset} of "));
        assert_eq!(place.is_some(), message.contains(" at byte "), "{message}");
        assert!(place.is_none_or(|place| message.contains(&place)), "{message}");
    }
}

#[test]
fn every_kind_of_refusal_is_raised() {
    let raised = REFUSED.iter().map(|(_, _, _, kind, _)| *kind);
    let raised: BTreeSet<_> = raised.chain([conflict().0]).collect();
    assert_eq!(raised, RecordErrorKind::ALL.iter().copied().collect());
    let codes: BTreeSet<_> = RecordErrorKind::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(codes.len(), RecordErrorKind::ALL.len());
}

#[test]
fn the_limits_of_the_dns_are_exact() {
    let domain = |length: usize| {
        let mut domain = format!("{}.", &LONG[1..]).repeat(length / 64);
        domain.push_str(&"a".repeat(length - domain.len()));
        domain
    };
    // `t1._domainkey.` has 14 bytes.
    assert_eq!(cname_record(&domain(239), "t1", "z").unwrap().name().len(), 253);
    let error = cname_record(&domain(240), "t1", "z").unwrap_err();
    assert_eq!((error.kind(), error.offset()), (RecordErrorKind::MalformedDomain, None));
    assert_eq!(error.found().len(), 100);
    assert!(error.to_string().starts_with("found a name of 254 bytes with the domain "));

    assert_eq!(cname_record("a", "t1", &domain(250)).unwrap().target().len(), 253);
    let error = cname_record("a", "t1", &domain(251)).unwrap_err();
    assert_eq!(error.kind(), RecordErrorKind::MalformedZone);

    assert!(cname_record("a", &LONG[1..], "z").is_ok());
    assert_eq!(cname_record("a", LONG, "z").unwrap_err().kind(), RecordErrorKind::MalformedToken);
}

/// A record of one token, which the caller knows to be a token of Easy DKIM.
#[test]
fn a_single_record_is_made_on_request() {
    let record = cname_record("user@example.com", "t1", "zone.example").unwrap();
    assert_eq!((record.name(), record.target()), ("t1._domainkey.example.com", "t1.zone.example"));
}

/// An address has the records of its domain; the same name in upper case is the same record.
#[test]
fn a_zone_file_has_each_record_once() {
    let identities =
        ["example.com", "user@example.com", "EXAMPLE.com.", "arn:aws:ses:r:1:identity/example.com"];
    let records: Vec<CnameRecord> = identities
        .iter()
        .flat_map(|identity| cname_records(identity, TOKENS, DEFAULT_ZONE).unwrap())
        .collect();
    let lines = TOKENS
        .map(|token| format!("{token}._domainkey.example.com. IN CNAME {token}.{DEFAULT_ZONE}.\n"));
    assert_eq!(zone_file(&records).unwrap(), format!("$TTL 3600\n{}", lines.concat()));
    assert_eq!(zone_file([]).unwrap(), "");
}

fn conflict() -> (RecordErrorKind, String) {
    let records = ["a.example", "b.example"].map(|zone| cname_record("x", "t", zone).unwrap());
    let error = zone_file(&records).unwrap_err();
    (error.kind(), error.to_string())
}

#[test]
fn a_name_with_two_targets_is_refused() {
    let message = "found the record \"t._domainkey.x. IN CNAME t.b.example.\", \
        expected the earlier target of its name, \"t.a.example\"";
    assert_eq!(conflict(), (RecordErrorKind::ConflictingTarget, message.to_owned()));
}
