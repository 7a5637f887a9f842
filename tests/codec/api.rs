//! The traits of the public types, such as `Send` and `Copy`, and the sizes of errors.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::hash::Hash;

use ses_dkim_codec::dns::{CnameRecord, RecordError, RecordErrorKind};
use ses_dkim_codec::wire::RegionError;
use ses_dkim_codec::{
    AnyRequest, BodyKind, DecodeError, DecodeErrorKind, DkimAttributes, EncodeError, ErrorResponse,
    ErrorType, Explanation, FormError, FormErrorKind, GetIdentityDkimAttributesRequest,
    GetIdentityDkimAttributesResponse, IdentityDkimAttributes, LimitError, Location, Operation,
    OwnedIdentityDkimAttributes, ReplyError, RequestError, ResponseError, Retry,
    SetIdentityDkimEnabledRequest, SetIdentityDkimEnabledResponse, UnknownStatus,
    VerificationStatus, VerifyDomainDkimRequest, VerifyDomainDkimResponse, XmlError,
};
use ses_dkim_codec_tests::laws::Reply;

fn is_value<T: Clone + Debug + Eq + Hash + Send + Sync + Unpin + 'static>() {}
fn is_copy<T: Copy + Debug + Send + Sync + Unpin + 'static>() {}
fn is_error<T: Clone + Error + Display + Eq + Hash + Send + Sync + Unpin + 'static>() {}

#[test]
fn public_values_are_clone_eq_hash_send_and_sync() {
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
fn views_and_kinds_are_copy_send_and_sync() {
    is_copy::<IdentityDkimAttributes<'static>>();
    is_copy::<Operation>();
    is_copy::<BodyKind>();
    is_copy::<Retry>();
    is_copy::<DecodeErrorKind>();
    is_copy::<FormErrorKind>();
    is_copy::<RecordErrorKind>();
    is_copy::<Location>();
    is_copy::<Explanation<'static>>();
}

/// Checks that each type is an error. Returns the names of the types.
macro_rules! errors {
    ($($error:ty),* $(,)?) => {{
        $(is_error::<$error>();)*
        [$(stringify!($error)),*]
    }};
}

#[test]
fn every_public_error_type_implements_error() {
    let names = errors![
        DecodeError,
        EncodeError,
        ErrorResponse<'static>,
        FormError,
        LimitError,
        RecordError,
        RegionError,
        ReplyError,
        RequestError,
        ResponseError,
        XmlError,
    ];
    let names = names.map(|name| name.split('<').next().unwrap_or_default());
    let api = include_str!("../../.ci/public-api.txt");
    let prefix = "impl core::error::Error for ";
    let types = api.lines().filter_map(|line| line.strip_prefix(prefix));
    let types = types.map(|path| path.split('<').next().unwrap_or_default());
    let mut types: Vec<&str> = types.map(|path| path.rsplit("::").next().unwrap_or(path)).collect();
    types.sort_unstable();
    assert_eq!(types, names, "every public error type is in the list, in order");
}

#[test]
fn an_error_is_small() {
    assert!(size_of::<ReplyError>() <= size_of::<usize>());
    assert!(size_of::<XmlError>() <= 16);
}
