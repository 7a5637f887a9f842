//! The documents on which this crate and two outside readers disagree, with the reasons.
//!
//! Any other difference is a failure. A leniency is recognised by the bytes of the body at the
//! offset of this crate's error, not by the kind of error alone.

use roxmltree::{Error, TextPos};
use ses_dkim_codec::XmlErrorKind as Kind;
use ses_dkim_codec::{MAX_DEPTH, check_xml};

use super::outside;

/// roxmltree accepts what this crate accepts, except for its rules of namespaces, and refuses what
/// this crate refuses, except for the listed leniencies.
pub fn with_roxmltree(body: &[u8]) {
    match outside::roxmltree(body) {
        Ok(()) => explained(body, ROXMLTREE, "roxmltree"),
        Err(_) if is_too_strict_roxmltree(body) => {}
        Err(error) => refused_too(body, &format!("roxmltree: {error:?}")),
    }
}

/// quick-xml with all its checks accepts what this crate accepts, and refuses what this crate
/// refuses, except for the listed leniencies.
pub fn with_quick_xml(body: &[u8]) {
    match outside::quick_xml(body) {
        Ok(()) => explained(body, QUICK_XML, "quick-xml"),
        Err(error) => refused_too(body, &format!("quick-xml: {error}")),
    }
}

/// Whether roxmltree refuses a body first by a rule of Namespaces in XML 1.0, which this crate does
/// not follow (only local names count).
pub fn is_too_strict_roxmltree(body: &[u8]) -> bool {
    match outside::roxmltree(body) {
        Err(Some(error)) => match error {
            Error::InvalidXmlPrefixUri(_)
            | Error::UnexpectedXmlUri(_)
            | Error::UnexpectedXmlnsUri(_)
            | Error::InvalidElementNamePrefix(_)
            | Error::DuplicatedNamespace(..)
            | Error::UnknownNamespace(..) => true,
            // Two prefixes bound to one namespace, or a name that is not a qualified name.
            Error::DuplicatedAttribute(local, _) => {
                let prefixed = [b":", local.as_bytes()].concat();
                body.windows(prefixed.len()).any(|at| at == prefixed)
            }
            Error::InvalidName(at) => is_colon_near(body, at),
            _ => false,
        },
        Ok(()) | Err(None) => false,
    }
}

/// Whether the name at a position, or right before it, contains a colon.
fn is_colon_near(body: &[u8], at: TextPos) -> bool {
    let text = String::from_utf8_lossy(body);
    let line = text.split('\n').nth(at.row as usize - 1).unwrap_or_default();
    let characters: Vec<char> = line.chars().collect();
    let column = (at.col as usize - 1).min(characters.len());
    let in_name = |c: &&char| !"<>/='\" \t\r".contains(**c);
    let mut before = characters[..column].iter().rev().take_while(in_name);
    let mut after = characters[column..].iter().take_while(in_name);
    before.any(|c| *c == ':') || after.any(|c| *c == ':')
}

fn refused_too(body: &[u8], why: &str) {
    let shown = String::from_utf8_lossy(body);
    assert!(check_xml(body).is_err(), "{why}, but this crate: {shown}");
}

/// The listed leniencies that none of the bodies shows, by reader and position in its list.
pub fn leniencies_without_a_body(bodies: &[&[u8]]) -> Vec<(&'static str, usize)> {
    let by_roxmltree = |body: &[u8]| outside::roxmltree(body).is_ok();
    let by_quick_xml = |body: &[u8]| outside::quick_xml(body).is_ok();
    let mut missing = unseen("roxmltree", ROXMLTREE, bodies, by_roxmltree);
    missing.extend(unseen("quick-xml", QUICK_XML, bodies, by_quick_xml));
    missing
}

fn unseen(
    who: &'static str,
    leniencies: &[KnownLeniency],
    bodies: &[&[u8]],
    accepts: impl Fn(&[u8]) -> bool,
) -> Vec<(&'static str, usize)> {
    let shows = |leniency: &KnownLeniency, body: &[u8]| match check_xml(body) {
        Err(error) if leniency.kinds.contains(&error.kind()) => {
            let (before, at) = body.split_at(error.offset());
            (leniency.holds)(before, at) && accepts(body)
        }
        Ok(()) | Err(_) => false,
    };
    let places = leniencies.iter().enumerate();
    let unseen = places.filter(|(_, leniency)| !bodies.iter().any(|body| shows(leniency, body)));
    unseen.map(|(place, _)| (who, place)).collect()
}

fn explained(body: &[u8], leniencies: &[KnownLeniency], who: &str) {
    let Err(error) = check_xml(body) else {
        return;
    };
    let (before, at) = body.split_at(error.offset());
    let known = leniencies
        .iter()
        .any(|leniency| leniency.kinds.contains(&error.kind()) && (leniency.holds)(before, at));
    // The limit of nesting is one of this crate, not of XML.
    let tags = before.iter().filter(|byte| **byte == b'<').count();
    let too_deep = error.kind() == Kind::TooDeep && tags >= MAX_DEPTH;
    let shown = String::from_utf8_lossy(body);
    assert!(known || too_deep, "{who} accepts, but this crate: {error}\n{shown}");
}

/// A class of malformed documents that an outside reader accepts.
struct KnownLeniency {
    /// The errors that this crate reports for them.
    kinds: &'static [Kind],
    /// Whether a body, split at the offset of this crate's error, is of the class.
    holds: fn(&[u8], &[u8]) -> bool,
}

const DECLARATION: &[Kind] =
    &[Kind::MalformedDeclaration, Kind::UnsupportedEncoding, Kind::UnsupportedVersion];

