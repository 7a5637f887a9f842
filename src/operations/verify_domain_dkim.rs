//! `VerifyDomainDkim`: starts the verification of a domain, and returns its tokens.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use crate::query::decoder::Decoder;
use crate::query::envelope::{Document, root_start_tag, write_list};
use crate::query::form::{Form, FormWriter, Parameters};
use crate::query::{EncodeError, Fault, FormFault, own, request_methods, response_methods};
use crate::xml::{Name, Names, XmlWriter, name, names};

/// A request to verify a domain for DKIM (SES API Reference, [`VerifyDomainDkim`]).
///
/// The request is safe to repeat: the service returns the same tokens. The domain is neither
/// validated nor changed.
///
/// [`VerifyDomainDkim`]: https://docs.aws.amazon.com/ses/latest/APIReference/API_VerifyDomainDkim.html
///
/// ```
/// use ses_dkim_codec::VerifyDomainDkimRequest;
///
/// assert_eq!(
///     VerifyDomainDkimRequest::new("example.com").to_form(),
///     "Action=VerifyDomainDkim&Version=2010-12-01&Domain=example.com",
/// );
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct VerifyDomainDkimRequest<'a> {
    /// The domain, such as `example.com`.
    pub domain: Cow<'a, str>,
}

impl<'a> VerifyDomainDkimRequest<'a> {
    /// A request to verify this domain.
    ///
    /// ```
    /// # use ses_dkim_codec::VerifyDomainDkimRequest;
    /// let request = VerifyDomainDkimRequest::new("example.com");
    /// assert_eq!(request.domain, "example.com");
    /// ```
    #[must_use]
    pub fn new(domain: impl Into<Cow<'a, str>>) -> Self {
        Self { domain: domain.into() }
    }

    /// The same request, owning its text.
    ///
    /// ```
    /// # use ses_dkim_codec::VerifyDomainDkimRequest;
    /// let form = String::from("Action=VerifyDomainDkim&Version=2010-12-01&Domain=example.com");
    /// let request = VerifyDomainDkimRequest::decode_form(form.as_bytes())?.into_owned();
    /// drop(form);
    /// assert_eq!(request.domain, "example.com");
    /// # Ok::<(), ses_dkim_codec::FormError>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> VerifyDomainDkimRequest<'static> {
        VerifyDomainDkimRequest { domain: own(self.domain) }
    }
}

impl<'form> Parameters<'form> for VerifyDomainDkimRequest<'form> {
    const ACTION: &'static str = "VerifyDomainDkim";
    const SCALARS: &'static [&'static str] = &["Domain"];
    const LIST: &'static str = "";

    fn write(&self, form: &mut impl FormWriter) {
        form.scalar("Domain", &self.domain);
    }

    fn read(mut form: Form<'form>) -> Result<Self, FormFault<'form>> {
        let (domain, _) = form.scalar("Domain")?;
        Ok(Self { domain })
    }
}

// The service returns the same tokens (SES API Reference), so repeating the call changes nothing.
request_methods!(
    VerifyDomainDkimRequest,
    VerifyDomainDkimResponse,
    read_only: false,
    repeatable: true,
    example: r#"VerifyDomainDkimRequest::new("example.com")"#,
    form: "Action=VerifyDomainDkim&Version=2010-12-01&Domain=example.com"
);

/// The response to a [`VerifyDomainDkimRequest`]: the tokens of the DNS records to publish.
///
/// [`dns::cname_records`](crate::dns::cname_records) makes the records. A document without the list
/// of tokens is an error; an empty list is read as such.
///
/// ```
/// use ses_dkim_codec::VerifyDomainDkimResponse;
///
/// let body = b"<VerifyDomainDkimResponse><VerifyDomainDkimResult><DkimTokens>\
///     <member>t1</member><member>t2</member><member>t3</member>\
///     </DkimTokens></VerifyDomainDkimResult></VerifyDomainDkimResponse>";
/// let response = VerifyDomainDkimResponse::decode(body)?;
/// assert_eq!(response.dkim_tokens, ["t1", "t2", "t3"]);
/// # Ok::<(), ses_dkim_codec::DecodeError>(())
/// ```
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct VerifyDomainDkimResponse<'body> {
    /// The tokens, in document order; each makes one DNS record.
    pub dkim_tokens: Vec<Cow<'body, str>>,
    /// The request id, by which the service's support finds the call.
    pub request_id: Option<Cow<'body, str>>,
}

