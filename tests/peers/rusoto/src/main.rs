//! Serves rusoto_ses to the conformance suite: a real client whose dispatcher supplies the answer.

mod dispatcher;
mod reply;

use peer_lines::{empty_answer, plain_request, serve, strings, Answer, Client, OPERATIONS};
use rusoto_core::credential::StaticProvider;
use rusoto_core::Region;
use rusoto_ses::{
    GetIdentityDkimAttributesRequest, Ses, SesClient, SetIdentityDkimEnabledRequest,
    VerifyDomainDkimRequest,
};
use serde_json::{json, Map, Value};
use tokio::runtime::{Builder, Runtime};

use dispatcher::Dispatcher;
use reply::{attributes, reply};

struct Rusoto {
    ses: SesClient,
    dispatcher: Dispatcher,
    runtime: Runtime,
}

impl Rusoto {
    fn new() -> Self {
        let dispatcher = Dispatcher::default();
        let credentials = StaticProvider::new_minimal("none".to_owned(), "none".to_owned());
        let client = rusoto_core::Client::new_with(credentials, dispatcher.clone());
        let ses = SesClient::new_with_client(client, Region::UsEast1);
        let runtime = Builder::new_current_thread().build().expect("a runtime");
        Self { ses, dispatcher, runtime }
    }

    /// Makes a call that gets this answer.
    fn call(&self, operation: &str, request: &Value, answer: Answer) -> Value {
        self.dispatcher.set_answer(answer);
        let text = |name: &str| request[name].as_str().expect("a string").to_owned();
        match operation {
            "GetIdentityDkimAttributes" => {
                let identities = strings(&request["Identities"]);
                let request = GetIdentityDkimAttributesRequest { identities };
                reply(
                    self.runtime.block_on(self.ses.get_identity_dkim_attributes(request)),
                    |output| {
                        let entries = output.dkim_attributes.into_iter();
                        let entries =
                            entries.map(|(identity, value)| (identity, attributes(value)));
                        json!({ "DkimAttributes": Map::from_iter(entries) })
                    },
                )
            }
            "VerifyDomainDkim" => {
                let request = VerifyDomainDkimRequest { domain: text("Domain") };
                reply(
                    self.runtime.block_on(self.ses.verify_domain_dkim(request)),
                    |output| json!({ "DkimTokens": output.dkim_tokens }),
                )
            }
            "SetIdentityDkimEnabled" => {
                let dkim_enabled = request["DkimEnabled"].as_bool().expect("a boolean");
                let request =
                    SetIdentityDkimEnabledRequest { dkim_enabled, identity: text("Identity") };
                let call = self.ses.set_identity_dkim_enabled(request);
                reply(self.runtime.block_on(call), |_| json!({}))
            }
            _ => json!({ "unsupported": true }),
        }
    }
}

impl Client for Rusoto {
    fn describe(&self) -> Value {
        json!({
            "implementation": { "name": "rusoto_ses", "version": "0.48.0", "language": "Rust" },
            "ops": ["encode_request", "decode_response"],
            "operations": OPERATIONS,
            "omits": ["Type", "Code", "Message", "Detail", "RequestId", "body"],
            "folds": ["absent-enabled=false", "absent-status=\"\""],
        })
    }

    fn encode_request(&self, operation: &str, request: &Value) -> Value {
        self.call(operation, request, empty_answer(operation));
        let (body, content_type) = self.dispatcher.sent();
        json!({ "ok": { "body": body, "content_type": content_type } })
    }

    fn decode_response(&self, operation: &str, answer: Answer) -> Value {
        self.call(operation, &plain_request(), answer)
    }
}

fn main() -> std::io::Result<()> {
    serve(&Rusoto::new())
}
