//! One criterion group for each document, with all its readers.

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput};

use crate::documents::Document;
use crate::readers::Reader;

/// The shortest settings whose medians repeat within a few per cent.
pub fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args()
}

/// Measures one group. Dropping the results is part of the measured time.
pub fn side_by_side(
    criterion: &mut Criterion,
    what: &str,
    document: &Document,
    readers: Vec<Reader>,
) {
    let mut group = criterion.benchmark_group(format!("{what}/{}", document.name));
    group.throughput(Throughput::Bytes(document.body.len() as u64));
    for reader in readers {
        let id = BenchmarkId::from_parameter(reader.name);
        group.bench_function(id, |bencher| {
            bencher.iter_custom(|times| {
                let start = now();
                (reader.repeat)(document, usize::try_from(times).unwrap());
                start.elapsed()
            });
        });
    }
    group.finish();
}

#[expect(clippy::disallowed_types, reason = "the codec has no clock, a bench needs one")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}
