//! What is wrong with a request form.

use core::fmt;

use super::kinds;

kinds! {
    /// What is wrong with a request form.
    FormErrorKind {
        /// A `%` that two hexadecimal digits do not follow.
        MalformedEscape = "malformed-escape", "a broken escape", "`%` and two hexadecimal digits";
        /// Bytes, escaped or not, that are no UTF-8.
        InvalidUtf8 = "invalid-utf8", "bytes that are not UTF-8", "UTF-8";
        /// There is no `Action`.
        MissingAction = "missing-action", "no Action", "Action=GetIdentityDkimAttributes";
        /// The `Action` is another operation.
        WrongAction = "wrong-action", "another Action", "GetIdentityDkimAttributes";
        /// The `Action` stands twice.
        DuplicateAction = "duplicate-action", "an Action for the second time", "one Action";
        /// There is no `Version`.
        MissingVersion = "missing-version", "no Version", "Version=2010-12-01";
        /// The `Version` is another version of the API.
        WrongVersion = "wrong-version", "another Version", "2010-12-01";
        /// The `Version` stands twice.
        DuplicateVersion = "duplicate-version", "a Version for the second time", "one Version";
        /// There are no `Identities`, not even an empty list.
        MissingIdentities = "missing-identities", "no Identities", "Identities.member.1, or Identities= for the empty list";
        /// `Identities=` with a value.
        MalformedIdentities = "malformed-identities", "a value for the list itself", "an empty value, or Identities.member.1";
        /// The empty list stands twice, or beside members.
        MixedIdentities = "mixed-identities", "an empty list beside other Identities", "either the empty list or members";
        /// A parameter below `Identities.` that is no `Identities.member.N`.
        MalformedMember = "malformed-member", "another parameter below Identities", "Identities.member.N";
        /// An index that is no decimal number from 1 upwards without leading zeros.
        MalformedIndex = "malformed-index", "a malformed index", "a decimal number from 1 upwards";
        /// An index beyond what the form can hold without a gap.
        IndexGap = "index-gap", "an index after a gap", "indices from 1 upwards without gaps";
        /// An index that stands twice.
        DuplicateIndex = "duplicate-index", "an index for the second time", "each index once";
    }
}

/// Why a request form could not be decoded.
///
/// ```
/// use ses_dkim_codec::{FormErrorKind, GetIdentityDkimAttributesRequest};
///
/// let error = GetIdentityDkimAttributesRequest::decode_form(b"Action=100%").unwrap_err();
/// assert_eq!(error.kind(), FormErrorKind::MalformedEscape);
/// assert_eq!(
///     error.to_string(),
///     "byte 10 of the form: found a broken escape, expected `%` and two hexadecimal digits",
/// );
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct FormError {
    kind: FormErrorKind,
    offset: usize,
}

impl FormError {
    pub(crate) const fn new(kind: FormErrorKind, offset: usize) -> Self {
        Self { kind, offset }
    }

    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> FormErrorKind {
        self.kind
    }

    /// The byte of the form, from 0, at which it is wrong: of a pair, its first byte; of what is
    /// missing, the end of the form.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for FormError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, offset } = self;
        let (what, expected) = (kind.what(), kind.expected());
        write!(out, "byte {offset} of the form: found {what}, expected {expected}")
    }
}

impl core::error::Error for FormError {}
