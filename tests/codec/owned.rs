//! Values that outlive their body: the attributes of one identity, the map as a collection, errors
//! that `?` returns.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;

use ses_dkim_codec::{
    DkimAttributes, ErrorResponse, ErrorType, GetIdentityDkimAttributesRequest,
    GetIdentityDkimAttributesResponse, HttpReply, OwnedIdentityDkimAttributes, Reply,
    VerificationStatus, VerifyDomainDkimRequest, VerifyDomainDkimResponse,
};

const ERROR: &[u8] = include_bytes!("../../examples/documented/error.xml");
const RESPONSE: &[u8] = include_bytes!("../../examples/documented/response.xml");

fn map() -> DkimAttributes<'static> {
    let mut map = DkimAttributes::new();
    map.push("a.example").dkim_enabled(true).dkim_tokens(["a1", "a2"]);
    map.push("b.example").dkim_verification_status(VerificationStatus::from("Later"));
    map.push("c.example").dkim_tokens([""; 0]);
    map.push("a.example").dkim_tokens(["c1"]).dkim_enabled(false);
    map
}

#[test]
fn owned_attributes_equal_their_view() {
    for (_, view) in &map() {
        let owned: OwnedIdentityDkimAttributes<'static> = view.to_owned();
        assert_eq!(owned.view(), view);
        assert_eq!(OwnedIdentityDkimAttributes::from(view), owned);
    }
}

#[test]
fn owned_attributes_outlive_body_and_map() {
    let stored: BTreeMap<String, OwnedIdentityDkimAttributes<'static>> = {
        let body = RESPONSE.to_vec();
        let response = GetIdentityDkimAttributesResponse::decode(&body).unwrap();
        let owned = response.dkim_attributes.iter();
        owned.map(|(identity, of)| (identity.to_owned(), of.to_owned())).collect()
    };
    let tokens = stored["example.com"].dkim_tokens.as_deref().unwrap();
    assert_eq!((stored.len(), tokens.len()), (2, 3));

    let mut answer: DkimAttributes<'static> = stored.into_iter().collect();
    assert_eq!(answer.len(), 2);
    let of_domain = answer.get("example.com").unwrap().to_owned();
    answer.push("u@example.com").attributes(of_domain);
    assert_eq!(answer.get("u@example.com"), answer.get("example.com"));
}

