//! What is wrong with an XML document.

use core::fmt;

use super::{kinds, quote};

kinds! {
    /// What is wrong with a document: first the rules of XML 1.0, then those of the operation.
    DecodeErrorKind {
        /// The document holds no element at all.
        MissingRoot = "missing-root", "no element", "a document of one element";
        /// A byte sequence that is no UTF-8.
        InvalidUtf8 = "invalid-utf8", "bytes that are not UTF-8", "a document in UTF-8";
        /// A character that XML 1.0 §2.2 excludes, or one that a US-ASCII document cannot hold.
        InvalidCharacter = "invalid-character", "a character that the document may not hold", "a character of XML 1.0";
        /// The declaration names an encoding other than UTF-8 and US-ASCII.
        UnsupportedEncoding = "unsupported-encoding", "another encoding declared", "UTF-8 or US-ASCII";
        /// The declaration names a version other than 1.0.
        UnsupportedVersion = "unsupported-version", "another version declared", "version 1.0";
        /// The XML declaration breaks XML 1.0 §2.8.
        MalformedDeclaration = "malformed-declaration", "a malformed XML declaration", "version, encoding, standalone, in this order and quoted";
        /// An XML declaration that does not stand at the first byte.
        MisplacedDeclaration = "misplaced-declaration", "an XML declaration inside the document", "the declaration at the first byte or not at all";
        /// A document type declaration; nothing in it is read.
        Doctype = "doctype", "a document type declaration", "a document without one";
        /// The input ends inside a tag, comment, section, instruction or reference.
        UnexpectedEnd = "unexpected-end", "the end of the input", "the rest of the markup";
        /// The input ends before the end tag of this element.
        UnclosedElement = "unclosed-element", "an element that is never closed", "its end tag";
        /// An end tag that does not match the open element.
        MismatchedEnd = "mismatched-end", "an end tag of another name", "the end tag of the open element";
        /// A `<` that begins no tag, or a tag with something foreign in it.
        MalformedTag = "malformed-tag", "a malformed tag", "a name, attributes and `>`";
        /// An attribute without `=`, without quotes, or without white space before it.
        MalformedAttribute = "malformed-attribute", "a malformed attribute", "white space, a name, `=` and a quoted value";
        /// A `<` in an attribute value.
        LessThanInAttribute = "less-than-in-attribute", "`<` in an attribute value", "`&lt;`";
        /// Two attributes of one name in a tag.
        DuplicateAttribute = "duplicate-attribute", "an attribute for the second time", "each attribute at most once";
        /// `--` inside a comment.
        MalformedComment = "malformed-comment", "`--` inside a comment", "`-->`";
        /// A processing instruction without a legal target.
        MalformedInstruction = "malformed-instruction", "a malformed processing instruction", "a target and white space before its data";
        /// `<!` that begins neither a comment nor a CDATA section.
        MalformedMarkup = "malformed-markup", "`<!` that begins nothing", "a comment or a CDATA section";
        /// A `&` that begins no reference.
        MalformedReference = "malformed-reference", "a malformed reference", "`&amp;` for a bare ampersand, or a complete reference";
        /// A reference to an entity other than the five of XML 1.0 §4.6.
        UnknownEntity = "unknown-entity", "a reference to an undeclared entity", "one of amp, lt, gt, apos, quot";
        /// A character reference to what is no character of XML 1.0.
        InvalidCharacterReference = "invalid-character-reference", "a reference to no character", "a character of XML 1.0";
        /// `]]>` in character data.
        CdataEndInText = "cdata-end-in-text", "`]]>` outside a CDATA section", "`]]&gt;`";
        /// Character data before or after the root element.
        TextOutsideRoot = "text-outside-root", "text outside the root element", "white space, a comment or an instruction";
        /// A second root element.
        ElementAfterRoot = "element-after-root", "an element after the root element", "the end of the document";
        /// More open elements than [`MAX_DEPTH`](crate::MAX_DEPTH).
        TooDeep = "too-deep", "elements nested too deeply", "at most 128 open elements";
        /// The root element is not the one of this operation.
        UnexpectedRoot = "unexpected-root", "the root element of another document", "GetIdentityDkimAttributesResponse or an error document";
        /// The document is a service error where a success was asked for.
        ServiceError = "service-error", "the document of a service error", "GetIdentityDkimAttributesResponse (`Reply::decode` reads both)";
        /// A required element is not there.
        MissingElement = "missing-element", "the end of the parent", "a required element";
        /// An element that may stand once stands twice.
        DuplicateElement = "duplicate-element", "an element for the second time", "it at most once";
        /// An element inside a text field.
        ElementInText = "element-in-text", "an element inside a text field", "text";
        /// A boolean that is neither `true` nor `false`.
        InvalidBoolean = "invalid-boolean", "another text than a boolean", "exactly `true` or `false`";
    }
}

/// The part of the document's meaning that was being read.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Part {
    /// What stands around and directly in the root element.
    Document,
    /// The `GetIdentityDkimAttributesResult` element.
    Result,
    /// The `DkimAttributes` map.
    DkimAttributes,
    /// An `entry` of the map.
    Entry,
    /// The `key` of an entry.
    Key,
    /// The `value` of an entry.
    Value,
    /// The `DkimEnabled` member of a value.
    DkimEnabled,
    /// The `DkimVerificationStatus` member of a value.
    DkimVerificationStatus,
    /// The `DkimTokens` member of a value.
    DkimTokens,
    /// A `member` of the token list.
    Token,
    /// The `ResponseMetadata` element.
    ResponseMetadata,
    /// The `RequestId` element.
    RequestId,
    /// The `Error` element, or a field of it.
    Error,
    /// An element that the operation does not know.
    Unknown,
}

