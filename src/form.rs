//! The request form: `Action`, `Version` and `Identities.member.N`, percent-encoded.

mod decode;
mod encode;
mod percent;

use alloc::string::String;

use crate::error::FormError;
use crate::request::GetIdentityDkimAttributesRequest;

impl<'a> GetIdentityDkimAttributesRequest<'a> {
    /// The request as the form body of a POST, in `application/x-www-form-urlencoded`.
    ///
    /// Never fails and allocates once.
    #[must_use]
    pub fn to_form(&self) -> String {
        let mut out = String::new();
        self.encode_form(&mut out);
        out
    }

    /// Appends the form body to `out`, which grows at most once.
    ///
    /// ```
    /// # use ses_dkim_codec::GetIdentityDkimAttributesRequest;
    /// let mut query = String::from("https://email.us-east-1.amazonaws.com/?");
    /// GetIdentityDkimAttributesRequest::new(["a b"]).encode_form(&mut query);
    /// assert!(query.ends_with("&Identities.member.1=a%20b"));
    /// ```
    pub fn encode_form(&self, out: &mut String) {
        encode::encode(self.identities(), out);
    }

    /// Reads a form body, or the query string of a GET, as a server does.
    ///
    /// Pairs may stand in any order, `+` and `%20` are spaces, keys of no meaning are ignored;
    /// members are ordered by their number. Text is borrowed unless an escape forces a copy.
    ///
    /// # Errors
    ///
    /// [`FormError`] when the action or version is another, the list is missing or does not run
    /// from 1 without gaps, an escape is broken or the text is no UTF-8.
    ///
    /// ```
    /// use ses_dkim_codec::{FormErrorKind, GetIdentityDkimAttributesRequest as Request};
    ///
    /// let form = b"Identities.member.1=a+b&Version=2010-12-01&Action=GetIdentityDkimAttributes";
    /// assert_eq!(Request::decode_form(form)?.identities(), ["a b"]);
    ///
    /// let gap = b"Action=GetIdentityDkimAttributes&Version=2010-12-01&Identities.member.2=a";
    /// let error = Request::decode_form(gap).unwrap_err();
    /// assert_eq!((error.kind(), error.offset()), (FormErrorKind::IndexGap, 52));
    /// # Ok::<(), ses_dkim_codec::FormError>(())
    /// ```
    pub fn decode_form(form: &'a [u8]) -> Result<Self, FormError> {
        decode::decode(form).map(Self::new)
    }
}
