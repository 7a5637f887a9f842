//! A client whose transport records the request and returns the answer at hand.

use std::sync::{Arc, Mutex};

use aws_sdk_ses::Client as Ses;
use aws_sdk_ses::config::retry::RetryConfig;
use aws_sdk_ses::config::timeout::TimeoutConfig;
use aws_sdk_ses::config::{
    Config, Credentials, IdentityCache, Region, RuntimeComponents, StalledStreamProtectionConfig,
};
use aws_sdk_ses::error::SdkError;
use aws_sdk_ses::operation::get_identity_dkim_attributes::{
    GetIdentityDkimAttributesError, GetIdentityDkimAttributesOutput as Output,
};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use tokio::runtime::{Builder, Runtime};

use crate::request_id;

const MINIMAL: &str = "<GetIdentityDkimAttributesResponse><GetIdentityDkimAttributesResult>\
    <DkimAttributes/></GetIdentityDkimAttributesResult></GetIdentityDkimAttributesResponse>";

/// What the service answers.
#[derive(Debug)]
pub struct Answer {
    status: u16,
    request_id: Option<String>,
    body: Vec<u8>,
}

impl Answer {
    /// An answer with the headers that the service sends.
    pub fn new(status: u16, header: Option<&str>, body: Vec<u8>) -> Self {
        Self { status, request_id: request_id::sent(header, status, &body), body }
    }

    pub fn minimal() -> Self {
        Self::new(200, None, MINIMAL.into())
    }

    fn into_response(self) -> HttpResponse {
        let status = StatusCode::try_from(self.status).expect("a status");
        let mut response = HttpResponse::new(status, SdkBody::from(self.body));
        if let Some(id) = self.request_id {
            response.headers_mut().insert("x-amzn-requestid", id);
        }
        response
    }
}

#[derive(Clone, Debug, Default)]
struct Transport {
    answer: Arc<Mutex<Option<Answer>>>,
    sent: Arc<Mutex<Vec<u8>>>,
}

impl HttpConnector for Transport {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = request.body().bytes().unwrap_or_default();
        *self.sent.lock().expect("one thread") = body.to_vec();
        let answer = self.answer.lock().expect("one thread").take();
        let answer = answer.expect("one answer for one request");
        HttpConnectorFuture::ready(Ok(answer.into_response()))
    }
}

impl HttpClient for Transport {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

pub struct Client {
    ses: Ses,
    transport: Transport,
    runtime: Runtime,
}

pub type ClientError = SdkError<GetIdentityDkimAttributesError, HttpResponse>;

impl Client {
    pub fn new() -> Self {
        let transport = Transport::default();
        let config = Config::builder()
            .behavior_version_latest()
            .region(Region::from_static("us-east-1"))
            .credentials_provider(Credentials::new("none", "none", None, None, "none"))
            .identity_cache(IdentityCache::no_cache())
            .retry_config(RetryConfig::disabled())
            .timeout_config(TimeoutConfig::disabled())
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .http_client(transport.clone());
        Self {
            ses: Ses::from_conf(config.build()),
            transport,
            runtime: Builder::new_current_thread().build().expect("a runtime"),
        }
    }

    #[expect(clippy::result_large_err, reason = "the client's own error")]
    pub fn call(&self, identities: Vec<String>, answer: Answer) -> Result<Output, ClientError> {
        *self.transport.answer.lock().expect("one thread") = Some(answer);
        let request = self.ses.get_identity_dkim_attributes();
        self.runtime.block_on(request.set_identities(Some(identities)).send())
    }

    /// The body of the request that was sent last.
    pub fn sent(&self) -> String {
        String::from_utf8_lossy(&self.transport.sent.lock().expect("one thread")).into_owned()
    }
}
