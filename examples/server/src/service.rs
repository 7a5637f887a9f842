//! The service without its transport: it turns a request into a response.

use std::time::Instant;

use http::{Request, Response};
use ses_dkim_codec::{
    AnyRequest, GetIdentityDkimAttributesResponse, Reply, ResponseError,
    SetIdentityDkimEnabledResponse, VerifyDomainDkimResponse,
};

use crate::identities::Identities;
use crate::refusal::Refusal;
use crate::throttle::Throttle;

pub struct Service {
    identities: Identities,
    calls: u64,
    throttle: Option<Throttle>,
}

impl Service {
    pub fn new(identities: Identities, throttle: bool) -> Self {
        Self { identities, calls: 0, throttle: throttle.then(Throttle::default) }
    }

    pub fn answer(&mut self, request: &Request<Vec<u8>>) -> Response<String> {
        match self.perform(request) {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => self.refuse(Refusal::new(500, "InternalFailure", error)),
            Err(refusal) => self.refuse(refusal),
        }
    }

    /// The response to a request that the service refuses.
    pub fn refuse(&mut self, refusal: Refusal) -> Response<String> {
        let error = refusal.into_error(self.request_id());
        // The type of the response does not matter to an error.
        let reply = Reply::<GetIdentityDkimAttributesResponse<'_>>::ErrorResponse(error);
        Response::try_from(&reply).unwrap_or_else(|_| {
            let mut response = Response::default();
            *response.status_mut() = http::StatusCode::INTERNAL_SERVER_ERROR;
            response
        })
    }

    fn perform(
        &mut self,
        request: &Request<Vec<u8>>,
    ) -> Result<Result<Response<String>, ResponseError>, Refusal> {
        let request = AnyRequest::try_from(request)?;
        let operation = request.operation();
        if self.throttle.as_mut().is_some_and(|it| !it.admits(operation, Instant::now())) {
            return Err(Refusal::new(400, "Throttling", "Rate exceeded"));
        }
        let id = self.request_id();
        Ok(match request {
            AnyRequest::GetIdentityDkimAttributes(request) => {
                request.check()?;
                let attributes = self.identities.attributes(request.identities());
                let response = GetIdentityDkimAttributesResponse::new(attributes);
                Response::try_from(&Reply::Response(response.with_request_id(id)))
            }
            AnyRequest::VerifyDomainDkim(request) => {
                let tokens = self.identities.verify(&request.domain)?;
                let response = VerifyDomainDkimResponse::new(tokens);
                Response::try_from(&Reply::Response(response.with_request_id(id)))
            }
            AnyRequest::SetIdentityDkimEnabled(request) => {
                self.identities.enable(&request.identity, request.dkim_enabled)?;
                let response = SetIdentityDkimEnabledResponse::new();
                Response::try_from(&Reply::Response(response.with_request_id(id)))
            }
            _ => {
                let message = format!("found the action `{operation}`, expected another one");
                return Err(Refusal::new(400, "InvalidAction", message));
            }
        })
    }

    /// A counter in the form of a UUID. Unlike the service's ids, it can be guessed.
    fn request_id(&mut self) -> String {
        self.calls = self.calls.wrapping_add(1);
        format!("00000000-0000-4000-8000-{:012x}", self.calls)
    }
}
