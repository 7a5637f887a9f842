//! What all operations have in common: a name, a limit of calls, and the methods of requests and
//! responses.

use ses_dkim_codec::{
    AnyRequest, DkimAttributes, GetIdentityDkimAttributesRequest,
    GetIdentityDkimAttributesResponse, Operation, OwnedIdentityDkimAttributes, Request, Response,
    SetIdentityDkimEnabledRequest, SetIdentityDkimEnabledResponse, VerifyDomainDkimRequest,
    VerifyDomainDkimResponse,
};

#[test]
fn an_operation_is_displayed_as_its_action() {
    for operation in Operation::ALL {
        assert_eq!(operation.to_string(), operation.action());
    }
    assert_eq!(format!("{:>18}", Operation::VerifyDomainDkim), "  VerifyDomainDkim");
}

/// The SES API Reference says of each operation: "no more than once per second".
#[test]
fn every_operation_is_limited_to_one_call_a_second() {
    for operation in Operation::ALL {
        assert_eq!(operation.max_calls_per_second(), 1, "{operation}");
    }
}

#[test]
fn the_form_is_the_same_through_the_trait_and_any_request() {
    fn form<'a>(request: &impl Request<'a>) -> String {
        request.to_form()
    }
    let verify = VerifyDomainDkimRequest::new("a.example");
    let get = GetIdentityDkimAttributesRequest::new(["a.example", "user@b.example"]);
    let set = SetIdentityDkimEnabledRequest::new("a.example", true);
    assert_eq!(form(&verify), verify.to_form());
    assert_eq!(form(&get), get.to_form());
    assert_eq!(form(&set), set.to_form());
    assert_eq!(AnyRequest::from(verify.clone()).to_form(), verify.to_form());
    assert_eq!(AnyRequest::from(get.clone()).to_form(), get.to_form());
    assert_eq!(AnyRequest::from(set.clone()).to_form(), set.to_form());
}

/// The request id is the only difference, and an owned response keeps it.
#[test]
fn a_request_id_is_added_to_a_response() {
    fn check<'a, R: Response<'a> + Clone + PartialEq + std::fmt::Debug>(plain: R, with_id: R) {
        assert_eq!((plain.request_id(), with_id.request_id()), (None, Some("1")));
        assert_eq!(with_id.clone().into_owned().request_id(), Some("1"));
        assert_eq!(with_id.clone().into_owned().to_xml(), with_id.to_xml());
        let mut without_id = with_id;
        without_id.set_request_id(None);
        assert_eq!(without_id, plain);
    }
    let verify = VerifyDomainDkimResponse::new(["t1", "t2", "t3"]);
    check(verify.clone(), verify.with_request_id("1"));
    let get = GetIdentityDkimAttributesResponse::new(DkimAttributes::from_iter([(
        "a.example",
        OwnedIdentityDkimAttributes::default(),
    )]));
    check(get.clone(), get.with_request_id("1"));
    let set = SetIdentityDkimEnabledResponse::new();
    check(set.clone(), set.with_request_id("1"));
}
