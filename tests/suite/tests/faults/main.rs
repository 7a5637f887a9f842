//! Every vector detects a fault that few others detect.
//!
//! The reference passes every vector. With one fault switched on it fails some of them: these
//! vectors detect the fault. A vector that detects only faults that many others detect adds nothing
//! to the suite, and its failure does not show the cause. Remove such a vector, or add a fault that
//! it detects.

mod reference;
mod seed;

use ses_dkim_conformance::{Outcome, check, controls, vectors};

use crate::reference::Reference;
use crate::seed::{Fault, Seed};

/// How many vectors may detect the fault that justifies a vector: 2 % of the suite. A report of so
/// few failures is read completely.
const MAX_DETECTING: usize = 16;

/// The observed results of the reference.
struct Matrix {
    /// The vectors that detect each fault.
    found: Vec<(Fault, Vec<&'static str>)>,
    /// The vectors that the reference fails without a fault.
    wrong: Vec<String>,
}

impl Matrix {
    fn new() -> Self {
        let mut found: Vec<(Fault, Vec<&'static str>)> =
            Fault::ALL.iter().map(|fault| (*fault, Vec::new())).collect();
        let mut wrong = Vec::new();
        let without = Reference(Seed::new(None));
        for vector in vectors() {
            let verdict = check(&without, vector);
            if verdict.outcome != Outcome::Passed {
                wrong.push(format!("{}: {:?}", vector.id, verdict.outcome));
            }
            for fault in without.0.take_checked() {
                if check(&Reference(Seed::new(Some(fault))), vector).outcome != Outcome::Passed {
                    found[fault as usize].1.push(&vector.id);
                }
            }
        }
        Self { found, wrong }
    }

    /// The smallest number of vectors that detect a fault of this vector.
    fn fewest(&self, id: &str) -> Option<usize> {
        let finders = self.found.iter().map(|(_, finders)| finders);
        finders.filter(|finders| finders.contains(&id)).map(Vec::len).min()
    }
}

#[test]
fn the_reference_without_a_fault_passes_the_controls() {
    for control in controls() {
        let verdict = check(&Reference(Seed::new(None)), control);
        assert_eq!(verdict.outcome, Outcome::Passed, "{}: {}", control.id, control.comment);
    }
}

#[test]
fn every_vector_detects_a_fault_that_few_others_detect() {
    let matrix = Matrix::new();
    let mut faults = matrix.wrong.clone();
    for (fault, finders) in &matrix.found {
        println!("{fault:?} {} {finders:?}", finders.len());
        if finders.is_empty() {
            faults.push(format!("{fault:?}: no vector detects it"));
        }
    }
    for vector in vectors() {
        match matrix.fewest(&vector.id) {
            None => faults.push(format!("{}: it detects no fault", vector.id)),
            Some(count) if count > MAX_DETECTING => {
                faults.push(format!(
                    "{}: each of its faults is detected by {count} vectors or more",
                    vector.id
                ));
            }
            Some(_) => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
