//! Error documents, in all the shapes that AWS front ends write.

use alloc::borrow::Cow;
use alloc::string::String;

use super::decoder::{Decoder, Root};
use super::envelope::{MetadataMember, root_start_tag, write_text, write_trimmed};
use super::error::{DecodeError, DecodeErrorKind, EncodeError, Fault};
use super::error_response::{ErrorResponse, ErrorType};
use super::text::trim;
use super::wire::NAMESPACE;
use crate::xml::{Layout, Name, Names, XmlWriter, name, names, trim_white_space};

/// The suffix of a root element whose name is an error code.
const EXCEPTION: &str = "Exception";

const ROOT: &Name = name!("ErrorResponse");

names! {
    /// The members of the root element of an error document.
    pub(super) enum RootMember {
        Error = "Error",
        Errors = "Errors",
        ResponseMetadata = "ResponseMetadata",
        RequestId = "RequestId",
        RequestIdEc2 = "RequestID",
    }
}

names! {
    /// The members of `Errors`.
    enum ErrorsMember {
        Error = "Error",
    }
}

names! {
    /// The members of `Error`.
    enum ErrorMember {
        Type = "Type",
        Code = "Code",
        Message = "Message",
        MessageLowerCase = "message",
        Detail = "Detail",
        RequestId = "RequestId",
        RequestIdEc2 = "RequestID",
        ResponseMetadata = "ResponseMetadata",
        Error = "Error",
        Errors = "Errors",
    }
}

/// Reads a body as an error document with any root element.
pub(super) fn decode(body: &[u8]) -> Result<ErrorResponse<'_>, DecodeError> {
    let mut decoder = Decoder::new(body);
    read_document(&mut decoder).map_err(|fault| fault.in_body(body))
}

fn read_document<'body>(decoder: &mut Decoder<'body>) -> Result<ErrorResponse<'body>, Fault> {
    let root = match decoder.root(ROOT, root_start_tag!("ErrorResponse"))? {
        Root::Expected => ROOT.local,
        Root::Other(root) => root,
    };
    let offset = decoder.tag_offset();
    let error = read(decoder, root)?;
    error.ok_or_else(|| Fault::new(DecodeErrorKind::UnexpectedRoot, offset).expecting(ROOT.local))
}

/// Reads the rest of a document as a service error; `None` if it is not an error document.
// document = ErrorResponse | Error | *Exception | any root with Error or Errors/Error in it
pub(super) fn read<'body>(
    decoder: &mut Decoder<'body>,
    root: &'body str,
) -> Result<Option<ErrorResponse<'body>>, Fault> {
    let mut fields = ErrorFields::default();
    let is_exception = root.ends_with(EXCEPTION);
    // The name of another root is not known in advance: the empty name matches no literal end tag.
    let parent = if root == ROOT.local { ROOT } else { name!("") };
    if is_exception {
        fields.code = Some(Cow::Borrowed(root));
        fields.error(decoder, parent, Place::Exception)?;
    } else if root == "Error" {
        fields.error(decoder, parent, Place::Root)?;
    } else {
        fields.is_error = root == ROOT.local;
        while let Some(member) = decoder.member::<RootMember>(parent)? {
            fields.root_member(decoder, member)?;
        }
    }
    decoder.finish()?;
    Ok(fields.is_error.then(|| fields.finish()))
}

/// Where the fields of an error are.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Place {
    /// In an `Error` inside another root element.
    Inside,
    /// In the root element `Error`.
    Root,
    /// In a root element whose name is the code.
    Exception,
}

/// The fields of an error. If a field is repeated, the first is used.
#[derive(Default)]
pub(super) struct ErrorFields<'body> {
    /// Whether the document is an error document.
    is_error: bool,
    /// The offset of the `Error` that was read.
    error_offset: Option<usize>,
    error_type: Option<Cow<'body, str>>,
    code: Option<Cow<'body, str>>,
    message: Option<Cow<'body, str>>,
    detail: Option<Cow<'body, str>>,
    request_id: Option<Cow<'body, str>>,
}

impl<'body> ErrorFields<'body> {
    /// Reads a member of the root element.
    pub(super) fn root_member(
        &mut self,
        decoder: &mut Decoder<'body>,
        member: RootMember,
    ) -> Result<(), Fault> {
        match member {
            RootMember::Error => self.first_error(decoder),
            RootMember::Errors => self.errors(decoder),
            RootMember::ResponseMetadata => self.response_metadata(decoder),
            RootMember::RequestId | RootMember::RequestIdEc2 => {
                self.request_id(decoder, member.name())
            }
        }
    }

    /// The offset of the `Error` element that was read.
    pub(super) const fn error_offset(&self) -> Option<usize> {
        self.error_offset
    }

    // Errors = Error*
    fn errors(&mut self, decoder: &mut Decoder<'body>) -> Result<(), Fault> {
        while let Some(ErrorsMember::Error) = decoder.member(RootMember::Errors.name())? {
            self.first_error(decoder)?;
        }
        Ok(())
    }

    fn first_error(&mut self, decoder: &mut Decoder<'body>) -> Result<(), Fault> {
        if self.error_offset.is_some() {
            return decoder.skip();
        }
        self.error(decoder, RootMember::Error.name(), Place::Inside)
    }

