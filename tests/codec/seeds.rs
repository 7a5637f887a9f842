//! Replays every seed of every fuzz target, so that the tests detect every fault that fuzzing
//! found.
#![allow(clippy::disallowed_methods, reason = "a test reads files")]

use std::fs;
use std::path::{Path, PathBuf};

use ses_dkim_codec_tests::laws::targets;

const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/seeds");
const MOST_BYTES: usize = 2048;

fn names(folder: &Path) -> Vec<String> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
    // Desktops put hidden files into folders.
    let names = entries.map(|entry| name(entry.unwrap())).filter(|name| !name.starts_with('.'));
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

#[test]
fn every_target_has_its_folder_and_its_program() {
    let targets: Vec<_> = targets::ALL.iter().map(|(name, _)| *name).collect();
    assert_eq!(names(Path::new(SEEDS)), targets);
    let programs = Path::new(SEEDS).with_file_name("fuzz_targets");
    let file = |name: &&str| format!("{name}.rs");
    assert_eq!(names(&programs), targets.iter().map(file).collect::<Vec<_>>());
}

#[test]
fn the_laws_hold_for_every_seed() {
    for (target, law) in targets::ALL {
        let folder: PathBuf = [SEEDS, target].iter().collect();
        let seeds = names(&folder);
        let mut judged = 0;
        for seed in seeds {
            println!("{target}/{seed}");
            let bytes = fs::read(folder.join(seed)).unwrap();
            assert!(bytes.len() <= MOST_BYTES, "a seed is small");
            judged += usize::from(law(&bytes));
        }
        assert!(judged > 0, "no seed of {target} is enough for its law");
    }
}

#[test]
fn too_few_bytes_are_not_judged() {
    let not_judged = targets::ALL.iter().filter(|(_, law)| !law(b"")).map(|(name, _)| *name);
    let not_judged: Vec<_> = not_judged.collect();
    assert_eq!(not_judged, ["reply", "request", "respell", "response"]);
}
