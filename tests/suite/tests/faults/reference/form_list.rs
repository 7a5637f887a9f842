//! The list of a form.

use super::form::Form;
use crate::seed::{Fault, Seed};

const LIST: &str = "Identities";

/// The identities in order of their index.
pub(super) fn identities(form: &Form<'_>) -> Result<Vec<String>, &'static str> {
    let seed = form.seed;
    let mut members: Vec<(u64, String)> = Vec::new();
    let mut empty = false;
    for (name, value) in &form.pairs {
        let Some(rest) = below_list(seed, name) else { continue };
        if rest.is_empty() {
            match listed(seed, value)? {
                Some(values) => members.extend((1..).zip(values)),
                None => empty = true,
            }
            continue;
        }
        let index = index(seed, rest)?;
        if value.is_empty() && seed.is(Fault::EmptyMembersAreSkipped) {
            continue;
        }
        if let Some(at) = members.iter().position(|(other, _)| *other == index) {
            if seed.is(Fault::LastOfAnIndexCounts) {
                members.remove(at);
            } else if !seed.is(Fault::RepeatedIndicesAreKept) {
                return Err("duplicate-index");
            }
        }
        members.push((index, value.clone()));
    }
    in_order(seed, members, empty)
}

fn in_order(
    seed: &Seed,
    mut members: Vec<(u64, String)>,
    empty: bool,
) -> Result<Vec<String>, &'static str> {
    if empty && !members.is_empty() {
        if seed.is(Fault::EmptyListWins) {
            return Ok(Vec::new());
        }
        if !seed.is(Fault::MembersWin) {
            return Err("mixed");
        }
    }
    if empty && members.is_empty() && seed.is(Fault::EmptyListIsOneEmptyMember) {
        return Ok(vec![String::new()]);
    }
    if members.is_empty() && !empty && !seed.is(Fault::MissingListIsEmpty) {
        return Err("missing");
    }
    if seed.is(Fault::IndicesAreSortedAsText) {
        members.sort_by_key(|(index, _)| index.to_string());
    } else if !seed.is(Fault::OrderOfPairsIsKept) {
        members.sort_by_key(|(index, _)| *index);
        let gap = (1..).zip(&members).position(|(place, (index, _))| place != *index);
        if let Some(at) = gap {
            let repeated = seed.is(Fault::RepeatedIndicesAreKept);
            if seed.is(Fault::ListEndsAtGap) {
                members.truncate(at);
            } else if !repeated && !seed.is(Fault::GapsAreClosed) {
                return Err("index-gap");
            }
        }
    }
    Ok(members.into_iter().map(|(_, value)| value).collect())
}

/// The part of a name after the name of the list. `None` for another parameter.
fn below_list<'a>(seed: &Seed, name: &'a str) -> Option<&'a str> {
    let head = name.get(..LIST.len())?;
    let is_list =
        head == LIST || head.eq_ignore_ascii_case(LIST) && seed.is(Fault::ParametersIgnoreCase);
    let rest = &name[LIST.len()..];
    let goes_on = !rest.is_empty() && !rest.starts_with('.');
    match rest.strip_prefix('.') {
        _ if !is_list => None,
        Some(rest) => Some(if rest.is_empty() { "." } else { rest }),
        None if goes_on && !seed.is(Fault::NameMayBeLonger) => None,
        None if goes_on => Some("member.1"),
        None => Some(""),
    }
}

/// The values of a list in one parameter. `None` is the empty list.
fn listed(seed: &Seed, value: &str) -> Result<Option<Vec<String>>, &'static str> {
    let blank = value.trim().is_empty() && seed.is(Fault::ListValueIsTrimmed);
    if value.is_empty() || blank {
        return Ok(None);
    }
    if seed.is(Fault::ListMayBeAValue) {
        return Ok(Some(vec![value.to_owned()]));
    }
    Err("malformed")
}

/// The index of a member, from the part after the name of the list.
fn index(seed: &Seed, rest: &str) -> Result<u64, &'static str> {
    let (word, text) = rest.split_once('.').unwrap_or((rest, ""));
    let dotted = rest.contains('.');
    let is_member = word == "member"
        || word == "item" && seed.is(Fault::ItemIsMember)
        || word.eq_ignore_ascii_case("member") && seed.is(Fault::MemberIgnoresCase);
    if !is_member {
        let glued = rest.strip_prefix("member").filter(|_| seed.is(Fault::MemberMayBeGlued));
        let flat = (!dotted && seed.is(Fault::ListMayBeFlat)).then_some(rest);
        return number(seed, glued.or(flat).ok_or("malformed")?);
    }
    if !dotted && seed.is(Fault::MemberNeedsNoIndex)
        || dotted && text.is_empty() && seed.is(Fault::IndexMayBeEmpty)
    {
        return Ok(1);
    }
    number(seed, text)
}

/// An index in a spelling that a faulty reader accepts.
fn unusual(seed: &Seed, text: &str) -> Option<u64> {
    if let Some(digits) = text.strip_prefix("0x").filter(|_| seed.is(Fault::IndexMayBeHexadecimal))
    {
        return u64::from_str_radix(digits, 16).ok();
    }
    if text == "0" && seed.is(Fault::IndexMayBeZero) {
        return Some(1);
    }
    if text.starts_with('0') && text != "0" && seed.is(Fault::IndexMayHaveZeros) {
        return text.parse().ok();
    }
    if let Some((index, _)) = text.split_once('.').filter(|_| seed.is(Fault::IndexMayHaveASuffix)) {
        return index.parse().ok();
    }
    if text.chars().all(|digit| ('\u{FF10}'..='\u{FF19}').contains(&digit))
        && seed.is(Fault::IndexMayBeFullWidth)
    {
        let digits = text.chars().filter_map(|digit| char::from_u32(u32::from(digit) - 0xFEE0));
        return digits.collect::<String>().parse().ok();
    }
    None
}

fn number(seed: &Seed, text: &str) -> Result<u64, &'static str> {
    let mut text = text;
    if text.trim() != text && seed.is(Fault::IndexIsTrimmed) {
        text = text.trim();
    }
    if let Some(digits) = text.strip_prefix('+').filter(|_| seed.is(Fault::IndexMayHaveASign)) {
        text = digits;
    }
    if let Some(index) = unusual(seed, text) {
        return Ok(index);
    }
    if text.is_empty() || text.starts_with('0') || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("malformed-index");
    }
    let wide = text
        .bytes()
        .try_fold(0_u128, |sum, digit| sum.checked_mul(10)?.checked_add(u128::from(digit - b'0')));
    let wide = wide.unwrap_or(u128::MAX);
    if seed.is(Fault::IndexWrapsAt32Bits) {
        return Ok(u64::from(wide as u32));
    }
    if seed.is(Fault::IndexWrapsAt64Bits) {
        return Ok(wide as u64);
    }
    Ok(u64::try_from(wide).unwrap_or(u64::MAX))
}
