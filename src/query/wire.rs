//! The constants of the protocol, as the SES API Reference spells them, and the endpoint of a region.
//!
//! ```
//! use ses_dkim_codec::wire;
//!
//! let url = wire::endpoint("eu-west-1")?;
//! println!("POST {url}, content type {}, signed for {}", wire::CONTENT_TYPE, wire::SIGNING_NAME);
//! # Ok::<(), wire::RegionError>(())
//! ```

mod endpoint;

pub use endpoint::{RegionError, endpoint};

/// The version of the API: the value of the parameter `Version`.
///
/// ```
/// use ses_dkim_codec::{VerifyDomainDkimRequest, wire};
///
/// let form = VerifyDomainDkimRequest::new("example.com").to_form();
/// assert!(form.contains(&format!("&Version={}&", wire::VERSION)));
/// ```
pub const VERSION: &str = "2010-12-01";

/// The XML namespace of the service, written on every root element and ignored by the decoder.
///
/// ```
/// use ses_dkim_codec::{SetIdentityDkimEnabledResponse, wire};
///
/// let xml = SetIdentityDkimEnabledResponse::new().to_xml()?;
/// assert!(xml.contains(wire::NAMESPACE));
/// # Ok::<(), ses_dkim_codec::EncodeError>(())
/// ```
pub const NAMESPACE: &str = "http://ses.amazonaws.com/doc/2010-12-01/";

/// The content type of a request form: the value of the header `Content-Type`.
///
/// ```
/// assert_eq!(ses_dkim_codec::wire::CONTENT_TYPE, "application/x-www-form-urlencoded");
/// ```
pub const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";

/// The content type of a response and of an error: the value of the header `Content-Type`.
///
/// ```
/// assert_eq!(ses_dkim_codec::wire::XML_CONTENT_TYPE, "text/xml");
/// ```
pub const XML_CONTENT_TYPE: &str = "text/xml";

/// The HTTP header with the request id of a reply: the value for
/// [`HttpReply::request_id`](crate::HttpReply::request_id).
///
/// ```
/// let name = ses_dkim_codec::wire::REQUEST_ID_HEADER;
/// assert!(name.eq_ignore_ascii_case("x-amzn-requestid"));
/// ```
pub const REQUEST_ID_HEADER: &str = "x-amzn-RequestId";

/// The service name of AWS Signature Version 4: the third part of the credential scope, after date
/// and region. It is not the first label of the host name, which is `email`.
///
/// ```
/// use ses_dkim_codec::wire::SIGNING_NAME;
///
/// let scope = format!("20261125/us-east-1/{SIGNING_NAME}/aws4_request");
/// assert_eq!(scope, "20261125/us-east-1/ses/aws4_request");
/// ```
pub const SIGNING_NAME: &str = "ses";
