//! Feature `http`: requests and replies as the types of the crate `http` 1.x, for clients and servers
//! of any HTTP library.
//!
//! A conversion from a reference borrows from it. A conversion from a value owns its text.

mod error;
mod reply;
mod request;
mod response;
mod retry_after;

pub use error::{RequestError, ResponseError};
