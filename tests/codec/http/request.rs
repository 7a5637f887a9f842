//! Requests, written and read.

use http::{Method, Request};
use ses_dkim_codec::{
    AnyRequest, FormErrorKind, GetIdentityDkimAttributesRequest, RequestError,
    SetIdentityDkimEnabledRequest, VerifyDomainDkimRequest,
};

const FORM: &str = "Action=GetIdentityDkimAttributes&Version=2010-12-01\
    &Identities.member.1=example.com&Identities.member.2=user%40example.com";
const FORM_TYPE: &str = "application/x-www-form-urlencoded";
const IDENTITIES: [&str; 2] = ["example.com", "user@example.com"];

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
}
