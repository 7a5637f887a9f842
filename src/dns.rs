//! The DNS records of Easy DKIM, made from the tokens of an identity.
//!
//! Each token has one record: `<token>._domainkey.<domain>` is a CNAME for `<token>.<zone>` (SES
//! Developer Guide, "Easy DKIM"). [`cname_records`] makes the three records of an identity, and
//! [`zone_file`] writes records as a zone file.
//!
//! ```
//! use ses_dkim_codec::dns;
//!
//! let zone = dns::zone("us-east-1").ok_or("an unknown region")?;
//! let records = dns::cname_records("example.com", ["t1", "t2", "t3"], zone)?;
//! print!("{}", dns::zone_file(&records)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What SES v1 does not return
//!
//! - **The zone.** It depends on the region ([`zone()`]), and AWS may use another zone for an
//!   account (<https://github.com/hashicorp/terraform-provider-aws/issues/48568>). The SES v2 API
//!   returns the zone as `DkimAttributes.SigningHostedZone`; use that value if you have it.
//! - **A key of your own (BYODKIM).** `DkimTokens` then holds the selector of the key, whose TXT
//!   record is at `<selector>._domainkey.<domain>`. A CNAME there would replace the key in the DNS,
//!   so [`cname_records`] refuses a list that does not have three tokens
//!   (<https://github.com/usesend/useSend/pull/452>).
//! - **A replica (Deterministic Easy DKIM).** Its records are in the zone of its parent region, not
//!   in the zone of its own region
//!   (<https://github.com/hashicorp/terraform-provider-aws/issues/43205>).
//! - **New regions.** [`zone()`] knows the regions of [`ZONES`]. For any other it returns `None`, and
//!   the zone must come from the SES v2 API or the console.

mod error;
mod name;
mod zone;

pub use error::{RecordError, RecordErrorKind};
pub use zone::{DEFAULT_ZONE, ZONES, zone};

use alloc::collections::BTreeMap;
use alloc::collections::btree_map::Entry;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::identity::{domain, without_final_dot};

/// How many tokens an identity with Easy DKIM has (SES Developer Guide, "Easy DKIM").
///
/// ```
/// assert_eq!(ses_dkim_codec::dns::EASY_DKIM_TOKENS, 3);
/// ```
pub const EASY_DKIM_TOKENS: usize = 3;

/// The time to live that [`zone_file`] gives its records, in seconds.
///
/// ```
/// assert_eq!(ses_dkim_codec::dns::TTL, 60 * 60);
/// ```
pub const TTL: u32 = 3600;

/// A CNAME record.
///
/// `Display` writes it as a line of a zone file (RFC 1035 §5.1), without the line end. Both names
/// have at most 253 bytes, and their labels are 1 to 63 letters, digits, hyphens and underscores
/// (RFC 1035 §2.3.4). No character in them is special in a zone file.
///
/// ```
/// use ses_dkim_codec::dns;
///
/// let record = dns::cname_record("example.com", "t1", dns::DEFAULT_ZONE)?;
/// assert_eq!(record.name(), "t1._domainkey.example.com");
/// assert_eq!(record.target(), "t1.dkim.amazonses.com");
/// # Ok::<(), dns::RecordError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct CnameRecord {
    name: String,
    target: String,
}

impl CnameRecord {
    /// The owner of the record: a fully qualified name, without the final dot.
    ///
    /// ```
    /// # use ses_dkim_codec::dns;
    /// let record = dns::cname_record("user@example.com", "t1", dns::DEFAULT_ZONE)?;
    /// assert_eq!(record.name(), "t1._domainkey.example.com");
    /// # Ok::<(), dns::RecordError>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name that the owner is an alias of, without the final dot.
    ///
    /// ```
    /// # use ses_dkim_codec::dns;
    /// let record = dns::cname_record("example.com", "t1", "dkim.eu-south-1.amazonses.com.")?;
    /// assert_eq!(record.target(), "t1.dkim.eu-south-1.amazonses.com");
    /// # Ok::<(), dns::RecordError>(())
    /// ```
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }
}

impl fmt::Display for CnameRecord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}. IN CNAME {}.", self.name, self.target)
    }
}

