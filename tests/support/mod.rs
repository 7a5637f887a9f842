//! Helpers of the tests: values, their spellings, damage to them.
#![allow(clippy::unwrap_used, reason = "a test panics to fail")]

pub mod adversary;
pub mod documented;
#[cfg(feature = "strategies")]
pub mod generated;
pub mod mutation;
pub mod respell;
#[cfg(feature = "strategies")]
pub mod strategies;
pub mod tree;
