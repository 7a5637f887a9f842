//! The response and its parts as values.

use std::borrow::Cow;

use ses_dkim_codec::{
    DecodeErrorKind, DkimAttributes, ErrorResponse, GetIdentityDkimAttributesResponse as Response,
    Location, SetIdentityDkimEnabledResponse, VerificationStatus, XmlErrorKind,
};
use ses_dkim_codec_tests::laws::Reply;

const WORDS: [&str; 6] =
    ["Failed", "NotStarted", "Pending", "Success", "TemporaryFailure", "success"];

#[test]
fn a_status_is_recognised_by_its_exact_word() {
    let known = [
        VerificationStatus::Failed,
        VerificationStatus::NotStarted,
        VerificationStatus::Pending,
        VerificationStatus::Success,
        VerificationStatus::TemporaryFailure,
    ];
    assert_eq!(WORDS.map(VerificationStatus::from)[..5], known);
    assert!(matches!(VerificationStatus::from("success"), VerificationStatus::Unknown(_)));
    assert_eq!(WORDS.map(|word| VerificationStatus::from(word).as_str().to_owned()), WORDS);
    assert_eq!(format!("{:>8}|{}", known[3], known[4]), " Success|TemporaryFailure");
}

#[test]
fn a_status_is_the_same_built_read_or_owned() {
    for word in WORDS {
        let mut map = DkimAttributes::new();
        map.push("a").dkim_verification_status(VerificationStatus::from(word));
        let xml = Response::new(map.clone()).to_xml().unwrap();
        let read = Response::decode(xml.as_bytes()).unwrap().dkim_attributes;
        for map in [&map, &read, &read.clone().into_owned()] {
            let status = map.get("a").unwrap().dkim_verification_status();
            assert_eq!(status, Some(VerificationStatus::from(word)));
        }
    }
}

/// The tokens of a response whose token list has the given content.
fn tokens(content: &str) -> Result<Vec<String>, DecodeErrorKind> {
    let body = format!(
        "<GetIdentityDkimAttributesResponse><GetIdentityDkimAttributesResult><DkimAttributes>\
         <entry><key>a</key><value><DkimTokens>{content}</DkimTokens></value></entry>\
         </DkimAttributes></GetIdentityDkimAttributesResult></GetIdentityDkimAttributesResponse>"
    );
    let response = Response::decode(body.as_bytes()).map_err(|error| error.kind())?;
    let attributes = response.dkim_attributes.get("a").unwrap();
    Ok(attributes.dkim_tokens().unwrap().iter().map(ToString::to_string).collect())
}

/// A token usually has 32 bytes, and the reader tries this length first.
#[test]
fn a_token_of_any_length_is_read() {
    for len in 0..70 {
        let token = "t".repeat(len);
        let list = format!("<member>{token}</member>").repeat(3);
        assert_eq!(tokens(&list), Ok(vec![token; 3]), "{len}");
    }
}

#[test]
fn a_token_of_32_bytes_is_read_like_any_other() {
    let xml = |kind| Err(DecodeErrorKind::Xml(kind));
    for at in 0..31 {
        let around = |middle: &str| {
            let after = 32_usize.saturating_sub(at + middle.len());
            format!("{}{middle}{}", "t".repeat(at), "t".repeat(after))
        };
        let one = |middle: &str| tokens(&format!("<member>{}</member>", around(middle)));
        assert_eq!(one("\u{E9}"), Ok(vec![around("\u{E9}")]), "{at}");
        assert_eq!(one("&lt;"), Ok(vec![around("&lt;").replace("&lt;", "<")]), "{at}");
        assert_eq!(one("<!---->"), Ok(vec![around("<!---->").replace("<!---->", "")]), "{at}");
        assert_eq!(one("\r"), Ok(vec![around("\r").replace('\r', "\n")]), "{at}");
        assert_eq!(one("<b></b>"), Err(DecodeErrorKind::ElementInText), "{at}");
        assert_eq!(one("\u{1}"), xml(XmlErrorKind::InvalidCharacter), "{at}");
        assert_eq!(one("]]>"), xml(XmlErrorKind::CdataEndInText), "{at}");
        assert_eq!(one("&"), xml(XmlErrorKind::MalformedReference), "{at}");
    }
}

