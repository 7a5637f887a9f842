//! The replies of a server, read with roxmltree.

use roxmltree::{Document, Node};

use crate::display::{quote, shorten};
use crate::http::Reply;
use crate::operation::Operation;

/// The kind of a reply.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    /// An answer of an operation, with a status of 2xx.
    Answer,
    /// An error document with a status of 4xx.
    Refused,
    /// Anything else.
    Fault,
}

impl Kind {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "an answer",
            Self::Refused => "a refusal",
            Self::Fault => "a fault of the server",
        }
    }
}

/// A reply that was read.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    kind: Kind,
    pub(super) status: u16,
    pub(super) media_type: String,
    pub(super) request_id: Option<String>,
    /// The error code. For a fault, what was found in its place.
    pub(super) code: String,
    /// The answer, without metadata.
    pub(super) answer: Element,
}

/// An element without its namespace.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) children: Vec<Self>,
}

/// Elements that are nested deeper are not read. No answer has them.
const MAX_DEPTH: usize = 32;

impl Element {
    fn read(node: Node<'_, '_>, depth: usize) -> Self {
        let children = node.children().filter(Node::is_element).filter(|_| depth < MAX_DEPTH);
        let children: Vec<Self> = children.map(|child| Self::read(child, depth + 1)).collect();
        let text = node.children().filter(Node::is_text).filter_map(|text| text.text());
        let text: String = text.collect();
        Self {
            name: node.tag_name().name().to_owned(),
            text: if children.is_empty() { text } else { String::new() },
            children,
        }
    }

    /// The first child of this name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    fn reduce(&mut self) {
        if self.name != "key" {
            self.text.clear();
        }
        self.children.iter_mut().for_each(Self::reduce);
    }

    /// The texts of the children, which are members of a list.
    pub(super) fn members(&self) -> Vec<String> {
        self.children.iter().map(|member| member.text.clone()).collect()
    }
}

impl Outcome {
    /// Reads a reply.
    pub(super) fn read(reply: &Reply) -> Self {
        let content_type = reply.header("content-type").unwrap_or_default();
        let media_type = content_type.split(';').next().unwrap_or_default();
        let mut outcome = Self {
            kind: Kind::Fault,
            status: reply.status,
            media_type: media_type.trim().to_ascii_lowercase(),
            request_id: reply.header("x-amzn-requestid").map(ToOwned::to_owned),
            code: String::new(),
            answer: Element::default(),
        };
        let text = String::from_utf8_lossy(&reply.body);
        match Document::parse(&text) {
            Ok(document) => outcome.take(Element::read(document.root_element(), 0)),
            Err(error) => outcome.code = format!("a body that is not XML ({error})"),
        }
        outcome
    }

    fn take(&mut self, mut root: Element) {
        let metadata = root.child("ResponseMetadata").unwrap_or(&root);
        let id = metadata.child("RequestId").or_else(|| root.child("RequestID"));
        let id = id.map(|id| id.text.trim().to_owned()).filter(|id| !id.is_empty());
        self.request_id = id.or_else(|| self.request_id.take());
        let error = root.child("Error").or_else(|| root.child("Errors")?.child("Error"));
        if let Some(error) = error {
            let code = error.child("Code").map(|code| code.text.trim().to_owned());
            self.code = code.unwrap_or_default();
            let refused = (400..500).contains(&self.status) && !self.code.is_empty();
            self.kind = if refused { Kind::Refused } else { Kind::Fault };
        } else if root.name.ends_with("Response") && (200..300).contains(&self.status) {
            self.kind = Kind::Answer;
        } else {
            self.code = format!("the document {}", shorten(&root.name));
        }
        root.children.retain(|child| child.name != "ResponseMetadata");
        self.answer = root;
    }

    pub(super) const fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether two replies are the same. Request ids vary, and messages may quote the form.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let answers = self.kind == Kind::Answer;
        (self.kind, self.status, &self.code) == (other.kind, other.status, &other.code)
            && (!answers || self.answer == other.answer)
    }

    /// The reply without the parts that may vary between calls: all texts except the identities.
    pub(super) fn reduced(mut self) -> Self {
        self.answer.reduce();
        self
    }

    /// Whether it is the answer of an operation that the suite does not ask for.
    pub(super) fn is_of_another_operation(&self) -> bool {
        let name = self.answer.name.strip_suffix("Response").unwrap_or_default();
        let known = Operation::ALL.iter().any(|operation| operation.as_str() == name);
        self.kind == Kind::Answer && !known
    }

    /// A general description, the same for many replies.
    pub(super) fn cause(&self) -> String {
        match self.kind {
            Kind::Answer => "an answer".into(),
            Kind::Refused => format!("the refusal {}", shorten(&self.code)),
            Kind::Fault => format!("status {}", self.status),
        }
    }

    /// The exact description.
    pub(super) fn summary(&self) -> String {
        let Self { status, code, answer, .. } = self;
        match self.kind {
            Kind::Answer => format!("status {status}, {}", outline(answer)),
            _ => format!("status {status}, {}", quote(&shorten(code))),
        }
    }
}

/// An element on one line.
pub(super) fn outline(element: &Element) -> String {
    let Element { name, text, children } = element;
    let children: String = children.iter().map(outline).collect();
    format!("<{name}>{text}{children}</{name}>")
}
