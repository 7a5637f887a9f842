//! Feature `serde`: the types in the shape of boto3, so that the JSON that the AWS CLI prints can be
//! read.
//!
//! A structure is a map from the names of its members, in every format. A list is refused, because
//! positions cannot show that a member is absent. Absent members are not written; a null is read as
//! an absent member. A repeated identity is written once, with its last attributes, because a JSON
//! object should have each name once.
//!
//! Values that are read own their text. A value in [`Borrowed`] borrows its text from the input
//! where the format allows it.

mod attributes;
mod members;
mod reply;
mod request;
mod text;

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use serde_core::de::{Deserialize, Deserializer, Visitor};

/// A value that borrows its text from the input, where the format and the text allow it.
///
/// With JSON: `serde_json::from_str::<Borrowed<VerifyDomainDkimRequest<'_>>>(text)`.
///
/// ```
/// # extern crate serde_core as serde;
/// use std::borrow::Cow;
///
/// use serde::Deserialize;
/// use serde::de::value::{BorrowedStrDeserializer, Error};
/// use ses_dkim_codec::{Borrowed, VerificationStatus};
///
/// let input = BorrowedStrDeserializer::<Error>::new("Later");
/// let Borrowed(status) = Borrowed::<VerificationStatus<'_>>::deserialize(input)?;
/// assert!(matches!(Cow::from(status), Cow::Borrowed("Later")));
///
/// let owned = VerificationStatus::<'static>::deserialize(input)?;
/// assert!(matches!(Cow::from(owned), Cow::Owned(_)));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "callers take the value out by a pattern")]
pub struct Borrowed<T>(pub T);

/// Text that borrows from the input where possible, also inside `Option` and `Vec`.
type Text<'de> = Borrowed<Cow<'de, str>>;

impl<'de: 'a, 'a> Deserialize<'de> for Borrowed<Cow<'a, str>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Borrowed(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Borrowed(Cow::Owned(text.into())))
            }

            fn visit_string<E>(self, text: String) -> Result<Text<'de>, E> {
                Ok(Borrowed(Cow::Owned(text)))
            }
        }
        // Not `deserialize_str`: some readers then keep the text in a buffer of limited size.
        deserializer.deserialize_string(TextVisitor)
    }
}

/// Implements `Deserialize` for types that can borrow: the values own their text.
macro_rules! deserialize_owned {
    ($($type:ident)*) => {
        $(
            impl<'de> Deserialize<'de> for $type<'_> {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    Borrowed::<$type<'de>>::deserialize(deserializer)
                        .map(|Borrowed(value)| value.into_owned())
                }
            }
        )*
    };
}
use deserialize_owned;
