//! A client whose transport records the request and returns a given answer.

use std::sync::{Arc, Mutex};

use aws_sdk_ses::Client as Ses;
use aws_sdk_ses::config::retry::RetryConfig;
use aws_sdk_ses::config::timeout::TimeoutConfig;
use aws_sdk_ses::config::{
    Config, Credentials, IdentityCache, Region, RuntimeComponents, StalledStreamProtectionConfig,
};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use peer_lines::Answer;
use tokio::runtime::{Builder, Runtime};

/// The body and the content type of a request.
pub type Sent = (String, Option<String>);

#[derive(Clone, Debug, Default)]
struct Transport {
    answer: Arc<Mutex<Option<Answer>>>,
    sent: Arc<Mutex<Sent>>,
}

impl HttpConnector for Transport {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = String::from_utf8_lossy(request.body().bytes().unwrap_or_default());
        let content_type = request.headers().get("content-type").map(str::to_owned);
        *self.sent.lock().expect("one thread") = (body.into_owned(), content_type);
        let answer = self.answer.lock().expect("one thread").take();
        let Answer { status, headers, body } = answer.expect("one answer for one request");
        let status = status.try_into().expect("a status");
        let mut response = HttpResponse::new(status, SdkBody::from(body));
        for (name, value) in headers {
            response.headers_mut().insert(name, value);
        }
        HttpConnectorFuture::ready(Ok(response))
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

    /// Makes a call that gets this answer.
    pub fn call<F: Future>(&self, answer: Answer, call: impl FnOnce(&Ses) -> F) -> F::Output {
        *self.transport.answer.lock().expect("one thread") = Some(answer);
        self.runtime.block_on(call(&self.ses))
    }

    /// The last request.
    pub fn sent(&self) -> Sent {
        self.transport.sent.lock().expect("one thread").clone()
    }
}
