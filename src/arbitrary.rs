//! Feature `arbitrary`.
