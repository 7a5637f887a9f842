use ses_dkim_codec::{
    SetIdentityDkimEnabledRequest,
    VerificationStatus::{Failed, NotStarted, Success},
    VerifyDomainDkimRequest, dns,
};

/// Prints the records to publish.
fn publish(domain: &str) -> Result<(), Box<dyn Error>> {
    let tokens = call(&VerifyDomainDkimRequest::new(domain))?.dkim_tokens;
    let zone = dns::zone(&env::var("AWS_REGION")?).ok_or("the zone of the region is unknown")?;
    print!("{}", dns::zone_file(&dns::cname_records(domain, tokens, zone)?)?);
    Ok(())
}

/// Enables signing if SES has found the records, and returns whether it has.
fn enable(domain: &str) -> Result<bool, Box<dyn Error>> {
    let found = call(&GetIdentityDkimAttributesRequest::new([domain]))?.dkim_attributes;
    match found.get(domain).and_then(|attributes| attributes.dkim_verification_status()) {
        Some(Success) => {}
        Some(Failed | NotStarted) | None => return Err("call `publish` again".into()),
        Some(_) => return Ok(false),
    }
    call(&SetIdentityDkimEnabledRequest::new(domain, true))?;
    Ok(true)
}
