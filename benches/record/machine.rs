//! What a figure depends on: date, processor, compiler, versions of the libraries.

use std::process::Command;

use serde_json::{Map, Value};

/// Today, as `2006-01-02`.
pub fn date() -> String {
    output_of("date", &["-u", "+%F"])
}

/// The first processor, as the kernel describes it.
#[expect(clippy::disallowed_methods, reason = "only the codec does no input")]
pub fn processor() -> String {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let fact = |name: &str| {
        let mut lines = cpuinfo.lines().filter_map(|line| line.split_once(':'));
        let (_, fact) = lines.find(|(key, _)| key.trim() == name)?;
        Some(fact.trim().to_owned())
    };
    let model = fact("model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    match (fact("cpu family"), fact("model")) {
        (Some(family), Some(number)) => format!("{model} (family {family}, model {number})"),
        _ => model,
    }
}

/// The lines of `rustc -Vv`.
pub fn rustc() -> Vec<String> {
    let output_of = output_of("rustc", &["-Vv"]);
    output_of.lines().map(str::to_owned).collect()
}

/// The versions of everything in the tables.
pub fn packages() -> Map<String, Value> {
    const COMPARED: [&str; 9] = [
        "aws-smithy-query",
        "aws-smithy-xml",
        "form_urlencoded",
        "instant-xml",
        "memchr",
        "quick-xml",
        "roxmltree",
        "ses-dkim-codec",
        "xml",
    ];
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let tree = output_of(
        env!("CARGO"),
        &["tree", "--manifest-path", manifest, "--edges=dev", "--depth=1", "--prefix=none"],
    );
    let packages = tree.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let (name, version) = (words.next()?, words.next()?);
        COMPARED.contains(&name).then(|| (name.to_owned(), version.trim_start_matches('v').into()))
    });
    packages.collect()
}

/// The output of `cargo bench --bench million`.
pub fn million() -> Vec<String> {
    let output_of = output_of(
        env!("CARGO"),
        &[
            "bench",
            "--quiet",
            "--manifest-path",
            concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
            "--bench=million",
        ],
    );
    output_of.lines().map(|line| line.trim().to_owned()).collect()
}

fn output_of(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} failed: {report}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
