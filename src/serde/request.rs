//! Requests: the parameters of the methods of boto3.

use alloc::vec::Vec;

use serde_core::de::{Deserialize, Deserializer, Error};
use serde_core::ser::{Serialize, Serializer};

use super::attributes::texts;
use super::members::{members, write_members};
use super::{Borrowed, Text, deserialize_owned};
use crate::operations::{
    AnyRequest, GetIdentityDkimAttributesRequest, SetIdentityDkimEnabledRequest,
    VerifyDomainDkimRequest,
};

impl Serialize for GetIdentityDkimAttributesRequest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Identities": Some(self.identities()),)
    }
}

impl Serialize for VerifyDomainDkimRequest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Domain": Some(&self.domain),)
    }
}

impl Serialize for SetIdentityDkimEnabledRequest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer,
            "Identity": Some(&self.identity),
            "DkimEnabled": Some(self.dkim_enabled),
        )
    }
}

/// The name of the operation is not written: no two operations have a member in common.
impl Serialize for AnyRequest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::GetIdentityDkimAttributes(request) => request.serialize(serializer),
            Self::VerifyDomainDkim(request) => request.serialize(serializer),
            Self::SetIdentityDkimEnabled(request) => request.serialize(serializer),
        }
    }
}

members! {
    /// The members of every request.
    RequestMembers, "a map with the members of a request" {
        identities: Vec<Text<'de>> = "Identities",
        domain: Text<'de> = "Domain",
        identity: Text<'de> = "Identity",
        enabled: bool = "DkimEnabled",
    }
}

impl<'de> RequestMembers<'de> {
    fn get_attributes<E: Error>(self) -> Result<GetIdentityDkimAttributesRequest<'de>, E> {
        let identities = self.identities.ok_or_else(|| E::missing_field("Identities"))?;
        Ok(GetIdentityDkimAttributesRequest::new(texts(identities)))
    }

    fn verify<E: Error>(self) -> Result<VerifyDomainDkimRequest<'de>, E> {
        let Borrowed(domain) = self.domain.ok_or_else(|| E::missing_field("Domain"))?;
        Ok(VerifyDomainDkimRequest::new(domain))
    }

    fn set_enabled<E: Error>(self) -> Result<SetIdentityDkimEnabledRequest<'de>, E> {
        let Borrowed(identity) = self.identity.ok_or_else(|| E::missing_field("Identity"))?;
        let enabled = self.enabled.ok_or_else(|| E::missing_field("DkimEnabled"))?;
        Ok(SetIdentityDkimEnabledRequest::new(identity, enabled))
    }

    /// The request that has these members; an error if there is none, or more than one.
    fn any<E: Error>(self) -> Result<AnyRequest<'de>, E> {
        let sets = self.identity.is_some() || self.enabled.is_some();
        match (self.identities.is_some(), self.domain.is_some(), sets) {
            (true, false, false) => self.get_attributes().map(AnyRequest::from),
            (false, true, false) => self.verify().map(AnyRequest::from),
            (false, false, true) => self.set_enabled().map(AnyRequest::from),
            (false, false, false) => Err(E::custom("found no member of a request")),
            _ => Err(E::custom("found members of several requests, expected those of one")),
        }
    }
}

macro_rules! deserialize_requests {
    ($($request:ident $read:ident,)*) => {
        $(
            impl<'de: 'a, 'a> Deserialize<'de> for Borrowed<$request<'a>> {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    RequestMembers::deserialize(deserializer)?.$read().map(Self)
                }
            }

            deserialize_owned! { $request }
        )*
    };
}

deserialize_requests! {
    AnyRequest any,
    GetIdentityDkimAttributesRequest get_attributes,
    SetIdentityDkimEnabledRequest set_enabled,
    VerifyDomainDkimRequest verify,
}
