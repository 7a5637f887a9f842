//! Judges a server over HTTP without an adapter, with the forms of the vectors and with the life
//! cycle of a domain.
//!
//! The suite does not know what the server stores, so it judges a form by its meaning: another
//! spelling of the same request must get the same answer, and a form that must be refused must get
//! an error document.

mod checks;
mod life_cycle;
mod reply;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Map, Value};

use self::reply::{Kind, Outcome as Answered};
use crate::breaker::CircuitBreaker;
use crate::display::shorten;
use crate::http::Client;
use crate::implementation::Implementation;
use crate::judge::difference::around;
use crate::judge::form;
use crate::operation::Operation;
use crate::question::Input;
use crate::report::Report;
use crate::table::{vectors, version};
use crate::vector::{Expectation, Vector};
use crate::verdict::{Difference, Outcome, Verdict};

pub use checks::checks as server_checks;

/// A dummy signature, which servers expect. The suite has no credentials.
const AUTHORIZATION: &str = "AWS4-HMAC-SHA256 \
     Credential=AKIAIOSFODNN7EXAMPLE/20101201/us-east-1/ses/aws4_request, \
     SignedHeaders=host;x-amz-date, \
     Signature=0000000000000000000000000000000000000000000000000000000000000000";
const HEADERS: [(&str, &str); 2] =
    [("authorization", AUTHORIZATION), ("x-amz-date", "20101201T000000Z")];
const FORM: &str = "application/x-www-form-urlencoded; charset=utf-8";

/// A server at a URL.
#[derive(Debug)]
pub struct Endpoint {
    url: String,
    client: Client,
    breaker: CircuitBreaker,
    /// The identities that were verified.
    known: RefCell<BTreeSet<String>>,
}

impl Endpoint {
    /// The server at a URL. `headers` are `name: value`, and are sent with every request.
    ///
    /// # Errors
    ///
    /// When the URL or a header is malformed, or the scheme of the URL is not `http`.
    pub fn new(url: &str, headers: &[String], timeout: Duration) -> Result<Self, String> {
        let client = Client::new(url, headers, timeout)?;
        let breaker = CircuitBreaker::default();
        Ok(Self { url: url.to_owned(), client, breaker, known: RefCell::default() })
    }

    /// Judges the server with the forms of the selected vectors and with the life cycle. `begins`
    /// is called with the id of each.
    ///
    /// # Errors
    ///
    /// When the server cannot be reached, or the clock is set to a time before 1970.
    pub fn judge<'a>(
        &self,
        selected: impl IntoIterator<Item = &'a Vector>,
        mut begins: impl FnMut(&str),
    ) -> Result<Report, String> {
        let head = self.post(Some(FORM), b"Action=NoSuchAction&Version=2010-12-01")?;
        let server = head.header("server").unwrap_or_default().to_owned();
        let mut verdicts: Vec<Verdict> = Vec::new();
        for vector in selected {
            begins(&vector.id);
            verdicts.push(Verdict::new(vector, self.outcome(vector)));
        }
        let life_cycle = checks::judge(self, &mut begins)?;
        let (controls, life_cycle): (Vec<_>, Vec<_>) =
            life_cycle.into_iter().partition(checks::is_control);
        let verdicts_of_server = life_cycle.len();
        verdicts.extend(life_cycle);
        Ok(Report {
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            vectors: version().to_owned(),
            implementation: Implementation::new(&self.url, server, ""),
            total: vectors().count() + verdicts_of_server,
            controls,
            verdicts,
        })
    }

    fn post(&self, content_type: Option<&str>, body: &[u8]) -> Result<crate::http::Reply, String> {
        self.client.post(content_type, &HEADERS, body)
    }

    /// The answer of the server to a form.
    fn ask(&self, content_type: Option<&str>, body: &[u8]) -> Result<Answered, String> {
        self.post(content_type, body).map(|reply| Answered::read(&reply))
    }

    fn outcome(&self, vector: &Vector) -> Outcome {
        let Input::DecodeRequest { content_type, body } = &vector.question.input else {
            return Outcome::Unsupported;
        };
        if is_about_one_action(vector) {
            return Outcome::Unsupported;
        }
        let ask = || self.ask(content_type.as_deref(), &body.0);
        let judged = self.breaker.ask(|| match &vector.expectation {
            Expectation::Ok(expected) => {
                self.make_known(expected)?;
                self.compared(&plain_form(expected), ask)
            }
            Expectation::Any(_) => ask().map(|answered| judged(&answered, None)),
            _ => ask().map(|answered| {
                // The server may have other operations than the three of the suite.
                let other = is_about_actions(vector) && answered.is_of_another_operation();
                if other { Outcome::Passed } else { judged(&answered, Some(Kind::Refused)) }
            }),
        });
        judged.unwrap_or_else(Outcome::from)
    }

    /// Verifies the identities of a request. A server leaves unknown identities out of its answer,
    /// so a form that was read wrongly would get the same answer.
    fn make_known(&self, expected: &Map<String, Value>) -> Result<(), String> {
        let identities = expected["request"]["Identities"].as_array().into_iter().flatten();
        for identity in identities.filter_map(Value::as_str) {
            if !self.known.borrow().contains(identity) {
                let form = request(Operation::VerifyDomainDkim, &[("Domain", identity)]);
                // A server may refuse an identity that is not a domain.
                self.ask(Some(FORM), form.as_bytes())?;
                self.known.borrow_mut().insert(identity.to_owned());
            }
        }
        Ok(())
    }

    /// Compares the answer to one spelling of a request with the answers to the plain form before
    /// and after it. If those two differ, only the parts that do not vary are compared.
    fn compared(
        &self,
        plain: &str,
        ask: impl FnOnce() -> Result<Answered, String>,
    ) -> Result<Outcome, String> {
        let before = self.ask(Some(FORM), plain.as_bytes())?;
        let answered = ask()?;
        let after = self.ask(Some(FORM), plain.as_bytes())?;
        Ok(if before.is_same(&after) {
            compared(&before, &answered)
        } else {
            compared(&before.reduced(), &answered.reduced())
        })
    }
}