impl<'body> VerifyDomainDkimResponse<'body> {
    /// A response with these tokens and no request id.
    ///
    /// ```
    /// # use ses_dkim_codec::VerifyDomainDkimResponse;
    /// let response = VerifyDomainDkimResponse::new(["t1", "t2", "t3"]);
    /// assert_eq!((response.dkim_tokens.len(), response.request_id), (3, None));
    /// ```
    #[must_use]
    pub fn new<I>(dkim_tokens: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<Cow<'body, str>>,
    {
        Self { dkim_tokens: dkim_tokens.into_iter().map(Into::into).collect(), request_id: None }
    }

    /// The same response with a request id.
    ///
    /// ```
    /// # use ses_dkim_codec::VerifyDomainDkimResponse;
    /// let response = VerifyDomainDkimResponse::new(["t1"]).with_request_id("1");
    /// assert_eq!(response.request_id.as_deref(), Some("1"));
    /// ```
    #[must_use]
    pub fn with_request_id(self, request_id: impl Into<Cow<'body, str>>) -> Self {
        Self { request_id: Some(request_id.into()), ..self }
    }

    /// The same response, owning its text.
    ///
    /// ```
    /// # use ses_dkim_codec::VerifyDomainDkimResponse;
    /// let body = VerifyDomainDkimResponse::new(["t1", "t2", "t3"]).to_xml()?;
    /// let response = VerifyDomainDkimResponse::decode(body.as_bytes())?.into_owned();
    /// drop(body);
    /// assert_eq!(response.dkim_tokens, ["t1", "t2", "t3"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn into_owned(self) -> VerifyDomainDkimResponse<'static> {
        VerifyDomainDkimResponse {
            dkim_tokens: self.dkim_tokens.into_iter().map(own).collect(),
            request_id: self.request_id.map(own),
        }
    }
}

names! {
    /// The members of the result.
    enum ResultMember {
        DkimTokens = "DkimTokens",
    }
}

names! {
    /// The items of the token list.
    enum TokensItem {
        Member = "member",
    }
}

impl<'body> Document<'body> for VerifyDomainDkimResponse<'body> {
    const ROOT: &'static Name = name!("VerifyDomainDkimResponse");
    const ROOT_START_TAG: &'static str = root_start_tag!("VerifyDomainDkimResponse");
    const RESULT: &'static Name = name!("VerifyDomainDkimResult");
    const RESULT_START_TAG: &'static str = "<VerifyDomainDkimResult>";

    // VerifyDomainDkimResult = DkimTokens
    //
    // The list is required: without it, a client would publish no records and see no error.
    fn read_result(decoder: &mut Decoder<'body>) -> Result<Self, Fault> {
        let mut tokens = None;
        while let Some(member) = decoder.member::<ResultMember>(Self::RESULT)? {
            decoder.check_first(tokens.is_none(), member.name())?;
            tokens = Some(read_tokens(decoder)?);
        }
        let missing = || decoder.missing(ResultMember::DkimTokens.name());
        Ok(Self { dkim_tokens: tokens.ok_or_else(missing)?, request_id: None })
    }

    fn write_result(&self, writer: &mut XmlWriter) -> Result<(), EncodeError> {
        write_list(writer, "DkimTokens", &self.dkim_tokens)
    }

    fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    fn with_request_id(self, request_id: Option<Cow<'body, str>>) -> Self {
        Self { request_id, ..self }
    }
}

// DkimTokens = member*
fn read_tokens<'body>(decoder: &mut Decoder<'body>) -> Result<Vec<Cow<'body, str>>, Fault> {
    /// The shortest token with a start tag and an end tag. Room for as many as the rest of the
    /// document can hold is reserved at once: a list that grows by doubling takes three times its
    /// size while it is copied.
    const TOKEN: usize = "<member></member>".len();
    let parent = ResultMember::DkimTokens.name();
    let mut tokens = Vec::with_capacity(decoder.left() / TOKEN);
    while let Some(TokensItem::Member) = decoder.item(parent, TokensItem::Member)? {
        tokens.push(decoder.text(TokensItem::Member.name())?);
    }
    Ok(tokens)
}

response_methods!(
    VerifyDomainDkimResponse,
    example: r#"VerifyDomainDkimResponse::new(["t1", "t2", "t3"])"#
);
