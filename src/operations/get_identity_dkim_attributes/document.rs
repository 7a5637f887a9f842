//! The response document: a map from identity to attributes.

use alloc::borrow::Cow;

use super::attributes::{DkimAttributes, IdentityDkimAttributes, Value};
use super::response::GetIdentityDkimAttributesResponse;
use super::status::VerificationStatus;
use crate::query::decoder::Decoder;
use crate::query::envelope::{Document, root_start_tag, write_list, write_text};
use crate::query::{EncodeError, Fault};
use crate::xml::{Name, Names, XmlWriter, name, names};

/// The length in bytes of an Easy DKIM token (SES API Reference, `VerifyDomainDkim`, the example).
/// The reader tries this length first, and then any other.
const TOKEN_LEN: usize = 32;

names! {
    /// The members of the result.
    enum ResultMember {
        DkimAttributes = "DkimAttributes",
    }
}

names! {
    /// The items of the map.
    enum MapItem {
        Entry = "entry",
    }
}

names! {
    /// The members of an entry.
    enum EntryMember {
        Key = "key",
        Value = "value",
    }
}

names! {
    /// The members of the value of an entry.
    enum ValueMember {
        DkimEnabled = "DkimEnabled",
        DkimVerificationStatus = "DkimVerificationStatus",
        DkimTokens = "DkimTokens",
    }
}

names! {
    /// The items of the token list.
    enum TokensItem {
        Member = "member",
    }
}

impl<'body> Document<'body> for GetIdentityDkimAttributesResponse<'body> {
    const ROOT: &'static Name = name!("GetIdentityDkimAttributesResponse");
    const ROOT_START_TAG: &'static str = root_start_tag!("GetIdentityDkimAttributesResponse");
    const RESULT: &'static Name = name!("GetIdentityDkimAttributesResult");
    const RESULT_START_TAG: &'static str = "<GetIdentityDkimAttributesResult>";

    // GetIdentityDkimAttributesResult = DkimAttributes?
    fn read_result(decoder: &mut Decoder<'body>) -> Result<Self, Fault> {
        let mut attributes = None;
        while let Some(member) = decoder.member::<ResultMember>(Self::RESULT)? {
            decoder.check_first(attributes.is_none(), member.name())?;
            attributes = Some(read_map(decoder)?);
        }
        Ok(Self::new(attributes.unwrap_or_default()))
    }

    fn write_result(&self, writer: &mut XmlWriter) -> Result<(), EncodeError> {
        writer.element("DkimAttributes", |writer| {
            for (index, (identity, attributes)) in self.dkim_attributes.iter().enumerate() {
                writer
                    .element("entry", |writer| write_entry(writer, identity, attributes))
                    .map_err(|error| error.in_entry(index + 1))?;
            }
            Ok(())
        })
    }

    fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    fn with_request_id(self, request_id: Option<Cow<'body, str>>) -> Self {
        Self { request_id, ..self }
    }
}

// DkimAttributes = entry*
fn read_map<'body>(decoder: &mut Decoder<'body>) -> Result<DkimAttributes<'body>, Fault> {
    let parent = ResultMember::DkimAttributes.name();
    let mut attributes = preallocate(decoder.left());
    while let Some(MapItem::Entry) = decoder.item(parent, MapItem::Entry)? {
        decoder.enter_entry(attributes.len() + 1);
        read_entry(decoder, &mut attributes)?;
        decoder.enter_entry(0);
    }
    Ok(attributes)
}

/// A map with room for all entries and tokens that `len` bytes can hold, if each of them has a
/// start tag and an end tag.
fn preallocate<'body>(len: usize) -> DkimAttributes<'body> {
    const ENTRY: usize = "<entry><key></key><value></value></entry>".len();
    const TOKEN: usize = "<member></member>".len();
    DkimAttributes::with_capacity(len / ENTRY, len / TOKEN)
}

// entry = key & value
fn read_entry<'body>(
    decoder: &mut Decoder<'body>,
    attributes: &mut DkimAttributes<'body>,
) -> Result<(), Fault> {
    let mut key = None;
    let mut value = None;
    while let Some(member) = decoder.member(MapItem::Entry.name())? {
        match member {
            EntryMember::Key => {
                decoder.check_first(key.is_none(), member.name())?;
                key = Some(decoder.text(EntryMember::Key.name())?);
            }
            EntryMember::Value => {
                decoder.check_first(value.is_none(), member.name())?;
                value = Some(read_value(decoder, attributes)?);
            }
        }
    }
    let key = key.ok_or_else(|| decoder.missing(EntryMember::Key.name()))?;
    let value = value.ok_or_else(|| decoder.missing(EntryMember::Value.name()))?;
    attributes.push_entry(key, value);
    Ok(())
}

// value = DkimEnabled? & DkimVerificationStatus? & DkimTokens?
fn read_value<'body>(
    decoder: &mut Decoder<'body>,
    attributes: &mut DkimAttributes<'body>,
) -> Result<Value<'body>, Fault> {
    let mut value = Value::default();
    while let Some(member) = decoder.member(EntryMember::Value.name())? {
        match member {
            ValueMember::DkimEnabled => {
                decoder.check_first(value.enabled.is_none(), member.name())?;
                value.enabled = Some(decoder.boolean(ValueMember::DkimEnabled.name())?);
            }
            ValueMember::DkimVerificationStatus => {
                decoder.check_first(value.status.is_none(), member.name())?;
                value.status = Some(read_status(decoder)?);
            }
            ValueMember::DkimTokens => {
                decoder.check_first(!value.has_tokens, member.name())?;
                value.has_tokens = true;
                let parent = ValueMember::DkimTokens.name();
                while let Some(item) = decoder.item(parent, TokensItem::Member)? {
                    attributes.push_token(decoder.text_of_len::<TOKEN_LEN>(item.name())?);
                }
            }
        }
    }
    Ok(value)
}

fn read_status<'body>(decoder: &mut Decoder<'body>) -> Result<VerificationStatus<'body>, Fault> {
    let element = ValueMember::DkimVerificationStatus.name();
    match decoder.literal_word(element, VerificationStatus::WORDS) {
        Some(status) => Ok(status),
        None => decoder.text(element).map(VerificationStatus::from),
    }
}

fn write_entry(
    writer: &mut XmlWriter,
    identity: &str,
    attributes: IdentityDkimAttributes<'_>,
) -> Result<(), EncodeError> {
    write_text(writer, "key", Some(identity))?;
    writer.element("value", |writer| {
        let enabled = attributes.dkim_enabled();
        let enabled = enabled.map(|enabled| if enabled { "true" } else { "false" });
        write_text(writer, "DkimEnabled", enabled)?;
        let status = attributes.dkim_verification_status();
        let status = status.as_ref().map(VerificationStatus::as_str);
        write_text(writer, "DkimVerificationStatus", status)?;
        let Some(tokens) = attributes.dkim_tokens() else { return Ok(()) };
        write_list(writer, "DkimTokens", tokens)
    })
}
