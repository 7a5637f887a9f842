//! A door for the crate's own tests, benches and examples; no part of the public surface.

use crate::error::DecodeError;
use crate::reply::Reply;
use crate::response::GetIdentityDkimAttributesResponse;
use crate::xml;

/// What the canonical reader takes.
#[must_use]
pub fn canonical(body: &[u8]) -> Option<GetIdentityDkimAttributesResponse<'_>> {
    xml::canonical::response(body)
}

/// What the general reader says.
///
/// # Errors
///
/// As [`Reply::decode`].
pub fn general(body: &[u8]) -> Result<Reply<'_>, DecodeError> {
    xml::general::reply(body)
}

/// Whether a body is a well-formed document, whatever its elements.
///
/// # Errors
///
/// [`DecodeError`] of one of the kinds that XML 1.0 gives rise to.
pub fn well_formed(body: &[u8]) -> Result<(), DecodeError> {
    xml::well_formed(body)
}
