//! Reads a form: a nom grammar of pairs, then `Action`, `Version` and the parameters of the
//! operation.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::str::Utf8Error;

use memchr::{memchr, memchr2};
use nom::bytes::complete::tag;
use nom::combinator::opt;
use nom::sequence::{pair, preceded, terminated};
use nom::{IResult, Parser};

use super::list::List;
use super::{Parameters, percent};
use crate::query::error::{FormError, FormErrorKind, FormFault};
use crate::query::wire::VERSION;

/// Reads the request of an operation.
pub(crate) fn decode<'form, P: Parameters<'form>>(form: &'form [u8]) -> Result<P, FormError> {
    read(form).map_err(FormFault::into_error)
}

/// Like [`decode`], with a fault that borrows from the form.
pub(crate) fn read<'form, P: Parameters<'form>>(form: &'form [u8]) -> Result<P, FormFault<'form>> {
    let mut form = Form::parse(form, P::SCALARS, P::LIST)?;
    let expected = const { &[P::ACTION] };
    match form.action.take() {
        None => return Err(FormFault { expected, ..form.missing("Action") }),
        Some((action, offset)) if action != P::ACTION => {
            let fault = FormFault::new(FormErrorKind::WrongAction, offset).of("Action");
            return Err(fault.value(action, expected));
        }
        Some(_) => {}
    }
    match form.version.take() {
        Some((version, offset)) if version != VERSION => {
            let fault = FormFault::new(FormErrorKind::Unexpected, offset).of("Version");
            return Err(fault.value(version, &[VERSION]));
        }
        // SES answers requests without a version.
        Some(_) | None => {}
    }
    P::read(form)
}

/// The position in `expected` of the action of a form.
pub(crate) fn action<'form>(
    form: &'form [u8],
    expected: &'static [&'static str],
) -> Result<usize, FormFault<'form>> {
    let text = text(form)?;
    for pair in Pairs::new(text) {
        let pair = pair?;
        if pair.name == "Action" {
            let position = expected.iter().position(|expected| *expected == pair.value);
            let fault = FormFault::new(FormErrorKind::UnknownAction, pair.offset).of("Action");
            return position.ok_or_else(|| fault.value(pair.value, expected));
        }
    }
    Err(FormFault { expected, ..FormFault::new(FormErrorKind::Missing, form.len()).of("Action") })
}

fn text(form: &[u8]) -> Result<&str, FormFault<'_>> {
    let invalid =
        |error: Utf8Error| FormFault::new(FormErrorKind::InvalidUtf8, error.valid_up_to());
    core::str::from_utf8(form).map_err(invalid)
}

/// A value, and the offset of its parameter.
type Located<'form> = (Cow<'form, str>, usize);

/// The parameters of a form that an operation knows.
pub(crate) struct Form<'form> {
    action: Option<Located<'form>>,
    version: Option<Located<'form>>,
    /// The operation's scalars, in its order.
    scalars: Vec<(&'static str, Option<Located<'form>>)>,
    list: List<'form>,
    len: usize,
}

/// A decoded pair.
pub(super) struct Pair<'form> {
    pub(super) offset: usize,
    pub(super) name: Cow<'form, str>,
    pub(super) value: Cow<'form, str>,
}

/// The pairs of a form.
struct Pairs<'form> {
    text: &'form str,
    rest: &'form str,
}

impl<'form> Pairs<'form> {
    const fn new(text: &'form str) -> Self {
        Self { text, rest: text }
    }
}

impl<'form> Iterator for Pairs<'form> {
    type Item = Result<Pair<'form>, FormFault<'form>>;

