//! The retry class of an error in the client's standard retry mode.

use aws_runtime::retries::classifiers::AwsErrorCodeClassifier;
use aws_sdk_ses::error::ErrorMetadata;
use aws_sdk_ses::operation::get_identity_dkim_attributes::GetIdentityDkimAttributesError;
use aws_smithy_runtime::client::retries::classifiers::{
    HttpStatusCodeClassifier, run_classifiers_on_ctx,
};
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, InterceptorContext};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::retries::classifiers::{
    RetryAction, RetryReason, SharedRetryClassifier,
};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::ErrorKind;

pub fn class(status: Option<u16>, code: Option<&str>) -> Option<&'static str> {
    let mut metadata = ErrorMetadata::builder();
    if let Some(code) = code {
        metadata = metadata.code(code);
    }
    let error = GetIdentityDkimAttributesError::generic(metadata.build());
    let mut context = InterceptorContext::new(Input::erase(()));
    if let Some(status) = status {
        let status = status.try_into().expect("a status");
        context.set_response(HttpResponse::new(status, SdkBody::empty()));
    }
    context.set_output_or_error(Err(OrchestratorError::operation(Error::erase(error))));
    let codes = AwsErrorCodeClassifier::<GetIdentityDkimAttributesError>::new();
    let classifiers = [
        SharedRetryClassifier::new(HttpStatusCodeClassifier::default()),
        SharedRetryClassifier::new(codes),
    ];
    match run_classifiers_on_ctx(classifiers.into_iter(), &context) {
        RetryAction::RetryIndicated(RetryReason::RetryableError { kind, .. }) => match kind {
            ErrorKind::ThrottlingError => Some("throttling"),
            _ => Some("transient"),
        },
        _ => None,
    }
}
