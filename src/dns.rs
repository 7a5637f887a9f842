//! The DNS records that DKIM tokens ask for.
//!
//! SES documents one record a token: `<token>._domainkey.<domain>` is a CNAME for
//! `<token>.dkim.amazonses.com` (SES Developer Guide, Easy DKIM). In some regions the zone carries
//! the region's name ([`zone`]). The SES v2 API tells the zone of an identity
//! (`DkimAttributes.SigningHostedZone`), the operation of this crate does not: the zone is
//! therefore a parameter, and where the v2 answer is at hand it is the better source.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use core::fmt;

/// The zone of every region without one of its own.
pub const DEFAULT_ZONE: &str = "dkim.amazonses.com";

/// The regions whose zone carries their name (AWS General Reference, "Amazon SES endpoints and
/// quotas", DKIM domains); a best effort, as regions are added.
pub const REGIONS_WITH_A_ZONE: &[&str] = &[
    "af-south-1",
    "ap-northeast-3",
    "ap-south-2",
    "ap-southeast-3",
    "ap-southeast-5",
    "ca-west-1",
    "eu-central-2",
    "eu-south-1",
    "il-central-1",
    "me-central-1",
    "us-gov-east-1",
];

/// The zone of a region, as far as this version of the crate knows.
///
/// ```
/// use ses_dkim_codec::dns;
///
/// assert_eq!(dns::zone("us-east-1"), "dkim.amazonses.com");
/// assert_eq!(dns::zone("eu-south-1"), "dkim.eu-south-1.amazonses.com");
/// ```
#[must_use]
pub fn zone(region: &str) -> Cow<'static, str> {
    if REGIONS_WITH_A_ZONE.contains(&region) {
        Cow::Owned(format!("dkim.{region}.amazonses.com"))
    } else {
        Cow::Borrowed(DEFAULT_ZONE)
    }
}

/// The domain of an identity: an e-mail address's is what follows its last `@`.
#[must_use]
pub fn domain(identity: &str) -> &str {
    identity.rsplit_once('@').map_or(identity, |(_, domain)| domain)
}

/// A CNAME record; `Display` writes it as a line of a zone file (RFC 1035 §5.1).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct CnameRecord {
    /// The owner, fully qualified but for the dot at its end.
    pub name: String,
    /// What the owner is an alias of, likewise.
    pub target: String,
}

impl fmt::Display for CnameRecord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_name(&self.name, out)?;
        out.write_str(". IN CNAME ")?;
        write_name(&self.target, out)?;
        out.write_str(".")
    }
}

/// Writes a name so that whatever a token holds stays inside it: what means something to a zone file
/// stands behind a backslash, what is not printable as `\DDD` (RFC 1035 §5.1).
fn write_name(name: &str, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    name.bytes().try_for_each(|byte| match byte {
        b'"' | b'(' | b')' | b';' | b'\\' | b'@' | b'$' => {
            write!(out, "\\{}", char::from(byte))
        }
        0x21..=0x7E => write!(out, "{}", char::from(byte)),
        _ => write!(out, "\\{byte:03}"),
    })
}

/// The records to publish for an identity, one a token, in the order of the tokens.
///
/// Names are put together and not judged: of an empty token or an identity without a domain comes a
/// record that no zone takes.
///
/// ```
/// use ses_dkim_codec::dns;
///
/// let records = dns::cname_records("user@example.com", ["t1"], dns::DEFAULT_ZONE);
/// let lines: Vec<_> = records.map(|record| record.to_string()).collect();
/// assert_eq!(lines, ["t1._domainkey.example.com. IN CNAME t1.dkim.amazonses.com."]);
/// ```
pub fn cname_records<I>(identity: &str, tokens: I, zone: &str) -> impl Iterator<Item = CnameRecord>
where
    I: IntoIterator,
    I::Item: AsRef<str>,
{
    // Either may be written with the dot of the root at its end; the record has one only.
    let without_dot = |name: &str| String::from(name.strip_suffix('.').unwrap_or(name));
    let (domain, zone) = (without_dot(domain(identity)), without_dot(zone));
    tokens.into_iter().map(move |token| {
        let token = token.as_ref();
        CnameRecord {
            name: format!("{token}._domainkey.{domain}"),
            target: format!("{token}.{zone}"),
        }
    })
}
