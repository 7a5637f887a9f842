//! The command line.

use std::ffi::OsString;
use std::io::BufRead;

use crate::Result;

pub const USAGE: &str =
    "usage: client [--endpoint URL] [--region REGION] [--zone ZONE] [--json] COMMAND …";

pub const HELP: &str = "\
Commands:
  verify DOMAIN              start to verify a domain and print its tokens
  status IDENTITY…           print flag, status and number of tokens; --dns adds the DNS records
  enable IDENTITY            enable signing for a domain or an address
  disable IDENTITY           disable signing
  records DOMAIN…            print the DNS records to publish
  setup DOMAIN [--wait]      verify, print the records, and enable if the status is Success;
                             --wait polls while it is Pending or TemporaryFailure

In a list of identities, `-` reads one identity per line from standard input.

Options:
  --endpoint URL             the URL of the service; default: SES in the region
  --region REGION            the region; default: AWS_REGION or AWS_DEFAULT_REGION
  --zone ZONE                the zone of the targets of the DNS records; default: the zone of the
                             region. The SES v2 API returns it as SigningHostedZone
  --json                     print JSON
  --help                     print this text
  --                         end of the options

The calls are signed with AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN. The exit
status is 0 if everything was done. Otherwise it is 1, for example if an identity is unknown, or if
setup did not enable the domain.";

pub struct Arguments {
    pub endpoint: Option<String>,
    pub region: Option<String>,
    pub zone: Option<String>,
    pub json: bool,
    pub command: Command,
}

#[derive(Debug, PartialEq)]
pub enum Command {
    Verify { domain: String },
    Status { identities: Vec<String>, dns: bool },
    Enable { identity: String, enabled: bool },
    Records { domains: Vec<String> },
    Setup { domain: String, wait: bool },
}

/// The arguments before the command is known.
#[derive(Default)]
struct Words {
    endpoint: Option<String>,
    region: Option<String>,
    zone: Option<String>,
    json: bool,
    dns: bool,
    wait: bool,
    /// The arguments that are not options, and whether each follows `--`, where `-` is literal.
    operands: Vec<(String, bool)>,
}

impl Arguments {
    /// Reads the arguments. `None` if they ask for help.
    pub fn read(
        arguments: impl Iterator<Item = OsString>,
        input: &mut impl BufRead,
    ) -> Result<Option<Self>> {
        let Some(mut words) = Words::read(arguments)? else { return Ok(None) };
        if words.operands.is_empty() {
            return Err(format!("no command; {USAGE}").into());
        }
        let (name, _) = words.operands.remove(0);
        if words.json && words.dns {
            return Err("--json and --dns exclude each other".into());
        }
        if words.dns && name != "status" {
            return Err("--dns goes with status only".into());
        }
        if words.wait && name != "setup" {
            return Err("--wait goes with setup only".into());
        }
        let Words { endpoint, region, zone, json, dns, wait, operands } = words;
        let command = match &*name {
            "verify" => Command::Verify { domain: one(operands)? },
            "status" => Command::Status { identities: list(operands, input)?, dns },
            "enable" | "disable" => {
                Command::Enable { identity: one(operands)?, enabled: name == "enable" }
            }
            "records" => Command::Records { domains: list(operands, input)? },
            "setup" => Command::Setup { domain: one(operands)?, wait },
            _ => {
                let commands = "verify, status, enable, disable, records or setup";
                return Err(format!("found the command {name:?}, expected {commands}").into());
            }
        };
        Ok(Some(Self { endpoint, region, zone, json, command }))
    }
}

