//! Instructions per byte, counted by callgrind for every class of adversarial body. The test runs
//! itself under valgrind.
#![allow(clippy::disallowed_methods, reason = "a test reads what callgrind wrote")]

use std::hint::black_box;
use std::path::Path;
use std::process::Command;

use ses_dkim_codec_tests::support::adversary::{Decode, REPLY, classes};

const SIZES: [usize; 2] = [16 * 1024, 1024 * 1024];

/// The environment variable that is set for the program under valgrind.
const UNDER_CALLGRIND: &str = "UNDER_CALLGRIND";

#[test]
#[ignore = "takes minutes and needs valgrind: .ci/run bounds"]
fn instructions_grow_linearly() {
    if std::env::var_os(UNDER_CALLGRIND).is_some() {
        decode_all();
    } else {
        compare(&count());
    }
}

/// The function that callgrind counts. It writes a dump before each call.
#[inline(never)]
fn counted_by_callgrind(decode: Decode, body: &[u8]) {
    decode(black_box(body));
    black_box(body);
}

fn decode_all() {
    for ((_, generate), decode) in classes() {
        for size in SIZES {
            counted_by_callgrind(decode, &generate(size));
        }
    }
    // Makes callgrind dump the last count.
    counted_by_callgrind(REPLY, b"");
}

/// The instructions of each call of `counted_by_callgrind`, in order.
fn count() -> Vec<u64> {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("callgrind");
    drop(std::fs::remove_dir_all(&directory));
    std::fs::create_dir_all(&directory).unwrap();
    let out = directory.join("out");
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--collect-atstart=no"])
        .arg("--toggle-collect=*counted_by_callgrind*")
        .arg("--dump-before=*growth::counted_by_callgrind")
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(std::env::current_exe().unwrap())
        .args(["growth::", "--ignored", "--test-threads=1"])
        .env(UNDER_CALLGRIND, "")
        .output()
        .expect("valgrind is installed");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    // The first dump has the instructions before the first call.
    (1..=classes().count() * SIZES.len())
        .map(|number| total(&directory.join(format!("out.{}", number + 1))))
        .collect()
}

/// The total at the end of a dump of callgrind.
fn total(dump: &Path) -> u64 {
    let text = std::fs::read_to_string(dump).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("totals: "));
    line.unwrap().trim().parse().unwrap()
}

fn compare(counts: &[u64]) {
    let mut worst = (0.0, "", 0.0);
    let mut densest = (0.0, "");
    for (((name, generate), _), counts) in classes().zip(counts.chunks(SIZES.len())) {
        let [small, large] = [0, 1].map(|index| {
            let body = generate(SIZES[index]);
            // A body that is refused at its start takes the same few instructions at any size.
            let fixed = 4096.0_f64.min(counts[index] as f64);
            (counts[index] as f64 - fixed) / body.len() as f64
        });
        println!("{name}: {small:.2} instructions per byte of 16 KiB, {large:.2} of 1 MiB");
        assert!(large <= small.max(0.1) * 1.25, "{name} grows");
        let growth = large / small.max(0.1);
        if growth > worst.0 {
            worst = (growth, name, large);
        }
        if large > densest.0 {
            densest = (large, name);
        }
    }
    let (growth, name, large) = worst;
    println!("instructions, worst growth: {growth:.3}: {name}, {large:.2} per byte of 1 MiB");
    println!("instructions, most per byte of 1 MiB: {:.2}: {}", densest.0, densest.1);
}
