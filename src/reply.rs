//! What came back: a response or the service's error, decided by the root element and the status.

use crate::error_response::ErrorResponse;
use crate::response::GetIdentityDkimAttributesResponse;

/// A response, or the error that the service answered instead.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a reply is one or the other")]
pub enum Reply<'body> {
    /// The call succeeded.
    Response(GetIdentityDkimAttributesResponse<'body>),
    /// The service answered an error.
    ErrorResponse(ErrorResponse<'body>),
}

impl<'body> Reply<'body> {
    /// The reply as a `Result`, for the `?` of a client.
    ///
    /// # Errors
    ///
    /// The service's [`ErrorResponse`].
    #[expect(clippy::result_large_err, reason = "the error is the answer, and moved once")]
    pub fn into_result(
        self,
    ) -> Result<GetIdentityDkimAttributesResponse<'body>, ErrorResponse<'body>> {
        match self {
            Self::Response(response) => Ok(response),
            Self::ErrorResponse(error) => Err(error),
        }
    }

    /// The same reply, owning its text.
    #[must_use]
    pub fn into_owned(self) -> Reply<'static> {
        match self {
            Self::Response(response) => Reply::Response(response.into_owned()),
            Self::ErrorResponse(error) => Reply::ErrorResponse(error.into_owned()),
        }
    }
}
