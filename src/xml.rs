//! The documents: two readers of one language, one writer.
//!
//! [`general`] *is* the definition: it reads any XML and explains what is wrong. [`canonical`] knows
//! the exact form that SES writes and nothing else; what it takes, `general` takes with the same
//! value, and what it does not take it does not judge.

pub(crate) mod canonical;
mod characters;
mod encode;
mod error_document;
pub(crate) mod general;
mod grammar;
mod leaf;
mod reader;
mod text;

pub(crate) use encode::{Layout, encode_error_response, encode_response};
pub use reader::MAX_DEPTH;
pub(crate) use reader::well_formed;

use crate::error::DecodeError;
use crate::error_response::ErrorResponse;
use crate::reply::Reply;
use crate::response::GetIdentityDkimAttributesResponse;

/// Reads a success document.
pub(crate) fn response(body: &[u8]) -> Result<GetIdentityDkimAttributesResponse<'_>, DecodeError> {
    canonical(body).map_or_else(|| general::response(body), Ok)
}

/// Reads a success or an error document.
pub(crate) fn reply(body: &[u8]) -> Result<Reply<'_>, DecodeError> {
    canonical(body).map_or_else(
        || general::reply(body),
        |response| Ok(Reply::Response(response)),
    )
}

/// Reads an error document.
pub(crate) fn error_response(body: &[u8]) -> Result<ErrorResponse<'_>, DecodeError> {
    general::error_response(body)
}

/// The one place that decides between the two readers.
fn canonical(body: &[u8]) -> Option<GetIdentityDkimAttributesResponse<'_>> {
    if cfg!(without_canonical) {
        None
    } else {
        canonical::response(body)
    }
}
