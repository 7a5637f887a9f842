#![doc = include_str!("../README.md")]
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

#[cfg(feature = "arbitrary")]
mod arbitrary;
mod attributes;
pub mod dns;
mod error;
mod error_response;
mod form;
#[cfg(feature = "http")]
mod http;
#[doc(hidden)]
pub mod internals;
mod reply;
mod request;
mod response;
#[cfg(feature = "serde")]
mod serde;
mod status;
mod text;
pub mod wire;
mod xml;

pub use attributes::{DkimAttributes, IdentityDkimAttributes, Iter, NewEntry};
pub use error::{
    DecodeError, DecodeErrorKind, EncodeError, Explanation, FormError, FormErrorKind, Found,
    LimitError, Part,
};
pub use error_response::{ErrorBody, ErrorResponse, ErrorType, OtherType, Retry};
#[cfg(feature = "http")]
pub use http::{ReplyError, RequestError};
pub use reply::Reply;
pub use request::{
    GetIdentityDkimAttributesRequest, MAX_CALLS_PER_SECOND, MAX_IDENTITIES, batches,
};
pub use response::GetIdentityDkimAttributesResponse;
pub use status::{UnknownStatus, VerificationStatus};
pub use xml::MAX_DEPTH;
