//! The two readers of `ses-dkim-codec`, each by itself.

use ses_dkim_codec::{GetIdentityDkimAttributesResponse, Reply, internals};

use super::Read;
use crate::documents::Digest;

/// The grammar of the exact form that SES writes.
pub struct Canonical;

impl Read for Canonical {
    type Value<'body> = GetIdentityDkimAttributesResponse<'body>;

    fn read(body: &[u8]) -> Option<Self::Value<'_>> {
        internals::canonical(body)
    }

    fn digest(value: &Self::Value<'_>) -> Digest {
        digest(value)
    }
}

/// The reader of any XML, which checks and explains everything.
pub struct General;

impl Read for General {
    type Value<'body> = Reply<'body>;

    fn read(body: &[u8]) -> Option<Self::Value<'_>> {
        internals::general(body).ok()
    }

    fn digest(value: &Self::Value<'_>) -> Digest {
        match value {
            Reply::Response(response) => digest(response),
            Reply::ErrorResponse(error) => panic!("an error: {error}"),
        }
    }
}

fn digest(response: &GetIdentityDkimAttributesResponse<'_>) -> Digest {
    let mut digest = Digest::default();
    for (identity, attributes) in &response.dkim_attributes {
        let status = attributes.dkim_verification_status().unwrap();
        let tokens = attributes.dkim_tokens().unwrap_or_default().iter();
        digest.entry(
            identity,
            attributes.dkim_enabled().unwrap(),
            status.as_str(),
            tokens.map(|token| &**token),
        );
    }
    digest.request_id(response.request_id.as_deref().unwrap());
    digest
}
