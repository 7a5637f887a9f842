//! The time that writing takes: request forms.
#![allow(dead_code, reason = "a measurement uses only a part of the shared modules")]

mod compare;
mod documents;
mod readers;

use criterion::Criterion;

fn main() {
    let mut criterion = compare::criterion();
    encode(&mut criterion);
    criterion.final_summary();
}

fn encode(criterion: &mut Criterion) {
    for document in documents::all() {
        compare::side_by_side(criterion, "encode", &document, readers::writers_of(&document));
    }
}
