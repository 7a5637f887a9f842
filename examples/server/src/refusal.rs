//! The errors in the answers of the service.

use ses_dkim_codec::{
    ErrorResponse, ErrorType, FormError, FormErrorKind, LimitError, RequestError,
};

/// An error that answers a request.
pub struct Refusal {
    status: u16,
    code: &'static str,
    message: String,
}

impl Refusal {
    pub fn new(status: u16, code: &'static str, message: impl ToString) -> Self {
        Self { status, code, message: message.to_string() }
    }

    /// The error of an invalid value.
    pub fn of_value(message: impl ToString) -> Self {
        Self::new(400, "InvalidParameterValue", message)
    }

    /// The error that the codec writes.
    pub fn into_error(self, request_id: String) -> ErrorResponse<'static> {
        let sender = self.status < 500;
        let error_type = if sender { ErrorType::Sender } else { ErrorType::Receiver };
        ErrorResponse::new(self.code)
            .with_type(error_type)
            .with_message(self.message)
            .with_request_id(request_id)
            .with_status(self.status)
    }
}

impl From<RequestError> for Refusal {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Form(form) => {
                let (status, code) = form_code(&form);
                Self::new(status, code, form)
            }
            RequestError::ContentType | RequestError::Method | _ => {
                Self::new(400, "MalformedHttpRequestException", error)
            }
        }
    }
}

impl From<LimitError> for Refusal {
    // The documentation states the limit without a code. This code means "out of range".
    fn from(error: LimitError) -> Self {
        Self::of_value(error)
    }
}

/// The status and the code of a malformed form.
///
/// Sources: SES Developer Guide, "API error codes"; AWS API references, "Common errors" for
/// `ValidationError` and `MalformedHttpRequestException`;
/// <https://github.com/aws/aws-cli/issues/37> for the code of a wrong version. SES answers a list
/// in the flat form with `MalformedInput`.
fn form_code(error: &FormError) -> (u16, &'static str) {
    use FormErrorKind as Kind;
    match (error.kind(), error.parameter()) {
        (Kind::InvalidUtf8 | Kind::MalformedEscape, _) => (404, "MalformedQueryString"),
        (Kind::Missing, Some("Action")) => (400, "MissingAction"),
        (Kind::Missing, _) => (400, "ValidationError"),
        (Kind::UnknownAction | Kind::WrongAction, _) => (400, "InvalidAction"),
        (Kind::Unexpected, Some("Version")) => (400, "InvalidAction"),
        (Kind::Duplicate | Kind::Mixed, _) => (400, "InvalidParameterCombination"),
        (
            Kind::Malformed
            | Kind::MalformedIndex
            | Kind::IndexGap
            | Kind::DuplicateIndex
            | Kind::Unexpected,
            _,
        ) => (400, "MalformedInput"),
        _ => (400, "InvalidQueryParameter"),
    }
}
