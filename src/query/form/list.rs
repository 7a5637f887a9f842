//! Lists: `Name.member.N` in any order, with each N from 1 on without gaps, or `Name=` for the empty
//! list.

use alloc::borrow::Cow;
use alloc::vec;
use alloc::vec::Vec;

use super::decode::Pair;
use crate::query::error::{FormErrorKind, FormFault};

struct Member<'form> {
    /// The index minus one.
    position: usize,
    offset: usize,
    value: Cow<'form, str>,
}

/// A list while its parameters are read.
pub(super) struct List<'form> {
    /// Empty if the operation has no list.
    name: &'static str,
    /// Whether the empty list was read.
    is_empty: bool,
    members: Vec<Member<'form>>,
}

impl<'form> List<'form> {
    pub(super) const fn new(name: &'static str) -> Self {
        Self { name, is_empty: false, members: Vec::new() }
    }

    pub(super) const fn name(&self) -> &'static str {
        self.name
    }

    /// Reads a parameter, which is ignored if it does not belong to the list.
    pub(super) fn pair(&mut self, pair: Pair<'form>) -> Result<(), FormFault<'form>> {
        let fault = |kind| Err(FormFault::new(kind, pair.offset).of(self.name));
        match pair.name.strip_prefix(self.name) {
            _ if self.name.is_empty() => {}
            Some("") if !pair.value.is_empty() => return fault(FormErrorKind::Malformed),
            Some("") if self.is_empty || !self.members.is_empty() => {
                return fault(FormErrorKind::Mixed);
            }
            Some("") => self.is_empty = true,
            Some(suffix) if suffix.starts_with('.') => {
                let Some(index) = suffix.strip_prefix(".member.") else {
                    return fault(FormErrorKind::Malformed);
                };
                let Some(position) = position(index) else {
                    return fault(FormErrorKind::MalformedIndex);
                };
                if self.is_empty {
                    return fault(FormErrorKind::Mixed);
                }
                self.members.push(Member { position, offset: pair.offset, value: pair.value });
            }
            Some(_) | None => {}
        }
        Ok(())
    }

    /// The values in order of index; `None` if the form has no list.
    pub(super) fn finish(self) -> Option<Result<Vec<Cow<'form, str>>, FormFault<'form>>> {
        if self.members.is_empty() && !self.is_empty {
            return None;
        }
        Some(in_order(self.members).map_err(|fault| fault.of(self.name)))
    }
}

// index = %x31-39 *DIGIT
//
// A number that is too large for `usize` is read as the largest one: no form is long enough to reach
// it without a gap.
fn position(index: &str) -> Option<usize> {
    let is_decimal = index.bytes().all(|byte| byte.is_ascii_digit()) && !index.starts_with('0');
    (is_decimal && !index.is_empty())
        .then(|| index.parse().map_or(usize::MAX, |index: usize| index - 1))
}

/// The values in the order of their indices. Each index must occur once, without gaps.
///
/// The values are not sorted but put into their places, so that the work is linear in any order.
fn in_order<'form>(members: Vec<Member<'form>>) -> Result<Vec<Cow<'form, str>>, FormFault<'form>> {
    if members.iter().map(|member| member.position).eq(0..members.len()) {
        return Ok(members.into_iter().map(|member| member.value).collect());
    }
    let mut is_taken = vec![false; members.len()];
    for member in &members {
        match is_taken.get_mut(member.position) {
            Some(taken @ false) => *taken = true,
            Some(true) | None => return Err(first_fault(members)),
        }
    }
    let mut values = vec![Cow::Borrowed(""); members.len()];
    for member in members {
        values[member.position] = member.value;
    }
    Ok(values)
}

/// The fault at the lowest index that is missing or occurs twice. There must be one. Members that
/// cannot all be put into places are sorted, in n log n.
fn first_fault<'form>(mut members: Vec<Member<'_>>) -> FormFault<'form> {
    // A stable sort: members of the same index keep the order of the form.
    members.sort_by_key(|member| member.position);
    let mut expected = 0;
    while members[expected].position == expected {
        expected += 1;
    }
    let Member { position, offset, .. } = members[expected];
    let is_gap = position > expected;
    let kind = if is_gap { FormErrorKind::IndexGap } else { FormErrorKind::DuplicateIndex };
    FormFault::new(kind, offset)
}
