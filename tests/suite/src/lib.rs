//! The conformance suite for codecs of the DKIM operations of Amazon SES.
//!
//! A codec is judged by what it answers, in the JSON of the vectors: implement [`Codec`] for it, as
//! much as it can do, and [`run`] every vector through it; a codec in another process is an
//! [`Adapter`]. A response is as boto3 has it; an error is `{"status": 400, "Error": {"Type", "Code",
//! "Message", "Detail"}, "RequestId": …, "retry": "throttling"}`. Absent fields are left out, but
//! `DkimAttributes`, `ResponseMetadata` and `Error` always stand, empty when there is nothing in
//! them. A method that is left out answers that it is unsupported. Here a client that builds its form
//! by pasting texts together:
//!
//! ```
//! use ses_dkim_conformance::{Answer, Codec, run};
//!
//! struct Pasted;
//! impl Codec for Pasted {
//!     fn encode_request(&self, identities: &[&str]) -> Answer {
//!         let head = "Action=GetIdentityDkimAttributes&Version=2010-12-01".to_owned();
//!         let pair = |(index, identity)| format!("&Identities.member.{}={identity}", index + 1);
//!         Answer::body(head + &(identities.iter().enumerate().map(pair).collect::<String>()))
//!     }
//! }
//! let report = run(&Pasted);
//! assert!(!report.is_conformant());
//! println!("{report}"); // tables by rule, flag and level, then each failure and why
//! ```

mod adapter;
mod codec;
mod compare;
mod one_shot;
mod process;
mod report;
mod vector;

pub use adapter::Adapter;
pub use codec::{Answer, Codec};
pub use one_shot::OneShot;
pub use report::{Counts, Outcome, Report, Verdict};
pub use vector::{Direction, Expectation, Kind, Level, Reader, Vector};

use compare::Exactness;

/// Every vector of the suite, sorted by name.
///
/// ```
/// let vectors = ses_dkim_conformance::vectors();
/// assert!(vectors.iter().any(|vector| vector.rule == "X5" && vector.body.starts_with(b"<")));
/// ```
#[must_use]
pub fn vectors() -> Vec<Vector> {
    serde_json::from_str(include_str!("../vectors/vectors.json"))
        .expect("the embedded vectors are readable")
}

/// Judges a codec by every vector.
#[must_use]
pub fn run(codec: &impl Codec) -> Report {
    vectors().iter().map(|vector| check(codec, vector)).collect()
}

/// Judges a codec by one vector.
///
/// A refusal is right whatever its code; the order of a map counts for nothing.
#[must_use]
pub fn check(codec: &impl Codec, vector: &Vector) -> Verdict {
    compare::check(codec, vector, Exactness::Value)
}

/// Judges a codec by one vector to the letter: the code and offset of a refusal, the order of
/// entries, and what a body was that is no error document must be those of the vector too, and of an
/// acceptable vector the outcome.
#[must_use]
pub fn check_exactly(codec: &impl Codec, vector: &Vector) -> Verdict {
    compare::check(codec, vector, Exactness::Diagnosis)
}
