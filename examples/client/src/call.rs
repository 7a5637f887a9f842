//! One call: paced, signed, sent, and sent again while the codec's classification says so.

use std::thread;
use std::time::{Duration, Instant, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::identity::Identity;
use http::Uri;
use ses_dkim_codec::{
    ErrorResponse, GetIdentityDkimAttributesRequest as Request,
    GetIdentityDkimAttributesResponse as Response, MAX_CALLS_PER_SECOND, Reply, Retry,
};
use ureq::Agent;

use crate::Result;
use crate::arguments::Arguments;
use crate::print::Progress;

/// How often a call is sent before its error is the user's.
const ATTEMPTS: u32 = 5;

/// The time between two calls that the service takes without throttling.
const PAUSE: Duration = Duration::from_millis(1000 / MAX_CALLS_PER_SECOND as u64);

/// How long a call may take, from the look-up of the name to the last byte of the body.
const TIMEOUT: Duration = Duration::from_secs(30);

pub struct Caller {
    agent: Agent,
    endpoint: Uri,
    region: String,
    credentials: Identity,
    last_sent: Option<Instant>,
}

impl Caller {
    pub fn new(arguments: &Arguments, variable: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(TIMEOUT))
            .user_agent("ses-dkim-client")
            .build();
        Ok(Self {
            agent: agent.into(),
            endpoint: endpoint(&arguments.endpoint)?,
            region: arguments.region.clone(),
            credentials: credentials(variable)?.into(),
            last_sent: None,
        })
    }

    /// Sends a request until it is answered, or the error is one that no retry helps against.
    pub fn call(
        &mut self,
        request: &Request<'_>,
        progress: &mut Progress,
    ) -> Result<Response<'static>> {
        let mut attempt = 1;
        loop {
            self.pace();
            let error = match self.send(request)? {
                Reply::Response(response) => return Ok(response),
                Reply::ErrorResponse(error) => error,
            };
            if attempt == ATTEMPTS || !may_pass(&error) {
                return Err(error.into());
            }
            let wait = backoff(attempt);
            progress.note(&format!("{error}; trying again in {} s", wait.as_secs()));
            thread::sleep(wait);
            attempt += 1;
        }
    }

    /// Waits until a second has passed since the call before.
    fn pace(&mut self) {
        if let Some(last) = self.last_sent {
            thread::sleep(PAUSE.saturating_sub(last.elapsed()));
        }
        self.last_sent = Some(Instant::now());
    }

    fn send(&self, request: &Request<'_>) -> Result<Reply<'static>> {
        let mut request = http::Request::<String>::from(request);
        *request.uri_mut() = self.endpoint.clone();
        self.sign(&mut request)?;
        let troubled = |error: ureq::Error| format!("{}: {error}", self.endpoint);
        let (parts, mut body) = self.agent.run(request).map_err(troubled)?.into_parts();
        let body = body.read_to_vec().map_err(troubled)?;
        let response = http::Response::from_parts(parts, body);
        Ok(Reply::try_from(&response)?.into_owned())
    }

    /// Adds the headers of AWS Signature Version 4 for the service `ses`.
    fn sign(&self, request: &mut http::Request<String>) -> Result<()> {
        let parameters = v4::SigningParams::builder()
            .identity(&self.credentials)
            .region(&self.region)
            .name("ses")
            .time(SystemTime::now())
            .settings(SigningSettings::default())
            .build()?
            .into();
        let headers = request.headers().iter();
        let signable = SignableRequest::new(
            request.method().as_str(),
            request.uri().to_string(),
            headers.filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))),
            SignableBody::Bytes(request.body().as_bytes()),
        )?;
        let (instructions, _signature) = sign(signable, &parameters)?.into_parts();
        instructions.apply_to_request_http1x(request);
        Ok(())
    }
}

/// Whether the same request may succeed later; new credentials and a right clock are the user's.
fn may_pass(error: &ErrorResponse<'_>) -> bool {
    matches!(error.retry(), Some(Retry::Throttling | Retry::Transient))
}

/// 1, 2, 4, 8 seconds.
fn backoff(attempt: u32) -> Duration {
    PAUSE * 2_u32.pow(attempt - 1)
}

fn endpoint(text: &str) -> Result<Uri> {
    let uri: Uri = text.parse().map_err(|error| format!("{text} is no URL: {error}"))?;
    match uri.scheme_str() {
        Some("http" | "https") => Ok(uri),
        _ => Err(format!("{text} is no URL of http or https").into()),
    }
}

fn credentials(variable: impl Fn(&str) -> Option<String>) -> Result<Credentials> {
    let required = |name: &str| variable(name).ok_or(format!("no credentials: set {name}"));
    let key = required("AWS_ACCESS_KEY_ID")?;
    let secret = required("AWS_SECRET_ACCESS_KEY")?;
    let token = variable("AWS_SESSION_TOKEN");
    Ok(Credentials::new(key, secret, token, None, "environment"))
}
