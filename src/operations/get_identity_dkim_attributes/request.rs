//! The request: a list of identities.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::response::GetIdentityDkimAttributesResponse;
use crate::query::form::{Form, FormWriter, Parameters};
use crate::query::{FormFault, own, request_methods};

/// The most identities that the service takes in one call (SES API Reference,
/// `GetIdentityDkimAttributes`: "up to 100 identities at a time").
///
/// ```
/// use ses_dkim_codec::{GetIdentityDkimAttributesRequest, MAX_IDENTITIES};
///
/// let request = GetIdentityDkimAttributesRequest::new(["example.com"; MAX_IDENTITIES]);
/// assert!(request.check().is_ok());
/// ```
pub const MAX_IDENTITIES: usize = 100;

/// A request for the DKIM attributes of a list of identities (SES API Reference,
/// [`GetIdentityDkimAttributes`]).
///
/// The list may be empty, longer than [`MAX_IDENTITIES`], or have repetitions: a server must read
/// such a request to refuse it. The form of an empty list has the parameter `Identities=`; a form
/// without a list is an error. Identities are neither validated nor changed.
///
/// [`GetIdentityDkimAttributes`]:
///     https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityDkimAttributes.html
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
    ///
    /// ```
    /// # use ses_dkim_codec::GetIdentityDkimAttributesRequest;
    /// let request = GetIdentityDkimAttributesRequest::new(["example.com", "user@example.com"]);
    /// assert_eq!(request.identities().len(), 2);
    /// ```
    #[must_use]
    pub fn new<I>(identities: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<Cow<'a, str>>,
    {
        Self { identities: identities.into_iter().map(Into::into).collect() }
    }

    /// The identities, in order.
    ///
    /// ```
    /// # use ses_dkim_codec::GetIdentityDkimAttributesRequest;
    /// let request = GetIdentityDkimAttributesRequest::new(["example.com"]);
    /// assert_eq!(request.identities(), ["example.com"]);
    /// ```
    #[must_use]
    pub fn identities(&self) -> &[Cow<'a, str>] {
        &self.identities
    }

    /// The identities, taken out of the request.
    ///
    /// ```
    /// # use ses_dkim_codec::{GetIdentityDkimAttributesRequest, batches};
    /// let request = GetIdentityDkimAttributesRequest::new(["example.com"; 150]);
    /// assert_eq!(batches(request.into_identities()).count(), 2);
    /// ```
    #[must_use]
    pub fn into_identities(self) -> Vec<Cow<'a, str>> {
        self.identities
    }

    /// Checks that the request has at most [`MAX_IDENTITIES`] identities.
    ///
    /// # Errors
    ///
    /// [`LimitError`] if it has more. [`batches`] splits the list that
    /// [`into_identities`](Self::into_identities) returns.
    ///
    /// ```
    /// # use ses_dkim_codec::GetIdentityDkimAttributesRequest;
    /// GetIdentityDkimAttributesRequest::new(["example.com"; 100]).check()?;
    ///
    /// let request = GetIdentityDkimAttributesRequest::new(["example.com"; 101]);
    /// assert_eq!(request.check().unwrap_err().identities(), 101);
    /// # Ok::<(), ses_dkim_codec::LimitError>(())
    /// ```
    pub fn check(&self) -> Result<(), LimitError> {
        match self.identities.len() {
            0..=MAX_IDENTITIES => Ok(()),
            identities => Err(LimitError { identities }),
        }
    }

    /// The same request, owning its text.
    ///
    /// ```
    /// # use ses_dkim_codec::GetIdentityDkimAttributesRequest;
    /// let form = String::from("Action=GetIdentityDkimAttributes&Identities.member.1=a.example");
    /// let request = GetIdentityDkimAttributesRequest::decode_form(form.as_bytes())?.into_owned();
    /// drop(form);
    /// assert_eq!(request.identities(), ["a.example"]);
    /// # Ok::<(), ses_dkim_codec::FormError>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> GetIdentityDkimAttributesRequest<'static> {
        GetIdentityDkimAttributesRequest {
            identities: self.identities.into_iter().map(own).collect(),
        }
    }
}

/// Splits a list of identities into requests of at most [`MAX_IDENTITIES`], in order.
///
/// An empty list gives no request. [`DkimAttributes::append`](crate::DkimAttributes::append) joins
/// the attributes of the responses. Wait between the calls:
/// [`Operation::max_calls_per_second`](crate::Operation::max_calls_per_second).
///
/// ```
/// use ses_dkim_codec::{DkimAttributes, GetIdentityDkimAttributesResponse, HttpReply, batches};
///
/// // A program waits for a second, signs the form and sends it. This service knows one identity.
/// let send = |form: String| {
///     let mut known = DkimAttributes::new();
///     if form.contains("=7.example.com") {
///         known.push("7.example.com").dkim_enabled(true);
///     }
///     GetIdentityDkimAttributesResponse::new(known).to_xml()
/// };
/// let identities: Vec<String> = (0..250).map(|n| format!("{n}.example.com")).collect();
///
/// let (mut all, mut missing) = (DkimAttributes::new(), Vec::new());
/// for request in batches(&identities) {
///     let body = send(request.to_form())?;
///     let reply = request.reply(HttpReply::new(200, body.as_bytes()))?;
///     let attributes = reply.into_owned_result()?.dkim_attributes;
///     missing.extend(attributes.missing(&request).map(str::to_owned));
///     all.append(attributes);
/// }
/// assert_eq!((all.len(), missing.len()), (1, 249));
/// # Ok::<(), Box<dyn std::error::Error>>(())
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
    repeatable: true,
    example: r#"GetIdentityDkimAttributesRequest::new(["example.com"])"#,
    form: "Action=GetIdentityDkimAttributes&Version=2010-12-01&Identities.member.1=example.com"
);

/// A request with more than [`MAX_IDENTITIES`] identities.
///
/// ```
/// use ses_dkim_codec::GetIdentityDkimAttributesRequest;
///
/// let request = GetIdentityDkimAttributesRequest::new(["example.com"; 101]);
/// let error = request.check().unwrap_err();
/// assert_eq!(error.to_string(), "found 101 identities, expected at most 100");
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct LimitError {
    identities: usize,
}

impl LimitError {
    /// How many identities the request has.
    ///
    /// ```
    /// # use ses_dkim_codec::GetIdentityDkimAttributesRequest;
    /// let request = GetIdentityDkimAttributesRequest::new(["example.com"; 250]);
    /// assert_eq!(request.check().unwrap_err().identities(), 250);
    /// ```
    #[must_use]
    pub const fn identities(&self) -> usize {
        self.identities
    }

    /// The stable name of this error: `too-many-identities`.
    ///
    /// ```
    /// # use ses_dkim_codec::GetIdentityDkimAttributesRequest;
    /// let request = GetIdentityDkimAttributesRequest::new(["example.com"; 101]);
    /// assert_eq!(request.check().unwrap_err().code(), "too-many-identities");
    /// ```
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
