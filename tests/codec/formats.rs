//! Feature `serde` in formats other than JSON: values round-trip, and damaged input is refused.

use std::error::Error;
use std::fmt::Debug;

use arbitrary::{Arbitrary, Unstructured};
use proptest::prelude::{Strategy as _, any};
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use ses_dkim_codec::{
    AnyRequest, BodyKind, DkimAttributes, ErrorResponse, ErrorType,
    GetIdentityDkimAttributesRequest, GetIdentityDkimAttributesResponse,
    OwnedIdentityDkimAttributes, Reply, SetIdentityDkimEnabledRequest,
    SetIdentityDkimEnabledResponse, VerificationStatus, VerifyDomainDkimRequest,
    VerifyDomainDkimResponse,
};

/// Longer than the buffer that ciborium uses for borrowed text (enarx/ciborium#32).
const LONG: usize = 10_000;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Every structure, as members of another one, with some of their own members absent.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Record {
    before: u8,
    get: GetIdentityDkimAttributesRequest<'static>,
    verify: VerifyDomainDkimRequest<'static>,
    set: SetIdentityDkimEnabledRequest<'static>,
    any: Vec<AnyRequest<'static>>,
    attributes: Vec<OwnedIdentityDkimAttributes<'static>>,
    map: Option<DkimAttributes<'static>>,
    response: GetIdentityDkimAttributesResponse<'static>,
    verified: VerifyDomainDkimResponse<'static>,
    enabled: SetIdentityDkimEnabledResponse<'static>,
    errors: Vec<ErrorResponse<'static>>,
    replies: Vec<Reply<'static, VerifyDomainDkimResponse<'static>>>,
    status: VerificationStatus<'static>,
    error_type: ErrorType<'static>,
    after: u8,
}

fn record() -> Record {
    let mut map = DkimAttributes::new();
    map.push("a.example").dkim_enabled(true).dkim_verification_status(VerificationStatus::Success);
    map.push("b.example").dkim_tokens(["t1", "", "true", "1"]);
    map.push("c.example").dkim_tokens([""; 0]).dkim_verification_status("New\n".into());
    map.push("null");
    let mut page = ErrorResponse::default();
    (page.status, page.body, page.excerpt) = (Some(503), BodyKind::Html, Some("<p>".into()));
    page.retry_after = Some("7".into());
    let long = ErrorResponse::new("Throttling")
        .with_type(ErrorType::Sender)
        .with_message("m".repeat(LONG))
        .with_request_id("1");
    let set = SetIdentityDkimEnabledRequest::new("a.example", false);
    Record {
        before: 1,
        get: GetIdentityDkimAttributesRequest::new(["a.example", ""]),
        verify: VerifyDomainDkimRequest::new("a.example"),
        set: set.clone(),
        any: vec![set.into(), VerifyDomainDkimRequest::new("b").into()],
        attributes: map.iter().map(|(_, attributes)| attributes.to_owned()).collect(),
        response: GetIdentityDkimAttributesResponse::new(map.clone()).with_request_id("2"),
        map: Some(map),
        verified: VerifyDomainDkimResponse::new(["t1", "t2"]),
        enabled: SetIdentityDkimEnabledResponse::new(),
        replies: vec![VerifyDomainDkimResponse::new(["t"]).into(), long.clone().into()],
        errors: vec![ErrorResponse::default(), page, long],
        status: "Later".into(),
        error_type: ErrorType::Receiver,
        after: 2,
    }
}

#[track_caller]
fn reads_back<T: Debug + PartialEq>(read: Result<T>, written: &T) {
    assert_eq!(&read.unwrap(), written);
}

/// rmp-serde writes a derived structure as a list of its members. An absent member would shift the
/// members after it (3Hren/msgpack-rust#86).
#[test]
fn message_pack_round_trips() {
    fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
        Ok(rmp_serde::from_slice(bytes)?)
    }
    let record = record();
    reads_back(read(&rmp_serde::to_vec(&record).unwrap()), &record);
    reads_back(read(&rmp_serde::to_vec_named(&record).unwrap()), &record);
    for error in &record.errors {
        reads_back(read(&rmp_serde::to_vec(error).unwrap()), error);
        reads_back(read(&rmp_serde::to_vec_named(error).unwrap()), error);
    }
    let list = rmp_serde::to_vec(&(("Sender", "Throttling"), ("1", 400))).unwrap();
    let refused = rmp_serde::from_slice::<ErrorResponse<'_>>(&list).unwrap_err();
    assert!(refused.to_string().contains("expected a map with the members of a"), "{refused}");
}

#[test]
fn cbor_round_trips() {
    let record = record();
    let mut bytes = Vec::new();
    ciborium::into_writer(&record, &mut bytes).unwrap();
    reads_back(ciborium::from_reader(&bytes[..]).map_err(Into::into), &record);
}

