//! The members of a structure: present members are written as a map, and only a map is read.

use serde_core::de::{Deserialize, Error as _, MapAccess};

/// Writes a map of the members that are `Some`. Its length is computed first: binary formats need it.
macro_rules! write_members {
    ($serializer:expr, $($name:literal: $value:expr,)*) => {{
        let len = 0 $(+ usize::from($value.is_some()))*;
        let mut map = serde_core::ser::Serializer::serialize_map($serializer, Some(len))?;
        $(
            let value = $value;
            if value.is_some() {
                serde_core::ser::SerializeMap::serialize_entry(&mut map, $name, &value)?;
            }
        )*
        serde_core::ser::SerializeMap::end(map)
    }};
}
pub(super) use write_members;

/// Declares members that are read from a map. Each is optional, unknown members are skipped, and a
/// repeated member is an error.
macro_rules! members {
    ($(#[$doc:meta])* $shape:ident, $expected:literal { $($member:ident: $type:ty = $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Default)]
        pub(super) struct $shape<'de> {
            $(pub(super) $member: Option<$type>,)*
        }

        impl<'de> serde_core::de::Deserialize<'de> for $shape<'de> {
            fn deserialize<D: serde_core::de::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                struct MembersVisitor;
                impl<'de> serde_core::de::Visitor<'de> for MembersVisitor {
                    type Value = $shape<'de>;

                    fn expecting(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        out.write_str($expected)
                    }

                    fn visit_map<A: serde_core::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<$shape<'de>, A::Error> {
                        let mut members = $shape::default();
                        while let Some($crate::serde::Borrowed(name)) =
                            map.next_key::<$crate::serde::Text<'de>>()?
                        {
                            match &*name {
                                $($name => $crate::serde::members::read_member(
                                    &mut map,
                                    $name,
                                    &mut members.$member,
                                )?,)*
                                _ => drop(map.next_value::<serde_core::de::IgnoredAny>()?),
                            }
                        }
                        Ok(members)
                    }
                }
                deserializer.deserialize_map(MembersVisitor)
            }
        }
    };
}
pub(super) use members;

/// Reads the value of a member; a null is an absent value.
pub(super) fn read_member<'de, A, T>(
    map: &mut A,
    name: &'static str,
    member: &mut Option<T>,
) -> Result<(), A::Error>
where
    A: MapAccess<'de>,
    T: Deserialize<'de>,
{
    if member.is_some() {
        return Err(A::Error::duplicate_field(name));
    }
    *member = map.next_value()?;
    Ok(())
}
