//! Damage to a document: bytes and words are inserted, removed, repeated or moved.

/// Words that have misled some reader when they occur in the wrong place.
const WORDS: [&str; 46] = [
    "<",
    ">",
    "/>",
    "</",
    "&",
    ";",
    "'",
    "\"",
    "=",
    "--",
    "]]>",
    "<!",
    "<![",
    "<![CDATA[",
    "<!--",
    "-->",
    "<?",
    "?>",
    "<?xml ?>",
    "<?xml version='1.0'?>",
    "<!DOCTYPE a>",
    "&#0;",
    "&#xD800;",
    "&#xFFFE;",
    "&#4294967361;",
    "&#+65;",
    "&#x;",
    "&foo;",
    "&lt",
    "&apos;",
    "\u{0}",
    "\u{B}",
    "\u{FFFE}",
    "\u{FEFF}",
    "\u{85}",
    "\r",
    " a=\"1\"",
    " a=\"1\" a='2'",
    " a=<",
    "<key>",
    "</key>",
    "<entry/>",
    "<DkimEnabled>true</DkimEnabled>",
    "<member/>",
    "<Error>",
    "encoding='latin1'",
];

/// Damages a document in up to four places. The caller makes every choice.
pub fn mutate(mut bytes: Vec<u8>, choose: &mut impl FnMut(usize) -> usize) -> Vec<u8> {
    for _ in 0..=choose(4) {
        edit(&mut bytes, choose);
    }
    bytes
}

fn edit(bytes: &mut Vec<u8>, choose: &mut impl FnMut(usize) -> usize) {
    let at = choose(bytes.len() + 1);
    let len = choose(12.min(bytes.len() - at + 1));
    let range = at..at + len;
    match choose(7) {
        0 => drop(bytes.drain(range)),
        1 => {
            let word = WORDS[choose(WORDS.len())];
            drop(bytes.splice(at..at, word.bytes()));
        }
        2 => bytes.insert(at, u8::try_from(choose(256)).unwrap_or(0)),
        3 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << choose(8);
            }
        }
        4 => {
            let copy = bytes[range].to_vec();
            let to = choose(bytes.len() + 1);
            drop(bytes.splice(to..to, copy));
        }
        5 => {
            let tag = tag_at(bytes, at);
            let copy = bytes[tag].to_vec();
            let to = choose(bytes.len() + 1);
            drop(bytes.splice(to..to, copy));
        }
        _ => drop(bytes.drain(tag_at(bytes, at))),
    }
}

/// The range from the next `<` to the next `>`.
fn tag_at(bytes: &[u8], from: usize) -> core::ops::Range<usize> {
    let find = |byte: u8, from: usize| {
        let found = bytes[from..].iter().position(|other| *other == byte);
        found.map_or(bytes.len(), |index| from + index)
    };
    let start = find(b'<', from);
    start..(find(b'>', start) + 1).min(bytes.len())
}
