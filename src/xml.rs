//! The documents: two readers of one language, one writer.
//!
//! [`general`] *is* the definition: it reads any XML and explains what is wrong. [`mod@canonical`] knows
//! the exact form that SES writes and nothing else; what it takes, `general` takes with the same
//! value, and what it does not take it does not judge.

pub(crate) mod canonical;
mod characters;
mod decoder;
mod encode;
mod error_document;
pub(crate) mod general;
mod grammar;
mod leaf;
mod reader;
mod reply;
mod text;

#[cfg(feature = "arbitrary")]
pub(crate) use characters::is_char;
pub use reader::MAX_DEPTH;
pub(crate) use reader::well_formed;

use alloc::string::String;

use crate::error::{DecodeError, EncodeError};
use crate::error_response::ErrorResponse;
use crate::response::GetIdentityDkimAttributesResponse;
use encode::Layout;

/// The one place that decides between the two readers: what the canonical one does not take, or is
/// not there to take, is for the general one.
fn canonical(body: &[u8]) -> Option<GetIdentityDkimAttributesResponse<'_>> {
    if cfg!(without_canonical) { None } else { canonical::response(body) }
}

impl<'body> GetIdentityDkimAttributesResponse<'body> {
    /// Reads a success document; text is borrowed from the body wherever nothing forces a copy.
    ///
    /// [`Reply::from_http`](crate::Reply::from_http) reads whatever the service sends.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] when the body is not well-formed XML, is another document, or leaves open
    /// what it says: nothing is returned in part.
    pub fn decode(body: &'body [u8]) -> Result<Self, DecodeError> {
        canonical(body).map_or_else(|| general::response(body), Ok)
    }

    /// The response as a compact document; the white space around its request id is not in it, as no
    /// reader would keep it.
    ///
    /// # Errors
    ///
    /// [`EncodeError`] when a text holds a character that XML 1.0 cannot carry.
    ///
    /// ```
    /// # use ses_dkim_codec::GetIdentityDkimAttributesResponse as Response;
    /// let xml = Response::default().with_request_id("1").to_xml()?;
    /// assert_eq!(Response::decode(xml.as_bytes()).unwrap().request_id.as_deref(), Some("1"));
    /// # Ok::<(), ses_dkim_codec::EncodeError>(())
    /// ```
    pub fn to_xml(&self) -> Result<String, EncodeError> {
        encode::response(self, Layout::Compact)
    }

    /// The response as a document indented by two spaces, as the API reference prints it.
    ///
    /// # Errors
    ///
    /// [`EncodeError`] when a text holds a character that XML 1.0 cannot carry.
    pub fn to_xml_indented(&self) -> Result<String, EncodeError> {
        encode::response(self, Layout::Indented)
    }
}

impl<'body> ErrorResponse<'body> {
    /// Reads an error document, of any of the shapes that AWS front ends write.
    ///
    /// [`Reply::from_http`](crate::Reply::from_http) reads whatever the service sends.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] when the body is not well-formed XML or no error document.
    pub fn decode(body: &'body [u8]) -> Result<Self, DecodeError> {
        general::error_response(body)
    }

    /// The error as a compact document; status and kind of body are not in it, nor is the white space
    /// around its type, its code and its request id, which no reader would keep.
    ///
    /// # Errors
    ///
    /// [`EncodeError`] when a text holds a character that XML 1.0 cannot carry.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorResponse;
    /// assert_eq!(
    ///     ErrorResponse::new("Throttling").to_xml()?,
    ///     "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\">\
    ///      <Error><Code>Throttling</Code></Error></ErrorResponse>",
    /// );
    /// # Ok::<(), ses_dkim_codec::EncodeError>(())
    /// ```
    pub fn to_xml(&self) -> Result<String, EncodeError> {
        encode::error_response(self, Layout::Compact)
    }

    /// The error as a document indented by two spaces.
    ///
    /// # Errors
    ///
    /// [`EncodeError`] when a text holds a character that XML 1.0 cannot carry.
    pub fn to_xml_indented(&self) -> Result<String, EncodeError> {
        encode::error_response(self, Layout::Indented)
    }
}
