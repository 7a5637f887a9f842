//! The attributes of one identity, outside a map.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::IdentityDkimAttributes;
use crate::operations::get_identity_dkim_attributes::status::VerificationStatus;
use crate::query::own;

/// The DKIM attributes of one identity as a value that a program stores, changes and puts into a
/// map.
///
/// It owns its list of tokens, but its text may borrow from the body. To store it after the body is
/// dropped, use [`into_owned`](Self::into_owned), or take it from the response of
/// [`into_owned_result`](crate::query::Reply::into_owned_result).
///
/// ```
/// use ses_dkim_codec::{DkimAttributes, OwnedIdentityDkimAttributes, VerificationStatus};
///
/// let mut attributes = OwnedIdentityDkimAttributes::default();
/// attributes.dkim_enabled = Some(true);
/// attributes.dkim_verification_status = Some(VerificationStatus::Pending);
///
/// let mut map = DkimAttributes::from_iter([("example.com", attributes.clone())]);
/// map.push("user@example.com").attributes(attributes.clone());
/// assert_eq!(map.get("example.com"), Some(attributes.view()));
/// assert_eq!(map.get("user@example.com").unwrap().to_owned(), attributes);
/// ```
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct OwnedIdentityDkimAttributes<'body> {
    /// Whether SES signs the mail of the identity with DKIM.
    pub dkim_enabled: Option<bool>,
    /// What SES says about the DNS records of the domain.
    pub dkim_verification_status: Option<VerificationStatus<'body>>,
    /// The tokens of the DNS records (see [`dns`](crate::dns)). An empty list differs from an
    /// absent list.
    pub dkim_tokens: Option<Vec<Cow<'body, str>>>,
}

impl OwnedIdentityDkimAttributes<'_> {
    /// A view of the attributes, as a lookup in a map returns it.
    ///
    /// ```
    /// # use ses_dkim_codec::OwnedIdentityDkimAttributes;
    /// let mut attributes = OwnedIdentityDkimAttributes::default();
    /// attributes.dkim_enabled = Some(true);
    /// assert_eq!(attributes.view().dkim_enabled(), Some(true));
    /// ```
    #[must_use]
    pub fn view(&self) -> IdentityDkimAttributes<'_> {
        IdentityDkimAttributes::new(
            self.dkim_enabled,
            self.dkim_verification_status.as_ref(),
            self.dkim_tokens.as_deref(),
        )
    }

    /// The same attributes, owning their text.
    ///
    /// ```
    /// # use ses_dkim_codec::OwnedIdentityDkimAttributes;
    /// let token = String::from("t1");
    /// let mut attributes = OwnedIdentityDkimAttributes::default();
    /// attributes.dkim_tokens = Some(vec![(&*token).into()]);
    /// let attributes = attributes.into_owned();
    /// drop(token);
    /// assert_eq!(attributes.dkim_tokens.unwrap(), ["t1"]);
    /// ```
    #[must_use]
    pub fn into_owned(self) -> OwnedIdentityDkimAttributes<'static> {
        let tokens = self.dkim_tokens;
        OwnedIdentityDkimAttributes {
            dkim_enabled: self.dkim_enabled,
            dkim_verification_status: self
                .dkim_verification_status
                .map(VerificationStatus::into_owned),
            dkim_tokens: tokens.map(|tokens| tokens.into_iter().map(own).collect()),
        }
    }
}

/// Copies the list of tokens; the text stays borrowed.
impl<'a> From<IdentityDkimAttributes<'a>> for OwnedIdentityDkimAttributes<'a> {
    fn from(attributes: IdentityDkimAttributes<'a>) -> Self {
        let tokens = attributes.dkim_tokens();
        let borrow = |token: &'a Cow<'a, str>| Cow::Borrowed(&**token);
        Self {
            dkim_enabled: attributes.dkim_enabled(),
            dkim_verification_status: attributes.dkim_verification_status(),
            dkim_tokens: tokens.map(|tokens| tokens.iter().map(borrow).collect()),
        }
    }
}
