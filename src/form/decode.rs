//! Form to identities: a nom grammar of pairs, then the rules of the operation.

use alloc::borrow::Cow;
use alloc::vec;
use alloc::vec::Vec;
use core::str::Utf8Error;

use memchr::{memchr, memchr2};
use nom::bytes::complete::tag;
use nom::combinator::opt;
use nom::sequence::{pair, preceded, terminated};
use nom::{IResult, Parser};

use super::percent;
use crate::error::{FormError, FormErrorKind};
use crate::wire::{ACTION, IDENTITIES, VERSION};

/// Reads the identities of a form.
pub(crate) fn decode(form: &[u8]) -> Result<Vec<Cow<'_, str>>, FormError> {
    let invalid =
        |error: Utf8Error| FormError::new(FormErrorKind::InvalidUtf8, error.valid_up_to());
    let form = core::str::from_utf8(form).map_err(invalid)?;
    let mut fields = Fields::default();
    let mut rest = form;
    while !rest.is_empty() {
        let offset = form.len().saturating_sub(rest.len());
        // The grammar takes any text: an error can only mean that nothing is left.
        let Ok((tail, (name, value))) = form_pair(rest) else {
            break;
        };
        rest = tail;
        fields.pair(Pair { offset, name, value })?;
    }
    fields.finish(form.len())
}

// form = [ pair ] *( "&" [ pair ] ); pair = name [ "=" value ]
fn form_pair(input: &str) -> IResult<&str, (&str, Option<&str>), ()> {
    let value = opt(preceded(tag("="), until(|text| memchr(b'&', text))));
    let name = until(|text| memchr2(b'=', b'&', text));
    terminated(pair(name, value), opt(tag("&"))).parse(input)
}

/// The text up to what `find` finds, or all of it.
fn until(find: fn(&[u8]) -> Option<usize>) -> impl Fn(&str) -> IResult<&str, &str, ()> {
    move |text| {
        let len = find(text.as_bytes()).unwrap_or(text.len());
        let (head, rest) = text.split_at_checked(len).unwrap_or((text, ""));
        Ok((rest, head))
    }
}

/// What a decoded name stands for.
enum Name<'name> {
    Action,
    Version,
    Identities,
    /// `Identities.member.` and what follows it.
    Member(&'name str),
    /// Anything else below `Identities.`.
    Below,
    Other,
}

// name = "Action" / "Version" / "Identities" [ "." [ "member." index ] ] / other
fn form_name(name: &str) -> Name<'_> {
    match name.strip_prefix(IDENTITIES) {
        Some("") => return Name::Identities,
        Some(below) if below.starts_with('.') => {
            return below.strip_prefix(".member.").map_or(Name::Below, Name::Member);
        }
        Some(_) | None => {}
    }
    match name {
        "Action" => Name::Action,
        "Version" => Name::Version,
        _ => Name::Other,
    }
}

struct Pair<'form> {
    offset: usize,
    name: &'form str,
    value: Option<&'form str>,
}

impl<'form> Pair<'form> {
    fn error(&self, kind: FormErrorKind) -> FormError {
        FormError::new(kind, self.offset)
    }

    fn name(&self) -> Result<Cow<'form, str>, FormError> {
        let located = |(kind, at)| FormError::new(kind, self.offset.saturating_add(at));
        percent::decode(self.name).map_err(located)
    }

    fn value(&self) -> Result<Cow<'form, str>, FormError> {
        let start = self.offset.saturating_add(self.name.len()).saturating_add(1);
        let located = |(kind, at)| FormError::new(kind, start.saturating_add(at));
        percent::decode(self.value.unwrap_or_default()).map_err(located)
    }
}

struct Member<'form> {
    /// Its index less one.
    position: usize,
    offset: usize,
    identity: Cow<'form, str>,
}

#[derive(Default)]
struct Fields<'form> {
    action: bool,
    version: bool,
    empty_list: bool,
    members: Vec<Member<'form>>,
}

