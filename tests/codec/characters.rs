//! Every character of Unicode against the productions of XML 1.0, fifth edition, in text, in a
//! reference, and as the first and a later character of a name.

use std::ops::RangeInclusive;

use ses_dkim_codec::GetIdentityDkimAttributesRequest as Request;
use ses_dkim_codec::{GetIdentityDkimAttributesResponse, XmlErrorKind, check_xml};

type Ranges = &'static [RangeInclusive<u32>];

/// Production 2, `Char`.
const CHARACTER: Ranges =
    &[0x9..=0xA, 0xD..=0xD, 0x20..=0xD7FF, 0xE000..=0xFFFD, 0x10000..=0x10FFFF];

/// Production 4, `NameStartChar`.
const NAME_START: Ranges = &[
    0x3A..=0x3A,
    0x41..=0x5A,
    0x5F..=0x5F,
    0x61..=0x7A,
    0xC0..=0xD6,
    0xD8..=0xF6,
    0xF8..=0x2FF,
    0x370..=0x37D,
    0x37F..=0x1FFF,
    0x200C..=0x200D,
    0x2070..=0x218F,
    0x2C00..=0x2FEF,
    0x3001..=0xD7FF,
    0xF900..=0xFDCF,
    0xFDF0..=0xFFFD,
    0x10000..=0xEFFFF,
];

/// The characters that production 4a, `NameChar`, adds to production 4.
const NAME: Ranges = &[0x2D..=0x2E, 0x30..=0x39, 0xB7..=0xB7, 0x300..=0x36F, 0x203F..=0x2040];

fn is_in(ranges: Ranges, character: char) -> bool {
    ranges.iter().any(|range| range.contains(&u32::from(character)))
}

fn accepts(document: &str) -> bool {
    check_xml(document.as_bytes()).is_ok()
}

fn every_character() -> impl Iterator<Item = char> {
    '\0'..=char::MAX
}

#[test]
fn text_accepts_the_characters_of_production_2() {
    for character in every_character().filter(|character| !"<&".contains(*character)) {
        let legal = is_in(CHARACTER, character);
        assert_eq!(accepts(&format!("<a>{character}</a>")), legal, "{character:?}");
        assert_eq!(accepts(&format!("<a><!--{character}--></a>")), legal && character != '-');
    }
}

#[test]
fn a_reference_accepts_the_characters_of_production_2() {
    for code in 0..=0x11_0100 {
        let legal = CHARACTER.iter().any(|range| range.contains(&code));
        assert_eq!(accepts(&format!("<a>&#{code};</a>")), legal, "{code}");
        assert_eq!(accepts(&format!("<a b='&#x{code:x};'/>")), legal, "{code}");
        assert_eq!(accepts(&format!("<a b='&#x{code:X};'/>")), legal, "{code}");
    }
}

#[test]
fn a_name_begins_with_the_characters_of_production_4() {
    for character in every_character().filter(|character| !"!/?".contains(*character)) {
        let legal = is_in(NAME_START, character);
        assert_eq!(accepts(&format!("<{character}/>")), legal, "{character:?}");
        assert_eq!(accepts(&format!("<a {character}=''/>")), legal, "{character:?}");
        assert_eq!(accepts(&format!("<a><?{character}?></a>")), legal, "{character:?}");
    }
}

#[test]
fn a_name_continues_with_the_characters_of_production_4a() {
    for character in every_character().filter(|character| !" \t\r\n/>".contains(*character)) {
        let legal = is_in(NAME_START, character) || is_in(NAME, character);
        assert_eq!(accepts(&format!("<a{character}></a{character}>")), legal, "{character:?}");
        let attribute = format!("<a b{character}c=''/>");
        assert_eq!(accepts(&attribute), legal, "{character:?}");
    }
}

