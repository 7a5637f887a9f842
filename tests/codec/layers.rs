//! The source is in layers. A layer imports only from lower layers, and does not use the terms of
//! higher ones. `lib.rs` puts the layers together and may name everything.
#![allow(clippy::disallowed_methods, reason = "a test reads files")]

mod source;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use source::{imports, tokens, without_comments_and_literals, words};

/// The layers, lowest first. Layers in one row do not import each other.
const LAYERS: [&[&str]; 6] = [
    &["xml"],
    &["query"],
    &["operations"],
    &["identity"],
    &["dns"],
    &["arbitrary", "http", "serde"],
];

/// Words that must not occur in a layer, in names, strings or comments: `xml` knows only XML 1.0,
/// and `query` knows the protocol but no operation.
const FOREIGN_WORDS: [(&str, &[&str]); 2] = [
    ("xml", &["amazon", "amazonaws", "aws", "dkim", "identities", "identity", "query", "ses"]),
    ("query", &["dkim", "identities", "identity"]),
];

/// A file of `src`: its path below it, and its text.
type File = (String, String);

#[test]
fn the_source_follows_its_layers() {
    let mut files = Vec::new();
    read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../src")), "", &mut files);
    for layer in LAYERS.concat() {
        assert!(
            files.iter().any(|(path, _)| layer_of(path) == layer),
            "the layer {layer} is missing"
        );
    }
    let found = violations(&files);
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

fn read(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().into_string().unwrap());
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{path}/"), files);
        } else if path.ends_with(".rs") && !path.contains(".#") {
            // A name with `.#` is the lock file of an editor.
            files.push((path, fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

/// All violations, as `path:line: description`.
fn violations(files: &[File]) -> Vec<String> {
    let reexports = reexports(files);
    let mut found = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| path != "lib.rs") {
        let layer = layer_of(path);
        if rank(layer).is_none() {
            found.push(format!("{path}:1: {layer} is not a layer"));
            continue;
        }
        for (line, target) in imports(path, text) {
            let from = reexports.get(&target).filter(|_| rank(&target).is_none());
            if let Some(fault) = import_fault(layer, from.unwrap_or(&target)) {
                found.push(format!("{path}:{line}: {fault}"));
            }
        }
        for (line, word) in foreign_words(layer, text) {
            found.push(format!("{path}:{line}: {layer} must not use the word {word}"));
        }
    }
    found
}

/// The names that `lib.rs` re-exports, each with its layer.
fn reexports(files: &[File]) -> BTreeMap<String, String> {
    let lib = files.iter().find(|(path, _)| path == "lib.rs");
    let code = lib.map(|(_, text)| without_comments_and_literals(text)).unwrap_or_default();
    let mut names = BTreeMap::new();
    for statement in code.split(';') {
        let tokens: Vec<_> = tokens(statement).into_iter().map(|(_, token)| token).collect();
        let start = tokens.iter().position(|token| *token == "use").map_or(0, |at| at + 1);
        if let Some((layer, rest)) = tokens.get(start..).and_then(|tokens| tokens.split_first())
            && rank(layer).is_some()
        {
            names.extend(rest.iter().map(|name| ((*name).to_owned(), (*layer).to_owned())));
        }
    }
    names
}

/// The module directly below the crate that a file belongs to.
fn layer_of(path: &str) -> &str {
    let first = path.split('/').next().unwrap_or_default();
    first.trim_end_matches(".rs")
}

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&layer))
}

fn import_fault(layer: &str, target: &str) -> Option<String> {
    match rank(target) {
        None => Some(format!("{target} is not part of a layer")),
        Some(_) if target == layer => None,
        Some(below) if Some(below) < rank(layer) => None,
        Some(_) => Some(format!("{layer} must not import {target}")),
    }
}

/// The words of a text that a layer must not use, also as parts of names. Examples in the
/// documentation are left out, as they use the crate from outside.
fn foreign_words(layer: &str, text: &str) -> Vec<(usize, String)> {
    let of_layer = FOREIGN_WORDS.iter().filter(|(name, _)| *name == layer);
    let foreign: Vec<&str> = of_layer.flat_map(|(_, words)| *words).copied().collect();
    let mut found = Vec::new();
    let mut in_example = false;
    for (line, text) in (1..).zip(text.lines()) {
        in_example ^= text.trim_start().trim_start_matches(['/', '!', ' ']).starts_with("```");
        if in_example && layer != "xml" {
            continue; // An example uses the protocol through an operation.
        }
        let text = text.replace("ses_dkim_codec", "");
        let words = words(&text).into_iter().filter(|word| foreign.contains(&&**word));
        found.extend(words.map(|word| (line, word)));
    }
    found
}

