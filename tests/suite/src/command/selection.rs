//! The selection of vectors.

use clap::Args;
use ses_dkim_conformance::{Level, OPS, Operation, Vector, tables, vectors};

/// Several values of an option are alternatives; several options must all match.
#[derive(Args, Default)]
pub(crate) struct Selection {
    /// Only these rules; `*` matches any characters
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    rule: Vec<String>,
    /// Only these vectors; `*` matches any characters
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    id: Vec<String>,
    /// Only these levels: required, recommended, choice
    #[arg(long, value_name = "LEVEL", value_delimiter = ',')]
    level: Vec<String>,
    /// Only vectors with at least one of the flags
    #[arg(long, value_name = "FLAG", value_delimiter = ',')]
    flag: Vec<String>,
    /// Only these operations; vectors without an operation are left out
    #[arg(long, value_name = "OPERATION", value_delimiter = ',')]
    operation: Vec<String>,
    /// Only these ops, such as `decode_response`
    #[arg(long, value_name = "OP", value_delimiter = ',')]
    op: Vec<String>,
    /// Not these vectors; `*` matches any characters
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    skip: Vec<String>,
}

impl Selection {
    /// The selected vectors, in the order of the rules. A name that selects nothing is an error.
    pub(crate) fn vectors(&self) -> Result<Vec<&'static Vector>, String> {
        self.check_names()?;
        let selected: Vec<_> = vectors().filter(|vector| self.selects(vector)).collect();
        if selected.is_empty() {
            return Err(
                "expected a selection of vectors, found none that matches all options".into()
            );
        }
        Ok(selected)
    }

    fn selects(&self, vector: &Vector) -> bool {
        let operation = vector.question.operation.flatten().map_or("", Operation::as_str);
        fits(&self.rule, &[&vector.rule])
            && fits(&self.id, &[&vector.id])
            && fits(&self.level, &[vector.level.as_str()])
            && fits(&self.flag, &vector.flags)
            && fits(&self.operation, &[operation])
            && fits(&self.op, &[vector.question.op()])
            && (self.skip.is_empty() || !fits(&self.skip, &[&vector.id]))
    }

    fn check_names(&self) -> Result<(), String> {
        let ids: Vec<&str> = vectors().map(|vector| &*vector.id).collect();
        let rules: Vec<&str> = tables().iter().map(|table| &*table.rule).collect();
        let mut flags: Vec<&str> =
            vectors().flat_map(|vector| &vector.flags).map(|flag| &**flag).collect();
        flags.sort_unstable();
        flags.dedup();
        known("rule", &self.rule, &rules, true)?;
        known("level", &self.level, &Level::ALL.map(Level::as_str), true)?;
        known("flag", &self.flag, &flags, true)?;
        known("operation", &self.operation, &Operation::ALL.map(Operation::as_str), true)?;
        known("op", &self.op, &OPS, true)?;
        known("id", &self.id, &ids, false)?;
        known("id", &self.skip, &ids, false)
    }
}

/// Whether one of the names matches one of the patterns. Without patterns every name matches.
fn fits(patterns: &[String], names: &[impl AsRef<str>]) -> bool {
    let fits_one = |name: &str| patterns.iter().any(|pattern| is_match(pattern, name));
    patterns.is_empty() || names.iter().any(|name| fits_one(name.as_ref()))
}

/// An error if a pattern matches no known name.
fn known(what: &str, patterns: &[String], names: &[&str], enumerate: bool) -> Result<(), String> {
    let fits_none = |pattern: &&String| !names.iter().any(|name| is_match(pattern, name));
    match patterns.iter().find(fits_none) {
        None => Ok(()),
        Some(pattern) if enumerate => {
            let names = names.join(", ");
            Err(format!("expected a known {what}, found {pattern:?}; known are {names}"))
        }
        Some(pattern) => Err(format!("expected the {what} of a vector, found {pattern:?}")),
    }
}

/// Whether a name matches a pattern. `*` matches any characters.
fn is_match(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((head, tail)) => name.strip_prefix(head).is_some_and(|rest| {
            let mut starts = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
            starts.any(|at| is_match(tail, &rest[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::is_match;

    #[test]
    fn a_star_matches_any_characters() {
        for (pattern, name, fits) in [
            ("X5", "X5", true),
            ("X5", "X50", false),
            ("E*", "E10", true),
            ("E*", "XE", false),
            ("*-001", "X5-001", true),
            ("X*-*1", "X5-011", true),
            ("*", "", true),
        ] {
            assert_eq!(is_match(pattern, name), fits, "{pattern} {name}");
        }
    }
}