/// The leniencies of roxmltree 0.21.
const ROXMLTREE: &[KnownLeniency] = &[
    // The content of an XML declaration is not checked.
    KnownLeniency { kinds: DECLARATION, holds: |before, _| in_declaration(before) },
    // The target of an instruction may be `xml`, and white space after it is optional.
    KnownLeniency {
        kinds: &[Kind::MalformedInstruction],
        holds: |before, at| {
            let target = &at[..at.len().min(3)];
            before.ends_with(b"<?") && target.eq_ignore_ascii_case(b"xml")
                || in_target(before) && !before.ends_with(b"<?")
        },
    },
    // Characters are not checked against the declared encoding.
    KnownLeniency {
        kinds: &[Kind::InvalidCharacter],
        holds: |before, at| {
            first(at).is_some_and(|c| !c.is_ascii() && is_xml(c)) && declares_ascii(before)
        },
    },
    // A reference to a surrogate, or beyond Unicode, is read as U+FFFD.
    KnownLeniency {
        kinds: &[Kind::InvalidCharacterReference],
        holds: |_, at| referred(at).is_some_and(|code| char::from_u32(code).is_none()),
    },
    // A declaration inside the document is recognised only by the space after `<?xml`.
    KnownLeniency {
        kinds: &[Kind::MisplacedDeclaration],
        holds: |_, at| at.starts_with(b"<?xml") && !at.starts_with(b"<?xml "),
    },
    // A namespace may be declared twice if one of the declarations undeclares it.
    KnownLeniency { kinds: &[Kind::DuplicateAttribute], holds: |_, at| at.starts_with(b"xmlns") },
    // An empty prefix is ignored: `:a` and `a` are the same name.
    KnownLeniency {
        kinds: &[Kind::MismatchedEnd],
        holds: |before, at| {
            let is_name = |byte: &&u8| !b" \t\r\n>".contains(*byte);
            let name: Vec<u8> = at.iter().skip(2).take_while(is_name).copied().collect();
            let start = [b"<:", &*name].concat();
            name.starts_with(b":") || before.windows(start.len()).any(|at| at == start)
        },
    },
];

/// The leniencies of quick-xml 0.42.
const QUICK_XML: &[KnownLeniency] = &[
    // In an XML declaration only the position of the version is checked.
    KnownLeniency { kinds: DECLARATION, holds: |before, _| in_declaration(before) },
    KnownLeniency {
        kinds: &[Kind::MisplacedDeclaration],
        holds: |before, at| !before.is_empty() && at.starts_with(b"<?xml"),
    },
    // The target of an instruction is not checked.
    KnownLeniency { kinds: &[Kind::MalformedInstruction], holds: |before, _| in_target(before) },
    // Characters are not checked, neither literal ones nor references.
    KnownLeniency {
        kinds: &[Kind::InvalidCharacter],
        holds: |_, at| !first(at).is_some_and(is_xml) || !first(at).is_some_and(|c| c.is_ascii()),
    },
    KnownLeniency {
        kinds: &[Kind::InvalidCharacterReference],
        holds: |_, at| {
            let character = referred(at).and_then(char::from_u32);
            character.is_some_and(|character| !is_xml(character))
        },
    },
    // Names are not checked.
    KnownLeniency {
        kinds: &[Kind::MalformedTag, Kind::MalformedAttribute],
        holds: |_, at| {
            first(at).is_some_and(|c| !c.is_ascii_alphabetic() && !c.is_ascii_whitespace())
        },
    },
    KnownLeniency { kinds: &[Kind::MalformedTag], holds: |before, _| before.ends_with(b"<") },
    // White space between attributes is optional.
    KnownLeniency {
        kinds: &[Kind::MalformedAttribute],
        holds: |before, _| before.ends_with(b"\"") || before.ends_with(b"'"),
    },
    KnownLeniency { kinds: &[Kind::LessThanInAttribute], holds: |_, at| at.starts_with(b"<") },
    KnownLeniency { kinds: &[Kind::CdataEndInText], holds: |_, at| at.starts_with(b"]]>") },
];

/// Whether a text starts with an XML declaration and ends inside it.
fn in_declaration(before: &[u8]) -> bool {
    let before = before.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(before);
    before.starts_with(b"<?xml") && !before.windows(2).any(|pair| pair == b"?>")
}

/// Whether a text starts with an XML declaration of US-ASCII.
fn declares_ascii(before: &[u8]) -> bool {
    let end = before.windows(2).position(|pair| pair == b"?>");
    let declaration = before[..end.unwrap_or(0)].to_ascii_lowercase();
    in_declaration(&declaration) && declaration.windows(8).any(|word| word == b"us-ascii")
}

/// Whether a text ends in the target of an instruction, or right before or after it.
fn in_target(before: &[u8]) -> bool {
    let start = before.windows(2).rposition(|pair| pair == b"<?");
    start.is_some_and(|start| {
        let target = &before[start + 2..];
        !target.iter().any(|byte| b" \t\r\n?>".contains(byte))
    })
}

/// The number in the character reference at the start of a text.
fn referred(at: &[u8]) -> Option<u32> {
    let end = at.iter().position(|byte| *byte == b';')?;
    let number = core::str::from_utf8(&at[..end]).ok()?.strip_prefix("&#")?;
    match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => number.parse().ok(),
    }
}

fn first(at: &[u8]) -> Option<char> {
    let chunk = at.utf8_chunks().next()?;
    chunk.valid().chars().next()
}

/// Production 2, `Char`, of XML 1.0.
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}
