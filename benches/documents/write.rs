//! Writes a value as SES and its emulators do: in several layouts and orders of the members, or
//! compact.

use super::values::{Entry, Response};

pub const NAMESPACE: &str = "http://ses.amazonaws.com/doc/2010-12-01/";

/// The layouts and orders of members that a service or an emulator writes, by name. The tables and
/// the gate use this list.
pub const LAYOUTS: [(&str, Layout); 8] = [
    ("indented", Layout::INDENTED),
    ("status-first", Layout { members: [Status, Enabled, Tokens], ..Layout::INDENTED }),
    ("tokens-first", Layout { members: [Tokens, Enabled, Status], ..Layout::INDENTED }),
    ("crlf", Layout { line_end: "\r\n", ..Layout::INDENTED }),
    ("tabs", Layout { indentation: "\t", ..Layout::INDENTED }),
    ("four-spaces", Layout { indentation: "    ", ..Layout::INDENTED }),
    ("irregular", Layout { is_irregular: true, ..Layout::INDENTED }),
    ("compact", Layout { indentation: "", line_end: "", ..Layout::INDENTED }),
];

/// Layouts that are as legal, but rarer. Only the gate uses them.
pub const RARE_LAYOUTS: [(&str, Layout); 3] = [
    ("declared", Layout { declaration: Some("<?xml version=\"1.0\"?>"), ..Layout::INDENTED }),
    ("metadata-first", Layout { is_metadata_first: true, ..Layout::INDENTED }),
    ("eight-spaces", Layout { indentation: "        ", ..Layout::INDENTED }),
];

/// The document in the layout of this name.
pub fn in_layout(response: &Response, name: &str) -> String {
    let mut layouts = LAYOUTS.into_iter().chain(RARE_LAYOUTS);
    let layout = layouts.find(|(other, _)| *other == name);
    let (_, layout) = layout.unwrap_or_else(|| panic!("no layout is named {name}"));
    let mut out = Lines { text: String::new(), depth: 0, layout };
    layout.declaration.into_iter().for_each(|declaration| out.line(declaration));
    out.response(response);
    out.text
}

#[derive(Clone, Copy)]
enum Member {
    Enabled,
    Status,
    Tokens,
}
use Member::{Enabled, Status, Tokens};

#[derive(Clone, Copy)]
pub struct Layout {
    indentation: &'static str,
    line_end: &'static str,
    members: [Member; 3],
    /// Whether `value` and the end of `entry` are indented one step less, as in the sample of the
    /// API reference of 2012.
    is_irregular: bool,
    declaration: Option<&'static str>,
    is_metadata_first: bool,
}

impl Layout {
    const INDENTED: Self = Self {
        indentation: "  ",
        line_end: "\n",
        members: [Enabled, Status, Tokens],
        is_irregular: false,
        declaration: None,
        is_metadata_first: false,
    };
}

struct Lines {
    text: String,
    depth: usize,
    layout: Layout,
}

impl Lines {
    fn response(&mut self, response: &Response) {
        let attribute = format!(" xmlns=\"{NAMESPACE}\"");
        self.nested_with("GetIdentityDkimAttributesResponse", &attribute, |out| {
            if out.layout.is_metadata_first {
                out.metadata(response);
                out.result(response);
            } else {
                out.result(response);
                out.metadata(response);
            }
        });
    }

    fn result(&mut self, response: &Response) {
        self.nested("GetIdentityDkimAttributesResult", |out| {
            out.nested("DkimAttributes", |out| {
                for entry in &response.entries {
                    out.entry(entry);
                }
            });
        });
    }

    fn metadata(&mut self, response: &Response) {
        self.nested("ResponseMetadata", |out| out.leaf("RequestId", &response.request_id));
    }

    fn entry(&mut self, entry: &Entry) {
        self.line("<entry>");
        self.depth += 1;
        self.leaf("key", &entry.identity);
        self.depth -= usize::from(self.layout.is_irregular);
        self.nested("value", |out| {
            out.layout.members.into_iter().for_each(|member| out.member(member, entry));
        });
        self.depth -= usize::from(!self.layout.is_irregular);
        self.depth -= usize::from(self.layout.is_irregular);
        self.line("</entry>");
        self.depth += usize::from(self.layout.is_irregular);
    }

    fn member(&mut self, member: Member, entry: &Entry) {
        match (member, &entry.tokens) {
            (Enabled, _) => self.leaf("DkimEnabled", if entry.enabled { "true" } else { "false" }),
            (Status, _) => self.leaf("DkimVerificationStatus", entry.status),
            (Tokens, Some(tokens)) if tokens.is_empty() => self.line("<DkimTokens/>"),
            (Tokens, Some(tokens)) => self.nested("DkimTokens", |out| {
                tokens.iter().for_each(|token| out.leaf("member", token));
            }),
            (Tokens, None) => {}
        }
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
        self.text.push_str(&self.layout.indentation.repeat(self.depth));
        self.text.push_str(line);
        self.text.push_str(self.layout.line_end);
    }
}
