//! The map from identity to attributes: entries keep their order, and attributes stay with their
//! identity.

use ses_dkim_codec::{
    DkimAttributes, GetIdentityDkimAttributesResponse as Response, IdentityDkimAttributes,
    VerificationStatus,
};

/// `a.example` with two tokens, `b.example` without a list, `c.example` with one token, and
/// `a.example` again with an empty list.
fn map() -> DkimAttributes<'static> {
    let mut map = DkimAttributes::new();
    map.push("a.example")
        .dkim_enabled(true)
        .dkim_verification_status(VerificationStatus::Success)
        .dkim_tokens(["a1", "a2"]);
    map.push("b.example").dkim_verification_status(VerificationStatus::from("NewStatus"));
    map.push("c.example").dkim_enabled(false).dkim_tokens(["c1"]);
    map.push("a.example").dkim_tokens([""; 0]);
    map
}

fn tokens(attributes: IdentityDkimAttributes<'_>) -> Option<Vec<&str>> {
    attributes.dkim_tokens().map(|tokens| tokens.iter().map(|token| &**token).collect())
}

#[test]
fn entries_keep_their_order_and_their_attributes() {
    let map = map();
    let entries: Vec<_> =
        map.iter().map(|(identity, of)| (identity, of.dkim_enabled(), tokens(of))).collect();
    assert_eq!(
        entries,
        [
            ("a.example", Some(true), Some(vec!["a1", "a2"])),
            ("b.example", None, None),
            ("c.example", Some(false), Some(vec!["c1"])),
            ("a.example", None, Some(vec![])),
        ]
    );
    let statuses: Vec<_> = map.iter().map(|(_, of)| of.dkim_verification_status()).collect();
    let new_status = VerificationStatus::from("NewStatus");
    assert_eq!(new_status.as_str(), "NewStatus");
    assert_eq!(statuses, [Some(VerificationStatus::Success), Some(new_status), None, None]);
}

/// The vectors do not compare the order of entries, because JSON objects have no order.
#[test]
fn entries_are_written_and_read_in_their_order() {
    let identities = ["c.example", "a.example", "d.example", "b.example", "a.example"];
    let mut map = DkimAttributes::new();
    for identity in identities {
        map.push(identity);
    }
    let xml = Response::new(map).to_xml().unwrap();
    let entry = |identity| format!("<entry><key>{identity}</key><value/></entry>");
    let entries = identities.map(entry).concat();
    assert!(xml.contains(&format!("<DkimAttributes>{entries}</DkimAttributes>")), "{xml}");
    let read = Response::decode(xml.as_bytes()).unwrap().dkim_attributes;
    assert!(read.iter().map(|(identity, _)| identity).eq(identities), "{read:?}");
}

#[test]
fn every_entry_is_counted() {
    assert_eq!((map().len(), map().is_empty()), (4, false));
    let empty = DkimAttributes::new();
    assert_eq!((empty.len(), empty.is_empty()), (0, true));
    assert_eq!(empty.iter().next(), None);
}

#[test]
fn an_iterator_knows_how_many_entries_are_left() {
    let map = map();
    let mut entries = map.iter();
    for left in (0..4).rev() {
        assert!(entries.next().is_some());
        assert_eq!((entries.len(), entries.size_hint()), (left, (left, Some(left))));
    }
    assert_eq!((entries.next(), entries.len()), (None, 0));
    assert_eq!((&map).into_iter().count(), 4);
}

#[test]
fn a_lookup_finds_the_last_entry_of_a_repeated_identity() {
    let map = map();
    assert_eq!(tokens(map.get("a.example").unwrap()), Some(vec![]));
    assert_eq!(tokens(map.get("b.example").unwrap()), None);
    assert_eq!(tokens(map.get("c.example").unwrap()), Some(vec!["c1"]));
}

#[test]
fn tokens_that_are_set_again_replace_the_earlier_ones() {
    let mut map = map();
    map.push("d.example").dkim_tokens(["d1", "d2", "d3"]).dkim_tokens(["d4"]);
    assert_eq!(tokens(map.get("d.example").unwrap()), Some(vec!["d4"]));
    assert_eq!(tokens(map.get("c.example").unwrap()), Some(vec!["c1"]));
    let mut first = DkimAttributes::new();
    first.push("a.example").dkim_tokens(["a1"]).dkim_tokens(["a2"]);
    assert_eq!(tokens(first.get("a.example").unwrap()), Some(vec!["a2"]));
}

#[test]
fn an_appended_map_keeps_its_tokens() {
    let (mut both, other) = (map(), map());
    both.append(other);
    let (first, second): (Vec<_>, Vec<_>) =
        both.iter().enumerate().partition(|(index, _)| *index < 4);
    let values =
        |half: Vec<(usize, (_, _))>| half.into_iter().map(|(_, entry)| entry).collect::<Vec<_>>();
    assert_eq!(values(first), map().iter().collect::<Vec<_>>());
    assert_eq!(values(second), map().iter().collect::<Vec<_>>());
}

#[test]
fn an_entry_can_be_filled_from_another() {
    let (map, mut copy) = (map(), DkimAttributes::new());
    for (identity, attributes) in &map {
        let entry = copy.push(identity).dkim_enabled(true).dkim_tokens(["overwritten"]);
        entry.attributes(attributes);
    }
    assert_eq!(copy, map);
}

#[test]
fn an_owned_map_is_the_same() {
    assert_eq!(map().into_owned(), map());
}

#[test]
fn debug_shows_a_map() {
    let mut map = DkimAttributes::new();
    map.push("a.example").dkim_enabled(true);
    assert_eq!(
        format!("{map:?}"),
        "{\"a.example\": IdentityDkimAttributes \
         { enabled: Some(true), status: None, tokens: None }}"
    );
}
