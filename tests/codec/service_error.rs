//! The service's error as a value: its fields, its messages, its owned form.

use ses_dkim_codec::{
    BodyKind, DecodeErrorKind, ErrorResponse, ErrorType, HttpReply, Location, Retry,
};
use ses_dkim_codec_tests::laws::Reply;

fn full() -> ErrorResponse<'static> {
    let mut error = ErrorResponse::new("Throttling")
        .with_type(ErrorType::Sender)
        .with_message("Rate exceeded")
        .with_request_id("id-1")
        .with_status(400)
        .with_retry_after("7");
    error.detail = Some("slow down".into());
    error
}

#[test]
fn each_field_is_set() {
    let error = full();
    assert_eq!(error.code.as_deref(), Some("Throttling"));
    assert_eq!(error.error_type, Some(ErrorType::Sender));
    assert_eq!(error.message.as_deref(), Some("Rate exceeded"));
    assert_eq!(error.request_id.as_deref(), Some("id-1"));
    assert_eq!(error.status, Some(400));
    assert_eq!(error.retry_after.as_deref(), Some("7"));
    assert_eq!(error.body, BodyKind::Document);
}

#[test]
fn a_type_is_recognised_by_its_exact_word() {
    let types =
        ["Sender", "Receiver", "sender"].map(|word| ErrorType::from(std::borrow::Cow::from(word)));
    assert_eq!(types[..2], [ErrorType::Sender, ErrorType::Receiver]);
    assert_eq!(types.each_ref().map(ErrorType::as_str), ["Sender", "Receiver", "sender"]);
    for of in types {
        assert_eq!(of.clone().into_owned(), of);
    }
}

#[test]
fn an_owned_error_is_the_same() {
    let mut error = full();
    error.body = BodyKind::Html;
    assert_eq!(error.clone().into_owned(), error);
    let reply = Reply::ErrorResponse(error.clone());
    assert_eq!(reply.clone().into_owned(), reply);
    assert_eq!(reply.into_result(), Err(error));
}

#[test]
fn display_shows_every_field() {
    assert_eq!(
        full().to_string(),
        "Throttling: Rate exceeded: slow down (HTTP 400, type Sender, request id id-1)"
    );
    assert_eq!(ErrorResponse::new("Throttling").to_string(), "Throttling");
    let nothing = ErrorResponse::new("").with_message("").with_request_id("");
    assert_eq!(nothing.to_string(), "an error without a code, an error document");
}

#[test]
fn display_of_an_error_without_a_code_names_the_body() {
    let bodies: [(&[u8], &str); 6] = [
        (b"", "an empty body"),
        (b"<html>", "an HTML page: <html>"),
        (b"no", "text that is not XML: no"),
        (b"<!-- <html>", "truncated XML: <!-- <html>"),
        (b"{\"a\":\n 1}", "JSON: {\"a\": 1}"),
        (b"<a/>", "another XML document: <a/>"),
    ];
    for (body, words) in bodies {
        let error = Reply::from_http(HttpReply::new(503, body)).unwrap().into_result().unwrap_err();
        assert_eq!(error.to_string(), format!("an error without a code, {words} (HTTP 503)"));
        assert_eq!(error.retry(), Some(Retry::Transient));
    }
}

#[test]
fn white_space_that_a_reader_trims_is_not_written() {
    let padded = ErrorResponse::new(" Throttling\n").with_message(" m ").with_request_id("\t1");
    let padded = padded.with_type(ErrorType::from(std::borrow::Cow::from(" Other ")));
    let xml = padded.to_xml().unwrap();
    assert!(xml.contains("<Error><Type>Other</Type><Code>Throttling</Code><Message> m </Message>"));
    assert!(xml.contains("<RequestId>1</RequestId>"), "{xml}");
    let error = ErrorResponse::new("  \u{1}").to_xml().unwrap_err();
    assert_eq!((error.offset(), error.location()), (2, Location::Element("Code")));
}

#[test]
fn an_html_page_is_recognised_by_its_first_tag() {
    let words = |body: &[u8]| match Reply::from_http(HttpReply::new(503, body)) {
        Ok(Reply::ErrorResponse(error)) => error.body,
        other => panic!("{other:?}"),
    };
    for page in
        ["<html>", "<HTML\n", "<html/>", "<!DOCTYPE html>", "<!doctype\t\n HTML ", "<!doctype html"]
    {
        assert_eq!(words(page.as_bytes()), BodyKind::Html, "{page}");
    }
    for other in ["<html-x/>", "<html.x/>", "<html_/>", "<html:page xmlns:html='x'/>", "<xhtml/>"] {
        assert_eq!(words(other.as_bytes()), BodyKind::OtherXml, "{other}");
    }
    for other in
        ["<!doctypehtml>", "<!doctype xhtml>", "<!doctype htmls>", "html", "<htm", "<!doctype"]
    {
        let kind = words(other.as_bytes());
        assert!(!matches!(kind, BodyKind::Html | BodyKind::Document), "{other}: {kind:?}");
    }
}