impl Part {
    /// The words that a message uses for this part.
    const fn words(self) -> &'static str {
        match self {
            Self::Document => "the document",
            Self::Result => "GetIdentityDkimAttributesResult",
            Self::DkimAttributes => "DkimAttributes",
            Self::Entry => "entry",
            Self::Key => "key",
            Self::Value => "value",
            Self::DkimEnabled => "DkimEnabled",
            Self::DkimVerificationStatus => "DkimVerificationStatus",
            Self::DkimTokens => "DkimTokens",
            Self::Token => "member",
            Self::ResponseMetadata => "ResponseMetadata",
            Self::RequestId => "RequestId",
            Self::Error => "Error",
            Self::Unknown => "an unknown element",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.words())
    }
}

/// What stands at the offset of an error.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Found {
    /// The end of the input.
    End,
    /// A character.
    Character(char),
    /// A byte that belongs to no character.
    Byte(u8),
}

impl Found {
    /// What stands at `offset` of `body`.
    fn at(body: &[u8], offset: usize) -> Self {
        let rest = body.get(offset..).unwrap_or_default();
        let Some(first) = rest.first() else {
            return Self::End;
        };
        let head = rest.get(..4).unwrap_or(rest);
        let chunk = head.utf8_chunks().next();
        match chunk.and_then(|chunk| chunk.valid().chars().next()) {
            Some(character) => Self::Character(character),
            None => Self::Byte(*first),
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::End => out.write_str("the end of the input"),
            Self::Character(character) => write!(out, "'{}'", character.escape_debug()),
            Self::Byte(byte) => write!(out, "the byte 0x{byte:02x}"),
        }
    }
}

/// Why a body could not be decoded: what, where in meaning, and where in bytes.
///
/// Small, `Copy` and free of borrowed text; [`explain`](Self::explain) adds line, column and a
/// quotation when the body is at hand.
///
/// ```
/// use ses_dkim_codec::{DecodeErrorKind, Reply};
///
/// let body = b"<ErrorResponse>\n<Error><Code>Throttling</Error></ErrorResponse>";
/// let error = Reply::decode(body).unwrap_err();
/// assert_eq!(error.kind(), DecodeErrorKind::MismatchedEnd);
/// assert_eq!(error.kind().code(), "mismatched-end");
/// assert_eq!(error.offset(), 39);
/// assert_eq!(error.line_column(body), (2, 24));
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct DecodeError {
    offset: usize,
    entry: u32,
    found: Found,
    kind: DecodeErrorKind,
    part: Part,
}

impl DecodeError {
    pub(crate) fn new(kind: DecodeErrorKind, body: &[u8], offset: usize) -> Self {
        let found = Found::at(body, offset);
        Self {
            offset,
            entry: 0,
            found,
            kind,
            part: Part::Document,
        }
    }

    /// The same error, met while `part` of the map's `entry` (from 1; 0 outside the map) was read.
    pub(crate) const fn within(self, part: Part, entry: u32) -> Self {
        Self {
            part,
            entry,
            ..self
        }
    }

    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// The byte of the body, from 0, at which it is wrong; for an element that is never closed,
    /// the first byte of its start tag.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// What stands at the offset.
    #[must_use]
    pub const fn found(&self) -> Found {
        self.found
    }

    /// The part of the meaning that was being read.
    #[must_use]
    pub const fn part(&self) -> Part {
        self.part
    }

    /// The entry of the map that was being read, counted from 1.
    #[must_use]
    pub fn entry(&self) -> Option<usize> {
        usize::try_from(self.entry).ok().filter(|entry| *entry > 0)
    }

    /// Line and column of the offset in the body it came from, both counted from 1, the column in
    /// characters; a line ends at LF, CR LF or CR (XML 1.0 §2.11).
    #[must_use]
    pub fn line_column(&self, body: &[u8]) -> (usize, usize) {
        let before = body.get(..self.offset).unwrap_or(body);
        let mut line: usize = 1;
        let mut start = 0;
        for (index, byte) in before.iter().enumerate() {
            let next = index.saturating_add(1);
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => body.get(next) != Some(&b'\n'),
                _ => false,
            };
            if ends_line {
                line = line.saturating_add(1);
                start = next;
            }
        }
        let text = before.get(start..).unwrap_or_default();
        let characters: usize = text
            .utf8_chunks()
            .map(|chunk| {
                chunk
                    .valid()
                    .chars()
                    .count()
                    .saturating_add(chunk.invalid().len())
            })
            .sum();
        (line, characters.saturating_add(1))
    }

    /// The error with line, column and what the body reads there, for a person.
    #[must_use]
    pub const fn explain<'body>(&self, body: &'body [u8]) -> Explanation<'body> {
        Explanation { error: *self, body }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.kind.what())?;
        write!(out, " in {}", self.part)?;
        if self.entry > 0 {
            write!(out, " of entry {}", self.entry)?;
        }
        write!(
            out,
            " at byte {}: expected {}",
            self.offset,
            self.kind.expected()
        )?;
        write!(out, ", found {}", self.found)
    }
}

impl core::error::Error for DecodeError {}

/// A [`DecodeError`] beside the body it came from: its `Display` adds line, column and a quotation
/// of at most 40 characters.
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'body> {
    error: DecodeError,
    body: &'body [u8],
}

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.error.line_column(self.body);
        write!(out, "line {line}, column {column}: {}", self.error)?;
        match self.body.get(self.error.offset..) {
            Some(rest) if !rest.is_empty() => {
                out.write_str("; the body reads ")?;
                quote(out, rest)
            }
            Some(_) | None => Ok(()),
        }
    }
}
