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

impl ServiceError {
    /// Whether to try again, as a client by hand decides it.
    pub fn retry(&self, status: u16) -> Option<&'static str> {
        match (self.code.as_deref(), status) {
            (Some("Throttling" | "ThrottlingException"), _) | (_, 429) => Some("throttling"),
            (_, 500 | 502..=504) => Some("transient"),
            _ => None,
        }
    }
}
