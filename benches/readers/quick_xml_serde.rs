//! quick-xml's deserializer into structs that borrow text where the library supports it.

use std::borrow::Cow;

use serde::Deserialize;

use super::Read;
use crate::documents::Digest;

pub struct Serde;

#[derive(Deserialize)]
pub struct Response<'body> {
    #[serde(borrow, rename = "GetIdentityDkimAttributesResult")]
    result: OperationResult<'body>,
    #[serde(borrow, rename = "ResponseMetadata")]
    metadata: Metadata<'body>,
}

#[derive(Deserialize)]
struct OperationResult<'body> {
    #[serde(borrow, rename = "DkimAttributes")]
    attributes: Attributes<'body>,
}

#[derive(Deserialize)]
struct Metadata<'body> {
    #[serde(borrow, rename = "RequestId")]
    request_id: Cow<'body, str>,
}

#[derive(Deserialize)]
struct Attributes<'body> {
    #[serde(borrow, default)]
    entry: Vec<Entry<'body>>,
}

#[derive(Deserialize)]
struct Entry<'body> {
    #[serde(borrow)]
    key: Cow<'body, str>,
    #[serde(borrow)]
    value: Value<'body>,
}

#[derive(Deserialize)]
struct Value<'body> {
    #[serde(rename = "DkimEnabled")]
    enabled: bool,
    #[serde(borrow, rename = "DkimVerificationStatus")]
    status: Cow<'body, str>,
    #[serde(borrow, default, rename = "DkimTokens")]
    tokens: Tokens<'body>,
}

#[derive(Default, Deserialize)]
struct Tokens<'body> {
    #[serde(borrow, default)]
    member: Vec<Token<'body>>,
}

/// `Vec<Cow<str>>` would own each token: serde borrows a `Cow` only in a field.
#[derive(Deserialize)]
struct Token<'body>(#[serde(borrow)] Cow<'body, str>);

impl Read for Serde {
    type Value<'body> = Response<'body>;

    fn read(body: &[u8]) -> Option<Response<'_>> {
        quick_xml::de::from_str(std::str::from_utf8(body).ok()?).ok()
    }

    fn digest(value: &Response<'_>) -> Digest {
        let mut digest = Digest::default();
        for Entry { key, value } in &value.result.attributes.entry {
            let tokens = value.tokens.member.iter().map(|token| &*token.0);
            digest.entry(key, value.enabled, &value.status, tokens);
        }
        digest.request_id(&value.metadata.request_id);
        digest
    }
}

/// An error document.
pub struct Errors;

#[derive(Deserialize)]
pub struct ErrorResponse<'body> {
    #[serde(borrow, rename = "Error")]
    error: Error<'body>,
    #[serde(borrow, rename = "RequestId")]
    request_id: Cow<'body, str>,
}

#[derive(Deserialize)]
struct Error<'body> {
    #[serde(borrow, rename = "Type")]
    error_type: Cow<'body, str>,
    #[serde(borrow, rename = "Code")]
    code: Cow<'body, str>,
    #[serde(borrow, rename = "Message")]
    message: Cow<'body, str>,
}

impl Read for Errors {
    type Value<'body> = ErrorResponse<'body>;

    fn read(body: &[u8]) -> Option<ErrorResponse<'_>> {
        quick_xml::de::from_str(std::str::from_utf8(body).ok()?).ok()
    }

    fn digest(value: &ErrorResponse<'_>) -> Digest {
        let Error { error_type, code, message } = &value.error;
        Digest::of_texts([error_type, code, message, &value.request_id].map(|text| &**text))
    }
}
