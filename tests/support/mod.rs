//! What the tests share: values, their spellings, damage to them.

pub mod adversary;
pub mod disguise;
pub mod documented;
#[cfg(feature = "strategies")]
pub mod generated;
pub mod mutation;
#[cfg(feature = "strategies")]
pub mod strategies;
pub mod tree;
