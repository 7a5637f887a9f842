//! The list of operations, and a request of any of them.

use alloc::string::String;
use core::fmt;

use super::{
    GetIdentityDkimAttributesRequest, SetIdentityDkimEnabledRequest, VerifyDomainDkimRequest,
};
use crate::query::form;
use crate::query::{FormError, FormFault, Request};

/// Declares the list of operations: the variant and the request type of each.
macro_rules! operations {
    ($($operation:ident $request:ident,)*) => {
        /// An operation of the service that this crate knows.
        ///
        /// ```
        /// use ses_dkim_codec::Operation;
        ///
        /// assert_eq!(Operation::GetIdentityDkimAttributes.action(), "GetIdentityDkimAttributes");
        /// assert!(Operation::GetIdentityDkimAttributes.is_read_only());
        /// assert!(!Operation::VerifyDomainDkim.is_read_only());
        /// assert!(Operation::VerifyDomainDkim.is_repeatable());
        /// assert!(!Operation::SetIdentityDkimEnabled.is_repeatable());
        /// ```
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum Operation {
            $(
                #[doc = concat!("The operation of [`", stringify!($request), "`].")]
                $operation,
            )*
        }

        impl Operation {
            /// Every operation.
            pub const ALL: &'static [Self] = &[$(Self::$operation,)*];

            const ACTIONS: &'static [&'static str] =
                &[$(<$request<'static> as Request<'static>>::ACTION,)*];

            /// The name of the operation: the value of the parameter `Action`.
            ///
            /// ```
            /// # use ses_dkim_codec::Operation;
            /// assert_eq!(Operation::VerifyDomainDkim.action(), "VerifyDomainDkim");
            /// ```
            #[must_use]
            pub const fn action(self) -> &'static str {
                match self { $(Self::$operation => <$request<'static> as Request<'static>>::ACTION,)* }
            }

            /// Whether the operation only reads.
            ///
            /// ```
            /// # use ses_dkim_codec::Operation;
            /// let reads: Vec<_> = Operation::ALL.iter().filter(|each| each.is_read_only()).collect();
            /// assert_eq!(reads, [&Operation::GetIdentityDkimAttributes]);
            /// ```
            #[must_use]
            pub const fn is_read_only(self) -> bool {
                match self { $(Self::$operation => <$request<'static> as Request<'static>>::IS_READ_ONLY,)* }
            }

            /// Whether a request may be sent again when it is not known whether the service
            /// performed it (see [`Request::IS_REPEATABLE`]).
            ///
            /// ```
            /// # use ses_dkim_codec::Operation;
            /// assert!(Operation::VerifyDomainDkim.is_repeatable());
            /// assert!(!Operation::SetIdentityDkimEnabled.is_repeatable());
            /// ```
            #[must_use]
            pub const fn is_repeatable(self) -> bool {
                match self { $(Self::$operation => <$request<'static> as Request<'static>>::IS_REPEATABLE,)* }
            }
        }

        /// A request of any operation, as a server reads it.
        ///
        /// ```
        /// use ses_dkim_codec::AnyRequest;
        ///
        /// let form = b"Action=VerifyDomainDkim&Version=2010-12-01&Domain=example.com";
        /// match AnyRequest::decode_form(form)? {
        ///     AnyRequest::VerifyDomainDkim(request) => assert_eq!(request.domain, "example.com"),
        ///     other => println!("{}", other.operation()),
        /// }
        /// # Ok::<(), ses_dkim_codec::FormError>(())
        /// ```
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        #[non_exhaustive]
        pub enum AnyRequest<'a> {
            $(
                #[doc = concat!("A request of `", stringify!($operation), "`.")]
                $operation($request<'a>),
            )*
        }

        impl<'a> AnyRequest<'a> {
            fn read(form: &'a [u8]) -> Result<Self, FormFault<'a>> {
                match Operation::ALL[form::action(form, Operation::ACTIONS)?] {
                    $(Operation::$operation => form::read(form).map(Self::$operation),)*
                }
            }

            /// The operation of the request.
            ///
            /// ```
            /// use ses_dkim_codec::{AnyRequest, Operation, VerifyDomainDkimRequest};
            ///
            /// let request = AnyRequest::from(VerifyDomainDkimRequest::new("example.com"));
            /// assert_eq!(request.operation(), Operation::VerifyDomainDkim);
            /// ```
            #[must_use]
            pub const fn operation(&self) -> Operation {
                match self { $(Self::$operation(_) => Operation::$operation,)* }
            }

            /// Appends the form body of the request to `out`, which grows at most once.
            ///
            /// ```
            /// use ses_dkim_codec::{AnyRequest, VerifyDomainDkimRequest};
            ///
            /// let mut out = String::new();
            /// AnyRequest::from(VerifyDomainDkimRequest::new("a.example")).encode_form(&mut out);
            /// assert_eq!(out, "Action=VerifyDomainDkim&Version=2010-12-01&Domain=a.example");
            /// ```
            pub fn encode_form(&self, out: &mut String) {
                match self { $(Self::$operation(request) => request.encode_form(out),)* }
            }

            /// The same request, owning its text.
            ///
            /// ```
            /// # use ses_dkim_codec::AnyRequest;
            /// let form = String::from("Action=VerifyDomainDkim&Domain=example.com");
            /// let request = AnyRequest::decode_form(form.as_bytes())?.into_owned();
            /// drop(form);
            /// assert!(matches!(request, AnyRequest::VerifyDomainDkim(_)));
            /// # Ok::<(), ses_dkim_codec::FormError>(())
            /// ```
            #[must_use]
            pub fn into_owned(self) -> AnyRequest<'static> {
                match self {
                    $(Self::$operation(request) => AnyRequest::$operation(request.into_owned()),)*
                }
            }
        }

        $(
            impl<'a> From<$request<'a>> for AnyRequest<'a> {
                fn from(request: $request<'a>) -> Self {
                    Self::$operation(request)
                }
            }
        )*
    };
}