#[test]
fn a_map_converts_to_pairs_and_back() {
    let pairs: Vec<_> = map().into_iter().collect();
    assert_eq!(pairs.len(), 4);
    assert_eq!(map().into_iter().len(), 4);
    assert_eq!(pairs[3].1.dkim_tokens.as_deref(), Some(&[Cow::Borrowed("c1")][..]));
    assert_eq!(pairs[1].1.dkim_tokens, None);
    assert_eq!(DkimAttributes::from_iter(pairs), map());
    assert_eq!(map().iter().collect::<DkimAttributes<'_>>(), map());
}

#[test]
fn converting_a_map_to_pairs_copies_no_text() {
    let body = RESPONSE.to_vec();
    let response = GetIdentityDkimAttributesResponse::decode(&body).unwrap();
    for (identity, attributes) in response.dkim_attributes {
        assert!(matches!(identity, Cow::Borrowed(_)));
        let tokens = attributes.dkim_tokens.unwrap_or_default();
        assert!(tokens.iter().all(|token| matches!(token, Cow::Borrowed(_))));
    }
}

#[test]
fn a_map_is_extended_by_views_and_by_values() {
    let source = map();
    let mut extended = DkimAttributes::new();
    extended.push("first").dkim_tokens(["f"]);
    extended.extend(&source);
    extended.extend([("last", OwnedIdentityDkimAttributes::default())]);
    let mut appended = DkimAttributes::new();
    appended.push("first").dkim_tokens(["f"]);
    appended.append(map());
    appended.push("last");
    assert_eq!(extended, appended);
}

#[test]
fn setting_attributes_replaces_all_earlier_ones() {
    let mut map = map();
    let other = map.get("b.example").unwrap().to_owned();
    let entry = map.push("x").dkim_enabled(true).dkim_tokens(["x1", "x2"]);
    entry.attributes(other.clone());
    assert_eq!(map.get("x"), Some(other.view()));
}

/// A body that a function reads is dropped before the caller sees the error.
#[test]
fn errors_of_a_reply_outlive_its_body() {
    type Boxed = Box<dyn Error + Send + Sync>;
    fn tokens(status: u16, body: Vec<u8>) -> Result<Vec<String>, Boxed> {
        let request = VerifyDomainDkimRequest::new("a.example");
        let response = request.reply(HttpReply::new(status, &body))?.into_result()?;
        Ok(response.dkim_tokens.iter().map(|token| token.clone().into_owned()).collect())
    }
    fn owned(body: Vec<u8>) -> Result<VerifyDomainDkimResponse<'static>, Box<dyn Error>> {
        let request = VerifyDomainDkimRequest::new("a.example");
        Ok(request.reply(HttpReply::new(200, &body))?.into_owned_result()?)
    }
    let xml = VerifyDomainDkimResponse::new(["t"]).to_xml().unwrap();
    assert_eq!(tokens(200, xml.clone().into_bytes()).unwrap(), ["t"]);
    assert_eq!(owned(xml.into_bytes()).unwrap().dkim_tokens, ["t"]);
    let error = tokens(400, ERROR.to_vec()).unwrap_err();
    assert!(error.downcast_ref::<ErrorResponse<'static>>().is_some());
    assert!(owned(ERROR.to_vec()).unwrap_err().is::<ErrorResponse<'static>>());
    let error = tokens(200, b"oops".to_vec()).unwrap_err();
    assert!(error.source().is_some(), "the decode error");
}

/// On a reference, `to_owned` must not be that of the trait `ToOwned`, which would copy the view
/// that borrows from the map.
#[test]
fn to_owned_of_a_reference_to_a_view_outlives_the_map() {
    let owned: OwnedIdentityDkimAttributes<'static> = {
        let map =
            DkimAttributes::from_iter([("example.com", OwnedIdentityDkimAttributes::default())]);
        let view = &map.get("example.com").unwrap();
        view.to_owned()
    };
    assert_eq!(owned, OwnedIdentityDkimAttributes::default());
}

#[test]
fn values_found_in_one_expression_outlive_it() {
    let request = GetIdentityDkimAttributesRequest::new(["example.com"]);
    let response = request.reply(HttpReply::new(200, RESPONSE)).unwrap().into_result().unwrap();
    let status = response.dkim_attributes.get("example.com").unwrap().dkim_verification_status();
    let tokens = response.dkim_attributes.get("example.com").unwrap().dkim_tokens().unwrap();
    let owned = response.dkim_attributes.get(&String::from("example.com")).unwrap().to_owned();
    let missing: Vec<&str> = response.dkim_attributes.missing(&request).collect();
    assert_eq!((status, tokens.len()), (Some(VerificationStatus::Success), 3));
    assert_eq!((owned.dkim_tokens.as_deref(), missing), (Some(tokens), vec![]));
}

#[test]
fn a_reply_converts_from_a_response_and_an_error() {
    let response = VerifyDomainDkimResponse::new(["t"]);
    assert_eq!(Reply::from(response.clone()), Reply::Response(response));
    let error = ErrorResponse::new("Throttling");
    let reply: Reply<'_, VerifyDomainDkimResponse<'_>> = error.clone().into();
    assert_eq!(reply, Reply::ErrorResponse(error));
}

#[test]
fn statuses_and_types_convert_from_any_text() {
    let status: VerificationStatus<'static> = String::from("Success").parse().unwrap();
    assert_eq!(status, VerificationStatus::Success);
    let status: VerificationStatus<'static> = String::from("later").parse().unwrap();
    assert_eq!((status.as_ref(), &status), ("later", &String::from("later").into()));
    assert_eq!(Cow::from(status), "later");
    for word in ["Failed", "NotStarted", "Pending", "Success", "TemporaryFailure", "?"] {
        assert_eq!(Cow::from(VerificationStatus::from(word)), word);
        assert_eq!(VerificationStatus::from(word).into_owned().to_string(), word);
    }
    let error_type: ErrorType<'static> = String::from("Sender").parse().unwrap();
    assert_eq!(error_type, ErrorType::Sender);
    let error_type: ErrorType<'static> = String::from("Client").parse().unwrap();
    assert_eq!((error_type.as_ref(), error_type.to_string()), ("Client", "Client".to_owned()));
}

/// Text from a peer must not control the terminal that it is printed on (CWE-150).
#[test]
fn displayed_text_has_no_control_characters() {
    let text = "a\u{1B}[2J\r\n\u{202E}b";
    let escaped = "a\\u{1b}[2J\\r\\n\\u{202e}b";
    assert_eq!(VerificationStatus::from(text).to_string(), escaped);
    assert_eq!(ErrorType::from(text).to_string(), escaped);
    assert_eq!(format!("{:>9}", ErrorType::Receiver), " Receiver");
}
