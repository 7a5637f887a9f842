//! `instant-xml`: derived structs that borrow text where the library supports it.

use std::borrow::Cow;

use instant_xml::FromXml;

use super::Read;
use crate::documents::Digest;

pub struct Typed;

#[derive(FromXml)]
#[xml(rename = "GetIdentityDkimAttributesResponse", ns("http://ses.amazonaws.com/doc/2010-12-01/"))]
pub struct Response<'body> {
    #[xml(borrow)]
    result: OperationResult<'body>,
    #[xml(borrow)]
    metadata: Metadata<'body>,
}

#[derive(FromXml)]
#[xml(rename = "GetIdentityDkimAttributesResult", ns("http://ses.amazonaws.com/doc/2010-12-01/"))]
struct OperationResult<'body> {
    #[xml(borrow)]
    attributes: Attributes<'body>,
}

#[derive(FromXml)]
#[xml(rename = "ResponseMetadata", ns("http://ses.amazonaws.com/doc/2010-12-01/"))]
struct Metadata<'body> {
    #[xml(borrow, rename = "RequestId")]
    request_id: Cow<'body, str>,
}

/// A map is a list of entries here: the library has no other shape.
#[derive(FromXml)]
#[xml(rename = "DkimAttributes", ns("http://ses.amazonaws.com/doc/2010-12-01/"))]
struct Attributes<'body> {
    #[xml(borrow)]
    entries: Vec<Entry<'body>>,
}

#[derive(FromXml)]
#[xml(rename = "entry", ns("http://ses.amazonaws.com/doc/2010-12-01/"))]
struct Entry<'body> {
    #[xml(borrow)]
    key: Cow<'body, str>,
    #[xml(borrow)]
    value: Value<'body>,
}

#[derive(FromXml)]
#[xml(rename = "value", ns("http://ses.amazonaws.com/doc/2010-12-01/"))]
struct Value<'body> {
    #[xml(rename = "DkimEnabled")]
    enabled: bool,
    #[xml(borrow, rename = "DkimVerificationStatus")]
    status: Cow<'body, str>,
    #[xml(borrow)]
    tokens: Option<Tokens<'body>>,
}

#[derive(FromXml)]
#[xml(rename = "DkimTokens", ns("http://ses.amazonaws.com/doc/2010-12-01/"))]
struct Tokens<'body> {
    #[xml(borrow, rename = "member")]
    members: Vec<Cow<'body, str>>,
}

impl Read for Typed {
    type Value<'body> = Response<'body>;

    fn read(body: &[u8]) -> Option<Response<'_>> {
        instant_xml::from_str(std::str::from_utf8(body).ok()?).ok()
    }

    fn digest(value: &Response<'_>) -> Digest {
        let mut digest = Digest::default();
        for Entry { key, value } in &value.result.attributes.entries {
            let tokens = value.tokens.iter().flat_map(|tokens| &tokens.members);
            let tokens = tokens.map(|token| &**token);
            digest.entry(key, value.enabled, &value.status, tokens);
        }
        digest.request_id(&value.metadata.request_id);
        digest
    }
}

/// An error document.
pub struct Errors;

#[derive(FromXml)]
#[xml(rename = "ErrorResponse", ns("http://ses.amazonaws.com/doc/2010-12-01/"))]
pub struct ErrorResponse<'body> {
    #[xml(borrow)]
    error: ErrorFields<'body>,
    #[xml(borrow, rename = "RequestId")]
    request_id: Cow<'body, str>,
}

#[derive(FromXml)]
#[xml(rename = "Error", ns("http://ses.amazonaws.com/doc/2010-12-01/"))]
struct ErrorFields<'body> {
    #[xml(borrow, rename = "Type")]
    error_type: Cow<'body, str>,
    #[xml(borrow, rename = "Code")]
    code: Cow<'body, str>,
    #[xml(borrow, rename = "Message")]
    message: Cow<'body, str>,
}

impl Read for Errors {
    type Value<'body> = ErrorResponse<'body>;

    fn read(body: &[u8]) -> Option<ErrorResponse<'_>> {
        instant_xml::from_str(std::str::from_utf8(body).ok()?).ok()
    }

    fn digest(value: &ErrorResponse<'_>) -> Digest {
        let ErrorFields { error_type, code, message } = &value.error;
        Digest::of_texts([error_type, code, message, &value.request_id].map(|text| &**text))
    }
}
