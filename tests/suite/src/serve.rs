//! The vectors for clients as an endpoint: a client asks for the identity of a vector, and gets the
//! reply of the vector, byte for byte.

use std::net::SocketAddr;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::http::{self, Received};
use crate::judge::form;
use crate::operation::Operation;
use crate::question::Input;
use crate::table::{raw, vectors, version};
use crate::vector::Vector;

/// The identity of a vector is its id with this suffix.
const SUFFIX: &str = ".vector.example";

/// The parameters that name an identity.
const IDENTITIES: [&str; 3] = ["Identities.member.1", "Domain", "Identity"];

/// Serves the vectors until the program ends. `listens` is called with the address.
///
/// # Errors
///
/// When it cannot listen there.
pub fn serve(listen: &str, listens: impl FnOnce(SocketAddr)) -> Result<(), String> {
    http::serve(listen, listens, answer)
}

fn answer(request: &Received) -> Response<Full<Bytes>> {
    match (&request.method, &*request.path) {
        (&Method::GET, "/vectors.json") => {
            response(200, "application/json", list().to_string().into_bytes())
        }
        (&Method::POST, _) => match asked(&request.body) {
            Ok(vector) => reply(vector),
            Err(why) => refusal(&why),
        },
        _ => refusal("expected POST with a form, or GET /vectors.json"),
    }
}

/// The vectors, each with the identity that asks for it.
fn list() -> Value {
    let served = vectors().filter(|vector| is_served(vector)).map(|vector| {
        json!({
            "id": vector.id,
            "identity": identity(vector),
            "operation": vector.question.operation,
            "level": vector.level,
            "comment": vector.comment,
            "ref": vector.reference,
            "expect": raw(&vector.id).map(|vector| vector["expect"].clone()),
        })
    });
    json!({ "suite": "ses-dkim", "version": version(), "vectors": served.collect::<Vec<_>>() })
}

fn identity(vector: &Vector) -> String {
    vector.id.to_ascii_lowercase() + SUFFIX
}

/// Whether HTTP can carry the reply of a vector: a status like 204 has no body.
fn is_served(vector: &Vector) -> bool {
    match &vector.question.input {
        Input::DecodeResponse { status, body, .. } => {
            !matches!(status, 100..200 | 204 | 304) || body.0.is_empty() && *status >= 200
        }
        _ => false,
    }
}

/// The vector that a form asks for.
fn asked(form: &[u8]) -> Result<&'static Vector, String> {
    let text = std::str::from_utf8(form).map_err(|_| "expected a form in UTF-8")?;
    let pairs = form::pairs(text)?;
    let value = |name: &str| pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value);
    let expected = format!("expected an identity like r1-001{SUFFIX}");
    let name = IDENTITIES.iter().find_map(|name| value(name)).ok_or(&*expected)?;
    let vector = vectors()
        .find(|vector| is_served(vector) && identity(vector).eq_ignore_ascii_case(name))
        .ok_or_else(|| format!("{expected}, found {name}"))?;
    let about = vector.question.operation.flatten().unwrap_or_default();
    match value("Action") {
        Some(action) if action == Operation::as_str(about) => Ok(vector),
        action => {
            let found = action.map_or("none", |action| action);
            Err(format!("{} is about {about}: expected this Action, found {found}", vector.id))
        }
    }
}

fn reply(vector: &Vector) -> Response<Full<Bytes>> {
    let Input::DecodeResponse { status, headers, body } = &vector.question.input else {
        return refusal("this vector has no reply");
    };
    let mut response = response(*status, "text/xml", body.0.clone());
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_bytes(value.as_bytes()))
        {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// An error that no vector has, so that a client detects a wrong request.
fn refusal(why: &str) -> Response<Full<Bytes>> {
    let why: String = why.chars().filter(|character| !character.is_control()).collect();
    let why = why.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let body = format!(
        "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error><Type>Sender</Type>\
         <Code>NotAVector</Code><Message>{why}</Message></Error></ErrorResponse>"
    );
    response(400, "text/xml", body.into_bytes())
}

fn response(status: u16, content_type: &'static str, body: Vec<u8>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::IM_A_TEAPOT);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
