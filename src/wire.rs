//! The words of the wire, as the SES API Reference spells them.

/// The name of the operation: the value of the request's `Action`.
pub const ACTION: &str = "GetIdentityDkimAttributes";

/// The version of the API: the value of the request's `Version`.
pub const VERSION: &str = "2010-12-01";

/// The XML namespace of the service.
pub const NAMESPACE: &str = "http://ses.amazonaws.com/doc/2010-12-01/";

/// The content type of a request form.
pub const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";

/// The HTTP header that carries the request id of a reply.
pub const REQUEST_ID_HEADER: &str = "x-amzn-RequestId";

pub(crate) const IDENTITIES: &str = "Identities";
/// What stands before the number of a member, behind the pair before it.
pub(crate) const MEMBER_PREFIX: &str = "&Identities.member.";

pub(crate) const RESPONSE: &str = "GetIdentityDkimAttributesResponse";
pub(crate) const RESULT: &str = "GetIdentityDkimAttributesResult";
pub(crate) const DKIM_ATTRIBUTES: &str = "DkimAttributes";
pub(crate) const ENTRY: &str = "entry";
pub(crate) const KEY: &str = "key";
pub(crate) const VALUE: &str = "value";
pub(crate) const DKIM_ENABLED: &str = "DkimEnabled";
pub(crate) const DKIM_VERIFICATION_STATUS: &str = "DkimVerificationStatus";
pub(crate) const DKIM_TOKENS: &str = "DkimTokens";
pub(crate) const MEMBER: &str = "member";
pub(crate) const RESPONSE_METADATA: &str = "ResponseMetadata";
pub(crate) const REQUEST_ID: &str = "RequestId";
/// The spelling of the EC2 family of services.
pub(crate) const REQUEST_ID_EC2: &str = "RequestID";

pub(crate) const ERROR_RESPONSE: &str = "ErrorResponse";
pub(crate) const ERRORS: &str = "Errors";
pub(crate) const ERROR: &str = "Error";
pub(crate) const EXCEPTION: &str = "Exception";
pub(crate) const TYPE: &str = "Type";
pub(crate) const CODE: &str = "Code";
pub(crate) const MESSAGE: &str = "Message";
pub(crate) const MESSAGE_LOWER: &str = "message";
pub(crate) const DETAIL: &str = "Detail";
