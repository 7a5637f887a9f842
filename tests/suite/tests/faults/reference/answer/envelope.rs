//! The root of an answer and its content.

use serde_json::{Map, Value};
use ses_dkim_conformance::Operation;

use super::{Read, chosen, refused};
use crate::reference::text::{self, Field};
use crate::reference::xml::Element;
use crate::seed::{Fault, Seed};

/// Whether a prefix hides the name of an element.
pub(super) fn whole_names(seed: &Seed, element: &Element) -> bool {
    element.name.contains(':') && seed.is(Fault::NamesAreComparedWhole)
}

/// Checks the namespaces of an answer.
pub(super) fn namespaces(seed: &Seed, root: &Element) -> Read<()> {
    let declared = root.attributes.iter().find(|(name, _)| name.starts_with("xmlns"));
    let namespace = declared.map(|(_, value)| &**value);
    let refuses = match namespace {
        None => seed.is(Fault::NamespaceIsRequired),
        Some("http://ses.amazonaws.com/doc/2010-12-01/") => false,
        Some(_) => seed.is(Fault::OtherNamespacesAreRefused),
    };
    let inner = root
        .descendants()
        .iter()
        .any(|element| element.attributes.iter().any(|(name, _)| name == "xmlns"));
    let foreign = root.descendants().iter().any(|element| {
        element.name.contains(':')
            && element.attributes.iter().any(|(name, _)| name.starts_with("xmlns:"))
    });
    if refuses
        || inner && seed.is(Fault::InnerNamespacesAreRefused)
        || foreign && seed.is(Fault::ForeignNamesAreRefused)
    {
        return refused("namespace");
    }
    Ok(())
}

/// The result in the root. `None` if a fault takes its absence for an empty one.
pub(super) fn result<'a>(
    seed: &Seed,
    operation: Operation,
    root: &'a Element,
) -> Read<Option<&'a Element>> {
    let name = format!("{operation}Result");
    let known = |element: &&Element| [&*name, "ResponseMetadata"].contains(&element.local());
    if !root.elements().all(|element| known(&element))
        && seed.is(Fault::UnknownElementsInTheRootAreRefused)
    {
        return refused("unexpected-element");
    }
    if let Some(first) = root.elements().next() {
        let unbound = first.name.contains(':') && root.attributes.is_empty();
        if unbound && seed.is(Fault::UnboundPrefixesAreEmptyElements) {
            return Ok(None);
        }
        if seed.is(Fault::ResultIsTheFirstElement) {
            return Ok(Some(first));
        }
        if first.local() == "ResponseMetadata" && seed.is(Fault::ResultMustComeFirst) {
            return refused("order");
        }
    }
    let is_result = |element: &&Element| {
        element.local() == name
            || element.local().ends_with("Result") && seed.is(Fault::ResultHasAnyName)
    };
    let mut results = root.elements().filter(is_result);
    let anywhere = seed.is(Fault::ElementsAreFoundAtAnyDepth);
    match (results.next(), results.next()) {
        (Some(result), None) => Ok(Some(result)),
        (Some(result), Some(_)) if anywhere || seed.is(Fault::FirstResultCounts) => {
            Ok(Some(result))
        }
        (Some(_), Some(_)) => refused("duplicate-element"),
        (None, _) if seed.is(Fault::MissingResultIsAnEmptyAnswer) => Ok(None),
        (None, _) if root.elements().next().is_some() && seed.is(Fault::ResultIsOptional) => {
            Ok(Some(root))
        }
        (None, _) => refused("missing-element"),
    }
}

/// The metadata of the answer.
pub(super) fn metadata(
    seed: &Seed,
    root: &Element,
    header: Option<&str>,
) -> Read<Map<String, Value>> {
    let all: Vec<&Element> =
        root.elements().filter(|element| element.local() == "ResponseMetadata").collect();
    if all.is_empty() && seed.is(Fault::MetadataIsRequired) {
        return refused("missing-element");
    }
    let last = seed.is(Fault::LastMetadataCounts);
    let metadata = if last { all.last() } else { all.first() };
    let mut found = None;
    if let Some(metadata) = metadata {
        let ids = if seed.is(Fault::ElementsAreFoundAtAnyDepth) {
            metadata.descendants()
        } else {
            metadata.elements().collect()
        };
        let mut ids = ids.into_iter().filter(|element| element.local() == "RequestId");
        if metadata.elements().any(|element| element.local() != "RequestId")
            && seed.is(Fault::UnknownElementsInMetadataAreRefused)
        {
            return refused("unexpected-element");
        }
        let id = if seed.is(Fault::LastRequestIdCounts) { ids.next_back() } else { ids.next() };
        if id.is_none() && seed.is(Fault::RequestIdIsRequired) {
            return refused("missing-element");
        }
        found = id.map(|id| text::of(seed, id, Field::RequestId)).transpose()?;
    }
    let found = found.map(|id| {
        if id.trim() != id && seed.is(Fault::RequestIdIsNotTrimmed) {
            id
        } else {
            id.trim().to_owned()
        }
    });
    let found = found.filter(|id| !id.is_empty() || seed.is(Fault::EmptyRequestIdIsKept));
    let id = chosen(seed, header, found);
    let mut metadata = Map::new();
    metadata.extend(id.map(|id| ("RequestId".to_owned(), Value::String(id))));
    Ok(metadata)
}
