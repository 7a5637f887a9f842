//! A value as a document that no writer of today gives and that XML 1.0 declares to mean the same:
//! references, comments, CDATA sections, processing instructions, prefixes, attributes, line ends,
//! members in another order, elements that nobody knows.
//!
//! The disguises of the tests are stranger: request ids in white space, unknown elements that hold a
//! `key` or a `member`. The rivals misread those, and then there is nothing to compare.

use super::values::{Entry, Response};
use super::write::NAMESPACE;

pub fn disguised(response: &Response) -> String {
    let mut out = format!(
        "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!-- a reply -->\r\n\
         <ses:GetIdentityDkimAttributesResponse xmlns:ses=\"{NAMESPACE}\">\r\n\
         <ses:ResponseMetadata><ses:RequestId>{}</ses:RequestId></ses:ResponseMetadata>\r\n\
         <ses:GetIdentityDkimAttributesResult><ses:DkimAttributes>\r\n",
        response.request_id
    );
    for (number, entry) in response.entries.iter().enumerate() {
        entry_in_disguise(&mut out, number, entry);
    }
    out.push_str(
        "</ses:DkimAttributes></ses:GetIdentityDkimAttributesResult>\r\n\
         </ses:GetIdentityDkimAttributesResponse>\r\n<?end of-reply?>\r\n",
    );
    out
}

/// The value before the key, and in it the tokens before the status.
fn entry_in_disguise(out: &mut String, number: usize, entry: &Entry) {
    out.push_str(&format!("\t<ses:entry number='{number}' kind=\"a &gt; b\">\r\n"));
    out.push_str("\t\t<ses:value>\r\n\t\t\t<ses:DkimTokens>\r\n");
    for (place, token) in entry.tokens.iter().flatten().enumerate() {
        let token = text_in_disguise(number + place, token);
        out.push_str(&format!("\t\t\t\t<ses:member >{token}</ses:member\r\n>\r\n"));
    }
    out.push_str("\t\t\t</ses:DkimTokens>\r\n");
    let status = text_in_disguise(number + 3, entry.status);
    let enabled = entry.enabled;
    out.push_str(&format!(
        "\t\t\t<ses:DkimVerificationStatus>{status}</ses:DkimVerificationStatus>\r\n\
         \t\t\t<ses:DkimSigningKeyLength>2048</ses:DkimSigningKeyLength>\r\n\
         \t\t\t<ses:DkimEnabled>{enabled}</ses:DkimEnabled>\r\n\t\t</ses:value>\r\n"
    ));
    let key = text_in_disguise(number + 1, &entry.identity);
    out.push_str(&format!("\t\t<ses:key>{key}</ses:key>\r\n\t</ses:entry>\r\n"));
}

/// One disguise in four, cut into the text behind its third character.
fn text_in_disguise(number: usize, text: &str) -> String {
    let (before, after) = text.split_at(3);
    match number % 4 {
        0 => text.to_owned(),
        1 => format!("{before}<!-- cut -->{after}"),
        2 => format!("{before}<![CDATA[{after}]]>"),
        _ => {
            let (character, after) = after.split_at(1);
            let code = character.bytes().next().unwrap_or_default();
            format!("{before}&#x{code:x};{after}")
        }
    }
}
