//! Every file of this folder is a module of the test program: a file that `main.rs` does not declare
//! would be neither compiled nor run.
#![allow(clippy::disallowed_methods, reason = "a test reads files")]

use std::collections::BTreeSet;
use std::fs;

#[test]
fn every_file_is_a_module() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/codec");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let names: BTreeSet<String> = files.map(|name| name.into_string().unwrap()).collect();
    let modules = include_str!("main.rs").lines().filter_map(|line| line.strip_prefix("mod "));
    let declared = modules.map(|name| format!("{}.rs", name.trim_end_matches(';')));
    let declared: BTreeSet<String> = declared.chain(["main.rs".to_owned()]).collect();
    assert_eq!(names, declared);
}
