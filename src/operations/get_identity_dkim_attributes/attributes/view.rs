//! What a caller sees of the map: one identity's attributes, and all of them in order.

use alloc::borrow::Cow;
use core::iter::FusedIterator;

use super::{DkimAttributes, OwnedIdentityDkimAttributes};
use crate::operations::get_identity_dkim_attributes::status::VerificationStatus;

/// The DKIM attributes of one identity: a view of the map, copied freely.
///
/// What the document does not say is `None`; no default is invented.
///
/// ```
/// use ses_dkim_codec::{DkimAttributes, VerificationStatus};
///
/// let mut map = DkimAttributes::new();
/// map.push("example.com").dkim_verification_status(VerificationStatus::Pending);
/// let attributes = map.get("example.com").unwrap();
/// assert_eq!(attributes.dkim_verification_status(), Some(VerificationStatus::Pending));
/// assert_eq!(attributes.dkim_enabled(), None);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct IdentityDkimAttributes<'a> {
    enabled: Option<bool>,
    status: Option<&'a VerificationStatus<'a>>,
    tokens: Option<&'a [Cow<'a, str>]>,
}

impl<'a> IdentityDkimAttributes<'a> {
    pub(super) const fn new(
        enabled: Option<bool>,
        status: Option<&'a VerificationStatus<'a>>,
        tokens: Option<&'a [Cow<'a, str>]>,
    ) -> Self {
        Self { enabled, status, tokens }
    }

    /// Whether SES signs the mail of the identity with DKIM.
    #[must_use]
    pub const fn dkim_enabled(self) -> Option<bool> {
        self.enabled
    }

    /// What SES says of the DNS records of the domain.
    #[must_use]
    pub fn dkim_verification_status(self) -> Option<VerificationStatus<'a>> {
        self.status.map(VerificationStatus::borrowed)
    }

    /// The tokens that make the DNS records (see [`dns`](crate::dns)); for an e-mail address they
    /// stand for its domain.
    #[must_use]
    pub const fn dkim_tokens(self) -> Option<&'a [Cow<'a, str>]> {
        self.tokens
    }

    /// The same attributes, owning their text: what outlives the map.
    ///
    /// ```
    /// # use ses_dkim_codec::DkimAttributes;
    /// let mut map = DkimAttributes::new();
    /// map.push("example.com").dkim_enabled(true).dkim_tokens(["a", "b"]);
    /// let attributes = map.get("example.com").unwrap().to_owned();
    /// drop(map);
    /// assert_eq!(attributes.dkim_tokens.unwrap(), ["a", "b"]);
    /// ```
    #[must_use]
    // Not by value: a call on a reference would be `ToOwned::to_owned`, which copies the view.
    pub fn to_owned(&self) -> OwnedIdentityDkimAttributes<'static> {
        OwnedIdentityDkimAttributes::from(*self).into_owned()
    }
}

/// The entries of [`DkimAttributes`], in document order.
#[derive(Clone, Debug)]
pub struct Iter<'a> {
    map: &'a DkimAttributes<'a>,
    index: usize,
}

impl<'a> Iter<'a> {
    pub(super) const fn new(map: &'a DkimAttributes<'a>) -> Self {
        Self { map, index: 0 }
    }
}

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a str, IdentityDkimAttributes<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.map.at(self.index)?;
        self.index += 1;
        Some(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.map.len() - self.index;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl FusedIterator for Iter<'_> {}

impl<'a> IntoIterator for &'a DkimAttributes<'_> {
    type Item = (&'a str, IdentityDkimAttributes<'a>);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}
