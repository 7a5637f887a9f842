//! The document around the root element: prolog and epilog.

use super::{Lookahead, OpenElements, Reader, State};
use crate::xml::error::{XmlError, XmlErrorKind};
use crate::xml::grammar;
use crate::xml::source::Source;

impl<'body> Reader<'body> {
    /// A reader before the XML declaration.
    pub(crate) fn new(body: &'body [u8]) -> Self {
        let (source, rest) = Source::new(body);
        Self {
            source,
            rest,
            open: OpenElements::new(),
            state: State::InContent,
            tag: rest.len(),
            special: Lookahead::UNKNOWN,
            carriage_return: Lookahead::UNKNOWN,
        }
    }

    /// Reads the XML declaration, if there is one.
    // document ::= prolog element Misc*
    // prolog ::= XMLDecl? Misc* (doctypedecl Misc*)?
    pub(crate) fn prolog(&mut self) -> Result<(), XmlError> {
        if !grammar::begins_declaration(self.rest) {
            return Ok(());
        }
        // A well-formed declaration consists of legal characters. If it is malformed, the characters
        // are checked and it is parsed again: an illegal character is then the error.
        if grammar::xml_declaration(self.rest).is_err() {
            self.begin_ordinary_step();
        }
        let declaration = self.take(grammar::xml_declaration(self.rest))?;
        if declaration.ascii {
            self.begin_ordinary_step();
            self.rest = self.source.restrict_to_ascii(self.rest);
            self.tag = self.rest.len();
        }
        Ok(())
    }

    /// Reads up to the root element and its start tag; returns its local name.
    pub(crate) fn root(&mut self) -> Result<&'body str, XmlError> {
        self.begin_ordinary_step();
        self.misc()?;
        if self.rest.is_empty() {
            // A character before the root is an error of its own, even if it is cut.
            self.source.finish()?;
            return Err(self.error(XmlErrorKind::MissingRoot, ""));
        }
        if !self.rest.starts_with('<') {
            return Err(self.error(XmlErrorKind::TextOutsideRoot, self.rest));
        }
        self.start()
    }

    /// Reads what follows the root element.
    pub(crate) fn finish(&mut self) -> Result<(), XmlError> {
        self.begin_ordinary_step();
        self.misc()?;
        match self.rest.as_bytes() {
            [] => self.source.finish(),
            [b'<'] => Err(self.error(XmlErrorKind::UnexpectedEnd, "")),
            [b'<', ..] => Err(self.error(XmlErrorKind::ElementAfterRoot, self.rest)),
            [..] => Err(self.error(XmlErrorKind::TextOutsideRoot, self.rest)),
        }
    }

    // Misc ::= Comment | PI | S
    fn misc(&mut self) -> Result<(), XmlError> {
        loop {
            self.take(grammar::white_space(self.rest))?;
            if self.rest.starts_with("<?") {
                self.instruction()?;
            } else if self.rest.starts_with("<!DOCTYPE") {
                return Err(self.error(XmlErrorKind::Doctype, self.rest));
            } else if self.rest.starts_with("<![") {
                return Err(self.error(XmlErrorKind::TextOutsideRoot, self.rest));
            } else if self.rest.starts_with("<!") {
                self.take(grammar::comment(self.rest))?;
            } else if self.rest == "</" {
                return Err(self.error(XmlErrorKind::UnexpectedEnd, ""));
            } else if self.rest.starts_with("</") {
                return Err(self.error(XmlErrorKind::MismatchedEnd, self.rest));
            } else {
                return Ok(());
            }
        }
    }
}
