//! The readers of the two small responses: a list of tokens or nothing, and the request id.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::Event;
use ses_dkim_codec::{HttpReply, Reply, SetIdentityDkimEnabledResponse, VerifyDomainDkimResponse};

use super::Read;
use super::quick_xml_events::{append, referred};
use crate::documents::Digest;

fn digest<'a>(tokens: impl Iterator<Item = &'a str>, request_id: &str) -> Digest {
    let mut digest = Digest::default();
    for token in tokens {
        digest.tokens += 1;
        digest.text += token.len();
    }
    digest.request_id(request_id);
    digest
}

/// `VerifyDomainDkim` through the public API of `ses-dkim-codec`.
pub struct DecodeTokens;

impl Read for DecodeTokens {
    type Value<'body> = Reply<'body, VerifyDomainDkimResponse<'body>>;

    fn read(body: &[u8]) -> Option<Self::Value<'_>> {
        Reply::from_http(HttpReply::new(200, body)).ok()
    }

    fn digest(value: &Self::Value<'_>) -> Digest {
        match value {
            Reply::Response(response) => {
                let tokens = response.dkim_tokens.iter().map(|token| &**token);
                digest(tokens, response.request_id.as_deref().unwrap())
            }
            Reply::ErrorResponse(error) => panic!("an error: {error}"),
        }
    }
}

/// `SetIdentityDkimEnabled` through the public API of `ses-dkim-codec`.
pub struct DecodeNothing;

impl Read for DecodeNothing {
    type Value<'body> = Reply<'body, SetIdentityDkimEnabledResponse<'body>>;

    fn read(body: &[u8]) -> Option<Self::Value<'_>> {
        Reply::from_http(HttpReply::new(200, body)).ok()
    }

    fn digest(value: &Self::Value<'_>) -> Digest {
        match value {
            Reply::Response(response) => {
                digest(std::iter::empty(), response.request_id.as_deref().unwrap())
            }
            Reply::ErrorResponse(error) => panic!("an error: {error}"),
        }
    }
}

/// Either response through `quick_xml_events`.
pub struct Events;

#[derive(Default)]
pub struct Response<'body> {
    tokens: Vec<Cow<'body, str>>,
    request_id: Cow<'body, str>,
}

#[derive(Clone, Copy)]
enum Field {
    Token,
    RequestId,
}

impl Read for Events {
    type Value<'body> = Response<'body>;

    fn read(body: &[u8]) -> Option<Response<'_>> {
        let mut reader = Reader::from_reader(body);
        let mut response = Response::default();
        let mut open = None;
        let mut text = Cow::Borrowed("");
        loop {
            match reader.read_event().ok()? {
                Event::Start(start) => {
                    open = match start.local_name().into_inner() {
                        "member" => Some(Field::Token),
                        "RequestId" => Some(Field::RequestId),
                        _ => None,
                    };
                    text = Cow::Borrowed("");
                }
                Event::Text(part) if open.is_some() => append(&mut text, part.xml10_content()),
                Event::CData(part) if open.is_some() => append(&mut text, part.xml10_content()),
                Event::GeneralRef(part) if open.is_some() => text.to_mut().push(referred(&part)?),
                Event::End(_) => match open.take() {
                    Some(Field::Token) => response.tokens.push(std::mem::take(&mut text)),
                    Some(Field::RequestId) => response.request_id = std::mem::take(&mut text),
                    None => {}
                },
                Event::Eof => return Some(response),
                _ => {}
            }
        }
    }

    fn digest(value: &Response<'_>) -> Digest {
        digest(value.tokens.iter().map(|token| &**token), &value.request_id)
    }
}
