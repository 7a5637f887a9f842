//! A run: the controls, then every selected vector.

use std::sync::OnceLock;

use crate::codec::Codec;
use crate::judge::{self, Exactness};
use crate::report::Report;
use crate::table::{vectors, version};
use crate::vector::Vector;
use crate::verdict::{Outcome, Verdict};

/// Judges a codec by every vector.
///
/// ```
/// use ses_dkim_conformance::{Answer, Codec, Question, run};
///
/// struct Nothing;
/// impl Codec for Nothing {
///     fn answer(&self, _: &Question) -> Answer {
///         Answer::Unsupported
///     }
/// }
/// assert!(!run(&Nothing).conforms());
/// ```
#[must_use]
pub fn run(codec: &dyn Codec) -> Report {
    run_selected(codec, vectors(), |_| ())
}

/// Judges a codec by some vectors. `begins` is called before each.
#[must_use]
pub fn run_selected<'a>(
    codec: &dyn Codec,
    selected: impl IntoIterator<Item = &'a Vector>,
    mut begins: impl FnMut(&Vector),
) -> Report {
    let implementation = codec.implementation();
    let selected: Vec<&Vector> = selected.into_iter().collect();
    let mut ask = |vector: &Vector| {
        begins(vector);
        judge::check(codec, &implementation, vector, Exactness::Meaning)
    };
    // Without controls, an implementation that refuses everything would pass a selection of
    // refusals.
    let asked = |control: &&Vector| selected.iter().any(|vector| is_about(control, vector));
    let controls: Vec<&Vector> = controls().iter().filter(asked).collect();
    let mut verdicts_on_controls: Vec<Verdict> = controls.iter().copied().map(&mut ask).collect();
    let verdicts: Vec<Verdict> = selected.iter().copied().map(&mut ask).collect();
    let mut kept = controls.iter().map(|control| {
        let answered = |(vector, verdict): (&&Vector, &Verdict)| {
            is_about(control, vector) && verdict.outcome != Outcome::Unsupported
        };
        selected.iter().zip(&verdicts).any(answered)
    });
    verdicts_on_controls.retain(|_| kept.next().unwrap_or(false));
    Report {
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        vectors: version().to_owned(),
        implementation,
        total: vectors().count(),
        controls: verdicts_on_controls,
        verdicts,
    }
}

/// Judges a codec by one vector.
#[must_use]
pub fn check(codec: &dyn Codec, vector: &Vector) -> Verdict {
    judge::check(codec, &codec.implementation(), vector, Exactness::Meaning)
}

/// Judges a codec by one vector exactly: a refusal must have the code, the parameter and the offset
/// of the vector, if the vector has them. The codec that the vectors come with is judged this way.
#[must_use]
pub fn check_exactly(codec: &dyn Codec, vector: &Vector) -> Verdict {
    judge::check(codec, &codec.implementation(), vector, Exactness::Diagnosis)
}

/// The controls. For each op and operation there is a question with a simple answer. Where any
/// answer could pass that question, there is also one that must be refused.
#[must_use]
pub fn controls() -> &'static [Vector] {
    static READ: OnceLock<Vec<Vector>> = OnceLock::new();
    READ.get_or_init(|| {
        serde_json::from_str(include_str!("controls.json"))
            .expect("the embedded controls are readable")
    })
}

/// Whether a control is about the op and operation of a vector.
fn is_about(control: &Vector, vector: &Vector) -> bool {
    let (control, asked) = (&control.question, &vector.question);
    control.op() == asked.op()
        && (control.operation.flatten() == asked.operation.flatten() || control.operation.is_none())
}
