//! The vectors as an endpoint.

use clap::Args;

use super::{Outcome, print};

/// A request whose first identity, `Domain` or `Identity` is `<id>.vector.example` gets the reply
/// of that vector. `GET /vectors.json` lists the expected results.
#[derive(Args)]
pub(crate) struct Serve {
    /// The address and port; with port 0 the system chooses a port
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: String,
}

impl Serve {
    pub(crate) fn run(&self) -> Outcome {
        ses_dkim_conformance::serve(&self.listen, |address| {
            // If standard output is closed, the server continues.
            print(format!("http://{address}\n").as_bytes()).ok();
        })
        .map(|()| true)
    }
}
