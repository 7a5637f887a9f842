//! The laws of the request form.

use std::cmp::Ordering;

use ses_dkim_codec::{FormErrorKind, GetIdentityDkimAttributesRequest as Request};

/// A request that is written reads back equal, by this codec and by an independent form parser.
pub fn round_trip(request: &Request<'_>) {
    let form = request.to_form();
    assert_eq!(Request::decode_form(form.as_bytes()).as_ref(), Ok(request), "{form}");
    let pairs: Vec<_> = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    assert_eq!(pairs, expected_pairs(request), "{form}");
    assert!(
        form.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%&=".contains(&byte)),
        "{form}"
    );
}

fn expected_pairs(request: &Request<'_>) -> Vec<(String, String)> {
    let mut pairs = vec![
        ("Action".into(), "GetIdentityDkimAttributes".into()),
        ("Version".into(), "2010-12-01".into()),
    ];
    if request.identities().is_empty() {
        pairs.push(("Identities".into(), String::new()));
    }
    for (index, identity) in request.identities().iter().enumerate() {
        let name = format!("Identities.member.{}", index + 1);
        pairs.push((name, identity.to_string()));
    }
    pairs
}

/// Reading a form returns, whatever the bytes; what is read was there, in whatever order, and can
/// be written and read again.
pub fn total(form: &[u8]) {
    match Request::decode_form(form) {
        Ok(request) => {
            let pairs: Vec<_> = form_urlencoded::parse(form).into_owned().collect();
            for pair in expected_pairs(&request) {
                let count = pairs.iter().filter(|other| **other == pair).count();
                // SES answers requests without a version.
                assert!(count == 1 || count == 0 && pair.0 == "Version", "{pair:?}");
            }
            let members = |(name, _): &&(String, String)| name.starts_with("Identities.");
            assert_eq!(pairs.iter().filter(members).count(), request.identities().len());
            round_trip(&request);
        }
        Err(error) => {
            assert!(error.offset() <= form.len(), "{error}");
            assert!(!error.to_string().is_empty());
        }
    }
}

/// Members are read in the order of their indices; the lowest that is missing or stands twice is
/// the error, at the member that shows it.
pub fn numbered(indices: &[usize]) {
    let mut form = "Action=GetIdentityDkimAttributes&Version=2010-12-01".to_owned();
    let mut members = Vec::new();
    for index in indices {
        form += "&";
        members.push((*index, form.len()));
        form += &format!("Identities.member.{index}=at{}", form.len());
    }
    members.sort();
    let fault = members.iter().zip(1..).find(|((index, _), place)| index != place);
    let decoded = Request::decode_form(form.as_bytes());
    match (decoded, fault) {
        (Ok(request), None) => {
            let expected: Vec<_> =
                members.iter().map(|(_, offset)| format!("at{offset}")).collect();
            assert_eq!(request.identities(), expected, "{form}");
        }
        (Err(error), Some(((index, offset), place))) => {
            let kind = match index.cmp(&place) {
                Ordering::Less => FormErrorKind::DuplicateIndex,
                _ => FormErrorKind::IndexGap,
            };
            assert_eq!((error.kind(), error.offset()), (kind, *offset), "{form}");
        }
        (decoded, fault) => panic!("{form}: {decoded:?}, by sorting {fault:?}"),
    }
}
