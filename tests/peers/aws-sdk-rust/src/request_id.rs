//! The header beside a body.
//!
//! The client takes the request id from the header alone, where SES sends it beside the one in the
//! body. For a vector without headers the transport does what SES does, if the document is an
//! ordinary one: an id in another place, or in a document that is damaged, stays out of the client's
//! sight.

use regex_lite::Regex;

const RESULT: &str = r"(?s)<[\w:]*Result\b.*Result>";
const IN_SUCCESS: &str = concat!(
    r"(?s)ResponseMetadata\b[^<>]*>.*?<(?:\w+:)?RequestId>\s*([^<\s][^<]*?)\s*</",
    r"(?:\w+:)?RequestId>[^<]*<(?:/(?:\w+:)?ResponseMetadata|[\w!?])"
);
const IN_ERROR: &str =
    r"(?:</(?:\w+:)?Error|<Error/)>\s*<(?:\w+:)?RequestId>\s*([^<\s][^<]*?)\s*</";

/// The header that comes with a body.
pub fn sent(header: Option<&str>, status: u16, body: &[u8]) -> Option<String> {
    if let Some(header) = header {
        return Some(header.trim().to_owned());
    }
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}');
    let stray = text.contains("& ") && !text.contains("]]>");
    if status >= 300 && (!text.is_ascii() || text.contains("<!DOCTYPE") || stray) {
        return None;
    }
    let found = if status < 300 {
        first(IN_SUCCESS, &pattern(RESULT).replace(text, ""))
    } else {
        first(IN_ERROR, text)
    };
    found.map(|id| id.replace("&amp;", "&"))
}

fn first(place: &str, text: &str) -> Option<String> {
    Some(pattern(place).captures(text)?[1].to_owned())
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}
