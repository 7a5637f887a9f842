//! The AWS Query protocol: forms, the envelope of a response, error responses.
//!
//! This layer does not know any operation. An operation describes its parameters with [`form`], and
//! its result with [`decoder`] and [`envelope`].

pub(crate) mod decoder;
pub(crate) mod envelope;
mod error;
mod error_document;
mod error_response;
mod foreign;
pub(crate) mod form;
mod message;
mod reply;
mod retry;
mod text;
pub mod wire;

pub use error::{
    DecodeError, DecodeErrorKind, EncodeError, Explanation, FormError, FormErrorKind, Found,
    Location,
};
pub(crate) use error::{Fault, FormFault};
pub use error_response::{BodyKind, ErrorResponse, ErrorType, OtherType};
pub use message::{Request, Response};
pub(crate) use message::{Sealed, request_methods, response_methods};
pub use reply::{HttpReply, Reply, ReplyError};
pub use retry::Retry;
#[cfg(any(feature = "arbitrary", feature = "serde"))]
pub(crate) use text::trim;
pub(crate) use text::{Printable, own};
