//! `SetIdentityDkimEnabled`: turns DKIM signing of an identity's mail on or off.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::query::decoder::Decoder;
use crate::query::envelope::{Document, root_start_tag};
use crate::query::form::{Form, FormWriter, Parameters};
use crate::query::{EncodeError, Fault, FormFault, own, request_methods, response_methods};
use crate::xml::{Name, XmlWriter, name};

/// A request to sign the mail of an identity, or to stop signing it.
///
/// It changes state: repeating it may undo what another client did in between.
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
    /// Whether its mail is to be signed.
    pub dkim_enabled: bool,
}

impl<'a> SetIdentityDkimEnabledRequest<'a> {
    /// A request to sign the mail of this identity, or not.
    #[must_use]
    pub fn new(identity: impl Into<Cow<'a, str>>, dkim_enabled: bool) -> Self {
        Self { identity: identity.into(), dkim_enabled }
    }

    /// The same request, owning its text.
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

// Repeating it could undo the change of another client.
request_methods!(
    SetIdentityDkimEnabledRequest,
    SetIdentityDkimEnabledResponse,
    read_only: false,
    repeatable: false
);

/// The answer to a [`SetIdentityDkimEnabledRequest`]: the service did it.
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
    /// The id of the call, for the service's support.
    pub request_id: Option<Cow<'body, str>>,
}

impl<'body> SetIdentityDkimEnabledResponse<'body> {
    /// A response without a request id.
    #[must_use]
    pub const fn new() -> Self {
        Self { request_id: None }
    }

    /// The same response with a request id.
    #[must_use]
    pub fn with_request_id(self, request_id: impl Into<Cow<'body, str>>) -> Self {
        Self { request_id: Some(request_id.into()) }
    }

    /// The same response, owning its text.
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

    // The result is empty; members that it may get are skipped.
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

response_methods!(SetIdentityDkimEnabledResponse);
