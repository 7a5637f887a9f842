//! Identities in several spellings: which of them are the same, which entry a lookup finds, and
//! which identities are missing in an answer.

use ses_dkim_codec::identity::{domain, is_same, name, normalized};
use ses_dkim_codec::{DkimAttributes, GetIdentityDkimAttributesRequest};

/// Identities that are the same, in groups.
const GROUPS: &[&[&str]] = &[
    &[
        "example.com",
        "EXAMPLE.com",
        "example.com.",
        "Example.Com.",
        "arn:aws:ses:us-east-1:123456789012:identity/example.com",
        "arn:aws-us-gov:ses:us-gov-west-1:123456789012:identity/EXAMPLE.com.",
        "ARN:AWS:SES:US-EAST-1:123456789012:IDENTITY/EXAMPLE.COM",
    ],
    &["user@example.com", "user@EXAMPLE.COM.", "arn:aws:ses:r:1:identity/user@Example.com"],
    &["User@example.com"],
    &["@example.com", "@EXAMPLE.com"],
    &["user@", "user@."],
    &["\"a@b\"@example.com", "\"a@b\"@example.COM"],
    &["\"a:b\"@example.com", "arn:aws:ses:r:1:identity/\"a:b\"@example.com"],
    // An empty label makes another name, and so does each further one.
    &["example.com.."],
    &["example.com..."],
    &[".."],
    // Only ASCII case: `É` and `é` are different bytes.
    &["É.example", "É.EXAMPLE"],
    &["é.example"],
    &["", "."],
    // These are not ARNs of an identity.
    &["arn:aws:sns:us-east-1:123456789012:identity/example.com"],
    &["arn:aws:ses:us-east-1:123456789012:configuration-set/example.com"],
    &[
        "arn:aws:ses:us-east-1:123456789012:identity/",
        "arn:aws:ses:us-east-1:123456789012:identity/.",
    ],
    &["arn:aws:ses:us-east-1::identity/example.com"],
    &["arn::ses:us-east-1:123456789012:identity/example.com"],
    &["arn:aws:ses:us-east-1:identity/example.com"],
    // An ARN inside an ARN is not resolved.
    &["arn:aws:ses:r:1:identity/arn:aws:ses:r:1:identity/example.com"],
];

/// <https://github.com/getmoto/moto/pull/4050>, <https://github.com/faiscadev/fakecloud/pull/1936>
#[test]
fn identities_are_the_same_within_their_group_only() {
    let all =
        || GROUPS.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |it| (at, *it)));
    for (left_group, left) in all() {
        for (right_group, right) in all() {
            assert_eq!(is_same(left, right), left_group == right_group, "{left:?} and {right:?}");
            let normal = normalized(left) == normalized(right);
            assert_eq!(normal, left_group == right_group, "{left:?} and {right:?}, normalized");
        }
    }
}

/// Every concatenation of up to five pieces.
fn texts() -> Vec<String> {
    const ARN: &str = "arn:aws:ses:r:1:identity/";
    let pieces = ["a", "B", ".", "@", ARN, "ARN:AWS:SES:R:1:IDENTITY/", "arn:", "É"];
    let mut texts = vec![String::new()];
    let mut from = 0;
    for _ in 0..5 {
        let longer =
            texts[from..].iter().flat_map(|text| pieces.map(|piece| format!("{text}{piece}")));
        let longer: Vec<_> = longer.collect();
        from = texts.len();
        texts.extend(longer);
    }
    texts
}

/// A program may keep identities by their normal spelling, and look them up by it.
#[test]
fn a_normal_spelling_is_the_same_identity_and_its_own_normal_spelling() {
    let texts = texts();
    assert_eq!(texts.len(), 37_449);
    for text in &texts {
        let normal = normalized(text);
        assert!(is_same(text, &normal), "{text:?} and {normal:?}");
        assert_eq!(normalized(&normal), normal, "{text:?}");
    }
}

#[test]
fn normalizing_keeps_the_local_part_and_copies_only_upper_case_domains() {
    assert_eq!(normalized("User@EXAMPLE.com."), "User@example.com");
    for borrowed in ["User@example.com", "example.com.", "arn:aws:ses:r:1:identity/a@example.com"] {
        assert!(matches!(normalized(borrowed), std::borrow::Cow::Borrowed(_)), "{borrowed}");
    }
}

