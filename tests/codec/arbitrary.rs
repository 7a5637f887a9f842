//! The generators of feature `arbitrary`: every value is legal, and every kind of value occurs.

use std::collections::BTreeSet;

use arbitrary::{Arbitrary, Unstructured};
use ses_dkim_codec::dns::CnameRecord;
use ses_dkim_codec::{
    AnyRequest, BodyKind, ErrorResponse, ErrorType, GetIdentityDkimAttributesRequest,
    GetIdentityDkimAttributesResponse, Operation, OwnedIdentityDkimAttributes, Retry,
    SetIdentityDkimEnabledRequest, SetIdentityDkimEnabledResponse, VerificationStatus,
    VerifyDomainDkimRequest, VerifyDomainDkimResponse,
};
use ses_dkim_codec_tests::laws::Reply;

/// Twenty thousand values, each generated from its own bytes.
fn values<T>(read: impl Fn(&mut Unstructured<'_>) -> arbitrary::Result<T>) -> Vec<T> {
    let mut state: u64 = 1;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        state.to_be_bytes()
    };
    let mut seeds = (0..20_000).map(|number| {
        let bytes: Vec<u8> = (0..number % 12).flat_map(|_| next()).collect();
        // Every other value is generated from bytes that are mostly legal text.
        bytes.into_iter().map(|byte| if number % 2 == 0 { byte } else { byte % 64 + 10 }).collect()
    });
    seeds.by_ref().filter_map(|bytes: Vec<u8>| read(&mut Unstructured::new(&bytes)).ok()).collect()
}

#[test]
fn every_known_status_and_others_are_generated() {
    let made =
        values(|u| VerificationStatus::arbitrary(u).map(|status| status.as_str().to_owned()));
    let made: BTreeSet<String> = made.into_iter().collect();
    for known in ["Failed", "NotStarted", "Pending", "Success", "TemporaryFailure"] {
        assert!(made.contains(known), "{known}");
    }
    assert!(made.iter().filter(|text| text.len() > 1).count() > 100);
}

#[test]
fn owned_attributes_of_every_shape_are_generated() {
    let made = values(|u| OwnedIdentityDkimAttributes::arbitrary(u).map(|made| made.into_owned()));
    let shapes: BTreeSet<_> = made
        .iter()
        .map(|of| {
            (of.dkim_enabled, of.dkim_verification_status.is_some(), of.dkim_tokens.is_some())
        })
        .collect();
    assert_eq!(shapes.len(), 12);
    let operations = values(|u| u.arbitrary::<Operation>()).into_iter().collect::<BTreeSet<_>>();
    assert_eq!(operations.len(), Operation::ALL.len());
}

#[test]
fn responses_of_every_shape_are_generated_and_round_trip() {
    let made =
        values(|u| GetIdentityDkimAttributesResponse::arbitrary(u).map(|made| made.into_owned()));
    let mut tokens = BTreeSet::new();
    let mut members = BTreeSet::new();
    for response in &made {
        let xml = response.to_xml().unwrap();
        assert_eq!(
            GetIdentityDkimAttributesResponse::decode(xml.as_bytes()).as_ref(),
            Ok(response)
        );
        for (identity, of) in &response.dkim_attributes {
            tokens.insert(of.dkim_tokens().map(<[_]>::len));
            let status = of.dkim_verification_status().is_some();
            members.insert((identity.is_empty(), of.dkim_enabled(), status));
        }
    }
    assert!([None, Some(0), Some(1), Some(2)].iter().all(|count| tokens.contains(count)));
    assert_eq!(members.len(), 12);
    let ids: BTreeSet<_> = made.iter().map(|response| &response.request_id).collect();
    assert!(ids.contains(&None) && ids.len() > 100 && !ids.contains(&Some("".into())));
}

