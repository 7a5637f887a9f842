//! A response or an error as a tree of elements. The tree records which elements may be in any
//! order.

use ses_dkim_codec::{ErrorResponse, Response as _};

use crate::laws::Operation;

/// An element of a document.
#[derive(Debug)]
pub struct Node {
    pub name: String,
    pub content: Content,
}

#[derive(Debug)]
pub enum Content {
    Text(String),
    /// A text that may have white space around it, which is trimmed.
    Padded(String),
    Ordered(Vec<Node>),
    AnyOrder(Vec<Node>),
}

impl Content {
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Padded(text) => text.is_empty(),
            Self::Ordered(children) | Self::AnyOrder(children) => children.is_empty(),
        }
    }
}

/// An element.
pub fn node(name: &str, content: Content) -> Node {
    Node { name: name.to_owned(), content }
}

/// An element with a text.
pub fn leaf(name: &str, text: &str) -> Node {
    node(name, Content::Text(text.to_owned()))
}

/// A list of texts.
pub fn list(name: &str, texts: &[impl AsRef<str>]) -> Node {
    let members = texts.iter().map(|text| leaf("member", text.as_ref()));
    node(name, Content::Ordered(members.collect()))
}

/// The tree of a success document.
pub fn response<O: Operation>(response: &O::Response<'_>) -> Node {
    let mut members = vec![node(O::RESULT, Content::Ordered(O::result(response)))];
    if let Some(id) = response.request_id() {
        let id = node("RequestId", Content::Padded(id.to_owned()));
        members.push(node("ResponseMetadata", Content::Ordered(vec![id])));
    }
    node(O::Response::<'static>::ROOT, Content::AnyOrder(members))
}

/// The tree of an error document, in one of the shapes that AWS front ends write.
pub fn error(error: &ErrorResponse<'_>, choose: &mut impl FnMut(usize) -> usize) -> Node {
    let mut fields = Vec::new();
    let trimmed = [
        ("Type", error.error_type.as_ref().map(|kind| kind.as_str())),
        ("Code", error.code.as_deref()),
    ];
    for (name, value) in trimmed {
        fields.extend(value.map(|value| node(name, Content::Padded(value.to_owned()))));
    }
    let message = ["Message", "message"][choose(2)];
    for (name, value) in [(message, &error.message), ("Detail", &error.detail)] {
        fields.extend(value.as_deref().map(|value| leaf(name, value)));
    }
    let id = error.request_id.as_deref().map(|id| {
        let name = ["RequestId", "RequestID"][choose(2)];
        node(name, Content::Padded(id.to_owned()))
    });
    shape(fields, id, choose)
}

/// The request id is next to `Error`, in it, or in `ResponseMetadata`.
fn shape(mut fields: Vec<Node>, id: Option<Node>, choose: &mut impl FnMut(usize) -> usize) -> Node {
    let bare = choose(8) == 1;
    let (inside, metadata) = (bare || choose(4) == 1, choose(4) == 1);
    let next_to_error = if inside {
        fields.extend(id);
        None
    } else if metadata {
        id.map(|id| node("ResponseMetadata", Content::Ordered(vec![id])))
    } else {
        id
    };
    let error = node("Error", Content::AnyOrder(fields));
    if bare {
        return error;
    }
    let error = if choose(4) == 1 { node("Errors", Content::Ordered(vec![error])) } else { error };
    let root = ["ErrorResponse", "Response", "AnyRoot"][choose(3)];
    let members = [Some(error), next_to_error].into_iter().flatten().collect();
    node(root, Content::AnyOrder(members))
}