/// <https://github.com/faiscadev/fakecloud/pull/1936>
#[test]
fn an_arn_names_its_identity() {
    let arn = "arn:aws:ses:us-east-1:123456789012:identity/User@Example.com";
    assert_eq!((name(arn), domain(arn)), ("User@Example.com", "Example.com"));
    // The prefix of an ARN is case-insensitive, as a domain is.
    let upper = "ARN:AWS:SES:US-EAST-1:1:IDENTITY/User@Example.com";
    assert_eq!(name(upper), "User@Example.com");
    let other = "arn:aws:sns:us-east-1:123456789012:identity/example.com";
    assert_eq!((name(other), domain(other)), (other, other));
}

#[test]
fn the_domain_of_an_address_follows_its_last_at() {
    let domains = ["example.com", "user@example.com", "\"a@b\"@example.com", "@", ""];
    assert_eq!(domains.map(domain), ["example.com", "example.com", "example.com", "", ""]);
}

/// A map whose entries have their position as their only token.
fn map(identities: &[&'static str]) -> DkimAttributes<'static> {
    let mut map = DkimAttributes::new();
    for (at, identity) in identities.iter().enumerate() {
        map.push(*identity).dkim_tokens([at.to_string()]);
    }
    map
}

fn found(map: &DkimAttributes<'_>, identity: &str) -> Option<usize> {
    map.get(identity)?.dkim_tokens()?.first()?.parse().ok()
}

/// <https://github.com/getmoto/moto/pull/4050>
#[test]
fn a_lookup_prefers_equal_bytes_and_then_the_last_same_identity() {
    let map = map(&["a.example", "A.example", "a.example", "A.EXAMPLE", "u@a.example"]);
    assert_eq!(found(&map, "a.example"), Some(2));
    assert_eq!(found(&map, "A.example"), Some(1));
    assert_eq!(found(&map, "a.EXAMPLE."), Some(3));
    assert_eq!(found(&map, "arn:aws:ses:r:1:identity/a.example"), Some(3));
    assert_eq!(found(&map, "u@A.example"), Some(4));
    assert_eq!(found(&map, "U@a.example"), None);
    assert_eq!(found(&map, "b.example"), None);
}

/// <https://github.com/getmoto/moto/pull/4050>
#[test]
fn a_missing_identity_is_named_once() {
    let asked = [
        "x.example",
        "Example.COM",
        "y.example",
        "X.example.",
        "u@x.example",
        "U@x.example",
        "x.example",
        "u@X.example",
    ];
    let request = GetIdentityDkimAttributesRequest::new(asked);
    let answer = map(&["example.com", "arn:aws:ses:r:1:identity/y.example"]);
    let missing: Vec<_> = answer.missing(&request).collect();
    assert_eq!(missing, ["x.example", "u@x.example", "U@x.example"]);
    assert_eq!(answer.missing(&request).count(), 3, "the second call gives the same");
}

#[test]
fn spellings_are_written_as_given() {
    let request = GetIdentityDkimAttributesRequest::new(["Example.COM.", "example.com"]);
    let form = request.to_form();
    assert!(form.ends_with("&Identities.member.1=Example.COM.&Identities.member.2=example.com"));
    let map = map(&["Example.COM.", "example.com"]);
    assert_eq!(
        map.iter().map(|(identity, _)| identity).collect::<Vec<_>>(),
        ["Example.COM.", "example.com"]
    );
}

/// A scan of the answer for each identity would take 2 * 10^10 comparisons, and hours.
#[test]
fn missing_identities_of_a_long_list_are_found_fast() {
    let count = 200_000;
    let asked = (0..count).map(|number| format!("{number}.Example"));
    let request = GetIdentityDkimAttributesRequest::new(asked);
    let mut answer = DkimAttributes::new();
    for number in (0..count).step_by(2) {
        answer.push(format!("{number}.example"));
    }
    let missing: Vec<_> = answer.missing(&request).collect();
    assert_eq!(missing.len(), count / 2);
    assert_eq!(missing[0], "1.Example");
}