    #[expect(clippy::expect_used, reason = "an early end would lose the rest of the form")]
    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let (rest, (name, value)) = form_pair(self.rest).expect("the grammar matches any text");
        let offset = self.text.len() - self.rest.len();
        self.rest = rest;
        let value_offset = offset + name.len() + 1;
        let fault = |offset| move |(kind, at): (_, usize)| FormFault::new(kind, offset + at);
        let name = percent::decode(name).map_err(fault(offset));
        let value = percent::decode(value.unwrap_or("")).map_err(fault(value_offset));
        Some(name.and_then(|name| Ok(Pair { offset, name, value: value? })))
    }
}

// form = [ pair ] *( "&" [ pair ] ); pair = name [ "=" value ]
fn form_pair(input: &str) -> IResult<&str, (&str, Option<&str>), ()> {
    let value = opt(preceded(tag("="), until(|text| memchr(b'&', text))));
    let name = until(|text| memchr2(b'=', b'&', text));
    terminated(pair(name, value), opt(tag("&"))).parse(input)
}

/// The text before the byte that `find` finds, or all of it.
fn until(find: fn(&[u8]) -> Option<usize>) -> impl Fn(&str) -> IResult<&str, &str, ()> {
    move |text| {
        let len = find(text.as_bytes()).unwrap_or(text.len());
        Ok((&text[len..], &text[..len]))
    }
}

impl<'form> Form<'form> {
    fn parse(
        form: &'form [u8],
        scalars: &'static [&'static str],
        list: &'static str,
    ) -> Result<Self, FormFault<'form>> {
        let mut parsed = Self {
            action: None,
            version: None,
            scalars: scalars.iter().map(|name| (*name, None)).collect(),
            list: List::new(list),
            len: form.len(),
        };
        for pair in Pairs::new(text(form)?) {
            parsed.pair(pair?)?;
        }
        Ok(parsed)
    }

    fn pair(&mut self, pair: Pair<'form>) -> Result<(), FormFault<'form>> {
        match &*pair.name {
            "Action" => return set(&mut self.action, "Action", pair),
            "Version" => return set(&mut self.version, "Version", pair),
            _ => {}
        }
        for (name, scalar) in &mut self.scalars {
            match pair.name.strip_prefix(*name) {
                Some("") => return set(scalar, name, pair),
                Some(suffix) if suffix.starts_with('.') => {
                    return Err(FormFault::new(FormErrorKind::Malformed, pair.offset).of(name));
                }
                Some(_) | None => {}
            }
        }
        self.list.pair(pair)
    }

    fn missing(&self, name: &'static str) -> FormFault<'form> {
        FormFault::new(FormErrorKind::Missing, self.len).of(name)
    }

    /// The value of a scalar, and the offset of its parameter.
    pub(crate) fn scalar(
        &mut self,
        name: &'static str,
    ) -> Result<Located<'form>, FormFault<'form>> {
        let mut scalars = self.scalars.iter_mut();
        let value = scalars.find(|(other, _)| *other == name).and_then(|(_, value)| value.take());
        value.ok_or_else(|| self.missing(name))
    }

    /// A boolean: exactly `true` or `false`.
    pub(crate) fn boolean(&mut self, name: &'static str) -> Result<bool, FormFault<'form>> {
        let (value, offset) = self.scalar(name)?;
        match &*value {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => {
                let fault = FormFault::new(FormErrorKind::Malformed, offset).of(name);
                Err(fault.value(value, &["true", "false"]))
            }
        }
    }

    /// The list, in order of index.
    pub(crate) fn list(self) -> Result<Vec<Cow<'form, str>>, FormFault<'form>> {
        let missing = self.missing(self.list.name());
        self.list.finish().unwrap_or(Err(missing))
    }
}

/// Sets the value of a parameter that occurs once.
fn set<'form>(
    value: &mut Option<Located<'form>>,
    name: &'static str,
    pair: Pair<'form>,
) -> Result<(), FormFault<'form>> {
    if value.is_some() {
        let fault = FormFault::new(FormErrorKind::Duplicate, pair.offset).of(name);
        return Err(fault.value(pair.value, &[]));
    }
    *value = Some((pair.value, pair.offset));
    Ok(())
}
