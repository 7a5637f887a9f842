//! Feature `http`: what a client sends and a server reads, and the way back.

mod request;
mod response;
