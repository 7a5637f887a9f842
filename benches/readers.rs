//! Everything that reads or writes a document: this crate, other libraries, and two floors.

mod aws_smithy_xml;
mod errors;
mod forms;
mod instant_xml;
mod own;
mod quick_xml_events;
mod quick_xml_serde;
mod roxmltree;
mod tokens;
mod xml_rs;

use std::hint::black_box;

use crate::documents::{Content, Digest, Document};

/// A way to read a response into the value that a caller would keep.
trait Read {
    type Value<'body>;

    /// Reads the body. `None` if the reader refuses it.
    fn read(body: &[u8]) -> Option<Self::Value<'_>>;

    /// The summary of a value.
    fn digest(value: &Self::Value<'_>) -> Digest;
}

/// A reader or a writer of any type, so that they can be in one list.
pub struct Reader {
    pub name: &'static str,
    /// Reads a document a number of times and drops each value.
    pub repeat: fn(&Document, usize),
    answers: fn(&Document) -> bool,
}

impl Reader {
    const fn of<R: Read>(name: &'static str) -> Self {
        Self {
            name,
            repeat: |document, times| {
                for _ in 0..times {
                    drop(black_box(R::read(black_box(&document.body))));
                }
            },
            answers: |document| {
                R::read(&document.body).is_some_and(|value| match document.content {
                    Content::Reply(digest) => R::digest(&value) == digest,
                    Content::Identities(_) => false,
                })
            },
        }
    }

    /// Whether it can read or write this document.
    ///
    /// # Panics
    ///
    /// If the answer is wrong, or is right although it is listed in [`UNABLE`].
    fn reads(&self, document: &Document) -> bool {
        let is_able = !UNABLE.contains(&(self.name, &document.name));
        let answers = (self.answers)(document);
        assert_eq!(answers, is_able, "{} reads {}", self.name, document.name);
        is_able
    }
}

/// The readers that can read this document. Their answers are checked.
pub fn readers_of(document: &Document) -> Vec<Reader> {
    let readers = all_readers_of(document).into_iter();
    readers.filter(|reader| reader.reads(document)).collect()
}

/// The writers that can write this document. Their answers are checked.
pub fn writers_of(document: &Document) -> Vec<Reader> {
    let writers = all_writers_of(document).into_iter();
    writers.filter(|writer| writer.reads(document)).collect()
}

/// The reader or writer with this name. Its answer is not checked.
pub fn named(document: &Document, name: &str) -> Reader {
    let readers = all_readers_of(document).into_iter();
    let mut all = readers.chain(all_writers_of(document));
    all.find(|reader| reader.name == name).unwrap()
}

fn all_readers_of(document: &Document) -> Vec<Reader> {
    if matches!(document.content, Content::Identities(_)) {
        forms::READERS.into()
    } else if document.name.ends_with("-error") {
        ERROR_READERS.into()
    } else if document.name == "verify-domain-dkim" {
        [Reader::of::<tokens::DecodeTokens>("decode"), TOKENS_EVENTS].into()
    } else if document.name == "set-identity-dkim-enabled" {
        [Reader::of::<tokens::DecodeNothing>("decode"), TOKENS_EVENTS].into()
    } else {
        READERS.into()
    }
}

fn all_writers_of(document: &Document) -> Vec<Reader> {
    match document.content {
        Content::Identities(_) => forms::WRITERS.into(),
        Content::Reply(_) => Vec::new(),
    }
}

/// Readers with a known wrong answer: `aws-smithy-xml` loses text after a comment and in a CDATA
/// section. `instant-xml` loses text after a comment and refuses processing instructions.
const UNABLE: [(&str, &str); 2] =
    [("aws-smithy-xml", "100-disguised"), ("instant-xml", "100-disguised")];

/// This crate first. The floors pass over the bytes once and read nothing.
const READERS: [Reader; 9] = [
    Reader::of::<own::Decode>("decode"),
    MEMCHR,
    UTF8,
    Reader::of::<quick_xml_events::Events>("quick-xml-events"),
    Reader::of::<quick_xml_serde::Serde>("quick-xml-serde"),
    Reader::of::<instant_xml::Typed>("instant-xml"),
    Reader::of::<aws_smithy_xml::Smithy>("aws-smithy-xml"),
    Reader::of::<roxmltree::Tree>("roxmltree"),
    Reader::of::<xml_rs::Events>("xml-rs"),
];

const ERROR_READERS: [Reader; 8] = [
    Reader::of::<errors::Decode>("decode"),
    MEMCHR,
    UTF8,
    Reader::of::<errors::Events>("quick-xml-events"),
    Reader::of::<quick_xml_serde::Errors>("quick-xml-serde"),
    Reader::of::<instant_xml::Errors>("instant-xml"),
    Reader::of::<errors::Smithy>("aws-smithy-xml"),
    Reader::of::<errors::Tree>("roxmltree"),
];

const TOKENS_EVENTS: Reader = Reader::of::<tokens::Events>("quick-xml-events");

/// Finds each tag and adds up the offsets. `Memchr::count` would only count them, without finding
/// each one.
const MEMCHR: Reader = Reader {
    name: "memchr-lt",
    repeat: |document, times| repeat_floor(document, times, sum_of_places),
    answers: |document| {
        let bytes = document.body.iter().enumerate();
        let places = bytes.filter(|(_, byte)| **byte == b'<').map(|(place, _)| place);
        sum_of_places(&document.body) == places.sum::<usize>()
    },
};

/// Only checks the encoding.
const UTF8: Reader = Reader {
    name: "utf8",
    repeat: |document, times| repeat_floor(document, times, length_of_text),
    answers: |document| length_of_text(&document.body) == document.body.len(),
};

fn repeat_floor(document: &Document, times: usize, floor: fn(&[u8]) -> usize) {
    for _ in 0..times {
        black_box(floor(black_box(&document.body)));
    }
}

fn sum_of_places(body: &[u8]) -> usize {
    memchr::memchr_iter(b'<', body).sum()
}

fn length_of_text(body: &[u8]) -> usize {
    std::str::from_utf8(body).map_or(0, str::len)
}
