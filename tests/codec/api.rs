//! The traits and sizes that the public types guarantee: thread safety, small sizes, `Copy`.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::hash::Hash;

use ses_dkim_codec::dns::{CnameRecord, RecordError, RecordErrorKind};
use ses_dkim_codec::wire::RegionError;
use ses_dkim_codec::{
    AnyRequest, BodyKind, DecodeError, DecodeErrorKind, DkimAttributes, EncodeError, ErrorResponse,
    ErrorType, Explanation, FormError, FormErrorKind, GetIdentityDkimAttributesRequest,
    GetIdentityDkimAttributesResponse, IdentityDkimAttributes, LimitError, Location, Operation,
    OwnedIdentityDkimAttributes, ReplyError, RequestError, Retry, SetIdentityDkimEnabledRequest,
    SetIdentityDkimEnabledResponse, UnknownStatus, VerificationStatus, VerifyDomainDkimRequest,
    VerifyDomainDkimResponse, XmlError,
};
use ses_dkim_codec_tests::laws::Reply;

fn is_value<T: Clone + Debug + Eq + Hash + Send + Sync + Unpin + 'static>() {}
fn is_small<T: Copy + Debug + Send + Sync + Unpin + 'static>() {}
fn is_error<T: Clone + Error + Display + Eq + Hash + Send + Sync + Unpin + 'static>() {}

#[test]
fn values_cross_threads_and_outlive_their_body_once_owned() {
    is_value::<GetIdentityDkimAttributesRequest<'static>>();
    is_value::<GetIdentityDkimAttributesResponse<'static>>();
    is_value::<VerifyDomainDkimRequest<'static>>();
    is_value::<VerifyDomainDkimResponse<'static>>();
    is_value::<SetIdentityDkimEnabledRequest<'static>>();
    is_value::<SetIdentityDkimEnabledResponse<'static>>();
    is_value::<AnyRequest<'static>>();
    is_value::<DkimAttributes<'static>>();
    is_value::<ErrorResponse<'static>>();
    is_value::<ErrorType<'static>>();
    is_value::<Reply<'static>>();
    is_value::<CnameRecord>();
    is_value::<OwnedIdentityDkimAttributes<'static>>();
    is_value::<UnknownStatus<'static>>();
    is_value::<VerificationStatus<'static>>();
}

#[test]
fn views_and_kinds_are_copied() {
    is_small::<IdentityDkimAttributes<'static>>();
    is_small::<Operation>();
    is_small::<BodyKind>();
    is_small::<Retry>();
    is_small::<DecodeErrorKind>();
    is_small::<FormErrorKind>();
    is_small::<RecordErrorKind>();
    is_small::<Location>();
    is_small::<Explanation<'static>>();
}

#[test]
fn errors_borrow_nothing() {
    is_error::<DecodeError>();
    is_error::<EncodeError>();
    is_error::<FormError>();
    is_error::<LimitError>();
    is_error::<RecordError>();
    is_error::<RegionError>();
    is_error::<ReplyError>();
    is_error::<XmlError>();
    assert!(size_of::<ReplyError>() <= size_of::<usize>());
    assert!(size_of::<XmlError>() <= 16);
}

#[test]
fn every_error_that_a_caller_gets_implements_error() {
    fn takes<E: Error + Send + Sync + 'static>() {}
    takes::<ErrorResponse<'static>>();
    takes::<RequestError>();
    takes::<ReplyError>();
}