    // ResponseMetadata = RequestId*
    fn response_metadata(&mut self, decoder: &mut Decoder<'body>) -> Result<(), Fault> {
        let parent = RootMember::ResponseMetadata.name();
        while let Some(member) = decoder.member::<MetadataMember>(parent)? {
            self.request_id(decoder, member.name())?;
        }
        Ok(())
    }

    // Error = Type? & Code? & Message? & Detail? & RequestId?, in a root & ResponseMetadata?, in an
    // exception & Error? & Errors?
    fn error(
        &mut self,
        decoder: &mut Decoder<'body>,
        parent: &'static Name,
        place: Place,
    ) -> Result<(), Fault> {
        self.is_error = true;
        self.error_offset = Some(decoder.tag_offset());
        let mut inner = None;
        while let Some(member) = decoder.member::<ErrorMember>(parent)? {
            let name = member.name();
            match member {
                ErrorMember::Type => first(&mut self.error_type, decoder, name, trim)?,
                ErrorMember::Code => first(&mut self.code, decoder, name, trim)?,
                ErrorMember::Message | ErrorMember::MessageLowerCase => {
                    first(&mut self.message, decoder, name, |text| text)?;
                }
                ErrorMember::Detail => first(&mut self.detail, decoder, name, |text| text)?,
                ErrorMember::RequestId | ErrorMember::RequestIdEc2 => {
                    self.request_id(decoder, name)?;
                }
                ErrorMember::ResponseMetadata if place != Place::Inside => {
                    self.response_metadata(decoder)?;
                }
                ErrorMember::Error if place == Place::Exception => {
                    self.inner_error(decoder, &mut inner)?;
                }
                ErrorMember::Errors if place == Place::Exception => {
                    while let Some(ErrorsMember::Error) = decoder.member(name)? {
                        self.inner_error(decoder, &mut inner)?;
                    }
                }
                ErrorMember::ResponseMetadata | ErrorMember::Error | ErrorMember::Errors => {
                    decoder.skip()?;
                }
            }
        }
        if let Some(inner) = inner {
            self.prefer(inner);
        }
        Ok(())
    }

    /// Reads an `Error` inside a root whose name is a code, and skips it if it is not the first.
    fn inner_error(
        &mut self,
        decoder: &mut Decoder<'body>,
        inner: &mut Option<Self>,
    ) -> Result<(), Fault> {
        if inner.is_some() {
            return decoder.skip();
        }
        let request_id = self.request_id.take();
        let mut fields = Self { request_id, ..Self::default() };
        fields.error(decoder, RootMember::Error.name(), Place::Inside)?;
        self.request_id = fields.request_id.take();
        *inner = Some(fields);
        Ok(())
    }

    /// Replaces the fields by those that the inner `Error` has.
    fn prefer(&mut self, inner: Self) {
        self.error_type = inner.error_type.or_else(|| self.error_type.take());
        self.code = inner.code.or_else(|| self.code.take());
        self.message = inner.message.or_else(|| self.message.take());
        self.detail = inner.detail.or_else(|| self.detail.take());
    }

    fn request_id(
        &mut self,
        decoder: &mut Decoder<'body>,
        name: &'static Name,
    ) -> Result<(), Fault> {
        first(&mut self.request_id, decoder, name, trim)
    }

    /// Sets the request id if there is none yet.
    pub(super) fn note_request_id(&mut self, id: Cow<'body, str>) {
        self.request_id.get_or_insert(id);
    }

    pub(super) fn finish(self) -> ErrorResponse<'body> {
        ErrorResponse {
            error_type: self.error_type.map(ErrorType::from),
            code: self.code,
            message: self.message,
            detail: self.detail,
            request_id: self.request_id.filter(|id| !id.is_empty()),
            ..ErrorResponse::default()
        }
    }
}

/// Reads a text field into `place`, or skips it if `place` has a value. The text of elements inside
/// is included, so that no part of a message is lost.
fn first<'body>(
    place: &mut Option<Cow<'body, str>>,
    decoder: &mut Decoder<'body>,
    name: &'static Name,
    clean: fn(Cow<'body, str>) -> Cow<'body, str>,
) -> Result<(), Fault> {
    if place.is_some() {
        return decoder.skip();
    }
    let (text, _) = decoder.text_with_markup(name)?;
    *place = Some(clean(text));
    Ok(())
}

/// Writes an error document.
pub(super) fn write(error: &ErrorResponse<'_>, layout: Layout) -> Result<String, EncodeError> {
    XmlWriter::document(layout, ROOT.local, NAMESPACE, |writer| {
        writer.element("Error", |writer| {
            write_trimmed(writer, "Type", error.error_type.as_ref().map(ErrorType::as_str))?;
            write_trimmed(writer, "Code", error.code.as_deref())?;
            write_text(writer, "Message", error.message.as_deref())?;
            write_text(writer, "Detail", error.detail.as_deref())
        })?;
        match error.request_id.as_deref().map(trim_white_space) {
            None | Some("") => Ok(()),
            Some(_) => write_trimmed(writer, "RequestId", error.request_id.as_deref()),
        }
    })
}