#[test]
fn errors_of_every_shape_are_generated_and_round_trip() {
    let made = values(|u| ErrorResponse::arbitrary(u).map(ErrorResponse::into_owned));
    for error in &made {
        let mut read =
            ErrorResponse::decode(error.to_xml().unwrap().as_bytes()).unwrap().into_owned();
        read.status = error.status;
        assert_eq!(read, *error);
    }
    let types: BTreeSet<_> =
        made.iter().map(|error| error.error_type.as_ref().map(ErrorType::as_str)).collect();
    assert!(
        [None, Some("Sender"), Some("Receiver")].iter().all(|of| types.contains(of))
            && types.len() > 10
    );
    type Field = fn(&ErrorResponse<'_>) -> bool;
    let fields: [Field; 5] = [
        |e| e.status.is_some(),
        |e| e.code.is_some(),
        |e| e.message.is_some(),
        |e| e.detail.is_some(),
        |e| e.request_id.is_some(),
    ];
    for field in fields {
        assert!(made.iter().any(field) && !made.iter().all(field));
    }
    assert!(made.iter().any(|error| error.code.as_deref().is_some_and(|code| code.len() > 1)));
}

#[test]
fn requests_contain_any_text() {
    let made =
        values(|u| GetIdentityDkimAttributesRequest::arbitrary(u).map(|made| made.into_owned()));
    let counts: BTreeSet<_> = made.iter().map(|request| request.identities().len()).collect();
    assert!((0..3).all(|count| counts.contains(&count)));
    assert!(
        made.iter()
            .flat_map(GetIdentityDkimAttributesRequest::identities)
            .any(|text| text.contains('\0'))
    );
}

#[test]
fn every_kind_of_reply_and_body_is_generated() {
    let replies = values(|u| Reply::arbitrary(u).map(Reply::into_owned));
    assert!(replies.iter().any(
        |reply| matches!(reply, Reply::Response(response) if !response.dkim_attributes.is_empty())
    ));
    assert!(
        replies
            .iter()
            .any(|reply| matches!(reply, Reply::ErrorResponse(error) if error.code.is_some()))
    );
    let bodies: BTreeSet<_> =
        values(|u| u.arbitrary::<BodyKind>()).iter().map(|of| format!("{of:?}")).collect();
    assert_eq!(bodies.len(), BodyKind::ALL.len());
    let classes: BTreeSet<_> =
        values(|u| u.arbitrary::<Retry>()).into_iter().map(Retry::code).collect();
    assert_eq!(classes.len(), 4);
    let records = values(|u| u.arbitrary::<CnameRecord>());
    assert!(records.iter().any(|record| record.name().len() > 100));
    let dots = |record: &CnameRecord| record.name().matches('.').count();
    assert!((2..=3).all(|count| records.iter().any(|record| dots(record) == count)));
}

#[test]
fn requests_of_every_operation_are_generated() {
    let made = values(|u| AnyRequest::arbitrary(u).map(|request| request.operation()));
    let operations: BTreeSet<_> = made.into_iter().collect();
    assert_eq!(operations.len(), Operation::ALL.len());
    let enabled = values(|u| {
        let request = SetIdentityDkimEnabledRequest::arbitrary(u)?;
        Ok((request.identity.is_empty(), request.dkim_enabled))
    });
    assert_eq!(enabled.into_iter().collect::<BTreeSet<_>>().len(), 4);
    let domains = values(|u| VerifyDomainDkimRequest::arbitrary(u).map(|made| made.domain.len()));
    assert!(domains.into_iter().collect::<BTreeSet<_>>().len() > 3);
}

#[test]
fn responses_of_the_other_operations_are_generated() {
    let made = values(|u| VerifyDomainDkimResponse::arbitrary(u).map(|made| made.into_owned()));
    let counts: BTreeSet<_> = made.iter().map(|response| response.dkim_tokens.len()).collect();
    assert!((0..3).all(|count| counts.contains(&count)));
    assert!(made.iter().any(|response| response.request_id.is_some()));
    let ids = values(|u| {
        let response = SetIdentityDkimEnabledResponse::arbitrary(u)?;
        Ok(response.request_id.map(|id| id.len()))
    });
    let ids: BTreeSet<_> = ids.into_iter().collect();
    assert!(ids.contains(&None) && ids.len() > 3);
}
