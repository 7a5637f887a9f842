//! The response: a map from identity to DKIM attributes, and the id of the call.

use alloc::borrow::Cow;
use alloc::string::String;

use super::attributes::DkimAttributes;
use crate::query::{own, response_methods};

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
        Self { dkim_attributes, request_id: None }
    }

    /// The same response with a request id.
    ///
    /// It is written without the white space around it, and not at all when nothing else is in it, as
    /// reading trims it.
    #[must_use]
    pub fn with_request_id(self, request_id: impl Into<Cow<'body, str>>) -> Self {
        Self { request_id: Some(request_id.into()), ..self }
    }

    /// The same response, owning its text.
    #[must_use]
    pub fn into_owned(self) -> GetIdentityDkimAttributesResponse<'static> {
        GetIdentityDkimAttributesResponse {
            dkim_attributes: self.dkim_attributes.into_owned(),
            request_id: self.request_id.map(own),
        }
    }
}

response_methods!(GetIdentityDkimAttributesResponse);
