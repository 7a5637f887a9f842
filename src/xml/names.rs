//! The element names that a schema expects, as literals that a tag is compared with.

/// An element name and its tags.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name {
    pub(crate) local: &'static str,
    /// The end tag of an element that is written without a prefix.
    pub(crate) end_tag: &'static str,
}

/// The [`Name`] of a literal.
macro_rules! name {
    ($name:literal) => {
        const { &$crate::xml::Name { local: $name, end_tag: concat!("</", $name, ">") } }
    };
}
pub(crate) use name;

/// The names of the elements that one place of a schema expects.
pub(crate) trait Names: Copy {
    /// The name of the start tag that `text` begins with, and the text after the tag. The tag has no
    /// prefix, attributes or white space.
    fn at_start_tag(text: &str) -> Option<(Self, &'static Name, &str)>;

    /// The name that is equal to a local part.
    fn from_local(local: &str) -> Option<Self>;

    fn name(self) -> &'static Name;
}

/// Declares an enum of [`Names`], a variant for each element name.
macro_rules! names {
    ($(#[$outer:meta])* $visibility:vis enum $names:ident { $($variant:ident = $name:literal,)* }) => {
        $(#[$outer])*
        #[derive(Clone, Copy)]
        #[allow(clippy::enum_variant_names, reason = "the names are those of the elements")]
        $visibility enum $names { $($variant,)* }

        impl $crate::xml::Names for $names {
            #[inline(always)]
            fn at_start_tag(text: &str) -> Option<(Self, &'static $crate::xml::Name, &str)> {
                $(if let Some(rest) = text.strip_prefix(concat!("<", $name, ">")) {
                    return Some((Self::$variant, $crate::xml::name!($name), rest));
                })*
                None
            }

            fn from_local(local: &str) -> Option<Self> {
                match local {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }

            #[inline(always)]
            fn name(self) -> &'static $crate::xml::Name {
                match self { $(Self::$variant => $crate::xml::name!($name),)* }
            }
        }
    };
}
pub(crate) use names;
