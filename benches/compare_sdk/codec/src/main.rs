//! Asks about an identity. The user's own HTTP client would send the form and receive the reply.

use ses_dkim_codec::{GetIdentityDkimAttributesRequest, HttpReply};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let request = GetIdentityDkimAttributesRequest::new(["example.com"]);
    println!("{}", request.to_form());
    let body = std::fs::read(std::env::args().nth(1).ok_or("a file with the reply")?)?;
    println!("{:?}", request.reply(HttpReply::new(200, &body))?);
    Ok(())
}