#[test]
fn compressed_data_is_recognised_by_its_first_bytes() {
    let kind = |body: &[u8]| Reply::from_http(HttpReply::new(200, body)).unwrap_err().body();
    let bodies: [&[u8]; 9] = [
        b"\x1F\x8B\x08\0",
        b"\x78\x01\x03",
        b"\x78\x5E\x8B\x03",
        b"\x78\x9C\x03",
        b"\x78\xDA\x03",
        b"BZh11AY&SY\x17",
        b"BZh91AY&SY\x17",
        b"\xFD7zXZ\0\0",
        b"\x28\xB5\x2F\xFD\x04",
    ];
    for body in bodies {
        assert_eq!(kind(body), BodyKind::Compressed, "{body:x?}");
    }
    for text in ["x^2 + y", "xy", "BZh01AY&SY", "BZh", "(\u{B5}/"] {
        assert_eq!(kind(text.as_bytes()), BodyKind::Text, "{text}");
    }
}

#[test]
fn json_is_recognised_by_its_first_two_characters() {
    let kind =
        |body: &str| Reply::from_http(HttpReply::new(200, body.as_bytes())).unwrap_err().body();
    for json in ["{\"a\": 1}", "{}", "{ \n\"", "[{}]", "[[]]", "[\"a\"]", "[ ]", "\"a\"", " {", "["]
    {
        assert_eq!(kind(json), BodyKind::Json, "{json}");
    }
    for text in ["[2026-11-30 10:00] timeout", "[error] timeout", "{{page}}", "{a}", "(\"a\")", "1"]
    {
        assert_eq!(kind(text), BodyKind::Text, "{text}");
    }
}

#[test]
fn half_a_byte_order_mark_is_truncated_xml() {
    let read = |body: &[u8]| Reply::from_http(HttpReply::new(200, body)).unwrap_err();
    for body in [&b"\xEF"[..], b"\xEF\xBB"] {
        assert_eq!(read(body).body(), BodyKind::TruncatedXml);
    }
    for body in [&b"\xC3"[..], b"\n\xEF", b"\xEF\xBB\xBF\xEF", b"\xBB"] {
        assert_eq!(read(body).body(), BodyKind::Text, "{body:x?}");
    }
    let error = read(b"\xEF\xBB\xBF");
    assert_eq!((error.body(), error.excerpt()), (BodyKind::Empty, ""));
}

#[test]
fn an_excerpt_escapes_what_cannot_be_printed_on_one_line() {
    let excerpt =
        |body: &[u8]| Reply::from_http(HttpReply::new(200, body)).unwrap_err().excerpt().to_owned();
    assert_eq!(excerpt(b" It's \"down\"\r\n C:\\x "), r#"It's "down" C:\x"#);
    assert_eq!(excerpt("\u{1B}[2J\u{202E}\u{85}".as_bytes()), r"\u{1b}[2J\u{202e}\u{85}");
    assert_eq!(excerpt(b"a\xFF\xC3"), r"a\xff\xc3");
    // An escape is not cut.
    assert_eq!(excerpt(&[&[b'a'; 198][..], b"\x1B"].concat()), "a".repeat(198));
    assert_eq!(excerpt(&[&[b'a'; 194][..], b"\x1Bb"].concat()), "a".repeat(194) + r"\u{1b}");
    assert_eq!(excerpt(&[b'a'; 201]), "a".repeat(200));
    assert_eq!(excerpt(&[&[b'a'; 199][..], b" b"].concat()), "a".repeat(199));
}

/// Without a code, a message and a detail, the excerpt is all that a person can see of the error.
#[test]
fn an_error_document_without_words_keeps_an_excerpt() {
    for body in [
        "<Error>Rate exceeded</Error>",
        "<ErrorResponse>Rate exceeded</ErrorResponse>",
        "<ErrorResponse><Code>Throttling</Code></ErrorResponse>",
        "<ErrorResponse><Error><Code/><Fault>Rate exceeded</Fault></Error></ErrorResponse>",
    ] {
        for status in [200, 400] {
            let reply = Reply::from_http(HttpReply::new(status, body.as_bytes())).unwrap();
            let error = reply.into_result().unwrap_err();
            assert_eq!(error.excerpt.as_deref(), Some(body));
            assert_eq!(error.body, BodyKind::Document);
        }
    }
    for words in ["<Code>A</Code>", "<Message>a</Message>", "<Detail>a</Detail>"] {
        let body = format!("<ErrorResponse><Error>{words}</Error></ErrorResponse>");
        let reply = Reply::from_http(HttpReply::new(400, body.as_bytes())).unwrap();
        assert_eq!(reply.into_result().unwrap_err().excerpt, None, "{body}");
    }
}

#[test]
fn a_document_of_the_protocol_differs_from_other_xml() {
    let kind = |body: &[u8]| Reply::from_http(HttpReply::new(200, body)).unwrap_err().body();
    assert_eq!(kind(b"<GetIdentityDkimAttributesResponse/>"), BodyKind::Document);
    assert_eq!(kind(b"<VerifyDomainDkimResponse/>"), BodyKind::OtherXml);
    assert_eq!(kind(b"<a><b></a>"), BodyKind::MalformedXml);
}

/// A 2xx reply that is no response keeps what a person needs to find its sender.
#[test]
fn a_reply_that_cannot_be_decoded_keeps_status_request_id_and_excerpt() {
    let read = |status, body: &'static [u8]| {
        let http = HttpReply { request_id: Some("id-1"), ..HttpReply::new(status, body) };
        Reply::from_http(http).unwrap_err()
    };
    let error = read(202, b"Sign\n in");
    assert_eq!(
        (error.status(), error.request_id(), error.body()),
        (202, Some("id-1"), BodyKind::Text)
    );
    assert_eq!((error.excerpt(), error.is_truncated()), ("Sign in", false));
    let text = error.to_string();
    assert!(text.contains("202") && text.contains("Sign in") && text.contains("id-1"), "{text}");
    let error = read(200, b"<GetIdentityDkimAttributesResponse>");
    assert!(error.is_truncated() && error.body() == BodyKind::TruncatedXml);
    let error = read(200, b"");
    assert_eq!((error.excerpt(), error.body()), ("", BodyKind::Empty));
    assert!(error.to_string().starts_with("found an empty body with status 200"), "{error}");
    assert!(error.to_string().ends_with("(request id id-1)"), "{error}");
    let error = read(200, b"<GetIdentityDkimAttributesResponse/>");
    assert!(error.to_string().starts_with("found an invalid response with status"), "{error}");
}

