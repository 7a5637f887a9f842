//! A mock of the service: answers the operation over HTTP with the documented example.
//!
//! `cargo run --manifest-path examples/server/Cargo.toml -- 127.0.0.1:0 [--throttle]` prints the address that
//! it listens on (port 0: one that the system chooses) and serves until it is stopped, one request
//! at a time. It knows `example.com` and `user@example.com` and checks no signature. With
//! `--throttle` it refuses more than one request a second, as the service does.

#![allow(clippy::print_stderr, reason = "a program tells its user what went wrong")]
#![allow(clippy::disallowed_types, reason = "the codec has no clock, its user does")]

use std::env;
use std::error::Error;
use std::io::{self, Cursor, Read as _, Write as _};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use ses_dkim_codec::{
    DkimAttributes, ErrorResponse, ErrorType, FormErrorKind,
    GetIdentityDkimAttributesRequest as Request, GetIdentityDkimAttributesResponse as Response,
    MAX_CALLS_PER_SECOND, Reply, RequestError,
};

const USAGE: &str = "usage: server ADDRESS:PORT [--throttle]";
const DOCUMENTED: &str = include_str!("../../documented/response.xml");

/// The longest body that is read: 100 identities of 320 bytes, all escaped, need a tenth of it.
const MAX_BODY: u64 = 1 << 20;

fn main() -> ExitCode {
    let result = options(env::args().skip(1)).and_then(|options| serve(&options));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("server: {error}");
            ExitCode::FAILURE
        }
    }
}

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

struct Options {
    address: String,
    throttle: bool,
}

fn options(arguments: impl Iterator<Item = String>) -> Result<Options> {
    let mut address = None;
    let mut throttle = false;
    for argument in arguments {
        match &*argument {
            "--throttle" => throttle = true,
            _ if argument.starts_with('-') => {
                return Err(format!("unknown option {argument}; {USAGE}").into());
            }
            _ if address.is_some() => return Err(format!("two addresses; {USAGE}").into()),
            _ => address = Some(argument),
        }
    }
    let address = address.ok_or_else(|| format!("no address; {USAGE}"))?;
    Ok(Options { address, throttle })
}

fn serve(options: &Options) -> Result<()> {
    let server = tiny_http::Server::http(&*options.address)
        .map_err(|error| format!("cannot listen on {}: {error}", options.address))?;
    let mut out = io::stdout().lock();
    writeln!(out, "listening on {}", server.server_addr())?;
    out.flush()?;
    let mut service = Service::new(options.throttle)?;
    for request in server.incoming_requests() {
        // A client that went away is no trouble of the server's.
        if let Err(error) = exchange(&mut service, request) {
            eprintln!("server: {error}");
        }
    }
    Ok(())
}

/// Reads one request and answers it: where the types of `tiny_http` end.
fn exchange(service: &mut Service, mut request: tiny_http::Request) -> Result<()> {
    let reply = match receive(&mut request) {
        Ok(request) => service.answer(&request),
        Err(refusal) => service.refuse(refusal),
    };
    let (parts, body) = http::Response::<String>::try_from(&reply)?.into_parts();
    let headers = parts.headers.iter().filter_map(|(name, value)| {
        tiny_http::Header::from_bytes(name.as_str(), value.as_bytes()).ok()
    });
    let length = body.len();
    let response = tiny_http::Response::new(
        parts.status.as_u16().into(),
        headers.collect(),
        Cursor::new(body),
        Some(length),
        None,
    );
    Ok(request.respond(response)?)
}

fn receive(
    request: &mut tiny_http::Request,
) -> std::result::Result<http::Request<Vec<u8>>, Refusal> {
    let malformed = |error: &dyn Error| Refusal::new(400, "MalformedHttpRequestException", error);
    let mut body = Vec::new();
    let read = request.as_reader().take(MAX_BODY + 1).read_to_end(&mut body);
    read.map_err(|error| malformed(&error))?;
    if body.len() as u64 > MAX_BODY {
        let message = format!("a body of more than {MAX_BODY} bytes");
        return Err(Refusal::new(413, "RequestEntityTooLargeException", message));
    }
    let mut builder = http::Request::builder().method(request.method().as_str()).uri(request.url());
    for header in request.headers() {
        builder = builder.header(header.field.as_str().as_str(), header.value.as_str());
    }
    builder.body(body).map_err(|error| malformed(&error))
}

/// The service without its transport.
struct Service {
    documented: Response<'static>,
    calls: u64,
    throttle: Option<Throttle>,
}

impl Service {
    fn new(throttle: bool) -> Result<Self> {
        Ok(Self {
            documented: Response::decode(DOCUMENTED.as_bytes())?.into_owned(),
            calls: 0,
            throttle: throttle.then(Throttle::default),
        })
    }

