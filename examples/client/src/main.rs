//! A client of the service: signs, sends, paces and retries, and leaves every byte of the protocol
//! to the codec.
//!
//! `cargo run --manifest-path examples/client/Cargo.toml -- --region eu-west-1 example.com`
//! asks with the credentials of the environment (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
//! `AWS_SESSION_TOKEN`). It is a package of its own, so that TLS and signing stay out of the crate.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the codec has no clock and no environment, its user does"
)]

mod arguments;
mod call;
mod print;

use std::env;
use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;

use ses_dkim_codec::{DkimAttributes, GetIdentityDkimAttributesRequest, batches};

use crate::arguments::{Arguments, Output, USAGE};
use crate::call::Caller;
use crate::print::{Progress, one_line};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("client: {}", one_line(&error.to_string()));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let Some(arguments) = Arguments::read(env::args().skip(1), variable)? else {
        writeln!(io::stdout(), "{USAGE}")?;
        return Ok(());
    };
    let mut caller = Caller::new(&arguments, variable)?;
    let answer = ask(&mut caller, &arguments.identities)?;
    let mut out = io::stdout().lock();
    match arguments.output {
        Output::Json => print::json(&mut out, &answer)?,
        Output::Table => print::table(&mut out, &answer)?,
        Output::TableAndRecords => {
            print::table(&mut out, &answer)?;
            print::records(&mut out, &answer, &arguments.region)?;
        }
    }
    let request = GetIdentityDkimAttributesRequest::new(&arguments.identities);
    for identity in answer.missing(&request) {
        eprintln!("client: not answered: {}", one_line(identity));
    }
    Ok(())
}

/// Asks in as many calls as it takes, and merges the answers.
fn ask(caller: &mut Caller, identities: &[String]) -> Result<DkimAttributes<'static>> {
    let requests: Vec<_> = batches(identities).collect();
    let mut progress = Progress::new(requests.len());
    let mut answer = DkimAttributes::new();
    for request in &requests {
        progress.show();
        let response = caller.call(request, &mut progress)?;
        answer.append(response.dkim_attributes);
        progress.answered();
    }
    Ok(answer)
}
