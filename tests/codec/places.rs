//! The location of an error: the element of the document, the entry of the map, line and column.

use ses_dkim_codec::{DecodeError, DecodeErrorKind, Location, MAX_DEPTH, XmlErrorKind, check_xml};
use ses_dkim_codec_tests::laws::Reply;

const ENTRY: &str =
    "<entry><key>a</key><value><DkimTokens><member>t</member></DkimTokens></value></entry>";

/// A response with the given content in its map and after its result.
fn response(map: &str, after: &str) -> String {
    format!(
        "<GetIdentityDkimAttributesResponse><GetIdentityDkimAttributesResult><DkimAttributes>{map}\
         </DkimAttributes></GetIdentityDkimAttributesResult>{after}\
         </GetIdentityDkimAttributesResponse>"
    )
}

fn error(map: &str, after: &str) -> DecodeError {
    Reply::decode(response(map, after).as_bytes()).unwrap_err()
}

fn place(error: &DecodeError) -> (Location, Option<usize>) {
    (error.location(), error.entry())
}

#[test]
fn an_error_of_xml_alone_names_its_offset_and_whether_the_body_is_truncated() {
    let error = check_xml(b"<a><b></a>").unwrap_err();
    assert_eq!(
        error.to_string(),
        "found a mismatched end tag, expected the end tag of the open element at byte 6"
    );
    assert!(!error.kind().is_truncated());
    assert!(check_xml(b"<a><b>").unwrap_err().kind().is_truncated());
    assert!(!Reply::decode(b"<a><b></a>").unwrap_err().is_truncated());
    assert!(!Reply::decode(b"<a/>").unwrap_err().is_truncated());
    assert!(Reply::decode(b"<a><b>").unwrap_err().is_truncated());
}

#[test]
fn an_error_names_its_entry_and_its_element() {
    let inside = [
        ("<value/>", Location::Element("key")),
        ("<key/>", Location::Element("value")),
        ("<key/><key/>", Location::Element("key")),
        ("<value/><value/>", Location::Element("value")),
        ("<value><DkimEnabled>yes</DkimEnabled></value>", Location::Element("DkimEnabled")),
        ("<value><DkimEnabled/></value>", Location::Element("DkimEnabled")),
        (
            "<value><DkimVerificationStatus/><DkimVerificationStatus/></value>",
            Location::Element("DkimVerificationStatus"),
        ),
        ("<value><DkimTokens/><DkimTokens/></value>", Location::Element("DkimTokens")),
        (
            "<value><DkimTokens><member><a/></member></DkimTokens></value>",
            Location::Element("member"),
        ),
        ("<value><DkimTokens>&no;</DkimTokens></value>", Location::Element("DkimTokens")),
        ("<value>&no;</value>", Location::Element("value")),
        ("<key>&no;</key>", Location::Element("key")),
        ("&no;", Location::Element("entry")),
        ("<other>&no;</other>", Location::UnknownElement),
    ];
    for (inside, location) in inside {
        for before in 0..3 {
            let map = format!("{}<entry>{inside}</entry>", ENTRY.repeat(before));
            assert_eq!(place(&error(&map, "")), (location, Some(before + 1)), "{inside}");
        }
    }
}

#[test]
fn an_error_after_the_last_entry_names_no_entry() {
    for map in [String::new(), ENTRY.to_owned(), ENTRY.repeat(3)] {
        assert_eq!(
            place(&error(&format!("{map}&no;"), "")),
            (Location::Element("DkimAttributes"), None)
        );
        assert_eq!(place(&error(&map, "<u>&no;</u>")), (Location::UnknownElement, None));
        assert_eq!(place(&error(&map, "&no;")), (Location::Document, None));
        let id = "<ResponseMetadata><RequestId>&no;</RequestId></ResponseMetadata>";
        assert_eq!(place(&error(&map, id)), (Location::Element("RequestId"), None));
        let twice = "<GetIdentityDkimAttributesResult/>";
        assert_eq!(
            place(&error(&map, twice)),
            (Location::Element("GetIdentityDkimAttributesResult"), None)
        );
    }
}