#[test]
fn a_word_of_the_schema_is_read_in_any_spelling() {
    let read = |enabled: &str, status: &str| {
        let body = format!(
            "<GetIdentityDkimAttributesResponse><GetIdentityDkimAttributesResult><DkimAttributes>\
             <entry><key>a</key><value><DkimEnabled>{enabled}</DkimEnabled>\
             <DkimVerificationStatus>{status}</DkimVerificationStatus></value></entry>\
             </DkimAttributes></GetIdentityDkimAttributesResult>\
             </GetIdentityDkimAttributesResponse>"
        );
        let response = Response::decode(body.as_bytes()).map_err(|error| error.kind())?;
        let attributes = response.dkim_attributes.get("a").unwrap();
        let status = attributes.dkim_verification_status().unwrap().as_str().to_owned();
        Ok((attributes.dkim_enabled().unwrap(), status))
    };
    for (enabled, value) in [("true", true), ("tr<!---->ue", true), ("f&#97;lse", false)] {
        for (status, text) in [
            ("Success", "Success"),
            ("Suc<![CDATA[cess]]>", "Success"),
            ("Successful", "Successful"),
            ("Succes", "Succes"),
            ("", ""),
        ] {
            assert_eq!(read(enabled, status), Ok((value, text.to_owned())), "{enabled} {status}");
        }
    }
    for enabled in ["", "True", "true ", "trueish", "tru", "1"] {
        assert_eq!(read(enabled, "Success"), Err(DecodeErrorKind::InvalidBoolean), "{enabled}");
    }
}

/// A `SetIdentityDkimEnabled` response with `result` as its result element.
fn enabled(
    result: &str,
) -> Result<SetIdentityDkimEnabledResponse<'static>, (DecodeErrorKind, usize)> {
    let body = format!(
        "<SetIdentityDkimEnabledResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\">{result}\
         <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></SetIdentityDkimEnabledResponse>"
    );
    let head = body.find(result).unwrap();
    match SetIdentityDkimEnabledResponse::decode(body.as_bytes()) {
        Ok(response) => Ok(response.into_owned()),
        Err(error) => Err((error.kind(), error.offset() - head)),
    }
}

#[test]
fn an_empty_result_is_read_in_any_spelling() {
    const EMPTY: &str = "<SetIdentityDkimEnabledResult/>";
    let expected = SetIdentityDkimEnabledResponse::new().with_request_id("1");
    for result in [
        EMPTY,
        "<SetIdentityDkimEnabledResult />",
        "<SetIdentityDkimEnabledResult></SetIdentityDkimEnabledResult>",
        "<s:SetIdentityDkimEnabledResult a='1'/>",
    ] {
        for before in ["", "\n", "\r\n\t", "\n  ", "\r", "x", "<!---->", "<Other/>"] {
            for after in ["", "\r\n", "x", "<SetIdentityDkimEnabledResult2/>"] {
                let result = format!("{before}{result}{after}");
                assert_eq!(enabled(&result), Ok(expected.clone()), "{result:?}");
            }
        }
        let at = result.len();
        let refused = |after: &str| enabled(&format!("{result}{after}")).unwrap_err();
        assert_eq!(refused(EMPTY), (DecodeErrorKind::DuplicateElement, at), "{result}");
        assert_eq!(refused("<Error/>"), (DecodeErrorKind::ServiceError, at), "{result}");
        let character = DecodeErrorKind::Xml(XmlErrorKind::InvalidCharacter);
        assert_eq!(refused("\n\u{1}"), (character, at + 1), "{result}");
    }
}

#[test]
fn an_owned_response_is_the_same() {
    let mut map = DkimAttributes::new();
    map.push("a").dkim_enabled(true).dkim_tokens(["t"]);
    let response = Response::new(map.clone()).with_request_id("1");
    assert_eq!(response.dkim_attributes, map);
    assert_eq!(response.request_id.as_deref(), Some("1"));
    assert_eq!(response.clone().into_owned(), response);
    let reply = Reply::Response(response.clone());
    assert_eq!(reply.clone().into_owned(), reply);
    assert_eq!(reply.into_result(), Ok(response));
}

#[test]
fn only_an_error_document_is_read_as_an_error() {
    let error = ErrorResponse::decode(b"<Error><Code>a</Code></Error>").unwrap();
    assert_eq!(error, ErrorResponse::new("a"));
    assert!(ErrorResponse::decode(b"<GetIdentityDkimAttributesResponse/>").is_err());
}

