//! `GetIdentityDkimAttributes`: the DKIM attributes of a list of identities.

mod attributes;
mod document;
mod request;
mod response;
mod status;

#[cfg(feature = "serde")]
pub(crate) use attributes::Value;
pub use attributes::{DkimAttributes, EntryMut, IdentityDkimAttributes, Iter};
pub use request::{GetIdentityDkimAttributesRequest, LimitError, MAX_IDENTITIES, batches};
pub use response::GetIdentityDkimAttributesResponse;
#[cfg(feature = "serde")]
pub(crate) use status::Status;
pub use status::{UnknownStatus, VerificationStatus};
