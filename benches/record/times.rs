//! The medians that criterion left behind.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// The median time of an iteration for each benchmark, in nanoseconds.
pub fn medians() -> Map<String, Value> {
    let mut medians = Map::new();
    for group in folders(&results()) {
        for benchmark in folders(&group) {
            let folder = benchmark.join("new");
            if let (Some(estimates), Some(names)) =
                (read(&folder, "estimates.json"), read(&folder, "benchmark.json"))
            {
                let name = names["full_id"].as_str().unwrap().to_owned();
                let median = estimates["median"]["point_estimate"].clone();
                medians.insert(name, median);
            }
        }
    }
    assert!(!medians.is_empty(), "run `cargo bench --bench decode --bench encode` first");
    medians.sort_keys();
    medians
}

/// `target/criterion`, seen from `target/release/deps/record-…`.
fn results() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    program.ancestors().nth(3).unwrap().join("criterion")
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(of) else {
        return Vec::new();
    };
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[expect(clippy::disallowed_methods, reason = "only the codec does no input")]
fn read(folder: &Path, file: &str) -> Option<Value> {
    let text = std::fs::read_to_string(folder.join(file)).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}
