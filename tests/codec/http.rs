//! Feature `http`: requests and responses, written and read.

mod request;
mod response;
