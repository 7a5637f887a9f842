//! A mock of the service: answers the three DKIM operations over HTTP and keeps their state.
//!
//! `cargo run --manifest-path examples/server/Cargo.toml -- 127.0.0.1:0` prints the address that it
//! listens on (with port 0 the system chooses a port) and serves until it is stopped. It does not
//! check signatures. [`USAGE`] describes the arguments, [`identities`] the rules of the state.

#![allow(clippy::disallowed_types, reason = "a server reads the clock, the codec does not")]
#![allow(clippy::disallowed_methods, reason = "a server reads files, the codec does not")]

mod identities;
mod refusal;
mod service;
mod throttle;
mod transport;

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ses_dkim_codec::GetIdentityDkimAttributesResponse as Response;
use tokio::net::TcpListener;

use crate::identities::Identities;
use crate::service::Service;

const USAGE: &str = "usage: server ADDRESS:PORT [IDENTITIES.json] [--throttle]";

const HELP: &str = "\
A mock of the DKIM operations of Amazon SES.

  ADDRESS:PORT     the address to listen on; with port 0 the system chooses a port; the first line
                   of the output names it
  IDENTITIES.json  the initial identities, as `aws ses get-identity-dkim-attributes` prints them;
                   default: the two of the documented example
  --throttle       refuse more than one call of an operation per second, as the service does
  --help           print this text

A domain that VerifyDomainDkim adds is Pending in the first answer of GetIdentityDkimAttributes and
Success in every later one. The state is lost when the server stops.";

/// The documented response.
const DOCUMENTED: &str = include_str!("../../documented/response.xml");

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("server: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let Some(options) = Options::read(env::args_os().skip(1))? else {
        writeln!(io::stdout(), "{USAGE}\n\n{HELP}")?;
        return Ok(());
    };
    let identities = match &options.file {
        Some(path) => read_identities(path)?,
        None => Identities::new(&Response::decode(DOCUMENTED.as_bytes())?.dkim_attributes),
    };
    let service = Service::new(identities, options.throttle);
    // One thread is enough: the work of a call takes microseconds.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(&options.address)
            .await
            .map_err(|error| format!("cannot listen on {:?}: {error}", options.address))?;
        let mut out = io::stdout();
        writeln!(out, "listening on {}", listener.local_addr()?)?;
        out.flush()?;
        transport::serve(listener, service).await
    })
}

fn read_identities(path: &Path) -> Result<Identities> {
    let cannot_read = |error: &dyn Error| format!("cannot read {path:?}: {error}");
    let text = fs::read_to_string(path).map_err(|error| cannot_read(&error))?;
    let response: Response<'_> =
        serde_json::from_str(&text).map_err(|error| cannot_read(&error))?;
    // A text that XML cannot carry is reported at the start, not in an answer.
    response.to_xml().map_err(|error| cannot_read(&error))?;
    Ok(Identities::new(&response.dkim_attributes))
}

struct Options {
    address: String,
    file: Option<PathBuf>,
    throttle: bool,
}

impl Options {
    /// Reads the arguments. `None` if they ask for help.
    fn read(arguments: impl Iterator<Item = OsString>) -> Result<Option<Self>> {
        let (mut address, mut file, mut throttle) = (None, None, false);
        for argument in arguments {
            match argument.to_str() {
                Some("--help") => return Ok(None),
                Some("--throttle") => throttle = true,
                Some(option) if option.starts_with('-') => {
                    return Err(format!("found the unknown option {option:?}; {USAGE}").into());
                }
                Some(text) if address.is_none() => address = Some(text.to_owned()),
                None if address.is_none() => {
                    return Err(format!("found {argument:?}, expected an address; {USAGE}").into());
                }
                _ if file.is_none() => file = Some(PathBuf::from(argument)),
                _ => {
                    return Err(
                        format!("found {argument:?}, expected no more arguments; {USAGE}").into()
                    );
                }
            }
        }
        let address = address.ok_or_else(|| format!("found no address, expected one; {USAGE}"))?;
        Ok(Some(Self { address, file, throttle }))
    }
}
