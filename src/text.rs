//! Text as the wire has it: borrowed or owned, with or without the white space around it.

use alloc::borrow::Cow;

/// S, of XML 1.0 §2.3
const WHITE_SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// The text without the white space around it.
pub(crate) fn trim(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(WHITE_SPACE)),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(WHITE_SPACE).into()),
    }
}

/// The same text, owned.
pub(crate) fn own(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}
