//! The endpoint, the region and the credentials, checked before anything is signed.

use aws_credential_types::Credentials;
use http::Uri;
use ses_dkim_codec::wire;

use crate::Result;
use crate::arguments::Arguments;

pub struct Access {
    pub endpoint: Uri,
    pub region: String,
    pub credentials: Credentials,
}

impl Access {
    /// Takes the endpoint and the region from the arguments, and the rest from the environment.
    pub fn new(
        arguments: &Arguments,
        variable: impl Fn(&str) -> Result<Option<String>>,
    ) -> Result<Self> {
        let region = match &arguments.region {
            Some(region) => region.clone(),
            None => variable("AWS_REGION")?
                .or(variable("AWS_DEFAULT_REGION")?)
                .ok_or("no region: give --region, or set AWS_REGION")?,
        };
        // The region is checked even if the endpoint is given, because the signature names it.
        let default = wire::endpoint(&region)?;
        let endpoint = endpoint(arguments.endpoint.as_deref().unwrap_or(&default))?;
        Ok(Self { endpoint, region, credentials: credentials(variable)? })
    }
}

fn endpoint(text: &str) -> Result<Uri> {
    let found = |expected: &str| format!("found the endpoint {text:?}, expected {expected}");
    let uri: Uri = text.parse().map_err(|error| format!("{}: {error}", found("a URL")))?;
    let authority = match (uri.scheme_str(), uri.authority()) {
        (Some("http" | "https"), Some(authority)) => authority,
        _ => return Err(found("a URL of http or https").into()),
    };
    if authority.as_str().contains('@') {
        return Err(found("a URL without a user").into());
    }
    if authority.host().is_empty() {
        return Err(found("a URL with a host").into());
    }
    // The host is a prefix of the authority. It is followed by a port or by nothing.
    let port = authority.as_str().get(authority.host().len()..).unwrap_or_default();
    let is_number = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
    if !port.is_empty() && !port.strip_prefix(':').is_some_and(is_number) {
        return Err(found("a port from 1 to 65535").into());
    }
    if uri.query().is_some() {
        return Err(found("a URL without a query").into());
    }
    Ok(uri)
}

fn credentials(variable: impl Fn(&str) -> Result<Option<String>>) -> Result<Credentials> {
    let checked = |name: &str| -> Result<Option<String>> {
        let value = variable(name)?;
        let is_legal = |value: &String| value.bytes().all(|byte| byte.is_ascii_graphic());
        if value.as_ref().is_none_or(is_legal) {
            return Ok(value);
        }
        // The message does not show the value: it is a secret.
        let message = "found a space, a control character or a character outside ASCII";
        Err(format!("{message} in {name}, expected none").into())
    };
    let required = |name: &str| -> Result<String> {
        Ok(checked(name)?.ok_or_else(|| format!("no credentials: set {name}"))?)
    };
    let key = required("AWS_ACCESS_KEY_ID")?;
    let secret = required("AWS_SECRET_ACCESS_KEY")?;
    Ok(Credentials::new(key, secret, checked("AWS_SESSION_TOKEN")?, None, "environment"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test panics to fail")]
mod tests {
    use super::{Access, Arguments, Result, credentials, endpoint};

    fn access(line: &str, variables: &[(&str, &str)]) -> Access {
        try_access(line, variables).unwrap()
    }

    fn try_access(line: &str, variables: &[(&str, &str)]) -> Result<Access> {
        let variable = |name: &str| {
            let all = [("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b")];
            let found = variables.iter().chain(&all).find(|(known, _)| *known == name);
            Ok(found.map(|(_, value)| (*value).to_owned()))
        };
        let words = line.split_whitespace().map(Into::into);
        let arguments = Arguments::read(words, &mut &b""[..]).unwrap().unwrap();
        Access::new(&arguments, variable)
    }

    #[test]
    fn the_endpoint_is_the_one_of_the_region() {
        for (region, expected) in [
            ("eu-west-1", "https://email.eu-west-1.amazonaws.com/"),
            ("cn-north-1", "https://email.cn-north-1.amazonaws.com.cn/"),
        ] {
            let access = access(&format!("--region {region} status a.example"), &[]);
            assert_eq!(access.endpoint, expected);
        }
    }

    #[test]
    fn an_option_overrides_the_environment() {
        let both = [("AWS_REGION", "b"), ("AWS_DEFAULT_REGION", "c")];
        assert_eq!(access("status x --region a", &both).region, "a");
        assert_eq!(access("status x", &both).region, "b");
        assert_eq!(access("status x", &[("AWS_DEFAULT_REGION", "c")]).region, "c");
    }

    #[test]
    fn values_that_would_change_the_request_are_refused() {
        for text in [
            "127.0.0.1:1",
            "http://[/",
            "ftp://a/",
            "http://a:99999/",
            "http://a:0/",
            "http://a:/",
            "http://a:b/",
            "http://u:p@a/",
            "https://:80/",
            "http://a/?b",
        ] {
            assert!(endpoint(text).is_err(), "{text}");
        }
        for text in ["http://a", "http://127.0.0.1:1/", "https://[::1]:65535/base/"] {
            assert!(endpoint(text).is_ok(), "{text}");
        }
        for region in ["EU-west-1", "eu-west-1.evil.example/", "u@evil.example/", "a\r\nb", "a b"] {
            let variables = [("AWS_REGION", region)];
            assert!(try_access("status a", &variables).is_err(), "{region:?}");
            let line = "--endpoint http://127.0.0.1:1 status a";
            assert!(try_access(line, &variables).is_err(), "{region:?}");
        }
        for value in ["a\r\nb", "a b", "a\u{7f}", "ä"] {
            assert!(credentials(|_| Ok(Some(value.to_owned()))).is_err(), "{value:?}");
        }
    }
}
