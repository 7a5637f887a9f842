//! What the tests of the codec and the fuzz targets share: laws that hold for every input, and
//! generators of values and bodies to hold them against.

pub mod laws;
pub mod support;
