//! Refusals in the shape of the protocol.

use serde_json::{Value, json};
use ses_dkim_codec::{
    DecodeError, EncodeError, FormError, ReplyError, RequestError, XmlError, dns,
};

/// The `reject` of a reply.
pub(super) struct Refusal(pub(super) Value);

impl Refusal {
    pub(super) fn new(code: &str, message: &dyn std::fmt::Display) -> Self {
        Self(json!({ "code": code, "message": message.to_string(), "offset": null }))
    }

    fn at(mut self, offset: usize) -> Self {
        self.0["offset"] = json!(offset);
        self
    }
}

pub(super) fn malformed() -> Refusal {
    Refusal::new("malformed-line", &"found a missing member or one of the wrong type")
}

impl From<DecodeError> for Refusal {
    fn from(error: DecodeError) -> Self {
        Self::new(error.kind().code(), &error).at(error.offset())
    }
}

impl From<XmlError> for Refusal {
    fn from(error: XmlError) -> Self {
        Self::new(error.kind().code(), &error).at(error.offset())
    }
}

impl From<ReplyError> for Refusal {
    fn from(error: ReplyError) -> Self {
        let decode = error.decode_error();
        Self::new(decode.kind().code(), &format!("{error}: {decode}")).at(decode.offset())
    }
}

impl From<FormError> for Refusal {
    fn from(error: FormError) -> Self {
        let mut refusal = Self::new(error.kind().code(), &error).at(error.offset());
        if let Some(parameter) = error.parameter() {
            refusal.0["parameter"] = json!(parameter);
        }
        refusal
    }
}

impl From<RequestError> for Refusal {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Form(error) => error.into(),
            error => Self::new(error.code(), &error),
        }
    }
}

impl From<dns::RecordError> for Refusal {
    fn from(error: dns::RecordError) -> Self {
        let mut refusal = Self::new(error.kind().code(), &error);
        refusal.0["offset"] = json!(error.offset());
        refusal
    }
}

impl From<EncodeError> for Refusal {
    fn from(error: EncodeError) -> Self {
        Self::new(error.code(), &error)
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Self::new("malformed-line", &error)
    }
}