/// Whether a form is refused because its action is unknown.
fn is_about_actions(vector: &Vector) -> bool {
    has_code(vector, "unknown-action")
}

/// Whether a form is refused only because another action was expected. A server accepts every
/// action.
fn is_about_one_action(vector: &Vector) -> bool {
    has_code(vector, "wrong-action")
}

fn has_code(vector: &Vector, code: &str) -> bool {
    match &vector.expectation {
        Expectation::Reject(diagnosis) => diagnosis.code.as_deref() == Some(code),
        _ => false,
    }
}

/// The simplest form of a request.
fn plain_form(expected: &Map<String, Value>) -> String {
    let text = |value: &Value| form::encode(value.as_str().unwrap_or_default());
    let mut form = format!("Action={}&Version=2010-12-01", text(&expected["operation"]));
    for (name, value) in expected["request"].as_object().into_iter().flatten() {
        match value {
            Value::Array(members) if members.is_empty() => form += &format!("&{name}="),
            Value::Array(members) => {
                for (index, member) in members.iter().enumerate() {
                    form += &format!("&{name}.member.{}={}", index + 1, text(member));
                }
            }
            Value::Bool(value) => form += &format!("&{name}={value}"),
            value => form += &format!("&{name}={}", text(value)),
        }
    }
    form
}

/// The outcome of an answer that must be of a kind, or of any kind except a fault of the server.
fn judged(answered: &Answered, due: Option<Kind>) -> Outcome {
    let right = match due {
        Some(kind) => answered.kind() == kind,
        None => answered.kind() != Kind::Fault,
    };
    if right {
        return Outcome::Passed;
    }
    let due = due.map_or("an answer or a refusal", Kind::as_str);
    Outcome::Failed(Difference {
        cause: format!("{} in place of {due}", answered.cause()),
        at: None,
        expected: due.to_owned(),
        found: shorten(&answered.summary()),
    })
}

/// The outcome of the answers to two spellings of one request.
fn compared(plain: &Answered, other: &Answered) -> Outcome {
    if plain.kind() == Kind::Fault || other.kind() == Kind::Fault {
        let fault = if other.kind() == Kind::Fault { other } else { plain };
        return judged(fault, Some(Kind::Answer));
    }
    if plain.is_same(other) {
        return Outcome::Passed;
    }
    let cause = if plain.kind() == other.kind() {
        "another answer than to the plain form".to_owned()
    } else {
        format!("{} in place of {}", other.cause(), plain.kind().as_str())
    };
    let (expected, found) = around(&plain.summary(), &other.summary());
    Outcome::Failed(Difference { cause, at: None, expected, found })
}

/// A plain form of an operation.
fn request(operation: Operation, parameters: &[(&str, &str)]) -> String {
    let parameters =
        parameters.iter().map(|(name, value)| format!("&{name}={}", form::encode(value)));
    format!("Action={operation}&Version=2010-12-01{}", parameters.collect::<String>())
}
