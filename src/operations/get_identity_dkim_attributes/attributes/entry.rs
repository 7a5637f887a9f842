//! An entry of the map whose attributes can be set.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::{DkimAttributes, Entry, OwnedIdentityDkimAttributes};
use crate::operations::get_identity_dkim_attributes::status::VerificationStatus;

/// The entry that [`DkimAttributes::push`] just added.
///
/// ```
/// use ses_dkim_codec::DkimAttributes;
///
/// let mut stored = DkimAttributes::new();
/// stored.push("example.com").dkim_enabled(true).dkim_tokens(["a", "b"]);
///
/// // A mock server answers with the stored attributes, under the identity of the request.
/// let mut answer = DkimAttributes::new();
/// answer.push("user@example.com").attributes(stored.get("example.com").unwrap());
/// assert_eq!(answer.get("user@example.com"), stored.get("example.com"));
/// ```
#[derive(Debug)]
pub struct EntryMut<'map, 'body> {
    map: &'map mut DkimAttributes<'body>,
}

impl<'map, 'body> EntryMut<'map, 'body> {
    pub(super) const fn new(map: &'map mut DkimAttributes<'body>) -> Self {
        Self { map }
    }

    /// Sets whether SES signs the mail of the identity.
    ///
    /// ```
    /// # use ses_dkim_codec::DkimAttributes;
    /// let mut map = DkimAttributes::new();
    /// map.push("example.com").dkim_enabled(true);
    /// assert_eq!(map.get("example.com").unwrap().dkim_enabled(), Some(true));
    /// ```
    #[expect(clippy::must_use_candidate, reason = "the entry is in the map already")]
    pub fn dkim_enabled(self, enabled: bool) -> Self {
        self.with(|entry| entry.enabled = Some(enabled))
    }

    /// Sets what SES says about the DNS records.
    ///
    /// ```
    /// # use ses_dkim_codec::{DkimAttributes, VerificationStatus};
    /// let mut map = DkimAttributes::new();
    /// let entry = map.push("example.com").dkim_verification_status(VerificationStatus::Pending);
    /// entry.dkim_verification_status(VerificationStatus::Success); // replaces the first
    /// let status = map.get("example.com").unwrap().dkim_verification_status();
    /// assert_eq!(status, Some(VerificationStatus::Success));
    /// ```
    #[expect(clippy::must_use_candidate, reason = "the entry is in the map already")]
    pub fn dkim_verification_status(self, status: VerificationStatus<'body>) -> Self {
        self.with(|entry| entry.status = Some(status))
    }

    /// Sets the tokens. An empty list is not an absent one.
    ///
    /// ```
    /// # use ses_dkim_codec::DkimAttributes;
    /// let mut map = DkimAttributes::new();
    /// map.push("example.com").dkim_tokens([""; 0]);
    /// assert_eq!(map.get("example.com").unwrap().dkim_tokens(), Some(&[][..]));
    /// ```
    pub fn dkim_tokens<I>(self, tokens: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<Cow<'body, str>>,
    {
        // Collected first: if the iterator of the caller panics, the map is unchanged.
        let tokens: Vec<_> = tokens.into_iter().map(Into::into).collect();
        let start = self.map.tokens_end_before(self.map.len() - 1);
        self.map.tokens.truncate(start);
        self.map.tokens.extend(tokens);
        let end = self.map.tokens.len();
        self.with(|entry| {
            entry.tokens_end = end;
            entry.has_tokens = true;
        })
    }

    /// Sets all attributes: those of a view of another entry, or of an owned value. Attributes that
    /// are absent there become absent here.
    ///
    /// ```
    /// # use ses_dkim_codec::{DkimAttributes, OwnedIdentityDkimAttributes};
    /// let mut map = DkimAttributes::new();
    /// map.push("example.com").dkim_enabled(true).attributes(OwnedIdentityDkimAttributes::default());
    /// assert_eq!(map.get("example.com").unwrap().dkim_enabled(), None);
    /// ```
    pub fn attributes(self, attributes: impl Into<OwnedIdentityDkimAttributes<'body>>) -> Self {
        let attributes = attributes.into();
        let entry = self.with(|entry| {
            entry.enabled = attributes.dkim_enabled;
            entry.status = attributes.dkim_verification_status;
        });
        match attributes.dkim_tokens {
            Some(tokens) => entry.dkim_tokens(tokens),
            None => entry.dkim_tokens([""; 0]).with(|entry| entry.has_tokens = false),
        }
    }

    fn with(self, change: impl FnOnce(&mut Entry<'body>)) -> Self {
        if let Some(entry) = self.map.entries.last_mut() {
            change(entry);
        }
        self
    }
}
