//! The client of the README, with its dependencies.

include!("../../../../examples/client/examples/readme/client.rs");
