//! The verification status: one of five documented values, or any other text, kept unchanged.

use alloc::borrow::Cow;
use alloc::string::String;
use core::convert::Infallible;
use core::fmt;
use core::str::FromStr;

use crate::query::{Printable, own};

/// What SES says about the DNS records of an identity (SES API Reference,
/// [`IdentityDkimAttributes`]).
///
/// It may take up to 72 hours until SES has found the records (SES API Reference, `VerifyDomainDkim`).
/// A program asks for the status from time to time, such as once a minute. After
/// [`Success`](Self::Success) signing can be enabled. After [`Failed`](Self::Failed) or
/// [`NotStarted`](Self::NotStarted) the domain must be verified again.
///
/// Matching is exact. A text that is not one of the five documented values is [`Unknown`] and keeps
/// its spelling, including white space. `Display` escapes control characters.
///
/// [`IdentityDkimAttributes`]:
///     https://docs.aws.amazon.com/ses/latest/APIReference/API_IdentityDkimAttributes.html
/// [`Unknown`]: Self::Unknown
///
/// ```
/// use ses_dkim_codec::VerificationStatus;
///
/// assert_eq!(VerificationStatus::from("Success"), VerificationStatus::Success);
/// assert_eq!(VerificationStatus::from("success").as_str(), "success");
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum VerificationStatus<'a> {
    /// SES did not find the records in time, or they have disappeared.
    Failed,
    /// Verification was not requested.
    NotStarted,
    /// SES has not found the records yet.
    Pending,
    /// SES found the records.
    Success,
    /// SES could not check the records of an identity that was verified before.
    TemporaryFailure,
    /// A value that this version of the crate does not know.
    Unknown(UnknownStatus<'a>),
}

/// A status that this version of the crate does not know.
///
/// Its text is available through [`VerificationStatus::as_str`] only. Code that reads the text
/// there still works when a later version of the crate knows the status.
///
/// ```
/// use ses_dkim_codec::VerificationStatus;
///
/// let status = VerificationStatus::from("Paused");
/// assert!(matches!(status, VerificationStatus::Unknown(_)));
/// assert_eq!(status.as_str(), "Paused");
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct UnknownStatus<'a>(Cow<'a, str>);

impl VerificationStatus<'_> {
    /// The text on the wire.
    ///
    /// ```
    /// # use ses_dkim_codec::VerificationStatus;
    /// assert_eq!(VerificationStatus::TemporaryFailure.as_str(), "TemporaryFailure");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Failed => "Failed",
            Self::NotStarted => "NotStarted",
            Self::Pending => "Pending",
            Self::Success => "Success",
            Self::TemporaryFailure => "TemporaryFailure",
            Self::Unknown(UnknownStatus(text)) => text,
        }
    }

    /// The same status, borrowing its text.
    pub(crate) fn borrowed(&self) -> VerificationStatus<'_> {
        match self {
            Self::Failed => VerificationStatus::Failed,
            Self::NotStarted => VerificationStatus::NotStarted,
            Self::Pending => VerificationStatus::Pending,
            Self::Success => VerificationStatus::Success,
            Self::TemporaryFailure => VerificationStatus::TemporaryFailure,
            Self::Unknown(UnknownStatus(text)) => {
                VerificationStatus::Unknown(UnknownStatus(Cow::Borrowed(text)))
            }
        }
    }

    /// The same status, owning its text.
    ///
    /// ```
    /// # use ses_dkim_codec::VerificationStatus;
    /// let text = String::from("Paused");
    /// let status = VerificationStatus::from(&*text).into_owned();
    /// drop(text);
    /// assert_eq!(status.as_str(), "Paused");
    /// ```
    #[must_use]
    pub fn into_owned(self) -> VerificationStatus<'static> {
        match self {
            Self::Failed => VerificationStatus::Failed,
            Self::NotStarted => VerificationStatus::NotStarted,
            Self::Pending => VerificationStatus::Pending,
            Self::Success => VerificationStatus::Success,
            Self::TemporaryFailure => VerificationStatus::TemporaryFailure,
            Self::Unknown(UnknownStatus(text)) => {
                VerificationStatus::Unknown(UnknownStatus(own(text)))
            }
        }
    }
}

impl VerificationStatus<'static> {
    /// The documented values and their texts; the reader tries them in this order.
    pub(crate) const WORDS: [(&'static str, Self); 5] = [
        ("Success", Self::Success),
        ("Pending", Self::Pending),
        ("NotStarted", Self::NotStarted),
        ("TemporaryFailure", Self::TemporaryFailure),
        ("Failed", Self::Failed),
    ];

    /// The documented value of this text.
    fn known(text: &str) -> Option<Self> {
        Self::WORDS.into_iter().find(|(word, _)| *word == text).map(|(_, status)| status)
    }
}

impl<'a> From<&'a str> for VerificationStatus<'a> {
    fn from(text: &'a str) -> Self {
        Self::from(Cow::Borrowed(text))
    }
}

impl From<String> for VerificationStatus<'_> {
    fn from(text: String) -> Self {
        Self::from(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for VerificationStatus<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        match VerificationStatus::known(&text) {
            Some(status) => status,
            None => Self::Unknown(UnknownStatus(text)),
        }
    }
}

/// The text on the wire, taken out of the status.
impl<'a> From<VerificationStatus<'a>> for Cow<'a, str> {
    fn from(status: VerificationStatus<'a>) -> Self {
        match status {
            VerificationStatus::Failed => Cow::Borrowed("Failed"),
            VerificationStatus::NotStarted => Cow::Borrowed("NotStarted"),
            VerificationStatus::Pending => Cow::Borrowed("Pending"),
            VerificationStatus::Success => Cow::Borrowed("Success"),
            VerificationStatus::TemporaryFailure => Cow::Borrowed("TemporaryFailure"),
            VerificationStatus::Unknown(UnknownStatus(text)) => text,
        }
    }
}

/// Every text is a status. [`From`] borrows an unknown text; `from_str` copies it.
impl FromStr for VerificationStatus<'static> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(VerificationStatus::from(text).into_owned())
    }
}

impl AsRef<str> for VerificationStatus<'_> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for VerificationStatus<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(UnknownStatus(text)) => Printable(text).fmt(out),
            Self::Failed
            | Self::NotStarted
            | Self::Pending
            | Self::Success
            | Self::TemporaryFailure => out.pad(self.as_str()),
        }
    }
}
