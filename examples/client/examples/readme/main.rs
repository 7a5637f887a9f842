//! The code of the README. It is two files, as it is two blocks there; the second uses the first.

#![expect(dead_code, reason = "the `main` of the README does not call the life cycle")]

include!("client.rs");
include!("life_cycle.rs");
