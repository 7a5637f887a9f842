//! A value as the documents that SES and its emulators write: indented by two spaces, or compact.

use super::values::{Entry, Response};

pub const NAMESPACE: &str = "http://ses.amazonaws.com/doc/2010-12-01/";

pub fn indented(response: &Response) -> String {
    let mut out = Lines::new(true);
    out.response(response);
    out.text
}

pub fn compact(response: &Response) -> String {
    let mut out = Lines::new(false);
    out.response(response);
    out.text
}

struct Lines {
    text: String,
    depth: usize,
    is_indented: bool,
}

impl Lines {
    fn new(is_indented: bool) -> Self {
        Self { text: String::new(), depth: 0, is_indented }
    }

    fn response(&mut self, response: &Response) {
        let attribute = format!(" xmlns=\"{NAMESPACE}\"");
        self.nested_with("GetIdentityDkimAttributesResponse", &attribute, |out| {
            out.nested("GetIdentityDkimAttributesResult", |out| {
                out.nested("DkimAttributes", |out| {
                    for entry in &response.entries {
                        out.nested("entry", |out| out.entry(entry));
                    }
                });
            });
            out.nested("ResponseMetadata", |out| {
                out.leaf("RequestId", &response.request_id);
            });
        });
    }

    fn entry(&mut self, entry: &Entry) {
        self.leaf("key", &entry.identity);
        self.nested("value", |out| {
            out.leaf("DkimEnabled", if entry.enabled { "true" } else { "false" });
            out.leaf("DkimVerificationStatus", entry.status);
            if let Some(tokens) = &entry.tokens {
                out.nested("DkimTokens", |out| {
                    for token in tokens {
                        out.leaf("member", token);
                    }
                });
            }
        });
    }

    fn nested(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.nested_with(name, "", inside);
    }

    fn nested_with(&mut self, name: &str, attribute: &str, inside: impl FnOnce(&mut Self)) {
        self.line(&format!("<{name}{attribute}>"));
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.line(&format!("</{name}>"));
    }

    fn leaf(&mut self, name: &str, text: &str) {
        self.line(&format!("<{name}>{text}</{name}>"));
    }

    fn line(&mut self, line: &str) {
        if self.is_indented {
            self.text.push_str(&"  ".repeat(self.depth));
        }
        self.text.push_str(line);
        if self.is_indented {
            self.text.push('\n');
        }
    }
}
