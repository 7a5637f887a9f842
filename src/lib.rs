//! A codec for the DKIM operations of Amazon SES v1 (API version 2010-12-01), for clients and for mock
//! servers.
//!
//! The crate turns requests and responses into bytes and back. It does no I/O: it does not connect,
//! sign, wait or read a clock. `aws-sdk-ses` does all of this.
//!
//! # Example
//!
//! A client asks for the tokens of a domain and makes the DNS records to publish.
//!
//! ```
//! use ses_dkim_codec::{HttpReply, VerifyDomainDkimRequest, dns};
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     // The request: an HTTP client signs this form and POSTs it to `wire::endpoint("us-east-1")`.
//!     let request = VerifyDomainDkimRequest::new("example.com");
//!     let form = request.to_form();
//!     assert_eq!(form, "Action=VerifyDomainDkim&Version=2010-12-01&Domain=example.com");
//!
//!     // The reply: the status and the body that the HTTP client received.
//!     let status = 200;
//!     let body = br#"<VerifyDomainDkimResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">
//!       <VerifyDomainDkimResult>
//!         <DkimTokens><member>t1</member><member>t2</member><member>t3</member></DkimTokens>
//!       </VerifyDomainDkimResult>
//!     </VerifyDomainDkimResponse>"#;
//!     let response = request.reply(HttpReply::new(status, body))?.into_result()?;
//!
//!     // The records: one CNAME for each token.
//!     let zone = dns::zone("us-east-1").ok_or("an unknown region")?;
//!     let records = dns::cname_records("example.com", &response.dkim_tokens, zone)?;
//!     assert_eq!(
//!         records[0].to_string(),
//!         "t1._domainkey.example.com. IN CNAME t1.dkim.amazonses.com.",
//!     );
//!     Ok(())
//! }
//! ```
//!
//! # Types
//!
//! Each operation has a request and a response; [`Operation`] lists the operations.
//!
//! | Operation | Request | Response |
//! |---|---|---|
//! | get the tokens of a domain | [`VerifyDomainDkimRequest`] | [`VerifyDomainDkimResponse`] |
//! | read the attributes of identities | [`GetIdentityDkimAttributesRequest`] | [`GetIdentityDkimAttributesResponse`] |
//! | enable or disable the signing of mail | [`SetIdentityDkimEnabledRequest`] | [`SetIdentityDkimEnabledResponse`] |
//!
//! - **Client.** A request has `to_form` and `reply`. `reply` takes an [`HttpReply`] and returns a
//!   [`Reply`]: the response, or the [`ErrorResponse`] of the service with its [`ErrorType`]. Any
//!   other body is a [`ReplyError`] with the [kind of the body](BodyKind). `retry_delay` says when
//!   to send a request again; [`Retry`] shows the loop.
//! - **Server.** [`AnyRequest::decode_form`] reads a request of any operation. Responses and errors
//!   have `to_xml`.
//! - **Attributes.** [`DkimAttributes`] is the map from identity to attributes. A lookup returns a
//!   view, [`IdentityDkimAttributes`]; [`EntryMut`] sets the attributes of an entry;
//!   [`OwnedIdentityDkimAttributes`] is a value outside a map. [`VerificationStatus`] is one of the
//!   attributes.
//! - **Long lists.** [`batches`] splits a list of more than [`MAX_IDENTITIES`], and
//!   [`DkimAttributes::append`] joins the answers.
//! - **Errors.** [`DecodeError`] is about a document, [`FormError`] about a form, [`EncodeError`]
//!   about a text that XML cannot carry, [`XmlError`] about well-formedness alone ([`check_xml`]).
//!   Each has an offset in bytes and a stable code: `kind().code()`, or the `code()` of an
//!   [`EncodeError`]. A [`DecodeError`] also says in which element it is ([`Location`]) and
//!   [what was found](Found); [`explain`](DecodeError::explain) adds line, column and a quotation.
//! - **Generic code.** [`Request`] and [`Response`] are traits of all requests and all responses.
//!
//! # Modules
//!
//! - [`dns`]: the CNAME records of an identity, a zone file, the zone of a region.
//! - [`identity`]: which spellings are the same identity, and lookups by identity.
//! - [`wire`]: constants of the protocol, and the endpoint of a region.
//!
//! Everything else is at the root of the crate.
//!
//! # Guarantees
//!
//! `decode`, `reply` and `decode_form` take bytes from a peer that is not trusted.
//!
//! - **No panic.** Any input gives a value or an error.
//! - **Bounded resources.** Decoding a body uses at most 64 KiB of stack, and at most 8 times the
//!   length of the body plus 4 KiB of heap. Time is linear in the length of the body, except that the
//!   attributes of a tag are sorted if there are more than eight.
//! - **No partial result.** The result is the whole document or an error. A document truncated
//!   anywhere before the last `>` of its root is an error.
//! - **No guesses.** An absent element is `None`; an absent list of tokens in the response of
//!   `VerifyDomainDkim` is an error; an absent element `DkimAttributes` is an empty map.
//! - **No mix-up of fields.** A change of a single byte of a documented document is an error, has
//!   no effect, or changes only the text that was edited.
//! - **Errors stay errors.** A status other than 2xx gives an [`ErrorResponse`] with that status, and
//!   so does an error document with status 200.
//! - **Round-trip.** What is written reads back equal, except that the white space around request
//!   ids, codes and types is trimmed. The status, `Retry-After`, body kind and excerpt of an error
//!   are not part of a document. `to_xml` refuses characters that XML 1.0 cannot carry.
//! - **Borrowed text.** A text is copied only if it is not one piece of the input: if it contains
//!   escapes, references or CR, or markup splits it. A map of borrowed texts takes two allocations,
//!   unless tokens are empty.
//!
//! The tests check these guarantees for the documents of all three operations and of errors: they
//! truncate the documents at every byte, edit every byte, and check laws over generated values.
//!
//! The limits are:
//!
//! - Only well-formed XML 1.0 (fifth edition) in UTF-8 or US-ASCII is read. A document type declaration
//!   or more than [`MAX_DEPTH`] open elements are errors.
//! - Elements are matched by local name. Namespaces, prefixes and attributes are checked for
//!   well-formedness only.
//! - Unknown elements in a structure are skipped. In a list or a map they are an error.
//! - Identities, domains and tokens are not validated. [`dns`] validates those that it puts into names.
//! - The codec cannot notice an edit inside a text that leaves the document well-formed, or a peer
//!   that lies.
//!
//! # Features
//!
//! No feature is enabled by default. Without features the crate is `no_std` with `alloc`, and depends on
//! `nom` and `memchr` only. A feature only adds to the crate.
//!
//! | Feature | Adds |
//! |---|---|
//! | `serde` | `Serialize` and `Deserialize` in the shape of boto3, and `Borrowed` |
//! | `http` | conversions from and to the types of the crate `http`, so that `reply` takes its responses; `RequestError` and `ResponseError`; `retry_after_delay_at` for a `Retry-After` date; needs `std` |
//! | `arbitrary` | `Arbitrary`: legal values for fuzzing |
//!
//! With `serde`, a structure is a map from the names of its members in every format, so the JSON that
//! the AWS CLI prints can be read. An absent member is not written, and a null is read as absent.
//! `DkimAttributes`, the `DkimTokens` of [`VerifyDomainDkimResponse`] and the members of requests must
//! be present. An [`ErrorResponse`] has the members of boto3's `ClientError.response`, `Error` and
//! `ResponseMetadata`, and three more: `Body`, `Excerpt` and `RetryAfter`. If the same spelling of an
//! identity is repeated, it is written once, with its last attributes. Values that are read own their
//! text; `Borrowed` takes it from the input where the format allows that.
//!
//! With `http`, a request converts into an `http::Request<String>` to the path `/`, which needs the
//! host of the [endpoint](wire::endpoint) and a signature. [`AnyRequest`] is read from the
//! `http::Request` that a server received. A reply converts into an `http::Response<String>`. A
//! conversion from a reference borrows; a conversion from a value owns its text.
//!
//! The minimum supported Rust version is 1.85.

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
