//! Elements to types: what the documents mean, and every diagnosis of the protocol.

use alloc::borrow::Cow;

use super::decoder::Decoder;
use super::error_document;
use super::reader::Element;
use crate::attributes::{DkimAttributes, Value};
use crate::error::{DecodeError, DecodeErrorKind, Part};
use crate::error_response::ErrorResponse;
use crate::reply::Reply;
use crate::response::GetIdentityDkimAttributesResponse;
use crate::status::Status;
use crate::wire;

type Response<'body> = GetIdentityDkimAttributesResponse<'body>;

/// Reads a success document.
pub(crate) fn response(body: &[u8]) -> Result<Response<'_>, DecodeError> {
    let (mut decoder, root) = Decoder::new(body)?;
    if root.local == wire::RESPONSE {
        let read = decoder.response();
        drop(decoder); // The second reading has its own, and the heap is to hold one.
        return read.map_err(|error| match error_response(body) {
            Ok(_) => error,
            Err(fault) => fault_behind(error, fault),
        });
    }
    let kind = match error_document::decode(&mut decoder, root)? {
        Some(_) => DecodeErrorKind::ServiceError,
        None => DecodeErrorKind::UnexpectedRoot,
    };
    Err(decoder.error_at(kind, root.offset))
}

/// Reads a success or an error document.
pub(crate) fn reply(body: &[u8]) -> Result<Reply<'_>, DecodeError> {
    let (mut decoder, root) = Decoder::new(body)?;
    if root.local != wire::RESPONSE {
        return decoder.error_response(root).map(Reply::ErrorResponse);
    }
    let read = decoder.response();
    drop(decoder); // The second reading has its own, and the heap is to hold one.
    read.map(Reply::Response).or_else(|error| {
        // Rare enough to be read twice: an error is an error in the root of a response, too.
        match error_response(body) {
            Ok(service_error) => Ok(Reply::ErrorResponse(service_error)),
            Err(fault) => Err(fault_behind(error, fault)),
        }
    })
}

/// The error of a response that is no error document by reason of `fault`: when the error was that
/// there is an `Error` in it, the fault, as an error is told of a whole document alone.
fn fault_behind(error: DecodeError, fault: DecodeError) -> DecodeError {
    if error.kind() == DecodeErrorKind::ServiceError { fault } else { error }
}

/// Reads an error document, whatever its root.
pub(crate) fn error_response(body: &[u8]) -> Result<ErrorResponse<'_>, DecodeError> {
    let (mut decoder, root) = Decoder::new(body)?;
    decoder.error_response(root)
}

