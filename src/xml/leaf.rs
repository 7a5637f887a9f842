//! The leaves of the canonical grammar: a fixed word, and the plain text up to the next tag.

use nom::IResult;

/// What a parser of the canonical grammar takes; why it takes nothing is not its to say.
pub(super) type Taken<'body, T> = IResult<&'body str, T, ()>;

/// A word that stands so and not otherwise.
#[inline(always)]
pub(super) fn fixed<'body>(word: &'static str, input: &'body str) -> Taken<'body, ()> {
    match input.strip_prefix(word) {
        Some(rest) => Ok((rest, ())),
        None => Err(nom::Err::Error(())),
    }
}

/// text = *plain, and a "<" behind it
#[inline(always)]
pub(super) fn text(input: &str) -> Taken<'_, &str> {
    let text = input.split_at_checked(plain_len(input.as_bytes()));
    match text.filter(|(_, rest)| rest.as_bytes().first() == Some(&b'<')) {
        Some((text, rest)) => Ok((rest, text)),
        None => Err(nom::Err::Error(())),
    }
}

/// How many plain bytes a text begins with: sixteen at a time, then eight to find the last.
///
/// Stops short where fewer than eight bytes are left, as no document ends that close to a text.
#[inline(always)]
fn plain_len(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((block, tail)) = rest.split_first_chunk::<16>() {
        if !is_plain(block) {
            break;
        }
        rest = tail;
    }
    while let Some((word, tail)) = rest.split_first_chunk::<8>() {
        let len = plain_len_of_word(*word);
        if len < 8 {
            return bytes.len().wrapping_sub(rest.len()).wrapping_add(len);
        }
        rest = tail;
    }
    bytes.len()
}

// plain = %x20-7F, but for "<", "&" and "]"
///
/// One loop a comparison, which a compiler makes one instruction each.
#[inline(always)]
fn is_plain(block: &[u8; 16]) -> bool {
    let any = |is: fn(u8) -> bool| block.iter().fold(false, |any, byte| any | is(*byte));
    // Compared as a signed number, a byte outside ASCII is below the space too.
    let control = any(|byte| i8::from_ne_bytes([byte]) < 0x20);
    !(control | any(|byte| byte == b'<') | any(|byte| byte == b'&') | any(|byte| byte == b']'))
}

/// How many of eight bytes are plain before the first that is not.
#[inline(always)]
fn plain_len_of_word(word: [u8; 8]) -> usize {
    const LOW: u64 = u64::from_le_bytes([0x7F; 8]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    let word = u64::from_le_bytes(word);
    // The high bit of each byte tells. Adding 0x7F to what is below 0x80 sets it but for 0, and
    // adding 0x60 sets it from the space upwards. A byte outside ASCII has it set by itself and may
    // carry into the bytes behind it, never into those before.
    let differs = |byte: u8| (word ^ u64::from_le_bytes([byte; 8])).wrapping_add(LOW);
    let printable = word.wrapping_add(u64::from_le_bytes([0x60; 8]));
    let plain = differs(b'<') & differs(b'&') & differs(b']') & printable & !word;
    let others = !plain & HIGH;
    (others.trailing_zeros() / u8::BITS) as usize
}

#[cfg(test)]
mod tests {
    use super::{is_plain, plain_len_of_word};

    #[test]
    fn plain_is_ascii_from_the_space_upwards_but_for_three() {
        for byte in 0..=u8::MAX {
            let expected = matches!(byte, b' '..=0x7F) && !b"<&]".contains(&byte);
            let mut block = [b'a'; 16];
            block[9] = byte;
            assert_eq!(is_plain(&block), expected, "{byte:#x}");
            let mut word = [b'a'; 8];
            word[5] = byte;
            assert_eq!(plain_len_of_word(word), if expected { 8 } else { 5 }, "{byte:#x}");
        }
    }
}