impl Words {
    fn read(arguments: impl Iterator<Item = OsString>) -> Result<Option<Self>> {
        let mut arguments = arguments.map(|argument| {
            let not_text = |argument| format!("found the argument {argument:?}, expected UTF-8");
            argument.into_string().map_err(not_text)
        });
        let mut words = Self::default();
        let mut options_ended = false;
        while let Some(argument) = arguments.next().transpose()? {
            if options_ended || argument == "-" || !argument.starts_with('-') {
                words.operands.push((argument, options_ended));
                continue;
            }
            let (option, inline) = match argument.split_once('=') {
                Some((option, value)) => (option, Some(value.to_owned())),
                None => (&*argument, None),
            };
            let has_value = inline.is_some();
            let mut value = || {
                let value = match inline.clone() {
                    Some(value) => Some(value),
                    None => arguments.next().transpose()?,
                };
                value.ok_or_else(|| format!("{option} needs a value; {USAGE}"))
            };
            match option {
                "--endpoint" => words.endpoint = Some(value()?),
                "--region" => words.region = Some(value()?),
                "--zone" => words.zone = Some(value()?),
                _ if has_value => return Err(format!("unknown option {argument}; {USAGE}").into()),
                "--help" | "-h" => return Ok(None),
                "--json" => words.json = true,
                "--dns" => words.dns = true,
                "--wait" => words.wait = true,
                "--" => options_ended = true,
                _ => return Err(format!("unknown option {argument}; {USAGE}").into()),
            }
        }
        Ok(Some(words))
    }
}

fn one(operands: Vec<(String, bool)>) -> Result<String> {
    let count = operands.len();
    match <[(String, bool); 1]>::try_from(operands) {
        Ok([(operand, _)]) if !operand.is_empty() => Ok(operand),
        Ok(_) => Err("found an empty identity, expected a name".into()),
        Err(_) => Err(format!("found {count} identities, expected one; {USAGE}").into()),
    }
}

/// The operands, with `-` replaced by the lines of the input.
fn list(operands: Vec<(String, bool)>, input: &mut impl BufRead) -> Result<Vec<String>> {
    let mut identities = Vec::new();
    for (operand, is_literal) in operands {
        if operand == "-" && !is_literal {
            for (number, line) in (1..).zip(input.lines()) {
                let line = line
                    .map_err(|error| format!("cannot read line {number} of the list: {error}"))?;
                let line = line.trim();
                if !line.is_empty() {
                    identities.push(line.to_owned());
                }
            }
        } else {
            identities.push(operand);
        }
    }
    if identities.is_empty() {
        return Err(format!("no identity; {USAGE}").into());
    }
    Ok(identities)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test panics to fail")]
mod tests {
    use super::{Arguments, Command, Result};

    fn read(line: &str) -> Result<Option<Arguments>> {
        let words = line.split_whitespace().map(Into::into);
        Arguments::read(words, &mut &b"b.example\n\n c.example\r\n"[..])
    }

    fn status(line: &str) -> Vec<String> {
        match read(line).unwrap().unwrap().command {
            Command::Status { identities, .. } => identities,
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn a_hyphen_reads_the_list_from_the_input() {
        assert_eq!(status("status a - d"), ["a", "b.example", "c.example", "d"]);
        assert_eq!(status("status -- - --json"), ["-", "--json"]);
    }

    #[test]
    fn options_may_be_anywhere() {
        let arguments = read("--endpoint=http://a setup --wait a --region b --zone=c --json");
        let arguments = arguments.unwrap().unwrap();
        assert_eq!(arguments.command, Command::Setup { domain: "a".into(), wait: true });
        assert_eq!(arguments.endpoint.as_deref(), Some("http://a"));
        assert_eq!(arguments.region.as_deref(), Some("b"));
        assert_eq!(arguments.zone.as_deref(), Some("c"));
        assert!(arguments.json);
    }

    #[test]
    fn help_ignores_other_arguments() {
        assert!(read("verify --help").unwrap().is_none());
    }

    #[test]
    fn invalid_arguments_are_errors() {
        for line in [
            "",
            "a.example",
            "verify",
            "verify a b",
            "status",
            "status --wait a",
            "verify --dns a",
            "status --json --dns a",
            "status --jsn a",
            "status --json=yes a",
            "status a --region",
        ] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
