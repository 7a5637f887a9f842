//! The response: a map from identity to DKIM attributes, and the request id.

use alloc::borrow::Cow;
use alloc::string::String;

use super::attributes::DkimAttributes;
use crate::query::{own, response_methods};

/// The response to a [`GetIdentityDkimAttributesRequest`](crate::GetIdentityDkimAttributesRequest).
///
/// A document without the element `GetIdentityDkimAttributesResult` is an error, and so is an entry
/// without a `key` or a `value`. Every other element may be absent.
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
/// let attributes = response.dkim_attributes.get("example.com").ok_or("not in the response")?;
/// assert_eq!(attributes.dkim_enabled(), Some(true));
/// assert_eq!(attributes.dkim_tokens(), None); // an absent member stays absent
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct GetIdentityDkimAttributesResponse<'body> {
    /// The map from identity to attributes, in document order.
    pub dkim_attributes: DkimAttributes<'body>,
    /// The request id, by which the service's support finds the call.
    pub request_id: Option<Cow<'body, str>>,
}

impl<'body> GetIdentityDkimAttributesResponse<'body> {
    /// A response with these attributes and no request id.
    ///
    /// ```
    /// use ses_dkim_codec::{DkimAttributes, GetIdentityDkimAttributesResponse};
    ///
    /// let mut attributes = DkimAttributes::new();
    /// attributes.push("example.com").dkim_enabled(true);
    /// let response = GetIdentityDkimAttributesResponse::new(attributes);
    /// assert_eq!(response.dkim_attributes.len(), 1);
    /// ```
    #[must_use]
    pub const fn new(dkim_attributes: DkimAttributes<'body>) -> Self {
        Self { dkim_attributes, request_id: None }
    }

    /// The same response with a request id.
    ///
    /// The id is written without the white space around it, and is not written if it is only white
    /// space. A reader trims it too.
    ///
    /// ```
    /// # use ses_dkim_codec::GetIdentityDkimAttributesResponse;
    /// let xml = GetIdentityDkimAttributesResponse::default().with_request_id(" 1 ").to_xml()?;
    /// assert!(xml.contains("<RequestId>1</RequestId>"));
    /// # Ok::<(), ses_dkim_codec::EncodeError>(())
    /// ```
    #[must_use]
    pub fn with_request_id(self, request_id: impl Into<Cow<'body, str>>) -> Self {
        Self { request_id: Some(request_id.into()), ..self }
    }

    /// The same response, owning its text.
    ///
    /// ```
    /// # use ses_dkim_codec::GetIdentityDkimAttributesResponse;
    /// let body = GetIdentityDkimAttributesResponse::default().with_request_id("1").to_xml()?;
    /// let response = GetIdentityDkimAttributesResponse::decode(body.as_bytes())?.into_owned();
    /// drop(body);
    /// assert_eq!(response.request_id.as_deref(), Some("1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> GetIdentityDkimAttributesResponse<'static> {
        GetIdentityDkimAttributesResponse {
            dkim_attributes: self.dkim_attributes.into_owned(),
            request_id: self.request_id.map(own),
        }
    }
}

response_methods!(
    GetIdentityDkimAttributesResponse,
    example: r#"GetIdentityDkimAttributesResponse::default().with_request_id("1")"#
);
