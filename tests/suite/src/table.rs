//! The tables of vectors, which are embedded in the program.

use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value;

use crate::vector::Vector;

/// The vectors of one rule.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Table {
    /// The name of the suite.
    pub suite: String,
    /// The version of the vectors, the same in every table.
    pub version: String,
    /// An SPDX expression.
    pub license: String,
    /// The rule under test.
    pub rule: String,
    /// The rule in a few words.
    pub title: String,
    /// The public sources of the rule, and why its vectors have their levels.
    pub source: Vec<String>,
    /// The number of vectors.
    pub count: usize,
    /// The vectors.
    pub vectors: Vec<Vector>,
}

/// The content of each file of the folder of vectors. The tables are in the order of the rules.
macro_rules! files {
    ($($rule:literal)* ; $($other:literal)*) => {
        /// The tables, by rule.
        const TABLES: &[(&str, &str)] =
            &[$(($rule, include_str!(concat!("../vectors/", $rule, ".json")))),*];

        /// Every file of the folder of vectors, by name.
        pub const FILES: &[(&str, &str)] = &[
            $((concat!($rule, ".json"), include_str!(concat!("../vectors/", $rule, ".json"))),)*
            $(($other, include_str!(concat!("../vectors/", $other))),)*
        ];
    };
}

files! {
    "P1" "P2" "P3" "P4" "P5"
    "Q1" "Q2" "Q3" "Q5" "Q6" "Q7" "Q8" "Q9" "Q10"
    "X1" "X2" "X3" "X4" "X5" "X6" "X7" "X8"
    "R1" "R2" "R3" "R4" "R5" "R6" "R7"
    "E1" "E2" "E3" "E4" "E5" "E6" "E7" "E8"
    "W1" "W2" "W3"
    "I1"
    "D1" "D3"
    ; "schema.json" "notes.json" "README.md" "CHANGELOG.md" "LICENSE.md"
}

/// The tables, in the order of the rules.
///
/// ```
/// let tables = ses_dkim_conformance::tables();
/// assert!(tables.iter().any(|table| table.rule == "X5"));
/// ```
#[must_use]
pub fn tables() -> &'static [Table] {
    static READ: OnceLock<Vec<Table>> = OnceLock::new();
    READ.get_or_init(|| {
        let read = |(rule, text): &(&str, &str)| {
            let mut table: Table = serde_json::from_str(text).unwrap_or_else(|error| {
                panic!("the embedded table {rule} is not readable: {error}")
            });
            for vector in &mut table.vectors {
                vector.rule.clone_from(&table.rule);
            }
            table
        };
        TABLES.iter().map(read).collect()
    })
}

/// Every vector, in the order of the rules.
///
/// ```
/// let vectors: Vec<_> = ses_dkim_conformance::vectors().collect();
/// assert!(vectors.iter().any(|vector| vector.id == "R1-001"));
/// ```
pub fn vectors() -> impl Iterator<Item = &'static Vector> + Clone {
    tables().iter().flat_map(|table| &table.vectors)
}

/// The version of the vectors.
#[must_use]
pub fn version() -> &'static str {
    tables().first().map_or("", |table| &table.version)
}

/// The JSON of a vector or a control in its file.
#[must_use]
pub fn raw(id: &str) -> Option<Value> {
    let vector = vectors().find(|vector| vector.id == id);
    let table = vector.and_then(|vector| TABLES.iter().find(|(name, _)| *name == vector.rule));
    let text = table.map_or(include_str!("controls.json"), |(_, text)| text);
    let all: Value = serde_json::from_str(text).ok()?;
    let mut vectors = all.get("vectors").unwrap_or(&all).as_array()?.iter();
    vectors.find(|vector| vector["id"] == id).cloned()
}
