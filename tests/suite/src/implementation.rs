//! The description of an implementation: its name, what it supports, and what its API cannot
//! express.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::operation::Operation;
use crate::question::OPS;
use crate::vector::{Expectation, Vector};

/// The description of an implementation.
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
    /// The ops that it supports. If absent, all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ops: Option<Vec<String>>,
    /// The operations that it supports. If absent, all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operations: Option<Vec<Operation>>,
    /// The fields that its API does not have.
    pub omits: Vec<Omit>,
    /// The distinctions that it cannot make.
    pub folds: Vec<Fold>,
}

/// A field that an API does not have, such as `Type`. `DkimTokens:absent` means that the API has
/// the field but cannot express its absence.
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
    pub(crate) placeholder: Placeholder,
}

/// The value that an API has in place of an absent one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Placeholder {
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

/// The fields whose absence may be folded: their names in the protocol and in values.
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
    /// An implementation with this name, which supports everything.
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

    /// Reads the reply to `start`.
    ///
    /// # Errors
    ///
    /// When the reply does not follow the protocol. The message says what was expected and what was
    /// found.
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

    /// Whether it supports a vector. If the form names the operation, the operation of the expected
    /// value must be supported.
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

    /// Whether its API does not have a field.
    pub(crate) fn omits(&self, field: &str) -> bool {
        self.omits.iter().any(|omit| omit.field == field && !omit.only_when_absent)
    }

    /// Whether its API cannot express the absence of a field.
    pub(crate) fn omits_absence(&self, field: &str) -> bool {
        self.omits.iter().any(|omit| omit.field == field)
    }

    /// The values that it has in place of an absent field.
    pub(crate) fn placeholders(&self, field: &str) -> impl Iterator<Item = &Placeholder> {
        self.folds.iter().filter(move |fold| fold.field == field).map(|fold| &fold.placeholder)
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
        let placeholder = parts.and_then(|(name, value)| match (name, value) {
            ("code", "status") => Some(Placeholder::HttpStatus),
            // Null already means absent, so it cannot be a placeholder.
            _ => serde_json::from_str(value)
                .ok()
                .filter(|value: &Value| !value.is_null())
                .map(Placeholder::Value),
        });
        match (field, placeholder) {
            (Some((_, field)), Some(placeholder)) => {
                Ok(Self { field: (*field).to_owned(), placeholder, text })
            }
            _ => {
                let names = FOLDABLE.map(|(name, _)| name).join(", ");
                Err(format!(
                    "expected folds like absent-tokens=[], of {names} and a JSON value other than null, found {text:?}"
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
