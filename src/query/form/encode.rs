//! Parameters to form.

use alloc::borrow::Cow;
use alloc::string::String;

use super::{Parameters, percent};
use crate::query::wire::VERSION;

/// What a form is written to: the text itself, or its length.
pub(crate) trait FormWriter {
    /// Text that is written as it is.
    fn push(&mut self, text: &str);

    /// Text that is percent-encoded.
    fn push_encoded(&mut self, text: &str);

    /// A decimal number.
    fn push_number(&mut self, number: usize);

    /// A parameter with one value.
    fn scalar(&mut self, name: &str, value: &str) {
        self.push("&");
        self.push(name);
        self.push("=");
        self.push_encoded(value);
    }

    /// A list; an empty one is its bare name (Smithy awsQuery test `EmptyQueryLists`).
    fn list(&mut self, name: &str, values: &[Cow<'_, str>]) {
        if values.is_empty() {
            self.scalar(name, "");
        }
        for (index, value) in values.iter().enumerate() {
            self.push("&");
            self.push(name);
            self.push(".member.");
            self.push_number(index + 1);
            self.push("=");
            self.push_encoded(value);
        }
    }
}

/// Appends the form of a request to `out`, its exact length reserved first.
pub(crate) fn encode<'a, P: Parameters<'a>>(parameters: &P, out: &mut String) {
    let mut length = Length(0);
    write(parameters, &mut length);
    out.reserve(length.0);
    write(parameters, out);
}

fn write<'a, P: Parameters<'a>>(parameters: &P, form: &mut impl FormWriter) {
    form.push("Action=");
    form.push(P::ACTION);
    form.push("&Version=");
    form.push(VERSION);
    parameters.write(form);
}

/// The length of a form.
struct Length(usize);

impl FormWriter for Length {
    fn push(&mut self, text: &str) {
        self.0 += text.len();
    }

    fn push_encoded(&mut self, text: &str) {
        self.0 += percent::encoded_len(text);
    }

    fn push_number(&mut self, number: usize) {
        self.0 += number.ilog10() as usize + 1;
    }
}

impl FormWriter for String {
    fn push(&mut self, text: &str) {
        self.push_str(text);
    }

    fn push_encoded(&mut self, text: &str) {
        percent::encode(text, self);
    }

    fn push_number(&mut self, number: usize) {
        let mut place = 10_usize.pow(number.ilog10());
        while place > 0 {
            let digit = number / place % 10;
            self.push(char::from(b'0' + digit as u8));
            place /= 10;
        }
    }
}
