//! The request form: `Action`, `Version` and `Identities.member.N`, percent-encoded.

mod decode;
mod encode;
mod percent;

pub(crate) use decode::decode;
pub(crate) use encode::encode;
