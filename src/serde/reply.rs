//! Responses and errors: what the methods of boto3 return, and the `response` of a `ClientError`.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use serde_core::de::{Deserialize, Deserializer, Error};
use serde_core::ser::{Serialize, Serializer};

use super::attributes::texts;
use super::members::{members, write_members};
use super::{Borrowed, Text, deserialize_owned};
use crate::operations::{
    DkimAttributes, GetIdentityDkimAttributesResponse, SetIdentityDkimEnabledResponse,
    VerifyDomainDkimResponse,
};
use crate::query::{BodyKind, ErrorResponse, ErrorType, Reply, trim};

/// The members of boto3's `ResponseMetadata` that the codec knows.
struct Metadata<'a> {
    request_id: Option<&'a str>,
    status: Option<u16>,
}

impl<'a> Metadata<'a> {
    fn of_response(request_id: &'a Option<Cow<'_, str>>) -> Self {
        Self { request_id: request_id.as_deref(), status: None }
    }
}

impl Serialize for Metadata<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "RequestId": self.request_id, "HTTPStatusCode": self.status,)
    }
}

impl Serialize for GetIdentityDkimAttributesResponse<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer,
            "DkimAttributes": Some(&self.dkim_attributes),
            "ResponseMetadata": Some(Metadata::of_response(&self.request_id)),
        )
    }
}

impl Serialize for VerifyDomainDkimResponse<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer,
            "DkimTokens": Some(&self.dkim_tokens),
            "ResponseMetadata": Some(Metadata::of_response(&self.request_id)),
        )
    }
}

impl Serialize for SetIdentityDkimEnabledResponse<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer,
            "ResponseMetadata": Some(Metadata::of_response(&self.request_id)),
        )
    }
}

/// The member `Error` of an error.
struct ErrorMember<'a>(&'a ErrorResponse<'a>);

impl Serialize for ErrorMember<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer,
            "Type": self.0.error_type.as_ref(),
            "Code": self.0.code.as_deref(),
            "Message": self.0.message.as_deref(),
            "Detail": self.0.detail.as_deref(),
        )
    }
}

/// Three members are not in boto3: the kind and the excerpt of a body that was not an error
/// document, and `Retry-After`.
impl Serialize for ErrorResponse<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let metadata = Metadata { request_id: self.request_id.as_deref(), status: self.status };
        write_members!(serializer,
            "Error": Some(ErrorMember(self)),
            "ResponseMetadata": Some(&metadata),
            "Body": Some(self.body).filter(|body| *body != BodyKind::Document),
            "Excerpt": self.excerpt.as_deref(),
            "RetryAfter": self.retry_after.as_deref(),
        )
    }
}

/// A reply is written as its response or its error. Only an error has the member `Error`.
impl<R: Serialize> Serialize for Reply<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Response(response) => response.serialize(serializer),
            Self::ErrorResponse(error) => error.serialize(serializer),
        }
    }
}

members! {
    /// The members of `ResponseMetadata`.
    MetadataMembers, "a map with the metadata of a response" {
        request_id: Text<'de> = "RequestId",
        status: u16 = "HTTPStatusCode",
    }
}

members! {
    /// The members of `Error`.
    ErrorMembers, "a map with the members of an error" {
        error_type: Borrowed<ErrorType<'de>> = "Type",
        code: Text<'de> = "Code",
        message: Text<'de> = "Message",
        detail: Text<'de> = "Detail",
    }
}

members! {
    /// The members of every response, and of an error.
    ReplyMembers, "a map with the members of a reply" {
        attributes: Borrowed<DkimAttributes<'de>> = "DkimAttributes",
        tokens: Vec<Text<'de>> = "DkimTokens",
        metadata: MetadataMembers<'de> = "ResponseMetadata",
        error: ErrorMembers<'de> = "Error",
        body: BodyKind = "Body",
        excerpt: Text<'de> = "Excerpt",
        retry_after: Text<'de> = "RetryAfter",
    }
}

impl<'de> ReplyMembers<'de> {
    /// Checks that these are members of a response: there is no error, and no HTTP status of an error.
    fn check_response<E: Error>(&self) -> Result<(), E> {
        if self.error.is_some() {
            return Err(E::custom("found an error, expected a response"));
        }
        match self.metadata.as_ref().and_then(|metadata| metadata.status) {
            None | Some(200..=299) => Ok(()),
            Some(status) => {
                Err(E::custom(format_args!("found the HTTP status {status}, expected a response")))
            }
        }
    }

