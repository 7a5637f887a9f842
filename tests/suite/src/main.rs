//! The command: judges an implementation in any language by the vectors of the suite.

use std::process::ExitCode;

mod command;

fn main() -> ExitCode {
    command::main()
}
