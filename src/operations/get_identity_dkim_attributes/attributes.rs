//! The map from identity to DKIM attributes, and its storage: one list of entries, one of tokens.

mod collect;
mod entry;
mod owned;
mod view;

pub use collect::IntoIter;
pub use entry::EntryMut;
pub use owned::OwnedIdentityDkimAttributes;
pub use view::{IdentityDkimAttributes, Iter};

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

use super::status::VerificationStatus;
use crate::query::own;

/// A map from identity to [`IdentityDkimAttributes`] that keeps the order of its document.
///
/// The entries are in one list and all their tokens in another, so that reading a map costs two
/// allocations. A text that is not borrowed costs one more. A lookup compares the identity with every
/// entry and allocates nothing.
///
/// ```
/// use ses_dkim_codec::DkimAttributes;
///
/// let mut map = DkimAttributes::new();
/// map.push("example.com").dkim_enabled(true);
/// map.push("user@example.com").dkim_enabled(false);
/// for (identity, attributes) in &map {
///     println!("{identity}: {:?}", attributes.dkim_enabled());
/// }
/// assert_eq!(map.len(), 2);
/// assert!(map.get("example.org").is_none());
/// ```
#[derive(Clone, Default, Eq, Hash, PartialEq)]
pub struct DkimAttributes<'body> {
    entries: Vec<Entry<'body>>,
    tokens: Vec<Cow<'body, str>>,
}

/// One entry. Its tokens begin at the `tokens_end` of the previous entry and end at its own.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Entry<'body> {
    identity: Cow<'body, str>,
    status: Option<VerificationStatus<'body>>,
    tokens_end: usize,
    enabled: Option<bool>,
    has_tokens: bool,
}

impl<'body> DkimAttributes<'body> {
    /// An empty map.
    ///
    /// ```
    /// # use ses_dkim_codec::DkimAttributes;
    /// assert!(DkimAttributes::new().is_empty());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { entries: Vec::new(), tokens: Vec::new() }
    }

    /// An empty map with room for this many entries and tokens.
    pub(crate) fn with_capacity(entries: usize, tokens: usize) -> Self {
        Self { entries: Vec::with_capacity(entries), tokens: Vec::with_capacity(tokens) }
    }

    /// How many entries the map holds. A repeated identity counts each time.
    ///
    /// ```
    /// # use ses_dkim_codec::DkimAttributes;
    /// let mut map = DkimAttributes::new();
    /// map.push("example.com");
    /// map.push("example.com");
    /// assert_eq!(map.len(), 2);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the map holds no entry.
    ///
    /// ```
    /// # use ses_dkim_codec::DkimAttributes;
    /// let mut map = DkimAttributes::new();
    /// map.push("example.com");
    /// assert!(!map.is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries in document order, including each occurrence of a repeated identity.
    ///
    /// ```
    /// # use ses_dkim_codec::DkimAttributes;
    /// let mut map = DkimAttributes::new();
    /// map.push("example.com").dkim_enabled(true);
    /// map.push("example.org").dkim_enabled(false);
    /// let mut enabled = map.iter().filter(|(_, attributes)| attributes.dkim_enabled() == Some(true));
    /// assert_eq!(enabled.next().map(|(identity, _)| identity), Some("example.com"));
    /// ```
    #[must_use]
    pub const fn iter(&self) -> Iter<'_> {
        Iter::new(self)
    }

    /// Adds an entry without attributes at the end, and returns it so that they can be set.
    ///
    /// ```
    /// use ses_dkim_codec::{DkimAttributes, VerificationStatus};
    ///
    /// let mut map = DkimAttributes::new();
    /// map.push("example.com")
    ///     .dkim_enabled(true)
    ///     .dkim_verification_status(VerificationStatus::Success)
    ///     .dkim_tokens(["a", "b", "c"]);
    /// assert_eq!(map.get("example.com").unwrap().dkim_tokens().unwrap().len(), 3);
    /// ```
    pub fn push(&mut self, identity: impl Into<Cow<'body, str>>) -> EntryMut<'_, 'body> {
        let index = self.entries.len();
        self.push_entry(identity.into(), Value::default());
        EntryMut::new(&mut self.entries[index], &mut self.tokens)
    }

    /// Adds all entries of another map at the end, to join the responses to
    /// [`batches`](crate::batches).
    ///
    /// ```
    /// use ses_dkim_codec::DkimAttributes;
    ///
    /// let (mut first, mut second) = (DkimAttributes::new(), DkimAttributes::new());
    /// first.push("example.com").dkim_tokens(["a"]);
    /// second.push("example.org").dkim_tokens(["b"]);
    /// first.append(second);
    /// assert_eq!(first.get("example.org").unwrap().dkim_tokens().unwrap(), ["b"]);
    /// ```
    pub fn append(&mut self, other: Self) {
        let offset = self.tokens.len();
        self.tokens.extend(other.tokens);
        self.entries.extend(other.entries.into_iter().map(|entry| {
            let tokens_end = entry.tokens_end + offset;
            Entry { tokens_end, ..entry }
        }));
    }

    /// The same map, owning its text.
    ///
    /// ```
    /// # use ses_dkim_codec::DkimAttributes;
    /// let identity = String::from("example.com");
    /// let mut map = DkimAttributes::new();
    /// map.push(&*identity);
    /// let map = map.into_owned();
    /// drop(identity);
    /// assert!(map.get("example.com").is_some());
    /// ```
    #[must_use]
    pub fn into_owned(self) -> DkimAttributes<'static> {
        let entries = self.entries.into_iter().map(|entry| Entry {
            identity: own(entry.identity),
            status: entry.status.map(VerificationStatus::into_owned),
            tokens_end: entry.tokens_end,
            enabled: entry.enabled,
            has_tokens: entry.has_tokens,
        });
        DkimAttributes {
            entries: entries.collect(),
            tokens: self.tokens.into_iter().map(own).collect(),
        }
    }

    /// Adds a token to the list of the entry that [`push_entry`](Self::push_entry) will add next.
    #[inline]
    pub(crate) fn push_token(&mut self, token: Cow<'body, str>) {
        self.tokens.push(token);
    }

    /// Adds an entry with the tokens that were added since the previous entry.
    #[inline]
    pub(crate) fn push_entry(&mut self, identity: Cow<'body, str>, value: Value<'body>) {
        self.entries.push(Entry {
            identity,
            status: value.status,
            tokens_end: self.tokens.len(),
            enabled: value.enabled,
            has_tokens: value.has_tokens,
        });
    }

    /// Where the tokens of an entry begin.
    fn tokens_end_before(&self, index: usize) -> usize {
        if index == 0 { 0 } else { self.entries[index - 1].tokens_end }
    }

    fn at(&self, index: usize) -> Option<(&str, IdentityDkimAttributes<'_>)> {
        let entry = self.entries.get(index)?;
        let start = self.tokens_end_before(index);
        let tokens = entry.has_tokens.then(|| &self.tokens[start..entry.tokens_end]);
        Some((
            &entry.identity,
            IdentityDkimAttributes::new(entry.enabled, entry.status.as_ref(), tokens),
        ))
    }
}

impl fmt::Debug for DkimAttributes<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_map().entries(self).finish()
    }
}

/// The members of the `value` of an entry, except the tokens themselves.
#[derive(Default)]
pub(crate) struct Value<'body> {
    pub(crate) enabled: Option<bool>,
    pub(crate) status: Option<VerificationStatus<'body>>,
    pub(crate) has_tokens: bool,
}
