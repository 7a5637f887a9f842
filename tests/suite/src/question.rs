//! The questions to an implementation.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde_json::{Map, Value, json};

use crate::operation::Operation;

/// One request of the protocol: an op, the operation that it is about, and its input.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[non_exhaustive]
pub struct Question {
    /// The operation. `Some(None)`: the `Action` of a form names it. `None`: the op has no
    /// operation.
    #[serde(default, deserialize_with = "present")]
    pub operation: Option<Option<Operation>>,
    /// The op and its input.
    #[serde(flatten)]
    pub input: Input,
}

/// Distinguishes a null member from an absent one.
fn present<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<Operation>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// An op and its input.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(tag = "op", content = "input", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Input {
    /// Write the form of a request.
    EncodeRequest {
        /// The request, in the shape of boto3's parameters.
        request: Value,
    },
    /// Read a form.
    DecodeRequest {
        /// The content type of the form.
        content_type: Option<String>,
        /// The form.
        #[serde(flatten)]
        body: Body,
    },
    /// Read the reply to a request.
    DecodeResponse {
        /// The HTTP status.
        status: u16,
        /// The relevant headers, with names in lower case.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// The body.
        #[serde(flatten)]
        body: Body,
    },
    /// Write an answer.
    EncodeResponse {
        /// The answer, in the shape of boto3's.
        response: Value,
    },
    /// Write an error document.
    EncodeError {
        /// The error.
        error_response: Value,
    },
    /// Classify whether a failed call may be retried.
    Classify {
        /// The HTTP status, if there was one.
        status: Option<u16>,
        /// The error code, if there was one.
        code: Option<String>,
    },
    /// Make the DNS records of an identity.
    CnameRecords {
        /// A domain, an address, or the ARN of one.
        identity: String,
        /// The tokens.
        tokens: Vec<String>,
        /// The zone of the targets.
        zone: String,
    },
    /// Check whether a document is well-formed, with any elements.
    CheckXml {
        /// The document.
        #[serde(flatten)]
        body: Body,
    },
}

impl Question {
    /// The name of the op.
    #[must_use]
    pub const fn op(&self) -> &'static str {
        match self.input {
            Input::EncodeRequest { .. } => "encode_request",
            Input::DecodeRequest { .. } => "decode_request",
            Input::DecodeResponse { .. } => "decode_response",
            Input::EncodeResponse { .. } => "encode_response",
            Input::EncodeError { .. } => "encode_error",
            Input::Classify { .. } => "classify",
            Input::CnameRecords { .. } => "cname_records",
            Input::CheckXml { .. } => "check_xml",
        }
    }

    /// The body to be read.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        match &self.input {
            Input::DecodeRequest { body, .. }
            | Input::DecodeResponse { body, .. }
            | Input::CheckXml { body } => Some(&body.0),
            _ => None,
        }
    }

    /// The request of the protocol, without its id.
    #[must_use]
    pub fn to_request(&self) -> Map<String, Value> {
        let mut request = Map::new();
        request.insert("op".into(), self.op().into());
        if let Some(operation) = self.operation {
            request.insert("operation".into(), json!(operation));
        }
        request.extend(self.input.members());
        request
    }
}

/// The ops, by name.
pub const OPS: [&str; 8] = [
    "encode_request",
    "decode_request",
    "decode_response",
    "encode_response",
    "encode_error",
    "classify",
    "cname_records",
    "check_xml",
];

impl Input {
    /// The members of the request that depend on the op.
    fn members(&self) -> Map<String, Value> {
        let members = match self {
            Self::EncodeRequest { request } => json!({ "request": request }),
            Self::DecodeRequest { content_type, body } => {
                json!({ "content_type": content_type, "body_b64": body.to_base64() })
            }
            Self::DecodeResponse { status, headers, body } => {
                json!({ "status": status, "headers": headers, "body_b64": body.to_base64() })
            }
            Self::EncodeResponse { response } => json!({ "response": response }),
            Self::EncodeError { error_response } => json!({ "error_response": error_response }),
            Self::Classify { status, code } => json!({ "status": status, "code": code }),
            Self::CnameRecords { identity, tokens, zone } => {
                json!({ "identity": identity, "tokens": tokens, "zone": zone })
            }
            Self::CheckXml { body } => json!({ "body_b64": body.to_base64() }),
        };
        match members {
            Value::Object(members) => members,
            other => unreachable!("every op has an object of members, found {other}"),
        }
    }
}

/// Bytes. A vector has them as text if they are UTF-8.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Body(pub Vec<u8>);

impl Body {
    fn to_base64(&self) -> String {
        STANDARD.encode(&self.0)
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Shape {
            Body(String),
            BodyB64(String),
        }
        match Shape::deserialize(deserializer)? {
            Shape::Body(text) => Ok(Self(text.into_bytes())),
            Shape::BodyB64(text) => STANDARD.decode(text).map(Self).map_err(D::Error::custom),
        }
    }
}
