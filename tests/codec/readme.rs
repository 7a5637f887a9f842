//! The README shows what is compiled.

#[test]
fn the_signed_client_is_the_example_that_is_compiled() {
    let readme = include_str!("../../README.md");
    let client = include_str!("../../examples/client/examples/minimal.rs");
    assert!(readme.contains(&format!("```rust,ignore\n{client}```\n")), "{client}");
    assert!(client.lines().count() < 40);
}
