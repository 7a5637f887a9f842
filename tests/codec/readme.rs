//! The README shows code that is compiled.

#[test]
fn the_signed_client_in_the_readme_is_the_compiled_example() {
    let readme = include_str!("../../README.md");
    let client = include_str!("../../examples/client/examples/minimal.rs");
    assert!(readme.contains(&format!("```rust,ignore\n{client}```\n")), "{client}");
    assert!(client.lines().count() < 40);
}
