//! What the user asks for: the command line, and the environment where it is silent.

use crate::Result;

pub const USAGE: &str =
    "usage: client [--endpoint URL] [--region REGION] [--json | --dns] IDENTITY…";

pub struct Arguments {
    pub endpoint: String,
    pub region: String,
    pub output: Output,
    pub identities: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Output {
    /// The map as the AWS CLI prints it.
    Json,
    Table,
    /// The table, and the DNS records that the tokens ask for.
    TableAndRecords,
}

impl Arguments {
    /// Reads the arguments; `None` asks for help.
    pub fn read(
        mut arguments: impl Iterator<Item = String>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Self>> {
        let mut endpoint = None;
        let mut region = None;
        let mut output = Output::Table;
        let mut identities = Vec::new();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{argument} needs a value; {USAGE}"));
            match &*argument {
                "--help" => return Ok(None),
                "--endpoint" => endpoint = Some(value()?),
                "--region" => region = Some(value()?),
                "--json" => output = choose(output, Output::Json)?,
                "--dns" => output = choose(output, Output::TableAndRecords)?,
                _ if argument.starts_with('-') => {
                    return Err(format!("unknown option {argument}; {USAGE}").into());
                }
                _ => identities.push(argument),
            }
        }
        if identities.is_empty() {
            return Err(format!("no identity; {USAGE}").into());
        }
        let region = region
            .or_else(|| variable("AWS_REGION"))
            .or_else(|| variable("AWS_DEFAULT_REGION"))
            .ok_or("no region: give --region, or set AWS_REGION")?;
        Ok(Some(Self {
            endpoint: endpoint.unwrap_or_else(|| format!("https://email.{region}.amazonaws.com/")),
            region,
            output,
            identities,
        }))
    }
}

/// The output that an option chooses, unless another one did: JSON with lines after it is no JSON.
fn choose(chosen: Output, option: Output) -> Result<Output> {
    if chosen == Output::Table || chosen == option {
        Ok(option)
    } else {
        Err("--json and --dns exclude each other".into())
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test panics to fail")]
mod tests {
    use super::{Arguments, Output};

    fn read(line: &str, variables: &[(&str, &str)]) -> Arguments {
        let value = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let arguments = line.split_whitespace().map(str::to_owned);
        Arguments::read(arguments, value).unwrap().unwrap()
    }

    #[test]
    fn the_endpoint_is_the_one_of_the_region() {
        let arguments = read("--region eu-west-1 a.example b.example", &[]);
        assert_eq!(arguments.endpoint, "https://email.eu-west-1.amazonaws.com/");
        assert_eq!(arguments.identities, ["a.example", "b.example"]);
        assert!(arguments.output == Output::Table);
    }

    #[test]
    fn an_option_wins_over_the_environment() {
        let variables = [("AWS_REGION", "b"), ("AWS_DEFAULT_REGION", "c")];
        assert_eq!(read("x --region a", &variables).region, "a");
        assert_eq!(read("x", &variables).region, "b");
        assert_eq!(read("x", &variables[1..]).region, "c");
        let arguments = read("--endpoint http://127.0.0.1:1 x", &variables);
        assert_eq!(arguments.endpoint, "http://127.0.0.1:1");
    }

    #[test]
    fn help_asks_for_nothing_else() {
        let arguments = ["x", "--help"].map(str::to_owned).into_iter();
        assert!(Arguments::read(arguments, |_| None).unwrap().is_none());
    }
}
