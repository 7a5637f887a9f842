//! Helpers of the tests: values, spellings of values, damaged and adversarial bodies.

pub mod adversary;
pub mod documented;
#[cfg(feature = "strategies")]
pub mod generated;
pub mod mutation;
pub mod respell;
#[cfg(feature = "strategies")]
pub mod strategies;
pub mod tree;
