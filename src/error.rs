//! Every error the crate raises and every word it says.
//!
//! Theirs and yours are different types: [`DecodeError`] and [`FormError`] tell what a peer sent
//! wrongly; [`EncodeError`] and [`LimitError`] tell what the caller asked for that cannot be done.

mod decode;
mod encode;
mod form;
mod kind;
mod place;

pub use decode::{DecodeError, Explanation};
pub use encode::{EncodeError, LimitError};
pub use form::{FormError, FormErrorKind};
pub use kind::DecodeErrorKind;
pub use place::{Found, Part};

use core::fmt::{self, Write as _};

/// The most characters of input that a message quotes.
const QUOTE_LIMIT: usize = 40;

/// Writes the beginning of `bytes` between quotation marks, control characters escaped.
fn quote(out: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    let mut pieces = bytes.utf8_chunks().flat_map(|chunk| {
        let invalid = chunk.invalid().iter().map(|byte| Found::Byte(*byte));
        chunk.valid().chars().map(Found::Character).chain(invalid)
    });
    out.write_char('"')?;
    for piece in pieces.by_ref().take(QUOTE_LIMIT) {
        match piece {
            Found::Character(character) => write!(out, "{}", character.escape_debug())?,
            Found::Byte(byte) => write!(out, "\\x{byte:02x}")?,
            Found::End => {}
        }
    }
    out.write_str(if pieces.next().is_some() { "\"…" } else { "\"" })
}

/// Declares an enum of kinds, each with its stable code and what would have been right.
macro_rules! kinds {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $kind:ident = $code:literal, $what:literal, $expected:literal;)* }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum $name { $($(#[$inner])* $kind,)* }

        impl $name {
            /// Every kind, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// The stable name of this kind, in kebab case: what a log or a vector records.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$kind => $code,)* }
            }

            /// What was found.
            pub(super) const fn what(self) -> &'static str {
                match self { $(Self::$kind => $what,)* }
            }

            /// What would have been right in its place.
            pub(super) const fn expected(self) -> &'static str {
                match self { $(Self::$kind => $expected,)* }
            }
        }
    };
}
use kinds;
