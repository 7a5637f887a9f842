//! One call: paced, signed, sent, and sent again while the codec's classification allows it.

use std::thread;
use std::time::{Duration, Instant, SystemTime};

use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::identity::Identity;
use http::Uri;
use ses_dkim_codec::{ErrorResponse, Reply, Request, Response, Retry};
use ureq::Agent;

use crate::Result;
use crate::access::Access;
use crate::print::Progress;

/// How often a call is sent before its error is the user's.
const ATTEMPTS: u32 = 5;

/// The time between two calls: the service takes one call of an operation in a second.
pub const PAUSE: Duration = Duration::from_secs(1);

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
    pub fn new(access: Access) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(TIMEOUT))
            .user_agent("ses-dkim-client")
            .build();
        Self {
            agent: agent.into(),
            endpoint: access.endpoint,
            region: access.region,
            credentials: access.credentials.into(),
            last_sent: None,
        }
    }

    /// Sends a request until it is answered, or until its error is one that no retry helps against.
    /// All three operations may be sent twice: each sets a state.
    pub fn call<'a, Q>(&mut self, request: &Q, progress: &Progress) -> Result<Q::Response<'static>>
    where
        Q: Request<'a>,
        for<'q> http::Request<String>: From<&'q Q>,
        for<'body> Q::Response<'body>: Response<'body, Owned = Q::Response<'static>>,
    {
        let mut attempt = 1;
        loop {
            self.pace();
            let response = self.send(request.into())?;
            let reply = Reply::<Q::Response<'_>>::try_from(&response)?;
            let error = match reply.into_owned_result() {
                Ok(response) => return Ok(response),
                Err(error) => error,
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

    fn send(&self, mut request: http::Request<String>) -> Result<http::Response<Vec<u8>>> {
        *request.uri_mut() = self.endpoint.clone();
        self.sign(&mut request)?;
        let failed = |error: ureq::Error| format!("{}: {error}", self.endpoint);
        let (parts, mut body) = self.agent.run(request).map_err(failed)?.into_parts();
        let body = body.read_to_vec().map_err(failed)?;
        Ok(http::Response::from_parts(parts, body))
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

/// Whether the same request may succeed later. New credentials and a correct clock are up to the
/// user.
fn may_pass(error: &ErrorResponse<'_>) -> bool {
    matches!(error.retry(), Some(Retry::Throttling | Retry::Transient))
}

/// 1, 2, 4, 8 seconds.
fn backoff(attempt: u32) -> Duration {
    PAUSE * 2_u32.pow(attempt - 1)
}
