//! The time that reading takes: responses, error documents and request forms.
#![allow(dead_code, reason = "a measurement uses only a part of the shared modules")]

mod compare;
mod documents;
mod readers;

use criterion::Criterion;

fn main() {
    let mut criterion = compare::criterion();
    decode(&mut criterion);
    criterion.final_summary();
}

fn decode(criterion: &mut Criterion) {
    for document in documents::all() {
        compare::side_by_side(criterion, "decode", &document, readers::readers_of(&document));
    }
}
