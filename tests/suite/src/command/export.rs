//! The vectors as files, for use without this program.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use ses_dkim_conformance::FILES;

use super::{Outcome, print};

#[derive(Args)]
pub(crate) struct Export {
    /// The folder, which is created if it does not exist
    folder: PathBuf,
}

impl Export {
    pub(crate) fn run(&self) -> Outcome {
        let fails = |path: PathBuf| {
            move |error: std::io::Error| format!("cannot write {}: {error}", path.display())
        };
        fs::create_dir_all(&self.folder).map_err(fails(self.folder.clone()))?;
        for (name, text) in FILES {
            let path = self.folder.join(name);
            fs::write(&path, text).map_err(fails(path))?;
        }
        Ok(true)
    }
}

/// Prints the JSON Schema of the tables.
pub(crate) fn schema() -> Outcome {
    let (_, text) = FILES.iter().find(|(name, _)| *name == "schema.json").ok_or("no schema")?;
    print(text.as_bytes()).map(|()| true)
}
