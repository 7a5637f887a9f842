//! A dispatcher that records the request and returns a given answer.

use std::future::{ready, Future};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::header::HeaderName;
use http::{HeaderMap, StatusCode};
use peer_lines::Answer;
use rusoto_core::request::{DispatchSignedRequest, HttpDispatchError, HttpResponse};
use rusoto_core::signature::{SignedRequest, SignedRequestPayload};
use rusoto_core::ByteStream;

#[derive(Clone, Default)]
pub struct Dispatcher {
    answer: Arc<Mutex<Answer>>,
    sent: Arc<Mutex<(String, Option<String>)>>,
}

impl DispatchSignedRequest for Dispatcher {
    fn dispatch(
        &self,
        request: SignedRequest,
        _: Option<Duration>,
    ) -> Pin<Box<dyn Future<Output = Result<HttpResponse, HttpDispatchError>> + Send>> {
        let body = match request.payload {
            Some(SignedRequestPayload::Buffer(bytes)) => bytes.to_vec(),
            _ => Vec::new(),
        };
        let content_type = request.headers.get("content-type").and_then(|values| values.first());
        let content_type = content_type.map(|value| String::from_utf8_lossy(value).into_owned());
        let body = String::from_utf8(body).expect("a form is UTF-8");
        *self.sent.lock().expect("one thread") = (body, content_type);
        let Answer { status, headers, body } = self.answer.lock().expect("one thread").clone();
        let name = |name: String| name.parse::<HeaderName>().expect("a name");
        let headers = headers.into_iter().map(|(header, value)| (name(header), value));
        Box::pin(ready(Ok(HttpResponse {
            status: StatusCode::from_u16(status).expect("a status"),
            headers: HeaderMap::from_iter(headers),
            body: ByteStream::from(body),
        })))
    }
}

impl Dispatcher {
    pub fn set_answer(&self, answer: Answer) {
        *self.answer.lock().expect("one thread") = answer;
    }

    /// The body and the content type of the last request.
    pub fn sent(&self) -> (String, Option<String>) {
        self.sent.lock().expect("one thread").clone()
    }
}
