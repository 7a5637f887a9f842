//! The request: which identities are asked about.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::response::GetIdentityDkimAttributesResponse;
use crate::query::form::{Form, FormWriter, Parameters};
use crate::query::{FormFault, own, request_methods};

/// The most identities that the service answers in one call (SES API Reference,
/// `GetIdentityDkimAttributes`: "up to 100 identities at a time").
pub const MAX_IDENTITIES: usize = 100;

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
    #[must_use]
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

impl<'form> Parameters<'form> for GetIdentityDkimAttributesRequest<'form> {
    const ACTION: &'static str = "GetIdentityDkimAttributes";
    const SCALARS: &'static [&'static str] = &[];
    const LIST: &'static str = "Identities";

    fn write(&self, form: &mut impl FormWriter) {
        form.list(Self::LIST, &self.identities);
    }

    fn read(form: Form<'form>) -> Result<Self, FormFault<'form>> {
        Ok(Self { identities: form.list()? })
    }
}

request_methods!(
    GetIdentityDkimAttributesRequest,
    GetIdentityDkimAttributesResponse,
    read_only: true,
    repeatable: true
);

/// A request with more identities than the service answers in one call.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct LimitError {
    identities: usize,
}

impl LimitError {
    /// How many identities the request has.
    #[must_use]
    pub const fn identities(&self) -> usize {
        self.identities
    }

    /// The stable name of this error: `too-many-identities`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "too-many-identities"
    }
}

impl fmt::Display for LimitError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let identities = self.identities;
        write!(out, "found {identities} identities, expected at most {MAX_IDENTITIES}")
    }
}

impl core::error::Error for LimitError {}
