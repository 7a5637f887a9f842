//! The documented exchange, then the life cycle of a domain, without a network.
#![allow(clippy::print_stdout, reason = "a program prints its output")]

use std::error::Error;

use ses_dkim_codec::{
    GetIdentityDkimAttributesRequest, HttpReply, SetIdentityDkimEnabledRequest,
    VerifyDomainDkimRequest, dns,
};

/// The layout of the SES API Reference, with the values of the documented example.
const ATTRIBUTES: &[u8] = include_bytes!("documented/response.xml");
const TOKENS: &[u8] = include_bytes!("documented/verify_domain_dkim.xml");
const ENABLED: &[u8] = include_bytes!("documented/set_identity_dkim_enabled.xml");
const ERROR: &[u8] = include_bytes!("documented/error.xml");

fn main() -> Result<(), Box<dyn Error>> {
    println!("# The documented exchange\n");
    let request = GetIdentityDkimAttributesRequest::new(["example.com", "user@example.com"]);
    println!("{request:?}\n{}\n", request.to_form());
    let reply = request.reply(HttpReply::new(200, ATTRIBUTES))?;
    println!("{reply:#?}\n");

    println!("# A service error\n");
    let reply = request.reply(HttpReply::new(400, ERROR))?;
    println!("{reply:?}\n");

    println!("# The life cycle of a domain\n");
    let verify = VerifyDomainDkimRequest::new("example.com");
    println!("1. verify: {}", verify.to_form());
    let verified = verify.reply(HttpReply::new(200, TOKENS))?.into_owned_result()?;
    println!("   {verified:?}");

    println!("2. publish:");
    for record in dns::cname_records(&verify.domain, &verified.dkim_tokens, dns::DEFAULT_ZONE)? {
        println!("   {record}");
    }

    let poll = GetIdentityDkimAttributesRequest::new([&*verify.domain]);
    println!("3. poll: {}", poll.to_form());
    let polled = poll.reply(HttpReply::new(200, ATTRIBUTES))?.into_owned_result()?;
    let attributes = polled.dkim_attributes.get(&verify.domain);
    let status = attributes.and_then(|attributes| attributes.dkim_verification_status());
    println!("   {status:?}");

    let enable = SetIdentityDkimEnabledRequest::new(&*verify.domain, true);
    println!("4. enable: {}", enable.to_form());
    let enabled = enable.reply(HttpReply::new(200, ENABLED))?.into_owned_result()?;
    println!("   {enabled:?}");
    Ok(())
}
