//! `ses-dkim-codec`, through its public API.

use ses_dkim_codec::{GetIdentityDkimAttributesResponse, HttpReply, Reply};

use super::Read;
use crate::documents::Digest;

type Response<'body> = GetIdentityDkimAttributesResponse<'body>;

pub struct Decode;

impl Read for Decode {
    type Value<'body> = Reply<'body, Response<'body>>;

    fn read(body: &[u8]) -> Option<Self::Value<'_>> {
        Reply::from_http(HttpReply::new(200, body)).ok()
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
        let tokens = attributes.dkim_tokens().into_iter().flatten();
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
