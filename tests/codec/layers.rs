//! The source is in layers. A layer imports only from lower layers, and does not use the terms of
//! higher ones. `lib.rs` puts the layers together and may name everything.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use regex_lite::{Captures, Regex};

/// The layers, lowest first. Layers in one row do not import each other.
const LAYERS: [&[&str]; 7] = [
    &["text"],
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
    for layer in ["xml", "query", "operations"] {
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
        } else {
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

/// The paths of a file that start at the crate root or lead to it: the line and the name that
/// follows.
fn imports(path: &str, text: &str) -> Vec<(usize, String)> {
    let code = without_comments_and_literals(text);
    let tokens = tokens(&code);
    let token = |at: usize| tokens.get(at).map_or("", |(_, token)| *token);
    let file: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    let mut found = Vec::new();
    // The open braces, and whether each is that of a module.
    let mut open = Vec::new();
    for (at, (line, word)) in tokens.iter().enumerate() {
        let begins = at.checked_sub(1).is_none_or(|before| token(before) != "::");
        match *word {
            "{" => open.push(at >= 2 && token(at - 2) == "mod"),
            "}" => drop(open.pop()),
            "crate" if begins && token(at + 1) == "::" => {
                found.extend(names(&tokens, at + 2).map(|name| (*line, name.to_owned())));
            }
            "super" | "self" if begins && token(at + 1) == "::" => {
                let supers = (at..).step_by(2).take_while(|at| {
                    token(at + 1) == "::" && matches!(token(*at), "super" | "self")
                });
                let (mut depth, mut end) = (file.len() + count(&open), at);
                for step in supers {
                    depth = depth.saturating_sub(usize::from(token(step) == "super"));
                    end = step + 2;
                }
                if depth == 0 {
                    found.extend(names(&tokens, end).map(|name| (*line, name.to_owned())));
                }
            }
            _ => {}
        }
    }
    found
}

fn count(open: &[bool]) -> usize {
    open.iter().filter(|is_module| **is_module).count()
}

/// The name at a position, or the first names of a group that opens there.
fn names<'code>(tokens: &[(usize, &'code str)], at: usize) -> impl Iterator<Item = &'code str> {
    let mut depth = 0_usize;
    let mut names = Vec::new();
    let mut expected = true;
    for (_, token) in tokens.iter().skip(at) {
        match *token {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            "," if depth == 1 => expected = true,
            name if expected => {
                names.push(name);
                expected = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names.into_iter()
}

/// Names, `::` and every other character except white space, each with its line.
fn tokens(code: &str) -> Vec<(usize, &str)> {
    let token = Regex::new(r"\w+|::|\S").unwrap();
    let of_line = |(line, code)| token.find_iter(code).map(move |token| (line, token.as_str()));
    (1..).zip(code.lines()).flat_map(of_line).collect()
}

/// The code without comments and literals. Line numbers do not change.
fn without_comments_and_literals(text: &str) -> String {
    let comment = r"//[^\n]*|/\*.*?\*/";
    let raw = r##"[bc]?r"[^"]*"|[bc]?r#".*?"#"##;
    let literal = r#"[bc]?"(?:\\.|[^"\\])*"|b?'(?:\\[^\n]+?|[^\\'\n])'"#;
    let left_out = Regex::new(&format!("(?s){comment}|{raw}|{literal}")).unwrap();
    let lines =
        |found: &Captures<'_>| " ".to_owned() + &"\n".repeat(found[0].matches('\n').count());
    left_out.replace_all(text, lines).into_owned()
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

/// The words of a line in lower case; `GetIdentity`, `get_identity` and `GET_IDENTITY` are two
/// each.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let characters: Vec<char> = line.chars().collect();
    for (at, character) in characters.iter().enumerate() {
        let is_lower = |at: usize| characters.get(at).is_some_and(|c| c.is_lowercase());
        let follows_lower = at.checked_sub(1).is_some_and(is_lower);
        if character.is_uppercase() && (follows_lower || is_lower(at + 1)) {
            words.push(String::new());
        }
        if !character.is_alphabetic() {
            words.push(String::new());
        } else if let Some(word) = words.last_mut() {
            word.extend(character.to_lowercase());
        }
    }
    words
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
        ("text.rs", "pub(crate) fn shown() {}"),
        ("xml.rs", "mod reader;\nuse crate::text;\nuse reader::Reader;"),
        (
            "xml/reader.rs",
            "//! Parses and uses namespaces; `crate::text::shown` shows.\n\
             use super::{X, Y};\nuse crate::{text::shown, xml::{X, Z}};\n\
             fn f<'a>(b: &'a u8) -> char { let _ = (b\"crate::dns\", r#\"\"crate::dns\"#); '\"' }\n\
             mod tests { use super::super::{X}; use self::super::f; /* crate::dns */ }",
        ),
        (
            "query/form.rs",
            "/// ```\n/// use ses_dkim_codec::VerifyDomainDkim;\n/// ```\n\
             use crate::xml::X;\nuse super::super::text;\npub(in crate::query) use Y;\n\
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
        ("xml/reader.rs", "use crate::{text, dns};", "xml must not import dns"),
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
