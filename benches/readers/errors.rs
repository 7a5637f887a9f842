//! The readers of an error document: type, code, message and request id.

use std::borrow::Cow;

use ::aws_smithy_xml::decode::{Document, XmlDecodeError, try_data};
use quick_xml::Reader;
use quick_xml::events::Event;
use ses_dkim_codec::{ErrorResponse, GetIdentityDkimAttributesResponse, HttpReply, Reply};

use super::Read;
use super::quick_xml_events::{append, referred};
use super::roxmltree::{child, text};
use crate::documents::Digest;

/// Type, code, message and request id.
type Texts<'body> = [Cow<'body, str>; 4];

fn digest(texts: &Texts<'_>) -> Digest {
    Digest::of_texts(texts.iter().map(|text| &**text))
}

/// `ses-dkim-codec`, through its public API.
pub struct Decode;

impl Read for Decode {
    type Value<'body> = ErrorResponse<'body>;

    fn read(body: &[u8]) -> Option<ErrorResponse<'_>> {
        let reply = Reply::from_http(HttpReply::new(400, body)).ok()?;
        match reply {
            Reply::<GetIdentityDkimAttributesResponse<'_>>::ErrorResponse(error) => Some(error),
            Reply::Response(_) => None,
        }
    }

    fn digest(value: &ErrorResponse<'_>) -> Digest {
        let error_type = value.error_type.as_ref().map(|of| of.as_str());
        let texts = [&value.code, &value.message, &value.request_id];
        let texts = texts.into_iter().filter_map(Option::as_deref);
        Digest::of_texts(texts.chain(error_type))
    }
}

/// An error through `quick_xml_events`.
pub struct Events;

impl Read for Events {
    type Value<'body> = Texts<'body>;

    fn read(body: &[u8]) -> Option<Texts<'_>> {
        let mut reader = Reader::from_reader(body);
        let mut texts = Texts::default();
        let mut open = None;
        loop {
            match reader.read_event().ok()? {
                Event::Start(start) => open = place(start.local_name().into_inner()),
                Event::End(_) => open = None,
                Event::Eof => return Some(texts),
                event => {
                    let Some(text) = open.and_then(|place: usize| texts.get_mut(place)) else {
                        continue;
                    };
                    match event {
                        Event::Text(part) => append(text, part.xml10_content()),
                        Event::CData(part) => append(text, part.xml10_content()),
                        Event::GeneralRef(part) => text.to_mut().push(referred(&part)?),
                        _ => {}
                    }
                }
            }
        }
    }

    fn digest(value: &Texts<'_>) -> Digest {
        digest(value)
    }
}

fn place(name: &str) -> Option<usize> {
    match name {
        "Type" => Some(0),
        "Code" => Some(1),
        "Message" => Some(2),
        "RequestId" => Some(3),
        _ => None,
    }
}

/// An error through `aws_smithy_xml`. As for responses, it reads more than the SDK, which does not
/// read the type and the request id.
pub struct Smithy;

impl Read for Smithy {
    type Value<'body> = Texts<'static>;

    fn read(body: &[u8]) -> Option<Texts<'static>> {
        smithy(body).ok()
    }

    fn digest(value: &Texts<'static>) -> Digest {
        digest(value)
    }
}

fn smithy(body: &[u8]) -> Result<Texts<'static>, XmlDecodeError> {
    let mut document = Document::try_from(body)?;
    let mut root = document.root_element()?;
    let mut texts = Texts::default();
    while let Some(mut tag) = root.next_tag() {
        match tag.start_el().local() {
            "Error" => {
                while let Some(mut member) = tag.next_tag() {
                    let place = place(member.start_el().local());
                    if let Some(text) = place.and_then(|place| texts.get_mut(place)) {
                        *text = Cow::Owned(try_data(&mut member)?.into_owned());
                    }
                }
            }
            "RequestId" => texts[3] = Cow::Owned(try_data(&mut tag)?.into_owned()),
            _ => {}
        }
    }
    Ok(texts)
}

/// An error through `roxmltree`.
pub struct Tree;

impl Read for Tree {
    type Value<'body> = Texts<'body>;

    fn read(body: &[u8]) -> Option<Texts<'_>> {
        let document = ::roxmltree::Document::parse(std::str::from_utf8(body).ok()?).ok()?;
        let root = document.root_element();
        let error = child(root, "Error")?;
        Some([
            text(child(error, "Type")?),
            text(child(error, "Code")?),
            text(child(error, "Message")?),
            text(child(root, "RequestId")?),
        ])
    }

    fn digest(value: &Texts<'_>) -> Digest {
        digest(value)
    }
}
