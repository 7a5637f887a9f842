//! Feature `serde`: the types in boto3's shape, so that what the AWS CLI prints as JSON reads back.
//!
//! Text is borrowed from the input where the format allows it; `into_owned` copies it. A repeated
//! identity is written once, with its last attributes, as a JSON object has each name once. Formats
//! that are not self-describing cannot read the types back, as absent members are left out.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::operations::{
    DkimAttributes, GetIdentityDkimAttributesRequest, GetIdentityDkimAttributesResponse,
    IdentityDkimAttributes, OwnedIdentityDkimAttributes, SetIdentityDkimEnabledRequest,
    SetIdentityDkimEnabledResponse, VerificationStatus, VerifyDomainDkimRequest,
    VerifyDomainDkimResponse,
};
use crate::query::{BodyKind, ErrorResponse, ErrorType, trim};

/// A text that borrows from the input when it can, inside `Option` and `Vec` too.
struct Text<'a>(Cow<'a, str>);

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.into())))
            }
        }
        deserializer.deserialize_str(TextVisitor)
    }
}

fn borrow(text: &str) -> Text<'_> {
    Text(Cow::Borrowed(text))
}

fn borrow_optional<'a>(text: &'a Option<Cow<'_, str>>) -> Option<Text<'a>> {
    text.as_deref().map(borrow)
}

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RequestShape<'a> {
    #[serde(borrow)]
    identities: Vec<Text<'a>>,
}

impl Serialize for GetIdentityDkimAttributesRequest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let identities = self.identities().iter().map(|identity| borrow(identity)).collect();
        RequestShape { identities }.serialize(serializer)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for GetIdentityDkimAttributesRequest<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let shape = RequestShape::deserialize(deserializer)?;
        Ok(Self::new(shape.identities.into_iter().map(|text| text.0)))
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct VerifyDomainDkimShape<'a> {
    #[serde(borrow)]
    domain: Text<'a>,
}

impl Serialize for VerifyDomainDkimRequest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        VerifyDomainDkimShape { domain: borrow(&self.domain) }.serialize(serializer)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for VerifyDomainDkimRequest<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        VerifyDomainDkimShape::deserialize(deserializer).map(|shape| Self::new(shape.domain.0))
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SetIdentityDkimEnabledShape<'a> {
    #[serde(borrow)]
    identity: Text<'a>,
    dkim_enabled: bool,
}

impl Serialize for SetIdentityDkimEnabledRequest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (identity, dkim_enabled) = (borrow(&self.identity), self.dkim_enabled);
        SetIdentityDkimEnabledShape { identity, dkim_enabled }.serialize(serializer)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for SetIdentityDkimEnabledRequest<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let shape = SetIdentityDkimEnabledShape::deserialize(deserializer)?;
        Ok(Self::new(shape.identity.0, shape.dkim_enabled))
    }
}

/// boto3's `ResponseMetadata`, as far as a reply fills it.
#[derive(Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
struct MetadataShape<'a> {
    #[serde(borrow, rename = "RequestId", skip_serializing_if = "Option::is_none")]
    request_id: Option<Text<'a>>,
    #[serde(rename = "HTTPStatusCode", skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ResponseShape<'a> {
    #[serde(borrow)]
    dkim_attributes: Option<DkimAttributes<'a>>,
    #[serde(borrow)]
    response_metadata: Option<MetadataShape<'a>>,
    error: Option<IgnoredAny>,
}

impl<'a> ResponseShape<'a> {
    /// The map; boto3 prints none for a result without one, but then it prints the metadata. What
    /// has an error is not a response, not even an empty one.
    fn dkim_attributes<E: Error>(&mut self) -> Result<DkimAttributes<'a>, E> {
        if self.error.is_some() {
            return Err(E::custom("found an error, expected a response"));
        }
        match (self.dkim_attributes.take(), &self.response_metadata) {
            (Some(attributes), _) => Ok(attributes),
            (None, Some(_)) => Ok(DkimAttributes::new()),
            (None, None) => Err(E::missing_field("DkimAttributes")),
        }
    }
}

impl Serialize for GetIdentityDkimAttributesResponse<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let request_id = self.request_id.as_deref().map(borrow);
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("DkimAttributes", &self.dkim_attributes)?;
        map.serialize_entry("ResponseMetadata", &MetadataShape { request_id, status: None })?;
        map.end()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for GetIdentityDkimAttributesResponse<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut shape = ResponseShape::deserialize(deserializer)?;
        let mut response = Self::new(shape.dkim_attributes()?);
        let metadata = shape.response_metadata.unwrap_or_default();
        response.request_id = request_id(metadata.request_id);
        Ok(response)
    }
}

/// A response without a map: boto3 always prints its metadata.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct PlainResponseShape<'a> {
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    dkim_tokens: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    response_metadata: MetadataShape<'a>,
    #[serde(default, skip_serializing)]
    error: Option<IgnoredAny>,
}

impl<'a> PlainResponseShape<'a> {
    fn new(dkim_tokens: Option<&'a [Cow<'_, str>]>, request_id: &'a Option<Cow<'_, str>>) -> Self {
        let tokens = dkim_tokens.map(|tokens| tokens.iter().map(|token| borrow(token)).collect());
        let response_metadata =
            MetadataShape { request_id: borrow_optional(request_id), status: None };
        Self { dkim_tokens: tokens, response_metadata, error: None }
    }

    /// The shape of a response: an error is not one.
    fn read<'de: 'a, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let shape = Self::deserialize(deserializer)?;
        if shape.error.is_some() {
            return Err(D::Error::custom("found an error, expected a response"));
        }
        Ok(shape)
    }
}

