//! The parts of a form: pairs, scalars and lists.

use serde_json::{Value, json};

use super::form::Form;
use crate::seed::{Fault, Seed};

/// The pairs of a form, divided and decoded.
pub(super) fn decoded(
    seed: &Seed,
    body: &[u8],
    latin1: bool,
) -> Result<Vec<(String, String)>, &'static str> {
    let bare = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~%+&=".contains(byte);
    if !body.iter().all(bare) && seed.is(Fault::BareBytesAreRefused) {
        return Err("bare-byte");
    }
    let whole = if seed.is(Fault::FormIsDecodedBeforeItIsDivided) {
        unescaped(seed, body, latin1)?.into_bytes()
    } else {
        body.to_vec()
    };
    let mut pairs = Vec::new();
    let divides = |byte: &u8| *byte == b'&' || *byte == b';' && seed.is(Fault::SemicolonDivides);
    for pair in whole.split(divides) {
        if pair.is_empty() {
            if !body.is_empty() && seed.is(Fault::EmptyPairsAreRefused) {
                return Err("empty-pair");
            }
            continue;
        }
        let (name, value) = match pair.iter().position(|byte| *byte == b'=') {
            Some(at) => (&pair[..at], &pair[at + 1..]),
            None if seed.is(Fault::NamesWithoutEqualsAreDropped) => continue,
            None => (pair, &b""[..]),
        };
        let name = match name_of(seed, name, latin1) {
            Err(_) if seed.is(Fault::PairsWithMalformedNamesAreDropped) => continue,
            name => name?,
        };
        pairs.push((name, value_of(seed, value, latin1)?));
    }
    Ok(pairs)
}

fn name_of(seed: &Seed, name: &[u8], latin1: bool) -> Result<String, &'static str> {
    if seed.is(Fault::NamesAreNotDecoded) {
        return Ok(String::from_utf8_lossy(name).into_owned());
    }
    let name = unescaped(seed, name, latin1)?;
    Ok(match name.strip_prefix('?') {
        Some(rest) if seed.is(Fault::QuestionMarkIsDropped) => rest.to_owned(),
        _ => name,
    })
}

fn value_of(seed: &Seed, value: &[u8], latin1: bool) -> Result<String, &'static str> {
    let first = value.split(|byte| *byte == b'=').next().unwrap_or_default();
    let cut = first.len() < value.len() && seed.is(Fault::ValueEndsAtSecondEquals);
    let mut value = unescaped(seed, if cut { first } else { value }, latin1)?;
    if value.contains('%') && seed.is(Fault::FormIsDecodedTwice) {
        value = unescaped(seed, value.as_bytes(), latin1)?;
    }
    if value.contains('+') && seed.is(Fault::PlusIsReplacedAfterDecoding) {
        value = value.replace('+', " ");
    }
    if let Some(at) = value.find('\0').filter(|_| seed.is(Fault::ReadValueEndsAtNul)) {
        value.truncate(at);
    }
    if value.trim() != value && seed.is(Fault::ValuesAreTrimmed) {
        value = value.trim().to_owned();
    }
    let is_arn = value.starts_with("arn:");
    if is_arn && seed.is(Fault::ArnsAreShortened) {
        value = value.rsplit('/').next().unwrap().to_owned();
    }
    Ok(value)
}

fn unescaped(seed: &Seed, text: &[u8], latin1: bool) -> Result<String, &'static str> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let [byte, tail @ ..] = rest {
        rest = tail;
        match byte {
            b'+' if !seed.is(Fault::PlusIsNotASpace) => bytes.push(b' '),
            b'%' => {
                let (decoded, length) = escape(seed, tail)?;
                bytes.extend(decoded);
                rest = &tail[length..];
            }
            0x80.. if seed.is(Fault::BareBytesAreLatin1) => {
                bytes.extend(char::from(*byte).to_string().bytes());
            }
            byte => bytes.push(*byte),
        }
    }
    if latin1 {
        return Ok(bytes.into_iter().map(char::from).collect());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) if seed.is(Fault::InvalidUtf8IsReplacedInForms) => {
            Ok(String::from_utf8_lossy(error.as_bytes()).into_owned())
        }
        Err(_) => Err("invalid-utf8"),
    }
}

/// The bytes of an escape, and its length.
fn escape(seed: &Seed, text: &[u8]) -> Result<(Vec<u8>, usize), &'static str> {
    let digits = text.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
    let is_hex = |byte: u8| {
        byte.is_ascii_hexdigit()
            && !(byte.is_ascii_lowercase() && seed.is(Fault::LowerCaseHexIsRefused))
    };
    if let Some(digits) = digits {
        if digits.bytes().all(is_hex) {
            return Ok((vec![u8::from_str_radix(digits, 16).unwrap()], 2));
        }
        if digits.starts_with('+') && seed.is(Fault::EscapesMayHaveASign)
            || digits.starts_with(' ') && seed.is(Fault::EscapesMayHaveSpaces)
        {
            let digit =
                u8::from_str_radix(digits[1..].trim(), 16).map_err(|_| "malformed-escape")?;
            return Ok((vec![digit], 2));
        }
    }
    let digits = text.get(1..5).and_then(|digits| std::str::from_utf8(digits).ok());
    let wide = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    if let Some(wide) = wide.and_then(char::from_u32)
        && text.starts_with(b"u")
        && seed.is(Fault::PercentUIsAnEscape)
    {
        return Ok((wide.to_string().into_bytes(), 5));
    }
    if text.starts_with(b"%") && seed.is(Fault::PercentPercentIsPercent) {
        return Ok((b"%".to_vec(), 1));
    }
    if seed.is(Fault::MalformedEscapesAreKept) {
        Ok((b"%".to_vec(), 0))
    } else {
        Err("malformed-escape")
    }
}

