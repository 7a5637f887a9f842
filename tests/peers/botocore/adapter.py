"""Serves botocore, the client under boto3 and the AWS CLI, to the conformance runner.

A real client, its answer handed in where the HTTP call would be; what is reported is what a
user of the client sees.
"""

import base64
import io
import json
import sys

import botocore
import botocore.session
from botocore import UNSIGNED, xform_name
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.retries import standard

# What each operation is called with when only its answer counts.
REQUESTS = {
    "GetIdentityDkimAttributes": {"Identities": ["example.com"]},
    "VerifyDomainDkim": {"Domain": "example.com"},
    "SetIdentityDkimEnabled": {"Identity": "example.com", "DkimEnabled": True},
}
FIELDS = ("Type", "Code", "Message", "Detail")


class Body(io.BytesIO):
    """A body as urllib3 hands it out."""

    def stream(self, **_):
        yield self.read()


class Client:
    """A client whose transport records the request and returns the answer at hand."""

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

    def retry(self, status, code):
        """The class that the client's standard retry mode puts an error in."""
        model = self.client.meta.service_model.operation_model("GetIdentityDkimAttributes")
        context = standard.RetryContext(
            attempt_number=1,
            operation_model=model,
            parsed_response={"Error": present({"Code": code})},
            http_response=None if status is None else response(status),
        )
        throttled = (standard.ThrottledRetryableChecker(), standard.ThrottlingStatusCodeChecker())
        if any(checker.is_retryable(context) for checker in throttled):
            return "throttling"
        if standard.TransientRetryableChecker().is_retryable(context):
            return "transient"
        return None


def present(members):
    return {name: value for name, value in members.items() if value is not None}


def response(status, headers=(), body=b""):
    url = "https://email.us-east-1.amazonaws.com/"
    return AWSResponse(url, status, dict(headers), Body(body))


def start(_client, _request):
    return {
        "version": 2,
        "implementation": {
            "name": "botocore",
            "version": botocore.__version__,
            "language": "Python",
        },
        "ops": ["encode_request", "decode_response", "classify"],
        "operations": list(REQUESTS),
        "omits": ["body"],
        "folds": [
            "absent-code=status",
            'absent-code=""',
            'absent-message=""',
            'absent-detail=""',
        ],
    }


def encode_request(client, request):
    name = request["operation"]
    body = f"<{name}Response><{name}Result/></{name}Response>".encode()
    client.call(name, request["request"], response(200, body=body))
    sent = client.sent
    return {"ok": {"body": text(sent.body), "content_type": text(sent.headers["Content-Type"])}}


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def decode_response(client, request):
    operation, status = request["operation"], request["status"]
    headers = {name: value.strip() for name, value in request["headers"].items()}
    answer = response(status, headers, base64.b64decode(request["body_b64"]))
    try:
        value = client.call(operation, REQUESTS[operation], answer)
    except ClientError as error:
        return {"error_response": error_shape(error.response)}
    metadata = present({"RequestId": value["ResponseMetadata"].get("RequestId")})
    return {"ok": {**value, "ResponseMetadata": metadata}}


def error_shape(value):
    error, metadata = value.get("Error", {}), value.get("ResponseMetadata", {})
    return present(
        {
            "status": metadata.get("HTTPStatusCode"),
            "Error": present({name: error.get(name) for name in FIELDS}),
            "RequestId": metadata.get("RequestId"),
        }
    )


def classify(client, request):
    return {"ok": {"retry": client.retry(request["status"], request["code"])}}


OPERATIONS = {
    "start": start,
    "encode_request": encode_request,
    "decode_response": decode_response,
    "classify": classify,
}


def reply(client, request):
    operation = OPERATIONS.get(request["op"])
    if operation is None:
        return {"unsupported": True}
    try:
        return operation(client, request)
    except Exception as error:  # Whatever the client raises is its refusal.
        code = type(error).__name__
        return {"reject": {"code": code, "message": str(error), "offset": None}}


def main():
    client = Client()
    for line in sys.stdin:
        request = json.loads(line)
        answer = {"id": request["id"], **reply(client, request)}
        # A value that JSON cannot carry, an XML node among the texts, is named by its type.
        print(json.dumps(answer, default=lambda value: type(value).__name__), flush=True)


if __name__ == "__main__":
    main()
