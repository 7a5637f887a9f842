//! A very large run: a million identities on one core, in batches, through every step of the codec.
//!
//! `cargo bench --bench million` prints time, heap and allocations for 100,000 and for 1,000,000
//! identities. Exits 1 when an identity costs more in the larger run. `-- --instructions` also
//! counts instructions under valgrind, which takes minutes.
#![allow(dead_code, reason = "a measurement uses only a part of the shared modules")]

#[path = "instructions/callgrind.rs"]
mod callgrind;
mod documents;
#[path = "instructions/report.rs"]
mod report;

use std::process::ExitCode;

use allocation_counter::measure;
use documents::values::{self, Random};
use ses_dkim_codec::{
    DkimAttributes, GetIdentityDkimAttributesRequest as Request,
    GetIdentityDkimAttributesResponse as Response, HttpReply, Reply, VerificationStatus, batches,
};

const SMALL: usize = 100_000;
const LARGE: usize = 1_000_000;

/// The largest ratio of the cost of an identity in the larger run to that in the smaller one.
const GROWTH: f64 = 1.01;

/// The maximum heap of an identity with its three tokens, in bytes: about 130 for the texts, and
/// 136 for its place in the two lists, three times that while a list doubles and is copied.
const HEAP: f64 = 550.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [callgrind::OPTION, identities] => drop(run(identities.parse().unwrap())),
        _ if arguments.contains(&"--test") => {
            check(&run(250), 250);
            println!("250 identities, every answer right");
        }
        _ => return compare(arguments.contains(&"--instructions")),
    }
    ExitCode::SUCCESS
}

/// Asks about every identity, a hundred at a time: the form is written and read, the answer is
/// written and read, and the maps are merged into one that owns its text.
fn run(identities: usize) -> DkimAttributes<'static> {
    let mut random = Random::new();
    let mut answered = DkimAttributes::new();
    for request in batches((0..identities).map(values::identity)) {
        let form = request.to_form();
        let document = answer(&form, &mut random);
        let reply = request.reply(HttpReply::new(200, document.as_bytes())).unwrap();
        match reply {
            Reply::Response(response) => answered.append(response.into_owned().dkim_attributes),
            Reply::ErrorResponse(error) => panic!("{error}"),
        }
    }
    answered
}

/// The answer of the service: three tokens for each identity of the form.
fn answer(form: &str, random: &mut Random) -> String {
    let request = Request::decode_form(form.as_bytes()).unwrap();
    let mut attributes = DkimAttributes::new();
    for identity in request.identities() {
        let tokens = (0..3).map(|_| random.token());
        attributes
            .push(&**identity)
            .dkim_enabled(true)
            .dkim_verification_status(VerificationStatus::Success)
            .dkim_tokens(tokens);
    }
    Response::new(attributes).to_xml().unwrap()
}

/// Checks that the map has every identity in order, with the attributes that were answered.
fn check(answered: &DkimAttributes<'_>, identities: usize) {
    let mut random = Random::new();
    assert_eq!(answered.len(), identities);
    for (number, (identity, attributes)) in answered.iter().enumerate() {
        assert_eq!(identity, values::identity(number));
        assert_eq!(attributes.dkim_enabled(), Some(true));
        assert_eq!(attributes.dkim_verification_status(), Some(VerificationStatus::Success));
        let tokens: Vec<String> = (0..3).map(|_| random.token()).collect();
        assert_eq!(attributes.dkim_tokens().unwrap(), tokens);
    }
}

/// The cost of a run for each identity.
struct Cost {
    allocations: f64,
    heap: f64,
    instructions: Option<f64>,
}

impl Cost {
    fn of(identities: usize, with_instructions: bool) -> Self {
        let start = now();
        let answered = run(identities);
        let seconds = start.elapsed().as_secs_f64();
        check(&answered, identities);
        drop(answered);
        let heap = measure(|| drop(run(identities)));
        let of_one = |total: f64| total / identities as f64;
        let cost = Self {
            allocations: of_one(heap.count_total as f64),
            heap: of_one(heap.bytes_max as f64),
            instructions: with_instructions.then(|| {
                let run = [callgrind::OPTION, &identities.to_string()];
                let start = [callgrind::OPTION, "0"];
                of_one(callgrind::collected(&run) - callgrind::collected(&start))
            }),
        };
        print!(
            "{identities} identities: {seconds:.2} s, {:.0} MiB of heap; for one: {:.2} allocations, \
             {:.0} bytes",
            heap.bytes_max as f64 / f64::from(1 << 20),
            cost.allocations,
            cost.heap
        );
        match cost.instructions {
            Some(instructions) => println!(", {instructions:.0} instructions"),
            None => println!(),
        }
        cost
    }
}

fn compare(with_instructions: bool) -> ExitCode {
    if with_instructions && !callgrind::is_here() {
        eprintln!("valgrind is not installed: nothing was measured");
        return ExitCode::from(2);
    }
    let [small, large] = [SMALL, LARGE].map(|identities| Cost::of(identities, with_instructions));
    let mut kept = report::is_within("heap, bytes for one", large.heap.max(small.heap), HEAP);
    let growth = large.allocations / small.allocations;
    kept &= report::is_within("allocations for one, growth", growth, GROWTH);
    if let (Some(small), Some(large)) = (small.instructions, large.instructions) {
        kept &= report::is_within("instructions for one, growth", large / small, GROWTH);
    }
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[expect(clippy::disallowed_types, reason = "the codec has no clock, a bench needs one")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}
