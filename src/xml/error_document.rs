//! Error documents, in every shape that AWS front ends write.

use alloc::borrow::Cow;

use super::decoder::Decoder;
use super::reader::Element;
use crate::error::{DecodeError, DecodeErrorKind, Part};
use crate::error_response::{ErrorResponse, ErrorType};
use crate::wire;

/// Reads the rest of a document as a service error; `None` when it is no error document.
// document = ErrorResponse | Error | *Exception | any root with Error or Errors/Error in it
pub(super) fn decode<'body>(
    decoder: &mut Decoder<'body>,
    root: Element<'body>,
) -> Result<Option<ErrorResponse<'body>>, DecodeError> {
    let mut fields = Fields::default();
    match root.local {
        wire::ERROR => fields.error(decoder, true)?,
        name if name.ends_with(wire::EXCEPTION) => {
            fields.code = Some(Cow::Borrowed(name));
            fields.error(decoder, true)?;
        }
        name => {
            fields.recognised = name == wire::ERROR_RESPONSE;
            fields.root(decoder)?;
        }
    }
    decoder.finish()?;
    Ok(fields.finish())
}

/// What was read; the first of a repeated field counts.
#[derive(Default)]
struct Fields<'body> {
    /// Whether this is an error document at all.
    recognised: bool,
    /// Whether an `Error` element was read.
    error: bool,
    error_type: Option<Cow<'body, str>>,
    code: Option<Cow<'body, str>>,
    message: Option<Cow<'body, str>>,
    detail: Option<Cow<'body, str>>,
    request_id: Option<Cow<'body, str>>,
}

impl<'body> Fields<'body> {
    // (Error | Errors | RequestId | ResponseMetadata)*
    fn root(&mut self, decoder: &mut Decoder<'body>) -> Result<(), DecodeError> {
        while let Some(child) = decoder.child(Part::Document)? {
            match child.local {
                wire::ERROR if !self.error => self.error(decoder, false)?,
                wire::ERRORS => self.errors(decoder)?,
                wire::RESPONSE_METADATA => self.response_metadata(decoder)?,
                name => self.request_id(decoder, name)?,
            }
        }
        Ok(())
    }

    // Errors = Error*
    fn errors(&mut self, decoder: &mut Decoder<'body>) -> Result<(), DecodeError> {
        while let Some(child) = decoder.child(Part::Error)? {
            match child.local {
                wire::ERROR if !self.error => self.error(decoder, false)?,
                _ => decoder.skip()?,
            }
        }
        Ok(())
    }

    // ResponseMetadata = RequestId*
    fn response_metadata(&mut self, decoder: &mut Decoder<'body>) -> Result<(), DecodeError> {
        while let Some(child) = decoder.child(Part::ResponseMetadata)? {
            self.request_id(decoder, child.local)?;
        }
        Ok(())
    }

    // Error = Type? & Code? & Message? & Detail? & RequestId?, and of a root & ResponseMetadata?
    fn error(&mut self, decoder: &mut Decoder<'body>, is_root: bool) -> Result<(), DecodeError> {
        self.recognised = true;
        self.error = true;
        while let Some(child) = decoder.child(Part::Error)? {
            match child.local {
                wire::TYPE => first(&mut self.error_type, decoder, Part::Error, true)?,
                wire::CODE => first(&mut self.code, decoder, Part::Error, true)?,
                wire::MESSAGE | wire::MESSAGE_LOWER => {
                    first(&mut self.message, decoder, Part::Error, false)?;
                }
                wire::DETAIL => first(&mut self.detail, decoder, Part::Error, false)?,
                wire::RESPONSE_METADATA if is_root => self.response_metadata(decoder)?,
                name => self.request_id(decoder, name)?,
            }
        }
        Ok(())
    }

    // RequestId | RequestID | an unknown element
    fn request_id(&mut self, decoder: &mut Decoder<'body>, name: &str) -> Result<(), DecodeError> {
        match name {
            wire::REQUEST_ID | wire::REQUEST_ID_EC2 => {
                first(&mut self.request_id, decoder, Part::RequestId, true)
            }
            _ => decoder.skip(),
        }
    }

    fn finish(self) -> Option<ErrorResponse<'body>> {
        self.recognised.then(|| ErrorResponse {
            error_type: self.error_type.map(ErrorType::from),
            code: self.code,
            message: self.message,
            detail: self.detail,
            request_id: self.request_id.filter(|id| !id.is_empty()),
            ..ErrorResponse::default()
        })
    }
}

/// Reads a text field into its place, or over it when the place is taken.
///
/// A field with an element inside is no text and read over: an error must stay an error.
fn first<'body>(
    slot: &mut Option<Cow<'body, str>>,
    decoder: &mut Decoder<'body>,
    part: Part,
    trimmed: bool,
) -> Result<(), DecodeError> {
    if slot.is_some() {
        return decoder.skip();
    }
    let text = if trimmed { decoder.trimmed(part) } else { decoder.text(part) };
    match text {
        Ok(text) => *slot = Some(text),
        Err(error) if error.kind() == DecodeErrorKind::ElementInText => decoder.skip()?,
        Err(error) => return Err(error),
    }
    Ok(())
}
