//! The parts of the program.

pub(crate) mod arguments;
pub(crate) mod collect;
pub(crate) mod failures;
