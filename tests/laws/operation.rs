//! An operation as a type, so that a law is written once and checked for every operation.

use std::fmt::Debug;

use arbitrary::Arbitrary;
use ses_dkim_codec::{
    AnyRequest, DkimAttributes, GetIdentityDkimAttributesRequest,
    GetIdentityDkimAttributesResponse, IdentityDkimAttributes, Request, Response,
    SetIdentityDkimEnabledRequest, SetIdentityDkimEnabledResponse, VerificationStatus,
    VerifyDomainDkimRequest, VerifyDomainDkimResponse,
};

use super::reference::{at_most_one, exactly_one, items, text};
use crate::support::tree::{Content, Node, leaf, list, node};

/// What the laws need to know about an operation.
pub trait Operation {
    /// The name of the result element.
    const RESULT: &'static str;
    /// The names of the parameters.
    const PARAMETERS: &'static [&'static str];

    type Request<'a>: Request<'a> + Arbitrary<'a> + Clone + Debug + Eq + Into<AnyRequest<'a>>;
    type Response<'a>: Response<'a, Owned = Self::Response<'static>>
        + Arbitrary<'a>
        + Clone
        + Debug
        + Eq;

    /// The parameters of a request, in the order in which they are written.
    fn parameters(request: &Self::Request<'_>) -> Vec<(String, String)>;

    /// The elements in the result element of a response.
    fn result(response: &Self::Response<'_>) -> Vec<Node>;

    /// The texts of a response that may be borrowed from its body, without the request id.
    fn texts<'a>(response: &'a Self::Response<'_>) -> Vec<&'a str>;

    /// Reads a result element of a tree. `None` if it is invalid.
    fn read(result: roxmltree::Node<'_, '_>) -> Option<Self::Response<'static>>;
}

/// Evaluates an expression for each operation: `for_each_operation!(O => law::<O>(body))`.
#[macro_export]
macro_rules! for_each_operation {
    ($operation:ident => $body:expr) => {{
        {
            type $operation = $crate::laws::operation::GetIdentityDkimAttributes;
            $body
        }
        {
            type $operation = $crate::laws::operation::VerifyDomainDkim;
            $body
        }
        {
            type $operation = $crate::laws::operation::SetIdentityDkimEnabled;
            $body
        }
    }};
}

pub enum GetIdentityDkimAttributes {}

impl Operation for GetIdentityDkimAttributes {
    const RESULT: &'static str = "GetIdentityDkimAttributesResult";
    const PARAMETERS: &'static [&'static str] = &["Identities"];

    type Request<'a> = GetIdentityDkimAttributesRequest<'a>;
    type Response<'a> = GetIdentityDkimAttributesResponse<'a>;

    fn parameters(request: &Self::Request<'_>) -> Vec<(String, String)> {
        if request.identities().is_empty() {
            return vec![("Identities".to_owned(), String::new())];
        }
        let members = (1..).zip(request.identities());
        members
            .map(|(index, identity)| (format!("Identities.member.{index}"), identity.to_string()))
            .collect()
    }

    fn result(response: &Self::Response<'_>) -> Vec<Node> {
        let entries = response.dkim_attributes.iter().map(|(identity, attributes)| {
            let value = node("value", Content::AnyOrder(members(attributes)));
            node("entry", Content::AnyOrder(vec![leaf("key", identity), value]))
        });
        vec![node("DkimAttributes", Content::Ordered(entries.collect()))]
    }

    fn texts<'a>(response: &'a Self::Response<'_>) -> Vec<&'a str> {
        let mut texts = Vec::new();
        for (identity, attributes) in &response.dkim_attributes {
            texts.push(identity);
            texts.extend(attributes.dkim_tokens().unwrap_or_default().iter().map(|token| &**token));
        }
        texts
    }

    fn read(result: roxmltree::Node<'_, '_>) -> Option<Self::Response<'static>> {
        let mut map = DkimAttributes::new();
        if let Some(attributes) = at_most_one(result, "DkimAttributes")? {
            for entry in items(attributes, "entry")? {
                let key = text(exactly_one(entry, "key")?)?;
                let value = exactly_one(entry, "value")?;
                map.append(read_entry(key, value)?);
            }
        }
        Some(GetIdentityDkimAttributesResponse::new(map))
    }
}

