//! The library of the tests and the fuzz targets: laws that hold for every input, and generators of
//! values and bodies.

pub mod laws;
pub mod support;
