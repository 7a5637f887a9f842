//! The integration tests of the codec, one module for each subject, linked once.

mod api;
mod arbitrary;
mod attributes;
mod bounds;
mod characters;
mod cuts;
mod declared;
mod diagnostics;
mod edits;
mod endpoints;
mod formats;
mod growth;
mod http;
mod identities;
mod json;
mod layers;
mod owned;
mod places;
mod properties;
mod readme;
mod records;
mod request;
mod response;
mod retries;
mod seeds;
mod service_error;
