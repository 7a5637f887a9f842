//! Attributes.

use super::characters::check;
use super::{Parser, Read, Refusal, malformed, references};
use crate::seed::Fault;

type Attribute = (String, String);

impl<'a> Parser<'a> {
    /// Reads the attributes of a tag to its end. Returns whether it is self-closed.
    pub(super) fn attributes(&mut self, attributes: &mut Vec<Attribute>) -> Read<bool> {
        if self.seed.is(Fault::GreaterThanEndsEveryTag) {
            let inside = self.until(">")?;
            return Ok(inside.ends_with('/'));
        }
        loop {
            let spaced = self.space();
            if self.eat(">") {
                return Ok(false);
            }
            if self.eat("/>") {
                return Ok(true);
            }
            if self.skips_junk() {
                continue;
            }
            match self.rest().chars().next() {
                None => return Err(Refusal::EndInMarkup),
                Some('/') if self.rest().len() == 1 => return Err(Refusal::EndInMarkup),
                Some(_) if !spaced && !self.needs_no_space(attributes) => {
                    return malformed("malformed-tag");
                }
                Some(_) => {}
            }
            let attribute = self.attribute()?;
            self.check_unique(attributes, &attribute.0)?;
            attributes.push(attribute);
        }
    }

    /// Skips what a lenient reader skips.
    fn skips_junk(&mut self) -> bool {
        let next = self.rest().chars().next();
        let skipped = match next {
            Some('/') => self.seed.is(Fault::SlashesInTagsAreSkipped),
            Some('"') => self.seed.is(Fault::QuotesInTagsAreSkipped),
            Some(next) if !next.is_alphanumeric() && !"=&<>:_".contains(next) => {
                self.seed.is(Fault::NamesMayEndAnywhere)
            }
            _ => false,
        };
        if skipped {
            self.at += next.map_or(0, char::len_utf8);
            let quoted = next == Some('"');
            if quoted {
                self.at += self.rest().find('"').map_or(0, |at| at + 1);
            }
        }
        skipped
    }

    fn needs_no_space(&self, attributes: &[Attribute]) -> bool {
        !attributes.is_empty() && self.seed.is(Fault::AttributesNeedNoSpace)
    }

    fn attribute(&mut self) -> Read<Attribute> {
        let name = self.name("malformed-tag")?.to_owned();
        if self.space() && self.seed.is(Fault::SpaceAroundEqualsIsRefused) {
            return malformed("malformed-attribute");
        }
        if !self.eat("=") {
            if self.rest().is_empty() {
                return Err(Refusal::EndInMarkup);
            }
            let valueless = self.seed.is(Fault::AttributesNeedNoValue);
            return if valueless {
                Ok((name, String::new()))
            } else {
                malformed("malformed-attribute")
            };
        }
        if self.rest().starts_with('=') && self.seed.is(Fault::AttributesMayHaveTwoEquals) {
            self.at += 1;
        }
        self.space();
        let value = match self.rest().chars().next() {
            Some(quote @ ('"' | '\'')) => {
                self.at += 1;
                self.until(if quote == '"' { "\"" } else { "'" })?
            }
            None => return Err(Refusal::EndInMarkup),
            Some(_) if self.seed.is(Fault::AttributesNeedNoQuotes) => self.unquoted(),
            Some(_) => return malformed("malformed-attribute"),
        };
        self.check_value(value)?;
        Ok((name, value.to_owned()))
    }

    fn unquoted(&mut self) -> &'a str {
        let rest = self.rest();
        let value = &rest[..rest.find(['>', ' ', '/']).unwrap_or(rest.len())];
        self.at += value.len();
        value
    }

    fn check_value(&self, value: &str) -> Read {
        check(self.seed, value, Fault::ControlsInAttributesAreRead)?;
        if value.contains('<') && !self.seed.is(Fault::LessThanInAttributesIsRead) {
            return malformed("less-than-in-attribute");
        }
        let mut rest = value;
        while let Some(at) = rest.find('&') {
            let found = references::reference(self.seed, &rest[at..], false);
            let length = match found {
                Ok((_, length)) => length,
                Err(Refusal::Malformed("malformed-reference"))
                    if self.seed.is(Fault::AmpersandInAttributesIsRead) =>
                {
                    1
                }
                Err(_) if self.seed.is(Fault::EntitiesInAttributesAreNotChecked) => 1,
                Err(refusal) => return Err(refusal),
            };
            rest = &rest[at + length..];
        }
        Ok(())
    }

    fn check_unique(&self, attributes: &[Attribute], name: &str) -> Read {
        let local = |name: &str| name.rsplit(':').next().map(ToOwned::to_owned);
        let compared = if self.seed.is(Fault::NeighboursAreCompared) {
            &attributes[attributes.len().saturating_sub(1)..]
        } else {
            attributes
        };
        let repeated = compared.iter().any(|(other, _)| {
            other == name
                || !name.starts_with("xmlns")
                    && self.seed.is(Fault::AttributesAreComparedByLocalName)
                    && local(other) == local(name)
        });
        let read = name == "xmlns" && self.seed.is(Fault::RepeatedNamespacesAreRead)
            || self.seed.is(Fault::RepeatedAttributesAreRead);
        if repeated && !read { malformed("duplicate-attribute") } else { Ok(()) }
    }
}
