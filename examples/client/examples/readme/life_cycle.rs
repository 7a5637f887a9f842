use ses_dkim_codec::{
    SetIdentityDkimEnabledRequest, VerificationStatus, VerifyDomainDkimRequest, dns,
};

/// Prints the records to publish.
fn publish(domain: &str) -> Result<(), Box<dyn Error>> {
    let tokens = call(&VerifyDomainDkimRequest::new(domain))?.dkim_tokens;
    let records = dns::cname_records(domain, tokens, dns::DEFAULT_ZONE)?;
    print!("{}", dns::zone_file(&records)?);
    Ok(())
}

/// Enables signing if SES has found the records, and returns whether it has.
fn enable(domain: &str) -> Result<bool, Box<dyn Error>> {
    let found = call(&GetIdentityDkimAttributesRequest::new([domain]))?.dkim_attributes;
    let status = found.get(domain).and_then(|attributes| attributes.dkim_verification_status());
    let verified = status == Some(VerificationStatus::Success);
    if verified {
        call(&SetIdentityDkimEnabledRequest::new(domain, true))?;
    }
    Ok(verified)
}
