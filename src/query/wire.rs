//! The constants of the wire, as the SES API Reference spells them.

/// The version of the API: the value of the parameter `Version`.
pub const VERSION: &str = "2010-12-01";

/// The XML namespace of the service.
pub const NAMESPACE: &str = "http://ses.amazonaws.com/doc/2010-12-01/";

/// The content type of a request form.
pub const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";

/// The HTTP header that carries the request id of a reply.
pub const REQUEST_ID_HEADER: &str = "x-amzn-RequestId";
