//! Feature `serde`: boto3's shape, borrowed where it can be, and what a wrong shape is told.
#![allow(clippy::unwrap_used, reason = "a test panics to fail")]

use std::borrow::Cow;

use serde_json::{from_str, json, to_value};
use ses_dkim_codec::{
    BodyKind, DkimAttributes, ErrorResponse, ErrorType,
    GetIdentityDkimAttributesRequest as Request, GetIdentityDkimAttributesResponse as Response,
    Retry, VerificationStatus,
};

#[test]
fn a_request_is_written_and_read_back() {
    let request = Request::new(["a.example", "b"]);
    let value = to_value(&request).unwrap();
    assert_eq!(value, json!({ "Identities": ["a.example", "b"] }));
    assert_eq!(from_str::<Request<'_>>(&value.to_string()).unwrap(), request);
}

#[test]
fn text_with_escapes_is_copied_and_other_text_is_borrowed() {
    let json = r#"{"Identities":["a\u00e9\n","plain"]}"#;
    let identities = from_str::<Request<'_>>(json).unwrap().into_identities();
    assert_eq!(identities, ["a\u{E9}\n", "plain"]);
    assert!(matches!(&identities[..], [Cow::Owned(_), Cow::Borrowed(_)]));
}

#[test]
fn a_response_is_written_and_read_back() {
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
fn of_a_repeated_identity_the_last_is_written() {
    let mut map = DkimAttributes::new();
    map.push("a").dkim_enabled(true);
    map.push("b");
    map.push("a").dkim_enabled(false);
    assert_eq!(to_value(&map).unwrap().to_string(), r#"{"b":{},"a":{"DkimEnabled":false}}"#);
}

#[test]
fn an_error_is_written_and_read_back() {
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

#[test]
fn a_result_without_a_map_is_read_as_boto3_prints_it() {
    let json = r#"{"ResponseMetadata":{"RequestId":"1","HTTPStatusCode":200,"HTTPHeaders":{}}}"#;
    let response: Response<'_> = from_str(json).unwrap();
    assert!(response.dkim_attributes.is_empty());
    assert_eq!(response.request_id.as_deref(), Some("1"));
}

#[test]
fn an_error_or_nothing_is_never_an_empty_response() {
    let error = r#"{"Error":{"Code":"Throttling"},"ResponseMetadata":{"HTTPStatusCode":400}}"#;
    let refused = from_str::<Response<'_>>(error).unwrap_err();
    assert!(refused.to_string().contains("found an error, expected a response"), "{refused}");
    let refused = from_str::<Response<'_>>("{}").unwrap_err();
    assert!(refused.to_string().contains("missing field `DkimAttributes`"), "{refused}");
}
