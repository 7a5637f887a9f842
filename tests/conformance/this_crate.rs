//! The codec, as the suite asks it.

use std::borrow::Cow;

use serde::Deserialize as _;
use serde_json::{Map, Value, json};

use ses_dkim_codec::{
    DecodeError, EncodeError, ErrorResponse, FormError, GetIdentityDkimAttributesRequest,
    GetIdentityDkimAttributesResponse, Reply, internals,
};
use ses_dkim_conformance::{Answer, Codec};

/// The codec of this crate.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ThisCrate;

impl Codec for ThisCrate {
    fn encode_request(&self, identities: &[&str]) -> Answer {
        let request = GetIdentityDkimAttributesRequest::new(identities.iter().copied());
        Answer::body(request.to_form())
    }

    fn decode_request(&self, body: &[u8]) -> Answer {
        match GetIdentityDkimAttributesRequest::decode_form(body) {
            Ok(request) => Answer::identities(request.identities().iter().map(Cow::as_ref)),
            Err(error) => refused_form(&error),
        }
    }

    fn decode_response(&self, status: u16, request_id_header: Option<&str>, body: &[u8]) -> Answer {
        match Reply::from_http(status, request_id_header, body) {
            Ok(Reply::Response(response)) => Answer::Ok(json!(response)),
            Ok(Reply::ErrorResponse(error)) => told(&error),
            Err(error) => refused_document(&error),
        }
    }

    fn encode_response(&self, response: &Value, indented: bool) -> Answer {
        match GetIdentityDkimAttributesResponse::deserialize(response) {
            Ok(response) if indented => written(response.to_xml_indented()),
            Ok(response) => written(response.to_xml()),
            Err(error) => Answer::Broken(format!("the response cannot be taken in: {error}")),
        }
    }

    fn encode_error(&self, error: &Value, indented: bool) -> Answer {
        let shape = json!({
            "Error": error.get("Error"),
            "ResponseMetadata": { "RequestId": error.get("RequestId") },
        });
        match ErrorResponse::deserialize(&shape) {
            Ok(error) if indented => written(error.to_xml_indented()),
            Ok(error) => written(error.to_xml()),
            Err(error) => Answer::Broken(format!("the error cannot be taken in: {error}")),
        }
    }

    fn check_xml(&self, body: &[u8]) -> Answer {
        match internals::well_formed(body) {
            Ok(()) => Answer::Ok(json!({})),
            Err(error) => refused_document(&error),
        }
    }
}

/// A service error in the shape of the suite, which is boto3's with status and id at hand.
fn told(error: &ErrorResponse<'_>) -> Answer {
    let shape = json!(error);
    let field = |pointer| shape.pointer(pointer).cloned();
    let retry = error.retry().map(|retry| json!(retry.code()));
    let fields = [
        ("status", field("/ResponseMetadata/HTTPStatusCode")),
        ("Error", field("/Error")),
        ("RequestId", field("/ResponseMetadata/RequestId")),
        ("retry", retry),
    ];
    let present = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let body = field("/Body").and_then(|body| body.as_str().map(str::to_owned));
    Answer::ErrorResponse { error: Value::Object(present.collect::<Map<_, _>>()), body }
}

fn written(document: Result<String, EncodeError>) -> Answer {
    match document {
        Ok(body) => Answer::body(body),
        Err(error) => Answer::reject(error.code(), error.to_string()),
    }
}

fn refused(code: &str, error: &dyn std::fmt::Display, offset: usize) -> Answer {
    Answer::Reject { code: code.to_owned(), message: error.to_string(), offset: Some(offset) }
}

fn refused_document(error: &DecodeError) -> Answer {
    refused(error.kind().code(), error, error.offset())
}

fn refused_form(error: &FormError) -> Answer {
    refused(error.kind().code(), error, error.offset())
}
