//! The `Type` of an error: one of two documented values, or any other text, kept unchanged.

use alloc::borrow::Cow;
use alloc::string::String;
use core::convert::Infallible;
use core::fmt;
use core::str::FromStr;

use crate::query::text::{Printable, own};

/// The `Type` of an error: whether the sender or the service is at fault.
///
/// `Display` escapes control characters.
///
/// ```
/// use ses_dkim_codec::ErrorType;
///
/// assert_eq!(ErrorType::from("Sender"), ErrorType::Sender);
/// assert_eq!(ErrorType::from("Other").as_str(), "Other");
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ErrorType<'body> {
    /// The request was at fault.
    Sender,
    /// The service was at fault.
    Receiver,
    /// Any other type, kept unchanged.
    Other(OtherType<'body>),
}

/// A type of error that is neither of the two documented values.
///
/// Its text is available through [`ErrorType::as_str`] only.
///
/// ```
/// use ses_dkim_codec::ErrorType;
///
/// let error_type = ErrorType::from("Client");
/// assert!(matches!(error_type, ErrorType::Other(_)));
/// assert_eq!(error_type.as_str(), "Client");
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct OtherType<'body>(Cow<'body, str>);

impl ErrorType<'_> {
    /// The text on the wire.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorType;
    /// assert_eq!(ErrorType::Receiver.as_str(), "Receiver");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Sender => "Sender",
            Self::Receiver => "Receiver",
            Self::Other(OtherType(text)) => text,
        }
    }

    /// The same type, owning its text.
    ///
    /// ```
    /// # use ses_dkim_codec::ErrorType;
    /// let text = String::from("Client");
    /// let error_type = ErrorType::from(&*text).into_owned();
    /// drop(text);
    /// assert_eq!(error_type.as_str(), "Client");
    /// ```
    #[must_use]
    pub fn into_owned(self) -> ErrorType<'static> {
        match self {
            Self::Sender => ErrorType::Sender,
            Self::Receiver => ErrorType::Receiver,
            Self::Other(OtherType(text)) => ErrorType::Other(OtherType(own(text))),
        }
    }
}

impl<'body> From<&'body str> for ErrorType<'body> {
    fn from(text: &'body str) -> Self {
        Self::from(Cow::Borrowed(text))
    }
}

impl<'body> From<Cow<'body, str>> for ErrorType<'body> {
    fn from(text: Cow<'body, str>) -> Self {
        match &*text {
            "Sender" => Self::Sender,
            "Receiver" => Self::Receiver,
            _ => Self::Other(OtherType(text)),
        }
    }
}

impl From<String> for ErrorType<'_> {
    fn from(text: String) -> Self {
        Self::from(Cow::Owned(text))
    }
}

/// Every text is a type. [`From`] borrows an undocumented text; `from_str` copies it.
impl FromStr for ErrorType<'static> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(ErrorType::from(text).into_owned())
    }
}

impl AsRef<str> for ErrorType<'_> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for ErrorType<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(OtherType(text)) => Printable(text).fmt(out),
            Self::Sender | Self::Receiver => out.pad(self.as_str()),
        }
    }
}
