//! The documented response of each operation and the documented error, in the layout of the SES API
//! Reference.

/// The response of `GetIdentityDkimAttributes`.
pub const ATTRIBUTES: &[u8] = include_bytes!("../../examples/documented/response.xml");
/// The response of `VerifyDomainDkim`.
pub const TOKENS: &[u8] = include_bytes!("../../examples/documented/verify_domain_dkim.xml");
/// The response of `SetIdentityDkimEnabled`.
pub const ENABLED: &[u8] =
    include_bytes!("../../examples/documented/set_identity_dkim_enabled.xml");
/// An error of any operation.
pub const ERROR: &[u8] = include_bytes!("../../examples/documented/error.xml");

/// All of them, with a name for messages.
pub const ALL: [(&str, &[u8]); 4] =
    [("attributes", ATTRIBUTES), ("tokens", TOKENS), ("enabled", ENABLED), ("error", ERROR)];
