//! Feature `http`.
