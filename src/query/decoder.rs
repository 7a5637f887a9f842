//! Reads a document by its schema: members of structures, items of lists and maps, text fields.
//!
//! Every fault has the element and the entry in which it occurred.

use alloc::borrow::Cow;

use super::error::{DecodeErrorKind, Fault, Location};
use crate::xml::{Child, Name, Names, Reader, TextBuilder, XmlError};

/// The reader, and the entry of a map that it is in.
pub(crate) struct Decoder<'body> {
    reader: Reader<'body>,
    /// The entry of the map, from 1; 0 outside the map.
    entry: usize,
}

/// The root element of a document.
pub(crate) enum Root<'body> {
    Expected,
    /// A root element with this other local name.
    Other(&'body str),
}

impl<'body> Decoder<'body> {
    pub(crate) fn new(body: &'body [u8]) -> Self {
        Self { reader: Reader::new(body), entry: 0 }
    }

    /// Enters the root element. `start_tag` is the start tag of `expected` as the service writes it.
    pub(crate) fn root(
        &mut self,
        expected: &'static Name,
        start_tag: &str,
    ) -> Result<Root<'body>, Fault> {
        self.reader.prolog()?;
        if self.reader.literal_root(expected, start_tag) {
            return Ok(Root::Expected);
        }
        let local = self.reader.root()?;
        Ok(if local == expected.local { Root::Expected } else { Root::Other(local) })
    }

    /// The next member of the structure `parent`; `None` at its end. Unknown members and text
    /// between members are skipped.
    #[inline(always)]
    pub(crate) fn member<N: Names>(&mut self, parent: &'static Name) -> Result<Option<N>, Fault> {
        match self.reader.literal_child(parent) {
            Some(member) => Ok(member),
            None => self.ordinary_member(parent),
        }
    }

    #[inline(never)]
    fn ordinary_member<N: Names>(&mut self, parent: &'static Name) -> Result<Option<N>, Fault> {
        loop {
            match self.reader.child() {
                Ok(None) => return Ok(None),
                Ok(Some(Child::Known(member))) => return Ok(Some(member)),
                Ok(Some(Child::Other)) => self.skip()?,
                Err(error) => return Err(self.in_element(parent, error)),
            }
        }
    }

    /// The next item of the list or map `parent`; `None` at its end. Any other element, and any text
    /// other than white space, is an error: skipping it could lose data.
    #[inline(always)]
    pub(crate) fn item<N: Names>(
        &mut self,
        parent: &'static Name,
        item: N,
    ) -> Result<Option<N>, Fault> {
        match self.reader.literal_child(parent) {
            Some(item) => Ok(item),
            None => self.ordinary_item(parent, item.name()),
        }
    }

    #[inline(never)]
    fn ordinary_item<N: Names>(
        &mut self,
        parent: &'static Name,
        item: &'static Name,
    ) -> Result<Option<N>, Fault> {
        let mut text = None;
        let child = self.reader.child_noting_text(&mut text);
        if let Some(offset) = text {
            let fault = self.fault(DecodeErrorKind::UnexpectedText, offset, parent);
            return Err(fault.expecting(item.local));
        }
        match child {
            Ok(None) => Ok(None),
            Ok(Some(Child::Known(item))) => Ok(Some(item)),
            Ok(Some(Child::Other)) => {
                let (kind, offset) = (DecodeErrorKind::UnexpectedElement, self.reader.tag_offset());
                Err(self.fault(kind, offset, parent).expecting(item.local))
            }
            Err(error) => Err(self.in_element(parent, error)),
        }
    }

    /// The text of the open element, to its end; an element inside is an error.
    #[inline(always)]
    pub(crate) fn text(&mut self, element: &'static Name) -> Result<Cow<'body, str>, Fault> {
        match self.reader.literal_text(element) {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.ordinary_text(element),
        }
    }

    /// Like [`text`](Self::text), for a text that usually has `LEN` bytes.
    #[inline(always)]
    pub(crate) fn text_of_len<const LEN: usize>(
        &mut self,
        element: &'static Name,
    ) -> Result<Cow<'body, str>, Fault> {
        match self.reader.literal_text_of_len::<LEN>(element) {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.text(element),
        }
    }

    #[inline(never)]
    fn ordinary_text(&mut self, element: &'static Name) -> Result<Cow<'body, str>, Fault> {
        let mut text = TextBuilder::default();
        let read = self.reader.text(&mut text);
        if let Some(offset) = text.element() {
            return Err(self.fault(DecodeErrorKind::ElementInText, offset, element));
        }
        read.map_err(|error| self.in_element(element, error))?;
        Ok(text.finish())
    }

    /// The text of the open element and of the elements inside, in document order. If there are
    /// elements inside, the fault is returned too: some callers treat it as an error.
    pub(crate) fn text_with_markup(
        &mut self,
        element: &'static Name,
    ) -> Result<(Cow<'body, str>, Option<Fault>), Fault> {
        if let Some(text) = self.reader.literal_text(element) {
            return Ok((Cow::Borrowed(text), None));
        }
        let mut text = TextBuilder::default();
        let read = self.reader.text(&mut text);
        read.map_err(|error| self.in_element(element, error))?;
        let inside = text.element();
        let fault =
            inside.map(|offset| self.fault(DecodeErrorKind::ElementInText, offset, element));
        Ok((text.finish(), fault))
    }

    /// The meaning of the text of the open element. If the text is not literally one of `words`,
    /// the result is `None` and the text is not consumed.
    #[inline(always)]
    pub(crate) fn literal_word<T, const N: usize>(
        &mut self,
        element: &'static Name,
        words: [(&'static str, T); N],
    ) -> Option<T> {
        self.reader.literal_word(element, words)
    }

    /// Consumes the next member if it is literally this empty-element tag; returns whether it is.
    #[inline(always)]
    pub(crate) fn literal_empty(&mut self, empty_tag: &str) -> bool {
        self.reader.literal_empty(empty_tag)
    }

    /// The boolean in the open element: exactly `true` or `false`.
    #[inline(always)]
    pub(crate) fn boolean(&mut self, element: &'static Name) -> Result<bool, Fault> {
        if let Some(boolean) = self.literal_word(element, [("true", true), ("false", false)]) {
            return Ok(boolean);
        }
        let offset = self.reader.offset();
        match &*self.text(element)? {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.fault(DecodeErrorKind::InvalidBoolean, offset, element)),
        }
    }

    /// Skips the open element.
    pub(crate) fn skip(&mut self) -> Result<(), Fault> {
        let skipped = self.reader.skip();
        skipped.map_err(|error| self.at(Location::UnknownElement, error.into()))
    }

    /// Skips to the end of every open element except the root.
    pub(crate) fn leave_to_root(&mut self) -> Result<(), Fault> {
        self.entry = 0;
        let left = self.reader.leave_to(1);
        left.map_err(|error| self.at(Location::UnknownElement, error.into()))
    }

    /// Reads what follows the root element.
    pub(crate) fn finish(&mut self) -> Result<(), Fault> {
        self.entry = 0;
        Ok(self.reader.finish()?)
    }

    /// Checks that the element that has just begun is the first with its name.
    #[inline(always)]
    pub(crate) fn check_first(&self, is_first: bool, element: &'static Name) -> Result<(), Fault> {
        if is_first {
            return Ok(());
        }
        Err(self.fault(DecodeErrorKind::DuplicateElement, self.reader.tag_offset(), element))
    }

    /// The fault for an element that is missing from the one that has just ended.
    pub(crate) fn missing(&self, element: &'static Name) -> Fault {
        let fault = self.fault(DecodeErrorKind::MissingElement, self.reader.tag_offset(), element);
        fault.expecting(element.local)
    }

    /// Enters an entry of the map, counted from 1. An `entry` of 0 leaves the map.
    pub(crate) const fn enter_entry(&mut self, entry: usize) {
        self.entry = entry;
    }

    /// How many bytes are left to read.
    pub(crate) const fn left(&self) -> usize {
        self.reader.left()
    }

    /// The offset of the last tag.
    pub(crate) const fn tag_offset(&self) -> usize {
        self.reader.tag_offset()
    }

    /// The fault for an error of the reader in `element`. In the root element it is located in the
    /// document.
    #[cold]
    fn in_element(&self, element: &'static Name, error: XmlError) -> Fault {
        let is_root = self.reader.depth() <= 1;
        let location = if is_root { Location::Document } else { Location::Element(element.local) };
        self.at(location, error.into())
    }

    #[cold]
    fn fault(&self, kind: DecodeErrorKind, offset: usize, element: &'static Name) -> Fault {
        self.at(Location::Element(element.local), Fault::new(kind, offset))
    }

    const fn at(&self, location: Location, fault: Fault) -> Fault {
        Fault { location, entry: self.entry, ..fault }
    }
}