operations! {
    GetIdentityDkimAttributes GetIdentityDkimAttributesRequest,
    VerifyDomainDkim VerifyDomainDkimRequest,
    SetIdentityDkimEnabled SetIdentityDkimEnabledRequest,
}

impl Operation {
    /// The most calls of the operation that the service takes in one second (SES API Reference).
    ///
    /// The codec has no clock: the caller keeps to the limit.
    ///
    /// ```
    /// # use ses_dkim_codec::Operation;
    /// assert_eq!(Operation::VerifyDomainDkim.max_calls_per_second(), 1);
    /// ```
    #[must_use]
    pub const fn max_calls_per_second(self) -> u32 {
        match self {
            Self::GetIdentityDkimAttributes
            | Self::VerifyDomainDkim
            | Self::SetIdentityDkimEnabled => 1,
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.action())
    }
}

impl<'a> AnyRequest<'a> {
    /// The request as the form body of a POST, in `application/x-www-form-urlencoded`.
    ///
    /// ```
    /// use ses_dkim_codec::{AnyRequest, VerifyDomainDkimRequest};
    ///
    /// let request = AnyRequest::from(VerifyDomainDkimRequest::new("a.example"));
    /// assert!(request.to_form().ends_with("&Domain=a.example"));
    /// ```
    #[must_use]
    pub fn to_form(&self) -> String {
        let mut out = String::new();
        self.encode_form(&mut out);
        out
    }

    /// Reads a form body, or the query string of a GET, as a request of the operation that its
    /// `Action` names.
    ///
    /// # Errors
    ///
    /// [`FormError`] if the action is missing or is not one of [`Operation::ALL`], or the form is
    /// not a request of that operation.
    ///
    /// ```
    /// use ses_dkim_codec::{AnyRequest, FormErrorKind, Operation};
    ///
    /// let form = b"Action=SetIdentityDkimEnabled&Identity=a.example&DkimEnabled=true";
    /// assert_eq!(AnyRequest::decode_form(form)?.operation(), Operation::SetIdentityDkimEnabled);
    ///
    /// let error = AnyRequest::decode_form(b"Action=SendEmail").unwrap_err();
    /// assert_eq!(error.kind(), FormErrorKind::UnknownAction);
    /// # Ok::<(), ses_dkim_codec::FormError>(())
    /// ```
    pub fn decode_form(form: &'a [u8]) -> Result<Self, FormError> {
        Self::read(form).map_err(FormFault::into_error)
    }
}
