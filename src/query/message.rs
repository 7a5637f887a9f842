//! What every request and every response can do, for code that is generic over operations.

use alloc::borrow::Cow;
use alloc::string::String;
use core::time::Duration;

use super::error::{DecodeError, EncodeError, FormError};
use super::error_response::ErrorResponse;
use super::reply::{HttpReply, Reply, ReplyError};
use super::retry::Retry;

/// Only this crate implements [`Request`] and [`Response`].
#[expect(unnameable_types, reason = "that is what seals the traits")]
pub trait Sealed {}

/// A request of an operation. Every method is also an inherent method of the request.
pub trait Request<'a>: Sealed + Sized {
    /// The name of the operation: the value of the parameter `Action`.
    const ACTION: &'static str;

    /// Whether the operation only reads.
    const IS_READ_ONLY: bool;

    /// Whether the request may be sent again when it is not known whether the service performed it.
    ///
    /// It may if the operation only reads, and if performing it again changes nothing, whatever
    /// another client did in between.
    const IS_REPEATABLE: bool;

    /// The response of the operation.
    type Response<'body>: Response<'body>;

    /// Appends the request to `out` as a form body.
    fn encode_form(&self, out: &mut String);

    /// Reads a form body, or the query string of a GET.
    ///
    /// # Errors
    ///
    /// [`FormError`] if the form is malformed or is not a request of this operation.
    fn decode_form(form: &'a [u8]) -> Result<Self, FormError>;

    /// Reads the HTTP reply to this request.
    ///
    /// # Errors
    ///
    /// [`ReplyError`] if the status is 2xx and the body cannot be decoded.
    fn reply<'body>(
        &self,
        http: impl Into<HttpReply<'body>>,
    ) -> Result<Reply<'body, Self::Response<'body>>, ReplyError> {
        Reply::from_http(http.into())
    }

    /// How long to wait before the same request is sent again after this error, if it was sent
    /// `attempt` times; `None` if that cannot help, or could undo the change of another client.
    #[must_use]
    fn retry_delay(&self, error: &ErrorResponse<'_>, attempt: u32, seed: u64) -> Option<Duration> {
        Retry::delay_of::<Self>(error, attempt, seed)
    }
}

/// A response of an operation. Every method but [`decode_reply`](Self::decode_reply) and
/// [`set_request_id`](Self::set_request_id) is also an inherent method of the response.
pub trait Response<'body>: Sealed + Sized {
    /// The name of the root element.
    const ROOT: &'static str;

    /// The same response, owning its text.
    type Owned: Response<'static>;

    /// Reads a body: the root element decides whether it is the response or a service error.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] if the body is neither.
    fn decode_reply(body: &'body [u8]) -> Result<Reply<'body, Self>, DecodeError>;

    /// Reads a response document.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] if the body is anything else, or lacks something required.
    fn decode(body: &'body [u8]) -> Result<Self, DecodeError>;

    /// Writes the response as a compact document.
    ///
    /// # Errors
    ///
    /// [`EncodeError`] if a text contains a character that XML 1.0 cannot carry.
    fn to_xml(&self) -> Result<String, EncodeError>;

    /// Writes the response as a document indented by two spaces.
    ///
    /// # Errors
    ///
    /// [`EncodeError`] if a text contains a character that XML 1.0 cannot carry.
    fn to_xml_indented(&self) -> Result<String, EncodeError>;

    /// The id of the call.
    fn request_id(&self) -> Option<&str>;

    /// Sets the id of the call.
    fn set_request_id(&mut self, request_id: Option<Cow<'body, str>>);

    /// The same response, owning its text.
    fn into_owned(self) -> Self::Owned;
}

/// Gives a request its methods, and [`Request`]; it implements `Parameters`.
macro_rules! request_methods {
    (
        $request:ident, $response:ident,
        read_only: $read_only:literal, repeatable: $repeatable:literal
    ) => {
        impl<'a> $request<'a> {
            /// The request as the form body of a POST, in `application/x-www-form-urlencoded`.
            ///
            /// It never fails and allocates once.
            #[must_use]
            pub fn to_form(&self) -> String {
                let mut out = String::new();
                self.encode_form(&mut out);
                out
            }

            /// Appends the form body to `out`, which grows at most once.
            pub fn encode_form(&self, out: &mut String) {
                $crate::query::form::encode(self, out);
            }

            /// Reads a form body, or the query string of a GET, as a server does.
            ///
            /// Parameters may come in any order, `+` and `%20` are spaces, unknown parameters are
            /// ignored. Text is borrowed unless an escape forces a copy.
            ///
            /// # Errors
            ///
            /// [`FormError`](crate::query::FormError) if the action or the version is another, a
            /// parameter is missing, repeated or malformed, an escape is malformed, or the text is
            /// not UTF-8.
            pub fn decode_form(form: &'a [u8]) -> Result<Self, $crate::query::FormError> {
                $crate::query::form::decode(form)
            }

            /// Reads the HTTP reply to this request, as
            /// [`Reply::from_http`](crate::query::Reply::from_http).
            ///
            /// # Errors
            ///
            /// [`ReplyError`](crate::query::ReplyError) if the status is 2xx and the body cannot be
            /// decoded.
            pub fn reply<'body>(
                &self,
                http: impl Into<$crate::query::HttpReply<'body>>,
            ) -> Result<$crate::query::Reply<'body, $response<'body>>, $crate::query::ReplyError>
            {
                $crate::query::Reply::from_http(http.into())
            }

            /// How long to wait before the same request is sent again after this error, if it was
            /// sent `attempt` times; [`Retry`](crate::query::Retry) has a complete loop.
            ///
            /// It is the [`delay`](crate::query::Retry::delay) of the error's class, and as long as
            /// `Retry-After` asks for if that is longer. It is `None`
            ///
            /// - if trying again cannot help, or not before clock or credentials are corrected;
            /// - after a transient error, if the request is not
            ///   [repeatable](crate::query::Request::IS_REPEATABLE): the service may have performed
            ///   it, and to perform it again could undo the change of another client.
            #[must_use]
            pub fn retry_delay(
                &self,
                error: &$crate::query::ErrorResponse<'_>,
                attempt: u32,
                seed: u64,
            ) -> Option<core::time::Duration> {
                $crate::query::Request::retry_delay(self, error, attempt, seed)
            }
        }

        impl $crate::query::Sealed for $request<'_> {}

        impl<'a> $crate::query::Request<'a> for $request<'a> {
            const ACTION: &'static str = <Self as $crate::query::form::Parameters>::ACTION;
            const IS_READ_ONLY: bool = $read_only;
            const IS_REPEATABLE: bool = $repeatable;

            type Response<'body> = $response<'body>;

            fn encode_form(&self, out: &mut String) {
                self.encode_form(out);
            }

            fn decode_form(form: &'a [u8]) -> Result<Self, $crate::query::FormError> {
                Self::decode_form(form)
            }
        }
    };
}
pub(crate) use request_methods;