impl Serialize for VerifyDomainDkimResponse<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        PlainResponseShape::new(Some(&self.dkim_tokens), &self.request_id).serialize(serializer)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for VerifyDomainDkimResponse<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let shape = PlainResponseShape::read(deserializer)?;
        let tokens = shape.dkim_tokens.ok_or_else(|| D::Error::missing_field("DkimTokens"))?;
        let mut response = Self::new(tokens.into_iter().map(|token| token.0));
        response.request_id = request_id(shape.response_metadata.request_id);
        Ok(response)
    }
}

impl Serialize for SetIdentityDkimEnabledResponse<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        PlainResponseShape::new(None, &self.request_id).serialize(serializer)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for SetIdentityDkimEnabledResponse<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let shape = PlainResponseShape::read(deserializer)?;
        let mut response = Self::new();
        response.request_id = request_id(shape.response_metadata.request_id);
        Ok(response)
    }
}

impl Serialize for DkimAttributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let numbered = self.iter().enumerate();
        let last: BTreeMap<&str, usize> = numbered.map(|(index, (key, _))| (key, index)).collect();
        let mut map = serializer.serialize_map(Some(last.len()))?;
        for (index, (identity, attributes)) in self.iter().enumerate() {
            if last.get(identity) == Some(&index) {
                map.serialize_entry(identity, &attributes)?;
            }
        }
        map.end()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for DkimAttributes<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;
        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = DkimAttributes<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a map from identity to DKIM attributes")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut attributes = DkimAttributes::new();
                while let Some((identity, shape)) =
                    map.next_entry::<Text<'de>, AttributesShape<'de>>()?
                {
                    let tokens = shape.dkim_tokens;
                    let status = shape.dkim_verification_status;
                    attributes.push(identity.0).attributes(OwnedIdentityDkimAttributes {
                        dkim_enabled: shape.dkim_enabled,
                        dkim_verification_status: status.map(|of| VerificationStatus::from(of.0)),
                        dkim_tokens: tokens
                            .map(|tokens| tokens.into_iter().map(|token| token.0).collect()),
                    });
                }
                Ok(attributes)
            }
        }
        deserializer.deserialize_map(EntriesVisitor)
    }
}

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct AttributesShape<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dkim_enabled: Option<bool>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    dkim_verification_status: Option<Text<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    dkim_tokens: Option<Vec<Text<'a>>>,
}

impl Serialize for IdentityDkimAttributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (status, tokens) = (self.dkim_verification_status(), self.dkim_tokens());
        let shape = AttributesShape {
            dkim_enabled: self.dkim_enabled(),
            dkim_verification_status: status.as_ref().map(|of| borrow(of.as_str())),
            dkim_tokens: tokens.map(|tokens| tokens.iter().map(|token| borrow(token)).collect()),
        };
        shape.serialize(serializer)
    }
}

/// The response that boto3 puts into a `ClientError`.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ErrorResponseShape<'a> {
    #[serde(borrow)]
    error: ErrorShape<'a>,
    #[serde(borrow, default)]
    response_metadata: MetadataShape<'a>,
    /// What boto3 does not have: the body, if it was not an error document, and `Retry-After`.
    #[serde(default, skip_serializing_if = "is_document")]
    body: BodyKind,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    excerpt: Option<Text<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    retry_after: Option<Text<'a>>,
}

#[derive(Default, serde::Serialize, serde::Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct ErrorShape<'a> {
    #[serde(borrow, rename = "Type", skip_serializing_if = "Option::is_none")]
    error_type: Option<Text<'a>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    code: Option<Text<'a>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    message: Option<Text<'a>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    detail: Option<Text<'a>>,
}

impl Serialize for BodyKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for BodyKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = Text::deserialize(deserializer)?.0;
        let kind = Self::ALL.iter().find(|kind| kind.code() == code);
        kind.copied().ok_or_else(|| D::Error::custom("found another text, expected a kind of body"))
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_document(body: &BodyKind) -> bool {
    *body == BodyKind::Document
}

/// A request id as a document has it: without the white space around it, and not empty.
fn request_id(id: Option<Text<'_>>) -> Option<Cow<'_, str>> {
    id.map(|id| trim(id.0)).filter(|id| !id.is_empty())
}

impl Serialize for ErrorResponse<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let error = ErrorShape {
            error_type: self.error_type.as_ref().map(|of| borrow(of.as_str())),
            code: borrow_optional(&self.code),
            message: borrow_optional(&self.message),
            detail: borrow_optional(&self.detail),
        };
        let response_metadata =
            MetadataShape { request_id: borrow_optional(&self.request_id), status: self.status };
        ErrorResponseShape {
            error,
            response_metadata,
            body: self.body,
            excerpt: borrow_optional(&self.excerpt),
            retry_after: borrow_optional(&self.retry_after),
        }
        .serialize(serializer)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for ErrorResponse<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let shape = ErrorResponseShape::deserialize(deserializer)?;
        Ok(Self {
            status: shape.response_metadata.status,
            error_type: shape.error.error_type.map(|text| ErrorType::from(trim(text.0))),
            code: shape.error.code.map(|text| trim(text.0)),
            message: shape.error.message.map(|text| text.0),
            detail: shape.error.detail.map(|text| text.0),
            request_id: request_id(shape.response_metadata.request_id),
            retry_after: shape.retry_after.map(|text| text.0),
            body: shape.body,
            excerpt: shape.excerpt.map(|text| text.0),
        })
    }
}
