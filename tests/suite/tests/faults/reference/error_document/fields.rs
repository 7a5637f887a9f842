//! The fields of an error.

use serde_json::{Map, Value, json};

use crate::reference::text::{self, Field};
use crate::reference::xml::{Child, Element, Piece};
use crate::seed::{Fault, Seed};

/// The fields that are present.
#[derive(Default)]
pub(crate) struct Fields {
    kind: Option<String>,
    code: Option<String>,
    message: Option<String>,
    detail: Option<String>,
    request_id: Option<String>,
}

/// An error with only a code.
pub(super) fn named(code: &str) -> Fields {
    Fields { code: Some(code.to_owned()), ..Fields::default() }
}

/// The error that the root names.
pub(super) fn of_exception(seed: &Seed, root: &Element) -> Fields {
    let whole = seed.is(Fault::CodeOfAnExceptionIsItsWholeName);
    let mut fields = named(if whole { &root.name } else { root.local() });
    let lower = !seed.is(Fault::LowerCaseMessageOfAnExceptionIsLost);
    let is_message =
        |child: &&Element| child.local() == "Message" || child.local() == "message" && lower;
    let message = root.elements().find(is_message);
    let message = message.filter(|_| !seed.is(Fault::MessageOfAnExceptionIsLost));
    fields.message = message.map(|message| flat(seed, message, Field::Message));
    fields
}

/// Reads the fields of an error in a root.
pub(super) fn read(seed: &Seed, root: &Element, error: &Element) -> Fields {
    let all = if seed.is(Fault::FieldsAreFoundAtAnyDepth) {
        error.descendants()
    } else {
        error.elements().collect()
    };
    let is = |child: &Element, name: &str| {
        child.local() == name
            || name == "Message"
                && child.local() == "message"
                && !seed.is(Fault::LowerCaseMessageIsLost)
            || child.local().eq_ignore_ascii_case(name) && seed.is(Fault::FieldsIgnoreCase)
    };
    let one = |name: &str, field: Field, last: Fault| {
        let mut found = all.iter().filter(|child| is(child, name));
        let found = if seed.is(last) { found.next_back() } else { found.next() };
        found.and_then(|child| field_of(seed, child, field))
    };
    let mut fields = Fields {
        kind: one("Type", Field::OfAnError, Fault::LastTypeCounts),
        code: one("Code", Field::Code, Fault::LastCodeCounts),
        message: one("Message", Field::Message, Fault::LastMessageCounts),
        detail: one("Detail", Field::OfAnError, Fault::DetailIsLost)
            .filter(|_| !seed.is(Fault::DetailIsLost)),
        request_id: request_id(seed, root, error),
    };
    for other in root.elements().filter(|child| child.local() == "Error").skip(1) {
        let message = other.elements().find(|child| child.local() == "Message");
        if let Some(message) = message.filter(|_| seed.is(Fault::ErrorsAreMixed)) {
            fields.message.get_or_insert_with(|| flat(seed, message, Field::Message));
        }
    }
    next_to_error(seed, root, &mut fields);
    lost(seed, error, fields)
}

/// Reads fields next to the error, as some faults do.
fn next_to_error(seed: &Seed, root: &Element, fields: &mut Fields) {
    let code = root.elements().find(|child| child.local() == "Code");
    if let Some(code) = code.filter(|_| seed.is(Fault::CodeBesideTheErrorIsRead)) {
        fields.code.get_or_insert_with(|| flat(seed, code, Field::Code));
    }
}

/// Removes the fields that a reader loses when it expects more than is present.
fn lost(seed: &Seed, error: &Element, fields: Fields) -> Fields {
    let places: Vec<Option<usize>> = ["Type", "Code", "Message"]
        .iter()
        .map(|name| error.elements().position(|child| child.local() == *name))
        .collect();
    let known = ["Type", "Code", "Message", "message", "Detail", "RequestId"];
    let unknown = error.elements().any(|child| !known.contains(&child.local()));
    if fields.message.is_none() && seed.is(Fault::MessageIsRequired)
        || fields.code.is_none() && seed.is(Fault::CodeIsRequired)
        || fields.kind.is_none() && seed.is(Fault::TypeIsRequired)
        || !places.is_sorted() && seed.is(Fault::FieldsHaveTheDocumentedOrder)
        || unknown && seed.is(Fault::UnknownFieldsAreRefused)
    {
        return Fields::default();
    }
    fields
}

fn field_of(seed: &Seed, element: &Element, field: Field) -> Option<String> {
    if element.elements().next().is_some() && seed.is(Fault::FieldsWithMarkupAreLost) {
        return None;
    }
    Some(flat(seed, element, field))
}

