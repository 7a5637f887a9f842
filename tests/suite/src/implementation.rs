//! What an implementation says of itself: its name, what it can do, and what its API cannot express.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::operation::Operation;
use crate::question::OPS;
use crate::vector::{Expectation, Vector};

/// An implementation, as it introduces itself.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Implementation {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The language that it is written in.
    pub language: String,
    /// The ops that it has; absent: it may be asked all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ops: Option<Vec<String>>,
    /// The operations that it has; absent: it may be asked all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operations: Option<Vec<Operation>>,
    /// The fields that its API has no place for.
    pub omits: Vec<Omit>,
    /// The distinctions that it cannot make.
    pub folds: Vec<Fold>,
}

/// A field that an API has no place for: `Type`, or `DkimTokens:absent` when only its absence has none.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Omit {
    pub(crate) field: String,
    pub(crate) only_when_absent: bool,
}

/// A distinction that an API cannot make: `absent-tokens=[]`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fold {
    text: String,
    pub(crate) field: String,
    pub(crate) stand_in: StandIn,
}

/// What an API has in place of an absent value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum StandIn {
    /// This value.
    Value(Value),
    /// The HTTP status, as a number or a text.
    HttpStatus,
}

/// The fields that may be omitted.
const OMITTABLE: [&str; 11] = [
    "body",
    "Code",
    "content_type",
    "Detail",
    "DkimEnabled",
    "DkimTokens",
    "DkimVerificationStatus",
    "Message",
    "RequestId",
    "status",
    "Type",
];

/// The fields whose absence may be folded, as the protocol calls them, and as values do.
const FOLDABLE: [(&str, &str); 8] = [
    ("code", "Code"),
    ("detail", "Detail"),
    ("enabled", "DkimEnabled"),
    ("message", "Message"),
    ("request-id", "RequestId"),
    ("status", "DkimVerificationStatus"),
    ("tokens", "DkimTokens"),
    ("type", "Type"),
];

impl Implementation {
    /// An implementation of this name, that can do everything.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        version: impl Into<String>,
        language: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            version: version.into(),
            language: language.into(),
            ..Self::default()
        }
    }

    /// What the reply to `start` says.
    ///
    /// # Errors
    ///
    /// When it does not say what the protocol asks for: what was expected and what was found.
    pub fn from_reply(reply: &Map<String, Value>) -> Result<Self, String> {
        let mut all = match reply.get("implementation") {
            Some(Value::Object(implementation)) => implementation.clone(),
            other => return Err(expected("an implementation", other)),
        };
        if !all.get("name").is_some_and(Value::is_string) {
            return Err(expected("the name of the implementation", all.get("name")));
        }
        for member in ["ops", "operations", "omits", "folds"] {
            all.remove(member);
            if let Some(value) = reply.get(member) {
                all.insert(member.into(), value.clone());
            }
        }
        let read: Self = serde_json::from_value(all.into()).map_err(|error| error.to_string())?;
        let unknown = read.ops.iter().flatten().find(|op| !OPS.contains(&&***op) && *op != "start");
        match unknown {
            Some(op) => Err(format!("expected ops of the protocol, found {op:?}")),
            None => Ok(read),
        }
    }

    /// Whether it says that it can be asked this. Where a form names the operation, it is not asked for
    /// the value of one that it does not have.
    pub(crate) fn has(&self, vector: &Vector) -> bool {
        let question = &vector.question;
        let has_op = self.ops.as_ref().is_none_or(|ops| ops.iter().any(|op| op == question.op()));
        let named = question.operation.flatten().map(Operation::as_str);
        let expected = match &vector.expectation {
            Expectation::Ok(value) => value.get("operation").and_then(Value::as_str),
            _ => None,
        };
        let has_operation = named.or(expected).is_none_or(|name| {
            let operations = self.operations.as_ref();
            operations.is_none_or(|known| known.iter().any(|known| known.as_str() == name))
        });
        has_op && has_operation
    }

    /// Whether it has no place for a field.
    pub(crate) fn omits(&self, field: &str) -> bool {
        self.omits.iter().any(|omit| omit.field == field && !omit.only_when_absent)
    }

    /// Whether it has no place for the absence of a field.
    pub(crate) fn omits_absence(&self, field: &str) -> bool {
        self.omits.iter().any(|omit| omit.field == field)
    }

    /// What it has in place of an absent field.
    pub(crate) fn stand_ins(&self, field: &str) -> impl Iterator<Item = &StandIn> {
        self.folds.iter().filter(move |fold| fold.field == field).map(|fold| &fold.stand_in)
    }
}

fn expected(what: &str, found: Option<&Value>) -> String {
    match found {
        Some(found) => format!("expected {what}, found {found}"),
        None => format!("expected {what}, found none"),
    }
}

impl TryFrom<String> for Omit {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (field, only_when_absent) = match text.strip_suffix(":absent") {
            Some(field) => (field, true),
            None => (&*text, false),
        };
        if OMITTABLE.contains(&field) {
            Ok(Self { field: field.to_owned(), only_when_absent })
        } else {
            Err(format!("expected omits of {}, found {text:?}", OMITTABLE.join(", ")))
        }
    }
}

impl From<Omit> for String {
    fn from(omit: Omit) -> Self {
        omit.field + if omit.only_when_absent { ":absent" } else { "" }
    }
}

impl TryFrom<String> for Fold {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts = text.strip_prefix("absent-").and_then(|rest| rest.split_once('='));
        let field = parts.and_then(|(name, _)| FOLDABLE.iter().find(|(known, _)| *known == name));
        let stand_in = parts.and_then(|(name, value)| match (name, value) {
            ("code", "status") => Some(StandIn::HttpStatus),
            // Null means absent already: it stands in for nothing.
            _ => serde_json::from_str(value)
                .ok()
                .filter(|value: &Value| !value.is_null())
                .map(StandIn::Value),
        });
        match (field, stand_in) {
            (Some((_, field)), Some(stand_in)) => {
                Ok(Self { field: (*field).to_owned(), stand_in, text })
            }
            _ => {
                let names = FOLDABLE.map(|(name, _)| name).join(", ");
                Err(format!(
                    "expected folds like absent-tokens=[], of {names} and a JSON value but null, found {text:?}"
                ))
            }
        }
    }
}

impl From<Fold> for String {
    fn from(fold: Fold) -> Self {
        fold.text
    }
}
