//! Reads every proper prefix of a response document with the codec, and counts the answers.

use ses_dkim_codec::{GetIdentityDkimAttributesRequest, HttpReply, Reply};

fn main() {
    let file = std::env::args().nth(1).expect("a file");
    let body = std::fs::read(file).expect("a response document");
    let body = body.trim_ascii_end();
    let request = GetIdentityDkimAttributesRequest::new(["example.com"]);
    let answer = |body| match request.reply(HttpReply::new(200, body)) {
        Ok(Reply::Response(response)) => Some(response.dkim_attributes),
        Ok(Reply::ErrorResponse(_)) | Err(_) => None,
    };
    let whole = answer(body).expect("the whole document is read");
    let (mut read, mut wrong) = (0, 0);
    for len in 0..body.len() {
        if let Some(part) = answer(&body[..len]) {
            read += 1;
            wrong += u32::from(part != whole);
        }
    }
    println!("{} {read} {wrong}", body.len());
}
