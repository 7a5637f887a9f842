//! The response: a map from identity to DKIM attributes, and the id of the call.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::attributes::DkimAttributes;
use crate::error::{DecodeError, EncodeError};
use crate::xml;

/// The answer to a [`GetIdentityDkimAttributesRequest`](crate::GetIdentityDkimAttributesRequest).
///
/// ```
/// use ses_dkim_codec::GetIdentityDkimAttributesResponse;
///
/// let body = br#"<GetIdentityDkimAttributesResponse>
///   <GetIdentityDkimAttributesResult><DkimAttributes><entry>
///     <key>example.com</key>
///     <value><DkimEnabled>true</DkimEnabled></value>
///   </entry></DkimAttributes></GetIdentityDkimAttributesResult>
/// </GetIdentityDkimAttributesResponse>"#;
/// let response = GetIdentityDkimAttributesResponse::decode(body)?;
/// let attributes = response.dkim_attributes.get("example.com").unwrap();
/// assert_eq!(attributes.dkim_enabled(), Some(true));
/// assert_eq!(attributes.dkim_tokens(), None); // absent stays absent
/// # Ok::<(), ses_dkim_codec::DecodeError>(())
/// ```
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct GetIdentityDkimAttributesResponse<'body> {
    /// The map from identity to attributes, in document order.
    pub dkim_attributes: DkimAttributes<'body>,
    /// The id by which the service's support finds the call.
    pub request_id: Option<Cow<'body, str>>,
}

impl<'body> GetIdentityDkimAttributesResponse<'body> {
    /// A response with these attributes and no request id.
    #[must_use]
    pub const fn new(dkim_attributes: DkimAttributes<'body>) -> Self {
        Self {
            dkim_attributes,
            request_id: None,
        }
    }

    /// The same response with a request id.
    #[must_use]
    pub fn with_request_id(self, request_id: impl Into<Cow<'body, str>>) -> Self {
        Self {
            request_id: Some(request_id.into()),
            ..self
        }
    }

    /// Reads a success document; text is borrowed from the body wherever nothing forces a copy.
    ///
    /// [`Reply::from_http`](crate::Reply::from_http) reads whatever the service sends.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] when the body is not well-formed XML, is another document, or leaves open
    /// what it says: nothing is returned in part.
    pub fn decode(body: &'body [u8]) -> Result<Self, DecodeError> {
        xml::response(body)
    }

    /// The response as a compact document.
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
        xml::encode_response(self, xml::Layout::Compact)
    }

    /// The response as a document indented by two spaces, as the API reference prints it.
    ///
    /// # Errors
    ///
    /// [`EncodeError`] when a text holds a character that XML 1.0 cannot carry.
    pub fn to_xml_indented(&self) -> Result<String, EncodeError> {
        xml::encode_response(self, xml::Layout::Indented)
    }

    /// The same response, owning its text.
    #[must_use]
    pub fn into_owned(self) -> GetIdentityDkimAttributesResponse<'static> {
        GetIdentityDkimAttributesResponse {
            dkim_attributes: self.dkim_attributes.into_owned(),
            request_id: self.request_id.map(|id| Cow::Owned(id.into_owned())),
        }
    }
}
