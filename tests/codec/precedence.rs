//! Which of several faults or errors in one document is reported.

use ses_dkim_codec::{
    DecodeErrorKind, ErrorResponse, GetIdentityDkimAttributesResponse as Response, XmlErrorKind,
};
use ses_dkim_codec_tests::laws::Reply;

/// Results that are well-formed XML, each with a fault of the protocol at another depth.
const FAULTY: [&str; 5] = [
    "<GetIdentityDkimAttributesResult/>",
    "<GetIdentityDkimAttributesResult><DkimAttributes>text</DkimAttributes>\
     </GetIdentityDkimAttributesResult>",
    "<GetIdentityDkimAttributesResult><DkimAttributes><entry><key/><other><a><b/></a></other>\
     </entry></DkimAttributes></GetIdentityDkimAttributesResult>",
    "<GetIdentityDkimAttributesResult><DkimAttributes><entry><key><a><b/></a></key></entry>\
     </DkimAttributes></GetIdentityDkimAttributesResult>",
    "<GetIdentityDkimAttributesResult><DkimAttributes><entry><key/><value><DkimEnabled>yes\
     </DkimEnabled></value></entry></DkimAttributes></GetIdentityDkimAttributesResult>",
];

fn response(content: &str) -> String {
    format!("<GetIdentityDkimAttributesResponse>{content}</GetIdentityDkimAttributesResponse>")
}

#[test]
fn an_error_takes_precedence_over_a_faulty_result() {
    let error = "<Error><Code>Throttling</Code></Error>";
    for result in FAULTY {
        for content in [format!("{result}{error}"), format!("{error}{result}")] {
            let body = response(&content);
            let read = Reply::decode(body.as_bytes());
            assert_eq!(read, Ok(Reply::ErrorResponse(ErrorResponse::new("Throttling"))), "{body}");
        }
    }
}

#[test]
fn the_first_of_two_faulty_results_is_reported() {
    for first in &FAULTY[1..] {
        for second in FAULTY {
            let alone = Response::decode(response(first).as_bytes()).unwrap_err();
            let both = response(&format!("{first}{second}"));
            assert_eq!(Response::decode(both.as_bytes()), Err(alone), "{first}{second}");
        }
    }
}

#[test]
fn a_malformed_document_is_no_error_of_the_service() {
    // If each of these tags were skipped, the rest would be a well-formed document with an `Error`.
    for malformed in ["</a>", "</>", "<!>", "<?>", "<a b>", "<a b=c>", "<a b='' b=''>", "<1>"] {
        for place in [
            malformed.to_owned(),
            format!("text{malformed}"),
            format!("<other/>{malformed}"),
            format!("<entry>{malformed}</entry>"),
            format!("<entry><key>{malformed}</key></entry>"),
            format!("<entry><key><other/>{malformed}</key></entry>"),
        ] {
            let body = response(&format!(
                "<GetIdentityDkimAttributesResult><DkimAttributes>{place}</DkimAttributes>\
                 </GetIdentityDkimAttributesResult><Error/>"
            ));
            assert!(Reply::decode(body.as_bytes()).is_err(), "{body}");
        }
    }
}

#[test]
fn only_an_exception_gives_precedence_to_an_error_inside() {
    let inner = "<Error><Code>B</Code></Error>";
    for inside in [inner.to_owned(), format!("<Errors>{inner}</Errors>")] {
        for fields in [format!("{inside}<Code>A</Code>"), format!("<Code>A</Code>{inside}")] {
            for root in ["ErrorResponse", "Other"] {
                let body = format!("<{root}><Error>{fields}</Error></{root}>");
                let error = ErrorResponse::decode(body.as_bytes());
                assert_eq!(error, Ok(ErrorResponse::new("A")), "{body}");
            }
            let body = format!("<Error>{fields}</Error>");
            assert_eq!(ErrorResponse::decode(body.as_bytes()), Ok(ErrorResponse::new("A")));
        }
    }
}

#[test]
fn the_first_request_id_is_that_of_an_error() {
    let id = "<RequestId>1</RequestId>";
    let other = "<RequestID>2</RequestID>";
    let metadata = format!("<ResponseMetadata>{id}</ResponseMetadata>");
    for body in [
        format!("<AnException>{id}<Error/></AnException>"),
        format!("<AnException>{id}<Error>{other}</Error></AnException>"),
        format!("<AnException><Error>{id}</Error>{other}</AnException>"),
        format!("<AnException><Error/>{id}</AnException>"),
        response(&format!("{metadata}<Error/>")),
        response(&format!("{metadata}<Error>{other}</Error>")),
        response(&format!("<Error>{id}</Error>{metadata}")),
    ] {
        match Reply::decode(body.as_bytes()) {
            Ok(Reply::ErrorResponse(error)) => {
                assert_eq!(error.request_id.as_deref(), Some("1"), "{body}");
            }
            other => panic!("{other:?}: {body}"),
        }
    }
}

/// The end tag of a usual root is compared as a whole, and must not end another root.
#[test]
fn the_end_tag_of_another_root_is_malformed() {
    for root in ["Other", "AnException", "Error", "ErrorResponse"] {
        for end in ["Other", "AnException", "Error", "ErrorResponse"] {
            let body = format!("<{root}><Error/></{end}>");
            let kind = ErrorResponse::decode(body.as_bytes()).err().map(|error| error.kind());
            let mismatched = DecodeErrorKind::Xml(XmlErrorKind::MismatchedEnd);
            assert_eq!(kind, (root != end).then_some(mismatched), "{body}");
        }
    }
}
