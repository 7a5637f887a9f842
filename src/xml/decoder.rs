//! The reader with a sense of place: elements and texts, and errors that say what they belong to.

use alloc::borrow::Cow;

use super::reader::{Element, Reader};
use crate::error::{DecodeError, DecodeErrorKind, Part};
use crate::text::trim;

/// The reader, and what part of the meaning it is in.
pub(super) struct Decoder<'body> {
    reader: Reader<'body>,
    part: Part,
    entry: u32,
}

impl<'body> Decoder<'body> {
    pub(super) fn new(body: &'body [u8]) -> Result<(Self, Element<'body>), DecodeError> {
        let (reader, root) = Reader::new(body)?;
        Ok((Self { reader, part: Part::Document, entry: 0 }, root))
    }

    /// The next element in the open one, which is `part`.
    pub(super) fn child(&mut self, part: Part) -> Result<Option<Element<'body>>, DecodeError> {
        self.part = part;
        self.reader.child().map_err(|error| self.here(error))
    }

    /// The text of the open element, which is `part`.
    pub(super) fn text(&mut self, part: Part) -> Result<Cow<'body, str>, DecodeError> {
        self.part = part;
        self.reader.text().map_err(|error| self.here(error))
    }

    /// Reads over the open element.
    pub(super) fn skip(&mut self) -> Result<(), DecodeError> {
        self.part = Part::Unknown;
        self.reader.skip().map_err(|error| self.here(error))
    }

    /// Reads what follows the root element.
    pub(super) fn finish(&mut self) -> Result<(), DecodeError> {
        self.entry = 0;
        self.part = Part::Document;
        self.reader.finish().map_err(|error| self.here(error))
    }

    /// The text of a field that leading and trailing white space does not belong to.
    pub(super) fn trimmed(&mut self, part: Part) -> Result<Cow<'body, str>, DecodeError> {
        self.text(part).map(trim)
    }

    pub(super) fn here(&self, error: DecodeError) -> DecodeError {
        error.within(self.part, self.entry)
    }

    /// The element of this part stands for the second time.
    pub(super) fn duplicate(&self, element: Element<'_>, part: Part) -> DecodeError {
        let error = self.reader.error_at(DecodeErrorKind::DuplicateElement, element.offset);
        error.within(part, self.entry)
    }

    /// The element that just ended lacks one of this part.
    pub(super) fn missing(&self, part: Part) -> DecodeError {
        let offset = self.reader.tag_offset();
        self.reader.error_at(DecodeErrorKind::MissingElement, offset).within(part, self.entry)
    }

    /// An error of this kind at an offset of the body, in the part that is being read.
    pub(super) fn error_at(&self, kind: DecodeErrorKind, offset: usize) -> DecodeError {
        self.here(self.reader.error_at(kind, offset))
    }

    /// Where the reader stands in the body.
    pub(super) const fn offset(&self) -> usize {
        self.reader.offset()
    }

    /// Tells the entry, counted from 1, that what follows belongs to.
    pub(super) fn enter(&mut self, entry: usize) {
        self.entry = u32::try_from(entry).unwrap_or(u32::MAX);
    }

    /// Tells that what follows belongs to no entry.
    pub(super) const fn leave(&mut self) {
        self.entry = 0;
    }
}
