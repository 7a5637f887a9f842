//! Reads every proper prefix of a response document with the client, and counts the answers.

use aws_sdk_ses::config::retry::RetryConfig;
use aws_sdk_ses::config::{
    BehaviorVersion, Config, Credentials, Region, RuntimeComponents, StalledStreamProtectionConfig,
};
use aws_sdk_ses::operation::get_identity_dkim_attributes::GetIdentityDkimAttributesOutput;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;

/// Answers every request with the same body under status 200.
#[derive(Clone, Debug)]
struct Transport(Vec<u8>);

impl HttpConnector for Transport {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let status = 200.try_into().expect("a status");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, SdkBody::from(self.0.clone()))))
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

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let file = std::env::args().nth(1).expect("a file");
    let body = std::fs::read(file).expect("a response document");
    let body = body.trim_ascii_end();
    let whole = answer(body).await.expect("the whole document is read");
    let (mut read, mut wrong) = (0, 0);
    for len in 0..body.len() {
        if let Some(part) = answer(&body[..len]).await {
            read += 1;
            wrong += u32::from(part.dkim_attributes() != whole.dkim_attributes());
        }
    }
    println!("{} {read} {wrong}", body.len());
}

async fn answer(body: &[u8]) -> Option<GetIdentityDkimAttributesOutput> {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("none", "none", None, None, "none"))
        .retry_config(RetryConfig::disabled())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .http_client(Transport(body.to_vec()));
    let client = aws_sdk_ses::Client::from_conf(config.build());
    client.get_identity_dkim_attributes().identities("example.com").send().await.ok()
}
