//! The zone of a region.

/// The zone of the regions in [`ZONES`] that do not have their own.
///
/// ```
/// use ses_dkim_codec::dns;
///
/// assert_eq!(dns::zone("eu-west-1"), Some(dns::DEFAULT_ZONE));
/// ```
pub const DEFAULT_ZONE: &str = "dkim.amazonses.com";

/// The regions whose zone is known, each with its zone.
///
/// The regions are those from which the SES v2 API can replicate a signing key (SES API v2 Reference,
/// `DkimSigningAttributes`, `DomainSigningAttributesOrigin`). The zones are those of the AWS General
/// Reference, "Amazon SES endpoints and quotas", "DKIM domains".
///
/// ```
/// use ses_dkim_codec::dns;
///
/// assert!(dns::ZONES.contains(&("eu-west-1", dns::DEFAULT_ZONE)));
/// ```
pub const ZONES: &[(&str, &str)] = &[
    ("af-south-1", "dkim.af-south-1.amazonses.com"),
    ("ap-northeast-1", DEFAULT_ZONE),
    ("ap-northeast-2", DEFAULT_ZONE),
    ("ap-northeast-3", "dkim.ap-northeast-3.amazonses.com"),
    ("ap-south-1", DEFAULT_ZONE),
    ("ap-south-2", "dkim.ap-south-2.amazonses.com"),
    ("ap-southeast-1", DEFAULT_ZONE),
    ("ap-southeast-2", DEFAULT_ZONE),
    ("ap-southeast-3", "dkim.ap-southeast-3.amazonses.com"),
    ("ap-southeast-5", "dkim.ap-southeast-5.amazonses.com"),
    ("ca-central-1", DEFAULT_ZONE),
    ("ca-west-1", "dkim.ca-west-1.amazonses.com"),
    ("eu-central-1", DEFAULT_ZONE),
    ("eu-central-2", "dkim.eu-central-2.amazonses.com"),
    ("eu-north-1", DEFAULT_ZONE),
    ("eu-south-1", "dkim.eu-south-1.amazonses.com"),
    ("eu-west-1", DEFAULT_ZONE),
    ("eu-west-2", DEFAULT_ZONE),
    ("eu-west-3", DEFAULT_ZONE),
    ("il-central-1", "dkim.il-central-1.amazonses.com"),
    ("me-central-1", "dkim.me-central-1.amazonses.com"),
    ("me-south-1", DEFAULT_ZONE),
    ("sa-east-1", DEFAULT_ZONE),
    ("us-east-1", DEFAULT_ZONE),
    ("us-east-2", DEFAULT_ZONE),
    ("us-gov-east-1", "dkim.us-gov-east-1.amazonses.com"),
    ("us-gov-west-1", DEFAULT_ZONE),
    ("us-west-1", DEFAULT_ZONE),
    ("us-west-2", DEFAULT_ZONE),
];

/// The zone of a region; `None` if the region is not in [`ZONES`].
///
/// ```
/// use ses_dkim_codec::dns;
///
/// assert_eq!(dns::zone("us-east-1"), Some("dkim.amazonses.com"));
/// assert_eq!(dns::zone("eu-south-1"), Some("dkim.eu-south-1.amazonses.com"));
/// assert_eq!(dns::zone("eu-south-9"), None);
/// ```
#[must_use]
pub fn zone(region: &str) -> Option<&'static str> {
    ZONES.iter().find(|(known, _)| *known == region).map(|(_, zone)| *zone)
}
