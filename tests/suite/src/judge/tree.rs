//! Written XML, compared as a tree. Layout, prefixes, and the order of members and of entries are
//! ignored.

use roxmltree::{Document, Node};
use serde_json::Value;

use super::Context;
use super::difference::{self, Place, around, whole};
use crate::display::shorten;
use crate::verdict::Difference;

/// The element whose children are the entries of a map. Their order has no meaning: they are asked
/// for as the members of a JSON object (RFC 8259 §4).
const MAP: &str = "DkimAttributes";

/// No expected document is nested deeper.
const MAX_DEPTH: usize = 32;

/// An element without the ignored parts.
#[derive(PartialEq)]
struct Element {
    namespace: Option<String>,
    name: String,
    /// The text. In an element with children, it is trimmed.
    text: String,
    children: Vec<Self>,
}

impl Element {
    /// The key, if this is an entry of a map.
    fn key(&self) -> Option<&str> {
        let mut keys = self.children.iter().filter(|child| child.name == "key");
        keys.next().map(|key| &*key.text)
    }
}

/// The first difference between two documents.
pub(super) fn difference(context: &Context<'_>, expected: &str, found: &str) -> Option<Difference> {
    let read = |xml| {
        read(context, xml).map_err(|why| {
            let (expected, found) = around(expected, found);
            whole(format!("the document is not well-formed: {why}"), expected, found)
        })
    };
    match (read(expected), read(found)) {
        (Ok(expected), Ok(found)) => of_elements(&Place::default(), &expected, &found),
        (Err(difference), _) | (_, Err(difference)) => Some(difference),
    }
}

fn read(context: &Context<'_>, xml: &str) -> Result<Element, String> {
    let document = Document::parse(xml).map_err(|error| shorten(&error.to_string()))?;
    element(context, document.root_element(), 0)
}

fn element(context: &Context<'_>, node: Node<'_, '_>, depth: usize) -> Result<Element, String> {
    if depth > MAX_DEPTH {
        return Err(format!("it is nested deeper than {MAX_DEPTH}"));
    }
    let children = node.children().filter(Node::is_element);
    let mut children =
        children.map(|child| element(context, child, depth + 1)).collect::<Result<Vec<_>, _>>()?;
    children.retain(|child| !is_left_out(context, child));
    let text = node.children().filter(Node::is_text).filter_map(|text| text.text());
    let text: String = text.collect();
    let name = node.tag_name();
    // The sorts are stable, so that the members of a list and entries of one key keep their order.
    if name.name() == MAP {
        children.sort_by(|one, other| (&one.name, one.key()).cmp(&(&other.name, other.key())));
    } else {
        children.sort_by(|one, other| one.name.cmp(&other.name));
    }
    Ok(Element {
        namespace: name.namespace().map(ToOwned::to_owned),
        name: name.name().to_owned(),
        text: if node.has_children() && node.children().any(|child| child.is_element()) {
            text.trim_ascii().to_owned()
        } else {
            text
        },
        children,
    })
}

/// Whether the API of the implementation does not have an element, or cannot express its absence.
fn is_left_out(context: &Context<'_>, element: &Element) -> bool {
    let empty = element.children.is_empty();
    let is_placeholder = |value: &Value| empty && context.is_placeholder(&element.name, value);
    context.omits(&element.name, false)
        || element.name == "ResponseMetadata" && empty && context.omits("RequestId", false)
        || is_placeholder(&Value::String(element.text.clone()))
        || serde_json::from_str(&element.text).is_ok_and(|value| is_placeholder(&value))
        || element.text.is_empty() && is_placeholder(&Value::Array(Vec::new()))
}

fn of_elements(place: &Place, expected: &Element, found: &Element) -> Option<Difference> {
    let text = |text: &str| Value::String(text.to_owned());
    let place = place.member(&expected.name);
    if expected.name != found.name {
        return Some(difference::differs(&place, &text(&expected.name), &text(&found.name)));
    }
    if expected.namespace != found.namespace {
        let place = place.member("namespace");
        let namespace = |element: &Element| text(element.namespace.as_deref().unwrap_or_default());
        return Some(difference::differs(&place, &namespace(expected), &namespace(found)));
    }
    if expected.text != found.text {
        return Some(difference::differs(&place, &text(&expected.text), &text(&found.text)));
    }
    of_children(&place, expected, found)
}

fn of_children(place: &Place, expected: &Element, found: &Element) -> Option<Difference> {
    let start = |element: &Element| Value::String(format!("<{}>{}", element.name, element.text));
    let mut rest = found.children.iter();
    for child in &expected.children {
        let place_of_child = place.member(&child.name);
        if !found.children.iter().any(|found| found.name == child.name) {
            return Some(difference::missing(&place_of_child, &start(child)));
        }
        let difference = match rest.next() {
            None => Some(difference::missing(&place_of_child, &start(child))),
            Some(found) if found.name == child.name => of_elements(place, child, found),
            Some(extra) => Some(difference::unwanted(&place.member(&extra.name), &start(extra))),
        };
        if difference.is_some() {
            return difference;
        }
    }
    let extra = rest.next()?;
    Some(difference::unwanted(&place.member(&extra.name), &start(extra)))
}
