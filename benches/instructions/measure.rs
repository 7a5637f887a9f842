//! The count of instructions: this program runs itself under callgrind with two numbers of
//! iterations. The difference is the cost of the iterations without the start of the program.

use std::sync::Mutex;
use std::thread;

use crate::callgrind;
use crate::documents::Document;
use crate::readers;

/// A document, its reader, and the cost.
#[derive(Clone)]
pub struct Row {
    pub document: String,
    pub bytes: usize,
    pub reader: &'static str,
    /// Per document; zero before it is measured.
    pub instructions: f64,
}

impl Row {
    pub fn per_byte(&self) -> f64 {
        self.instructions / self.bytes as f64
    }
}

/// A row for each document and each of its readers. Words select rows.
pub fn rows(documents: &[Document], words: &[&str]) -> Vec<Row> {
    let chosen = |name: &str| words.is_empty() || words.contains(&name);
    let mut rows = Vec::new();
    for document in documents {
        let writers = readers::writers_of(document).into_iter();
        for reader in writers.chain(readers::readers_of(document)) {
            if chosen(&document.name) || chosen(reader.name) {
                rows.push(Row {
                    document: document.name.clone(),
                    bytes: document.body.len(),
                    reader: reader.name,
                    instructions: 0.0,
                });
            }
        }
    }
    rows
}

/// The rows with their counts. As many are measured at once as there are processors.
pub fn measured(mut rows: Vec<Row>) -> Vec<Row> {
    let left = Mutex::new(rows.iter_mut());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let next = left.lock().unwrap().next();
                    let Some(row) = next else { break };
                    row.instructions = instructions(row);
                }
            });
        }
    });
    rows
}

/// The instructions of one iteration.
fn instructions(row: &Row) -> f64 {
    const LARGE: usize = 1 << 20;
    // The first iteration warms the allocator and is in both runs.
    let (few, many): (u32, u32) = if row.bytes < LARGE { (2, 12) } else { (2, 3) };
    let difference = collected(row, many) - collected(row, few);
    difference / f64::from(many - few)
}

/// The instructions of the whole program with a number of iterations.
fn collected(row: &Row, iterations: u32) -> f64 {
    let iterations = iterations.to_string();
    callgrind::collected(&[callgrind::OPTION, &row.document, row.reader, &iterations])
}

/// The work of one row: document, reader, number of iterations.
pub fn be_measured(words: &[&str]) {
    let [document, reader, iterations] = words else {
        panic!("found {words:?}, expected document, reader and iterations");
    };
    let document = Document::named(document);
    let reader = readers::named(&document, reader);
    (reader.repeat)(&document, iterations.parse().unwrap());
}
