//! What the tests share: values, their spellings, damage to them.
#![allow(dead_code, reason = "each test uses its part")]
#![allow(clippy::unwrap_used, reason = "a test panics to fail")]

pub(crate) mod adversary;
pub(crate) mod mutation;
pub(crate) mod strategies;

pub(crate) use crate::laws::disguise;