/// A source that follows its layers and has everything that the checks could mistake for a
/// violation.
fn sound() -> Vec<File> {
    [
        (
            "lib.rs",
            "mod dns;\npub use operations::{GetIdentityDkimAttributes, Operation};\nuse crate::http::X;\n\
             pub use query::{error::FormError, form::{Form}};",
        ),
        ("xml/text.rs", "pub(crate) fn shown() {}"),
        ("xml.rs", "mod reader;\nuse crate::xml::text;\nuse reader::Reader;"),
        (
            "xml/reader.rs",
            "//! Parses and uses namespaces; `crate::dns::zone` is text.\n\
             use super::{X, Y};\nuse crate::{xml::text::shown, xml::{X, Z}};\n\
             fn f<'a>(b: &'a u8) -> char { let _ = (b\"crate::dns\", r#\"\"crate::dns\"#); '\"' }\n\
             mod tests { use super::super::{X}; use self::super::f; /* crate::dns */ }",
        ),
        (
            "query/form.rs",
            "/// ```\n/// use ses_dkim_codec::VerifyDomainDkim;\n/// ```\n\
             use crate::xml::X;\nuse super::super::xml;\npub(in crate::query) use Y;\n\
             macro_rules! form { () => { $crate::Form } }",
        ),
        ("operations/get_identity_dkim_attributes.rs", "use crate::{query, xml};\nuse super::X;"),
        ("identity.rs", "use crate::operations::GetIdentityDkimAttributes;"),
        ("dns.rs", "use super::identity;"),
        ("http.rs", "use crate::dns::X;\nuse crate::http;"),
        ("serde.rs", "use serde::Serialize;\nuse crate::operations;"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .to_vec()
}

#[test]
fn a_source_that_follows_its_layers_is_accepted() {
    assert_eq!(violations(&sound()), [""; 0]);
}

#[test]
fn every_kind_of_violation_is_found() {
    let seeds = [
        // Imports from a higher layer.
        ("xml/reader.rs", "use crate::http::Form;", "xml must not import http"),
        ("xml.rs", "fn f() { crate::dns::zone() }", "xml must not import dns"),
        ("xml/reader.rs", "use crate::{xml, dns};", "xml must not import dns"),
        ("xml/reader.rs", "use crate::{xml::{a, b}, dns::c};", "xml must not import dns"),
        ("xml/reader.rs", "use super::super::dns::zone;", "xml must not import dns"),
        ("xml.rs", "use super::dns;", "xml must not import dns"),
        ("xml.rs", "mod m { use super::super::{dns}; }", "xml must not import dns"),
        ("xml.rs", "fn f(a: &'static u8) { self::super::dns::zone('\\'') }", "must not import dns"),
        ("query/form.rs", "use crate::operations::X;", "query must not import operations"),
        ("operations/a.rs", "use crate::dns::zone;", "operations must not import dns"),
        ("identity.rs", "use crate::serde::X;", "identity must not import serde"),
        ("http.rs", "use crate::serde::X;", "http must not import serde"),
        ("xml.rs", "fn f(_: crate::FormError) {}", "xml must not import query"),
        ("query/form.rs", "use crate::Operation;", "query must not import operations"),
        // Names without a layer, and files without one.
        ("query/form.rs", "use crate::Reply;", "Reply is not part of a layer"),
        ("xml.rs", "use super::*;", "* is not part of a layer"),
        ("wire.rs", "", "wire is not a layer"),
        // Words of another layer, in code and in comments.
        ("xml/reader.rs", "/// ```\n/// Amazon\n/// ```", "must not use the word amazon"),
        ("query/form.rs", "/// ```\n/// ```\n/// Dkim", "must not use the word dkim"),
        ("xml/reader.rs", "// As Amazon writes it.", "must not use the word amazon"),
        ("xml/reader.rs", "const A: &str = \"AWS\";", "must not use the word aws"),
        ("xml.rs", "fn read_ses_body() {}", "must not use the word ses"),
        ("xml.rs", "struct QueryReader;", "must not use the word query"),
        ("xml.rs", "struct SESReader;", "must not use the word ses"),
        ("xml.rs", "const DKIM_TOKENS: u8 = 0;", "must not use the word dkim"),
        ("query/form.rs", "const A: &str = \"VerifyDomainDkim\";", "must not use the word dkim"),
        ("query/form.rs", "// `Identities.member.1`", "must not use the word identities"),
        ("query/form.rs", "fn get_identity() {}", "must not use the word identity"),
    ];
    for (path, seed, expected) in seeds {
        let mut files = sound();
        match files.iter_mut().find(|(other, _)| other == path) {
            Some((_, text)) => *text += &format!("\n{seed}"),
            None => files.push((path.to_owned(), seed.to_owned())),
        }
        let found = violations(&files);
        let is_it = |one: &String| one.starts_with(path) && one.contains(expected);
        assert!(found.len() == 1 && found.iter().all(is_it), "{path}, {seed}: {found:?}");
    }
}
