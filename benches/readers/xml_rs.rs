//! A loop over the owned events of the crate `xml`, formerly `xml-rs`.

use xml::reader::{EventReader, ParserConfig, XmlEvent};

use super::Read;
use crate::documents::Digest;

pub struct Events;

#[derive(Default)]
pub struct Response {
    entries: Vec<Entry>,
    request_id: String,
}

#[derive(Default)]
struct Entry {
    identity: String,
    enabled: bool,
    status: String,
    tokens: Vec<String>,
}

impl Read for Events {
    type Value<'body> = Response;

    fn read(body: &[u8]) -> Option<Response> {
        let config = ParserConfig::new().cdata_to_characters(true);
        let mut reader = EventReader::new_with_config(body, config);
        let mut response = Response::default();
        let mut entry = Entry::default();
        let mut text = String::new();
        loop {
            match reader.next().ok()? {
                XmlEvent::StartElement { .. } => text.clear(),
                XmlEvent::Characters(part) if text.is_empty() => text = part,
                XmlEvent::Characters(part) => text.push_str(&part),
                XmlEvent::EndElement { name } => {
                    let text = std::mem::take(&mut text);
                    match name.local_name.as_str() {
                        "key" => entry.identity = text,
                        "DkimEnabled" => entry.enabled = text.parse().ok()?,
                        "DkimVerificationStatus" => entry.status = text,
                        "member" => entry.tokens.push(text),
                        "RequestId" => response.request_id = text,
                        "entry" => response.entries.push(std::mem::take(&mut entry)),
                        _ => {}
                    }
                }
                XmlEvent::EndDocument => return Some(response),
                _ => {}
            }
        }
    }

    fn digest(value: &Response) -> Digest {
        let mut digest = Digest::default();
        for entry in &value.entries {
            let tokens = entry.tokens.iter().map(String::as_str);
            digest.entry(&entry.identity, entry.enabled, &entry.status, tokens);
        }
        digest.request_id(&value.request_id);
        digest
    }
}
