//! Form to identities: a nom grammar of pairs, then the rules of the operation.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while};
use nom::combinator::{map, opt};
use nom::sequence::{pair, preceded, terminated};
use nom::{IResult, Parser};

use super::percent;
use crate::error::{FormError, FormErrorKind};
use crate::wire::{ACTION, IDENTITIES, MEMBER_PREFIX, VERSION};

/// Reads the identities of a form.
pub(crate) fn decode(form: &[u8]) -> Result<Vec<Cow<'_, str>>, FormError> {
    let mut fields = Fields::default();
    let mut rest = form;
    while !rest.is_empty() {
        let offset = form.len().saturating_sub(rest.len());
        // The grammar takes any bytes: an error can only mean that nothing is left.
        let Ok((tail, (name, value))) = form_pair(rest) else {
            break;
        };
        rest = tail;
        if name.is_empty() && value.is_none() {
            continue;
        }
        fields.pair(Pair {
            offset,
            name,
            value,
        })?;
    }
    fields.finish(form.len())
}

type Raw<'form> = (&'form [u8], Option<&'form [u8]>);

// form = [ pair ] *( "&" [ pair ] ); pair = name [ "=" value ]
fn form_pair(input: &[u8]) -> IResult<&[u8], Raw<'_>, ()> {
    let name = take_while(|byte| byte != b'&' && byte != b'=');
    let value = opt(preceded(tag("="), take_while(|byte| byte != b'&')));
    terminated(pair(name, value), opt(tag("&"))).parse(input)
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
    let whole = |word: &'static str, rest: &str| rest == word;
    if whole(ACTION_NAME, name) {
        return Name::Action;
    }
    if whole(VERSION_NAME, name) {
        return Name::Version;
    }
    if whole(IDENTITIES, name) {
        return Name::Identities;
    }
    let member = preceded(tag(MEMBER_PREFIX), nom::combinator::rest);
    let below = preceded(tag(IDENTITIES), tag("."));
    let mut grammar = alt((map(member, Name::Member), map(below, |_| Name::Below)));
    let parsed: IResult<&str, Name<'_>, ()> = grammar.parse(name);
    parsed.map_or(Name::Other, |(_, name)| name)
}

const ACTION_NAME: &str = "Action";
const VERSION_NAME: &str = "Version";

struct Pair<'form> {
    offset: usize,
    name: &'form [u8],
    value: Option<&'form [u8]>,
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
        let start = self
            .offset
            .saturating_add(self.name.len())
            .saturating_add(1);
        let located = |(kind, at)| FormError::new(kind, start.saturating_add(at));
        percent::decode(self.value.unwrap_or_default()).map_err(located)
    }
}

struct Member<'form> {
    index: usize,
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
                self.members.push(Member {
                    index,
                    offset: pair.offset,
                    identity: value,
                });
            }
            Name::Below => return Err(pair.error(FormErrorKind::MalformedMember)),
            Name::Other => {}
        }
        Ok(())
    }

    fn finish(mut self, end: usize) -> Result<Vec<Cow<'form, str>>, FormError> {
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
        self.members.sort_by_key(|member| member.index);
        let mut identities = Vec::with_capacity(self.members.len());
        for member in self.members {
            match member.index.saturating_sub(identities.len()) {
                0 => return Err(FormError::new(FormErrorKind::DuplicateIndex, member.offset)),
                1 => identities.push(member.identity),
                _ => return Err(FormError::new(FormErrorKind::IndexGap, member.offset)),
            }
        }
        Ok(identities)
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
