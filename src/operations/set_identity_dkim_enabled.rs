//! `SetIdentityDkimEnabled`: enables or disables the DKIM signing of an identity's mail.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::query::decoder::Decoder;
use crate::query::envelope::{Document, root_start_tag};
use crate::query::form::{Form, FormWriter, Parameters};
use crate::query::{EncodeError, Fault, FormFault, own, request_methods, response_methods};
use crate::xml::{Name, XmlWriter, name};

/// A request to sign the mail of an identity, or to stop signing it (SES API Reference,
/// [`SetIdentityDkimEnabled`]).
///
/// The request changes state: repeating it may undo what another client did in between. If no complete
/// reply came, read [`dkim_enabled`](crate::IdentityDkimAttributes::dkim_enabled) before sending it
/// again.
///
/// [`SetIdentityDkimEnabled`]:
///     https://docs.aws.amazon.com/ses/latest/APIReference/API_SetIdentityDkimEnabled.html
///
/// ```
/// use ses_dkim_codec::SetIdentityDkimEnabledRequest;
///
/// assert_eq!(
///     SetIdentityDkimEnabledRequest::new("user@example.com", true).to_form(),
///     "Action=SetIdentityDkimEnabled&Version=2010-12-01\
///      &Identity=user%40example.com&DkimEnabled=true",
/// );
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct SetIdentityDkimEnabledRequest<'a> {
    /// The identity: a domain or an e-mail address.
    pub identity: Cow<'a, str>,
    /// Whether SES is to sign the mail of the identity.
    pub dkim_enabled: bool,
}

impl<'a> SetIdentityDkimEnabledRequest<'a> {
    /// A request to sign the mail of this identity (`true`), or not to sign it (`false`).
    ///
    /// ```
    /// # use ses_dkim_codec::SetIdentityDkimEnabledRequest;
    /// let request = SetIdentityDkimEnabledRequest::new("example.com", false);
    /// assert_eq!((&*request.identity, request.dkim_enabled), ("example.com", false));
    /// ```
    #[must_use]
    pub fn new(identity: impl Into<Cow<'a, str>>, dkim_enabled: bool) -> Self {
        Self { identity: identity.into(), dkim_enabled }
    }

    /// The same request, owning its text.
    ///
    /// ```
    /// # use ses_dkim_codec::SetIdentityDkimEnabledRequest;
    /// let form = String::from("Action=SetIdentityDkimEnabled&Identity=a.example&DkimEnabled=true");
    /// let request = SetIdentityDkimEnabledRequest::decode_form(form.as_bytes())?.into_owned();
    /// drop(form);
    /// assert_eq!(request.identity, "a.example");
    /// # Ok::<(), ses_dkim_codec::FormError>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> SetIdentityDkimEnabledRequest<'static> {
        SetIdentityDkimEnabledRequest {
            identity: own(self.identity),
            dkim_enabled: self.dkim_enabled,
        }
    }
}

impl<'form> Parameters<'form> for SetIdentityDkimEnabledRequest<'form> {
    const ACTION: &'static str = "SetIdentityDkimEnabled";
    const SCALARS: &'static [&'static str] = &["Identity", "DkimEnabled"];
    const LIST: &'static str = "";

    fn write(&self, form: &mut impl FormWriter) {
        form.scalar("Identity", &self.identity);
        form.scalar("DkimEnabled", if self.dkim_enabled { "true" } else { "false" });
    }

    fn read(mut form: Form<'form>) -> Result<Self, FormFault<'form>> {
        let (identity, _) = form.scalar("Identity")?;
        Ok(Self { identity, dkim_enabled: form.boolean("DkimEnabled")? })
    }
}

// Repeating the call could undo the change of another client.
request_methods!(
    SetIdentityDkimEnabledRequest,
    SetIdentityDkimEnabledResponse,
    read_only: false,
    repeatable: false,
    example: r#"SetIdentityDkimEnabledRequest::new("example.com", true)"#,
    form: "Action=SetIdentityDkimEnabled&Version=2010-12-01&Identity=example.com&DkimEnabled=true"
);

/// The response to a [`SetIdentityDkimEnabledRequest`]: the service performed the request.
///
/// The result has no members, but the document must contain the element
/// `SetIdentityDkimEnabledResult`.
///
/// ```
/// use ses_dkim_codec::SetIdentityDkimEnabledResponse;
///
/// let body = b"<SetIdentityDkimEnabledResponse><SetIdentityDkimEnabledResult/>\
///     <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>\
///     </SetIdentityDkimEnabledResponse>";
/// let response = SetIdentityDkimEnabledResponse::decode(body)?;
/// assert_eq!(response.request_id.as_deref(), Some("1"));
/// # Ok::<(), ses_dkim_codec::DecodeError>(())
/// ```
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct SetIdentityDkimEnabledResponse<'body> {
    /// The request id, by which the service's support finds the call.
    pub request_id: Option<Cow<'body, str>>,
}

impl<'body> SetIdentityDkimEnabledResponse<'body> {
    /// A response without a request id.
    ///
    /// ```
    /// # use ses_dkim_codec::SetIdentityDkimEnabledResponse;
    /// assert_eq!(SetIdentityDkimEnabledResponse::new().request_id, None);
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { request_id: None }
    }

    /// The same response with a request id.
    ///
    /// ```
    /// # use ses_dkim_codec::SetIdentityDkimEnabledResponse;
    /// let response = SetIdentityDkimEnabledResponse::new().with_request_id("1");
    /// assert_eq!(response.request_id.as_deref(), Some("1"));
    /// ```
    #[must_use]
    pub fn with_request_id(self, request_id: impl Into<Cow<'body, str>>) -> Self {
        Self { request_id: Some(request_id.into()) }
    }

    /// The same response, owning its text.
    ///
    /// ```
    /// # use ses_dkim_codec::SetIdentityDkimEnabledResponse;
    /// let body = SetIdentityDkimEnabledResponse::new().with_request_id("1").to_xml()?;
    /// let response = SetIdentityDkimEnabledResponse::decode(body.as_bytes())?.into_owned();
    /// drop(body);
    /// assert_eq!(response.request_id.as_deref(), Some("1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> SetIdentityDkimEnabledResponse<'static> {
        SetIdentityDkimEnabledResponse { request_id: self.request_id.map(own) }
    }
}

impl<'body> Document<'body> for SetIdentityDkimEnabledResponse<'body> {
    const ROOT: &'static Name = name!("SetIdentityDkimEnabledResponse");
    const ROOT_START_TAG: &'static str = root_start_tag!("SetIdentityDkimEnabledResponse");
    const RESULT: &'static Name = name!("SetIdentityDkimEnabledResult");
    const RESULT_START_TAG: &'static str = "<SetIdentityDkimEnabledResult>";

    fn read_empty_result(decoder: &mut Decoder<'body>) -> Option<Self> {
        decoder.literal_empty("<SetIdentityDkimEnabledResult/>").then(Self::new)
    }

    // The result is empty. Members that a later version of the API may add are skipped.
    fn read_result(decoder: &mut Decoder<'body>) -> Result<Self, Fault> {
        decoder.skip()?;
        Ok(Self::new())
    }

    fn write_result(&self, _: &mut XmlWriter) -> Result<(), EncodeError> {
        Ok(())
    }

    fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    fn with_request_id(self, request_id: Option<Cow<'body, str>>) -> Self {
        Self { request_id }
    }
}

response_methods!(
    SetIdentityDkimEnabledResponse,
    example: "SetIdentityDkimEnabledResponse::new()"
);
