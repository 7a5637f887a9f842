//! Feature `arbitrary`: values that are legal by construction, so that they read back as written.
//!
//! Text in a document contains only characters of XML 1.0. Texts that a reader trims have no white
//! space at their edges, and a request id is not empty.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use arbitrary::{Arbitrary, Result, Unstructured};

use crate::dns::{CnameRecord, cname_record};
use crate::operations::{
    AnyRequest, DkimAttributes, GetIdentityDkimAttributesRequest,
    GetIdentityDkimAttributesResponse, Operation, OwnedIdentityDkimAttributes,
    SetIdentityDkimEnabledRequest, SetIdentityDkimEnabledResponse, VerificationStatus,
    VerifyDomainDkimRequest, VerifyDomainDkimResponse,
};
use crate::query::{BodyKind, ErrorResponse, ErrorType, Reply, Retry, trim};
use crate::xml::is_char;

/// Text that a document can carry, borrowed if the input is such text.
fn text<'a>(u: &mut Unstructured<'a>) -> Result<Cow<'a, str>> {
    let text = <&str>::arbitrary(u)?;
    Ok(if text.chars().all(is_char) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| is_char(*c)).collect())
    })
}

fn trimmed_text<'a>(u: &mut Unstructured<'a>) -> Result<Cow<'a, str>> {
    text(u).map(trim)
}

fn optional<'a, T>(
    u: &mut Unstructured<'a>,
    read: impl FnOnce(&mut Unstructured<'a>) -> Result<T>,
) -> Result<Option<T>> {
    if bool::arbitrary(u)? { read(u).map(Some) } else { Ok(None) }
}

fn request_id<'a>(u: &mut Unstructured<'a>) -> Result<Option<Cow<'a, str>>> {
    let id = optional(u, trimmed_text)?;
    Ok(id.filter(|id| !id.is_empty()))
}

impl<'a> Arbitrary<'a> for GetIdentityDkimAttributesRequest<'a> {
    /// Identities of any text: a form carries all of Unicode.
    ///
    /// # Errors
    ///
    /// Those of [`Unstructured`], if the bytes are too few.
    ///
    /// ```
    /// use arbitrary::{Arbitrary, Unstructured};
    /// use ses_dkim_codec::GetIdentityDkimAttributesRequest;
    ///
    /// let mut bytes = Unstructured::new(&[7; 64]);
    /// let value = GetIdentityDkimAttributesRequest::arbitrary(&mut bytes)?;
    /// assert_eq!(GetIdentityDkimAttributesRequest::decode_form(value.to_form().as_bytes())?, value);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let identities = u.arbitrary_iter::<&str>()?;
        let identities: Result<Vec<_>> = identities.collect();
        Ok(Self::new(identities?))
    }
}

impl<'a> Arbitrary<'a> for VerificationStatus<'a> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(match u.int_in_range(0..=5)? {
            0 => Self::Failed,
            1 => Self::NotStarted,
            2 => Self::Pending,
            3 => Self::Success,
            4 => Self::TemporaryFailure,
            _ => {
                let text = <&str>::arbitrary(u)?;
                let illegal = text.find(|c| !is_char(c));
                Self::from(&text[..illegal.unwrap_or(text.len())])
            }
        })
    }
}

fn tokens<'a>(u: &mut Unstructured<'a>) -> Result<Vec<Cow<'a, str>>> {
    let mut tokens = Vec::new();
    while bool::arbitrary(u)? {
        tokens.push(text(u)?);
    }
    Ok(tokens)
}

impl<'a> Arbitrary<'a> for OwnedIdentityDkimAttributes<'a> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self {
            dkim_enabled: Option::arbitrary(u)?,
            dkim_verification_status: Option::arbitrary(u)?,
            dkim_tokens: optional(u, tokens)?,
        })
    }
}

impl<'a> Arbitrary<'a> for DkimAttributes<'a> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut map = Self::new();
        while bool::arbitrary(u)? {
            map.push(text(u)?).attributes(OwnedIdentityDkimAttributes::arbitrary(u)?);
        }
        Ok(map)
    }
}

impl<'a> Arbitrary<'a> for GetIdentityDkimAttributesResponse<'a> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut response = Self::new(DkimAttributes::arbitrary(u)?);
        response.request_id = request_id(u)?;
        Ok(response)
    }
}

impl<'a> Arbitrary<'a> for ErrorType<'a> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(match u.int_in_range(0..=2)? {
            0 => Self::Sender,
            1 => Self::Receiver,
            _ => Self::from(trimmed_text(u)?),
        })
    }
}

impl<'a> Arbitrary<'a> for Operation {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.choose(Self::ALL).copied()
    }
}

