//! The list of operations, and a request of any of them.

use alloc::string::String;
use core::fmt;

use super::{
    GetIdentityDkimAttributesRequest, SetIdentityDkimEnabledRequest, VerifyDomainDkimRequest,
};
use crate::query::form;
use crate::query::{FormError, FormFault, Request};

/// Lists the operations: a variant, the type of its request.
macro_rules! operations {
    ($($operation:ident $request:ident,)*) => {
        /// An operation of this crate.
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
            #[must_use]
            pub const fn action(self) -> &'static str {
                match self { $(Self::$operation => <$request<'static> as Request<'static>>::ACTION,)* }
            }

            /// Whether the operation only reads.
            #[must_use]
            pub const fn is_read_only(self) -> bool {
                match self { $(Self::$operation => <$request<'static> as Request<'static>>::IS_READ_ONLY,)* }
            }

            /// Whether a request may be sent again when it is not known whether the service
            /// performed it, as [`Request::IS_REPEATABLE`].
            #[must_use]
            pub const fn is_repeatable(self) -> bool {
                match self { $(Self::$operation => <$request<'static> as Request<'static>>::IS_REPEATABLE,)* }
            }
        }

        /// A request of any operation: what a server reads.
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
            #[must_use]
            pub const fn operation(&self) -> Operation {
                match self { $(Self::$operation(_) => Operation::$operation,)* }
            }

            /// Appends the form body of the request to `out`, which grows at most once.
            pub fn encode_form(&self, out: &mut String) {
                match self { $(Self::$operation(request) => request.encode_form(out),)* }
            }

            /// The same request, owning its text.
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
    /// The most calls that the service takes in a second (SES API Reference); the codec has no
    /// clock, so the caller keeps the pace.
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
    #[must_use]
    pub fn to_form(&self) -> String {
        let mut out = String::new();
        self.encode_form(&mut out);
        out
    }

    /// Reads a form body, or the query string of a GET, by its `Action`.
    ///
    /// # Errors
    ///
    /// [`FormError`] if the action is none of [`Operation::ALL`], or the form is not a request of
    /// that operation.
    pub fn decode_form(form: &'a [u8]) -> Result<Self, FormError> {
        Self::read(form).map_err(FormFault::into_error)
    }
}
