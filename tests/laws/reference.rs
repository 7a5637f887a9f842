//! A second reader of the documents, over roxmltree's tree: slow and simple.

use roxmltree::{Document, Node};
use ses_dkim_codec::{ErrorResponse, ErrorType, Reply, Response as _, check_xml};

use super::{Operation, ReplyOf, agreement};

/// This crate reads a well-formed document as this reader does, and refuses what this reader
/// refuses.
pub fn agree<O: Operation>(body: &[u8]) {
    // roxmltree ignores an empty prefix: it reads `:Error` as `Error`.
    let has_empty_prefix = body.windows(2).any(|two| two == b"<:");
    if has_empty_prefix || check_xml(body).is_err() {
        return;
    }
    let expected = reply::<O>(body);
    if expected.is_some() || !agreement::is_too_strict_roxmltree(body) {
        let shown = String::from_utf8_lossy(body);
        assert_eq!(ReplyOf::<O>::decode(body).ok().map(Reply::into_owned), expected, "{shown}");
    }
}

/// The reply in a well-formed document, if there is one.
fn reply<O: Operation>(body: &[u8]) -> Option<ReplyOf<'static, O>> {
    // Line ends are normalised here (XML 1.0 §2.11): roxmltree 0.21 keeps a CR before a reference.
    let text = core::str::from_utf8(body).ok()?.replace("\r\n", "\n");
    let text = text.replace('\r', "\n");
    let document = Document::parse(&text).ok()?;
    let root = document.root_element();
    // An error in the root of a response is an error too.
    match response::<O>(root) {
        Some(response) => Some(Reply::Response(response)),
        None => error(root).map(Reply::ErrorResponse),
    }
}

fn response<O: Operation>(root: Node<'_, '_>) -> Option<O::Response<'static>> {
    let nested = named(root, "Errors").flat_map(|errors| named(errors, "Error"));
    let has_error = named(root, "Error").chain(nested).next().is_some();
    if name(root) != O::Response::<'static>::ROOT || has_error {
        return None;
    }
    let mut response = O::read(exactly_one(root, O::RESULT)?)?;
    let metadata = named(root, "ResponseMetadata");
    let mut ids = metadata.flat_map(|metadata| named(metadata, "RequestId"));
    if let Some(id) = ids.next() {
        let id = trim(text(id)?);
        response.set_request_id(
            Some(id.into()).filter(|id: &std::borrow::Cow<'_, str>| !id.is_empty()),
        );
    }
    Some(response)
}

fn error(root: Node<'_, '_>) -> Option<ErrorResponse<'static>> {
    let is_exception = name(root).ends_with("Exception");
    if !is_exception && name(root) != "Error" {
        let places = root.children().filter(Node::is_element);
        let mut errors = places.flat_map(|child| match name(child) {
            "Error" => vec![child],
            "Errors" => named(child, "Error").collect(),
            _ => Vec::new(),
        });
        let inside = errors.next();
        let is_error = inside.is_some() || name(root) == "ErrorResponse";
        return is_error.then(|| fields(root, inside));
    }
    let mut error = fields(root, Some(root));
    if !is_exception {
        return Some(error);
    }
    error.code = Some(name(root).to_owned().into());
    // An error inside a root that is itself an error takes precedence.
    if let Some(inside) = named(root, "Error").next() {
        let inner = fields(root, Some(inside));
        error.error_type = inner.error_type.or(error.error_type);
        error.code = inner.code.or(error.code);
        error.message = inner.message.or(error.message);
        error.detail = inner.detail.or(error.detail);
        error.request_id = inner.request_id;
    }
    Some(error)
}

/// The fields of an error, and its request id.
fn fields(root: Node<'_, '_>, inside: Option<Node<'_, '_>>) -> ErrorResponse<'static> {
    let field = |names: &[&str]| {
        let children = inside.into_iter().flat_map(|inside| inside.children());
        let mut fields =
            children.filter(|child| child.is_element() && names.contains(&name(*child)));
        fields.next().map(all_text)
    };
    let mut error = ErrorResponse::default();
    error.error_type =
        field(&["Type"]).map(|kind| ErrorType::from(std::borrow::Cow::from(trim(kind))));
    error.code = field(&["Code"]).map(trim).map(Into::into);
    error.message = field(&["Message", "message"]).map(Into::into);
    error.detail = field(&["Detail"]).map(Into::into);
    error.request_id = first_request_id(root, inside).map(Into::into);
    error
}

/// The first text of a request id at the root, in a `ResponseMetadata` or in the error.
fn first_request_id(root: Node<'_, '_>, error: Option<Node<'_, '_>>) -> Option<String> {
    let is_id = |node: &Node<'_, '_>| matches!(name(*node), "RequestId" | "RequestID");
    let is_place = |node: Node<'_, '_>| {
        let is_metadata = node.parent() == Some(root) && name(node) == "ResponseMetadata";
        node == root || Some(node) == error || is_metadata
    };
    let ids = root.descendants().filter(is_id);
    let mut ids = ids.filter(|id| id.parent().is_some_and(is_place));
    ids.next().map(all_text).map(trim).filter(|id| !id.is_empty())
}

fn name<'tree>(node: Node<'tree, '_>) -> &'tree str {
    node.tag_name().name()
}

fn named<'tree, 'input: 'tree>(
    node: Node<'tree, 'input>,
    wanted: &'static str,
) -> impl Iterator<Item = Node<'tree, 'input>> {
    let children = node.children().filter(Node::is_element);
    children.filter(move |child| name(*child) == wanted)
}

pub(super) fn exactly_one<'tree, 'input: 'tree>(
    node: Node<'tree, 'input>,
    wanted: &'static str,
) -> Option<Node<'tree, 'input>> {
    at_most_one(node, wanted)?
}

pub(super) fn at_most_one<'tree, 'input: 'tree>(
    node: Node<'tree, 'input>,
    wanted: &'static str,
) -> Option<Option<Node<'tree, 'input>>> {
    let mut found = named(node, wanted);
    let first = found.next();
    found.next().is_none().then_some(first)
}

/// The text of a node without elements in it.
pub(super) fn text(node: Node<'_, '_>) -> Option<String> {
    let pieces = node.children().filter(|child| !child.is_comment() && !child.is_pi());
    pieces.map(|child| child.is_text().then(|| child.text()).flatten()).collect()
}

/// The text of a node and of the elements in it, in document order.
fn all_text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// The items of a list or a map, which contains nothing else except white space.
pub(super) fn items<'tree, 'input: 'tree>(
    node: Node<'tree, 'input>,
    wanted: &'static str,
) -> Option<Vec<Node<'tree, 'input>>> {
    let is_blank = |text: &str| text.trim_matches([' ', '\t', '\r', '\n']).is_empty();
    let text = node.children().filter(Node::is_text).filter_map(|text| text.text());
    let elements: Vec<_> = node.children().filter(Node::is_element).collect();
    let is_list =
        text.into_iter().all(is_blank) && elements.iter().all(|item| name(*item) == wanted);
    is_list.then_some(elements)
}

fn trim(text: String) -> String {
    text.trim_matches([' ', '\t', '\r', '\n']).to_owned()
}