#[test]
fn the_first_repeated_attribute_is_reported() {
    for others in [0, 1, 6, 7, 8, 9, 30, 100, 3000] {
        for (first, second) in [(0, 0), (0, others), (others / 2, others), (others, others)] {
            let mut names: Vec<String> = (0..others).map(|number| format!("a{number}")).collect();
            names.insert(first, "twice".to_owned());
            names.insert(second + 1, "twice".to_owned());
            let before =
                names.iter().take(second + 1).map(|name| format!(" {name}=''").len()).sum();
            names.push("twice".to_owned());
            let attributes = names.iter().map(|name| format!(" {name}=''")).collect::<String>();
            let error = check_xml(format!("<a{attributes}/>").as_bytes()).unwrap_err();
            let offset: usize = before;
            let found = (error.kind(), error.offset());
            assert_eq!(
                found,
                (XmlErrorKind::DuplicateAttribute, "<a ".len() + offset),
                "{attributes}"
            );
            let unique = attributes.replacen("twice", "once", 1).replacen("twice", "a", 1);
            assert_eq!(check_xml(format!("<a{unique}/>").as_bytes()), Ok(()));
        }
    }
}

#[test]
fn the_second_of_many_equal_attributes_is_reported() {
    for others in [0, 3, 9, 10, 40, 199] {
        for equal in [2, 3, 30] {
            let names = (0..others).map(|number| format!("a{number}"));
            let names = names.chain((0..equal).map(|_| "same".to_owned()));
            let attributes: Vec<String> = names.map(|name| format!(" {name}=''")).collect();
            let before: usize = attributes.iter().take(others + 1).map(String::len).sum();
            let error = check_xml(format!("<a{}/>", attributes.concat()).as_bytes()).unwrap_err();
            assert_eq!(error.kind(), XmlErrorKind::DuplicateAttribute);
            assert_eq!(error.offset(), "<a ".len() + before, "{others} others, {equal} equal");
        }
    }
}

#[test]
fn truncation_at_any_byte_is_reported_as_truncation() {
    let document = "<?xml version='1.0' encoding=\"UTF-8\" standalone = 'no' ?>\
        <!-- a - b --><?a b ? c?>\n\
        <a:b xmlns:a=\"c\" d = '&#x41;&lt;' \u{E9}=''>e&#65;&amp;]] >\
        <![CDATA[ ]] ]]><!----><?f?><g/><h.\u{B7} i='' /></a:b >";
    assert_eq!(check_xml(document.as_bytes()), Ok(()));
    for tail in ["<", "</"] {
        let body = format!("{document}{tail}");
        let error = check_xml(body.as_bytes()).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (XmlErrorKind::UnexpectedEnd, body.len()));
        let error = check_xml(format!("{body}\0").as_bytes()).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (XmlErrorKind::InvalidCharacter, body.len()));
    }
    for cut in 0..document.len() {
        let body = &document.as_bytes()[..cut];
        let error = check_xml(body).unwrap_err();
        assert!(error.kind().is_truncated(), "{}: {error}", String::from_utf8_lossy(body));
        // Nothing can make these bytes a character.
        let error = check_xml(&[body, b"\xFF"].concat()).unwrap_err();
        let is_invalid = error.kind() == XmlErrorKind::InvalidUtf8;
        assert!(is_invalid || !document.is_char_boundary(cut), "{error}");
        assert!(!error.kind().is_truncated(), "{error}");
    }
    // A character after the root is an error of its own, even if it is cut.
    let error = check_xml(&[document.as_bytes(), b"\xC3"].concat()).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (XmlErrorKind::InvalidUtf8, document.len()));
    for start in ["", "\n", "\u{FEFF}", "<?x?>", "<?xml version='1.0' encoding='US-ASCII'?><a>"] {
        let error = check_xml(&[start.as_bytes(), b"\xC3"].concat()).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (XmlErrorKind::InvalidUtf8, start.len()));
    }
    // A body that ends inside the byte order mark has no text.
    for (body, offset) in [(&b""[..], 0), (b"\xEF", 0), (b"\xEF\xBB", 0), (b"\xEF\xBB\xBF", 3)] {
        let error = check_xml(body).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (XmlErrorKind::MissingRoot, offset));
        assert_eq!(Reply::decode(body).unwrap_err().line_column(body), (1, 1));
    }
}

