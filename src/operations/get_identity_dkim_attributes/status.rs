//! The verification status: one of five words, or one that is kept as it stands.

use alloc::borrow::Cow;
use core::fmt;

use crate::query::{Printable, own};

/// What SES says of the DNS records of an identity.
///
/// Matching is exact: a text that is none of the five documented values is [`Unknown`] and keeps
/// its spelling, white space included.
///
/// [`Unknown`]: Self::Unknown
///
/// ```
/// use ses_dkim_codec::VerificationStatus;
///
/// assert_eq!(VerificationStatus::from("Success"), VerificationStatus::Success);
/// assert_eq!(VerificationStatus::from("success").as_str(), "success");
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum VerificationStatus<'a> {
    /// The records were not found in time, or have disappeared.
    Failed,
    /// Verification was never asked for.
    NotStarted,
    /// The records are being looked for.
    Pending,
    /// The records are there.
    Success,
    /// A temporary trouble; the identity was verified before.
    TemporaryFailure,
    /// A value that this version of the crate does not know.
    Unknown(UnknownStatus<'a>),
}

/// A status that this version of the crate does not know; its text is
/// [`VerificationStatus::as_str`]'s alone, so that a later version may know it without harm.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct UnknownStatus<'a>(&'a str);

impl<'a> VerificationStatus<'a> {
    /// The text on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        match self {
            Self::Failed => "Failed",
            Self::NotStarted => "NotStarted",
            Self::Pending => "Pending",
            Self::Success => "Success",
            Self::TemporaryFailure => "TemporaryFailure",
            Self::Unknown(UnknownStatus(text)) => text,
        }
    }
}

impl VerificationStatus<'static> {
    /// The documented values and their texts, the most frequent first.
    pub(crate) const WORDS: [(&'static str, Self); 5] = [
        ("Success", Self::Success),
        ("Pending", Self::Pending),
        ("NotStarted", Self::NotStarted),
        ("TemporaryFailure", Self::TemporaryFailure),
        ("Failed", Self::Failed),
    ];

    /// The documented value of this text.
    pub(crate) fn known(text: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(word, _)| *word == text).map(|(_, status)| *status)
    }
}

impl<'a> From<&'a str> for VerificationStatus<'a> {
    fn from(text: &'a str) -> Self {
        VerificationStatus::known(text).unwrap_or(Self::Unknown(UnknownStatus(text)))
    }
}

impl fmt::Display for VerificationStatus<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Unknown(UnknownStatus(text)) = self {
            return Printable(text).fmt(out);
        }
        out.pad(self.as_str())
    }
}

/// A [`VerificationStatus`] that may own its text.
#[derive(Clone, Eq, Hash, PartialEq)]
pub(crate) enum Status<'body> {
    Known(VerificationStatus<'static>),
    Unknown(Cow<'body, str>),
}

impl<'body> Status<'body> {
    pub(crate) fn new(text: Cow<'body, str>) -> Self {
        VerificationStatus::known(&text).map_or(Self::Unknown(text), Self::Known)
    }

    pub(crate) fn view(&self) -> VerificationStatus<'_> {
        match self {
            Self::Known(status) => *status,
            Self::Unknown(text) => VerificationStatus::from(&**text),
        }
    }

    pub(crate) fn into_owned(self) -> Status<'static> {
        match self {
            Self::Known(status) => Status::Known(status),
            Self::Unknown(text) => Status::Unknown(own(text)),
        }
    }
}
