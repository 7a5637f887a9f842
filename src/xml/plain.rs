//! The lengths of indentation and of plain text, found several bytes at a time.
//!
//! Nearly every document consists of indentation, plain text and tags. With a loop over single
//! bytes, each of the two searches would take more instructions than the rest of the reader.

/// The length of the line break and indentation that `text` begins with: an optional CR, a LF, then
/// spaces or tabs. It is 0 where `text` begins with a tag.
///
/// The ordinary steps of the reader handle other white space, and the end of the document.
#[inline(always)]
pub(super) fn indentation_len(text: &[u8]) -> usize {
    let len = match text.first_chunk::<34>() {
        Some([b'\n', fill @ .., _]) => 1 + fill_len(fill),
        Some([b'\r', b'\n', fill @ ..]) => 2 + fill_len(fill),
        Some(_) | None => 0,
    };
    if len > 32 { deep_indentation_len(text, len) } else { len }
}

/// The length of the spaces, or of the tabs, that a block begins with.
#[inline(always)]
fn fill_len(block: &[u8; 32]) -> usize {
    match block {
        [b' ', ..] => run_len(block, b' '),
        [b'\t', ..] => run_len(block, b'\t'),
        _ => 0,
    }
}

/// The length of the run of `byte` that a block begins with.
#[inline(always)]
fn run_len(block: &[u8; 32], byte: u8) -> usize {
    let fill = u64::from_le_bytes([byte; 8]);
    let mut rest = &block[..];
    while let Some((word, tail)) = rest.split_first_chunk::<8>() {
        let others = u64::from_le_bytes(*word) ^ fill;
        if others != 0 {
            return block.len() - rest.len() + first_byte(others);
        }
        rest = tail;
    }
    block.len()
}

/// The length of an indentation that has at least `len` bytes.
#[inline(never)]
fn deep_indentation_len(text: &[u8], len: usize) -> usize {
    let fill = [text[len - 1]; 8];
    let mut rest = &text[len..];
    while let Some((word, tail)) = rest.split_first_chunk() {
        if *word != fill {
            break;
        }
        rest = tail;
    }
    let others = rest.iter().position(|byte| *byte != fill[0]);
    text.len() - rest.len() + others.unwrap_or(rest.len())
}

/// The length of the plain text that `text` begins with: bytes from 0x20 to 0x7F other than `<`,
/// `&` and `]`. Such text is its own value (XML 1.0 §2.4 and §2.11).
///
/// If fewer than eight bytes are left, the result is the whole length. The caller then finds no tag
/// after the text and takes the ordinary step.
#[inline(always)]
pub(super) fn plain_len(text: &[u8]) -> usize {
    let mut rest = text;
    while let Some((block, tail)) = rest.split_first_chunk::<16>() {
        if !is_plain(block) {
            break;
        }
        rest = tail;
    }
    while let Some((word, tail)) = rest.split_first_chunk::<8>() {
        let others = not_plain(*word);
        if others != 0 {
            return text.len() - rest.len() + first_byte(others);
        }
        rest = tail;
    }
    text.len()
}

/// Whether all bytes are plain. Each comparison has its own loop, which the compiler vectorizes.
#[inline(always)]
pub(super) fn is_plain<const LEN: usize>(block: &[u8; LEN]) -> bool {
    let any = |is: fn(u8) -> bool| block.iter().fold(false, |any, byte| any | is(*byte));
    // As a signed number, a byte outside ASCII is also less than the space.
    let control = any(|byte| i8::from_ne_bytes([byte]) < 0x20);
    !(control | any(|byte| byte == b'<') | any(|byte| byte == b'&') | any(|byte| byte == b']'))
}

/// A word whose bytes are zero up to the first byte of `word` that is not plain.
#[inline(always)]
fn not_plain(word: [u8; 8]) -> u64 {
    const LOW: u64 = u64::from_le_bytes([0x7F; 8]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    let word = u64::from_le_bytes(word);
    // The high bit of each byte is the answer. Adding 0x7F sets it in an ASCII byte other than 0,
    // adding 0x60 sets it from the space on. A byte outside ASCII has it set already and may carry
    // into the bytes after it, never into those before.
    let differs = |byte: u8| (word ^ u64::from_le_bytes([byte; 8])).wrapping_add(LOW);
    let printable = word.wrapping_add(u64::from_le_bytes([0x60; 8]));
    let plain = differs(b'<') & differs(b'&') & differs(b']') & printable & !word;
    !plain & HIGH
}

/// The index of the first byte of a word that is not zero.
#[inline(always)]
fn first_byte(word: u64) -> usize {
    (word.trailing_zeros() / u8::BITS) as usize
}

#[cfg(test)]
mod tests {
    use super::{indentation_len, is_plain, not_plain, plain_len};

    #[test]
    fn plain_text_is_ascii_without_markup_and_control_characters() {
        for byte in 0..=u8::MAX {
            let expected = matches!(byte, b' '..=0x7F) && !b"<&]".contains(&byte);
            let mut block = [b'a'; 16];
            block[9] = byte;
            assert_eq!(is_plain(&block), expected, "{byte:#x}");
            let mut word = [b'a'; 8];
            word[5] = byte;
            assert_eq!(not_plain(word) == 0, expected, "{byte:#x}");
            let len = plain_len(&[&word[..], b"<12345678"].concat());
            assert_eq!(len, if expected { 8 } else { 5 }, "{byte:#x}");
        }
    }

    #[test]
    fn indentation_is_a_line_break_and_spaces_or_tabs() {
        for line_break in ["\n", "\r\n"] {
            for fill in [" ", "\t"] {
                for count in 0..100 {
                    let indentation = [line_break, &fill.repeat(count)].concat();
                    let text = [&indentation, "<member>", &"-".repeat(32)].concat();
                    assert_eq!(indentation_len(text.as_bytes()), indentation.len(), "{text:?}");
                    let cut = indentation_len(&text.as_bytes()[..indentation.len()]);
                    assert!(cut == 0 || cut == indentation.len(), "{indentation:?}: {cut}");
                }
            }
        }
    }

    #[test]
    fn indentation_ends_at_other_white_space() {
        assert_eq!(indentation_len(b"<entry>  "), 0);
        assert_eq!(indentation_len(b"  <entry>  "), 0);
        assert_eq!(indentation_len(b"\n\n  <entry>------------------------------"), 1);
        assert_eq!(indentation_len(b"\n \t <entry>------------------------------"), 2);
        assert_eq!(indentation_len(b"\n\t  <entry>------------------------------"), 2);
        assert_eq!(indentation_len(b"\r  <entry>"), 0);
    }
}