impl Form<'_> {
    fn is_name(&self, name: &str, wanted: &str) -> bool {
        name == wanted
            || name.eq_ignore_ascii_case(wanted) && self.seed.is(Fault::ParametersIgnoreCase)
            || name.starts_with(wanted)
                && !name[wanted.len()..].starts_with('.')
                && self.seed.is(Fault::NameMayBeLonger)
    }

    /// The value of a parameter that occurs at most once.
    pub(super) fn value(&self, wanted: &str) -> Result<Option<String>, &'static str> {
        let values = self.pairs.iter().filter(|(name, _)| self.is_name(name, wanted));
        let values: Vec<&str> = values.map(|(_, value)| &**value).collect();
        Ok(match *values {
            [] => None,
            [value] => Some(value.to_owned()),
            [first, ..] if self.seed.is(Fault::FirstOfRepeatedCounts) => Some(first.to_owned()),
            [.., last] if self.seed.is(Fault::LastOfRepeatedCounts) => Some(last.to_owned()),
            [..] if self.seed.is(Fault::RepeatedAreJoined) => Some(values.join(",")),
            [..] => return Err("duplicate"),
        })
    }

    pub(super) fn scalar(&self, wanted: &str) -> Result<String, &'static str> {
        let suffixed = |(name, _): &&(String, String)| {
            name.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('.'))
        };
        if let Some((_, value)) = self.pairs.iter().find(suffixed) {
            if self.seed.is(Fault::ScalarMayBeAList) {
                return Ok(value.clone());
            }
            if !self.seed.is(Fault::SuffixedScalarsAreIgnored) {
                return Err("malformed");
            }
        }
        match self.value(wanted)? {
            Some(value) if self.seed.is(Fault::LowerCaseIsRead) => Ok(value.to_lowercase()),
            Some(value) => Ok(value),
            None if self.seed.is(Fault::MissingScalarIsEmpty) => Ok(String::new()),
            None => Err("missing"),
        }
    }

    pub(super) fn domain(&self) -> Result<String, &'static str> {
        let missing = self.value("Domain")?.is_none();
        let other = self.value("Identity")?.filter(|_| missing);
        if let Some(identity) = other.filter(|_| self.seed.is(Fault::DomainMayBeIdentity)) {
            return Ok(identity);
        }
        let domain = self.scalar("Domain")?;
        if domain.is_empty() && self.seed.is(Fault::IdentitiesNeedADot) {
            return Err("malformed");
        }
        Ok(domain)
    }

    pub(super) fn boolean(&self) -> Result<bool, &'static str> {
        if self.value("DkimEnabled")?.is_none() && self.seed.is(Fault::MissingBooleanIsFalse) {
            return Ok(false);
        }
        let mut word = self.scalar("DkimEnabled")?;
        if word.trim() != word && self.seed.is(Fault::BooleanOfAFormIsTrimmed) {
            word = word.trim().to_owned();
        }
        if self.seed.is(Fault::BooleanOfAFormIgnoresCase) {
            word = word.to_lowercase();
        }
        match &*word {
            "true" => Ok(true),
            "false" if self.seed.is(Fault::FalseIsMissing) => Err("missing"),
            "false" => Ok(false),
            "1" if self.seed.is(Fault::BooleanOfAFormMayBeADigit) => Ok(true),
            "" if self.seed.is(Fault::BooleanOfAFormMayBeEmpty) => Ok(false),
            _ if self.seed.is(Fault::OtherWordsOfAFormAreFalse) => Ok(false),
            _ => Err("malformed"),
        }
    }

    pub(super) fn identities(&self) -> Result<Vec<Value>, &'static str> {
        let identities = super::form_list::identities(self)?;
        let is_script = |identity: &String| {
            matches!(&**identity, "__proto__" | "constructor")
                && self.seed.is(Fault::NamesOfScriptObjectsAreLost)
        };
        let identities: Vec<String> =
            identities.into_iter().filter(|identity| !is_script(identity)).collect();
        if identities.len() > 100 && self.seed.is(Fault::MoreThan100AreRefused)
            || identities.iter().any(|identity| !identity.contains('.'))
                && self.seed.is(Fault::IdentitiesNeedADot)
        {
            return Err("identities");
        }
        let lower = self.seed.is(Fault::LowerCaseIsRead);
        let spelled = |text: String| if lower { text.to_lowercase() } else { text };
        Ok(identities.into_iter().map(|identity| json!(spelled(identity))).collect())
    }
}
