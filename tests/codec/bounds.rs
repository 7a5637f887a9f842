//! The bounds of the codec for every class of adversarial body: stack, heap, allocations, and time
//! in a release build on an idle machine.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test reads files and measures time"
)]

use std::hint::black_box;
use std::time::Instant;

use allocation_counter::{AllocationInfo, measure};
use ses_dkim_codec::GetIdentityDkimAttributesRequest as Request;
use ses_dkim_codec::{
    SetIdentityDkimEnabledRequest, VerifyDomainDkimRequest, VerifyDomainDkimResponse,
};
use ses_dkim_codec_tests::laws::Reply;
use ses_dkim_codec_tests::support::adversary::{BODIES, Decode, classes};

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// One list for the entries, one for the tokens.
const ALLOCATIONS: u64 = 2;

#[test]
fn at_least_half_of_the_bodies_are_read_and_some_are_refused() {
    let bodies = BODIES.iter().map(|(_, generate)| generate(16 * KIB));
    let read = bodies.filter(|body| Reply::decode(body).is_ok()).count();
    assert!((BODIES.len() / 2..BODIES.len()).contains(&read), "{read} are read");
}

#[test]
fn a_stack_of_64_kib_is_enough() {
    let thread = std::thread::Builder::new().stack_size(64 * KIB);
    let decode_all = || {
        for ((_, generate), decode) in classes() {
            decode(&generate(MIB));
        }
    };
    thread.spawn(decode_all).unwrap().join().unwrap();
}

#[test]
fn the_heap_is_at_most_eight_times_the_body_plus_4_kib() {
    let mut worst = (0.0, "", 0);
    for ((name, generate), decode) in classes() {
        for len in (0..1200).step_by(17).chain([16 * KIB, 200_000, MIB]) {
            let body = generate(len);
            let peak = usize::try_from(measure(|| decode(&body)).bytes_max).unwrap();
            let bound = 8 * body.len() + 4 * KIB;
            assert!(peak <= bound, "{name}, {} bytes: {peak} > {bound}", body.len());
            let ratio = peak as f64 / body.len() as f64;
            if len >= 16 * KIB && ratio > worst.0 {
                worst = (ratio, name, body.len());
            }
        }
    }
    let (ratio, name, len) = worst;
    println!("worst heap from 16 KiB: {ratio:.2} times the body: {name}, {len} bytes");
}

/// The densest bodies: the shortest spelling of each item that is kept, counts at which a list
/// grows once more, many attribute names that are compared while a list is open, and short texts that
/// must be copied.
#[test]
fn the_heap_of_the_densest_bodies_is_at_most_seven_times_the_body() {
    let mut worst = (0.0, "", 0);
    for (name, decode, body) in densest() {
        let peak = usize::try_from(measure(|| decode(&body)).bytes_max).unwrap();
        let ratio = peak as f64 / body.len() as f64;
        assert!(ratio <= 7.0, "{name}, {} bytes: {ratio:.2} times the body", body.len());
        if ratio > worst.0 {
            worst = (ratio, name, body.len());
        }
    }
    let (ratio, name, len) = worst;
    println!("worst heap of the densest bodies: {ratio:.2} times the body: {name}, {len} bytes");
}

fn densest() -> Vec<(&'static str, Decode, Vec<u8>)> {
    const REPLY: Decode = |body| drop(black_box(Reply::decode(body)));
    const VERIFY: Decode = |body| drop(black_box(VerifyDomainDkimResponse::decode(body)));
    let around = |operation: &str, content: &str| {
        let open = format!("<{operation}Response><{operation}Result>");
        format!("{open}{content}</{operation}Result></{operation}Response>").into_bytes()
    };
    let list = |members: usize| format!("<DkimTokens>{}</DkimTokens>", "<member/>".repeat(members));
    let map = |entries: &str| {
        let map = format!("<DkimAttributes>{entries}</DkimAttributes>");
        around("GetIdentityDkimAttributes", &map)
    };
    // More than eight names are not compared pairwise, so the names after the ninth may repeat.
    let names = (0..9).map(|number| format!(" n{number}=''")).collect::<String>();
    let attributes = |count: usize| names.clone() + &" a=''".repeat(count);
    let copied = "<member>\r</member>".repeat(51_388) + &"<member/>".repeat(8_333);
    let copied = around("VerifyDomainDkim", &format!("<DkimTokens>{copied}</DkimTokens>"));
    let mut bodies = vec![("copied tokens, then empty ones", VERIFY, copied)];
    for members in [1 << 15, (1 << 15) + 1, 1 << 16, (1 << 16) + 1, 100_000] {
        let tokens = list(members);
        let entry = format!("<entry><key/><value>{tokens}</value></entry>");
        bodies.extend([
            ("tokens of a domain", VERIFY, around("VerifyDomainDkim", &tokens)),
            ("tokens of an entry", REPLY, map(&entry)),
            ("entries", REPLY, map(&"<entry><key/><value/></entry>".repeat(members))),
            ("attributes", REPLY, map(&format!("<entry{}></entry>", attributes(members)))),
            (
                "tokens, then attributes",
                REPLY,
                map(&format!("{entry}<entry{}></entry>", attributes(members * 3 / 2))),
            ),
            (
                "entries, then attributes",
                REPLY,
                map(&format!(
                    "{}<entry{}></entry>",
                    "<entry><key/><value/></entry>".repeat(members),
                    attributes(members * 2)
                )),
            ),
            (
                "tokens of a domain, then attributes",
                VERIFY,
                around("VerifyDomainDkim", &format!("{tokens}<u{}/>", attributes(members))),
            ),
        ]);
    }
    bodies
}

