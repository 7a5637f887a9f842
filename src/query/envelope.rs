//! The document around the result of an operation.
//!
//! A single pass shows whether the document is the response, a service error, or something else.

use alloc::borrow::Cow;
use alloc::string::String;
use core::marker::PhantomData;

use super::decoder::{Decoder, Root};
use super::error::{DecodeError, DecodeErrorKind, EncodeError, Fault};
use super::error_document::{self, ErrorFields, RootMember};
use super::error_response::ErrorResponse;
use super::reply::Reply;
use super::text::trim;
use super::wire::NAMESPACE;
use crate::xml::{
    IllegalCharacter, Layout, Name, Names, WHITE_SPACE, XmlWriter, name, names, trim_white_space,
};

/// The response document of an operation.
pub(crate) trait Document<'body>: Sized {
    const ROOT: &'static Name;
    /// The start tag of the root element as the service writes it.
    const ROOT_START_TAG: &'static str;
    const RESULT: &'static Name;
    const RESULT_START_TAG: &'static str;

    /// Reads the result element if it is literally an empty-element tag, for an operation whose
    /// result is usually empty.
    #[inline(always)]
    fn read_empty_result(_: &mut Decoder<'body>) -> Option<Self> {
        None
    }

    /// Reads the content of the result element.
    fn read_result(decoder: &mut Decoder<'body>) -> Result<Self, Fault>;

    /// Writes the content of the result element.
    fn write_result(&self, writer: &mut XmlWriter) -> Result<(), EncodeError>;

    fn request_id(&self) -> Option<&str>;

    fn with_request_id(self, request_id: Option<Cow<'body, str>>) -> Self;
}

/// The start tag of a root element as the service writes it.
macro_rules! root_start_tag {
    ($root:literal) => {
        concat!("<", $root, " xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\">")
    };
}
pub(crate) use root_start_tag;

/// What a body is.
enum Outcome<'body, R> {
    Response(R),
    /// A service error, and the offset of the element that makes it one.
    Error(ErrorResponse<'body>, usize),
}

/// Reads a body as the response of an operation.
pub(crate) fn decode<'body, R: Document<'body>>(body: &'body [u8]) -> Result<R, DecodeError> {
    match read(body)? {
        Outcome::Response(response) => Ok(response),
        Outcome::Error(_, offset) => {
            let fault = Fault::new(DecodeErrorKind::ServiceError, offset);
            Err(fault.expecting(R::ROOT.local).in_body(body))
        }
    }
}

/// Reads a body as the response of an operation or as a service error.
pub(crate) fn decode_reply<'body, R: Document<'body>>(
    body: &'body [u8],
) -> Result<Reply<'body, R>, DecodeError> {
    Ok(match read(body)? {
        Outcome::Response(response) => Reply::Response(response),
        Outcome::Error(error, _) => Reply::ErrorResponse(error),
    })
}

fn read<'body, R: Document<'body>>(body: &'body [u8]) -> Result<Outcome<'body, R>, DecodeError> {
    let mut decoder = Decoder::new(body);
    read_document(&mut decoder).map_err(|fault| fault.in_body(body))
}

fn read_document<'body, R: Document<'body>>(
    decoder: &mut Decoder<'body>,
) -> Result<Outcome<'body, R>, Fault> {
    match decoder.root(R::ROOT, R::ROOT_START_TAG)? {
        Root::Expected => Envelope::new().read(decoder),
        Root::Other(root) => {
            let offset = decoder.tag_offset();
            let error = error_document::read(decoder, root)?;
            let unexpected = || Fault::new(DecodeErrorKind::UnexpectedRoot, offset);
            let error = error.ok_or_else(|| unexpected().expecting(R::ROOT.local))?;
            Ok(Outcome::Error(error, offset))
        }
    }
}

/// The members of the root element of a response. With an `Error` it is an error document.
enum Member<R> {
    Result(PhantomData<R>),
    Other(RootMember),
}

impl<R> Clone for Member<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Member<R> {}

impl<'body, R: Document<'body>> Names for Member<R> {
    fn at_start_tag(text: &str) -> Option<(Self, &'static Name, &str)> {
        if let Some(rest) = text.strip_prefix(R::RESULT_START_TAG) {
            return Some((Self::Result(PhantomData), R::RESULT, rest));
        }
        let (other, name, rest) = RootMember::at_start_tag(text)?;
        Some((Self::Other(other), name, rest))
    }

    fn from_local(local: &str) -> Option<Self> {
        if local == R::RESULT.local {
            return Some(Self::Result(PhantomData));
        }
        RootMember::from_local(local).map(Self::Other)
    }

    fn name(self) -> &'static Name {
        match self {
            Self::Result(_) => R::RESULT,
            Self::Other(other) => other.name(),
        }
    }
}

names! {
    /// The members of `ResponseMetadata`.
    pub(super) enum MetadataMember {
        RequestId = "RequestId",
        RequestIdEc2 = "RequestID",
    }
}