#[test]
fn the_message_of_too_deep_elements_has_the_limit() {
    let error = check_xml("<a>".repeat(MAX_DEPTH + 1).as_bytes()).unwrap_err();
    assert!(error.to_string().contains(&format!("at most {MAX_DEPTH} open elements")), "{error}");
}

#[test]
fn lines_and_columns_are_counted_from_1() {
    let body = "<a>\n\r\n\r\u{E9}\u{E9}&no;</a>".as_bytes();
    assert_eq!(Reply::decode(body).unwrap_err().line_column(body), (4, 3));
    let body = b"&";
    assert_eq!(Reply::decode(body).unwrap_err().line_column(body), (1, 1));
    // A byte order mark is not a character of the document (XML 1.0 §4.3.3).
    let body = "\u{FEFF}&".as_bytes();
    let error_after_mark = Reply::decode(body).unwrap_err();
    assert_eq!((error_after_mark.offset(), error_after_mark.line_column(body)), (3, (1, 1)));
    // With another body, the offset may be beyond its end.
    assert_eq!(error("&no;", "").line_column(b"\n\n"), (3, 1));
    assert_eq!(error("&no;", "").line_column(b"\n\xFF\xFEa"), (2, 4), "invalid bytes count");
}

#[test]
fn an_error_in_a_request_id_names_its_element() {
    let bodies = [
        "<ErrorResponse><Error/><RequestId>&no;</RequestId></ErrorResponse>",
        "<ErrorResponse><Error><RequestID>&no;</RequestID></Error></ErrorResponse>",
        "<Error><ResponseMetadata><RequestId>&no;</RequestId></ResponseMetadata></Error>",
    ];
    for body in bodies {
        let error = Reply::decode(body.as_bytes()).unwrap_err();
        let name = if body.contains("RequestID") { "RequestID" } else { "RequestId" };
        assert_eq!(place(&error), (Location::Element(name), None), "{error}");
    }
}

/// White space between the entries of a map is dropped, also as a reference (XML 1.0 §4.1) or in a
/// CDATA section. Any other text is an error at its first character.
#[test]
fn the_first_text_in_a_map_is_an_error_at_its_offset() {
    for white in ["", " \t\r\n", "&#32;", " &#x9; ", "<![CDATA[ ]]>", "<!-- a --> <?b?>\n"] {
        let body = response(&format!("{white}{ENTRY}{white}"), "");
        assert!(Reply::decode(body.as_bytes()).is_ok(), "{body}");
        for text in ["a", "&#97;", "a b", "a&#98;", "&#97;b", "a&#98;<!---->c", "<![CDATA[a]]>b"] {
            let body = response(&format!("{white}{text}{white}{ENTRY}"), "");
            let error = Reply::decode(body.as_bytes()).unwrap_err();
            let offset = body.find("<DkimAttributes>").unwrap() + "<DkimAttributes>".len();
            let found = (error.kind(), error.offset());
            let expected = (DecodeErrorKind::UnexpectedText, offset + white.len());
            assert_eq!(found, expected, "{body}");
        }
    }
}

/// The reader keeps eight open elements without an allocation, and more with one.
#[test]
fn siblings_at_any_depth_end_with_their_own_tag() {
    for depth in 0..20 {
        let document = |child: &str| {
            let (starts, ends): (String, String) = (0..depth)
                .map(|at| (format!("<e{at}>"), format!("</e{}>", depth - 1 - at)))
                .unzip();
            format!("<r>{starts}{child}<c>x</c><d><e>y</e></d>{ends}</r>")
        };
        assert_eq!(check_xml(document("<a><b>z</b></a>").as_bytes()), Ok(()), "{depth}");
        let malformed = document("<a><b>z</a></b>");
        let error = check_xml(malformed.as_bytes()).unwrap_err();
        let found = (error.kind(), error.offset());
        assert_eq!(found, (XmlErrorKind::MismatchedEnd, malformed.find("</a>").unwrap()));
    }
}
