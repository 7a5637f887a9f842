//! Values of each operation for the property tests.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::{Strategy, any};
use proptest::strategy::BoxedStrategy;
use ses_dkim_codec::{
    DkimAttributes, GetIdentityDkimAttributesRequest, GetIdentityDkimAttributesResponse,
    SetIdentityDkimEnabledRequest, SetIdentityDkimEnabledResponse, VerificationStatus,
    VerifyDomainDkimRequest, VerifyDomainDkimResponse,
};

use super::strategies::{any_text, request_id, status, text};
use crate::laws::operation::{
    GetIdentityDkimAttributes, Operation, SetIdentityDkimEnabled, VerifyDomainDkim,
};

/// An operation whose values are generated.
pub trait Generated: Operation {
    /// Any response.
    fn response() -> BoxedStrategy<Self::Response<'static>>;

    /// Any request, with any characters in its texts.
    fn request() -> BoxedStrategy<Self::Request<'static>>;
}

impl Generated for GetIdentityDkimAttributes {
    fn response() -> BoxedStrategy<Self::Response<'static>> {
        let value = (
            weighted(0.9, any::<bool>()),
            weighted(0.85, status()),
            weighted(0.7, vec(text(), 0..4)),
        );
        let response = (vec((text(), value), 0..5), request_id()).prop_map(|(entries, id)| {
            let mut map = DkimAttributes::new();
            for (identity, (enabled, status, tokens)) in entries {
                let status = status.as_deref().map(VerificationStatus::from);
                push(&mut map, identity, enabled, status, tokens);
            }
            let mut response = GetIdentityDkimAttributesResponse::new(map);
            response.request_id = id.map(Into::into);
            response
        });
        response.boxed()
    }

    fn request() -> BoxedStrategy<Self::Request<'static>> {
        vec(any_text(), 0..13).prop_map(GetIdentityDkimAttributesRequest::new).boxed()
    }
}

impl Generated for VerifyDomainDkim {
    fn response() -> BoxedStrategy<Self::Response<'static>> {
        let response = (vec(text(), 0..5), request_id()).prop_map(|(tokens, id)| {
            let mut response = VerifyDomainDkimResponse::new(tokens);
            response.request_id = id.map(Into::into);
            response
        });
        response.boxed()
    }

    fn request() -> BoxedStrategy<Self::Request<'static>> {
        any_text().prop_map(VerifyDomainDkimRequest::new).boxed()
    }
}

impl Generated for SetIdentityDkimEnabled {
    fn response() -> BoxedStrategy<Self::Response<'static>> {
        let response = request_id().prop_map(|id| {
            let mut response = SetIdentityDkimEnabledResponse::new();
            response.request_id = id.map(Into::into);
            response
        });
        response.boxed()
    }

    fn request() -> BoxedStrategy<Self::Request<'static>> {
        let new = |(identity, enabled): (String, bool)| {
            SetIdentityDkimEnabledRequest::new(identity, enabled)
        };
        (any_text(), any::<bool>()).prop_map(new).boxed()
    }
}

/// Adds an entry with the members that are present.
pub fn push(
    map: &mut DkimAttributes<'static>,
    identity: String,
    enabled: Option<bool>,
    status: Option<VerificationStatus<'_>>,
    tokens: Option<Vec<String>>,
) {
    let mut one = DkimAttributes::new();
    let mut entry = one.push(identity);
    if let Some(enabled) = enabled {
        entry = entry.dkim_enabled(enabled);
    }
    if let Some(status) = status {
        entry = entry.dkim_verification_status(status);
    }
    if let Some(tokens) = tokens {
        entry.dkim_tokens(tokens);
    }
    map.append(one.into_owned());
}
