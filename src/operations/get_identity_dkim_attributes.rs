//! `GetIdentityDkimAttributes`: the DKIM attributes of a list of identities.

mod attributes;
mod document;
mod request;
mod response;
mod status;

pub use attributes::{
    DkimAttributes, EntryMut, IdentityDkimAttributes, IntoIter, Iter, OwnedIdentityDkimAttributes,
};
pub use request::{GetIdentityDkimAttributesRequest, LimitError, MAX_IDENTITIES, batches};
pub use response::GetIdentityDkimAttributesResponse;
pub use status::{UnknownStatus, VerificationStatus};
