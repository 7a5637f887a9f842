//! Values that are written as a text: statuses, types and kinds; and DNS records, which are two texts.

use serde_core::de::{Deserialize, Deserializer, Error};
use serde_core::ser::{Serialize, Serializer};

use super::members::{members, write_members};
use super::{Borrowed, Text, deserialize_owned};
use crate::dns::{CnameRecord, cname_record};
use crate::identity::without_final_dot;
use crate::operations::{Operation, VerificationStatus};
use crate::query::{BodyKind, ErrorType, Retry, trim};

impl Serialize for VerificationStatus<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Borrowed<VerificationStatus<'a>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Borrowed(text) = Text::deserialize(deserializer)?;
        Ok(Self(VerificationStatus::from(text)))
    }
}

impl Serialize for ErrorType<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Reads the type without the white space around it, as from a document.
impl<'de: 'a, 'a> Deserialize<'de> for Borrowed<ErrorType<'a>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Borrowed(text) = Text::deserialize(deserializer)?;
        Ok(Self(ErrorType::from(trim(text))))
    }
}

deserialize_owned! { ErrorType VerificationStatus }

/// A kind is written as its name, and only such names are read.
macro_rules! kinds {
    ($($kind:ident $name:ident $expected:literal,)*) => {
        $(
            impl Serialize for $kind {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.$name())
                }
            }

            impl<'de> Deserialize<'de> for $kind {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let Borrowed(name) = Text::deserialize(deserializer)?;
                    let kind = Self::ALL.iter().find(|kind| kind.$name() == name).copied();
                    kind.ok_or_else(|| {
                        D::Error::custom(format_args!(concat!("found {:?}, expected ", $expected), name))
                    })
                }
            }
        )*
    };
}

kinds! {
    BodyKind code "a kind of body",
    Operation action "the name of an operation",
    Retry code "a class of errors",
}

impl Serialize for CnameRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer,
            "name": Some(self.name()),
            "target": Some(self.target()),
        )
    }
}

members! {
    /// The members of a record.
    RecordMembers, "a map with the members of a CNAME record" {
        name: Text<'de> = "name",
        target: Text<'de> = "target",
    }
}

/// The name of the record must contain the token and the domain, and the target must begin with the
/// same token. Other records are refused.
impl<'de> Deserialize<'de> for CnameRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members = RecordMembers::deserialize(deserializer)?;
        let Borrowed(name) = members.name.ok_or_else(|| D::Error::missing_field("name"))?;
        let Borrowed(target) = members.target.ok_or_else(|| D::Error::missing_field("target"))?;
        record(&name, &target)
            .ok_or_else(|| D::Error::custom("found other names, expected those of a DKIM record"))
    }
}

fn record(name: &str, target: &str) -> Option<CnameRecord> {
    let (token, domain) = name.split_once("._domainkey.")?;
    let zone = target.strip_prefix(token)?.strip_prefix('.')?;
    let record = cname_record(domain, token, zone).ok()?;
    // If the domain is an address or an ARN, the record has another name.
    (record.name() == without_final_dot(name)).then_some(record)
}