/// Characters are tested in chunks, and only a chunk that may have an illegal one is searched.
#[test]
fn the_first_of_several_illegal_characters_is_reported() {
    for illegal in
        ["\u{1}\u{1}", "\u{1}\u{1}\u{1}", "\u{FFFE}\u{FFFF}", "\u{B}\u{F000}", "\u{F000}\u{B}"]
    {
        for before in [0, 1, 1000, 1020, 1021, 1022, 1023, 1024, 1025, 2047, 5000] {
            let head = format!("<a>{}", "x".repeat(before));
            let error = check_xml(format!("{head}{illegal}</a>").as_bytes()).unwrap_err();
            let offset = head.len() + if illegal.starts_with('\u{F000}') { 3 } else { 0 };
            let found = (error.kind(), error.offset());
            assert_eq!(found, (XmlErrorKind::InvalidCharacter, offset), "{illegal:?} at {before}");
        }
    }
}

#[test]
fn every_character_round_trips_in_a_form() {
    let identities: Vec<String> = every_character().map(String::from).collect();
    for some in identities.chunks(10_000) {
        let request = Request::new(some.iter().map(String::as_str));
        let form = request.to_form();
        assert_eq!(Request::decode_form(form.as_bytes()), Ok(request));
        let bare = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%=&".contains(&byte);
        assert!(form.bytes().all(bare));
    }
}

/// The escapes of RFC 3986 §2.1, byte by byte.
fn escaped(text: &str) -> String {
    let escape = |byte: u8| {
        let unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if unreserved { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(escape).collect()
}

#[test]
fn a_form_escapes_a_character_at_any_place() {
    let others = ['\u{80}', '\u{E9}', '\u{2028}', '\u{FFFF}', '\u{1F4E7}'];
    for character in ('\0'..='\u{7F}').chain(others) {
        let place = |at: usize, len: usize| {
            format!("{}{character}{}", "a".repeat(at), "b".repeat(len.saturating_sub(at)))
        };
        let mut identities: Vec<String> = (0..40).map(|at| place(at, 39)).collect();
        identities.extend((0..18).map(|at| place(at, at)));
        identities.extend((1..50).map(|count| character.to_string().repeat(count)));
        for identity in identities {
            let form = Request::new([identity.as_str()]).to_form();
            let value = form.rsplit_once('=').map(|(_, value)| value);
            assert_eq!(value, Some(&*escaped(&identity)), "{identity:?}");
        }
    }
}

#[test]
fn text_of_any_length_with_any_character_is_read() {
    let body = |key: &str| {
        format!(
            "<GetIdentityDkimAttributesResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\">\
             <GetIdentityDkimAttributesResult><DkimAttributes><entry><key>{key}</key><value>\
             <DkimEnabled>true</DkimEnabled>\
             <DkimVerificationStatus>Success</DkimVerificationStatus></value></entry>\
             </DkimAttributes></GetIdentityDkimAttributesResult>\
             </GetIdentityDkimAttributesResponse>"
        )
    };
    for character in ('\0'..='\u{FF}').chain(['\u{2028}', '\u{1F4E7}']) {
        // A CR is read as a line feed (§2.11).
        let value = match character {
            '<' | '&' => None,
            '\r' => Some('\n'),
            _ => Some(character).filter(|c| CHARACTER.iter().any(|r| r.contains(&u32::from(*c)))),
        };
        let run = |count: usize| character.to_string().repeat(count);
        let place = |at: usize| format!("{}{character}{}", "a".repeat(at), "b".repeat(39 - at));
        for key in (1..50).map(run).chain((0..40).map(place)) {
            let body = body(&key);
            let expected = value.map(|value| key.replace(character, &value.to_string()));
            let decoded = GetIdentityDkimAttributesResponse::decode(body.as_bytes()).ok();
            let read = decoded.as_ref().and_then(|response| response.dkim_attributes.iter().next());
            assert_eq!(read.map(|(key, _)| key), expected.as_deref(), "{key:?}");
        }
    }
}