impl<'form> Fields<'form> {
    fn pair(&mut self, pair: Pair<'form>) -> Result<(), FormError> {
        let name = pair.name()?;
        let value = pair.value()?;
        match form_name(&name) {
            Name::Action => {
                require(!self.action, &pair, FormErrorKind::DuplicateAction)?;
                require(value == ACTION, &pair, FormErrorKind::WrongAction)?;
                self.action = true;
            }
            Name::Version => {
                require(!self.version, &pair, FormErrorKind::DuplicateVersion)?;
                require(value == VERSION, &pair, FormErrorKind::WrongVersion)?;
                self.version = true;
            }
            Name::Identities => {
                require(value.is_empty(), &pair, FormErrorKind::MalformedIdentities)?;
                let alone = !self.empty_list && self.members.is_empty();
                require(alone, &pair, FormErrorKind::MixedIdentities)?;
                self.empty_list = true;
            }
            Name::Member(index) => {
                let index = member_index(index);
                let index = index.ok_or_else(|| pair.error(FormErrorKind::MalformedIndex))?;
                require(!self.empty_list, &pair, FormErrorKind::MixedIdentities)?;
                let position = index.saturating_sub(1);
                self.members.push(Member { position, offset: pair.offset, identity: value });
            }
            Name::Below => return Err(pair.error(FormErrorKind::MalformedMember)),
            Name::Other => {}
        }
        Ok(())
    }

    fn finish(self, end: usize) -> Result<Vec<Cow<'form, str>>, FormError> {
        let missing = |kind| FormError::new(kind, end);
        if !self.action {
            return Err(missing(FormErrorKind::MissingAction));
        }
        if !self.version {
            return Err(missing(FormErrorKind::MissingVersion));
        }
        if !self.empty_list && self.members.is_empty() {
            return Err(missing(FormErrorKind::MissingIdentities));
        }
        ordered(self.members)
    }
}

/// The identities in the order of their indices, each of which stands once and without a gap.
///
/// Those that do not come in order are put in their places, not sorted: whoever writes the form
/// chooses the order, and the work grows no faster than the form in any (Q8).
fn ordered<'form>(members: Vec<Member<'form>>) -> Result<Vec<Cow<'form, str>>, FormError> {
    if members.iter().map(|member| member.position).eq(0..members.len()) {
        return Ok(members.into_iter().map(|member| member.identity).collect());
    }
    if let Some(fault) = misnumbered(&members) {
        return Err(fault);
    }
    let mut identities = vec![Cow::Borrowed(""); members.len()];
    for member in members {
        if let Some(place) = identities.get_mut(member.position) {
            *place = member.identity;
        }
    }
    Ok(identities)
}

/// The lowest index that is missing or stands twice, as an error at the member that shows it.
fn misnumbered(members: &[Member<'_>]) -> Option<FormError> {
    let mut counts = vec![0_u8; members.len()];
    for member in members {
        if let Some(count) = counts.get_mut(member.position) {
            *count = count.saturating_add(1);
        }
    }
    let (position, count) = counts.into_iter().enumerate().find(|(_, count)| *count != 1)?;
    let places = members.iter().map(|member| (member.position, member.offset));
    if count == 0 {
        let behind = places.filter_map(|(at, offset)| Some((at.checked_sub(position)?, offset)));
        behind.min().map(|(_, offset)| FormError::new(FormErrorKind::IndexGap, offset))
    } else {
        let second = places.filter(|(at, _)| *at == position).nth(1);
        second.map(|(_, offset)| FormError::new(FormErrorKind::DuplicateIndex, offset))
    }
}

fn require(holds: bool, pair: &Pair<'_>, kind: FormErrorKind) -> Result<(), FormError> {
    if holds { Ok(()) } else { Err(pair.error(kind)) }
}

// index = %x31-39 *DIGIT
/// A number too large for the machine stands for the largest: no form is long enough to reach
/// either without a gap.
fn member_index(digits: &str) -> Option<usize> {
    let legal = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    (legal && !digits.is_empty()).then(|| digits.parse().unwrap_or(usize::MAX))
}
