//! The request as a value: its limit, its batches, its owned form.

use ses_dkim_codec::{
    GetIdentityDkimAttributesRequest as Request, VerifyDomainDkimRequest, batches,
};

#[test]
fn a_call_has_at_most_a_hundred_identities() {
    for count in [0, 1, 99, 100] {
        assert_eq!(Request::new(vec!["a"; count]).check(), Ok(()));
    }
    let error = Request::new(vec!["a"; 101]).check().unwrap_err();
    assert_eq!((error.identities(), error.code()), (101, "too-many-identities"));
    assert_eq!(error.to_string(), "found 101 identities, expected at most 100");
}

#[test]
fn a_longer_list_is_split_in_order() {
    for (count, sizes) in [(0, vec![]), (1, vec![1]), (100, vec![100]), (201, vec![100, 100, 1])] {
        let identities: Vec<String> = (0..count).map(|number| number.to_string()).collect();
        let requests: Vec<_> = batches(&identities).collect();
        assert_eq!(requests.iter().map(|of| of.identities().len()).collect::<Vec<_>>(), sizes);
        assert_eq!(
            requests.iter().flat_map(Request::identities).collect::<Vec<_>>(),
            identities.iter().collect::<Vec<_>>()
        );
    }
}

#[test]
fn an_owned_request_is_the_same() {
    let request = Request::new(["a.example", "", "\u{E9}"]);
    assert_eq!(request.clone().into_owned(), request);
    assert_eq!(request.identities(), ["a.example", "", "\u{E9}"]);
    assert_eq!(request.into_identities(), ["a.example", "", "\u{E9}"]);
}

#[test]
fn a_form_is_appended_to_existing_text() {
    let mut out = String::from("/?");
    Request::new(["a"]).encode_form(&mut out);
    assert_eq!(out, format!("/?{}", Request::new(["a"]).to_form()));
}

#[test]
fn members_are_numbered_in_decimal() {
    let form = Request::new(vec![""; 1001]).to_form();
    let names: Vec<_> = form.split('&').skip(2).collect();
    let expected: Vec<_> =
        (1..=1001).map(|number| format!("Identities.member.{number}=")).collect();
    assert_eq!(names, expected);
}

#[test]
fn a_pair_without_a_name_is_ignored() {
    let request = Request::new(["a"]);
    for nameless in ["&", "&&&", "&=", "&=x", "&=%20&", "&=a=b"] {
        let form = request.to_form() + nameless;
        assert_eq!(Request::decode_form(form.as_bytes()).as_ref(), Ok(&request), "{form}");
    }
    let broken = request.to_form() + "&=%2";
    let error = Request::decode_form(broken.as_bytes()).unwrap_err();
    assert_eq!((error.kind().code(), error.offset()), ("malformed-escape", broken.len() - 2));
}

#[test]
fn batches_end_at_the_first_none_of_the_iterator() {
    let mut number = 0;
    let unfused = core::iter::from_fn(|| {
        number += 1;
        (number % 3 != 0).then(|| number.to_string())
    });
    assert_eq!(batches(unfused).take(2).count(), 1);
}

#[test]
fn a_request_without_a_list_ignores_names_that_look_like_members() {
    let form = b"Action=VerifyDomainDkim&Domain=a.example&.member.1=b&.member.x=c&.d=e&=f";
    assert_eq!(
        VerifyDomainDkimRequest::decode_form(form),
        Ok(VerifyDomainDkimRequest::new("a.example"))
    );
}
