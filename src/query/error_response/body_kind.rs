//! What the body of a reply was: a document of the service, or something else.

use core::fmt;

/// What the body of a reply was.
///
/// The kind distinguishes an error of the service from a page of a proxy or a cut connection. It is
/// a best guess from the first bytes of the body and the error in decoding it.
///
/// ```
/// use ses_dkim_codec::{BodyKind, HttpReply, VerifyDomainDkimRequest};
///
/// let request = VerifyDomainDkimRequest::new("example.com");
/// let error = request.reply(HttpReply::new(200, b"{\"message\": null}")).unwrap_err();
/// assert_eq!(error.body(), BodyKind::Json);
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum BodyKind {
    /// A document with the expected root element, which may be invalid. With a status other than 2xx
    /// only an error document is expected.
    #[default]
    Document,
    /// An empty body, or only white space.
    Empty,
    /// An HTML page.
    Html,
    /// JSON: an object, a string, or an array of objects, strings or arrays.
    Json,
    /// Data compressed with gzip, zlib, bzip2, xz or zstd.
    Compressed,
    /// The beginning of an XML document.
    TruncatedXml,
    /// XML that is not well-formed, or that this crate does not read.
    MalformedXml,
    /// A well-formed XML document with another root element. With a status other than 2xx this may be
    /// the response of an operation.
    OtherXml,
    /// Anything else.
    Text,
}

impl BodyKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Document,
        Self::Empty,
        Self::Html,
        Self::Json,
        Self::Compressed,
        Self::TruncatedXml,
        Self::MalformedXml,
        Self::OtherXml,
        Self::Text,
    ];

    /// The stable name of this kind in kebab case, for logs and programs.
    ///
    /// ```
    /// # use ses_dkim_codec::BodyKind;
    /// assert_eq!(BodyKind::TruncatedXml.code(), "truncated-xml");
    /// ```
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Empty => "empty",
            Self::Html => "html",
            Self::Json => "json",
            Self::Compressed => "compressed",
            Self::TruncatedXml => "truncated-xml",
            Self::MalformedXml => "malformed-xml",
            Self::OtherXml => "other-xml",
            Self::Text => "text",
        }
    }

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Document => "an error document",
            Self::Empty => "an empty body",
            Self::Html => "an HTML page",
            Self::Json => "JSON",
            Self::Compressed => "compressed data (decompress the body first)",
            Self::TruncatedXml => "truncated XML",
            Self::MalformedXml => "malformed XML",
            Self::OtherXml => "another XML document",
            Self::Text => "text that is not XML",
        }
    }
}

impl fmt::Display for BodyKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.words())
    }
}
