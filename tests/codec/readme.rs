//! The README shows code that is compiled.

const README: &str = include_str!("../../README.md");

#[track_caller]
fn is_shown(code: &str) {
    assert!(README.contains(&format!("```rust,ignore\n{code}```\n")), "{code}");
}

#[test]
fn the_readme_has_at_most_700_words() {
    assert!(README.split_whitespace().count() <= 700);
}

#[test]
fn the_signed_client_is_the_compiled_example() {
    let client = include_str!("../../examples/client/examples/readme/client.rs");
    is_shown(client);
    assert!(client.lines().count() < 40);
}

#[test]
fn the_dependencies_of_the_client_are_those_that_are_compiled() {
    let manifest = include_str!("../../benches/compare_sdk/signed/Cargo.toml");
    let dependencies = manifest.split("[dependencies]\n").nth(1).unwrap();
    let dependencies = dependencies.split("\n\n").next().unwrap();
    let shown = dependencies.replace("\"../../..\"", "\"../ses-dkim-codec\"");
    assert!(README.contains(&format!("```toml\n{shown}\n```\n")), "{shown}");
}

#[test]
fn the_life_cycle_is_the_compiled_example() {
    is_shown(include_str!("../../examples/client/examples/readme/life_cycle.rs"));
}
