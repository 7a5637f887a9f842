//! Every vector finds a fault that few others find.
//!
//! The reference answers every vector rightly. With one fault switched on it fails some of them: these
//! vectors find the fault. A vector that finds only faults which many find adds nothing to the suite,
//! and its failure tells nobody what is wrong; it is cut, or a fault is added that it is there for.

mod reference;
mod seed;

use ses_dkim_conformance::{Outcome, check, controls, vectors};

use crate::reference::Reference;
use crate::seed::{Fault, Seed};

/// How many vectors may find the fault that a vector is there for: 2 % of the suite. A report of so few
/// failures is read in full.
const FEW: usize = 16;

/// What the reference is seen to do.
struct Matrix {
    /// The vectors that find each fault.
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
            for fault in without.0.take_met() {
                if check(&Reference(Seed::new(Some(fault))), vector).outcome != Outcome::Passed {
                    found[fault as usize].1.push(&vector.id);
                }
            }
        }
        Self { found, wrong }
    }

    /// The fewest vectors that find a fault which this one finds.
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
fn every_vector_finds_a_fault_that_few_others_find() {
    let matrix = Matrix::new();
    let mut faults = matrix.wrong.clone();
    for (fault, finders) in &matrix.found {
        println!("{fault:?} {} {finders:?}", finders.len());
        if finders.is_empty() {
            faults.push(format!("{fault:?}: no vector finds it"));
        }
    }
    for vector in vectors() {
        match matrix.fewest(&vector.id) {
            None => faults.push(format!("{}: it finds no fault", vector.id)),
            Some(count) if count > FEW => {
                faults.push(format!("{}: {count} vectors find each fault of it", vector.id));
            }
            Some(_) => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
