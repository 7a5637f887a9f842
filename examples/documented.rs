//! The documented exchange, then the life cycle of a domain, without a network.
//!
//! `cargo run --example documented`; `-- FILE` reads a reply of your own to the documented request.

#![allow(clippy::print_stdout, reason = "a program talks to its user")]
#![allow(clippy::disallowed_methods, reason = "the codec does no input or output, its user does")]

use std::error::Error;

use ses_dkim_codec::{
    DkimAttributes, ErrorResponse, GetIdentityDkimAttributesRequest, HttpReply, Reply,
    SetIdentityDkimEnabledRequest, SetIdentityDkimEnabledResponse, VerifyDomainDkimRequest,
    VerifyDomainDkimResponse, dns,
};

/// The layout of the SES API Reference, with the values of the documented example.
const RESPONSE: &[u8] = include_bytes!("documented/response.xml");
const ERROR: &[u8] = include_bytes!("documented/error.xml");
const IDENTITIES: [&str; 2] = ["example.com", "user@example.com"];

fn main() -> Result<(), Box<dyn Error>> {
    let request = GetIdentityDkimAttributesRequest::new(IDENTITIES);
    if let Some(file) = std::env::args_os().nth(1) {
        let body = std::fs::read(file)?;
        show(&request, HttpReply::new(200, &body))?;
        return Ok(());
    }
    println!("The documented exchange\n");
    println!("request, {} bytes:\n  {}\n", request.to_form().len(), request.to_form());
    let attributes = show(&request, HttpReply::new(200, RESPONSE))?;
    println!("\nan error:");
    show(&request, HttpReply::new(400, ERROR))?;
    println!("\nThe life cycle of a domain\n");
    life_cycle(IDENTITIES[0], &attributes)
}

/// Reads a reply and prints it; the attributes are empty if it is an error.
fn show<'body>(
    request: &GetIdentityDkimAttributesRequest<'_>,
    http: HttpReply<'body>,
) -> Result<DkimAttributes<'body>, Box<dyn Error>> {
    match request.reply(http)? {
        Reply::Response(response) => {
            println!("response, request id {}:", response.request_id.as_deref().unwrap_or("none"));
            for (identity, attributes) in &response.dkim_attributes {
                println!("  {identity}: enabled {:?}", attributes.dkim_enabled());
                println!("    status {:?}", attributes.dkim_verification_status());
                println!("    tokens {:?}", attributes.dkim_tokens());
            }
            Ok(response.dkim_attributes)
        }
        Reply::ErrorResponse(error) => {
            show_error(&error);
            Ok(DkimAttributes::new())
        }
    }
}

fn show_error(error: &ErrorResponse<'_>) {
    let retry = error.retry().map_or("none", |retry| retry.code());
    println!("  {error}\n  retry: {retry}");
}

/// Verify, publish, poll, enable; the replies are those of a mock server.
fn life_cycle(domain: &str, attributes: &DkimAttributes<'_>) -> Result<(), Box<dyn Error>> {
    let polled = attributes.get(domain).ok_or("the domain is not in the answer")?;
    let tokens = polled.dkim_tokens().ok_or("the domain has no tokens")?;

    let request = VerifyDomainDkimRequest::new(domain);
    let answer = VerifyDomainDkimResponse::new(tokens.iter().map(|token| &**token)).to_xml()?;
    let verified = request.reply(HttpReply::new(200, answer.as_bytes()))?.into_owned_result()?;
    println!("1. verify: {}", request.to_form());

    println!("2. publish:");
    for record in dns::cname_records(domain, &verified.dkim_tokens, dns::DEFAULT_ZONE)? {
        println!("   {record}");
    }

    println!("3. poll: {}", GetIdentityDkimAttributesRequest::new([domain]).to_form());
    println!("   {:?}", polled.dkim_verification_status());

    let request = SetIdentityDkimEnabledRequest::new(domain, true);
    let answer = SetIdentityDkimEnabledResponse::new().with_request_id("1").to_xml()?;
    let enabled = request.reply(HttpReply::new(200, answer.as_bytes()))?.into_owned_result()?;
    println!("4. enable: {}", request.to_form());
    println!("   done, request id {:?}", enabled.request_id);
    Ok(())
}
