//! The suite with a small server of the three operations, which is honest or lies; and the suite as
//! a server.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use ses_dkim_conformance::{Input, vectors};

use super::Run;

/// The pause between the bytes of a slow body.
const DRIP: Duration = Duration::from_millis(50);

/// Serves until the test ends. Returns the URL.
fn serving(lie: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        let mut enabled = BTreeMap::new();
        for (count, stream) in listener.incoming().flatten().enumerate() {
            match lie {
                "falls-silent" | "continues-without-end" | "drips" if count > 0 => {
                    drop(thread::spawn(move || stall(stream, lie)));
                }
                "loses-the-second-request" if count == 1 => drop(stream),
                _ => answer(stream, lie, &mut enabled),
            }
        }
    });
    url
}

/// Reads the start of a request and never completes the reply. Ends when the client closes the connection.
fn stall(mut stream: TcpStream, lie: &str) {
    stream.read_exact(&mut [0; 100]).ok();
    let (head, part, pause) = match lie {
        "continues-without-end" => {
            ("", "HTTP/1.1 100 Continue\r\n\r\n".repeat(1000), Duration::ZERO)
        }
        "drips" => ("HTTP/1.1 200 X\r\ncontent-length: 9999\r\n\r\n", "x".to_owned(), DRIP),
        _ => return drop(stream.read_to_end(&mut Vec::new())),
    };
    let mut written = stream.write_all(head.as_bytes());
    while written.is_ok() {
        thread::sleep(pause);
        written = stream.write_all(part.as_bytes());
    }
}

/// Reads one request and answers it.
fn answer(mut stream: TcpStream, lie: &str, enabled: &mut BTreeMap<String, bool>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut line, mut length) = (String::new(), 0);
    while reader.read_line(&mut line).unwrap() > 2 {
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let mut form = pairs(&body);
    if lie == "loses-the-second-request" && body.starts_with(b"&") {
        form.retain(|name, _| !name.starts_with("Identities"));
    }
    let (status, body) = reply(&form, lie, enabled);
    let head = format!(
        "HTTP/1.1 {status} X\r\ncontent-type: text/xml\r\nx-amzn-requestid: 1\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all((head + &body).as_bytes()).ok();
}

fn pairs(body: &[u8]) -> BTreeMap<String, String> {
    let text = String::from_utf8_lossy(body).replace("%40", "@");
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn reply(
    form: &BTreeMap<String, String>,
    lie: &str,
    enabled: &mut BTreeMap<String, bool>,
) -> (u16, String) {
    let value = |name: &str| form.get(name).cloned().unwrap_or_default();
    let action = value("Action");
    let refused = "<ErrorResponse><Error><Code>InvalidAction</Code></Error></ErrorResponse>";
    match (lie, &*action) {
        ("refuses-everything", _) => (400, refused.to_owned()),
        ("fails-at-everything", _) => (500, "Internal Server Error".to_owned()),
        (_, "VerifyDomainDkim") => {
            enabled.entry(value("Domain")).or_default();
            (200, response(&action, &tokens(&value("Domain"), lie)))
        }
        (_, "SetIdentityDkimEnabled") => {
            let wanted = value("DkimEnabled") == "true" && lie != "never-enables";
            enabled.insert(value("Identity"), wanted);
            (200, response(&action, ""))
        }
        (_, "GetIdentityDkimAttributes") => {
            let mut members: Vec<(&String, &String)> =
                form.iter().filter(|(name, _)| name.starts_with("Identities.member.")).collect();
            members.sort_by_key(|(name, _)| name.len());
            if members.len() > 100 {
                return (400, refused.to_owned());
            }
            let entries = members.iter().filter_map(|(_, identity)| {
                let enabled = enabled.get(*identity)?;
                Some(entry(identity, *enabled, &tokens(identity, lie)))
            });
            let entries: String = entries.collect();
            (200, response(&action, &format!("<DkimAttributes>{entries}</DkimAttributes>")))
        }
        ("accepts-everything", _) => (200, response("NoSuchAction", "")),
        _ => (400, refused.to_owned()),
    }
}

fn response(action: &str, result: &str) -> String {
    format!("<{action}Response><{action}Result>{result}</{action}Result></{action}Response>")
}

fn entry(identity: &str, enabled: bool, tokens: &str) -> String {
    format!(
        "<entry><key>{identity}</key><value><DkimEnabled>{enabled}</DkimEnabled>\
         <DkimVerificationStatus>Pending</DkimVerificationStatus>{tokens}</value></entry>"
    )
}

fn tokens(domain: &str, lie: &str) -> String {
    let domain = if lie == "mixes-up-tokens" { "" } else { domain };
    let length = domain.len();
    let tokens = [1, 2, 3].map(|number| format!("<member>{domain}{length}n{number}</member>"));
    format!("<DkimTokens>{}</DkimTokens>", tokens.concat())
}

fn judged(lie: &'static str, options: &[&str]) -> Run {
    Run::with(&[&["run", "--timeout", "20", "--endpoint", &serving(lie)], options].concat())
}

pub(super) fn an_honest_server_conforms() {
    let run = judged("honest", &["--id", "P2-001,Q6-002"]);
    run.ends(0);
    assert!(run.output.contains("conforms: 4 required vectors passed"), "{}", run.output);
}

pub(super) fn servers_that_lie_do_not_conform() {
    for (lie, words) in [
        (
            "refuses-everything",
            "VerifyDomainDkim: the refusal InvalidAction in place of its answer",
        ),
        ("accepts-everything", "an answer in place of a refusal"),
        ("fails-at-everything", "status 500 in place of a refusal"),
        ("never-enables", "DkimEnabled is not what was set"),
    ] {
        // The last lie fails only recommended checks, so it is only in the text.
        let code = i32::from(lie != "never-enables");
        let run = judged(lie, &["--id", "P2-001,P2-006"]);
        run.ends(code);
        assert!(run.output.contains(words), "{lie}: {}", run.output);
    }
    // This server does not decode escapes, so it answers about another identity.
    let run = judged("honest", &["--rule", "Q7", "--level", "required"]);
    run.ends(1);
    assert!(run.output.contains("× another answer than to the plain form"), "{}", run.output);
}

pub(super) fn a_server_that_stops_answering_is_given_up() {
    for lie in ["falls-silent", "continues-without-end", "drips"] {
        let url = serving(lie);
        let run = Run::with(&["run", "--timeout", "0.5", "--endpoint", &url]);
        run.ends(1);
        for words in [
            "5 × no answer within 500ms",
            "× not asked, after 5 questions in a row",
            "does not conform: a control did not pass",
        ] {
            assert!(run.output.contains(words), "{lie}: {}", run.output);
        }
    }
}

/// The second request verifies `example.com` for the first vector, and is lost. The second vector must
/// verify it again: an unknown identity is not in any answer, so a server that reads the form wrongly
/// would pass.
pub(super) fn a_verification_that_was_lost_is_asked_again() {
    let run = judged("loses-the-second-request", &["--id", "Q6-001,Q7-014"]);
    run.ends(1);
    assert!(run.output.contains("× another answer than to the plain form"), "{}", run.output);
}

pub(super) fn an_unreachable_endpoint_is_an_error() {
    // A port that was just free.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (url, words) in [
        (&*format!("http://{free}/"), &*format!("cannot connect to {free}")),
        ("https://127.0.0.1/", "expected a URL that begins with http://"),
        ("nonsense", "expected a URL that begins with http://"),
    ] {
        let run = Run::with(&["run", "--endpoint", url]);
        run.ends(2);
        assert!(run.output.contains(words), "{url}: {}", run.output);
    }
    Run::with(&["run", "--endpoint", "http://127.0.0.1:1/", "true"]).ends(2);
    Run::with(&["run", "--header", "a: b", "true"]).ends(2);
}

/// The answer of the suite's own server: the status line, the headers and the body.
fn served(address: &str, request: &str) -> (String, String, Vec<u8>) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).unwrap();
    let at = reply.windows(4).position(|end| end == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(reply[..at].to_vec()).unwrap();
    let (status, headers) = head.split_once("\r\n").unwrap();
    (status.to_owned(), headers.to_owned(), reply[at + 4..].to_vec())
}