#[test]
fn a_plain_response_of_any_size_takes_two_allocations() {
    for name in ["baseline-entries", "same-key-entries"] {
        let (_, generate) = BODIES.iter().find(|(other, _)| *other == name).unwrap();
        for len in [1, KIB, MIB] {
            let body = generate(len);
            let info = measure(|| drop(black_box(Reply::decode(&body))));
            assert_eq!(info.count_total, ALLOCATIONS, "{name}, {len}");
        }
    }
}

#[test]
fn the_documented_response_takes_two_allocations() {
    let documented = include_bytes!("../../examples/documented/response.xml");
    let info = measure(|| drop(black_box(Reply::decode(documented))));
    assert_eq!(info.count_total, ALLOCATIONS);
}

#[test]
fn up_to_eight_attributes_of_an_element_take_no_allocation() {
    let allocations = |attributes: usize| {
        let attributes: String = (0..attributes).map(|number| format!(" a{number}='1'")).collect();
        let body = format!("<ErrorResponse{attributes}><Error/></ErrorResponse>");
        measure(|| drop(black_box(Reply::decode(body.as_bytes())))).count_total
    };
    assert_eq!(allocations(8), allocations(0));
    assert!(allocations(9) > allocations(0), "nine attributes are sorted");
}

#[test]
fn a_lookup_takes_no_allocation() {
    let body = include_bytes!("../../examples/documented/response.xml");
    let Reply::Response(response) = Reply::decode(body).unwrap() else {
        panic!("expected a response");
    };
    let map = &response.dkim_attributes;
    let info = measure(|| {
        for identity in ["user@example.com", "example.com", "example.org"] {
            black_box(map.get(identity).and_then(|value| value.dkim_tokens()));
        }
        black_box(map.iter().count());
    });
    assert_eq!(info, AllocationInfo::default());
}

#[test]
fn a_form_is_written_with_one_allocation() {
    for count in [0, 1, 2, 9, 10, 100, 1000] {
        let identities = (0..count).map(|number| format!("\u{E9} {number}@example.com"));
        is_one_allocation(&Request::new(identities));
    }
    for text in ["", "example.com", "\u{E9} &%+@example.com", &"b\u{FC}cher.".repeat(100)] {
        is_one_allocation(&VerifyDomainDkimRequest::new(text));
        for enabled in [false, true] {
            is_one_allocation(&SetIdentityDkimEnabledRequest::new(text, enabled));
        }
    }
}

/// Checks that the form of a request takes one allocation, which has its exact length.
#[track_caller]
fn is_one_allocation<'a>(request: &impl ses_dkim_codec::Request<'a>) {
    let form = request.to_form();
    let info = measure(|| drop(black_box(request.to_form())));
    assert_eq!(info.count_total, 1, "{form}");
    assert_eq!(info.bytes_max, form.len() as u64, "{form}");
}

#[test]
#[ignore = "needs a release build and an idle machine: .ci/run time"]
fn time_grows_linearly() {
    let optimised = !cfg!(debug_assertions);
    assert!(optimised, "time is measured in a release build");
    let mut worst = (0.0, "", 0.0);
    for ((name, generate), decode) in classes() {
        let small = nanoseconds_per_byte(&generate(16 * KIB), decode);
        let large = nanoseconds_per_byte(&generate(16 * MIB), decode);
        println!("{name}: {small:.2} ns per byte of 16 KiB, {large:.2} of 16 MiB");
        let ratio = large / small.max(FRESH_MEMORY);
        assert!(ratio <= 3.0, "{name}: {small:.2} ns per byte of 16 KiB, {large:.2} of 16 MiB");
        assert!(large <= 50.0, "{name}: {large:.2} ns per byte");
        if ratio > worst.0 {
            worst = (ratio, name, large);
        }
    }
    let (ratio, name, large) = worst;
    println!("worst growth from 16 KiB to 16 MiB: {ratio:.2}: {name}, {large:.2} ns per byte");
}

/// The nanoseconds per byte below which growth is not judged: the memory of a small body is reused,
/// but most of the time of a large body is spent on page faults.
const FRESH_MEMORY: f64 = 2.0;

/// The shortest time of several runs. Each run reads as many bytes as the large body has.
fn nanoseconds_per_byte(body: &[u8], decode: Decode) -> f64 {
    let repetitions = (4 * MIB / body.len()).max(1);
    let runs = (0..5).map(|_| {
        let start = Instant::now();
        for _ in 0..repetitions {
            decode(black_box(body));
        }
        start.elapsed().as_nanos() as f64 / (repetitions * body.len()) as f64
    });
    runs.fold(f64::INFINITY, f64::min)
}
