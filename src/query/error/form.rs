//! What is wrong with a request form, and where.

use alloc::borrow::{Cow, ToOwned as _};
use core::fmt;

use super::quote;
use crate::xml::kinds;

kinds! {
    /// What is wrong with a request form.
    ///
    /// ```
    /// use ses_dkim_codec::{FormErrorKind, VerifyDomainDkimRequest};
    ///
    /// let form = b"Action=VerifyDomainDkim&Domain=100%";
    /// let error = VerifyDomainDkimRequest::decode_form(form).unwrap_err();
    /// assert_eq!(error.kind(), FormErrorKind::MalformedEscape);
    /// ```
    FormErrorKind at "FormErrorKind" {
        /// A `%` that is not followed by two hexadecimal digits.
        MalformedEscape = "malformed-escape", "a malformed escape", "`%` and two hexadecimal digits";
        /// Bytes, escaped or not, that are not UTF-8.
        InvalidUtf8 = "invalid-utf8", "bytes that are not UTF-8", "UTF-8";
        /// A required parameter is missing.
        Missing = "missing", "the end of the form", "the parameter";
        /// A parameter occurs twice.
        Duplicate = "duplicate", "a second value", "the parameter once";
        /// The `Action` is an operation that this crate does not know.
        UnknownAction = "unknown-action", "the action", "a known action";
        /// The `Action` names an operation other than the expected one.
        WrongAction = "wrong-action", "the action", "another action";
        /// The value of `Version` is not the version of the API.
        Unexpected = "unexpected", "the value", "another value";
        /// The name or the value of a parameter is malformed.
        Malformed = "malformed", "a malformed parameter", "a well-formed one";
        /// An index that is not a decimal number of at least 1 without leading zeros.
        MalformedIndex = "malformed-index", "a malformed index", "a decimal number from 1 on";
        /// An index after a gap.
        IndexGap = "index-gap", "an index after a gap", "indices from 1 on without gaps";
        /// An index that occurs twice.
        DuplicateIndex = "duplicate-index", "a duplicate index", "each index once";
        /// An empty list (`Name=`) together with members, or twice.
        Mixed = "mixed", "an empty list beside other parameters of the list", "the empty list or members";
    }
}

/// Why a request form could not be decoded: the kind, the parameter, the byte offset, and what was
/// found.
///
/// ```
/// use ses_dkim_codec::{FormErrorKind, GetIdentityDkimAttributesRequest};
///
/// let form = b"Action=ListIdentities&Version=2010-12-01";
/// let error = GetIdentityDkimAttributesRequest::decode_form(form).unwrap_err();
/// assert_eq!(error.kind(), FormErrorKind::WrongAction);
/// assert_eq!((error.parameter(), error.found()), (Some("Action"), Some("ListIdentities")));
/// assert_eq!(
///     error.to_string(),
///     "found the action `ListIdentities`, expected `GetIdentityDkimAttributes` \
///      at byte 0 of the form (parameter Action)",
/// );
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct FormError {
    fault: FormFault<'static>,
}

/// A form error that borrows what was found.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) struct FormFault<'form> {
    pub(crate) kind: FormErrorKind,
    pub(crate) offset: usize,
    pub(crate) parameter: Option<&'static str>,
    pub(crate) found: Option<Cow<'form, str>>,
    /// The values that are expected.
    pub(crate) expected: &'static [&'static str],
}

impl<'form> FormFault<'form> {
    pub(crate) const fn new(kind: FormErrorKind, offset: usize) -> Self {
        Self { kind, offset, parameter: None, found: None, expected: &[] }
    }

    pub(crate) fn of(self, parameter: &'static str) -> Self {
        Self { parameter: Some(parameter), ..self }
    }

    /// The same fault, with the value that was found and those that are expected.
    pub(crate) fn value(self, found: Cow<'form, str>, expected: &'static [&'static str]) -> Self {
        Self { found: Some(found), expected, ..self }
    }

    /// The error, which owns the value that was found: at most 100 characters of it.
    pub(crate) fn into_error(self) -> FormError {
        const MAX: usize = 100;
        let found = self.found.map(|found| match found.char_indices().nth(MAX) {
            Some((end, _)) => Cow::Owned(found[..end].to_owned()),
            None => Cow::Owned(found.into_owned()),
        });
        FormError { fault: FormFault { found, ..self } }
    }
}

impl FormError {
    /// What is wrong.
    ///
    /// ```
    /// # use ses_dkim_codec::{FormErrorKind, VerifyDomainDkimRequest};
    /// let error = VerifyDomainDkimRequest::decode_form(b"Action=VerifyDomainDkim").unwrap_err();
    /// assert_eq!(error.kind(), FormErrorKind::Missing);
    /// ```
    #[must_use]
    pub const fn kind(&self) -> FormErrorKind {
        self.fault.kind
    }

    /// The parameter that is wrong; `None` if the error is in the encoding of the form.
    ///
    /// ```
    /// # use ses_dkim_codec::VerifyDomainDkimRequest;
    /// let error = VerifyDomainDkimRequest::decode_form(b"Action=VerifyDomainDkim").unwrap_err();
    /// assert_eq!(error.parameter(), Some("Domain"));
    /// ```
    #[must_use]
    pub const fn parameter(&self) -> Option<&'static str> {
        self.fault.parameter
    }

    /// The byte offset in the form, from 0.
    ///
    /// It is the offset of the `%` of a malformed escape, of the first byte that is not UTF-8, or
    /// else of the first byte of the parameter. For a missing parameter it is the length of the
    /// form.
    ///
    /// ```
    /// # use ses_dkim_codec::VerifyDomainDkimRequest;
    /// let form = b"Action=VerifyDomainDkim&Domain=a&Domain=b";
    /// let error = VerifyDomainDkimRequest::decode_form(form).unwrap_err();
    /// assert_eq!(error.offset(), 33);
    /// ```
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.fault.offset
    }

    /// The value that was found: at most its first 100 characters.
    ///
    /// ```
    /// # use ses_dkim_codec::SetIdentityDkimEnabledRequest;
    /// let form = b"Action=SetIdentityDkimEnabled&Identity=a.example&DkimEnabled=yes";
    /// let error = SetIdentityDkimEnabledRequest::decode_form(form).unwrap_err();
    /// assert_eq!(error.found(), Some("yes"));
    /// ```
    #[must_use]
    pub fn found(&self) -> Option<&str> {
        self.fault.found.as_deref()
    }
}

impl fmt::Display for FormError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FormFault { kind, offset, parameter, found, expected } = &self.fault;
        write!(out, "found {}", kind.found())?;
        if let Some(found) = found {
            out.write_str(" `")?;
            quote(out, found.as_bytes(), usize::MAX)?;
            out.write_str("`")?;
        }
        out.write_str(", expected ")?;
        match expected {
            [] => out.write_str(kind.expected())?,
            [value] => write!(out, "`{value}`")?,
            [first, rest @ ..] => {
                write!(out, "one of `{first}`")?;
                rest.iter().try_for_each(|value| write!(out, ", `{value}`"))?;
            }
        }
        write!(out, " at byte {offset} of the form")?;
        parameter.map_or(Ok(()), |parameter| write!(out, " (parameter {parameter})"))
    }
}

impl core::error::Error for FormError {}