#[test]
fn yaml_round_trips() {
    let record = record();
    let text = serde_yaml_ng::to_string(&record).unwrap();
    reads_back(serde_yaml_ng::from_str(&text).map_err(Into::into), &record);
    let text = "DkimAttributes:\n  a.example:\n    DkimEnabled: true\n    DkimTokens: [t1]\n";
    let response: GetIdentityDkimAttributesResponse<'_> = serde_yaml_ng::from_str(text).unwrap();
    let attributes = response.dkim_attributes.get("a.example").unwrap();
    assert_eq!(
        (attributes.dkim_enabled(), attributes.dkim_tokens().unwrap().len()),
        (Some(true), 1)
    );
}

/// These formats are not self-describing, so a value is read by the names of its members.
#[test]
fn postcard_and_bincode_round_trip() {
    let record = record();
    let bytes = postcard::to_allocvec(&record).unwrap();
    reads_back(postcard::from_bytes(&bytes).map_err(Into::into), &record);
    let bytes = bincode::serialize(&record).unwrap();
    reads_back(bincode::deserialize(&bytes).map_err(Into::into), &record);
}

/// These formats do not contain the length of a member, so an unknown member cannot be skipped.
#[test]
fn postcard_and_bincode_refuse_unknown_members() {
    #[derive(Serialize)]
    struct Member<'a>(&'a str, u64);
    let bytes = postcard::to_allocvec(&vec![Member("Domains", 1)]).unwrap();
    assert!(postcard::from_bytes::<VerifyDomainDkimRequest<'_>>(&bytes).is_err());
    let bytes = bincode::serialize(&vec![Member("Domains", 1)]).unwrap();
    assert!(bincode::deserialize::<VerifyDomainDkimRequest<'_>>(&bytes).is_err());
}

/// Checks that a value round-trips in every format.
fn round_trips<T: Debug + DeserializeOwned + PartialEq + Serialize>(value: &T) {
    let json = serde_json::to_vec(value).unwrap();
    reads_back(serde_json::from_slice(&json).map_err(Into::into), value);
    let bytes = rmp_serde::to_vec(value).unwrap();
    reads_back(rmp_serde::from_slice(&bytes).map_err(Into::into), value);
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    reads_back(ciborium::from_reader(&bytes[..]).map_err(Into::into), value);
    let bytes = postcard::to_allocvec(value).unwrap();
    reads_back(postcard::from_bytes(&bytes).map_err(Into::into), value);
    let bytes = bincode::serialize(value).unwrap();
    reads_back(bincode::deserialize(&bytes).map_err(Into::into), value);
}

#[test]
fn generated_values_round_trip_in_every_format() {
    let mut runner = TestRunner::deterministic();
    let bytes = proptest::collection::vec(any::<u8>(), 0..200);
    let mut made = 0;
    for _ in 0..1000 {
        let bytes = bytes.new_tree(&mut runner).unwrap().current();
        let mut unstructured = Unstructured::new(&bytes);
        let value = ErrorResponse::arbitrary(&mut unstructured).and_then(|error| {
            let attributes = OwnedIdentityDkimAttributes::arbitrary(&mut unstructured)?;
            let request = AnyRequest::arbitrary(&mut unstructured)?;
            let verified = VerifyDomainDkimResponse::arbitrary(&mut unstructured)?;
            Ok((
                error.into_owned(),
                attributes.into_owned(),
                request.into_owned(),
                verified.into_owned(),
            ))
        });
        if let Ok(value) = value {
            made += 1;
            round_trips(&value);
        }
    }
    assert!(made > 500, "{made} of 1000");
}

/// serde reads an internally tagged enum, a flattened member and an untagged enum from an internal
/// buffer (serde-rs/serde#1183).
#[test]
fn values_are_read_from_the_buffer_of_a_tagged_enum() {
    #[derive(Debug, Deserialize, PartialEq, Serialize)]
    #[serde(tag = "kind")]
    enum Event {
        Answered(GetIdentityDkimAttributesResponse<'static>),
        Failed(ErrorResponse<'static>),
    }
    #[derive(Debug, Deserialize, PartialEq, Serialize)]
    struct Logged {
        at: u64,
        #[serde(flatten)]
        event: Event,
    }
    let Record { response, errors, .. } = record();
    let failed = errors.into_iter().map(Event::Failed);
    for event in failed.chain([Event::Answered(response)]) {
        let logged = Logged { at: 1, event };
        let json = serde_json::to_string(&logged).unwrap();
        reads_back(serde_json::from_str(&json).map_err(Into::into), &logged);
    }
}

/// The count of a list must not reserve memory: a wrong count is an error.
#[test]
fn a_wrong_count_is_refused() {
    let mut bytes = vec![1];
    bytes.extend(b"\x0AIdentities\x01\xFF\xFF\xFF\xFF\x0F");
    assert!(postcard::from_bytes::<GetIdentityDkimAttributesRequest<'_>>(&bytes).is_err());
}