fn post(address: &str, form: &str) -> (String, String, Vec<u8>) {
    let request = format!(
        "POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    );
    served(address, &request)
}

/// A process that ends with the test, even if that fails.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

pub(super) fn vectors_are_served_byte_for_byte() {
    let mut command = Run::command();
    let mut server = Server(command.arg("serve").stdout(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("http://").unwrap();

    let (_, _, list) =
        served(address, "GET /vectors.json HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    let list: Value = serde_json::from_slice(&list).unwrap();
    let listed = list["vectors"].as_array().unwrap();
    assert!(listed.len() > 400, "{}", listed.len());
    for entry_of_list in listed {
        let vector = vectors().find(|vector| vector.id == entry_of_list["id"]).unwrap();
        let Input::DecodeResponse { status, body, .. } = &vector.question.input else {
            panic!("{} has no reply", vector.id);
        };
        let (action, identity) =
            (&entry_of_list["operation"], entry_of_list["identity"].as_str().unwrap());
        let form = format!("Action={}&Domain={identity}", action.as_str().unwrap());
        let (line, _, reply) = post(address, &form);
        assert!(line.starts_with(&format!("HTTP/1.1 {status} ")), "{}: {line}", vector.id);
        assert_eq!(reply, body.0, "{}", vector.id);
    }
    let (_, headers, _) =
        post(address, "Action=GetIdentityDkimAttributes&Identities.member.1=e7-001.vector.example");
    assert!(headers.contains("x-amzn-requestid: header-0001"), "{headers}");
    let (line, _, _) = post(address, "Action=VerifyDomainDkim&Domain=e7-001.vector.example");
    assert!(line.starts_with("HTTP/1.1 400 "), "{line}");
    // A body that ends early is not an empty one.
    let broken = "POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nno length\r\n";
    let (line, _, body) = served(address, broken);
    assert!(line.starts_with("HTTP/1.1 400 "), "{line}");
    assert!(body.starts_with(b"the body: "), "{}", String::from_utf8_lossy(&body));
}
