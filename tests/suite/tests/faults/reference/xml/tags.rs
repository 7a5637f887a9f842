//! Start and end tags.

use super::{Element, MAX_DEPTH, Parser, Read, Refusal, malformed};
use crate::seed::Fault;

impl Parser<'_> {
    pub(super) fn start_tag(&mut self) -> Read {
        let start = self.at;
        self.at += 1;
        if self.root.is_some() {
            if self.rest().is_empty() && !self.seed.is(Fault::LoneLessThanAfterTheRootIsIgnored) {
                return Err(Refusal::EndInMarkup);
            }
            if !self.rest().is_empty() && !self.seed.is(Fault::SecondRootIsIgnored) {
                return malformed("element-after-root");
            }
            self.at = self.text.len();
            return Ok(());
        }
        self.unusual_name();
        if self.seed.is(Fault::TagsNeedNoName) && self.rest().starts_with('>') {
            self.at += 1;
            return Ok(());
        }
        let mut element =
            Element { name: self.name("malformed-tag")?.to_owned(), ..Element::default() };
        element.is_self_closed = self.attributes(&mut element.attributes)?;
        element.tag = self.text[start..self.at].to_owned();
        if element.tag.contains([' ', '\n', '\t']) && !element.tag.contains('=') {
            let closed = element.is_self_closed;
            if closed && self.seed.is(Fault::SelfClosedTagsHaveNoSpace)
                || !closed && self.seed.is(Fault::SpaceInTagsIsRefused)
            {
                return malformed("malformed-tag");
            }
        }
        self.open_element(element)
    }

    fn unusual_name(&mut self) {
        if self.rest().starts_with(' ') && self.seed.is(Fault::NamesMayFollowSpace) {
            self.space();
        }
    }

    fn open_element(&mut self, element: Element) -> Read {
        self.counts[0] += 1;
        let depth = if self.seed.is(Fault::ClosedElementsCountAsDepth) {
            self.counts[0]
        } else {
            self.open.len()
        };
        let limit = if self.seed.is(Fault::DepthIsLimitedTo32) { 32 } else { MAX_DEPTH };
        if depth > 900 && self.seed.is(Fault::ReadingRecurses) {
            return Err(Refusal::Crash);
        }
        if depth >= limit
            && !self.seed.is(Fault::ReadingRecurses)
            && !self.seed.is(Fault::DepthHasNoLimit)
            || self.counts[0] > 500 && self.seed.is(Fault::ElementsAreLimitedTo500)
            || element.attributes.len() > 150 && self.seed.is(Fault::AttributesAreLimitedTo150)
        {
            return malformed("too-deep");
        }
        let is_root = self.open.is_empty();
        let closed = element.is_self_closed;
        if is_root && closed && self.seed.is(Fault::SelfClosedRootIsRefused) {
            return malformed("malformed-tag");
        }
        let name = element.name.clone();
        let known = ["Error", "Errors", "ResponseMetadata", "RequestId", "RequestID"];
        let unknown = self.open.len() == 1 && !name.ends_with("Result") && !known.contains(&&*name);
        self.open.push(element);
        if closed {
            self.close();
        } else if unknown && self.seed.is(Fault::UnknownElementsAreNotRead) {
            self.until(&format!("</{name}>"))?;
            self.close();
        }
        Ok(())
    }

    /// Closes the elements up to the one with this name, if there is one.
    fn end_tag_of_html(&mut self, name: &str) -> Read {
        self.until(">")?;
        let at = self.open.iter().rposition(|open| open.name == name);
        while at.is_some_and(|at| self.open.len() > at) {
            self.close();
        }
        Ok(())
    }

    pub(super) fn end_tag(&mut self) -> Read {
        self.at += 2;
        let Some(open) = self.open.last() else {
            if self.seed.is(Fault::EndTagsAfterTheRootAreIgnored) {
                self.until(">")?;
                return Ok(());
            }
            return malformed("mismatched-end");
        };
        let expected = open.name.clone();
        let name = self.name("malformed-tag")?;
        let local = |name: &str| name.rsplit(':').next().map(ToOwned::to_owned);
        let matches = name == expected
            || name.eq_ignore_ascii_case(&expected) && self.seed.is(Fault::EndTagsIgnoreCase)
            || name.starts_with(&expected) && self.seed.is(Fault::EndTagsAreAPrefix)
            || local(name) == local(&expected)
                && self.seed.is(Fault::EndTagsAreComparedByLocalName)
            || self.seed.is(Fault::EndTagsAreNotCompared);
        if !matches {
            if self.seed.is(Fault::EndTagsAreReadAsInHtml) {
                return self.end_tag_of_html(name);
            }
            return malformed("mismatched-end");
        }
        if self.space() && self.seed.is(Fault::SpaceInTagsIsRefused) {
            return malformed("malformed-tag");
        }
        if !self.eat(">") {
            if self.rest().is_empty() {
                return Err(Refusal::EndInMarkup);
            }
            if !self.seed.is(Fault::EndTagsMayHaveAttributes) {
                return malformed("malformed-tag");
            }
            self.until(">")?;
        }
        self.close();
        Ok(())
    }
}
