//! The operations, each in its own file or folder, and the list of them.

mod any_request;
mod get_identity_dkim_attributes;
mod set_identity_dkim_enabled;
mod verify_domain_dkim;

pub use any_request::{AnyRequest, Operation};
pub use get_identity_dkim_attributes::{
    DkimAttributes, EntryMut, GetIdentityDkimAttributesRequest, GetIdentityDkimAttributesResponse,
    IdentityDkimAttributes, IntoIter, Iter, LimitError, MAX_IDENTITIES,
    OwnedIdentityDkimAttributes, UnknownStatus, VerificationStatus, batches,
};
pub use set_identity_dkim_enabled::{
    SetIdentityDkimEnabledRequest, SetIdentityDkimEnabledResponse,
};
pub use verify_domain_dkim::{VerifyDomainDkimRequest, VerifyDomainDkimResponse};
