//! An entry of the map whose attributes can be set.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::{Entry, OwnedIdentityDkimAttributes};
use crate::operations::get_identity_dkim_attributes::status::VerificationStatus;

/// The entry that [`DkimAttributes::push`](super::DkimAttributes::push) just added.
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
    entry: &'map mut Entry<'body>,
    /// The tokens of the map; the last are those of the entry.
    tokens: &'map mut Vec<Cow<'body, str>>,
    /// Where the tokens of the entry begin.
    start: usize,
}

impl<'map, 'body> EntryMut<'map, 'body> {
    /// The last entry of a map, to which no token has been added.
    pub(super) fn new(
        entry: &'map mut Entry<'body>,
        tokens: &'map mut Vec<Cow<'body, str>>,
    ) -> Self {
        let start = tokens.len();
        Self { entry, tokens, start }
    }

    /// Sets whether SES signs the mail of the identity.
    ///
    /// ```
    /// # use ses_dkim_codec::DkimAttributes;
    /// let mut map = DkimAttributes::new();
    /// map.push("example.com").dkim_enabled(true);
    /// assert_eq!(map.get("example.com").unwrap().dkim_enabled(), Some(true));
    /// ```
    #[expect(clippy::must_use_candidate, reason = "the result is only for chaining")]
    pub fn dkim_enabled(self, enabled: bool) -> Self {
        self.entry.enabled = Some(enabled);
        self
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
    #[expect(clippy::must_use_candidate, reason = "the result is only for chaining")]
    pub fn dkim_verification_status(self, status: VerificationStatus<'body>) -> Self {
        self.entry.status = Some(status);
        self
    }

    /// Sets the tokens. An empty list differs from an absent list.
    ///
    /// ```
    /// # use ses_dkim_codec::DkimAttributes;
    /// let mut map = DkimAttributes::new();
    /// map.push("example.com").dkim_tokens([""; 0]);
    /// assert_eq!(map.get("example.com").unwrap().dkim_tokens(), Some(&[][..]));
    /// ```
    pub fn dkim_tokens<I>(mut self, tokens: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<Cow<'body, str>>,
    {
        // Collected first: if the iterator of the caller panics, the map is unchanged.
        let tokens: Vec<_> = tokens.into_iter().map(Into::into).collect();
        self.set_tokens(Some(tokens));
        self
    }

    /// Sets all attributes to those of a view of another entry, or of an owned value.
    ///
    /// An attribute that is absent there becomes absent here.
    ///
    /// ```
    /// # use ses_dkim_codec::{DkimAttributes, OwnedIdentityDkimAttributes};
    /// let mut map = DkimAttributes::new();
    /// map.push("example.com").dkim_enabled(true).attributes(OwnedIdentityDkimAttributes::default());
    /// assert_eq!(map.get("example.com").unwrap().dkim_enabled(), None);
    /// ```
    pub fn attributes(mut self, attributes: impl Into<OwnedIdentityDkimAttributes<'body>>) -> Self {
        let attributes = attributes.into();
        self.entry.enabled = attributes.dkim_enabled;
        self.entry.status = attributes.dkim_verification_status;
        self.set_tokens(attributes.dkim_tokens);
        self
    }

    fn set_tokens(&mut self, tokens: Option<Vec<Cow<'body, str>>>) {
        self.entry.has_tokens = tokens.is_some();
        self.tokens.truncate(self.start);
        self.tokens.extend(tokens.into_iter().flatten());
        self.entry.tokens_end = self.tokens.len();
    }
}
