//! One call: paced, signed, sent, and retried while the codec's classification allows it.

use std::hash::{BuildHasher as _, RandomState};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::identity::Identity;
use http::Uri;
use ses_dkim_codec::{Reply, Request, Response, Retry, wire};
use ureq::Agent;

use crate::Result;
use crate::access::Access;
use crate::print::Progress;

/// How many times a call is sent before its error is returned.
const ATTEMPTS: u32 = 5;

/// The time between two calls.
pub const PAUSE: Duration = Retry::MIN_DELAY;

/// The longest wait before a retry. If the service asks for more, the error is returned.
const MAX_WAIT: Duration = Duration::from_secs(60);

/// The time limit of a call, from the DNS lookup to the last byte of the body.
const TIMEOUT: Duration = Duration::from_secs(30);

pub struct Caller {
    agent: Agent,
    endpoint: Uri,
    region: String,
    credentials: Identity,
    last_sent: Option<Instant>,
    /// The seed of the delays of this run.
    seed: u64,
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
            // The standard library seeds its hashers at random.
            seed: RandomState::new().hash_one(()),
        }
    }

    /// Sends a request until it succeeds, or until a retry cannot help.
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
            if error.retry() == Some(Retry::Transient) && !Q::IS_REPEATABLE {
                let unknown = "the call may have been performed: check the status";
                return Err(format!("{error}; {unknown}").into());
            }
            match request.retry_delay(&error, attempt, self.seed) {
                Some(wait) if attempt < ATTEMPTS && wait <= MAX_WAIT => {
                    let seconds = wait.as_secs_f32();
                    progress.note(&format!("{error}; trying again in {seconds:.1} s"));
                    thread::sleep(wait);
                }
                _ => return Err(error.into()),
            }
            attempt += 1;
        }
    }

    /// Waits until a second has passed since the last call.
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

    /// Adds the headers of AWS Signature Version 4.
    fn sign(&self, request: &mut http::Request<String>) -> Result<()> {
        let parameters = v4::SigningParams::builder()
            .identity(&self.credentials)
            .region(&self.region)
            .name(wire::SIGNING_NAME)
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
