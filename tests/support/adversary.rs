//! Adversarial bodies of any size, with one generator for each class. Each class is a known attack
//! or a known slow case.

use std::hint::black_box;

use ses_dkim_codec::{
    AnyRequest, ErrorResponse, Reply, SetIdentityDkimEnabledResponse, VerifyDomainDkimResponse,
};

use crate::laws;

/// The name of a class of bodies, and a function that generates a body of about a given length.
pub type Class = (&'static str, fn(usize) -> Vec<u8>);

/// A function that decodes a body.
pub type Decode = fn(&[u8]);

/// Reads a reply to `GetIdentityDkimAttributes`.
pub const REPLY: Decode = |body| drop(black_box(laws::Reply::decode(body)));
const ERROR: Decode = |body| drop(black_box(ErrorResponse::decode(body)));
const REQUEST: Decode = |form| drop(black_box(AnyRequest::decode_form(form)));
const TOKENS_REPLY: Decode =
    |body| drop(black_box(Reply::<VerifyDomainDkimResponse<'_>>::decode(body)));
const ENABLED_REPLY: Decode =
    |body| drop(black_box(Reply::<SetIdentityDkimEnabledResponse<'_>>::decode(body)));

/// Every class with each decoder that reads it.
pub fn classes() -> impl Iterator<Item = (Class, Decode)> {
    let bodies = BODIES.iter().flat_map(|class| [(*class, REPLY), (*class, ERROR)]);
    let tokens = TOKENS_BODIES.iter().map(|class| (*class, TOKENS_REPLY));
    let enabled = ENABLED_BODIES.iter().map(|class| (*class, ENABLED_REPLY));
    let forms = FORMS.iter().map(|class| (*class, REQUEST));
    bodies.chain(tokens).chain(enabled).chain(forms)
}

const HEAD: &str = "<GetIdentityDkimAttributesResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\">\
    <GetIdentityDkimAttributesResult><DkimAttributes>";
const TAIL: &str =
    "</DkimAttributes></GetIdentityDkimAttributesResult></GetIdentityDkimAttributesResponse>";
const TOKENS: &str = "<entry><key>a</key><value><DkimEnabled>true</DkimEnabled>\
    <DkimVerificationStatus>Success</DkimVerificationStatus><DkimTokens>";
const TOKENS_END: &str = "</DkimTokens></value></entry>";
const FORM: &str = "Action=GetIdentityDkimAttributes&Version=2010-12-01";

/// Every class of body in answer to `GetIdentityDkimAttributes`.
pub const BODIES: &[Class] = &[
    // Many legal items.
    ("baseline-entries", |len| entries(len, |n| format!("{n}.example.com"))),
    ("same-key-entries", |len| entries(len, |_| "example.com".to_owned())),
    ("many-members", |len| tokens(len, |n| format!("<member>{n}</member>"))),
    ("empty-members", |len| tokens(len, |_| "<member/>".to_owned())),
    ("empty-entries", |len| inside(len, |_| "<entry><key/><value/></entry>".to_owned())),
    ("unknown-siblings", |len| inside(len, |_| "<u/>".to_owned())),
    ("many-comments", |len| inside(len, |_| "<!---->".to_owned())),
    ("many-pis", |len| inside(len, |_| "<?p?>".to_owned())),
    ("comment-splits-in-key", |len| in_key(len, |_| "a<!---->".to_owned())),
    ("cdata-splits-in-key", |len| in_key(len, |_| "<![CDATA[a]]>".to_owned())),
    ("charrefs", |len| in_key(len, |_| "&#65;".to_owned())),
    ("carriage-returns", |len| in_key(len, |_| "\r".to_owned())),
    ("referred-members", |len| tokens(len, |_| "<member>&lt;</member>".to_owned())),
    // One very long item.
    ("one-huge-token", |len| {
        tokens(len, |n| {
            if n == 0 { format!("<member>{}</member>", "a".repeat(len)) } else { String::new() }
        })
    }),
    ("long-element-name", |len| around("", &format!("<{0}></{0}>", "n".repeat(len / 2)), "")),
    ("charref-leading-zeros", |len| {
        around("<entry><key>&#", &"0".repeat(len), "65;</key><value/></entry>")
    }),
    ("long-entity-name", |len| around("<entry><key>&", &"n".repeat(len), ";</key>")),
    ("dash-comment", |len| around("<!--", &"- ".repeat(len / 2), "-->")),
    ("question-pi", |len| around("<?p ", &"?".repeat(len), "?>")),
    ("bracket-run-cdata", |len| {
        around("<entry><key><![CDATA[", &"]".repeat(len), "]]></key><value/></entry>")
    }),
    ("bracket-run-text", |len| around("<entry><key>", &"]".repeat(len), "</key><value/></entry>")),
    ("whitespace-between", |len| around("", &" \n".repeat(len / 2), "")),
    ("whitespace-in-tag", |len| around("<u", &" ".repeat(len), "/>")),
    ("whitespace-after-root", |len| [around("", "", ""), b"\n".repeat(len)].concat()),
    // Attributes and namespaces.
    ("many-attributes", |len| around("<u", &repeated(len, |n| format!(" a{n}=\"\"")), "/>")),
    ("same-attr-many-elements", |len| inside(len, |_| "<u a=\"\" b=\"\"/>".to_owned())),
    ("many-xmlns", |len| around("<u", &repeated(len, |n| format!(" xmlns:a{n}=\"u\"")), "/>")),
    ("xmlns-nested-lookup", |len| inside(len, |n| format!("<u xmlns:p{n}=\"u\"><p{n}:a/></u>"))),
    // Unclosed and too deep.
    ("deep-nesting-unknown", |len| {
        around("", &["<u>".repeat(len / 7), "</u>".repeat(len / 7)].concat(), "")
    }),
    ("deep-nesting-unclosed", |len| around("", &"<u>".repeat(len / 3), "")),
    ("deep-nesting-in-a-short-root", |len| {
        format!("<GetIdentityDkimAttributesResponse>{}", "<u>".repeat(len / 3)).into_bytes()
    }),
    ("unclosed-comments", |len| around("", &"<!--".repeat(len / 4), "")),
    ("unclosed-quote", |len| around("<u a=\"", &"x".repeat(len), "")),
    ("lt-flood", |len| around("", &"<".repeat(len), "")),
    ("amp-flood", |len| around("<entry><key>", &"&".repeat(len), "")),
    ("unterminated-entity-flood", |len| around("<entry><key>", &"&amp".repeat(len / 4), "")),
    // Document type declarations.
    ("billion-laughs", |len| doctype(len, |n| format!("<!ENTITY l{} \"&l{n};&l{n};\">", n + 1))),
    ("quadratic-entity", |len| {
        doctype(len, |n| {
            if n == 0 {
                format!("<!ENTITY a \"{}\">", "a".repeat(len / 2))
            } else {
                "&a;".to_owned()
            }
        })
    }),
    ("doctype-flood", |len| repeated(len, |_| "<!DOCTYPE a [".to_owned()).into_bytes()),
    ("error-fields", |len| {
        format!(
            "<ErrorResponse><Error>{}</Error></ErrorResponse>",
            repeated(len, |_| "<Code>a&amp;</Code>".to_owned())
        )
        .into_bytes()
    }),
];

/// The classes of body in answer to `VerifyDomainDkim`.
const TOKENS_BODIES: &[Class] = &[
    ("verify-members", |len| verified(len, |n| format!("<member>{n}</member>"))),
    ("verify-empty-members", |len| verified(len, |_| "<member/>".to_owned())),
    ("verify-referred-members", |len| verified(len, |_| "<member>&lt;</member>".to_owned())),
    ("verify-comments", |len| verified(len, |_| "<!---->".to_owned())),
];

/// The classes of body in answer to `SetIdentityDkimEnabled`.
const ENABLED_BODIES: &[Class] = &[
    ("enabled-unknown-members", |len| enabled(len, |_| "<u/>".to_owned())),
    ("enabled-text", |len| enabled(len, |_| "&lt;".to_owned())),
];

/// Every class of request form.
pub const FORMS: &[Class] = &[
    ("form-members", |len| form(len, |n| format!("&Identities.member.{}=a", n + 1))),
    ("form-escaped-members", |len| form(len, |n| format!("&Identities.member.{}=%61", n + 1))),
    ("form-descending", |len| {
        let count = len / 24;
        form(len, |n| format!("&Identities.member.{}=a", count.saturating_sub(n)))
    }),
    ("form-shuffled", |len| {
        // The first 2^n multiples of an odd number, modulo 2^n, are all different.
        let count = 1 << (len / 24).max(1).ilog2();
        let index = |n: usize| n.wrapping_mul(0x9E37_79B1) % count + 1;
        let piece = |n| format!("&Identities.member.{}=a", index(n));
        form(len, |n| if n < count { piece(n) } else { String::new() })
    }),
    ("form-same-index", |len| form(len, |_| "&Identities.member.1=a".to_owned())),
    ("form-huge-index", |_| format!("{FORM}&Identities.member.2147483647=a").into_bytes()),
    ("form-ampersands", |len| form(len, |_| "&".to_owned())),
    ("form-escapes", |len| {
        form(len, |n| if n == 0 { "&Identities.member.1=" } else { "%25" }.to_owned())
    }),
    ("form-unknown", |len| form(len, |n| format!("&a{n}=%20"))),
    ("form-of-a-domain", |len| {
        format!("Action=VerifyDomainDkim&Domain={}", "%61".repeat(len / 3)).into_bytes()
    }),
    ("form-of-a-flag", |len| {
        format!("Action=SetIdentityDkimEnabled&Identity=a&DkimEnabled={}", "true".repeat(len / 4))
            .into_bytes()
    }),
];

fn repeated(len: usize, piece: impl Fn(usize) -> String) -> String {
    let mut out = String::with_capacity(len + 64);
    for number in 0.. {
        if out.len() >= len {
            break;
        }
        let before = out.len();
        out.push_str(&piece(number));
        if out.len() == before {
            break;
        }
    }
    out
}

fn around(start: &str, content: &str, end: &str) -> Vec<u8> {
    [HEAD, start, content, end, TAIL].concat().into_bytes()
}

fn inside(len: usize, piece: impl Fn(usize) -> String) -> Vec<u8> {
    around("", &repeated(len, piece), "")
}

fn in_key(len: usize, piece: impl Fn(usize) -> String) -> Vec<u8> {
    around("<entry><key>", &repeated(len, piece), "</key><value/></entry>")
}

fn tokens(len: usize, piece: impl Fn(usize) -> String) -> Vec<u8> {
    around(TOKENS, &repeated(len, piece), TOKENS_END)
}

fn entries(len: usize, key: impl Fn(usize) -> String) -> Vec<u8> {
    let entry =
        TOKENS.replacen("<key>a</key>", "<key>KEY</key>", 1) + "<member>a</member>" + TOKENS_END;
    inside(len, |number| entry.replacen("KEY", &key(number), 1))
}

fn verified(len: usize, piece: impl Fn(usize) -> String) -> Vec<u8> {
    let members = repeated(len, piece);
    format!(
        "<VerifyDomainDkimResponse><VerifyDomainDkimResult><DkimTokens>{members}</DkimTokens>\
         </VerifyDomainDkimResult></VerifyDomainDkimResponse>"
    )
    .into_bytes()
}

fn enabled(len: usize, piece: impl Fn(usize) -> String) -> Vec<u8> {
    let members = repeated(len, piece);
    format!(
        "<SetIdentityDkimEnabledResponse><SetIdentityDkimEnabledResult>{members}\
         </SetIdentityDkimEnabledResult></SetIdentityDkimEnabledResponse>"
    )
    .into_bytes()
}

fn doctype(len: usize, piece: impl Fn(usize) -> String) -> Vec<u8> {
    let entities = repeated(len, piece);
    format!("<!DOCTYPE a [<!ENTITY l0 \"lol\">{entities}]><a>&l9;</a>").into_bytes()
}

fn form(len: usize, piece: impl Fn(usize) -> String) -> Vec<u8> {
    (FORM.to_owned() + &repeated(len, piece)).into_bytes()
}
