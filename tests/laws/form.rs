//! The laws of the request form.

use std::cmp::Ordering;

use ses_dkim_codec::{AnyRequest, FormErrorKind, GetIdentityDkimAttributesRequest, Request as _};

use super::Operation;
use crate::for_each_operation;

/// A request round-trips, and an independent form parser reads the same pairs.
pub fn round_trip<O: Operation>(request: &O::Request<'_>) {
    let mut form = String::new();
    request.encode_form(&mut form);
    let expected: AnyRequest<'_> = request.clone().into();
    let expected = Ok(expected.into_owned());
    let read = O::Request::decode_form(form.as_bytes()).map(Into::into);
    assert_eq!(read.map(AnyRequest::into_owned), expected, "{form}");
    let read = AnyRequest::decode_form(form.as_bytes());
    assert_eq!(read.map(AnyRequest::into_owned), expected, "{form}");
    let pairs: Vec<_> = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    assert_eq!(pairs, expected_pairs::<O>(request), "{form}");
    assert!(
        form.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%&=".contains(&byte)),
        "{form}"
    );
}

fn expected_pairs<O: Operation>(request: &O::Request<'_>) -> Vec<(String, String)> {
    let mut pairs = vec![
        ("Action".into(), O::Request::<'static>::ACTION.into()),
        ("Version".into(), "2010-12-01".into()),
    ];
    pairs.extend(O::parameters(request));
    pairs
}

/// Reading any form returns, and a form is a request of at most one operation.
pub fn total(form: &[u8]) {
    if let Err(error) = AnyRequest::decode_form(form) {
        assert!(error.offset() <= form.len() && !error.to_string().is_empty(), "{error}");
    }
    for_each_operation!(O => total_of::<O>(form));
}

/// Every pair that is read is in the form, in any order, and the request round-trips.
fn total_of<O: Operation>(form: &[u8]) {
    let action = O::Request::<'static>::ACTION;
    let of_action = |any: &AnyRequest<'_>| any.operation().action() == action;
    let any = AnyRequest::decode_form(form).ok().filter(of_action);
    let decoded = O::Request::decode_form(form);
    assert_eq!(decoded.clone().ok().map(Into::into), any, "read by its action");
    match decoded {
        Ok(request) => {
            let pairs: Vec<_> = form_urlencoded::parse(form).into_owned().collect();
            let expected = expected_pairs::<O>(&request);
            for pair in &expected {
                let count = pairs.iter().filter(|other| *other == pair).count();
                // SES answers requests without a version.
                assert!(count == 1 || count == 0 && pair.0 == "Version", "{pair:?}");
            }
            let read = pairs.iter().filter(|(name, _)| is_parameter::<O>(name)).count();
            assert_eq!(read, expected.len() - 2, "all but Action and Version");
            round_trip::<O>(&request);
        }
        Err(error) => {
            assert!(error.offset() <= form.len(), "{error}");
            assert!(!error.to_string().is_empty());
        }
    }
}

/// Whether a name is a parameter of the operation, or a member of one.
fn is_parameter<O: Operation>(name: &str) -> bool {
    O::PARAMETERS.iter().any(|parameter| {
        name.strip_prefix(parameter).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

/// Members are read in the order of their indices. The lowest index that is missing or repeated is
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
    let decoded = GetIdentityDkimAttributesRequest::decode_form(form.as_bytes());
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
        (decoded, fault) => panic!("{form}: {decoded:?}, but sorting finds {fault:?}"),
    }
}
