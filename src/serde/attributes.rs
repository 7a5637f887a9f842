//! The map from identity to attributes, and the attributes of one identity.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::fmt;

use serde_core::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_core::ser::{Serialize, SerializeMap as _, Serializer};

use super::members::{members, write_members};
use super::{Borrowed, Text, deserialize_owned};
use crate::operations::{
    DkimAttributes, IdentityDkimAttributes, OwnedIdentityDkimAttributes, VerificationStatus,
};

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

impl<'de: 'a, 'a> Deserialize<'de> for Borrowed<DkimAttributes<'a>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;
        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = DkimAttributes<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a map from identity to DKIM attributes")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut attributes = DkimAttributes::new();
                while let Some((Borrowed(identity), Borrowed(value))) =
                    map.next_entry::<Text<'de>, Borrowed<OwnedIdentityDkimAttributes<'de>>>()?
                {
                    attributes.push(identity).attributes(value);
                }
                Ok(attributes)
            }
        }
        deserializer.deserialize_map(EntriesVisitor).map(Self)
    }
}

impl Serialize for IdentityDkimAttributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer,
            "DkimEnabled": self.dkim_enabled(),
            "DkimVerificationStatus": self.dkim_verification_status(),
            "DkimTokens": self.dkim_tokens(),
        )
    }
}

impl Serialize for OwnedIdentityDkimAttributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}

members! {
    /// The members of one identity's attributes.
    AttributesMembers, "a map with the DKIM attributes of an identity" {
        enabled: bool = "DkimEnabled",
        status: Borrowed<VerificationStatus<'de>> = "DkimVerificationStatus",
        tokens: Vec<Text<'de>> = "DkimTokens",
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Borrowed<OwnedIdentityDkimAttributes<'a>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members = AttributesMembers::deserialize(deserializer)?;
        Ok(Self(OwnedIdentityDkimAttributes {
            dkim_enabled: members.enabled,
            dkim_verification_status: members.status.map(|Borrowed(status)| status),
            dkim_tokens: members.tokens.map(texts),
        }))
    }
}

/// The texts of a list.
pub(super) fn texts(list: Vec<Text<'_>>) -> Vec<Cow<'_, str>> {
    list.into_iter().map(|Borrowed(text)| text).collect()
}

deserialize_owned! { DkimAttributes OwnedIdentityDkimAttributes }
