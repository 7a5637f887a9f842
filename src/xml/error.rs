//! Why a document is not well-formed, or is not one that this crate reads.

use core::fmt;

/// Declares an enum of error kinds: each has a stable code, what was found, and what was expected.
/// `path` is the path of the enum in the crate, for its examples.
macro_rules! kinds {
    ($(#[$outer:meta])* $name:ident at $path:literal { $($(#[$inner:meta])* $kind:ident = $code:literal, $found:literal, $expected:literal;)* }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum $name { $($(#[$inner])* $kind,)* }

        impl $name {
            /// Every kind, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// The stable name of this kind in kebab case, for logs and programs.
            ///
            /// ```
            #[doc = concat!("use ses_dkim_codec::", $path, ";")]
            ///
            #[doc = concat!("for kind in ", stringify!($name), "::ALL {")]
            ///     let code = kind.code();
            ///     assert!(code.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')));
            /// }
            /// ```
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$kind => $code,)* }
            }

            /// What was found, in words.
            pub(crate) const fn found(self) -> &'static str {
                match self { $(Self::$kind => $found,)* }
            }

            /// What was expected, in words.
            pub(crate) const fn expected(self) -> &'static str {
                match self { $(Self::$kind => $expected,)* }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                out.pad(self.code())
            }
        }
    };
}
pub(crate) use kinds;

kinds! {
    /// Why a body is not a well-formed XML document, or is not one that this crate reads.
    ///
    /// ```
    /// use ses_dkim_codec::{XmlErrorKind, check_xml};
    ///
    /// let error = check_xml(b"<!DOCTYPE a><a/>").unwrap_err();
    /// assert_eq!(error.kind(), XmlErrorKind::Doctype);
    /// ```
    XmlErrorKind at "XmlErrorKind" {
        /// The document has no element.
        MissingRoot = "missing-root", "no element", "a document with one root element";
        /// A byte sequence that is not UTF-8.
        InvalidUtf8 = "invalid-utf8", "bytes that are not UTF-8", "a document in UTF-8";
        /// A character outside XML 1.0 §2.2, or outside US-ASCII in a document that declares it.
        InvalidCharacter = "invalid-character", "a character that the document must not contain", "a character of XML 1.0 and of the declared encoding";
        /// The declaration names an encoding other than UTF-8 and US-ASCII.
        UnsupportedEncoding = "unsupported-encoding", "an unsupported encoding", "UTF-8 or US-ASCII";
        /// The declaration names a version that is not `1.` and digits.
        UnsupportedVersion = "unsupported-version", "an unsupported version", "version 1.0";
        /// The XML declaration violates XML 1.0 §2.8.
        MalformedDeclaration = "malformed-declaration", "a malformed XML declaration", "version, encoding and standalone, quoted and in this order";
        /// An XML declaration that is not at the beginning of the document.
        MisplacedDeclaration = "misplaced-declaration", "an XML declaration inside the document", "a declaration at the beginning, or none";
        /// A document type declaration; nothing in it is read.
        Doctype = "doctype", "a document type declaration", "a document without one";
        /// The input ends inside a tag, comment, section, instruction or reference.
        UnexpectedEnd = "unexpected-end", "truncated markup", "the rest of the markup";
        /// The input ends before the end tag of this element.
        UnclosedElement = "unclosed-element", "an element without an end tag", "its end tag";
        /// An end tag that does not match the open element.
        MismatchedEnd = "mismatched-end", "a mismatched end tag", "the end tag of the open element";
        /// A `<` that does not begin a tag, or a malformed tag.
        MalformedTag = "malformed-tag", "a malformed tag", "a name, attributes and `>`";
        /// An attribute without `=`, without quotes, or without white space before it.
        MalformedAttribute = "malformed-attribute", "a malformed attribute", "white space, a name, `=` and a quoted value";
        /// A `<` in an attribute value.
        LessThanInAttribute = "less-than-in-attribute", "`<` in an attribute value", "`&lt;`";
        /// Two attributes of the same name in a tag.
        DuplicateAttribute = "duplicate-attribute", "a duplicate attribute", "each attribute at most once";
        /// `--` inside a comment.
        MalformedComment = "malformed-comment", "`--` inside a comment", "`-->`";
        /// A processing instruction without a legal target.
        MalformedInstruction = "malformed-instruction", "a malformed processing instruction", "a target, and white space before its data";
        /// `<!` that begins neither a comment nor a CDATA section.
        MalformedMarkup = "malformed-markup", "unknown markup after `<!`", "a comment or a CDATA section";
        /// A `&` that does not begin a reference.
        MalformedReference = "malformed-reference", "a malformed reference", "a complete reference, or `&amp;` for an ampersand";
        /// A reference to an entity other than the five of XML 1.0 §4.6.
        UnknownEntity = "unknown-entity", "a reference to an undeclared entity", "one of amp, lt, gt, apos, quot";
        /// A character reference to something that is not a character of XML 1.0.
        InvalidCharacterReference = "invalid-character-reference", "a reference to an illegal character", "a character of XML 1.0";
        /// `]]>` in character data.
        CdataEndInText = "cdata-end-in-text", "`]]>` outside a CDATA section", "`]]&gt;`";
        /// Character data before or after the root element.
        TextOutsideRoot = "text-outside-root", "text outside the root element", "white space, a comment or an instruction";
        /// A second root element.
        ElementAfterRoot = "element-after-root", "an element after the root element", "the end of the document";
        /// More open elements than [`MAX_DEPTH`](crate::MAX_DEPTH).
        TooDeep = "too-deep", "elements nested too deeply", "at most 128 open elements";
    }
}

impl XmlErrorKind {
    /// Whether the input may be the beginning of a well-formed document.
    ///
    /// ```
    /// # use ses_dkim_codec::XmlErrorKind;
    /// assert!(XmlErrorKind::UnexpectedEnd.is_truncated());
    /// assert!(!XmlErrorKind::MalformedTag.is_truncated());
    /// ```
    #[must_use]
    pub const fn is_truncated(self) -> bool {
        matches!(self, Self::MissingRoot | Self::UnexpectedEnd | Self::UnclosedElement)
    }
}

/// Why a body is not well-formed: the kind and the byte offset.
///
/// ```
/// let error = ses_dkim_codec::check_xml(b"<a><b></a>").unwrap_err();
/// assert_eq!((error.kind().code(), error.offset()), ("mismatched-end", 6));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct XmlError {
    kind: XmlErrorKind,
    offset: usize,
}

impl XmlError {
    pub(super) const fn new(kind: XmlErrorKind, offset: usize) -> Self {
        Self { kind, offset }
    }

    /// What is wrong.
    ///
    /// ```
    /// # use ses_dkim_codec::{XmlErrorKind, check_xml};
    /// assert_eq!(check_xml(b"<a>&b;</a>").unwrap_err().kind(), XmlErrorKind::UnknownEntity);
    /// ```
    #[must_use]
    pub const fn kind(&self) -> XmlErrorKind {
        self.kind
    }

    /// The byte offset in the body, from 0; for an element without an end tag, the offset of its
    /// start tag.
    ///
    /// ```
    /// # use ses_dkim_codec::check_xml;
    /// assert_eq!(check_xml(b"<a>&b;</a>").unwrap_err().offset(), 3);
    /// ```
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for XmlError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (found, expected) = (self.kind.found(), self.kind.expected());
        write!(out, "found {found}, expected {expected} at byte {}", self.offset)
    }
}

impl core::error::Error for XmlError {}
