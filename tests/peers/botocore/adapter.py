"""Serves botocore, the client under boto3 and the AWS CLI, to the conformance suite.

It is a real client that gets its answer in place of the HTTP call. The adapter reports what a caller
sees.
"""

import io
import pathlib
import sys

import botocore
import botocore.session
from botocore import UNSIGNED, xform_name
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.retries import standard

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "helpers" / "python"))

from lines import OPERATIONS, body, empty_answer, headers, present, serve

DESCRIPTION = {
    "implementation": {"name": "botocore", "version": botocore.__version__, "language": "Python"},
    "operations": list(OPERATIONS),
    "omits": ["body"],
    "folds": ["absent-code=status", 'absent-code=""', 'absent-message=""', 'absent-detail=""'],
}
FIELDS = ("Type", "Code", "Message", "Detail")


class Body(io.BytesIO):
    """A body with urllib3's interface."""

    def stream(self, **_):
        yield self.read()


class Client:
    """A client whose transport records the request and returns a given answer."""

    def __init__(self):
        config = Config(
            signature_version=UNSIGNED,
            retries={"mode": "standard", "total_max_attempts": 1},
        )
        session = botocore.session.Session()
        self.client = session.create_client("ses", region_name="us-east-1", config=config)
        self.client.meta.events.register("before-send.ses.*", self.transport)
        self.answer = None
        self.sent = None

    def transport(self, request, **_):
        self.sent = request
        return self.answer

    def call(self, operation, request, answer):
        self.answer = answer
        return getattr(self.client, xform_name(operation))(**request)

    def encode_request(self, question):
        name = question["operation"]
        self.call(name, question["request"], response(200, body=empty_answer(name)))
        content_type = self.sent.headers["Content-Type"]
        return {"ok": {"body": text(self.sent.body), "content_type": text(content_type)}}

    def decode_response(self, question):
        operation = question["operation"]
        answer = response(question["status"], headers(question), body(question))
        try:
            value = self.call(operation, OPERATIONS[operation], answer)
        except ClientError as error:
            return {"error_response": error_shape(error.response)}
        metadata = present({"RequestId": value["ResponseMetadata"].get("RequestId")})
        return {"ok": {**value, "ResponseMetadata": metadata}}

    def classify(self, question):
        """The retry class of an error in the client's standard retry mode."""
        status = question["status"]
        context = standard.RetryContext(
            attempt_number=1,
            operation_model=self.client.meta.service_model.operation_model("VerifyDomainDkim"),
            parsed_response={"Error": present({"Code": question["code"]})},
            http_response=None if status is None else response(status),
        )
        throttled = (standard.ThrottledRetryableChecker(), standard.ThrottlingStatusCodeChecker())
        if any(checker.is_retryable(context) for checker in throttled):
            return {"ok": {"retry": "throttling"}}
        is_transient = standard.TransientRetryableChecker().is_retryable(context)
        return {"ok": {"retry": "transient" if is_transient else None}}


def response(status, headers=(), body=b""):
    url = "https://email.us-east-1.amazonaws.com/"
    return AWSResponse(url, status, dict(headers), Body(body))


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def error_shape(value):
    error, metadata = value.get("Error", {}), value.get("ResponseMetadata", {})
    return present(
        {
            "status": metadata.get("HTTPStatusCode"),
            "Error": present({name: error.get(name) for name in FIELDS}),
            "RequestId": metadata.get("RequestId"),
        }
    )


if __name__ == "__main__":
    client = Client()
    ops = (client.encode_request, client.decode_response, client.classify)
    serve(DESCRIPTION, {op.__name__: op for op in ops})
