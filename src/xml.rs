//! XML 1.0 (fifth edition), strict: a pull reader and a writer.
//!
//! It refuses documents that are not well-formed, that have a document type declaration or an encoding
//! other than UTF-8 and US-ASCII, or that nest deeper than [`MAX_DEPTH`].

mod error;
mod grammar;
mod names;
mod plain;
mod reader;
mod source;
mod text_builder;
mod writer;

pub(crate) use error::kinds;
pub use error::{XmlError, XmlErrorKind};
pub(crate) use grammar::{WHITE_SPACE, trim_white_space};
pub(crate) use names::{Name, Names, name, names};
pub(crate) use reader::{Child, Reader};
pub use reader::{MAX_DEPTH, check_xml};
pub(crate) use source::BYTE_ORDER_MARK;
#[cfg(feature = "arbitrary")]
pub(crate) use source::is_char;
pub(crate) use text_builder::TextBuilder;
pub(crate) use writer::{IllegalCharacter, Layout, XmlWriter};
