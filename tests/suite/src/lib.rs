//! A conformance suite for implementations of the DKIM operations of Amazon SES, in any language.
//!
//! Implement [`Codec`] and [`run()`] every vector, or start an [`Adapter`], a process that uses the
//! protocol, and run the vectors through it. The values have the shapes of the protocol, which
//! `protocol.md` describes. This example is a client that builds its form by concatenating strings:
//!
//! ```
//! use ses_dkim_conformance::{Answer, Codec, Input, Operation, Question, run};
//!
//! struct Concatenated;
//! impl Codec for Concatenated {
//!     fn answer(&self, question: &Question) -> Answer {
//!         let Some(Some(Operation::VerifyDomainDkim)) = question.operation else {
//!             return Answer::Unsupported;
//!         };
//!         match &question.input {
//!             Input::EncodeRequest { request } => {
//!                 let domain = request["Domain"].as_str().unwrap_or_default();
//!                 let head = "Action=VerifyDomainDkim&Version=2010-12-01";
//!                 Answer::body(format!("{head}&Domain={domain}"))
//!             }
//!             _ => Answer::Unsupported,
//!         }
//!     }
//! }
//! let report = run(&Concatenated);
//! assert!(!report.conforms());
//! println!("{}", report.to_text()); // tables by rule and level, then the failures by cause
//! ```

mod adapter;
mod breaker;
mod codec;
mod display;
#[cfg(feature = "http")]
mod endpoint;
#[cfg(feature = "http")]
mod http;
mod implementation;
mod judge;
mod one_shot;
mod operation;
mod process;
mod question;
mod report;
mod run;
#[cfg(feature = "http")]
mod serve;
mod table;
mod vector;
mod verdict;

pub use adapter::Adapter;
pub use codec::{Answer, Codec, Rejection};
#[cfg(feature = "http")]
pub use endpoint::{Endpoint, server_checks};
pub use implementation::{Fold, Implementation, Omit};
pub use one_shot::OneShot;
pub use operation::Operation;
pub use question::{Body, Input, OPS, Question};
pub use report::{Counts, Group, Report, matrix};
pub use run::{check, check_exactly, controls, run, run_selected};
#[cfg(feature = "http")]
pub use serve::serve;
pub use table::{FILES, Table, raw, tables, vectors, version};
pub use vector::{Diagnosis, Expectation, Level, Vector};
pub use verdict::{Difference, Outcome, Verdict};

/// The version of the protocol that adapters speak.
pub const PROTOCOL: u32 = 2;

/// Kills every running adapter, with everything that it started. Call it before the program exits
/// without dropping them.
pub fn end_adapters() {
    process::groups::kill_all();
}