impl<'body> Decoder<'body> {
    fn error_response(
        &mut self,
        root: Element<'body>,
    ) -> Result<ErrorResponse<'body>, DecodeError> {
        let error = error_document::decode(self, root)?;
        let unexpected = || self.error_at(DecodeErrorKind::UnexpectedRoot, root.offset);
        error.ok_or_else(unexpected)
    }

    // GetIdentityDkimAttributesResponse = Result & ResponseMetadata?
    fn response(&mut self) -> Result<Response<'body>, DecodeError> {
        let mut attributes = None;
        let mut request_id = None;
        while let Some(child) = self.child(Part::Document)? {
            match child.local {
                wire::RESULT if attributes.is_some() => {
                    return Err(self.duplicate(child, Part::Result));
                }
                wire::RESULT => attributes = Some(self.result()?),
                wire::RESPONSE_METADATA => self.response_metadata(&mut request_id)?,
                wire::ERROR => return Err(self.service_error(child)),
                wire::ERRORS => self.errors()?,
                _ => self.skip()?,
            }
        }
        let attributes = attributes.ok_or_else(|| self.missing(Part::Result))?;
        self.finish()?;
        let mut response = Response::new(attributes);
        response.request_id = request_id.filter(|id| !id.is_empty());
        Ok(response)
    }

    // Errors = Error*: where there is one, this is no response
    fn errors(&mut self) -> Result<(), DecodeError> {
        while let Some(child) = self.child(Part::Error)? {
            match child.local {
                wire::ERROR => return Err(self.service_error(child)),
                _ => self.skip()?,
            }
        }
        Ok(())
    }

    fn service_error(&self, error: Element<'_>) -> DecodeError {
        self.error_at(DecodeErrorKind::ServiceError, error.offset)
    }

    // ResponseMetadata = RequestId*, of which the first counts
    fn response_metadata(&mut self, id: &mut Option<Cow<'body, str>>) -> Result<(), DecodeError> {
        while let Some(child) = self.child(Part::ResponseMetadata)? {
            match child.local {
                wire::REQUEST_ID if id.is_none() => *id = Some(self.trimmed(Part::RequestId)?),
                _ => self.skip()?,
            }
        }
        Ok(())
    }

    // GetIdentityDkimAttributesResult = DkimAttributes?
    fn result(&mut self) -> Result<DkimAttributes<'body>, DecodeError> {
        let mut attributes = None;
        while let Some(child) = self.child(Part::Result)? {
            match child.local {
                wire::DKIM_ATTRIBUTES if attributes.is_some() => {
                    return Err(self.duplicate(child, Part::DkimAttributes));
                }
                wire::DKIM_ATTRIBUTES => attributes = Some(self.dkim_attributes()?),
                _ => self.skip()?,
            }
        }
        Ok(attributes.unwrap_or_default())
    }

    // DkimAttributes = entry*
    fn dkim_attributes(&mut self) -> Result<DkimAttributes<'body>, DecodeError> {
        let mut attributes = DkimAttributes::new();
        while let Some(child) = self.child(Part::DkimAttributes)? {
            match child.local {
                wire::ENTRY => self.entry(&mut attributes)?,
                _ => self.skip()?,
            }
        }
        Ok(attributes)
    }

    // entry = key & value
    fn entry(&mut self, attributes: &mut DkimAttributes<'body>) -> Result<(), DecodeError> {
        self.enter(attributes.len().saturating_add(1));
        let mut key = None;
        let mut value = None;
        while let Some(child) = self.child(Part::Entry)? {
            match child.local {
                wire::KEY if key.is_some() => return Err(self.duplicate(child, Part::Key)),
                wire::KEY => key = Some(self.text(Part::Key)?),
                wire::VALUE if value.is_some() => return Err(self.duplicate(child, Part::Value)),
                wire::VALUE => value = Some(self.value(attributes)?),
                _ => self.skip()?,
            }
        }
        let key = key.ok_or_else(|| self.missing(Part::Key))?;
        let value = value.ok_or_else(|| self.missing(Part::Value))?;
        attributes.push_entry(key, value);
        self.leave();
        Ok(())
    }

    // value = DkimEnabled? & DkimVerificationStatus? & DkimTokens?
    fn value(
        &mut self,
        attributes: &mut DkimAttributes<'body>,
    ) -> Result<Value<'body>, DecodeError> {
        let mut enabled = None;
        let mut status = None;
        let mut has_tokens = false;
        while let Some(child) = self.child(Part::Value)? {
            match child.local {
                wire::DKIM_ENABLED if enabled.is_some() => {
                    return Err(self.duplicate(child, Part::DkimEnabled));
                }
                wire::DKIM_ENABLED => enabled = Some(self.boolean()?),
                wire::DKIM_VERIFICATION_STATUS if status.is_some() => {
                    return Err(self.duplicate(child, Part::DkimVerificationStatus));
                }
                wire::DKIM_VERIFICATION_STATUS => {
                    status = Some(self.text(Part::DkimVerificationStatus)?);
                }
                wire::DKIM_TOKENS if has_tokens => {
                    return Err(self.duplicate(child, Part::DkimTokens));
                }
                wire::DKIM_TOKENS => {
                    has_tokens = true;
                    self.dkim_tokens(attributes)?;
                }
                _ => self.skip()?,
            }
        }
        Ok(Value { enabled, status: status.map(Status::new), has_tokens })
    }

    // DkimEnabled = "true" | "false"
    fn boolean(&mut self) -> Result<bool, DecodeError> {
        let offset = self.offset();
        match &*self.text(Part::DkimEnabled)? {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.error_at(DecodeErrorKind::InvalidBoolean, offset)),
        }
    }

    // DkimTokens = member*
    fn dkim_tokens(&mut self, attributes: &mut DkimAttributes<'body>) -> Result<(), DecodeError> {
        while let Some(child) = self.child(Part::DkimTokens)? {
            match child.local {
                wire::MEMBER => attributes.push_token(self.text(Part::Token)?),
                _ => self.skip()?,
            }
        }
        Ok(())
    }
}