impl<'a> Arbitrary<'a> for BodyKind {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.choose(Self::ALL).copied()
    }
}

impl<'a> Arbitrary<'a> for Retry {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.choose(Self::ALL).copied()
    }
}

impl<'a> Arbitrary<'a> for ErrorResponse<'a> {
    /// An error that a document can express: it has no excerpt of a body and no `Retry-After`.
    ///
    /// # Errors
    ///
    /// Those of [`Unstructured`], if the bytes are too few.
    ///
    /// ```
    /// use arbitrary::{Arbitrary, Unstructured};
    /// use ses_dkim_codec::ErrorResponse;
    ///
    /// let mut bytes = Unstructured::new(&[7; 64]);
    /// let value = ErrorResponse::arbitrary(&mut bytes)?;
    /// assert_eq!(value.excerpt, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self {
            status: Option::arbitrary(u)?,
            error_type: Option::arbitrary(u)?,
            code: optional(u, trimmed_text)?,
            message: optional(u, text)?,
            detail: optional(u, text)?,
            request_id: request_id(u)?,
            ..Self::default()
        })
    }
}

impl<'a> Arbitrary<'a> for VerifyDomainDkimRequest<'a> {
    /// A domain of any text: a form carries all of Unicode.
    ///
    /// # Errors
    ///
    /// Those of [`Unstructured`], if the bytes are too few.
    ///
    /// ```
    /// use arbitrary::{Arbitrary, Unstructured};
    /// use ses_dkim_codec::VerifyDomainDkimRequest;
    ///
    /// let mut bytes = Unstructured::new(&[7; 64]);
    /// let value = VerifyDomainDkimRequest::arbitrary(&mut bytes)?;
    /// assert_eq!(VerifyDomainDkimRequest::decode_form(value.to_form().as_bytes())?, value);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self::new(<&str>::arbitrary(u)?))
    }
}

impl<'a> Arbitrary<'a> for VerifyDomainDkimResponse<'a> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut response = Self::new(tokens(u)?);
        response.request_id = request_id(u)?;
        Ok(response)
    }
}

impl<'a> Arbitrary<'a> for SetIdentityDkimEnabledRequest<'a> {
    /// An identity of any text: a form carries all of Unicode.
    ///
    /// # Errors
    ///
    /// Those of [`Unstructured`], if the bytes are too few.
    ///
    /// ```
    /// use arbitrary::{Arbitrary, Unstructured};
    /// use ses_dkim_codec::SetIdentityDkimEnabledRequest;
    ///
    /// let mut bytes = Unstructured::new(&[7; 64]);
    /// let value = SetIdentityDkimEnabledRequest::arbitrary(&mut bytes)?;
    /// assert_eq!(SetIdentityDkimEnabledRequest::decode_form(value.to_form().as_bytes())?, value);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self::new(<&str>::arbitrary(u)?, bool::arbitrary(u)?))
    }
}

impl<'a> Arbitrary<'a> for SetIdentityDkimEnabledResponse<'a> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut response = Self::new();
        response.request_id = request_id(u)?;
        Ok(response)
    }
}

impl<'a> Arbitrary<'a> for AnyRequest<'a> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(match u.int_in_range(0..=2)? {
            0 => Self::GetIdentityDkimAttributes(Arbitrary::arbitrary(u)?),
            1 => Self::VerifyDomainDkim(Arbitrary::arbitrary(u)?),
            _ => Self::SetIdentityDkimEnabled(Arbitrary::arbitrary(u)?),
        })
    }
}

impl<'a, R: Arbitrary<'a>> Arbitrary<'a> for Reply<'a, R> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        if bool::arbitrary(u)? {
            R::arbitrary(u).map(Self::Response)
        } else {
            ErrorResponse::arbitrary(u).map(Self::ErrorResponse)
        }
    }
}

impl<'a> Arbitrary<'a> for CnameRecord {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (token, domain, zone) = (label(u)?, name(u)?, name(u)?);
        cname_record(&domain, &token, &zone).map_err(|_| arbitrary::Error::IncorrectFormat)
    }
}

/// A name of one or two labels, short enough for a record with any token.
fn name(u: &mut Unstructured<'_>) -> Result<String> {
    let first = label(u)?;
    Ok(if bool::arbitrary(u)? { format!("{first}.{}", label(u)?) } else { first })
}

fn label(u: &mut Unstructured<'_>) -> Result<String> {
    const LEGAL: &[u8; 64] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    let length = u.int_in_range(1..=63)?;
    (0..length).map(|_| u.choose(LEGAL).copied().map(char::from)).collect()
}
