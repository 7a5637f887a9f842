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
from botocore import UNSIGNED
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.retries import standard

MINIMAL = (
    b"<GetIdentityDkimAttributesResponse><GetIdentityDkimAttributesResult><DkimAttributes/>"
    b"</GetIdentityDkimAttributesResult></GetIdentityDkimAttributesResponse>"
)
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
        self.operation = self.client.meta.service_model.operation_model(
            "GetIdentityDkimAttributes"
        )
        self.answer = None
        self.sent = None

    def transport(self, request, **_):
        self.sent = request.body
        return self.answer

    def call(self, identities, status=200, headers=(), body=MINIMAL):
        url = "https://email.us-east-1.amazonaws.com/"
        self.answer = AWSResponse(url, status, dict(headers), Body(body))
        return self.client.get_identity_dkim_attributes(Identities=identities)

    def retry(self, error, status):
        """The class that the client's standard retry mode puts an error in."""
        context = standard.RetryContext(
            attempt_number=1,
            operation_model=self.operation,
            parsed_response=error,
            http_response=self.answer,
        )
        throttled = (standard.ThrottledRetryableChecker(), standard.ThrottlingStatusCodeChecker())
        if any(checker.is_retryable(context) for checker in throttled):
            return "throttling"
        if standard.TransientRetryableChecker().is_retryable(context):
            return "transient"
        return None


def present(members):
    return {name: value for name, value in members.items() if value is not None}


def start(_client, request):
    if request["version"] != 1:
        return {"unsupported": True}
    return {
        "implementation": {
            "name": "botocore",
            "version": botocore.__version__,
            "language": "Python",
        },
        "ops": ["encode_request", "decode_response"],
    }


def encode_request(client, request):
    client.call(request["identities"])
    sent = client.sent
    return {"ok": {"body": sent.decode() if isinstance(sent, bytes) else sent}}


def decode_response(client, request):
    status, name = request["status"], request["request_id_header"]
    headers = {} if name is None else {"x-amzn-RequestId": name.strip()}
    try:
        body = base64.b64decode(request["body_b64"])
        response = client.call(["example.com"], status, headers, body)
    except ClientError as error:
        return {"error_response": error_shape(client, error.response, status)}
    metadata = present({"RequestId": response["ResponseMetadata"].get("RequestId")})
    # The client leaves out a map that the document leaves out; the protocol has no absent map.
    return {"ok": {"DkimAttributes": {}, **response, "ResponseMetadata": metadata}}


def error_shape(client, response, status):
    error = response.get("Error", {})
    metadata = response.get("ResponseMetadata", {})
    return present(
        {
            "status": metadata.get("HTTPStatusCode", status),
            "Error": present({name: error.get(name) for name in FIELDS}),
            "RequestId": metadata.get("RequestId"),
            "retry": client.retry(response, status),
        }
    )


OPERATIONS = {
    "start": start,
    "encode_request": encode_request,
    "decode_response": decode_response,
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
