//! `roxmltree`: the whole tree, then a walk over it. Texts are borrowed where the library supports
//! it.

use std::borrow::Cow;

use roxmltree::{Document, Node, StringStorage};

use super::Read;
use crate::documents::Digest;

pub struct Tree;

#[derive(Default)]
pub struct Response<'body> {
    entries: Vec<Entry<'body>>,
    request_id: Cow<'body, str>,
}

#[derive(Default)]
struct Entry<'body> {
    identity: Cow<'body, str>,
    enabled: bool,
    status: Cow<'body, str>,
    tokens: Vec<Cow<'body, str>>,
}

impl Read for Tree {
    type Value<'body> = Response<'body>;

    fn read(body: &[u8]) -> Option<Response<'_>> {
        let document = Document::parse(std::str::from_utf8(body).ok()?).ok()?;
        let root = document.root_element();
        let result = child(root, "GetIdentityDkimAttributesResult")?;
        let entries = child(result, "DkimAttributes")?.children().filter(is("entry"));
        let request_id = text(child(child(root, "ResponseMetadata")?, "RequestId")?);
        Some(Response { entries: entries.map(entry).collect::<Option<_>>()?, request_id })
    }

    fn digest(value: &Response<'_>) -> Digest {
        let mut digest = Digest::default();
        for entry in &value.entries {
            let tokens = entry.tokens.iter().map(|token| &**token);
            digest.entry(&entry.identity, entry.enabled, &entry.status, tokens);
        }
        digest.request_id(&value.request_id);
        digest
    }
}

fn entry<'body>(node: Node<'_, 'body>) -> Option<Entry<'body>> {
    let mut entry = Entry { identity: text(child(node, "key")?), ..Entry::default() };
    for member in child(node, "value")?.children() {
        match member.tag_name().name() {
            "DkimEnabled" => entry.enabled = text(member).parse().ok()?,
            "DkimVerificationStatus" => entry.status = text(member),
            "DkimTokens" => {
                let members = member.children().filter(is("member"));
                entry.tokens = members.map(text).collect();
            }
            _ => {}
        }
    }
    Some(entry)
}

fn is(name: &str) -> impl Fn(&Node<'_, '_>) -> bool {
    move |node| node.tag_name().name() == name
}

pub fn child<'tree, 'body>(node: Node<'tree, 'body>, name: &str) -> Option<Node<'tree, 'body>> {
    node.children().find(is(name))
}

/// All the text in an element. `Node::text` is only the text before the first comment.
pub fn text<'body>(node: Node<'_, 'body>) -> Cow<'body, str> {
    let mut texts = node.children().filter(Node::is_text);
    let first = texts.next().and_then(|text| text.text_storage());
    let mut joined = match first {
        Some(StringStorage::Borrowed(text)) => Cow::Borrowed(*text),
        Some(StringStorage::Owned(text)) => Cow::Owned(text.as_ref().to_owned()),
        None => Cow::Borrowed(""),
    };
    for text in texts {
        joined.to_mut().push_str(text.text().unwrap_or_default());
    }
    joined
}
