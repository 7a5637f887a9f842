//! A hand-written loop over the borrowed events of quick-xml, with its default checks.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, Event};
use quick_xml::{Reader, escape::resolve_predefined_entity};

use super::Read;
use crate::documents::Digest;

pub struct Events;

#[derive(Default)]
pub struct Response<'body> {
    entries: Vec<Entry<'body>>,
    request_id: Cow<'body, str>,
}

#[derive(Default)]
struct Entry<'body> {
    identity: Cow<'body, str>,
    enabled: bool,
    status: Cow<'body, str>,
    tokens: Vec<Cow<'body, str>>,
}

/// The element whose text is being read.
#[derive(Clone, Copy)]
enum Field {
    Identity,
    Enabled,
    Status,
    Token,
    RequestId,
}

fn field(name: &str) -> Option<Field> {
    match name {
        "key" => Some(Field::Identity),
        "DkimEnabled" => Some(Field::Enabled),
        "DkimVerificationStatus" => Some(Field::Status),
        "member" => Some(Field::Token),
        "RequestId" => Some(Field::RequestId),
        _ => None,
    }
}

impl Read for Events {
    type Value<'body> = Response<'body>;

    fn read(body: &[u8]) -> Option<Response<'_>> {
        let mut reader = Reader::from_reader(body);
        let mut response = Response::default();
        let mut entry = Entry::default();
        let mut open = None;
        let mut text = Cow::Borrowed("");
        loop {
            match reader.read_event().ok()? {
                Event::Start(start) => {
                    open = field(start.local_name().into_inner());
                    text = Cow::Borrowed("");
                }
                Event::Text(part) if open.is_some() => append(&mut text, part.xml10_content()),
                Event::CData(part) if open.is_some() => append(&mut text, part.xml10_content()),
                Event::GeneralRef(part) if open.is_some() => text.to_mut().push(referred(&part)?),
                Event::End(end) => match open.take() {
                    Some(field) => {
                        let text = std::mem::take(&mut text);
                        put(&mut response, &mut entry, field, text)?;
                    }
                    None if end.local_name().into_inner() == "entry" => {
                        response.entries.push(std::mem::take(&mut entry));
                    }
                    None => {}
                },
                Event::Eof => return Some(response),
                _ => {}
            }
        }
    }

    fn digest(value: &Response<'_>) -> Digest {
        let mut digest = Digest::default();
        for entry in &value.entries {
            let tokens = entry.tokens.iter().map(|token| &**token);
            digest.entry(&entry.identity, entry.enabled, &entry.status, tokens);
        }
        digest.request_id(&value.request_id);
        digest
    }
}

pub fn append<'body>(text: &mut Cow<'body, str>, part: Cow<'body, str>) {
    if text.is_empty() {
        *text = part;
    } else {
        text.to_mut().push_str(&part);
    }
}

pub fn referred(reference: &BytesRef<'_>) -> Option<char> {
    match reference.resolve_char_ref().ok()? {
        Some(character) => Some(character),
        None => resolve_predefined_entity(reference)?.chars().next(),
    }
}

fn put<'body>(
    response: &mut Response<'body>,
    entry: &mut Entry<'body>,
    field: Field,
    text: Cow<'body, str>,
) -> Option<()> {
    match field {
        Field::Identity => entry.identity = text,
        Field::Enabled => entry.enabled = text.parse().ok()?,
        Field::Status => entry.status = text,
        Field::Token => entry.tokens.push(text),
        Field::RequestId => response.request_id = text,
    }
    Some(())
}
