//! The HTTP that the suite needs: a sequential client and a small server.
//!
//! The transport is hyper on tokio.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{HOST, HeaderMap, HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};

/// The longest body that is read.
const MAX_BODY: usize = 32 << 20;

/// A reply with its whole body.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// The text of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// Posts bodies to one URL, each over its own connection.
#[derive(Debug)]
pub(crate) struct Client {
    runtime: Runtime,
    authority: String,
    path: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// The time limit of an exchange, from the connection to the end of the body.
    timeout: Duration,
}

impl Client {
    /// A client of this URL. `headers` are `name: value` and are sent with every request.
    pub(crate) fn new(url: &str, headers: &[String], timeout: Duration) -> Result<Self, String> {
        let uri: Uri = url.parse().map_err(|error| format!("{url:?} is not a URL: {error}"))?;
        if uri.scheme_str() != Some("http") {
            return Err(format!("expected a URL that begins with http://, found {url:?}"));
        }
        let host = uri.host().ok_or_else(|| format!("expected a host, found {url:?}"))?;
        let authority = format!("{host}:{}", uri.port_u16().unwrap_or(80));
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let headers =
            headers.iter().map(|header| parse_header(header)).collect::<Result<_, _>>()?;
        Ok(Self { runtime: runtime()?, authority, path, headers, timeout })
    }

    /// Posts a body. The error is the reason why there is no reply.
    pub(crate) fn post(
        &self,
        content_type: Option<&str>,
        headers: &[(&'static str, &str)],
        body: &[u8],
    ) -> Result<Reply, String> {
        let mut request = Request::new(Full::new(Bytes::copy_from_slice(body)));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.path.parse().map_err(|_| "the path of the URL is malformed")?;
        let content_type = content_type.map(|content_type| ("content-type", content_type));
        for (name, value) in headers.iter().copied().chain(content_type) {
            let value = HeaderValue::from_str(value).map_err(|error| format!("{name}: {error}"))?;
            request.headers_mut().insert(name, value);
        }
        let host = HeaderValue::from_str(&self.authority).map_err(|error| error.to_string())?;
        request.headers_mut().insert(HOST, host);
        for (name, value) in &self.headers {
            request.headers_mut().insert(name, value.clone());
        }
        let timeout = self.timeout;
        self.runtime.block_on(async {
            let reply = tokio::time::timeout(timeout, exchange(&self.authority, request));
            reply.await.map_err(|_| format!("no answer within {timeout:?}"))?
        })
    }
}

fn runtime() -> Result<Runtime, String> {
    Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())
}

/// A header of the command line.
fn parse_header(header: &str) -> Result<(HeaderName, HeaderValue), String> {
    let fails = || format!("expected a header like 'name: value', found {header:?}");
    let (name, value) = header.split_once(':').ok_or_else(fails)?;
    let name = HeaderName::from_bytes(name.trim().as_bytes()).map_err(|_| fails())?;
    let value = HeaderValue::from_str(value.trim()).map_err(|_| fails())?;
    Ok((name, value))
}

async fn exchange(authority: &str, request: Request<Full<Bytes>>) -> Result<Reply, String> {
    let stream = TcpStream::connect(authority);
    let stream = stream.await.map_err(|error| format!("cannot connect to {authority}: {error}"))?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|error| error.to_string())?;
    // It runs while the reply is awaited, and ends with the sender.
    tokio::spawn(connection);
    let response = sender.send_request(request).await.map_err(|error| error.to_string())?;
    let (head, body) = response.into_parts();
    let body = Limited::new(body, MAX_BODY).collect().await;
    let body = body.map_err(|error| error.to_string())?.to_bytes().to_vec();
    Ok(Reply { status: head.status.as_u16(), headers: head.headers, body })
}

/// A request with its whole body.
pub(crate) struct Received {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) body: Vec<u8>,
}

/// Serves requests until the program ends. `listens` is called with the address.
pub(crate) fn serve(
    listen: &str,
    listens: impl FnOnce(SocketAddr),
    answer: impl Fn(&Received) -> Response<Full<Bytes>> + Clone + 'static,
) -> Result<(), String> {
    let local = tokio::task::LocalSet::new();
    local.block_on(&runtime()?, async {
        let fails = |error: std::io::Error| format!("cannot listen on {listen}: {error}");
        let listener = TcpListener::bind(listen).await.map_err(fails)?;
        listens(listener.local_addr().map_err(fails)?);
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                // For example, there are no free file descriptors until connections end.
                tokio::time::sleep(Duration::from_millis(10)).await;
                continue;
            };
            let answer = answer.clone();
            tokio::task::spawn_local(async move {
                let service = service_fn(move |request| received(request, answer.clone()));
                let connection = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service);
                // A connection that fails does not affect the others.
                connection.await.ok();
            });
        }
    })
}

async fn received(
    request: Request<Incoming>,
    answer: impl Fn(&Received) -> Response<Full<Bytes>>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = match Limited::new(body, MAX_BODY).collect().await {
        Ok(body) => body.to_bytes().to_vec(),
        Err(error) => return Ok(unread(&*error)),
    };
    let path = head.uri.path().to_owned();
    Ok(answer(&Received { method: head.method, path, body }))
}

/// The response to a request whose body is too long or ends early.
fn unread(error: &(dyn std::error::Error + 'static)) -> Response<Full<Bytes>> {
    let is_too_long = error.is::<LengthLimitError>();
    let status = if is_too_long { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::BAD_REQUEST };
    let mut response = Response::new(Full::new(Bytes::from(format!("the body: {error}\n"))));
    *response.status_mut() = status;
    response
}
