//! The documents of the benchmarks, generated from values without any of the readers or writers.

pub mod respell;
pub mod values;
pub mod write;

use values::{Entry, Response};

/// A body and its expected value.
pub struct Document {
    pub name: String,
    pub body: Vec<u8>,
    pub content: Content,
}

pub enum Content {
    Reply(Digest),
    Identities(Vec<String>),
}

/// The documents of the tables.
pub fn names() -> Vec<String> {
    let mut names = vec!["documented-indented".to_owned()];
    names.extend(regular());
    let others = [
        "100-disguised",
        "documented-error",
        "compact-error",
        "verify-domain-dkim",
        "set-identity-dkim-enabled",
        "form-2",
        "form-100",
    ];
    names.extend(others.map(str::to_owned));
    names
}

/// The largest reply in each layout that a service or an emulator writes.
pub fn regular() -> impl Iterator<Item = String> {
    write::LAYOUTS.iter().map(|(layout, _)| format!("100-{layout}"))
}

/// The documents of all [`names`].
pub fn all() -> Vec<Document> {
    names().iter().map(|name| Document::named(name)).collect()
}

/// Documents in a layout, of about 1, 4, 16 and 64 KiB, 1 and 16 MiB.
pub fn sizes(layout: &str) -> Vec<Document> {
    let counts = [2, 9, 36, 143, 2290, 36_650];
    counts.iter().map(|count| Document::named(&format!("{count}-{layout}"))).collect()
}

/// A summary of the value that every reader must find, so that no reader does less than the others.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Digest {
    pub entries: usize,
    pub enabled: usize,
    pub tokens: usize,
    /// The bytes of all identities, statuses, tokens and the request id.
    pub text: usize,
}

impl Digest {
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut digest = Self::default();
        for text in texts {
            digest.text += text.len();
        }
        digest
    }

    pub fn entry<'a>(
        &mut self,
        identity: &str,
        enabled: bool,
        status: &str,
        tokens: impl Iterator<Item = &'a str>,
    ) {
        self.entries += 1;
        self.enabled += usize::from(enabled);
        self.text += identity.len() + status.len();
        for token in tokens {
            self.tokens += 1;
            self.text += token.len();
        }
    }

    pub fn request_id(&mut self, id: &str) {
        self.text += id.len();
    }
}

impl Document {
    /// The document with this name: one of [`names`], or the same with another count.
    pub fn named(name: &str) -> Self {
        let (body, content) = match name.split_once('-') {
            Some(("documented", "indented")) => documented(),
            Some(("documented", "error")) => documented_error(),
            Some(("compact", "error")) => compact_error(),
            Some(("verify", "domain-dkim")) => verify_domain_dkim(),
            Some(("set", "identity-dkim-enabled")) => set_identity_dkim_enabled(),
            Some(("form", count)) => form(count.parse().unwrap()),
            Some((count, layout)) => response(count.parse().unwrap(), layout),
            None => panic!("no document is named {name}"),
        };
        Self { name: name.to_owned(), body: body.into_bytes(), content }
    }
}

fn response(count: usize, layout: &str) -> (String, Content) {
    let mut response = Response::of(count);
    let body = match layout {
        "disguised" => respell::respelled(&response),
        "empty-tag" => {
            response = response.without_tokens("NotStarted");
            write::in_layout(&response, "indented")
        }
        layout => write::in_layout(&response, layout),
    };
    (body, Content::Reply(response.digest()))
}

/// The documented exchange. The writer must give exactly this file, so `100-indented` has the same
/// layout as the file.
fn documented() -> (String, Content) {
    let body = include_str!("../examples/documented/response.xml");
    let tokens = [
        "EXAMPLEjcs5xoyqytjsotsijas7236gr",
        "EXAMPLEjr76cvoc6mysspnioorxsn6ep",
        "EXAMPLEkbmkqkhlm2lyz77ppkulerm4k",
    ];
    let response = Response {
        entries: vec![
            Entry {
                identity: "example.com".to_owned(),
                enabled: true,
                status: "Success",
                tokens: Some(tokens.map(str::to_owned).to_vec()),
            },
            Entry {
                identity: "user@example.com".to_owned(),
                enabled: false,
                status: "NotStarted",
                tokens: None,
            },
        ],
        request_id: "bb5a105d-c468-11e1-82eb-dff885ccc06a".to_owned(),
    };
    assert_eq!(write::in_layout(&response, "indented"), body);
    (body.to_owned(), Content::Reply(response.digest()))
}

/// The documented response of `VerifyDomainDkim`.
fn verify_domain_dkim() -> (String, Content) {
    let body = include_str!("../examples/documented/verify_domain_dkim.xml");
    let texts = [
        "EXAMPLEjcs5xoyqytjsotsijas7236gr",
        "EXAMPLEjr76cvoc6mysspnioorxsn6ep",
        "EXAMPLEkbmkqkhlm2lyz77ppkulerm4k",
        "9662c15b-c469-11e1-99d1-797d6ecd6414",
    ];
    let digest = Digest { tokens: 3, ..Digest::of_texts(texts) };
    (body.to_owned(), Content::Reply(digest))
}

/// The documented response of `SetIdentityDkimEnabled`.
fn set_identity_dkim_enabled() -> (String, Content) {
    let body = include_str!("../examples/documented/set_identity_dkim_enabled.xml");
    let digest = Digest::of_texts(["7aa61362-c469-11e1-aee5-6bbb4608fbcc"]);
    (body.to_owned(), Content::Reply(digest))
}

fn documented_error() -> (String, Content) {
    let body = include_str!("../examples/documented/error.xml");
    let texts = ["Sender", "Throttling", "Rate exceeded", "1f1d5fbb-a1e6-11e8-b9d4-3d9a4c2c1a2f"];
    (body.to_owned(), Content::Reply(Digest::of_texts(texts)))
}

/// The documented error without white space between elements.
fn compact_error() -> (String, Content) {
    let (body, content) = documented_error();
    (body.lines().map(str::trim_start).collect(), content)
}

/// The form of a request, with every byte escaped that RFC 3986 does not leave unreserved.
fn form(count: usize) -> (String, Content) {
    let identities: Vec<String> = (0..count).map(values::identity).collect();
    let mut body = "Action=GetIdentityDkimAttributes&Version=2010-12-01".to_owned();
    for (number, identity) in identities.iter().enumerate() {
        let escaped = identity.replace('@', "%40").replace('+', "%2B");
        body.push_str(&format!("&Identities.member.{}={escaped}", number + 1));
    }
    (body, Content::Identities(identities))
}
