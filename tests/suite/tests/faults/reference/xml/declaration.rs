//! The XML declaration of a document.

use super::{Parser, Read, Refusal, malformed};
use crate::seed::Fault;

/// The parts of a declaration.
type Parts<'a> = Vec<(&'a str, &'a str)>;

impl<'a> Parser<'a> {
    /// Reads the declaration, if there is one.
    pub(super) fn declaration(&mut self) -> Read {
        let rest = self.rest();
        let Some(after) = rest.strip_prefix("<?xml") else { return Ok(()) };
        let is_declaration = after.starts_with([' ', '\t', '\r', '\n']) || after.is_empty();
        if !is_declaration
            || after.starts_with('\n') && self.seed.is(Fault::DeclarationIsFollowedByASpace)
        {
            return Ok(());
        }
        if self.seed.is(Fault::DeclarationIsRefused) {
            return malformed("malformed-declaration");
        }
        if self.seed.is(Fault::DeclarationIsNotRead) {
            self.until("?>")?;
            return Ok(());
        }
        self.at += "<?xml".len();
        let parts = self.parts()?;
        self.check_parts(&parts)
    }

    fn parts(&mut self) -> Read<Parts<'a>> {
        let mut parts = Parts::new();
        loop {
            let spaced = self.space();
            if self.eat("?>") || self.rest().starts_with('>') && self.ends_without_mark() {
                return Ok(parts);
            }
            if self.rest().is_empty() || self.rest() == "?" {
                return Err(Refusal::EndInMarkup);
            }
            if !spaced && !self.seed.is(Fault::PartsOfDeclarationNeedNoSpace) {
                return malformed("malformed-declaration");
            }
            let name = self.name("malformed-declaration")?;
            self.space();
            if !self.eat("=") {
                return malformed("malformed-declaration");
            }
            self.space();
            parts.push((name, self.quoted()?));
        }
    }

    fn ends_without_mark(&mut self) -> bool {
        self.seed.is(Fault::DeclarationMayEndWithoutMark) && self.eat(">")
    }

    fn quoted(&mut self) -> Read<&'a str> {
        let value = match self.rest().chars().next() {
            Some('"') => {
                self.at += 1;
                self.until("\"")?
            }
            Some('\'') => {
                self.at += 1;
                self.until("'")?
            }
            None => return Err(Refusal::EndInMarkup),
            Some(_) if self.seed.is(Fault::VersionNeedsNoQuotes) => {
                let rest = self.rest();
                let value = &rest[..rest.find(['?', ' ']).unwrap_or(rest.len())];
                self.at += value.len();
                value
            }
            Some(_) => return malformed("malformed-declaration"),
        };
        if value.contains("?>") { malformed("malformed-declaration") } else { Ok(value) }
    }

    fn check_parts(&self, parts: &Parts<'_>) -> Read {
        let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
        let known = ["version", "encoding", "standalone"];
        let places: Vec<Option<usize>> =
            names.iter().map(|name| known.iter().position(|known| known == name)).collect();
        let unknown = places.iter().any(Option::is_none);
        let unsorted = !places.is_sorted_by(|one, other| one < other);
        let missing = !names.contains(&"version");
        if missing && !self.seed.is(Fault::VersionIsOptional)
            || unknown && !self.seed.is(Fault::UnknownPartsOfDeclarationAreIgnored)
            || unsorted && !unknown && !self.seed.is(Fault::PartsOfDeclarationHaveAnyOrder)
        {
            return malformed("malformed-declaration");
        }
        if !names.contains(&"encoding") && self.seed.is(Fault::EncodingIsRequired) {
            return malformed("malformed-declaration");
        }
        for (name, value) in parts {
            match *name {
                "version" => self.version(value)?,
                "encoding" => self.encoding(value)?,
                "standalone" => self.standalone(value)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn version(&self, version: &str) -> Read {
        let version = if version.ends_with(' ') && self.seed.is(Fault::VersionIsTrimmed) {
            version.trim()
        } else {
            version
        };
        let digits = version.strip_prefix("1.").unwrap_or_default();
        let legal = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
            || version == "1." && self.seed.is(Fault::VersionNeedsNoDigits)
            || self.seed.is(Fault::VersionIsAnyText);
        let refused = digits == "1" && self.seed.is(Fault::Version11IsRefused)
            || digits.len() > 1 && self.seed.is(Fault::VersionHasOneDigit);
        if legal && !refused { Ok(()) } else { malformed("unsupported-version") }
    }

    fn standalone(&self, standalone: &str) -> Read {
        let legal = matches!(standalone, "yes" | "no") || self.seed.is(Fault::StandaloneIsAnyText);
        if legal && !self.seed.is(Fault::StandaloneIsRefused) {
            Ok(())
        } else {
            malformed("malformed-declaration")
        }
    }

    fn encoding(&self, encoding: &str) -> Read {
        let is = |known: &str| {
            encoding == known
                || encoding.eq_ignore_ascii_case(known)
                    && !self.seed.is(Fault::EncodingIsCaseSensitive)
        };
        if is("UTF-8") || encoding == "utf-8" {
            return Ok(());
        }
        if is("US-ASCII") && !self.seed.is(Fault::AsciiIsUnknown) {
            let legal = self.text.is_ascii() || self.seed.is(Fault::AsciiIsNotChecked);
            return if legal { Ok(()) } else { malformed("invalid-character") };
        }
        if self.seed.is(Fault::UnknownEncodingIsAnEmptyAnswer) {
            return Err(Refusal::Unreadable);
        }
        if self.seed.is(Fault::UnknownEncodingIsIgnored) {
            Ok(())
        } else {
            malformed("unsupported-encoding")
        }
    }
}
