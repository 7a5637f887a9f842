//! Responses and errors, written and read.
#![allow(clippy::disallowed_types, reason = "a test sets the time")]

use std::error::Error as _;
use std::time::{Duration, SystemTime};

use http::Response;
use ses_dkim_codec::{
    BodyKind, DkimAttributes, EncodeError, ErrorResponse, ErrorType,
    GetIdentityDkimAttributesResponse, ResponseError, Retry, SetIdentityDkimEnabledResponse,
    VerificationStatus, VerifyDomainDkimResponse,
};
use ses_dkim_codec_tests::laws::Reply;

const DOCUMENTED: &str = include_str!("../../../examples/documented/response.xml");

fn reply(response: &Response<&'static str>) -> Reply<'static> {
    Reply::try_from(response).unwrap().into_owned()
}

fn error(response: &Response<&'static str>) -> ErrorResponse<'static> {
    reply(response).into_result().unwrap_err()
}

#[test]
fn the_error_of_a_response_names_what_was_expected() {
    assert_eq!(
        ResponseError::Status(1000).to_string(),
        "found the status 1000, expected one from 200 to 999 with a body"
    );
    assert_eq!(
        ResponseError::RequestId.to_string(),
        "found a control character in the request id, expected text"
    );
    assert_eq!(
        ResponseError::RetryAfter.to_string(),
        "found a control character in Retry-After, expected seconds or a date"
    );
}

#[test]
fn the_documented_response_is_read_from_any_body() {
    let expected = GetIdentityDkimAttributesResponse::decode(DOCUMENTED.as_bytes()).unwrap();
    let expected = Reply::Response(expected);
    assert_eq!(Reply::try_from(&Response::new(DOCUMENTED)).unwrap(), expected);
    assert_eq!(Reply::try_from(&Response::new(DOCUMENTED.as_bytes().to_vec())).unwrap(), expected);
    let boxed: Box<[u8]> = DOCUMENTED.as_bytes().into();
    assert_eq!(Reply::try_from(&Response::new(boxed)).unwrap(), expected);
}

#[test]
fn the_request_id_is_read_from_the_first_header_that_has_one() {
    let id = |headers: &[(&'static str, &str)]| {
        let mut response = Response::new(DOCUMENTED);
        for (name, value) in headers {
            response.headers_mut().append(*name, value.parse().unwrap());
        }
        let response = reply(&response).into_result().unwrap();
        response.request_id.unwrap().into_owned()
    };
    let in_the_body = "bb5a105d-c468-11e1-82eb-dff885ccc06a";
    assert_eq!(id(&[]), in_the_body);
    assert_eq!(id(&[("X-AMZN-REQUESTID", "a")]), "a");
    assert_eq!(id(&[("x-amz-request-id", "b")]), "b");
    assert_eq!(id(&[("x-amz-request-id", "b"), ("x-amzn-requestid", "a")]), "a");
    assert_eq!(id(&[("x-amzn-requestid", " "), ("x-amz-request-id", "b")]), "b");
    assert_eq!(id(&[("x-amzn-requestid", "a"), ("x-amzn-requestid", "c")]), "a");
    assert_eq!(id(&[("x-amzn-requestid", "")]), in_the_body);
}

#[test]
fn the_id_of_the_body_is_kept_if_the_header_is_not_text() {
    let mut response = Response::new(DOCUMENTED);
    let value = http::HeaderValue::from_bytes(b"\xFF").unwrap();
    response.headers_mut().insert("x-amzn-requestid", value);
    let response = reply(&response).into_result().unwrap();
    assert_eq!(response.request_id.as_deref(), Some("bb5a105d-c468-11e1-82eb-dff885ccc06a"));
}

#[test]
fn an_error_status_is_an_error_with_any_body() {
    let response = Response::builder().status(503).body("<html>").unwrap();
    let unavailable = error(&response);
    assert_eq!(unavailable.status, Some(503));
    assert_eq!(unavailable.body, BodyKind::Html);
    assert_eq!(unavailable.retry(), Some(Retry::Transient));

    let response = Response::builder().status(400).body(DOCUMENTED).unwrap();
    assert_eq!(error(&response).body, BodyKind::OtherXml);
}

#[test]
fn a_success_status_with_no_document_cannot_be_decoded() {
    assert!(Reply::try_from(&Response::new("")).is_err());
    assert!(Reply::try_from(&Response::new(&DOCUMENTED[..700])).is_err());
}

#[test]
fn a_response_round_trips_over_http() {
    let mut map = DkimAttributes::new();
    map.push("<a&b>\r")
        .dkim_enabled(true)
        .dkim_verification_status(VerificationStatus::from("New"))
        .dkim_tokens(["t", ""]);
    map.push("no attributes");
    let response = GetIdentityDkimAttributesResponse::new(map).with_request_id("ü 1");
    let reply = Reply::Response(response);
    let http = Response::<String>::try_from(&reply).unwrap();
    assert_eq!(http.status(), 200);
    assert_eq!(http.headers()["content-type"], "text/xml");
    assert_eq!(Reply::try_from(&http).unwrap(), reply);
}

#[test]
fn the_request_id_is_the_same_in_the_header_and_in_the_document() {
    for (id, sent) in [("1", Some("1")), (" 1\n", Some("1")), ("", None), (" \t", None)] {
        let response = GetIdentityDkimAttributesResponse::default().with_request_id(id);
        let http = Response::<String>::try_from(&Reply::Response(response)).unwrap();
        let header = http.headers().get("x-amzn-RequestId").map(|id| id.to_str().unwrap());
        assert_eq!(header, sent, "{id:?}");
        let Reply::Response(read) = Reply::decode(http.body().as_bytes()).unwrap() else {
            panic!("expected a response");
        };
        assert_eq!(read.request_id.as_deref(), sent, "{id:?}");
    }
}

#[test]
fn an_error_round_trips_with_its_status() {
    let mut error = ErrorResponse::new("Throttling");
    error.error_type = Some(ErrorType::Sender);
    error.message = Some("Rate exceeded".into());
    error.request_id = Some("1".into());
    error.status = Some(429);
    error.retry_after = Some("7 \u{E9}".into());
    let reply = Reply::ErrorResponse(error);
    let http = Response::<String>::try_from(&reply).unwrap();
    assert_eq!(http.status(), 429);
    assert_eq!(http.headers()["x-amzn-RequestId"], "1");
    assert_eq!(http.headers()["retry-after"].as_bytes(), "7 \u{E9}".as_bytes());
    assert_eq!(Reply::try_from(&http).unwrap(), reply);
}

#[test]
fn the_type_of_an_error_without_a_status_gives_the_status() {
    let status = |error_type: Option<ErrorType<'static>>| {
        let mut error = ErrorResponse::new("Code");
        error.error_type = error_type;
        let http = Response::<String>::try_from(&Reply::ErrorResponse(error)).unwrap();
        assert!(!http.headers().contains_key("x-amzn-RequestId"));
        http.status().as_u16()
    };
    assert_eq!(status(Some(ErrorType::Sender)), 400);
    assert_eq!(status(Some(ErrorType::Receiver)), 500);
    assert_eq!(status(None), 500);
}

#[test]
fn a_value_that_http_or_xml_cannot_carry_is_a_typed_error() {
    let refusal = |change: fn(&mut ErrorResponse<'static>)| {
        let mut error = ErrorResponse::new("Code");
        change(&mut error);
        Response::<String>::try_from(&Reply::ErrorResponse(error)).unwrap_err()
    };
    let status = refusal(|error| error.status = Some(99));
    assert_eq!((status, status.code()), (ResponseError::Status(99), "invalid-status"));
    for bodiless in [100, 199, 204, 205, 304] {
        let mut error = ErrorResponse::new("Code");
        error.status = Some(bodiless);
        let lost = Response::<String>::try_from(&Reply::ErrorResponse(error)).unwrap_err();
        assert_eq!(lost, ResponseError::Status(bodiless), "its body would not be sent");
    }
    let id = refusal(|error| error.request_id = Some("a\nb".into()));
    assert_eq!((id, id.code()), (ResponseError::RequestId, "invalid-request-id"));
    let delay = refusal(|error| error.retry_after = Some("7\n".into()));
    assert_eq!((delay, delay.code()), (ResponseError::RetryAfter, "invalid-retry-after"));
    let xml = refusal(|error| error.message = Some("a\0".into()));
    assert_eq!(xml.code(), "invalid-character");
    let source = xml.source().and_then(|source| source.downcast_ref::<EncodeError>());
    assert_eq!(source.map(EncodeError::offset), Some(1));
}

#[test]
fn every_response_and_error_converts_without_a_reply() {
    let verified = VerifyDomainDkimResponse::new(["t"]).with_request_id("1");
    let http = Response::<String>::try_from(&verified).unwrap();
    assert_eq!(http.headers()["x-amzn-RequestId"], "1");
    let reply = ses_dkim_codec::Reply::<VerifyDomainDkimResponse<'static>>::try_from(http);
    assert_eq!(reply.unwrap().into_result().unwrap(), verified);
    let http = Response::<String>::try_from(verified.clone()).unwrap();
    assert_eq!((http.status().as_u16(), http.body()), (200, &verified.to_xml().unwrap()));
    let http = Response::<String>::try_from(SetIdentityDkimEnabledResponse::new()).unwrap();
    assert!(http.body().contains("SetIdentityDkimEnabledResult"));

    let error = ErrorResponse::new("Throttling").with_type(ErrorType::Sender);
    let http = Response::<String>::try_from(&error).unwrap();
    assert_eq!((http.status().as_u16(), http.body()), (400, &error.to_xml().unwrap()));
    let by_value = Response::<String>::try_from(error).unwrap();
    assert_eq!((by_value.status(), by_value.body()), (http.status(), http.body()));
    let error = Reply::ErrorResponse(ErrorResponse::new("Throttling"));
    let by_value = Response::<String>::try_from(error.clone()).unwrap();
    let by_reference = Response::<String>::try_from(&error).unwrap();
    assert_eq!(by_value.body(), by_reference.body());
    assert_eq!(by_value.status(), by_reference.status());
    let illegal = ErrorResponse::new("a\0");
    assert_eq!(Response::<String>::try_from(illegal).unwrap_err().code(), "invalid-character");
}

/// RFC 9110 §10.2.3 and §5.6.7: a number of seconds, or a date in one of three spellings.
#[test]
fn the_delay_of_retry_after_is_relative_to_now() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_770);
    let delay = |value: &str| {
        let http = Response::builder().status(429).header("retry-after", value).body("").unwrap();
        let error = error(&http);
        assert_eq!(error.retry_after.as_deref(), Some(value));
        error.retry_after_delay_at(now).map(|delay| delay.as_secs())
    };
    for (value, seconds) in [
        ("0", Some(0)),
        ("7", Some(7)),
        ("007", Some(7)),
        ("18446744073709551615", Some(1 << 31)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(7)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some(7)),
        ("Sun Nov  6 08:49:37 1994", Some(7)),
        ("Sun, 06 Nov 1994 08:49:30 GMT", Some(0)),
        ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
        ("18446744073709551616", Some(1 << 31)),
        ("", None),
        ("-1", None),
        ("+1", None),
        ("1.5", None),
        ("7 seconds", None),
        ("soon", None),
    ] {
        assert_eq!(delay(value), seconds, "{value}");
    }
    assert_eq!(ErrorResponse::new("Throttling").retry_after_delay_at(now), None);
}
