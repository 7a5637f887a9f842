//! Which spellings are the same identity, and lookups by identity.
//!
//! An identity is a domain or an e-mail address. Two identities are the same if their domains are
//! equal except for ASCII case and one final dot, and their local parts are equal byte for byte. SES
//! ignores the case of a domain (<https://github.com/getmoto/moto/pull/4050>); a local part is
//! case-sensitive (RFC 5321 §2.4). An ARN is the same as the identity that it names.
//!
//! The rule is used in lookups only. Requests and responses keep the spelling of every identity, so a
//! mock server may receive any spelling. A store of identities uses [`normalized`] as its key.
//!
//! ```
//! use ses_dkim_codec::identity;
//!
//! assert!(identity::is_same("user@example.com", "user@EXAMPLE.COM."));
//! assert_eq!(identity::normalized("Example.COM"), "example.com");
//! ```

use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::format;

use crate::operations::{DkimAttributes, GetIdentityDkimAttributesRequest, IdentityDkimAttributes};

/// The identity that an ARN names; any other text is returned unchanged.
///
/// The ARN of an identity is `arn:<partition>:ses:<region>:<account>:identity/<identity>` (Service
/// Authorization Reference, "Actions, resources, and condition keys for Amazon SES"), in any ASCII
/// case. A text with an empty part, or one that names another ARN, is not an ARN of an identity.
/// Partition, region and account are ignored: a response is about one account in one region.
///
/// ```
/// use ses_dkim_codec::identity;
///
/// let arn = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
/// assert_eq!(identity::name(arn), "example.com");
/// assert_eq!(identity::name("user@example.com"), "user@example.com");
/// ```
#[must_use]
pub fn name(identity: &str) -> &str {
    match resource_name(identity) {
        Some(name) if resource_name(name).is_none() => name,
        Some(_) | None => identity,
    }
}

fn resource_name(arn: &str) -> Option<&str> {
    let (partition, rest) = strip_word(arn, "arn:")?.split_once(':')?;
    let (region, rest) = strip_word(rest, "ses:")?.split_once(':')?;
    let (account, resource) = rest.split_once(':')?;
    let name = strip_word(resource, "identity/")?;
    let parts = [partition, region, account, without_final_dot(name)];
    parts.iter().all(|part| !part.is_empty()).then_some(name)
}

/// The text after a word that it begins with, in any ASCII case.
fn strip_word<'text>(text: &'text str, word: &str) -> Option<&'text str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word).then_some(rest)
}

/// The domain of an identity, with its spelling unchanged.
///
/// It is the part after the last `@`, or the whole name if there is no `@`.
///
/// ```
/// use ses_dkim_codec::identity;
///
/// assert_eq!(identity::domain("user@Example.com"), "Example.com");
/// assert_eq!(identity::domain("example.com"), "example.com");
/// ```
#[must_use]
pub fn domain(identity: &str) -> &str {
    let name = name(identity);
    &name[domain_start(name)..]
}

/// Whether two texts are the same identity.
///
/// ```
/// use ses_dkim_codec::identity::is_same;
///
/// assert!(is_same("user@example.com", "user@EXAMPLE.COM."));
/// assert!(!is_same("user@example.com", "User@example.com"));
/// ```
#[must_use]
pub fn is_same(left: &str, right: &str) -> bool {
    are_equal(split(left), split(right))
}

/// Compares two results of [`split`].
fn are_equal(left: (&str, &str), right: (&str, &str)) -> bool {
    left.0 == right.0 && left.1.eq_ignore_ascii_case(right.1)
}

/// The normal spelling of an identity, which a program can use as a key.
///
/// It is the name that an ARN contains, with the domain in lower case and without one final dot.
/// Two identities are the same if and only if their normal spellings are equal. A normal spelling
/// is the same identity as the spelling that it comes from.
///
/// ```
/// use ses_dkim_codec::identity;
///
/// assert_eq!(identity::normalized("User@EXAMPLE.com."), "User@example.com");
/// ```
#[must_use]
pub fn normalized(identity: &str) -> Cow<'_, str> {
    let (local, domain) = split(identity);
    if domain.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(format!("{local}{}", domain.to_ascii_lowercase()))
    } else {
        Cow::Borrowed(without_final_dot(name(identity)))
    }
}

/// The part up to and including the last `@`, which must be equal byte for byte, and the domain
/// without one final dot.
fn split(identity: &str) -> (&str, &str) {
    let name = without_final_dot(name(identity));
    name.split_at(domain_start(name))
}

fn domain_start(name: &str) -> usize {
    name.rfind('@').map_or(0, |at| at + 1)
}

/// A name without the dot of the root (RFC 1034 §3.1). A dot after an empty label is kept: the name
/// is malformed with or without it.
pub(crate) fn without_final_dot(name: &str) -> &str {
    match name.strip_suffix('.') {
        Some(relative) if !relative.ends_with('.') => relative,
        Some(_) | None => name,
    }
}

impl DkimAttributes<'_> {
    /// The attributes of an identity; `None` if the map has no entry for it.
    ///
    /// The last entry whose identity is equal byte for byte is used, or else the last entry whose
    /// identity [is the same](is_same).
    ///
    /// ```
    /// use ses_dkim_codec::DkimAttributes;
    ///
    /// let mut map = DkimAttributes::new();
    /// map.push("example.com").dkim_enabled(true);
    /// let attributes = map.get("Example.COM").ok_or("not in the response")?;
    /// assert_eq!(attributes.dkim_enabled(), Some(true));
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn get(&self, identity: &str) -> Option<IdentityDkimAttributes<'_>> {
        let asked = split(identity);
        let (mut equal, mut same) = (None, None);
        for (key, attributes) in self {
            if key == identity {
                equal = Some(attributes);
            } else if are_equal(split(key), asked) {
                same = Some(attributes);
            }
        }
        equal.or(same)
    }

    /// The identities of the request for which the map has no entry, in the order of the request.
    ///
    /// A service may omit an identity that it does not know, or answer
    /// [`NotStarted`](crate::VerificationStatus::NotStarted) for it.
    ///
    /// Each is returned once, in its first spelling. For `n` identities the method makes about
    /// `n log n` comparisons.
    ///
    /// ```
    /// use ses_dkim_codec::{DkimAttributes, GetIdentityDkimAttributesRequest};
    ///
    /// let asked = ["Example.COM", "example.org", "EXAMPLE.org"];
    /// let request = GetIdentityDkimAttributesRequest::new(asked);
    /// let mut answer = DkimAttributes::new();
    /// answer.push("example.com");
    /// assert_eq!(answer.missing(&request).collect::<Vec<_>>(), ["example.org"]);
    /// ```
    pub fn missing<'a>(
        &'a self,
        request: &'a GetIdentityDkimAttributesRequest<'_>,
    ) -> impl Iterator<Item = &'a str> {
        let mut seen: BTreeSet<Cow<'a, str>> =
            self.iter().map(|(identity, _)| normalized(identity)).collect();
        let asked = request.identities().iter().map(|identity| &**identity);
        asked.filter(move |identity| seen.insert(normalized(identity)))
    }
}
