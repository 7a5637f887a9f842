//! Helpers of the tests: values, their spellings, damage to them.

pub mod adversary;
pub mod documented;
#[cfg(feature = "strategies")]
pub mod generated;
pub mod mutation;
pub mod respell;
#[cfg(feature = "strategies")]
pub mod strategies;
pub mod tree;