#[test]
fn the_error_of_a_character_that_xml_cannot_carry_names_its_location() {
    let mut map = DkimAttributes::new();
    map.push("a").dkim_tokens(["fine"]);
    map.push("b").dkim_tokens(["fine", "\u{E9}\u{1}"]);
    let error = Response::new(map).to_xml().unwrap_err();
    assert_eq!((error.character(), error.offset()), ('\u{1}', 2));
    assert_eq!((error.location(), error.entry()), (Location::Element("member"), Some(2)));
    assert_eq!(
        error.to_string(),
        "found U+0001, expected a character of XML 1.0 at byte 2 of the text (entry 2, element member)"
    );
    let mut map = DkimAttributes::new();
    map.push("a");
    let error = Response::new(map).with_request_id("\0").to_xml().unwrap_err();
    assert_eq!((error.location(), error.entry()), (Location::Element("RequestId"), None));
    assert_eq!(error.offset(), 0);
    let padded = Response::default().with_request_id(" \t1\0").to_xml().unwrap_err();
    assert_eq!(padded.offset(), 3, "an offset in the text before trimming");
    assert_eq!(
        error.to_string(),
        "found U+0000, expected a character of XML 1.0 at byte 0 of the text (element RequestId)"
    );
}

#[test]
fn an_error_inside_a_response_is_a_service_error() {
    for (inside, at) in [
        ("<Error/>", 0),
        ("<Errors><Other/><Error/></Errors>", 16),
        ("<GetIdentityDkimAttributesResult/><Error/>", 34),
    ] {
        let head = "<GetIdentityDkimAttributesResponse>";
        let body = format!("{head}{inside}</GetIdentityDkimAttributesResponse>");
        let error = Response::decode(body.as_bytes()).unwrap_err();
        let found = (error.kind(), error.offset());
        assert_eq!(found, (DecodeErrorKind::ServiceError, head.len() + at), "{inside}");
    }
    for (broken, kind, offset) in [
        ("<Error><Code>X", DecodeErrorKind::Xml(XmlErrorKind::UnclosedElement), 42),
        ("<Error/>", DecodeErrorKind::Xml(XmlErrorKind::UnclosedElement), 0),
        ("<Error></Code>", DecodeErrorKind::Xml(XmlErrorKind::MismatchedEnd), 42),
        (
            "<Error/></GetIdentityDkimAttributesResponse>.",
            DecodeErrorKind::Xml(XmlErrorKind::TextOutsideRoot),
            79,
        ),
    ] {
        let body = format!("<GetIdentityDkimAttributesResponse>{broken}");
        let error = Response::decode(body.as_bytes()).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (kind, offset), "{broken}");
        assert_eq!(Reply::decode(body.as_bytes()), Err(error), "{broken}");
    }
    let without = "<GetIdentityDkimAttributesResponse><Errors><Other/></Errors>\
        <GetIdentityDkimAttributesResult/></GetIdentityDkimAttributesResponse>";
    assert_eq!(Response::decode(without.as_bytes()), Ok(Response::default()));
}

#[test]
fn text_is_copied_only_when_it_must_be() {
    for (text, is_borrowed) in [
        ("token", true),
        ("<!-- a -->token<?a?>", true),
        ("<![CDATA[token]]>", true),
        ("<![CDATA[]]>token<![CDATA[]]>", true),
        ("to<!-- a -->ken", false),
        ("to<![CDATA[ken]]>", false),
        ("&#116;oken", false),
    ] {
        let body = format!(
            "<GetIdentityDkimAttributesResponse><GetIdentityDkimAttributesResult><DkimAttributes>\
             <entry><key/><value><DkimTokens><member>{text}</member></DkimTokens></value></entry>\
             </DkimAttributes></GetIdentityDkimAttributesResult></GetIdentityDkimAttributesResponse>"
        );
        let response = Response::decode(body.as_bytes()).unwrap();
        let attributes = response.dkim_attributes.get("").unwrap();
        let [token] = attributes.dkim_tokens().unwrap() else { panic!("expected one token") };
        assert_eq!(token, "token");
        assert_eq!(matches!(token, Cow::Borrowed(_)), is_borrowed, "{text}");
    }
}
