//! A value in an unusual spelling with the same meaning: references, comments, CDATA sections,
//! processing instructions, prefixes, attributes, line ends, members in another order, unknown
//! elements.
//!
//! The spellings of the tests vary more: white space around request ids, unknown elements with a
//! `key` or a `member` inside. The other readers misread those, so they could not be compared.

use super::values::{Entry, Response};
use super::write::NAMESPACE;

pub fn respelled(response: &Response) -> String {
    let mut out = format!(
        "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!-- a reply -->\r\n\
         <ses:GetIdentityDkimAttributesResponse xmlns:ses=\"{NAMESPACE}\">\r\n\
         <ses:ResponseMetadata><ses:RequestId>{}</ses:RequestId></ses:ResponseMetadata>\r\n\
         <ses:GetIdentityDkimAttributesResult><ses:DkimAttributes>\r\n",
        response.request_id
    );
    for (number, entry) in response.entries.iter().enumerate() {
        respelled_entry(&mut out, number, entry);
    }
    out.push_str(
        "</ses:DkimAttributes></ses:GetIdentityDkimAttributesResult>\r\n\
         </ses:GetIdentityDkimAttributesResponse>\r\n<?end of-reply?>\r\n",
    );
    out
}

/// Writes the value before the key, and the tokens before the status.
fn respelled_entry(out: &mut String, number: usize, entry: &Entry) {
    out.push_str(&format!("\t<ses:entry number='{number}' kind=\"a &gt; b\">\r\n"));
    out.push_str("\t\t<ses:value>\r\n\t\t\t<ses:DkimTokens>\r\n");
    for (place, token) in entry.tokens.iter().flatten().enumerate() {
        let token = respelled_text(number + place, token);
        out.push_str(&format!("\t\t\t\t<ses:member >{token}</ses:member\r\n>\r\n"));
    }
    out.push_str("\t\t\t</ses:DkimTokens>\r\n");
    let status = respelled_text(number + 3, entry.status);
    let enabled = entry.enabled;
    out.push_str(&format!(
        "\t\t\t<ses:DkimVerificationStatus>{status}</ses:DkimVerificationStatus>\r\n\
         \t\t\t<ses:DkimSigningKeyLength>2048</ses:DkimSigningKeyLength>\r\n\
         \t\t\t<ses:DkimEnabled>{enabled}</ses:DkimEnabled>\r\n\t\t</ses:value>\r\n"
    ));
    let key = respelled_text(number + 1, &entry.identity);
    out.push_str(&format!("\t\t<ses:key>{key}</ses:key>\r\n\t</ses:entry>\r\n"));
}

/// One of four spellings. The text is split after its third character.
fn respelled_text(number: usize, text: &str) -> String {
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
