//! An entry while it is being filled in.

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
/// // What a mock server answers: the stored attributes, under the name that was asked for.
/// let mut answer = DkimAttributes::new();
/// answer.push("user@example.com").attributes(stored.get("example.com").unwrap());
/// assert_eq!(answer.get("user@example.com"), stored.get("example.com"));
/// ```
#[derive(Debug)]
pub struct EntryMut<'map, 'body> {
    entry: &'map mut Entry<'body>,
    /// The tokens of the map, of which those of the entry are the last.
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

    /// Sets whether SES signs for the identity.
    #[expect(clippy::must_use_candidate, reason = "the entry is in the map already")]
    pub fn dkim_enabled(self, enabled: bool) -> Self {
        self.entry.enabled = Some(enabled);
        self
    }

    /// Sets what SES says of the DNS records.
    #[expect(clippy::must_use_candidate, reason = "the entry is in the map already")]
    pub fn dkim_verification_status(self, status: VerificationStatus<'body>) -> Self {
        self.entry.status = Some(status);
        self
    }

    /// Sets the tokens; an empty list is a list, not an absent one.
    pub fn dkim_tokens<I>(mut self, tokens: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<Cow<'body, str>>,
    {
        // Collected first: were the caller's iterator to panic, the map would be as it was.
        let tokens: Vec<_> = tokens.into_iter().map(Into::into).collect();
        self.set_tokens(Some(tokens));
        self
    }

    /// Sets all that a view of another entry, or an owned value, says, and nothing that it does not.
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
