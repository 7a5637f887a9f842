//! Serves the replies of the vectors over HTTP: a client that asks about the identity of a vector
//! gets the reply of that vector, byte for byte.

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
/// When it cannot listen on that address.
pub fn serve(listen: &str, listens: impl FnOnce(SocketAddr)) -> Result<(), String> {
    http::serve(listen, listens, answer)
}

fn answer(request: &Received) -> Response<Full<Bytes>> {
    match (&request.method, &*request.path) {
        (&Method::GET, "/vectors.json") => {
            response(StatusCode::OK, "application/json", list().to_string().into_bytes())
        }
        (&Method::POST, _) => match asked(&request.body) {
            Ok(vector) => reply(vector).unwrap_or_else(|why| refusal(&why)),
            Err(why) => refusal(&why),
        },
        _ => refusal("expected POST with a form, or GET /vectors.json"),
    }
}

/// The served vectors, each with its identity and its expected outcome.
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

/// Whether HTTP can carry the reply of a vector. A reply with a status such as 204 has no body.
fn is_served(vector: &Vector) -> bool {
    match &vector.question.input {
        Input::DecodeResponse { status, body, .. } => {
            !matches!(status, 100..200 | 204 | 304) || body.0.is_empty() && *status >= 200
        }
        _ => false,
    }
}

/// The vector whose identity is in a form.
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

/// The reply of a vector. The error names the part that HTTP cannot carry.
fn reply(vector: &Vector) -> Result<Response<Full<Bytes>>, String> {
    let Input::DecodeResponse { status, headers, body } = &vector.question.input else {
        return Err("this vector has no reply".into());
    };
    let fails = |what: &str| format!("{}: expected {what} that HTTP can carry", vector.id);
    let status = StatusCode::from_u16(*status).map_err(|_| fails("a status"))?;
    let mut response = response(status, "text/xml", body.0.clone());
    for (name, value) in headers {
        let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| fails("a header"))?;
        let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| fails(name))?;
        response.headers_mut().insert(header, value);
    }
    Ok(response)
}

/// An error document with a code that no vector has, so that a client detects a wrong request.
fn refusal(why: &str) -> Response<Full<Bytes>> {
    let why: String = why.chars().filter(|character| !character.is_control()).collect();
    let why = why.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let body = format!(
        "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error><Type>Sender</Type>\
         <Code>NotAVector</Code><Message>{why}</Message></Error></ErrorResponse>"
    );
    response(StatusCode::BAD_REQUEST, "text/xml", body.into_bytes())
}

fn response(
    status: StatusCode,
    content_type: &'static str,
    body: Vec<u8>,
) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::reply;

    #[test]
    fn a_reply_that_http_cannot_carry_is_refused() {
        let reply_of = |status: u16, headers: Value| {
            let vector = serde_json::from_value(json!({
                "id": "E7-000", "comment": "", "level": "required", "flags": [], "ref": "",
                "op": "decode_response", "expect": { "ok": {} },
                "input": { "status": status, "headers": headers, "body": "" },
            }));
            reply(&vector.unwrap()).map(|reply| reply.status().as_u16())
        };
        assert_eq!(reply_of(503, json!({ "retry-after": "1" })), Ok(503));
        for (status, headers, what) in [
            (99, json!({}), "a status"),
            (200, json!({ "retry after": "1" }), "a header"),
            (200, json!({ "retry-after": "1\n" }), "retry-after"),
        ] {
            let expected = format!("E7-000: expected {what} that HTTP can carry");
            assert_eq!(reply_of(status, headers), Err(expected));
        }
    }
}
