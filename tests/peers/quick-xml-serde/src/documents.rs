//! The documents as structs, as the documentation of quick-xml shows it.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetIdentityDkimAttributesResponse {
    pub get_identity_dkim_attributes_result: GetIdentityDkimAttributesResult,
    pub response_metadata: Option<ResponseMetadata>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct VerifyDomainDkimResponse {
    pub verify_domain_dkim_result: VerifyDomainDkimResult,
    pub response_metadata: Option<ResponseMetadata>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct VerifyDomainDkimResult {
    pub dkim_tokens: Tokens,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SetIdentityDkimEnabledResponse {
    #[serde(rename = "SetIdentityDkimEnabledResult")]
    pub _result: Empty,
    pub response_metadata: Option<ResponseMetadata>,
}

#[derive(Deserialize)]
pub struct Empty {}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetIdentityDkimAttributesResult {
    #[serde(default)]
    pub dkim_attributes: DkimAttributes,
}

#[derive(Default, Deserialize)]
pub struct DkimAttributes {
    #[serde(default)]
    pub entry: Vec<Entry>,
}

#[derive(Deserialize)]
pub struct Entry {
    pub key: String,
    pub value: IdentityDkimAttributes,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct IdentityDkimAttributes {
    pub dkim_enabled: Option<bool>,
    pub dkim_verification_status: Option<String>,
    pub dkim_tokens: Option<Tokens>,
}

#[derive(Deserialize)]
pub struct Tokens {
    #[serde(default)]
    pub member: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ResponseMetadata {
    pub request_id: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ErrorResponse {
    pub error: ServiceError,
    pub request_id: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ServiceError {
    pub r#type: Option<String>,
    pub code: Option<String>,
    pub message: Option<String>,
    pub detail: Option<String>,
}

/// The retry class of an error, as in a typical hand-written client.
pub fn retry(status: Option<u16>, code: Option<&str>) -> Option<&'static str> {
    match (code, status) {
        (Some("Throttling" | "ThrottlingException"), _) | (_, Some(429)) => Some("throttling"),
        (_, Some(500 | 502..=504)) => Some("transient"),
        _ => None,
    }
}
