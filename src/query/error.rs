//! The errors of the protocol.
//!
//! [`DecodeError`] and [`FormError`] describe what a peer sent. [`EncodeError`] describes a value
//! that cannot be written.

mod decode;
mod encode;
mod form;
mod kind;
mod location;

pub(crate) use decode::Fault;
pub use decode::{DecodeError, Explanation};
pub use encode::EncodeError;
pub(crate) use form::FormFault;
pub use form::{FormError, FormErrorKind};
pub use kind::DecodeErrorKind;
pub use location::{Found, Location};

use core::fmt;

/// Writes at most `limit` characters of `bytes`, with control characters and invalid bytes escaped;
/// returns whether all of `bytes` was written.
pub(crate) fn quote(
    out: &mut impl fmt::Write,
    bytes: &[u8],
    limit: usize,
) -> Result<bool, fmt::Error> {
    let mut left = limit;
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            if left == 0 {
                return Ok(false);
            }
            left -= 1;
            write!(out, "{}", character.escape_debug())?;
        }
        for byte in chunk.invalid() {
            if left == 0 {
                return Ok(false);
            }
            left -= 1;
            write!(out, "\\x{byte:02x}")?;
        }
    }
    Ok(true)
}
