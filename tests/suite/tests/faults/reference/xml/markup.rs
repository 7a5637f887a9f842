//! Comments, instructions, sections, and declarations that are refused.

use super::characters::{check, with_line_feeds};
use super::{Child, Parser, Piece, Read, Refusal, malformed};
use crate::seed::Fault;

impl<'a> Parser<'a> {
    /// Reads markup that starts with `<!`.
    pub(super) fn declared(&mut self) -> Read {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            return self.comment();
        }
        let section = rest.get(..9).unwrap_or_default();
        let is_section = section == "<![CDATA["
            || section.eq_ignore_ascii_case("<![CDATA[") && self.seed.is(Fault::CdataIgnoresCase);
        if is_section && !self.open.is_empty() {
            return self.section();
        }
        if "<!--".starts_with(rest) || "<![CDATA[".starts_with(rest) {
            return Err(Refusal::EndInMarkup);
        }
        if !self.open.is_empty() && self.seed.is(Fault::DeclarationsInContentAreSkipped) {
            self.until(">")?;
            return Ok(());
        }
        if rest.starts_with("<!DOCTYPE") && self.root.is_none() && self.open.is_empty() {
            return self.doctype();
        }
        malformed("malformed-markup")
    }

    fn doctype(&mut self) -> Read {
        let skipped = self.seed.is(Fault::DoctypeIsSkipped);
        let expanded = self.seed.is(Fault::EntitiesAreExpanded);
        let external = self.seed.is(Fault::ExternalEntitiesAreRead);
        let rest = self.rest();
        let subset = rest.find('[').filter(|at| rest.find('>').is_none_or(|end| *at < end));
        let length = match subset {
            Some(_) => rest.find("]>").map(|at| at + 2),
            None => rest.find('>').map(|at| at + 1),
        };
        let length = length.ok_or(Refusal::EndInMarkup)?;
        let is_external = rest[..length].contains("SYSTEM");
        if skipped && subset.is_none()
            || expanded && subset.is_some() && !is_external
            || external && is_external
        {
            self.at += length;
            return Ok(());
        }
        malformed("doctype")
    }

    fn comment(&mut self) -> Read {
        self.counts[1] += 1;
        if self.counts[1] > 100 && self.seed.is(Fault::CommentsAreLimitedTo100) {
            return malformed("too-many-comments");
        }
        self.at += 4;
        let rest = self.rest();
        if rest.starts_with('>') && self.seed.is(Fault::CommentsEndAsInHtml) {
            self.at += 1;
            self.add(Child::Comment);
            return Ok(());
        }
        let text = if self.seed.is(Fault::CommentsEndAtGreaterThan) {
            self.until(">")?.trim_end_matches("--")
        } else {
            self.until("-->")?
        };
        let inside = text.contains("--") && !self.seed.is(Fault::HyphensInCommentsAreRead);
        let at_end = text.ends_with('-')
            && !self.seed.is(Fault::CommentsMayEndInThreeHyphens)
            && !self.seed.is(Fault::HyphensInCommentsAreRead);
        if inside || at_end {
            return malformed("malformed-comment");
        }
        check(self.seed, text, Fault::ControlsInCommentsAreRead)?;
        self.add(Child::Comment);
        Ok(())
    }

    pub(super) fn instruction(&mut self) -> Read {
        if self.open.is_empty() && self.seed.is(Fault::InstructionsAroundTheRootAreRefused) {
            return malformed("malformed-instruction");
        }
        self.at += 2;
        let target = match self.name("malformed-instruction") {
            Err(Refusal::Malformed(_)) if self.seed.is(Fault::InstructionsNeedNoTarget) => "",
            target => target?,
        };
        let reserved = target.eq_ignore_ascii_case("xml");
        let allowed = target == "XML" && self.seed.is(Fault::TargetMayBeXmlInUpperCase)
            || target == "xml" && self.seed.is(Fault::DeclarationMayOccurAnywhere)
            || self.rest().starts_with('\n') && self.seed.is(Fault::DeclarationIsFollowedByASpace);
        if reserved && !allowed {
            return malformed("misplaced-declaration");
        }
        let ends = self.rest().starts_with("?>") || self.space() || self.rest().is_empty();
        if !ends && !target.is_empty() && !self.seed.is(Fault::TargetsMayEndAnywhere) {
            return malformed("malformed-instruction");
        }
        let text = if self.seed.is(Fault::InstructionsEndAtGreaterThan) {
            self.until(">")?
        } else {
            self.until("?>")?
        };
        check(self.seed, text, Fault::ControlsInInstructionsAreRead)?;
        self.add(Child::Instruction);
        Ok(())
    }

    fn section(&mut self) -> Read {
        self.at += 9;
        let text = if self.seed.is(Fault::SectionsEndAtTwoBrackets) {
            let text = self.until("]]")?;
            self.eat(">");
            text
        } else {
            self.until("]]>")?
        };
        check(self.seed, text, Fault::ControlsInSectionsAreRead)?;
        let text = if text.contains('\r') && self.seed.is(Fault::LineEndsInSectionsAreKept) {
            text.to_owned()
        } else {
            with_line_feeds(self.seed, text)
        };
        self.add(Child::Text(Piece::Section, text));
        Ok(())
    }
}
