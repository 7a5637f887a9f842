//! The methods that every request and every response has, as macros that implement them once.

/// Implements the methods of a request and [`Request`](crate::query::Request). The request
/// implements `Parameters`. `example` makes a request, and `form` is its form.
macro_rules! request_methods {
    (
        $request:ident, $response:ident,
        read_only: $read_only:literal, repeatable: $repeatable:literal,
        example: $example:literal, form: $form:literal
    ) => {
        impl<'a> $request<'a> {
            /// The request as the form body of a POST, in `application/x-www-form-urlencoded`.
            ///
            /// It never fails and allocates once.
            ///
            /// ```
            #[doc = concat!("use ses_dkim_codec::", stringify!($request), ";")]
            ///
            #[doc = concat!("let request = ", $example, ";")]
            #[doc = concat!("assert_eq!(request.to_form(), \"", $form, "\");")]
            /// ```
            #[must_use]
            pub fn to_form(&self) -> String {
                $crate::query::Request::to_form(self)
            }

            /// Appends the form body to `out`, which grows at most once.
            ///
            /// ```
            #[doc = concat!("use ses_dkim_codec::", stringify!($request), ";")]
            ///
            #[doc = concat!("let request = ", $example, ";")]
            /// let mut out = String::new();
            /// request.encode_form(&mut out);
            /// assert_eq!(out, request.to_form());
            /// ```
            pub fn encode_form(&self, out: &mut String) {
                $crate::query::form::encode(self, out);
            }

            /// Reads a form body, or the query string of a GET, as a server does.
            ///
            /// Parameters may come in any order, `+` and `%20` are spaces, unknown parameters are
            /// ignored. `Version` may be absent. Text is borrowed unless an escape forces a copy.
            ///
            /// # Errors
            ///
            /// [`FormError`](crate::query::FormError) if the form has another action or version, a
            /// parameter is missing, repeated or malformed, an escape is malformed, or the text is
            /// not UTF-8.
            ///
            /// ```
            #[doc = concat!("use ses_dkim_codec::", stringify!($request), ";")]
            ///
            #[doc = concat!("let form = b\"", $form, "\";")]
            #[doc = concat!("let request = ", stringify!($request), "::decode_form(form)?;")]
            #[doc = concat!("assert_eq!(request, ", $example, ");")]
            /// # Ok::<(), ses_dkim_codec::FormError>(())
            /// ```
            pub fn decode_form(form: &'a [u8]) -> Result<Self, $crate::query::FormError> {
                $crate::query::form::decode(form)
            }

            /// Reads the HTTP reply to this request, as
            /// [`Reply::from_http`](crate::query::Reply::from_http) does.
            ///
            /// # Errors
            ///
            /// [`ReplyError`](crate::query::ReplyError) if the status is 2xx and the body cannot be
            /// decoded.
            ///
            /// ```
            #[doc = concat!("use ses_dkim_codec::{HttpReply, Reply, ", stringify!($request), "};")]
            ///
            #[doc = concat!("let request = ", $example, ";")]
            /// let body = b"<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>";
            /// match request.reply(HttpReply::new(400, body))? {
            ///     Reply::Response(response) => println!("{:?}", response.request_id),
            ///     Reply::ErrorResponse(error) => assert_eq!(error.code.as_deref(), Some("Throttling")),
            /// }
            /// # Ok::<(), ses_dkim_codec::ReplyError>(())
            /// ```
            pub fn reply<'body>(
                &self,
                http: impl Into<$crate::query::HttpReply<'body>>,
            ) -> Result<$crate::query::Reply<'body, $response<'body>>, $crate::query::ReplyError>
            {
                $crate::query::Reply::from_http(http.into())
            }

            /// The delay before the same request may be sent again after this error.
            ///
            /// `attempt` is how many times the request was sent.
            /// [`Retry`](crate::query::Retry) shows a complete loop.
            ///
            /// The delay is the longer of the [`delay`](crate::query::Retry::delay) of the error's
            /// class and the seconds of `Retry-After`. A date there is ignored: it needs a clock
            /// (`retry_after_delay_at` of the feature `http`). The delay is `None`
            ///
            /// - if a retry cannot help, or the clock or the credentials must be corrected first;
            /// - after a transient error, if the request is not
            ///   [repeatable](crate::query::Request::IS_REPEATABLE): the service may have performed
            ///   it, and performing it again could undo the change of another client.
            ///
            /// ```
            /// use std::time::Duration;
            ///
            #[doc = concat!("use ses_dkim_codec::{ErrorResponse, ", stringify!($request), "};")]
            ///
            #[doc = concat!("let request = ", $example, ";")]
            /// let delay = request.retry_delay(&ErrorResponse::new("Throttling"), 1, 42);
            /// assert!(delay >= Some(Duration::from_secs(1)));
            ///
            /// let delay = request.retry_delay(&ErrorResponse::new("AccessDenied"), 1, 42);
            /// assert_eq!(delay, None);
            /// ```
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

/// Implements the methods of a response and [`Response`](crate::query::Response). The response
/// implements `Document`. `example` makes a response.
macro_rules! response_methods {
    ($response:ident, example: $example:literal) => {
        impl<'body> $response<'body> {
            /// Reads a response document.
            ///
            /// A text is borrowed if it is one piece of the body, and copied if it contains
            /// references or CR, or if markup splits it. The `reply` method of the request reads
            /// error documents too.
            ///
            /// # Errors
            ///
            /// [`DecodeError`](crate::query::DecodeError) if the body is not well-formed XML, is another
            /// document, or lacks a required element. A partial result is never returned.
            ///
            /// ```
            #[doc = concat!("use ses_dkim_codec::", stringify!($response), ";")]
            ///
            #[doc = concat!("let response = ", $example, ";")]
            /// let body = response.to_xml()?;
            #[doc = concat!("assert_eq!(", stringify!($response), "::decode(body.as_bytes())?, response);")]
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            pub fn decode(body: &'body [u8]) -> Result<Self, $crate::query::DecodeError> {
                $crate::query::envelope::decode(body)
            }

            /// Writes the response as a compact document.
            ///
            /// The request id is written without the white space around it.
            ///
            /// # Errors
            ///
            /// [`EncodeError`](crate::query::EncodeError) if a text contains a character that XML 1.0
            /// cannot carry.
            ///
            /// ```
            #[doc = concat!("use ses_dkim_codec::", stringify!($response), ";")]
            ///
            #[doc = concat!("let response = ", $example, ";")]
            #[doc = concat!("assert!(response.to_xml()?.starts_with(\"<", stringify!($response), " xmlns=\"));")]
            /// # Ok::<(), ses_dkim_codec::EncodeError>(())
            /// ```
            pub fn to_xml(&self) -> Result<String, $crate::query::EncodeError> {
                $crate::query::envelope::write(self, $crate::xml::Layout::Compact)
            }

            /// Writes the response as a document indented by two spaces, as the SES API Reference
            /// prints it.
            ///
            /// # Errors
            ///
            /// [`EncodeError`](crate::query::EncodeError) if a text contains a character that XML 1.0
            /// cannot carry.
            ///
            /// ```
            #[doc = concat!("use ses_dkim_codec::", stringify!($response), ";")]
            ///
            #[doc = concat!("let response = ", $example, ";")]
            /// assert!(response.to_xml_indented()?.contains("\n  <"));
            /// # Ok::<(), ses_dkim_codec::EncodeError>(())
            /// ```
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
