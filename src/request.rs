//! The request: which identities are asked about.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::error::LimitError;

/// The most identities that the service answers in one call (SES API Reference,
/// `GetIdentityDkimAttributes`: "up to 100 identities at a time").
pub const MAX_IDENTITIES: usize = 100;

/// The most calls of this operation that the service takes in a second (SES API Reference,
/// `GetIdentityDkimAttributes`); the codec has no clock, the caller keeps the pace.
pub const MAX_CALLS_PER_SECOND: u32 = 1;

/// A request for the DKIM attributes of a list of identities.
///
/// The type holds any list, in any order, repetitions included: a server must be able to read what
/// it refuses. No identity is validated or changed.
///
/// ```
/// use ses_dkim_codec::GetIdentityDkimAttributesRequest;
///
/// let request = GetIdentityDkimAttributesRequest::new(["example.com", "user@example.com"]);
/// assert_eq!(
///     request.to_form(),
///     "Action=GetIdentityDkimAttributes&Version=2010-12-01\
///      &Identities.member.1=example.com&Identities.member.2=user%40example.com",
/// );
/// ```
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct GetIdentityDkimAttributesRequest<'a> {
    identities: Vec<Cow<'a, str>>,
}

impl<'a> GetIdentityDkimAttributesRequest<'a> {
    /// A request for these identities: domains or e-mail addresses.
    pub fn new<I>(identities: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<Cow<'a, str>>,
    {
        Self { identities: identities.into_iter().map(Into::into).collect() }
    }

    /// The identities, in order.
    #[must_use]
    pub fn identities(&self) -> &[Cow<'a, str>] {
        &self.identities
    }

    /// The identities, taken out of the request.
    #[must_use]
    pub fn into_identities(self) -> Vec<Cow<'a, str>> {
        self.identities
    }

    /// Whether the service would answer the request in one call.
    ///
    /// # Errors
    ///
    /// [`LimitError`] with more than [`MAX_IDENTITIES`] identities; [`batches`] cuts what
    /// [`into_identities`](Self::into_identities) gives.
    ///
    /// ```
    /// # use ses_dkim_codec::GetIdentityDkimAttributesRequest;
    /// let request = GetIdentityDkimAttributesRequest::new(["example.com"; 101]);
    /// assert_eq!(request.check().unwrap_err().identities(), 101);
    /// ```
    pub fn check(&self) -> Result<(), LimitError> {
        match self.identities.len() {
            0..=MAX_IDENTITIES => Ok(()),
            identities => Err(LimitError { identities }),
        }
    }

    /// The same request, owning its text.
    #[must_use]
    pub fn into_owned(self) -> GetIdentityDkimAttributesRequest<'static> {
        let own = |identity: Cow<'a, str>| Cow::Owned(identity.into_owned());
        GetIdentityDkimAttributesRequest {
            identities: self.identities.into_iter().map(own).collect(),
        }
    }
}

/// Cuts a list of identities into requests of at most [`MAX_IDENTITIES`], in order.
///
/// An empty list gives no request. The answers merge with
/// [`DkimAttributes::append`](crate::DkimAttributes::append).
///
/// ```
/// let identities = (0..250).map(|n| format!("{n}.example.com"));
/// let sizes: Vec<_> = ses_dkim_codec::batches(identities)
///     .map(|request| request.identities().len())
///     .collect();
/// assert_eq!(sizes, [100, 100, 50]);
/// ```
pub fn batches<'a, I>(identities: I) -> impl Iterator<Item = GetIdentityDkimAttributesRequest<'a>>
where
    I: IntoIterator,
    I::Item: Into<Cow<'a, str>>,
{
    let mut identities = identities.into_iter().fuse();
    core::iter::from_fn(move || {
        let request =
            GetIdentityDkimAttributesRequest::new(identities.by_ref().take(MAX_IDENTITIES));
        (!request.identities.is_empty()).then_some(request)
    })
}
