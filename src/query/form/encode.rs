//! Writes a form.

use alloc::borrow::Cow;
use alloc::string::String;

use super::{Parameters, percent};
use crate::query::wire::VERSION;

/// The target of writing a form: the text itself, or its length.
pub(crate) trait FormWriter {
    /// Writes text unchanged.
    fn push(&mut self, text: &str);

    /// Writes text, percent-encoded.
    fn push_encoded(&mut self, text: &str);

    /// Writes a decimal number.
    fn push_number(&mut self, number: usize);

    /// Writes a parameter with one value.
    fn scalar(&mut self, name: &str, value: &str) {
        self.push("&");
        self.push(name);
        self.push("=");
        self.push_encoded(value);
    }

    /// Writes a list; an empty list is its name with an empty value (Smithy awsQuery test
    /// `EmptyQueryLists`).
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

/// Appends the form of a request to `out`, after reserving its exact length.
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