fn members(value: IdentityDkimAttributes<'_>) -> Vec<Node> {
    let mut members = Vec::new();
    if let Some(enabled) = value.dkim_enabled() {
        members.push(leaf("DkimEnabled", if enabled { "true" } else { "false" }));
    }
    if let Some(status) = value.dkim_verification_status() {
        members.push(leaf("DkimVerificationStatus", status.as_str()));
    }
    if let Some(tokens) = value.dkim_tokens() {
        members.push(list("DkimTokens", tokens));
    }
    members
}

fn read_entry(key: String, value: roxmltree::Node<'_, '_>) -> Option<DkimAttributes<'static>> {
    let enabled = at_most_one(value, "DkimEnabled")?;
    let status = at_most_one(value, "DkimVerificationStatus")?;
    let tokens = at_most_one(value, "DkimTokens")?;
    let mut map = DkimAttributes::new();
    let mut entry = map.push(key);
    if let Some(enabled) = enabled {
        entry = entry.dkim_enabled(text(enabled)?.parse().ok()?);
    }
    let status = match status {
        Some(status) => Some(text(status)?),
        None => None,
    };
    if let Some(status) = &status {
        entry = entry.dkim_verification_status(VerificationStatus::from(&**status));
    }
    if let Some(tokens) = tokens {
        entry.dkim_tokens(read_tokens(tokens)?);
    }
    Some(map.into_owned())
}

fn read_tokens(tokens: roxmltree::Node<'_, '_>) -> Option<Vec<String>> {
    items(tokens, "member")?.into_iter().map(text).collect()
}

pub enum VerifyDomainDkim {}

impl Operation for VerifyDomainDkim {
    const RESULT: &'static str = "VerifyDomainDkimResult";
    const PARAMETERS: &'static [&'static str] = &["Domain"];

    type Request<'a> = VerifyDomainDkimRequest<'a>;
    type Response<'a> = VerifyDomainDkimResponse<'a>;

    fn parameters(request: &Self::Request<'_>) -> Vec<(String, String)> {
        vec![("Domain".to_owned(), request.domain.to_string())]
    }

    fn result(response: &Self::Response<'_>) -> Vec<Node> {
        vec![list("DkimTokens", &response.dkim_tokens)]
    }

    fn texts<'a>(response: &'a Self::Response<'_>) -> Vec<&'a str> {
        response.dkim_tokens.iter().map(|token| &**token).collect()
    }

    fn read(result: roxmltree::Node<'_, '_>) -> Option<Self::Response<'static>> {
        read_tokens(exactly_one(result, "DkimTokens")?).map(VerifyDomainDkimResponse::new)
    }
}

pub enum SetIdentityDkimEnabled {}

impl Operation for SetIdentityDkimEnabled {
    const RESULT: &'static str = "SetIdentityDkimEnabledResult";
    const PARAMETERS: &'static [&'static str] = &["Identity", "DkimEnabled"];

    type Request<'a> = SetIdentityDkimEnabledRequest<'a>;
    type Response<'a> = SetIdentityDkimEnabledResponse<'a>;

    fn parameters(request: &Self::Request<'_>) -> Vec<(String, String)> {
        vec![
            ("Identity".to_owned(), request.identity.to_string()),
            ("DkimEnabled".to_owned(), request.dkim_enabled.to_string()),
        ]
    }

    fn result(_: &Self::Response<'_>) -> Vec<Node> {
        Vec::new()
    }

    fn texts<'a>(_: &'a Self::Response<'_>) -> Vec<&'a str> {
        Vec::new()
    }

    fn read(_: roxmltree::Node<'_, '_>) -> Option<Self::Response<'static>> {
        Some(SetIdentityDkimEnabledResponse::new())
    }
}