    /// The request id, trimmed as in a document; `None` if it is empty.
    fn request_id(&mut self) -> Option<Cow<'de, str>> {
        let Borrowed(id) = self.metadata.as_mut()?.request_id.take()?;
        Some(trim(id)).filter(|id| !id.is_empty())
    }

    fn error<E: Error>(mut self) -> Result<ErrorResponse<'de>, E> {
        let text = |text: Option<Text<'de>>| text.map(|Borrowed(text)| text);
        let request_id = self.request_id();
        let error = self.error.ok_or_else(|| E::missing_field("Error"))?;
        Ok(ErrorResponse {
            status: self.metadata.and_then(|metadata| metadata.status),
            error_type: error.error_type.map(|Borrowed(error_type)| error_type),
            code: text(error.code).map(trim),
            message: text(error.message),
            detail: text(error.detail),
            request_id,
            retry_after: text(self.retry_after),
            body: self.body.unwrap_or(BodyKind::Document),
            excerpt: text(self.excerpt),
        })
    }

    fn attributes<E: Error>(mut self) -> Result<GetIdentityDkimAttributesResponse<'de>, E> {
        self.check_response()?;
        check_absent("DkimTokens", &self.tokens)?;
        // For a result without a map, boto3 prints the metadata only.
        let attributes = match (self.attributes.take(), &self.metadata) {
            (Some(Borrowed(attributes)), _) => attributes,
            (None, Some(_)) => DkimAttributes::new(),
            (None, None) => return Err(E::missing_field("DkimAttributes")),
        };
        let mut response = GetIdentityDkimAttributesResponse::new(attributes);
        response.request_id = self.request_id();
        Ok(response)
    }

    fn verified<E: Error>(mut self) -> Result<VerifyDomainDkimResponse<'de>, E> {
        self.check_response()?;
        check_absent("DkimAttributes", &self.attributes)?;
        let tokens = self.tokens.take().ok_or_else(|| E::missing_field("DkimTokens"))?;
        let mut response = VerifyDomainDkimResponse::new(texts(tokens));
        response.request_id = self.request_id();
        Ok(response)
    }

    /// The response without members of a result: only the metadata distinguishes it from other
    /// maps.
    fn enabled<E: Error>(mut self) -> Result<SetIdentityDkimEnabledResponse<'de>, E> {
        self.check_response()?;
        check_absent("DkimAttributes", &self.attributes)?;
        check_absent("DkimTokens", &self.tokens)?;
        if self.metadata.is_none() {
            return Err(E::missing_field("ResponseMetadata"));
        }
        let mut response = SetIdentityDkimEnabledResponse::new();
        response.request_id = self.request_id();
        Ok(response)
    }
}

/// Checks that a member of the result of another operation is absent.
fn check_absent<T, E: Error>(name: &str, member: &Option<T>) -> Result<(), E> {
    match member {
        Some(_) => Err(E::custom(format_args!("found `{name}`, a member of another operation"))),
        None => Ok(()),
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Borrowed<ErrorResponse<'a>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ReplyMembers::deserialize(deserializer)?.error().map(Self)
    }
}

deserialize_owned! { ErrorResponse }

macro_rules! deserialize_replies {
    ($($response:ident $read:ident,)*) => {
        $(
            impl<'de: 'a, 'a> Deserialize<'de> for Borrowed<$response<'a>> {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    ReplyMembers::deserialize(deserializer)?.$read().map(Self)
                }
            }

            deserialize_owned! { $response }

            impl<'de: 'a, 'a> Deserialize<'de> for Borrowed<Reply<'a, $response<'a>>> {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let members = ReplyMembers::deserialize(deserializer)?;
                    Ok(Self(match members.error {
                        Some(_) => Reply::ErrorResponse(members.error()?),
                        None => Reply::Response(members.$read()?),
                    }))
                }
            }

            impl<'de> Deserialize<'de> for Reply<'_, $response<'_>> {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    Borrowed::<Reply<'de, $response<'de>>>::deserialize(deserializer)
                        .map(|Borrowed(reply)| reply.into_owned())
                }
            }
        )*
    };
}

deserialize_replies! {
    GetIdentityDkimAttributesResponse attributes,
    SetIdentityDkimEnabledResponse enabled,
    VerifyDomainDkimResponse verified,
}