/// The parts of a response document that were read.
struct Envelope<'body, R> {
    result: Option<R>,
    request_id: Option<Cow<'body, str>>,
    /// The first fault of the result or of the request id. Only an `Error` takes precedence over it.
    fault: Option<Fault>,
    /// The fields of an `Error`, which makes this an error document.
    error: ErrorFields<'body>,
}

impl<'body, R: Document<'body>> Envelope<'body, R> {
    fn new() -> Self {
        let error = ErrorFields::default();
        Self { result: None, request_id: None, fault: None, error }
    }

    // root = Result & ResponseMetadata?
    fn read(mut self, decoder: &mut Decoder<'body>) -> Result<Outcome<'body, R>, Fault> {
        let members = self.members(decoder);
        let whole = members.and_then(|()| decoder.finish());
        if let Some(offset) = self.error.error_offset() {
            whole?;
            return Ok(Outcome::Error(self.error.finish(), offset));
        }
        // The first fault is reported, not a later one.
        self.fault.map_or(members, Err)?;
        let result = self.result.ok_or_else(|| decoder.missing(R::RESULT))?;
        whole?;
        let request_id = self.request_id.filter(|id| !id.is_empty());
        Ok(Outcome::Response(result.with_request_id(request_id)))
    }

    fn members(&mut self, decoder: &mut Decoder<'body>) -> Result<(), Fault> {
        self.result = R::read_empty_result(decoder);
        while let Some(member) = decoder.member::<Member<R>>(R::ROOT)? {
            match member {
                Member::Result(_) => self.result(decoder)?,
                Member::Other(RootMember::ResponseMetadata) => self.response_metadata(decoder)?,
                Member::Other(other) => self.error.root_member(decoder, other)?,
            }
        }
        Ok(())
    }

    /// Reads the result. Its first fault is kept, as an `Error` may follow.
    fn result(&mut self, decoder: &mut Decoder<'body>) -> Result<(), Fault> {
        if self.fault.is_some() || self.error.error_offset().is_some() {
            return decoder.skip();
        }
        let first = decoder.check_first(self.result.is_none(), R::RESULT);
        match first.and_then(|()| R::read_result(decoder)) {
            Ok(result) => {
                self.result = Some(result);
                Ok(())
            }
            Err(fault) => {
                self.fault = Some(fault);
                decoder.leave_to_root()
            }
        }
    }

    // ResponseMetadata = RequestId*
    //
    // The first request id is used.
    fn response_metadata(&mut self, decoder: &mut Decoder<'body>) -> Result<(), Fault> {
        const PARENT: &Name = name!("ResponseMetadata");
        while let Some(member) = decoder.member::<MetadataMember>(PARENT)? {
            let (id, markup) = decoder.text_with_markup(member.name())?;
            let id = trim(id);
            match member {
                MetadataMember::RequestId if self.request_id.is_none() => {
                    self.fault = self.fault.or(markup);
                    self.request_id = Some(id.clone());
                }
                MetadataMember::RequestId | MetadataMember::RequestIdEc2 => {}
            }
            self.error.note_request_id(id);
        }
        Ok(())
    }
}

/// Writes a response document.
pub(crate) fn write<'body, R: Document<'body>>(
    response: &R,
    layout: Layout,
) -> Result<String, EncodeError> {
    XmlWriter::document(layout, R::ROOT.local, NAMESPACE, |writer| {
        writer.element(R::RESULT.local, |writer| response.write_result(writer))?;
        match response.request_id().map(trim_white_space) {
            None | Some("") => Ok(()),
            Some(_) => writer.element("ResponseMetadata", |writer| {
                write_trimmed(writer, "RequestId", response.request_id())
            }),
        }
    })
}

/// Writes a text field, if it is present.
pub(crate) fn write_text(
    writer: &mut XmlWriter,
    element: &'static str,
    text: Option<&str>,
) -> Result<(), EncodeError> {
    let written = text.map_or(Ok(()), |text| writer.text(element, text));
    written.map_err(|illegal| EncodeError::new(illegal, element))
}

/// Writes a text field, if it is present, without the white space around it, which a reader drops.
pub(crate) fn write_trimmed(
    writer: &mut XmlWriter,
    element: &'static str,
    text: Option<&str>,
) -> Result<(), EncodeError> {
    let Some(text) = text else { return Ok(()) };
    let dropped = text.len() - text.trim_start_matches(WHITE_SPACE).len();
    let written = writer.text(element, trim_white_space(text));
    written.map_err(|illegal| {
        let offset = illegal.offset + dropped;
        EncodeError::new(IllegalCharacter { offset, ..illegal }, element)
    })
}

/// Writes a list of texts.
pub(crate) fn write_list(
    writer: &mut XmlWriter,
    element: &str,
    items: &[Cow<'_, str>],
) -> Result<(), EncodeError> {
    writer.element(element, |writer| {
        items.iter().try_for_each(|item| write_text(writer, "member", Some(item)))
    })
}
