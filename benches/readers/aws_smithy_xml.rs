//! `aws-smithy-xml` used as the generated parser of the AWS SDK for Rust uses it.
//!
//! The value is the SDK's: a map of owned strings. Only the hasher differs: its keys are fixed, so
//! that the counts of instructions repeat. The SDK does not read the request id in the body; here
//! it is read, so that every reader finds the same values.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::BuildHasherDefault;

use aws_smithy_xml::decode::{Document, ScopedDecoder, XmlDecodeError, try_data};

use super::Read;
use crate::documents::Digest;

pub struct Smithy;

type Map = HashMap<String, IdentityDkimAttributes, BuildHasherDefault<DefaultHasher>>;

#[derive(Default)]
pub struct Output {
    attributes: Map,
    request_id: String,
}

#[derive(Default)]
struct IdentityDkimAttributes {
    enabled: bool,
    status: String,
    tokens: Option<Vec<String>>,
}

impl Read for Smithy {
    type Value<'body> = Output;

    fn read(body: &[u8]) -> Option<Output> {
        output(body).ok()
    }

    fn digest(value: &Output) -> Digest {
        let mut digest = Digest::default();
        for (identity, attributes) in &value.attributes {
            let tokens = attributes.tokens.iter().flatten().map(String::as_str);
            digest.entry(identity, attributes.enabled, &attributes.status, tokens);
        }
        digest.request_id(&value.request_id);
        digest
    }
}

fn output(body: &[u8]) -> Result<Output, XmlDecodeError> {
    let mut document = Document::try_from(body)?;
    let mut root = document.root_element()?;
    if !root.start_el().matches("GetIdentityDkimAttributesResponse") {
        return Err(XmlDecodeError::custom("another root"));
    }
    let mut output = Output::default();
    while let Some(mut part) = root.next_tag() {
        match part.start_el() {
            start if start.matches("GetIdentityDkimAttributesResult") => {
                while let Some(mut member) = part.next_tag() {
                    if member.start_el().matches("DkimAttributes") {
                        output.attributes = attributes(&mut member)?;
                    }
                }
            }
            start if start.matches("ResponseMetadata") => {
                while let Some(mut member) = part.next_tag() {
                    if member.start_el().matches("RequestId") {
                        output.request_id = try_data(&mut member)?.into_owned();
                    }
                }
            }
            _ => {}
        }
    }
    Ok(output)
}

fn attributes(parent: &mut ScopedDecoder<'_, '_>) -> Result<Map, XmlDecodeError> {
    let mut map = Map::default();
    while let Some(mut entry) = parent.next_tag() {
        if !entry.start_el().matches("entry") {
            continue;
        }
        let mut key = None;
        let mut value = None;
        while let Some(mut member) = entry.next_tag() {
            match member.start_el() {
                start if start.matches("key") => key = Some(try_data(&mut member)?.into_owned()),
                start if start.matches("value") => value = Some(identity(&mut member)?),
                _ => {}
            }
        }
        let missing = || XmlDecodeError::custom("an entry lacks its key or its value");
        map.insert(key.ok_or_else(missing)?, value.ok_or_else(missing)?);
    }
    Ok(map)
}

fn identity(parent: &mut ScopedDecoder<'_, '_>) -> Result<IdentityDkimAttributes, XmlDecodeError> {
    let mut attributes = IdentityDkimAttributes::default();
    while let Some(mut member) = parent.next_tag() {
        match member.start_el() {
            start if start.matches("DkimEnabled") => {
                let text = try_data(&mut member)?;
                let boolean = text.parse();
                attributes.enabled = boolean.map_err(|_| XmlDecodeError::custom("no boolean"))?;
            }
            start if start.matches("DkimVerificationStatus") => {
                attributes.status = try_data(&mut member)?.into_owned();
            }
            start if start.matches("DkimTokens") => {
                attributes.tokens = Some(tokens(&mut member)?);
            }
            _ => {}
        }
    }
    Ok(attributes)
}

fn tokens(parent: &mut ScopedDecoder<'_, '_>) -> Result<Vec<String>, XmlDecodeError> {
    let mut tokens = Vec::new();
    while let Some(mut member) = parent.next_tag() {
        if member.start_el().matches("member") {
            tokens.push(try_data(&mut member)?.into_owned());
        }
    }
    Ok(tokens)
}