    fn answer(&mut self, request: &http::Request<Vec<u8>>) -> Reply<'static> {
        let throttled = |throttle: &mut Throttle| !throttle.admits(Instant::now());
        if self.throttle.as_mut().is_some_and(throttled) {
            return self.refuse(Refusal::new(400, "Throttling", "Rate exceeded"));
        }
        match read(request) {
            Ok(request) => {
                let response = Response::new(self.attributes(&request).into_owned());
                Reply::Response(response.with_request_id(self.request_id()))
            }
            Err(refusal) => self.refuse(refusal),
        }
    }

    /// What the documented example says of the identities; of any other identity, nothing.
    fn attributes<'a>(&'a self, request: &Request<'a>) -> DkimAttributes<'a> {
        let mut map = DkimAttributes::new();
        for identity in request.identities() {
            let known = self.documented.dkim_attributes.get(identity);
            let Some(known) = known.filter(|_| map.get(identity).is_none()) else {
                continue;
            };
            let mut entry = map.push(identity.clone());
            if let Some(enabled) = known.dkim_enabled() {
                entry = entry.dkim_enabled(enabled);
            }
            if let Some(status) = known.dkim_verification_status() {
                entry = entry.dkim_verification_status(status);
            }
            if let Some(tokens) = known.dkim_tokens() {
                entry.dkim_tokens(tokens.iter().map(|token| &**token));
            }
        }
        map
    }

    fn refuse(&mut self, refusal: Refusal) -> Reply<'static> {
        let mut error = ErrorResponse::new(refusal.code);
        error.status = Some(refusal.status);
        error.error_type = Some(ErrorType::Sender);
        error.message = Some(refusal.message.into());
        error.request_id = Some(self.request_id().into());
        Reply::ErrorResponse(error)
    }

    /// A counter in the form of a UUID: unlike the service's ids it can be guessed.
    fn request_id(&mut self) -> String {
        self.calls = self.calls.wrapping_add(1);
        format!("00000000-0000-4000-8000-{:012x}", self.calls)
    }
}

/// The time between two requests that a throttled service admits.
const PAUSE: Duration = Duration::from_millis(1000 / MAX_CALLS_PER_SECOND as u64);

/// Admits requests no closer to each other than [`PAUSE`].
#[derive(Default)]
struct Throttle {
    admitted: Option<Instant>,
}

impl Throttle {
    fn admits(&mut self, now: Instant) -> bool {
        let admits = self.admitted.is_none_or(|last| now.duration_since(last) >= PAUSE);
        if admits {
            self.admitted = Some(now);
        }
        admits
    }
}

/// The error that a request is answered with.
struct Refusal {
    status: u16,
    code: &'static str,
    message: String,
}

impl Refusal {
    fn new(status: u16, code: &'static str, message: impl ToString) -> Self {
        let message = message.to_string();
        Self { status, code, message }
    }
}

fn read(request: &http::Request<Vec<u8>>) -> std::result::Result<Request<'_>, Refusal> {
    let request = Request::try_from(request).map_err(refusal)?;
    // The documentation names the limit and no code; this one means "out of range".
    let within = request.check();
    within.map_err(|error| Refusal::new(400, "InvalidParameterValue", error))?;
    Ok(request)
}

/// The service's code for what is wrong, and the status that goes with it.
///
/// Codes and status: SES Developer Guide, "API error codes"; AWS API references, "Common errors"
/// for `ValidationError` and `MalformedHttpRequestException`; <https://github.com/aws/aws-cli/issues/37>
/// for the code of a wrong version; `MalformedInput` is what SES answers a list in the flat form.
fn refusal(error: RequestError) -> Refusal {
    let (status, code) = match error {
        RequestError::Form(form) => form_refusal(form.kind()),
        RequestError::ContentType | RequestError::Method | _ => {
            (400, "MalformedHttpRequestException")
        }
    };
    Refusal::new(status, code, error)
}

fn form_refusal(kind: FormErrorKind) -> (u16, &'static str) {
    use FormErrorKind as Kind;
    match kind {
        Kind::InvalidUtf8 | Kind::MalformedEscape => (404, "MalformedQueryString"),
        Kind::MissingAction => (400, "MissingAction"),
        Kind::WrongAction | Kind::WrongVersion => (400, "InvalidAction"),
        Kind::MissingVersion => (400, "MissingParameter"),
        Kind::MissingIdentities => (400, "ValidationError"),
        Kind::DuplicateAction | Kind::DuplicateVersion | Kind::MixedIdentities => {
            (400, "InvalidParameterCombination")
        }
        Kind::DuplicateIndex
        | Kind::IndexGap
        | Kind::MalformedIdentities
        | Kind::MalformedIndex
        | Kind::MalformedMember => (400, "MalformedInput"),
        _ => (400, "InvalidQueryParameter"),
    }
}
