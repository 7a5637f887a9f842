//! The document around the root element: prolog and epilog.

use alloc::vec::Vec;

use super::{Ahead, Element, Reader};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::xml::characters::Characters;
use crate::xml::grammar;

impl<'body> Reader<'body> {
    /// Reads up to the start tag of the root element.
    // document ::= prolog element Misc*
    // prolog ::= XMLDecl? Misc* (doctypedecl Misc*)?
    pub(in crate::xml) fn new(body: &'body [u8]) -> Result<(Self, Element<'body>), DecodeError> {
        let characters = Characters::new(body);
        let text = characters.text;
        let open = Vec::with_capacity(8);
        let mut reader = Self {
            characters,
            rest: text,
            open,
            empty: false,
            tag: text,
            special: Ahead::UNKNOWN,
            carriage_return: Ahead::UNKNOWN,
        };
        if grammar::begins_declaration(text) {
            let declaration = reader.take(grammar::xml_declaration(text))?;
            if declaration.ascii {
                reader.rest = reader.characters.restrict_to_ascii(reader.rest);
            }
        }
        reader.misc()?;
        if reader.rest.is_empty() {
            return Err(reader.error(DecodeErrorKind::MissingRoot, ""));
        }
        if !reader.rest.starts_with('<') {
            return Err(reader.error(DecodeErrorKind::TextOutsideRoot, reader.rest));
        }
        let root = reader.start()?;
        Ok((reader, root))
    }

    /// Reads what follows the root element.
    pub(in crate::xml) fn finish(&mut self) -> Result<(), DecodeError> {
        self.misc()?;
        match self.rest.as_bytes().first() {
            None => self.characters.end(),
            Some(b'<') if self.rest.len() == 1 => {
                Err(self.error(DecodeErrorKind::UnexpectedEnd, ""))
            }
            Some(b'<') => Err(self.error(DecodeErrorKind::ElementAfterRoot, self.rest)),
            Some(_) => Err(self.error(DecodeErrorKind::TextOutsideRoot, self.rest)),
        }
    }

    // Misc ::= Comment | PI | S
    fn misc(&mut self) -> Result<(), DecodeError> {
        loop {
            self.take(grammar::white_space(self.rest))?;
            if self.rest.starts_with("<?") {
                self.instruction()?;
            } else if self.rest.starts_with("<!DOCTYPE") {
                return Err(self.error(DecodeErrorKind::Doctype, self.rest));
            } else if self.rest.starts_with("<![") {
                return Err(self.error(DecodeErrorKind::TextOutsideRoot, self.rest));
            } else if self.rest.starts_with("<!") {
                self.take(grammar::comment(self.rest))?;
            } else if self.rest == "</" {
                return Err(self.error(DecodeErrorKind::UnexpectedEnd, ""));
            } else if self.rest.starts_with("</") {
                return Err(self.error(DecodeErrorKind::MismatchedEnd, self.rest));
            } else {
                return Ok(());
            }
        }
    }
}
