//! The map as a collection: built from pairs, and split into pairs.

use alloc::borrow::Cow;
use alloc::vec;
use core::iter::FusedIterator;

use super::{DkimAttributes, Entry, OwnedIdentityDkimAttributes};

/// Adds an entry at the end for each pair of identity and attributes.
impl<'body, K, A> Extend<(K, A)> for DkimAttributes<'body>
where
    K: Into<Cow<'body, str>>,
    A: Into<OwnedIdentityDkimAttributes<'body>>,
{
    fn extend<I: IntoIterator<Item = (K, A)>>(&mut self, pairs: I) {
        for (identity, attributes) in pairs {
            self.push(identity).attributes(attributes);
        }
    }
}

/// Makes a map with an entry for each pair of identity and attributes, in order.
///
/// ```
/// use ses_dkim_codec::DkimAttributes;
///
/// let mut answer = DkimAttributes::new();
/// answer.push("example.com").dkim_enabled(true);
/// answer.push("example.org").dkim_enabled(false);
/// let enabled = answer.iter().filter(|(_, attributes)| attributes.dkim_enabled() == Some(true));
/// let enabled: DkimAttributes<'_> = enabled.collect();
/// assert_eq!(enabled.len(), 1);
/// ```
impl<'body, K, A> FromIterator<(K, A)> for DkimAttributes<'body>
where
    K: Into<Cow<'body, str>>,
    A: Into<OwnedIdentityDkimAttributes<'body>>,
{
    fn from_iter<I: IntoIterator<Item = (K, A)>>(pairs: I) -> Self {
        let mut map = Self::new();
        map.extend(pairs);
        map
    }
}

/// The entries of [`DkimAttributes`] as values, in document order.
///
/// ```
/// use ses_dkim_codec::DkimAttributes;
///
/// let mut map = DkimAttributes::new();
/// map.push("example.com").dkim_tokens(["a", "b"]);
/// for (identity, attributes) in map {
///     assert_eq!(identity, "example.com");
///     assert_eq!(attributes.dkim_tokens.unwrap(), ["a", "b"]);
/// }
/// ```
#[derive(Clone, Debug)]
pub struct IntoIter<'body> {
    entries: vec::IntoIter<Entry<'body>>,
    tokens: vec::IntoIter<Cow<'body, str>>,
    /// How many tokens the previous entries have taken.
    taken: usize,
}

impl<'body> Iterator for IntoIter<'body> {
    type Item = (Cow<'body, str>, OwnedIdentityDkimAttributes<'body>);

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next()?;
        let tokens = self.tokens.by_ref().take(entry.tokens_end - self.taken).collect();
        self.taken = entry.tokens_end;
        let attributes = OwnedIdentityDkimAttributes {
            dkim_enabled: entry.enabled,
            dkim_verification_status: entry.status,
            dkim_tokens: Some(tokens).filter(|_| entry.has_tokens),
        };
        Some((entry.identity, attributes))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl ExactSizeIterator for IntoIter<'_> {}

impl FusedIterator for IntoIter<'_> {}

impl<'body> IntoIterator for DkimAttributes<'body> {
    type Item = (Cow<'body, str>, OwnedIdentityDkimAttributes<'body>);
    type IntoIter = IntoIter<'body>;

    fn into_iter(self) -> IntoIter<'body> {
        IntoIter { entries: self.entries.into_iter(), tokens: self.tokens.into_iter(), taken: 0 }
    }
}
