//! The request form: `Action`, `Version`, and the parameters of an operation, percent-encoded.

mod decode;
mod encode;
mod list;
mod percent;

pub(crate) use decode::{Form, action, decode, read};
pub(crate) use encode::{FormWriter, encode};

use super::error::FormFault;

/// The parameters of an operation's request.
pub(crate) trait Parameters<'form>: Sized {
    /// The value of `Action`.
    const ACTION: &'static str;

    /// The parameters with one value.
    const SCALARS: &'static [&'static str];

    /// The parameter that is a list; empty if there is none.
    const LIST: &'static str;

    /// Writes every parameter except `Action` and `Version`.
    fn write(&self, form: &mut impl FormWriter);

    /// Makes the request from the parameters that were read.
    fn read(form: Form<'form>) -> Result<Self, FormFault<'form>>;
}
