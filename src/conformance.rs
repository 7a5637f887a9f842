//! Feature `conformance`.
