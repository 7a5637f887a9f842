//! Every single edit of a byte of the documented documents: an error, the same value, or one text
//! that differs where it was edited.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test panics to fail, and prints what it counted"
)]

use ses_dkim_codec::{
    ErrorResponse, ErrorType, GetIdentityDkimAttributesResponse, IdentityDkimAttributes,
    VerificationStatus,
};
use ses_dkim_codec_tests::laws::Reply;

const RESPONSE: &[u8] = include_bytes!("../../examples/documented/response.xml");
const ERROR: &[u8] = include_bytes!("../../examples/documented/error.xml");

#[test]
fn an_edited_response_is_refused_or_says_the_same_but_for_one_text() {
    check("response", RESPONSE);
}

#[test]
fn an_edited_error_is_refused_or_says_the_same_but_for_one_text() {
    check("error document", ERROR);
}

/// How the edits of one document came out.
#[derive(Debug, Default)]
struct Count {
    edits: usize,
    refused: usize,
    same: usize,
    one_text: usize,
}

fn check(what: &str, document: &[u8]) {
    let original = Reply::decode(document).unwrap();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let count = std::thread::scope(|scope| {
        let shards: Vec<_> = (0..threads)
            .map(|shard| {
                let original = &original;
                scope.spawn(move || {
                    let mut count = Count::default();
                    for position in (shard..=document.len()).step_by(threads) {
                        edits_at(document, position, |edited| {
                            judge(original, edited, &mut count);
                        });
                    }
                    count
                })
            })
            .collect();
        let counts = shards.into_iter().map(|shard| shard.join().unwrap());
        counts.fold(Count::default(), |sum, count| Count {
            edits: sum.edits + count.edits,
            refused: sum.refused + count.refused,
            same: sum.same + count.same,
            one_text: sum.one_text + count.one_text,
        })
    });
    let len = document.len();
    // Deletions, duplications, substitutions; swaps; insertions.
    assert_eq!(count.edits, len * 257 + (len - 1) + (len + 1) * 256);
    assert!(count.refused > 0 && count.same > 0 && count.one_text > 0);
    println!("{what}, {len} bytes: {count:?}, 0 violations");
}

/// Calls `judge` with every single edit of a document at a position.
fn edits_at(document: &[u8], position: usize, mut judge: impl FnMut(&[u8])) {
    let (before, rest) = document.split_at(position);
    let mut inserted = [before, b"\0", rest].concat();
    for byte in 0..=u8::MAX {
        inserted[position] = byte;
        judge(&inserted);
    }
    let Some((edited, behind)) = rest.split_first() else {
        return;
    };
    judge(&[before, behind].concat());
    judge(&[before, &[*edited], rest].concat());
    if let Some((next, behind)) = behind.split_first() {
        judge(&[before, &[*next, *edited], behind].concat());
    }
    let mut substituted = document.to_vec();
    for byte in (0..=u8::MAX).filter(|byte| byte != edited) {
        substituted[position] = byte;
        judge(&substituted);
    }
}

fn judge(original: &Reply<'_>, edited: &[u8], count: &mut Count) {
    let decoded = Reply::decode(edited);
    let shown = || String::from_utf8_lossy(edited);
    count.edits += 1;
    match decoded {
        Err(_) => count.refused += 1,
        Ok(reply) if reply == *original => count.same += 1,
        Ok(reply) => {
            let texts = match (original, &reply) {
                (Reply::Response(old), Reply::Response(new)) => changed_in_response(old, new),
                (Reply::ErrorResponse(old), Reply::ErrorResponse(new)) => {
                    changed_in_error(old, new)
                }
                _ => panic!("another document: {}", shown()),
            };
            let [(old, new)] = &texts[..] else {
                panic!("{} texts differ: {}", texts.len(), shown());
            };
            assert!(is_one_edit(old, new), "{old:?} became {new:?}: {}", shown());
            count.one_text += 1;
        }
    }
}

type Changed = Vec<(String, String)>;

/// The texts that differ between two responses, which have everything else in common.
fn changed_in_response(
    old: &GetIdentityDkimAttributesResponse<'_>,
    new: &GetIdentityDkimAttributesResponse<'_>,
) -> Changed {
    let mut changed = Vec::new();
    assert_eq!(old.dkim_attributes.len(), new.dkim_attributes.len());
    for ((old_key, old), (new_key, new)) in old.dkim_attributes.iter().zip(&new.dkim_attributes) {
        compare(&mut changed, Some(old_key), Some(new_key));
        compare_attributes(&mut changed, old, new);
    }
    compare(&mut changed, old.request_id.as_deref(), new.request_id.as_deref());
    changed
}

fn compare_attributes(
    changed: &mut Changed,
    old: IdentityDkimAttributes<'_>,
    new: IdentityDkimAttributes<'_>,
) {
    assert_eq!(old.dkim_enabled(), new.dkim_enabled(), "a flag flipped");
    let status = old.dkim_verification_status();
    let edited = new.dkim_verification_status();
    assert!(
        edited == status || matches!(edited, Some(VerificationStatus::Unknown(_))),
        "a status became another known one"
    );
    let text = VerificationStatus::as_str;
    compare(changed, status.as_ref().map(text), edited.as_ref().map(text));
    let (old, new) = (old.dkim_tokens(), new.dkim_tokens());
    assert_eq!(old.map(<[_]>::len), new.map(<[_]>::len), "a token was lost or added");
    for (old, new) in old.into_iter().flatten().zip(new.into_iter().flatten()) {
        compare(changed, Some(old), Some(new));
    }
}

/// The texts that differ between two errors, which have the same fields.
fn changed_in_error(old: &ErrorResponse<'_>, new: &ErrorResponse<'_>) -> Changed {
    let mut changed = Vec::new();
    assert_eq!((old.status, old.body), (new.status, new.body));
    let (old_type, new_type) = (old.error_type.as_ref(), new.error_type.as_ref());
    assert_ne!(new_type, Some(&ErrorType::Receiver), "a type became another known one");
    compare(&mut changed, old_type.map(ErrorType::as_str), new_type.map(ErrorType::as_str));
    compare(&mut changed, old.code.as_deref(), new.code.as_deref());
    compare(&mut changed, old.message.as_deref(), new.message.as_deref());
    compare(&mut changed, old.detail.as_deref(), new.detail.as_deref());
    compare(&mut changed, old.request_id.as_deref(), new.request_id.as_deref());
    changed
}

fn compare(changed: &mut Changed, old: Option<&str>, new: Option<&str>) {
    assert_eq!(old.is_some(), new.is_some(), "a text was lost or added");
    let differing = old.zip(new).filter(|(old, new)| old != new);
    changed.extend(differing.map(|(old, new)| (old.to_owned(), new.to_owned())));
}

/// Whether two texts differ in one place, by at most the two characters of a swap.
fn is_one_edit(old: &str, new: &str) -> bool {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let equal = |(one, other): &(&char, &char)| one == other;
    let prefix = old.iter().zip(&new).take_while(equal).count();
    let (old, new) = (&old[prefix..], &new[prefix..]);
    let suffix = old.iter().rev().zip(new.iter().rev()).take_while(equal).count();
    let (old, new) = (&old[..old.len() - suffix], &new[..new.len() - suffix]);
    let swapped = matches!((old, new), ([a, b], [c, d]) if (a, b) == (d, c));
    swapped || old.len() <= 1 && new.len() <= 1
}