/// The records to publish for an identity with Easy DKIM, in the order of its tokens.
///
/// An e-mail address has the records of its domain, and an ARN those of the identity that it names.
/// [`zone()`] returns the zone of a region.
///
/// # Errors
///
/// [`RecordError`] if the number of tokens is not [three](EASY_DKIM_TOKENS), or if a name is not
/// legal in the DNS. [`cname_record`] makes a single record, for a caller who knows that the token
/// is one of Easy DKIM.
///
/// ```
/// use ses_dkim_codec::dns;
///
/// let zone = dns::zone("eu-south-1").ok_or("an unknown region")?;
/// let records = dns::cname_records("user@example.com", ["t1", "t2", "t3"], zone)?;
/// assert_eq!(records[0].name(), "t1._domainkey.example.com");
/// assert_eq!(records[0].target(), "t1.dkim.eu-south-1.amazonses.com");
///
/// let error = dns::cname_records("example.com", ["selector"], zone).unwrap_err();
/// assert_eq!(error.kind(), dns::RecordErrorKind::TokenCount);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cname_records<I>(
    identity: &str,
    tokens: I,
    zone: &str,
) -> Result<[CnameRecord; EASY_DKIM_TOKENS], RecordError>
where
    I: IntoIterator,
    I::Item: AsRef<str>,
{
    let tokens: Vec<I::Item> = tokens.into_iter().collect();
    let [first, second, third] = <[I::Item; EASY_DKIM_TOKENS]>::try_from(tokens)
        .map_err(|tokens| RecordError::token_count(identity, tokens.len()))?;
    let record = |token: I::Item| cname_record(identity, token.as_ref(), zone);
    Ok([record(first)?, record(second)?, record(third)?])
}

/// The record of one token.
///
/// It does not check whether the token is one of Easy DKIM; see [`cname_records`].
///
/// # Errors
///
/// [`RecordError`] if a name is not legal in the DNS.
///
/// ```
/// use ses_dkim_codec::dns;
///
/// let record = dns::cname_record("example.com", "t1", dns::DEFAULT_ZONE)?;
/// assert_eq!(record.to_string(), "t1._domainkey.example.com. IN CNAME t1.dkim.amazonses.com.");
/// # Ok::<(), dns::RecordError>(())
/// ```
pub fn cname_record(identity: &str, token: &str, zone: &str) -> Result<CnameRecord, RecordError> {
    let domain = without_final_dot(domain(identity));
    name::check_domain(domain)?;
    name::check_token(token)?;
    let zone = without_final_dot(zone);
    name::check_zone(zone)?;
    let name = format!("{token}._domainkey.{domain}");
    name::check_length(&name, RecordErrorKind::MalformedDomain, domain)?;
    let target = format!("{token}.{zone}");
    name::check_length(&target, RecordErrorKind::MalformedZone, zone)?;
    Ok(CnameRecord { name, target })
}

/// A zone file with the records (RFC 1035 §5.1), each once.
///
/// Names are compared without regard to ASCII case (RFC 4343). The file begins with `$TTL`, every
/// name is fully qualified, and each record is on its own line, so that a name server or a DNS
/// provider can import it. Without records the file is empty.
///
/// # Errors
///
/// [`RecordError`] if two records with the same name have different targets: a name can have only
/// one CNAME (RFC 2181 §10.1).
///
/// ```
/// use ses_dkim_codec::dns;
///
/// let tokens = ["t1", "t2", "t3"];
/// let domain = dns::cname_records("example.com", tokens, dns::DEFAULT_ZONE)?;
/// let address = dns::cname_records("user@Example.com", tokens, dns::DEFAULT_ZONE)?;
/// let file = dns::zone_file(domain.iter().chain(&address))?;
/// assert_eq!(
///     file,
///     "$TTL 3600\n\
///      t1._domainkey.example.com. IN CNAME t1.dkim.amazonses.com.\n\
///      t2._domainkey.example.com. IN CNAME t2.dkim.amazonses.com.\n\
///      t3._domainkey.example.com. IN CNAME t3.dkim.amazonses.com.\n",
/// );
/// # Ok::<(), dns::RecordError>(())
/// ```
pub fn zone_file<'a>(
    records: impl IntoIterator<Item = &'a CnameRecord>,
) -> Result<String, RecordError> {
    let mut targets = BTreeMap::new();
    let mut file = String::new();
    for record in records {
        match targets.entry(record.name.to_ascii_lowercase()) {
            Entry::Vacant(entry) => {
                entry.insert(&record.target);
            }
            Entry::Occupied(entry) if entry.get().eq_ignore_ascii_case(&record.target) => continue,
            Entry::Occupied(entry) => return Err(RecordError::conflict(record, entry.get())),
        }
        if file.is_empty() {
            file.push_str(&format!("$TTL {TTL}\n"));
        }
        file.push_str(&format!("{record}\n"));
    }
    Ok(file)
}
