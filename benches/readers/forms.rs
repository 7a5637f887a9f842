//! The writers and readers of a request form.

use std::borrow::Cow;
use std::fmt::Write;
use std::hint::black_box;

use form_urlencoded::Serializer;
use ses_dkim_codec::GetIdentityDkimAttributesRequest as Request;

use super::Reader;
use crate::documents::{Content, Document};

/// Writers of identities as a form, each time into a new string.
pub const WRITERS: [Reader; 3] = [
    Reader {
        name: "encode_form",
        repeat: |document, times| {
            let request = Request::new(identities(document).iter().map(String::as_str));
            repeat(times, || black_box(&request).to_form());
        },
        answers: |document| {
            let request = Request::new(identities(document).iter().map(String::as_str));
            request.to_form().as_bytes() == document.body
        },
    },
    Reader {
        name: "aws-smithy-query",
        repeat: |document, times| repeat(times, || smithy(black_box(identities(document)))),
        answers: |document| smithy(identities(document)).as_bytes() == document.body,
    },
    Reader {
        name: "form_urlencoded",
        repeat: |document, times| repeat(times, || serialized(black_box(identities(document)))),
        answers: |document| serialized(identities(document)).as_bytes() == document.body,
    },
];

/// Readers of a form.
pub const READERS: [Reader; 2] = [
    Reader {
        name: "decode_form",
        repeat: |document, times| repeat(times, || decoded(black_box(&document.body))),
        answers: |document| {
            decoded(&document.body)
                .is_some_and(|request| request.identities() == identities(document))
        },
    },
    Reader {
        name: "form_urlencoded::parse",
        repeat: |document, times| repeat(times, || parsed(black_box(&document.body))),
        answers: |document| {
            parsed(&document.body).is_some_and(|parsed| parsed == identities(document))
        },
    },
];

fn identities(document: &Document) -> &[String] {
    match &document.content {
        Content::Identities(identities) => identities,
        Content::Reply(_) => panic!("{} is not a form", document.name),
    }
}

fn repeat<T>(times: usize, once: impl Fn() -> T) {
    for _ in 0..times {
        drop(black_box(once()));
    }
}

/// Calls the writer as the generated code of the AWS SDK for Rust does.
fn smithy(identities: &[String]) -> String {
    let mut form = String::new();
    let mut writer =
        aws_smithy_query::QueryWriter::new(&mut form, "GetIdentityDkimAttributes", "2010-12-01");
    let mut list = writer.prefix("Identities").start_list(false, None);
    for identity in identities {
        list.entry().string(identity);
    }
    list.finish();
    writer.finish();
    form
}

/// The form of the WHATWG URL standard. It is the same for identities without a space, `~` or `*`.
fn serialized(identities: &[String]) -> String {
    let mut form = Serializer::new(String::new());
    form.append_pair("Action", "GetIdentityDkimAttributes");
    form.append_pair("Version", "2010-12-01");
    let mut name = String::new();
    for (index, identity) in identities.iter().enumerate() {
        name.clear();
        write!(name, "Identities.member.{}", index + 1).unwrap();
        form.append_pair(&name, identity);
    }
    form.finish()
}

fn decoded(body: &[u8]) -> Option<Request<'_>> {
    Request::decode_form(body).ok()
}

/// The members in the order of their indices. Gaps and repetitions are not checked.
fn parsed(body: &[u8]) -> Option<Vec<Cow<'_, str>>> {
    let mut is_ours = false;
    let mut members = Vec::new();
    for (name, value) in form_urlencoded::parse(body) {
        if let Some(index) = name.strip_prefix("Identities.member.") {
            members.push((index.parse::<usize>().ok()?, value));
        } else if name == "Action" {
            is_ours = value == "GetIdentityDkimAttributes";
        }
    }
    members.sort_by_key(|(index, _)| *index);
    is_ours.then(|| members.into_iter().map(|(_, value)| value).collect())
}
