//! The constants of the wire, as the SES API Reference spells them, and the endpoint of a region.

mod endpoint;

pub use endpoint::{RegionError, endpoint};

/// The version of the API: the value of the parameter `Version`.
pub const VERSION: &str = "2010-12-01";

/// The XML namespace of the service.
pub const NAMESPACE: &str = "http://ses.amazonaws.com/doc/2010-12-01/";

/// The content type of a request form.
pub const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";

/// The HTTP header that carries the request id of a reply.
pub const REQUEST_ID_HEADER: &str = "x-amzn-RequestId";

/// The service name of AWS Signature Version 4: the third part of the credential scope, after date
/// and region. It is not the first label of the host name.
pub const SIGNING_NAME: &str = "ses";