fn flat(seed: &Seed, element: &Element, field: Field) -> String {
    let reference = |child: &Child| matches!(child, Child::Text(Piece::Reference, _));
    if field == Field::Message
        && element.children.iter().any(reference)
        && seed.is(Fault::MessageIsNotUnescaped)
    {
        return element.tag.clone();
    }
    text::of(seed, element, field).unwrap_or_default()
}

/// The request id, from any of its places.
fn request_id(seed: &Seed, root: &Element, error: &Element) -> Option<String> {
    let is_id = |child: &&Element| {
        child.local() == "RequestId"
            || child.local() == "RequestID" && !seed.is(Fault::RequestIDIsLost)
    };
    let metadata = root.elements().find(|child| child.local() == "ResponseMetadata");
    let metadata = metadata.filter(|_| !seed.is(Fault::RequestIdInMetadataIsLost));
    let mut own = root.elements().filter(is_id);
    let own = if seed.is(Fault::LastRequestIdOfAnErrorCounts) { own.last() } else { own.next() };
    let own = own.filter(|_| !seed.is(Fault::RequestIdOfAnErrorIsLost));
    let found = own.or_else(|| metadata.and_then(|metadata| metadata.elements().find(is_id)));
    let found = found.or_else(|| {
        let inner = error.elements().find(is_id);
        inner.filter(|_| !seed.is(Fault::RequestIdInTheErrorIsLost))
    });
    found.map(|id| flat(seed, id, Field::OfAnError))
}

impl Fields {
    pub(super) fn is_internal(&self) -> bool {
        self.code.as_deref() == Some("InternalFailure")
    }

    /// The error and the request id as they are reported.
    pub(super) fn reported(self, seed: &Seed, status: u16) -> (Map<String, Value>, Option<String>) {
        let mut error = Map::new();
        let mut add = |name: &str, value: Option<String>| {
            error.extend(value.map(|value| (name.to_owned(), json!(value))));
        };
        add("Type", self.kind.and_then(|kind| kind_of(seed, kind)));
        add("Code", code_of(seed, status, self.code));
        add("Message", self.message.and_then(|message| message_of(seed, message)));
        add(
            "Detail",
            self.detail.filter(|text| !text.is_empty() || !seed.is(Fault::EmptyDetailIsAbsent)),
        );
        let id = self.request_id.map(|id| {
            let kept = id.trim() != id && seed.is(Fault::RequestIdOfAnErrorIsNotTrimmed);
            if kept { id } else { id.trim().to_owned() }
        });
        let id = id.filter(|id| !id.is_empty() || seed.is(Fault::EmptyRequestIdOfAnErrorIsKept));
        (error, id)
    }
}

fn kind_of(seed: &Seed, kind: String) -> Option<String> {
    let kind = if kind.trim() != kind && seed.is(Fault::TypeIsNotTrimmed) {
        kind
    } else {
        kind.trim().to_owned()
    };
    match &*kind {
        "Receiver" if seed.is(Fault::ReceiverIsUnknown) => None,
        "Sender" if seed.is(Fault::TypeIsLost) => None,
        "Sender" | "Receiver" => Some(kind),
        _ if seed.is(Fault::UnknownTypeIsSender) => Some("Sender".to_owned()),
        _ => Some(kind),
    }
}

fn code_of(seed: &Seed, status: u16, code: Option<String>) -> Option<String> {
    let Some(code) = code else {
        return if seed.is(Fault::MissingCodeIsTheStatus) {
            Some(status.to_string())
        } else {
            seed.is(Fault::MissingCodeIsUnknownError).then(|| "UnknownError".to_owned())
        };
    };
    if code.is_empty() && seed.is(Fault::EmptyCodeIsTheStatus) {
        return Some(status.to_string());
    }
    if code.trim() == code {
        return Some(code);
    }
    if seed.is(Fault::CodeIsNotTrimmed) {
        return Some(code);
    }
    if seed.is(Fault::OnlySpacesAreTrimmed) {
        return Some(code.trim_matches([' ', '\n']).to_owned());
    }
    if seed.is(Fault::CodeLosesItsSpaces) {
        return Some(code.replace([' ', '\n', '\t', '\r'], ""));
    }
    let trimmed = code.trim();
    if trimmed.is_empty() && seed.is(Fault::BlankCodeIsAbsent) {
        return None;
    }
    Some(trimmed.to_owned())
}

fn message_of(seed: &Seed, message: String) -> Option<String> {
    if message.is_empty() && seed.is(Fault::EmptyMessageIsAbsent) {
        return None;
    }
    if message.trim() != message && seed.is(Fault::MessageIsTrimmed) {
        return Some(message.trim().to_owned());
    }
    Some(message)
}
