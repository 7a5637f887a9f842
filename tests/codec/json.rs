//! Feature `serde`: JSON in boto3's shape, and what is refused.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_reader, from_str, from_value, json, to_value};
use ses_dkim_codec::dns::{CnameRecord, DEFAULT_ZONE, cname_record};
use ses_dkim_codec::{
    AnyRequest, BodyKind, Borrowed, DkimAttributes, ErrorResponse, ErrorType,
    GetIdentityDkimAttributesRequest as Request, GetIdentityDkimAttributesResponse as Response,
    Operation, OwnedIdentityDkimAttributes, Reply, Retry, SetIdentityDkimEnabledRequest,
    SetIdentityDkimEnabledResponse, VerificationStatus, VerifyDomainDkimRequest,
    VerifyDomainDkimResponse,
};

#[test]
fn a_request_round_trips() {
    let request = Request::new(["a.example", "b"]);
    let value = to_value(&request).unwrap();
    assert_eq!(value, json!({ "Identities": ["a.example", "b"] }));
    assert_eq!(from_str::<Request<'_>>(&value.to_string()).unwrap(), request);
}

#[test]
fn text_with_escapes_is_copied_and_other_text_is_borrowed() {
    let json = r#"{"Identities":["a\u00e9\n","plain"]}"#;
    let Borrowed(request) = from_str::<Borrowed<Request<'_>>>(json).unwrap();
    let identities = request.into_identities();
    assert_eq!(identities, ["a\u{E9}\n", "plain"]);
    assert!(matches!(&identities[..], [Cow::Owned(_), Cow::Borrowed(_)]));
}

#[test]
fn a_response_round_trips() {
    let mut map = DkimAttributes::new();
    map.push("a").dkim_enabled(true).dkim_verification_status(VerificationStatus::Success);
    map.push("b").dkim_tokens(["t1", "t2"]);
    map.push("c").dkim_tokens([""; 0]);
    let response = Response::new(map).with_request_id("1");
    let value = to_value(&response).unwrap();
    let expected = json!({
        "DkimAttributes": {
            "a": { "DkimEnabled": true, "DkimVerificationStatus": "Success" },
            "b": { "DkimTokens": ["t1", "t2"] },
            "c": { "DkimTokens": [] },
        },
        "ResponseMetadata": { "RequestId": "1" },
    });
    assert_eq!(value, expected);
    assert_eq!(from_str::<Response<'_>>(&value.to_string()).unwrap(), response);
}

#[test]
fn the_last_entry_of_a_repeated_identity_is_written() {
    let mut map = DkimAttributes::new();
    map.push("a").dkim_enabled(true);
    map.push("b");
    map.push("a").dkim_enabled(false);
    assert_eq!(to_value(&map).unwrap().to_string(), r#"{"b":{},"a":{"DkimEnabled":false}}"#);
}

#[test]
fn an_error_round_trips() {
    let mut error = ErrorResponse::new("Throttling").with_message("m").with_request_id("1");
    error.status = Some(400);
    let value = to_value(&error).unwrap();
    let expected = json!({
        "Error": { "Code": "Throttling", "Message": "m" },
        "ResponseMetadata": { "RequestId": "1", "HTTPStatusCode": 400 },
    });
    assert_eq!(value, expected);
    assert_eq!(from_str::<ErrorResponse<'_>>(&value.to_string()).unwrap(), error);
    error.body = BodyKind::Text;
    let value = to_value(&error).unwrap();
    assert_eq!(value.get("Body"), Some(&json!("text")));
    assert_eq!(from_str::<ErrorResponse<'_>>(&value.to_string()).unwrap(), error);
}

#[test]
fn white_space_is_trimmed_from_json_as_from_xml() {
    let json = r#"{"Error":{"Type":"\n Sender\n","Code":"\n Throttling\n","Message":" m "},
        "ResponseMetadata":{"RequestId":" 1 ","HTTPStatusCode":400}}"#;
    let error: ErrorResponse<'_> = from_str(json).unwrap();
    assert_eq!(error.error_type, Some(ErrorType::Sender));
    assert_eq!(
        (error.code.as_deref(), error.message.as_deref()),
        (Some("Throttling"), Some(" m "))
    );
    assert_eq!((error.request_id.as_deref(), error.retry()), (Some("1"), Some(Retry::Throttling)));
    let json = r#"{"DkimAttributes":{},"ResponseMetadata":{"RequestId":" "}}"#;
    assert_eq!(from_str::<Response<'_>>(json).unwrap(), Response::default());
}

#[test]
fn the_error_of_a_wrong_shape_names_what_was_expected() {
    let request = from_str::<Request<'_>>(r#"{"Identities":[1]}"#).unwrap_err();
    assert!(request.to_string().contains("expected a string"), "{request}");
    let map = from_str::<DkimAttributes<'_>>("[]").unwrap_err();
    assert!(map.to_string().contains("expected a map from identity to DKIM attributes"), "{map}");
}

/// The message of a refusal.
fn refusal<T: DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
    from_str::<T>(json).unwrap_err().to_string()
}

/// serde's derive also reads a structure from a list of its members (serde-rs/serde#1587).
#[test]
fn a_list_in_place_of_a_map_is_refused() {
    let expected = "expected a map with the members of a";
    for message in [
        refusal::<Request<'_>>(r#"[["a"]]"#),
        refusal::<VerifyDomainDkimRequest<'_>>(r#"["a"]"#),
        refusal::<SetIdentityDkimEnabledRequest<'_>>(r#"["a",true]"#),
        refusal::<AnyRequest<'_>>(r#"["a"]"#),
        refusal::<Response<'_>>(r#"[{},{}]"#),
        refusal::<VerifyDomainDkimResponse<'_>>(r#"[["t"],{}]"#),
        refusal::<SetIdentityDkimEnabledResponse<'_>>("[{}]"),
        refusal::<ErrorResponse<'_>>(r#"[[null,"Throttling"],[null,400]]"#),
        refusal::<ErrorResponse<'_>>(r#"{"Error":[null,"Throttling"]}"#),
        refusal::<Reply<'_, Response<'_>>>("[]"),
        refusal::<CnameRecord>(r#"["t._domainkey.a","t.b"]"#),
    ] {
        assert!(message.contains("invalid type: sequence"), "{message}");
        assert!(message.contains(expected), "{message}");
    }
    let metadata = refusal::<Response<'_>>(r#"{"DkimAttributes":{},"ResponseMetadata":["1",200]}"#);
    assert!(metadata.contains("expected a map with the metadata of a response"), "{metadata}");
    let value = refusal::<Response<'_>>(r#"{"DkimAttributes":{"a":[true,"Success",[]]}}"#);
    assert!(value.contains("expected a map with the DKIM attributes of an identity"), "{value}");
}

#[test]
fn a_repeated_member_is_refused_and_a_null_is_absent() {
    let repeated = refusal::<VerifyDomainDkimRequest<'_>>(r#"{"Domain":"a","Domain":"b"}"#);
    assert!(repeated.contains("duplicate field `Domain`"), "{repeated}");
    let missing = refusal::<VerifyDomainDkimRequest<'_>>(r#"{"Domain":null}"#);
    assert!(missing.contains("missing field `Domain`"), "{missing}");
    let json = r#"{"DkimEnabled":null,"DkimVerificationStatus":null,"DkimTokens":null,"New":[{}]}"#;
    let attributes: OwnedIdentityDkimAttributes<'_> = from_str(json).unwrap();
    assert_eq!(attributes, OwnedIdentityDkimAttributes::default());
}

/// A status outside 2xx belongs to an error, so this is not a response.
#[test]
fn a_response_with_the_status_of_an_error_is_refused() {
    for status in [100, 199, 300, 400, 429, 503, 999] {
        let json = json!({
            "DkimAttributes": {},
            "ResponseMetadata": { "RequestId": "1", "HTTPStatusCode": status },
        });
        let expected = format!("found the HTTP status {status}, expected a response");
        let message = refusal::<Response<'_>>(&json.to_string());
        assert!(message.contains(&expected), "{message}");
        let message = refusal::<Reply<'_, Response<'_>>>(&json.to_string());
        assert!(message.contains(&expected), "{message}");
    }
    let bare = r#"{"ResponseMetadata":{"HTTPStatusCode":503}}"#;
    assert!(from_str::<Response<'_>>(bare).is_err());
    assert!(from_str::<SetIdentityDkimEnabledResponse<'_>>(bare).is_err());
    assert!(from_str::<ErrorResponse<'_>>(bare).is_err());
    let bare = r#"{"DkimTokens":[],"ResponseMetadata":{"HTTPStatusCode":503}}"#;
    assert!(from_str::<VerifyDomainDkimResponse<'_>>(bare).is_err());
    for status in [200, 204, 299] {
        let json = format!(r#"{{"ResponseMetadata":{{"HTTPStatusCode":{status}}}}}"#);
        assert_eq!(from_str::<Response<'_>>(&json).unwrap(), Response::default());
    }
}

#[test]
fn the_answer_of_another_operation_is_refused() {
    let tokens = r#"{"DkimTokens":["t"],"ResponseMetadata":{}}"#;
    let map = r#"{"DkimAttributes":{},"ResponseMetadata":{}}"#;
    for message in [
        refusal::<Response<'_>>(tokens),
        refusal::<SetIdentityDkimEnabledResponse<'_>>(tokens),
        refusal::<SetIdentityDkimEnabledResponse<'_>>(map),
        refusal::<VerifyDomainDkimResponse<'_>>(map),
    ] {
        assert!(message.contains("a member of another operation"), "{message}");
    }
}

/// The AWS CLI prints no metadata: `aws ses verify-domain-dkim` prints the list of tokens alone
/// (AWS CLI Command Reference, the example of the command).
#[test]
fn the_output_of_the_aws_cli_is_read() {
    let tokens: VerifyDomainDkimResponse<'_> = from_str(r#"{"DkimTokens":["t1","t2"]}"#).unwrap();
    assert_eq!(tokens.dkim_tokens, ["t1", "t2"]);
    let json = r#"{"DkimAttributes":{"a":{"DkimEnabled":true}}}"#;
    let response: Response<'_> = from_str(json).unwrap();
    assert_eq!(response.dkim_attributes.get("a").unwrap().dkim_enabled(), Some(true));
}

/// A type that owns its text can be read from a reader and from a value, as extractors of web
/// frameworks do. Neither works for a type that borrows (humenda/isolang-rs#34).
fn round_trips<T>(value: T) -> Value
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug + 'static,
{
    let json = to_value(&value).unwrap();
    assert_eq!(from_value::<T>(json.clone()).unwrap(), value);
    assert_eq!(from_reader::<_, T>(json.to_string().as_bytes()).unwrap(), value);
    assert_eq!(from_str::<T>(&json.to_string()).unwrap(), value);
    json
}

#[test]
fn every_value_is_read_from_a_reader_and_from_a_value() {
    let mut attributes = OwnedIdentityDkimAttributes::default();
    attributes.dkim_tokens = Some(vec!["t\n".into()]);
    attributes.dkim_verification_status = Some(VerificationStatus::from("New\n"));
    let map = DkimAttributes::from_iter([("a\t", attributes.clone())]);
    let response = Response::new(map.clone()).with_request_id("1");
    let error = ErrorResponse::new("Throttling").with_message("slow\ndown");
    let record = cname_record("a.example", "t", DEFAULT_ZONE).unwrap();
    round_trips(attributes);
    round_trips(map);
    round_trips(response.clone());
    round_trips(Reply::from(response));
    round_trips(Reply::<VerifyDomainDkimResponse<'_>>::from(error.clone()));
    round_trips(error);
    round_trips(Reply::from(SetIdentityDkimEnabledResponse::new()));
    round_trips(VerifyDomainDkimResponse::new(["t"]));
    let record = round_trips(record);
    let names = json!({ "name": "t._domainkey.a.example", "target": "t.dkim.amazonses.com" });
    assert_eq!(record, names);
    assert_eq!(round_trips(VerificationStatus::Success), json!("Success"));
    assert_eq!(round_trips(VerificationStatus::from("New\n")), json!("New\n"));
    assert_eq!(round_trips(ErrorType::from("Other")), json!("Other"));
    assert_eq!(round_trips(BodyKind::Html), json!("html"));
    assert_eq!(round_trips(Retry::ClockSkew), json!("clock-skew"));
    let action = round_trips(Operation::VerifyDomainDkim);
    assert_eq!(action, json!("VerifyDomainDkim"));
}

#[test]
fn the_members_of_a_request_name_its_operation() {
    for request in [
        AnyRequest::from(Request::new(["a", "b"])),
        VerifyDomainDkimRequest::new("a").into(),
        SetIdentityDkimEnabledRequest::new("a", false).into(),
    ] {
        round_trips(request);
    }
    let none = refusal::<AnyRequest<'_>>("{}");
    assert!(none.contains("found no member of a request"), "{none}");
    let mixed = refusal::<AnyRequest<'_>>(r#"{"Domain":"a","Identity":"b","DkimEnabled":true}"#);
    assert!(mixed.contains("members of several requests"), "{mixed}");
    let half = refusal::<AnyRequest<'_>>(r#"{"Identity":"b"}"#);
    assert!(half.contains("missing field `DkimEnabled`"), "{half}");
}

#[test]
fn names_that_are_not_those_of_a_record_are_refused() {
    for (name, target) in [
        ("t._domainkey.a", "u.dkim.amazonses.com"),
        ("t.a", "t.dkim.amazonses.com"),
        ("t._domainkey.a", "tdkim.amazonses.com"),
        // Identities, not names: read as such, they would become the record of another name.
        ("t._domainkey.b@a", "t.dkim.amazonses.com"),
        ("t._domainkey.arn:aws:ses:r:1:identity/a", "t.dkim.amazonses.com"),
        ("t._domainkey.a", "t.b@dkim.amazonses.com"),
        ("t._domainkey.a..", "t.dkim.amazonses.com"),
    ] {
        let record = json!({ "name": name, "target": target });
        let message = refusal::<CnameRecord>(&record.to_string());
        assert!(message.contains("expected those of a DKIM record"), "{message}");
    }
    assert!(refusal::<Retry>(r#""soon""#).contains(r#"found "soon", expected a class of errors"#));
}

/// The dot of the root is part of the spelling, not of the name.
#[test]
fn the_names_of_a_record_may_have_the_final_dot() {
    let json = r#"{"name":"t._domainkey.A.example.","target":"t.dkim.amazonses.com."}"#;
    let record: CnameRecord = from_str(json).unwrap();
    assert_eq!(
        (record.name(), record.target()),
        ("t._domainkey.A.example", "t.dkim.amazonses.com")
    );
}

#[test]
fn a_result_without_a_map_is_read_as_boto3_prints_it() {
    let json = r#"{"ResponseMetadata":{"RequestId":"1","HTTPStatusCode":200,"HTTPHeaders":{}}}"#;
    let response: Response<'_> = from_str(json).unwrap();
    assert!(response.dkim_attributes.is_empty());
    assert_eq!(response.request_id.as_deref(), Some("1"));
}

#[test]
fn an_error_or_an_empty_object_is_not_a_response() {
    let error = r#"{"Error":{"Code":"Throttling"},"ResponseMetadata":{"HTTPStatusCode":400}}"#;
    let refused = from_str::<Response<'_>>(error).unwrap_err();
    assert!(refused.to_string().contains("found an error, expected a response"), "{refused}");
    let refused = from_str::<Response<'_>>("{}").unwrap_err();
    assert!(refused.to_string().contains("missing field `DkimAttributes`"), "{refused}");
}
