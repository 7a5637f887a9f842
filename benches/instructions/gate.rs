//! The bounds of the counts.

use crate::documents::{self, Document};
use crate::measure::{self, Row};
use crate::report::is_within;

/// The largest allowed ratio of the counts of a reader and another one on a document.
struct Bound {
    document: String,
    reader: &'static str,
    other: &'static str,
    most: f64,
}

fn at_most(most: f64, document: &str, reader: &'static str, other: &'static str) -> Bound {
    Bound { document: document.to_owned(), reader, other, most }
}

fn times_fewer(times: f64, document: &str, reader: &'static str, other: &'static str) -> Bound {
    at_most(1.0 / times, document, reader, other)
}

fn bounds() -> Vec<Bound> {
    let mut bounds = Vec::new();
    for document in documents::regular() {
        let document = &document;
        bounds.extend([
            at_most(1.6, document, "decode", "memchr-lt"),
            times_fewer(7.5, document, "decode", "quick-xml-events"),
            times_fewer(14.0, document, "decode", "aws-smithy-xml"),
            times_fewer(14.0, document, "decode", "quick-xml-serde"),
            times_fewer(10.0, document, "decode", "roxmltree"),
            times_fewer(14.0, document, "decode", "instant-xml"),
            times_fewer(60.0, document, "decode", "xml-rs"),
        ]);
    }
    bounds.extend([
        times_fewer(1.4, "100-disguised", "decode", "quick-xml-events"),
        times_fewer(5.0, "documented-indented", "decode", "quick-xml-events"),
        times_fewer(3.0, "verify-domain-dkim", "decode", "quick-xml-events"),
        times_fewer(3.0, "set-identity-dkim-enabled", "decode", "quick-xml-events"),
        times_fewer(2.5, "documented-error", "decode", "quick-xml-events"),
        times_fewer(2.5, "compact-error", "decode", "quick-xml-events"),
        times_fewer(2.0, "form-100", "encode_form", "aws-smithy-query"),
        times_fewer(2.0, "form-100", "encode_form", "form_urlencoded"),
        times_fewer(2.0, "form-100", "decode_form", "form_urlencoded::parse"),
    ]);
    bounds
}

/// Documents in rarer layouts, and their bounds: a document must not cost much more because of its
/// layout. The empty-element tags of the last one take ordinary steps, and the first ordinary step of
/// a document checks all of its characters.
const RARE: [(&str, f64); 4] = [
    ("100-declared", 1.6),
    ("100-metadata-first", 1.6),
    ("100-eight-spaces", 1.6),
    ("100-empty-tag", 2.2),
];

fn rare_bounds() -> impl Iterator<Item = Bound> {
    RARE.into_iter().map(|(document, most)| at_most(most, document, "decode", "memchr-lt"))
}

fn rare_rows() -> Vec<Row> {
    let documents = RARE.map(|(name, _)| Document::named(name));
    measure::measured(measure::rows(&documents, &["decode", "memchr-lt"]))
}

/// Prints each bound and whether it holds.
pub fn is_kept(rows: &[Row]) -> bool {
    println!("\nbounds");
    let mut kept = true;
    let rows = &[rows, &rare_rows()].concat();
    for bound in bounds().into_iter().chain(rare_bounds()) {
        kept &= is_within(
            &format!("{} on {} / {}", bound.reader, bound.document, bound.other),
            count(rows, &bound, bound.reader) / count(rows, &bound, bound.other),
            bound.most,
        );
    }
    for layout in ["indented", "status-first"] {
        kept &= is_flat("decode", layout);
    }
    kept
}

fn count(rows: &[Row], bound: &Bound, reader: &str) -> f64 {
    let is_meant = |row: &&Row| row.document == bound.document && row.reader == reader;
    let row = rows.iter().find(is_meant);
    row.unwrap_or_else(|| panic!("{reader} was not measured on {}", bound.document)).instructions
}

/// Whether a byte costs the same in any document from 16 KiB to 16 MiB.
fn is_flat(reader: &'static str, layout: &str) -> bool {
    let rows = measure::measured(measure::rows(&documents::sizes(layout), &[reader]));
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for row in &rows {
        let (bytes, per_byte) = (row.bytes, row.per_byte());
        println!("  {reader} on {bytes} bytes, {layout}: {per_byte:.2} per byte");
        if bytes >= 16 << 10 {
            least = least.min(per_byte);
            most = most.max(per_byte);
        }
    }
    assert!(most >= least, "{reader} was not measured from 16 KiB upwards");
    is_within(&format!("{reader}, {layout}, most / least per byte"), most / least, 1.25)
}
