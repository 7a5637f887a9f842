//! Feature `http`: requests and responses, written and read.

#![allow(clippy::string_slice, clippy::unwrap_used, reason = "a test panics to fail")]
#![allow(clippy::disallowed_types, reason = "a test sets the time")]

use std::time::{Duration, SystemTime};

use http::{Method, Request, Response};
use ses_dkim_codec::{
    AnyRequest, BodyKind, DkimAttributes, ErrorResponse, ErrorType, FormErrorKind,
    GetIdentityDkimAttributesRequest, GetIdentityDkimAttributesResponse, RequestError,
    ResponseError, Retry, SetIdentityDkimEnabledRequest, SetIdentityDkimEnabledResponse,
    VerificationStatus, VerifyDomainDkimRequest, VerifyDomainDkimResponse,
};
use ses_dkim_codec_tests::laws::Reply;

const FORM: &str = "Action=GetIdentityDkimAttributes&Version=2010-12-01\
    &Identities.member.1=example.com&Identities.member.2=user%40example.com";
const FORM_TYPE: &str = "application/x-www-form-urlencoded";
const IDENTITIES: [&str; 2] = ["example.com", "user@example.com"];
const DOCUMENTED: &str = include_str!("../../examples/documented/response.xml");

fn post(content_types: &[&str], body: &'static str) -> Request<&'static str> {
    let mut request = Request::post("/").body(body).unwrap();
    for content_type in content_types {
        let value = content_type.parse().unwrap();
        request.headers_mut().append("content-type", value);
    }
    request
}

fn refusal<B: AsRef<[u8]>>(request: &Request<B>) -> RequestError {
    GetIdentityDkimAttributesRequest::try_from(request).unwrap_err()
}

fn reply(response: &Response<&'static str>) -> Reply<'static> {
    Reply::try_from(response).unwrap().into_owned()
}

fn error(response: &Response<&'static str>) -> ErrorResponse<'static> {
    reply(response).into_result().unwrap_err()
}

#[test]
fn a_request_becomes_a_post_of_a_form_to_the_root() {
    let http = Request::<String>::from(&GetIdentityDkimAttributesRequest::new(IDENTITIES));
    assert_eq!(http.method(), Method::POST);
    assert_eq!(http.uri(), "/");
    assert_eq!(http.headers().len(), 1);
    assert_eq!(http.headers()["Content-Type"], FORM_TYPE);
    assert_eq!(http.body(), FORM);
}

#[test]
fn a_request_round_trips_over_http() {
    for identities in [&[][..], &[""], &IDENTITIES, &["a b+c", "ü&=%", "\u{1F600}\0"]] {
        let request = GetIdentityDkimAttributesRequest::new(identities.iter().copied());
        let http = Request::<String>::from(&request);
        assert_eq!(GetIdentityDkimAttributesRequest::try_from(&http), Ok(request));
    }
}

#[test]
fn the_media_type_is_read_in_any_case_with_any_parameters() {
    for content_type in [
        FORM_TYPE,
        "Application/X-WWW-Form-URLencoded",
        "application/x-www-form-urlencoded; charset=utf-8",
        "application/x-www-form-urlencoded;charset=ISO-8859-1; a=\"b\"",
        "application/x-www-form-urlencoded ; q",
        "\t application/x-www-form-urlencoded",
    ] {
        let http = post(&[content_type], FORM);
        let request = GetIdentityDkimAttributesRequest::try_from(&http).unwrap();
        assert_eq!(request.identities(), IDENTITIES, "{content_type}");
    }
}

#[test]
fn another_media_type_is_refused() {
    for content_types in [
        &[][..],
        &[""],
        &["application/json"],
        &["application/x-www-form-urlencoded2"],
        &["text/plain; application/x-www-form-urlencoded"],
        &[FORM_TYPE, "application/json"],
        &["application/json", FORM_TYPE],
    ] {
        let error = refusal(&post(content_types, FORM));
        assert_eq!(error, RequestError::ContentType, "{content_types:?}");
        assert_eq!(error.code(), "wrong-content-type");
    }
}

#[test]
fn a_get_carries_the_form_in_its_query() {
    let http = Request::get(format!("https://ses.example/?{FORM}")).body(Vec::new()).unwrap();
    let request = GetIdentityDkimAttributesRequest::try_from(&http).unwrap();
    assert_eq!(request.identities(), IDENTITIES);

    let bare = refusal(&Request::get("/").body(FORM).unwrap());
    assert_eq!(bare.code(), FormErrorKind::Missing.code());
}

/// Clients that put the parameters of a POST into the URL send no body and need no content type
/// (SES Developer Guide, "Query requests").
#[test]
fn a_post_without_a_body_carries_the_form_in_its_query() {
    for content_type in [None, Some(FORM_TYPE), Some("application/json")] {
        let mut builder = Request::post(format!("/?{FORM}"));
        if let Some(content_type) = content_type {
            builder = builder.header("content-type", content_type);
        }
        let request = GetIdentityDkimAttributesRequest::try_from(builder.body("").unwrap());
        assert_eq!(request.unwrap().identities(), IDENTITIES, "{content_type:?}");
    }
    let bare = refusal(&Request::post("/").body("").unwrap());
    let RequestError::Form(bare) = bare else { panic!("{bare}") };
    assert_eq!((bare.kind(), bare.parameter()), (FormErrorKind::Missing, Some("Action")));
    let both = Request::post(format!("/?{FORM}")).body("Action=VerifyDomainDkim").unwrap();
    assert_eq!(refusal(&both), RequestError::ContentType, "the body counts");
}

#[test]
fn every_request_round_trips_by_value() {
    fn sent<R>(request: R) -> AnyRequest<'static>
    where
        R: Clone + Into<AnyRequest<'static>> + Into<Request<String>> + std::fmt::Debug,
        R: TryFrom<Request<String>, Error = RequestError> + PartialEq,
    {
        let http: Request<String> = request.clone().into();
        assert_eq!(R::try_from(http), Ok(request.clone()));
        let any: AnyRequest<'static> = request.into();
        let http = Request::<String>::from(&any);
        assert_eq!(AnyRequest::try_from(&http), Ok(any.clone()));
        let http = Request::<String>::from(any);
        AnyRequest::try_from(http).unwrap()
    }
    let requests = [
        sent(GetIdentityDkimAttributesRequest::new(IDENTITIES)),
        sent(VerifyDomainDkimRequest::new("example.com")),
        sent(SetIdentityDkimEnabledRequest::new("example.com", true)),
    ];
    let forms = requests.map(|request| request.to_form());
    assert_eq!(forms[0], FORM);
    assert!(forms[2].ends_with("&DkimEnabled=true"));
}

#[test]
fn another_method_is_refused() {
    for method in [Method::PUT, Method::DELETE, Method::HEAD, Method::OPTIONS] {
        let mut http = post(&[FORM_TYPE], FORM);
        *http.method_mut() = method;
        assert_eq!(refusal(&http), RequestError::Method);
    }
    assert_eq!(RequestError::Method.code(), "wrong-method");
}

#[test]
fn the_error_of_a_malformed_form_keeps_its_kind_offset_and_text() {
    let error = refusal(&post(&[FORM_TYPE], "Action=GetIdentityDkimAttributes&Version=%4"));
    let RequestError::Form(form) = error else {
        panic!("{error}");
    };
    assert_eq!((form.kind(), form.offset()), (FormErrorKind::MalformedEscape, 41));
    assert_eq!(RequestError::Form(form.clone()).to_string(), form.to_string());
}

#[test]
fn the_error_of_a_request_names_what_was_expected() {
    assert_eq!(
        RequestError::ContentType.to_string(),
        "found another content type, expected application/x-www-form-urlencoded"
    );
    assert_eq!(RequestError::Method.to_string(), "found another method, expected POST or GET");
    assert_eq!(
        ResponseError::Status(1000).to_string(),
        "found the status 1000, expected one from 200 to 999 with a body"
    );
    assert_eq!(
        ResponseError::RequestId.to_string(),
        "found a control character in the request id, expected text"
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
fn a_header_that_is_not_text_leaves_the_id_of_the_body() {
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
            panic!("a response");
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
    let reply = Reply::ErrorResponse(error);
    let http = Response::<String>::try_from(&reply).unwrap();
    assert_eq!(http.status(), 429);
    assert_eq!(http.headers()["x-amzn-RequestId"], "1");
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
    let xml = refusal(|error| error.message = Some("a\0".into()));
    assert_eq!(xml.code(), "invalid-character");
    let ResponseError::Xml(inner) = xml else {
        panic!("{xml}");
    };
    assert_eq!(inner.offset(), 1);
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
        ("18446744073709551615", Some(u64::MAX)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(7)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some(7)),
        ("Sun Nov  6 08:49:37 1994", Some(7)),
        ("Sun, 06 Nov 1994 08:49:30 GMT", Some(0)),
        ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
        ("18446744073709551616", Some(u64::MAX)),
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
