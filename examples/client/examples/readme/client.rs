use std::{env, error::Error, time::SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use ses_dkim_codec::{GetIdentityDkimAttributesRequest, Request, wire};

fn main() -> Result<(), Box<dyn Error>> {
    let request = GetIdentityDkimAttributesRequest::new(env::args().skip(1));
    for (identity, attributes) in &call(&request)?.dkim_attributes {
        println!("{identity}: {:?}", attributes.dkim_verification_status());
    }
    Ok(())
}

/// Signs and sends a request, and reads the reply.
fn call<'a, R: Request<'a>>(request: &R) -> Result<R::Response<'static>, Box<dyn Error>> {
    let (region, key) = (env::var("AWS_REGION")?, env::var("AWS_ACCESS_KEY_ID")?);
    let (secret, session) = (env::var("AWS_SECRET_ACCESS_KEY")?, env::var("AWS_SESSION_TOKEN").ok());
    let identity = Credentials::new(key, secret, session, None, "env").into();
    let signing = SigningParams::builder()
        .identity(&identity)
        .region(&region)
        .name(wire::SIGNING_NAME)
        .time(SystemTime::now())
        .settings(SigningSettings::default())
        .build()?
        .into();
    let (url, form) = (wire::endpoint(&region)?, request.to_form());
    let body = SignableBody::Bytes(form.as_bytes());
    let signable = SignableRequest::new("POST", &*url, std::iter::empty(), body)?;
    let (signature, _) = sign(signable, &signing)?.into_parts();
    let mut post = http::Request::post(url).header("content-type", wire::CONTENT_TYPE).body(form)?;
    signature.apply_to_request_http1x(&mut post);
    let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let (head, mut body) = agent.run(post)?.into_parts();
    let reply = http::Response::from_parts(head, body.read_to_vec()?);
    Ok(request.reply(&reply)?.into_owned_result()?)
}