/// Gives a response its methods, and [`Response`]; it implements `Document`.
macro_rules! response_methods {
    ($response:ident) => {
        impl<'body> $response<'body> {
            /// Reads a response document; text is borrowed from the body unless something forces a
            /// copy.
            ///
            /// The `reply` method of the request reads whatever the service sends.
            ///
            /// # Errors
            ///
            /// [`DecodeError`](crate::query::DecodeError) if the body is not well-formed XML, is another
            /// document, or lacks something required. Nothing is returned in part.
            pub fn decode(body: &'body [u8]) -> Result<Self, $crate::query::DecodeError> {
                $crate::query::envelope::decode(body)
            }

            /// Writes the response as a compact document, its request id without the white space
            /// around it.
            ///
            /// # Errors
            ///
            /// [`EncodeError`](crate::query::EncodeError) if a text contains a character that XML 1.0
            /// cannot carry.
            pub fn to_xml(&self) -> Result<String, $crate::query::EncodeError> {
                $crate::query::envelope::write(self, $crate::xml::Layout::Compact)
            }

            /// Writes the response as a document indented by two spaces, as the API reference
            /// prints it.
            ///
            /// # Errors
            ///
            /// [`EncodeError`](crate::query::EncodeError) if a text contains a character that XML 1.0
            /// cannot carry.
            pub fn to_xml_indented(&self) -> Result<String, $crate::query::EncodeError> {
                $crate::query::envelope::write(self, $crate::xml::Layout::Indented)
            }
        }

        impl $crate::query::Sealed for $response<'_> {}

        impl<'body> $crate::query::Response<'body> for $response<'body> {
            const ROOT: &'static str = <Self as $crate::query::envelope::Document>::ROOT.local;

            type Owned = $response<'static>;

            fn decode_reply(
                body: &'body [u8],
            ) -> Result<$crate::query::Reply<'body, Self>, $crate::query::DecodeError> {
                $crate::query::envelope::decode_reply(body)
            }

            fn decode(body: &'body [u8]) -> Result<Self, $crate::query::DecodeError> {
                Self::decode(body)
            }

            fn to_xml(&self) -> Result<String, $crate::query::EncodeError> {
                self.to_xml()
            }

            fn to_xml_indented(&self) -> Result<String, $crate::query::EncodeError> {
                self.to_xml_indented()
            }

            fn request_id(&self) -> Option<&str> {
                self.request_id.as_deref()
            }

            fn set_request_id(&mut self, request_id: Option<Cow<'body, str>>) {
                self.request_id = request_id;
            }

            fn into_owned(self) -> Self::Owned {
                self.into_owned()
            }
        }
    };
}
pub(crate) use response_methods;
