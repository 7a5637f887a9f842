use std::{env, error::Error, time::SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use ses_dkim_codec::{GetIdentityDkimAttributesRequest, wire};

fn main() -> Result<(), Box<dyn Error>> {
    let region = env::var("AWS_REGION")?;
    let (key, secret) = (env::var("AWS_ACCESS_KEY_ID")?, env::var("AWS_SECRET_ACCESS_KEY")?);
    let identity = Credentials::new(key, secret, env::var("AWS_SESSION_TOKEN").ok(), None, "env");

    let question = GetIdentityDkimAttributesRequest::new(env::args().skip(1));
    let mut post = http::Request::<String>::from(&question);
    *post.uri_mut() = wire::endpoint(&region)?.parse()?;

    let identity = identity.into();
    let signing = SigningParams::builder()
        .identity(&identity)
        .region(&region)
        .name(wire::SIGNING_NAME)
        .time(SystemTime::now())
        .settings(SigningSettings::default())
        .build()?
        .into();
    let (uri, body) = (post.uri().to_string(), SignableBody::Bytes(post.body().as_bytes()));
    let signable = SignableRequest::new("POST", uri, std::iter::empty(), body)?;
    sign(signable, &signing)?.into_parts().0.apply_to_request_http1x(&mut post);

    let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let (head, mut body) = agent.run(post)?.into_parts();
    let reply = http::Response::from_parts(head, body.read_to_vec()?);
    let response = question.reply(&reply)?.into_result()?;
    for (identity, attributes) in &response.dkim_attributes {
        println!("{identity}: {:?}", attributes.dkim_verification_status());
    }
    Ok(())
}
