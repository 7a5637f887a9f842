//! The vectors as an endpoint.

use clap::Args;

use super::{Outcome, print};

/// A request whose first identity, or `Domain`, is `<id>.vector.example` gets the reply of that vector.
/// `GET /vectors.json` lists what is expected.
#[derive(Args)]
pub(crate) struct Serve {
    /// The address and port; port 0 is any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: String,
}

impl Serve {
    pub(crate) fn run(&self) -> Outcome {
        ses_dkim_conformance::serve(&self.listen, |address| {
            // A closed standard output is no reason to stop serving.
            print(format!("http://{address}\n").as_bytes()).ok();
        })
        .map(|()| true)
    }
}
