//! Feature `http`: requests and replies as the types of crate `http` 1.x, for a client and for a
//! server, whatever moves the bytes.
//!
//! Each conversion takes a reference and borrows from it, or takes the value and owns what it gives.

mod error;
mod reply;
mod request;
mod response;
mod retry_after;

pub use error::{RequestError, ResponseError};
