//! Every edit of one byte of a documented document gives an error, the same value, or a value in
//! which one text differs at the place of the edit.

use ses_dkim_codec::Reply;
use ses_dkim_codec_tests::for_each_operation;
use ses_dkim_codec_tests::laws::Operation;
use ses_dkim_codec_tests::laws::operation::{
    GetIdentityDkimAttributes, SetIdentityDkimEnabled, VerifyDomainDkim,
};
use ses_dkim_codec_tests::support::documented;
use ses_dkim_codec_tests::support::tree::{self, Content, Node};

#[test]
fn an_edited_response_is_refused_or_differs_in_at_most_one_text() {
    check::<GetIdentityDkimAttributes>(documented::ATTRIBUTES);
    check::<VerifyDomainDkim>(documented::TOKENS);
    check::<SetIdentityDkimEnabled>(documented::ENABLED);
}

#[test]
fn an_edited_error_is_refused_or_differs_in_at_most_one_text() {
    for_each_operation!(O => check::<O>(documented::ERROR));
}

/// The outcomes of the edits of one document.
#[derive(Debug, Default)]
struct Count {
    edits: usize,
    refused: usize,
    same: usize,
    one_text: usize,
}

fn check<O: Operation>(document: &[u8]) {
    let original = tree_of::<O>(document).unwrap();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let count = std::thread::scope(|scope| {
        let shards: Vec<_> = (0..threads)
            .map(|shard| {
                let original = &original;
                scope.spawn(move || {
                    let mut count = Count::default();
                    for position in (shard..=document.len()).step_by(threads) {
                        edits_at(document, position, |edited| {
                            judge::<O>(original, edited, &mut count);
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
    assert!(count.refused > 0 && count.same > 0 && count.one_text > 0, "{count:?}");
    let root = &original.name;
    println!("{root} for {}, {len} bytes: {count:?}, 0 violations", O::RESULT);
}

/// Calls `judge` with every single edit of a document at a position.
fn edits_at(document: &[u8], position: usize, mut judge: impl FnMut(&[u8])) {
    let (before, rest) = document.split_at(position);
    let mut inserted = [before, b"\0", rest].concat();
    for byte in 0..=u8::MAX {
        inserted[position] = byte;
        judge(&inserted);
    }
    let Some((edited, after)) = rest.split_first() else {
        return;
    };
    judge(&[before, after].concat());
    judge(&[before, &[*edited], rest].concat());
    if let Some((next, after)) = after.split_first() {
        judge(&[before, &[*next, *edited], after].concat());
    }
    let mut substituted = document.to_vec();
    for byte in (0..=u8::MAX).filter(|byte| byte != edited) {
        substituted[position] = byte;
        judge(&substituted);
    }
}

/// The value of a document as a tree, if the operation reads it. Its root is the kind of document.
fn tree_of<O: Operation>(document: &[u8]) -> Option<Node> {
    match Reply::<O::Response<'_>>::decode(document).ok()? {
        Reply::Response(response) => Some(tree::response::<O>(&response)),
        Reply::ErrorResponse(error) => Some(tree::error(&error, &mut |_| 0)),
    }
}

fn judge<O: Operation>(original: &Node, edited: &[u8], count: &mut Count) {
    let shown = || String::from_utf8_lossy(edited);
    count.edits += 1;
    let Some(read) = tree_of::<O>(edited) else {
        count.refused += 1;
        return;
    };
    let mut changed = Vec::new();
    compare(&mut changed, original, &read);
    match changed[..] {
        [] => count.same += 1,
        [(name, old, new)] => {
            assert!(is_one_edit(old, new), "{old:?} became {new:?}: {}", shown());
            assert!(is_harmless(name, new), "{name} became {new:?}: {}", shown());
            count.one_text += 1;
        }
        _ => panic!("{} texts differ: {}", changed.len(), shown()),
    }
}

/// The name of an element, its text, and its text after an edit.
type Change<'a> = (&'a str, &'a str, &'a str);

/// Collects the texts that differ between two trees. Any other difference fails.
fn compare<'a>(changed: &mut Vec<Change<'a>>, old: &'a Node, new: &'a Node) {
    use Content::{AnyOrder, Ordered, Padded, Text};
    assert_eq!(old.name, new.name, "an element became another one");
    match (&old.content, &new.content) {
        (Text(before), Text(after)) | (Padded(before), Padded(after)) => {
            if before != after {
                changed.push((&old.name, before, after));
            }
        }
        (Ordered(before), Ordered(after)) | (AnyOrder(before), AnyOrder(after)) => {
            assert_eq!(before.len(), after.len(), "an element of {} was lost or added", old.name);
            before.iter().zip(after).for_each(|(before, after)| compare(changed, before, after));
        }
        (before, after) => panic!("{before:?} became {after:?}"),
    }
}

/// Whether one edit may give an element this text: an edit must not turn one known word into
/// another.
fn is_harmless(name: &str, text: &str) -> bool {
    match name {
        "DkimEnabled" => false,
        "DkimVerificationStatus" => {
            !["Pending", "Success", "Failed", "TemporaryFailure", "NotStarted"].contains(&text)
        }
        "Type" => !["Sender", "Receiver"].contains(&text),
        _ => true,
    }
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
