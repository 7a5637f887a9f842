//! The operations of the DKIM life cycle.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An operation of Amazon SES that the suite asks for.
#[derive(
    Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize,
)]
#[non_exhaustive]
pub enum Operation {
    /// Reads the DKIM attributes of identities. It is the default if no operation is named.
    #[default]
    GetIdentityDkimAttributes,
    /// Returns the tokens of a domain.
    VerifyDomainDkim,
    /// Switches signing on or off.
    SetIdentityDkimEnabled,
}

impl Operation {
    /// Every operation.
    pub const ALL: [Self; 3] =
        [Self::GetIdentityDkimAttributes, Self::VerifyDomainDkim, Self::SetIdentityDkimEnabled];

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GetIdentityDkimAttributes => "GetIdentityDkimAttributes",
            Self::VerifyDomainDkim => "VerifyDomainDkim",
            Self::SetIdentityDkimEnabled => "SetIdentityDkimEnabled",
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}
