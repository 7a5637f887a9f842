//! The embedded vectors are complete.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ses_dkim_conformance::{Level, OPS, Operation, controls, raw, tables, vectors};

const README: &str = include_str!("../README.md");

#[test]
fn every_file_is_embedded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.into_string().unwrap());
    // Desktops put hidden files into folders.
    let found: BTreeSet<String> = names.filter(|name| !name.starts_with('.')).collect();
    let embedded = ses_dkim_conformance::FILES.iter().map(|(name, _)| (*name).to_owned());
    assert_eq!(found, embedded.collect());
}

/// A vector that is lost together with its count is detected.
#[test]
fn the_readme_states_the_number_of_vectors() {
    let count = vectors().count();
    assert!(README.contains(&format!("\n{count} vectors say ")), "there are {count} vectors");
}

#[test]
fn every_table_is_complete_and_consistent() {
    for table in tables() {
        assert_eq!(table.count, table.vectors.len(), "{}", table.rule);
        assert_eq!(table.version, ses_dkim_conformance::version(), "{}", table.rule);
        for vector in &table.vectors {
            assert_eq!(vector.rule, table.rule, "{}", vector.id);
            assert_eq!(raw(&vector.id).unwrap()["comment"], *vector.comment);
        }
    }
}

#[test]
fn every_level_op_and_operation_is_asked() {
    for level in Level::ALL {
        assert!(vectors().any(|vector| vector.level == level), "{level:?}");
    }
    for op in OPS {
        assert!(vectors().any(|vector| vector.question.op() == op), "{op}");
    }
    for operation in Operation::ALL {
        let is_about = |asked: Option<Option<Operation>>| asked.flatten() == Some(operation);
        assert!(vectors().any(|vector| is_about(vector.question.operation)), "{operation}");
    }
}

#[test]
fn every_question_has_a_control() {
    for vector in vectors() {
        let (op, operation) = (vector.question.op(), vector.question.operation.flatten());
        let controlled = controls().iter().any(|control| {
            let asked = &control.question;
            asked.op() == op && asked.operation.is_none_or(|asked| asked == operation)
        });
        assert!(controlled, "{}: no control of {op} and {operation:?}", vector.id);
    }
}
