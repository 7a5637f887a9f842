//! A no-I/O, zero-copy codec for the DKIM operations of Amazon SES v1.
//!
//! | Operation | Request | Response |
//! |---|---|---|
//! | verify a domain, get its tokens | [`VerifyDomainDkimRequest`] | [`VerifyDomainDkimResponse`] |
//! | read the attributes of identities | [`GetIdentityDkimAttributesRequest`] | [`GetIdentityDkimAttributesResponse`] |
//! | sign an identity's mail, or not | [`SetIdentityDkimEnabledRequest`] | [`SetIdentityDkimEnabledResponse`] |
//!
//! - **A client** writes a request with `to_form` and reads the [`HttpReply`] with `reply`. The
//!   [`Reply`] is the response or an [`ErrorResponse`]; `retry_delay` of the request says when to send
//!   it again, if that can help ([`Retry`] shows the loop). A body that is neither is a
//!   [`ReplyError`].
//! - **A mock server** reads any request with [`AnyRequest::decode_form`] and writes a response or an
//!   error with `to_xml`.
//! - [`DkimAttributes`] maps identities to [`IdentityDkimAttributes`], a view;
//!   [`OwnedIdentityDkimAttributes`] is what a program stores. [`identity`] says which spellings are
//!   the same identity.
//! - [`dns`] makes the records to publish. [`wire`] has the constants and the endpoint of a region.
//!   [`Request`] and [`Response`] are for generic code.
//!
//! # What is promised
//!
//! Text is borrowed from the body unless the document spells it with references, sections or CR;
//! `into_owned` of a value and `to_owned` of a view copy it. A map costs two allocations. No input
//! makes the codec panic; it uses at most 64 KiB of stack, and heap of at most 8 times the body and
//! 4 KiB. Time is linear in the length of the body, except for the sorting of more than eight
//! attributes in one tag.
//!
//! What is not well-formed XML 1.0 (fifth edition) is an error, as is a document type declaration,
//! an encoding other than UTF-8 and US-ASCII, or more than [`MAX_DEPTH`] open elements. Elements are
//! matched by local name; namespaces are ignored. Structures may contain unknown elements; lists
//! and maps may not. Nothing is returned in part. Identities and tokens are not validated;
//! [`dns`] validates them where they become names.
//!
//! # Features
//!
//! `serde`, `http` and `arbitrary` add implementations for the crates of these names. Without
//! features the crate needs `alloc` only.

#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

#[cfg(feature = "arbitrary")]
mod arbitrary;
pub mod dns;
#[cfg(feature = "http")]
mod http;
pub mod identity;
mod operations;
mod query;
#[cfg(feature = "serde")]
mod serde;
mod xml;

#[cfg(feature = "http")]
pub use http::{RequestError, ResponseError};
pub use operations::{
    AnyRequest, DkimAttributes, EntryMut, GetIdentityDkimAttributesRequest,
    GetIdentityDkimAttributesResponse, IdentityDkimAttributes, IntoIter, Iter, LimitError,
    MAX_IDENTITIES, Operation, OwnedIdentityDkimAttributes, SetIdentityDkimEnabledRequest,
    SetIdentityDkimEnabledResponse, UnknownStatus, VerificationStatus, VerifyDomainDkimRequest,
    VerifyDomainDkimResponse, batches,
};
pub use query::{
    BodyKind, DecodeError, DecodeErrorKind, EncodeError, ErrorResponse, ErrorType, Explanation,
    FormError, FormErrorKind, Found, HttpReply, Location, OtherType, Reply, ReplyError, Request,
    Response, Retry, wire,
};
#[cfg(feature = "serde")]
pub use serde::Borrowed;
pub use xml::{MAX_DEPTH, XmlError, XmlErrorKind, check_xml};

/// The code of the README, as tests.
#[cfg(all(doctest, feature = "http"))]
#[doc = include_str!("../README.md")]
pub struct Readme;
