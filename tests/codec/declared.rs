//! Every file of this folder is a module of the test program. A file that `main.rs` does not
//! declare is neither compiled nor run.
#![allow(clippy::disallowed_methods, reason = "a test reads files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_file_is_a_module() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/codec"));
    check_modules(&folder.join("main.rs"), folder);
    for entry in fs::read_dir(folder).unwrap() {
        let modules = entry.unwrap().path();
        if modules.is_dir() {
            check_modules(&modules.with_extension("rs"), &modules);
        }
    }
}

/// Checks that a file declares exactly the modules in a folder, including those with a folder.
fn check_modules(file: &Path, folder: &Path) {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_source = |path: &PathBuf| path.is_dir() || path.extension().is_some_and(|is| is == "rs");
    let names = names.filter(|path| path != file && is_source(path));
    let names = names.map(|path| path.with_extension(""));
    let found: BTreeSet<String> =
        names.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    let text = fs::read_to_string(file).unwrap();
    let declared = text.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    assert_eq!(found, declared.map(ToOwned::to_owned).collect(), "{}", file.display());
}
