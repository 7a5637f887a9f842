//! The endpoint of a region.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use core::fmt;

/// The most bytes of a region: it is one label of the host name (RFC 1035 §2.3.4).
const MAX_REGION: usize = 63;

/// The most characters of a region that an error keeps.
const MAX_FOUND: usize = 100;

/// The suffix of host names in the partitions `aws` and `aws-us-gov`, and for regions whose partition
/// is not known.
const DEFAULT_SUFFIX: &str = "amazonaws.com";

/// The partitions with another suffix.
const PARTITIONS: [Partition; 6] = [
    Partition { prefix: "cn-", global: Some("aws-cn-global"), suffix: "amazonaws.com.cn" },
    Partition { prefix: "eusc-de-", global: None, suffix: "amazonaws.eu" },
    Partition { prefix: "us-iso-", global: Some("aws-iso-global"), suffix: "c2s.ic.gov" },
    Partition { prefix: "us-isob-", global: Some("aws-iso-b-global"), suffix: "sc2s.sgov.gov" },
    Partition { prefix: "eu-isoe-", global: Some("aws-iso-e-global"), suffix: "cloud.adc-e.uk" },
    Partition { prefix: "us-isof-", global: Some("aws-iso-f-global"), suffix: "csp.hci.ic.gov" },
];

struct Partition {
    /// The prefix of a region; a word and a number follow, as in `cn-north-1`.
    prefix: &'static str,
    /// The name of the whole partition, used as a region.
    global: Option<&'static str>,
    /// The end of host names.
    suffix: &'static str,
}

impl Partition {
    fn has(&self, region: &str) -> bool {
        let is_number =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let rest = region.strip_prefix(self.prefix).and_then(|rest| rest.split_once('-'));
        rest.is_some_and(|(word, number)| !word.is_empty() && is_number(number))
            || self.global == Some(region)
    }
}

/// The URL to which the requests for a region are sent, by POST to the path `/`.
///
/// It follows the endpoint rules of botocore (`botocore/data/ses/2010-12-01/endpoint-rule-set-1` and
/// `botocore/data/partitions.json`, <https://github.com/boto/botocore>) for every partition, without
/// FIPS and dual stack. Whether the service exists in the region is not checked.
///
/// # Errors
///
/// [`RegionError`] if the text is not 1 to 63 lower-case letters, digits and hyphens, or has a hyphen
/// at an edge. No accepted text can therefore change the URL to a host outside AWS.
///
/// ```
/// use ses_dkim_codec::wire;
///
/// assert_eq!(wire::endpoint("eu-west-1")?, "https://email.eu-west-1.amazonaws.com");
/// assert_eq!(wire::endpoint("cn-north-1")?, "https://email.cn-north-1.amazonaws.com.cn");
/// assert!(wire::endpoint("u@example.com/").is_err());
/// # Ok::<(), wire::RegionError>(())
/// ```
pub fn endpoint(region: &str) -> Result<String, RegionError> {
    check(region)?;
    let partition = PARTITIONS.iter().find(|partition| partition.has(region));
    let suffix = partition.map_or(DEFAULT_SUFFIX, |partition| partition.suffix);
    Ok(format!("https://email.{region}.{suffix}"))
}

fn check(region: &str) -> Result<(), RegionError> {
    let is_legal = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    let is_region = (1..=MAX_REGION).contains(&region.len())
        && region.bytes().all(is_legal)
        && !region.starts_with('-')
        && !region.ends_with('-');
    if is_region {
        return Ok(());
    }
    let found: String = region.chars().take(MAX_FOUND).collect();
    Err(RegionError { found: found.into() })
}

/// A text that is not the name of a region.
///
/// ```
/// use ses_dkim_codec::wire;
///
/// let error = wire::endpoint("EU-West-1").unwrap_err();
/// assert_eq!(error.code(), "malformed-region");
/// assert_eq!(
///     error.to_string(),
///     "found the region \"EU-West-1\", \
///      expected 1 to 63 lower-case letters, digits and `-`, no `-` at the edges",
/// );
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct RegionError {
    found: Box<str>,
}

impl RegionError {
    /// The text that is not a region: at most its first 100 characters.
    ///
    /// ```
    /// # use ses_dkim_codec::wire;
    /// assert_eq!(wire::endpoint("us_east").unwrap_err().found(), "us_east");
    /// ```
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// The stable name of this error: `malformed-region`.
    ///
    /// ```
    /// # use ses_dkim_codec::wire;
    /// assert_eq!(wire::endpoint("").unwrap_err().code(), "malformed-region");
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "malformed-region"
    }
}

impl fmt::Display for RegionError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = &self.found;
        write!(
            out,
            "found the region {found:?}, \
             expected 1 to {MAX_REGION} lower-case letters, digits and `-`, no `-` at the edges"
        )
    }
}

impl core::error::Error for RegionError {}
