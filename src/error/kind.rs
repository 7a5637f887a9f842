//! The kinds of fault of an XML document, each with its code and its words.

use super::kinds;

kinds! {
    /// What is wrong with a document: first the rules of XML 1.0, then those of the operation.
    DecodeErrorKind {
        /// The document holds no element at all.
        MissingRoot = "missing-root", "no element", "a document of one element";
        /// A byte sequence that is no UTF-8.
        InvalidUtf8 = "invalid-utf8", "bytes that are not UTF-8", "a document in UTF-8";
        /// A character that XML 1.0 §2.2 excludes, or one that a US-ASCII document cannot hold.
        InvalidCharacter = "invalid-character", "a character that the document may not hold", "one of XML 1.0 and of the encoding that it declares";
        /// The declaration names an encoding other than UTF-8 and US-ASCII.
        UnsupportedEncoding = "unsupported-encoding", "another encoding declared", "UTF-8 or US-ASCII";
        /// The declaration names a version other than 1.0.
        UnsupportedVersion = "unsupported-version", "another version declared", "version 1.0";
        /// The XML declaration breaks XML 1.0 §2.8.
        MalformedDeclaration = "malformed-declaration", "a malformed XML declaration", "version, encoding, standalone, in this order and quoted";
        /// An XML declaration that does not stand at the beginning, where only a byte order mark may precede it.
        MisplacedDeclaration = "misplaced-declaration", "an XML declaration inside the document", "the declaration at the beginning or not at all";
        /// A document type declaration; nothing in it is read.
        Doctype = "doctype", "a document type declaration", "a document without one";
        /// The input ends inside a tag, comment, section, instruction or reference.
        UnexpectedEnd = "unexpected-end", "markup that is cut off", "the rest of it";
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
        UnexpectedRoot = "unexpected-root", "the root element of another document", "the document that was asked for";
        /// The document is a service error where a success was asked for.
        ServiceError = "service-error", "the document of a service error", "GetIdentityDkimAttributesResponse (`Reply::decode` reads both)";
        /// A required element is not there.
        MissingElement = "missing-element", "no such element", "one";
        /// An element that may stand once stands twice.
        DuplicateElement = "duplicate-element", "the element for the second time", "it once";
        /// An element inside a text field.
        ElementInText = "element-in-text", "an element inside a text field", "text";
        /// A boolean that is neither `true` nor `false`.
        InvalidBoolean = "invalid-boolean", "another text than a boolean", "exactly `true` or `false`";
    }
}
