//! Connections, bodies and their limits.
//!
//! The transport is hyper on tokio: it is well maintained, has timeouts, streams bodies, and does
//! not allocate memory for a `Content-Length`. If the body of a request is not read to its end, the
//! connection is closed. `http_body_util::Limited` is not used, because its error ends the body at
//! once, and most clients read the answer only after they have sent everything.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{Request, Response};
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use crate::Result;
use crate::refusal::Refusal;
use crate::service::Service;

/// The maximum number of concurrent connections; others wait in the system's queue. It is below the
/// usual limit of 1024 open files.
const MAX_CONNECTIONS: usize = 512;

/// The longest body that is kept: 100 identities of 320 bytes, all escaped, need less than half.
const MAX_BODY: usize = 1 << 18;

/// How much of a longer body is read and discarded, so that a client that sends before it reads
/// gets the refusal. The rest is not read.
const MAX_DRAINED: usize = 1 << 24;

/// The longest head of a request. A URI has at most 64 KiB.
const MAX_HEAD: usize = 1 << 17;

/// How long a head may take, and how long a connection may be idle.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a body may take.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a connection takes new requests.
const CONNECTION_TIMEOUT: Duration = Duration::from_secs(60);

/// How long the last request and its answer may take after [`CONNECTION_TIMEOUT`].
const GRACE: Duration = Duration::from_secs(20);

/// Serves connections until the process ends.
pub async fn serve(listener: TcpListener, service: Service) -> Result<()> {
    let service = Arc::new(Mutex::new(service));
    let connections = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let permit = Arc::clone(&connections).acquire_owned().await?;
        match listener.accept().await {
            Ok((stream, _)) => {
                let service = Arc::clone(&service);
                tokio::spawn(async move {
                    serve_connection(stream, &service).await;
                    drop(permit);
                });
            }
            Err(error) => {
                eprintln!("server: cannot accept a connection: {error}");
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

/// Serves one connection. An error ends the connection and is not reported: the client caused it.
async fn serve_connection(stream: TcpStream, service: &Mutex<Service>) {
    let exchange = service_fn(async |request| Ok::<_, Infallible>(answer(request, service).await));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(stream), exchange);
    let mut connection = pin!(connection);
    if timeout(CONNECTION_TIMEOUT, connection.as_mut()).await.is_err() {
        connection.as_mut().graceful_shutdown();
        timeout(GRACE, connection).await.ok();
    }
}

async fn answer(request: Request<Incoming>, service: &Mutex<Service>) -> Response<String> {
    let (parts, body) = request.into_parts();
    let body = timeout(BODY_TIMEOUT, receive(body)).await.unwrap_or_else(|_| {
        let seconds = BODY_TIMEOUT.as_secs();
        let message = format!("found an incomplete body after {seconds} s, expected all of it");
        Err(Refusal::new(408, "RequestTimeout", message))
    });
    let mut service = service.lock().unwrap_or_else(PoisonError::into_inner);
    match body {
        Ok(body) => service.answer(&Request::from_parts(parts, body)),
        Err(refusal) => service.refuse(refusal),
    }
}

/// Reads a body as it arrives.
async fn receive(mut body: Incoming) -> std::result::Result<Vec<u8>, Refusal> {
    let mut kept = Vec::new();
    // A declared length that is too long to drain counts as received.
    let declared = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    let mut received = if declared > MAX_DRAINED { declared } else { 0 };
    while received <= MAX_DRAINED
        && let Some(frame) = body.frame().await
    {
        let frame =
            frame.map_err(|error| Refusal::new(400, "MalformedHttpRequestException", error))?;
        let data = frame.data_ref().map_or(&[][..], |data| data);
        received += data.len();
        if received <= MAX_BODY {
            kept.extend_from_slice(data);
        }
    }
    if received > MAX_BODY {
        let message = format!("found a longer body, expected at most {MAX_BODY} bytes");
        return Err(Refusal::new(413, "RequestEntityTooLargeException", message));
    }
    Ok(kept)
}
