//! What can be wrong with a document.

use core::fmt;

use crate::xml::XmlErrorKind;

/// What is wrong with a document: its XML, or its content.
///
/// ```
/// use ses_dkim_codec::{DecodeErrorKind, GetIdentityDkimAttributesResponse};
///
/// let body = b"<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>";
/// let error = GetIdentityDkimAttributesResponse::decode(body).unwrap_err();
/// assert_eq!(error.kind(), DecodeErrorKind::ServiceError);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The document is not well-formed XML 1.0, or is XML that this crate does not read.
    Xml(XmlErrorKind),
    /// The root element is that of a different document.
    UnexpectedRoot,
    /// The document is a service error where a response was expected.
    ServiceError,
    /// A required element is missing.
    MissingElement,
    /// An element that may occur once occurs twice.
    DuplicateElement,
    /// An element inside a text field.
    ElementInText,
    /// An element in a list or a map that is not one of its items.
    UnexpectedElement,
    /// Text other than white space between the items of a list or a map.
    UnexpectedText,
    /// A boolean that is neither `true` nor `false`.
    InvalidBoolean,
}

impl DecodeErrorKind {
    const PROTOCOL: [Self; 8] = [
        Self::UnexpectedRoot,
        Self::ServiceError,
        Self::MissingElement,
        Self::DuplicateElement,
        Self::ElementInText,
        Self::UnexpectedElement,
        Self::UnexpectedText,
        Self::InvalidBoolean,
    ];

    /// Every kind: those of XML first.
    ///
    /// ```
    /// # use ses_dkim_codec::DecodeErrorKind;
    /// assert!(DecodeErrorKind::all().any(|kind| kind == DecodeErrorKind::InvalidBoolean));
    /// ```
    pub fn all() -> impl Iterator<Item = Self> {
        XmlErrorKind::ALL.iter().copied().map(Self::Xml).chain(Self::PROTOCOL)
    }

    /// The stable name of this kind in kebab case, for logs and programs.
    ///
    /// ```
    /// # use ses_dkim_codec::DecodeErrorKind;
    /// assert_eq!(DecodeErrorKind::MissingElement.code(), "missing-element");
    /// ```
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Xml(kind) => kind.code(),
            Self::UnexpectedRoot => "unexpected-root",
            Self::ServiceError => "service-error",
            Self::MissingElement => "missing-element",
            Self::DuplicateElement => "duplicate-element",
            Self::ElementInText => "element-in-text",
            Self::UnexpectedElement => "unexpected-element",
            Self::UnexpectedText => "unexpected-text",
            Self::InvalidBoolean => "invalid-boolean",
        }
    }

    /// Whether the input may be the beginning of a complete document.
    ///
    /// ```
    /// # use ses_dkim_codec::{DecodeErrorKind, XmlErrorKind};
    /// assert!(DecodeErrorKind::Xml(XmlErrorKind::UnclosedElement).is_truncated());
    /// assert!(!DecodeErrorKind::MissingElement.is_truncated());
    /// ```
    #[must_use]
    pub const fn is_truncated(self) -> bool {
        matches!(self, Self::Xml(kind) if kind.is_truncated())
    }

    /// What was found, in words. The name of the element follows where it is known.
    pub(super) const fn found(self) -> &'static str {
        match self {
            Self::Xml(kind) => kind.found(),
            Self::UnexpectedRoot => "the root",
            Self::ServiceError => "a service error",
            Self::MissingElement => "the end of the parent element",
            Self::DuplicateElement => "a duplicate element",
            Self::ElementInText => "an element in a text field",
            Self::UnexpectedElement => "the element",
            Self::UnexpectedText => "text between elements",
            Self::InvalidBoolean => "another value",
        }
    }

    /// What was expected, in words, unless the error names it.
    pub(super) const fn expected(self) -> &'static str {
        match self {
            Self::Xml(kind) => kind.expected(),
            Self::UnexpectedRoot => "an error response",
            Self::ServiceError => "a response",
            Self::MissingElement => "an element",
            Self::DuplicateElement => "one such element",
            Self::ElementInText => "text",
            Self::UnexpectedElement | Self::UnexpectedText => "an item",
            Self::InvalidBoolean => "`true` or `false`",
        }
    }
}

impl From<XmlErrorKind> for DecodeErrorKind {
    fn from(kind: XmlErrorKind) -> Self {
        Self::Xml(kind)
    }
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.code())
    }
}