#[test]
fn control_characters_are_escaped_in_messages() {
    assert_eq!(ErrorResponse::new("it's \u{E9} \u{1F4E7}").to_string(), "it's \u{E9} \u{1F4E7}");
    let error = ErrorResponse::new("a\u{1B}[2J\u{202E}b\u{2066}\u{61C}\u{200E}\n");
    assert_eq!(error.to_string(), r"a\u{1b}[2J\u{202e}b\u{2066}\u{61c}\u{200e}\n");
}

#[test]
fn only_the_first_of_two_errors_is_read() {
    let first = "<Error><Code>A</Code></Error>";
    let second = "<Error><Message>m</Message><RequestId>1</RequestId></Error>";
    for errors in [
        format!("{first}{second}"),
        format!("<Errors>{first}{second}</Errors>"),
        format!("{first}<Errors>{second}</Errors>"),
        format!("<Errors>{first}</Errors>{second}"),
    ] {
        let body = format!("<ErrorResponse>{errors}</ErrorResponse>");
        let error = ErrorResponse::decode(body.as_bytes());
        assert_eq!(error, Ok(ErrorResponse::new("A")), "{body}");
    }
}

#[test]
fn an_error_inside_an_exception_takes_precedence() {
    let error = "<Error><Code>A</Code><RequestId>1</RequestId></Error>";
    let second = "<Error><Code>B</Code></Error>";
    for errors in [
        error.to_owned(),
        format!("<Errors>{error}</Errors>"),
        format!("<Errors>{error}{second}</Errors>{second}"),
        format!("{error}<Errors>{second}</Errors>"),
    ] {
        let body = format!("<AnException><Message>m</Message>{errors}</AnException>");
        let error = ErrorResponse::decode(body.as_bytes()).unwrap();
        assert_eq!(error.code.as_deref(), Some("A"), "{body}");
        assert_eq!(error.message.as_deref(), Some("m"), "{body}");
        assert_eq!(error.request_id.as_deref(), Some("1"), "{body}");
    }
    for errors in ["<Errors/>", "<Errors><Other/></Errors>"] {
        let body = format!("<AnException>{errors}</AnException>");
        let error = ErrorResponse::decode(body.as_bytes());
        assert_eq!(error, Ok(ErrorResponse::new("AnException")), "{body}");
    }
}

#[test]
fn a_request_id_is_read_in_the_metadata_of_the_root_only() {
    let metadata = "<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>";
    let id = |body: String| ErrorResponse::decode(body.as_bytes()).unwrap().into_owned().request_id;
    assert_eq!(id(format!("<Error>{metadata}</Error>")).as_deref(), Some("1"));
    assert_eq!(id(format!("<AnException>{metadata}</AnException>")).as_deref(), Some("1"));
    assert_eq!(id(format!("<A><Error/>{metadata}</A>")).as_deref(), Some("1"));
    assert_eq!(id(format!("<A><Error>{metadata}</Error></A>")), None);
}

#[test]
fn a_name_with_two_colons_or_an_empty_prefix_matches_nothing() {
    assert!(ErrorResponse::decode(b"<Error/>").is_ok());
    assert!(ErrorResponse::decode(b"<a:Error xmlns:a='b'/>").is_ok());
    for name in [":Error", "a:b:Error", "::Error", "a::Error", "Error:", "a:Error:"] {
        let error = ErrorResponse::decode(format!("<{name}/>").as_bytes()).unwrap_err();
        assert_eq!(error.kind(), DecodeErrorKind::UnexpectedRoot, "{name}");
    }
}
