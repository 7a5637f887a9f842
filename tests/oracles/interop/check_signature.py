"""The client's signatures. botocore computes them again from the received request."""

import botocore.auth
import botocore.awsrequest
import botocore.credentials

import generate
from programs import CREDENTIALS, REGION, expect
from recorder import recorder

LISTS = 6


def signature(host, path, headers, body, token):
    """botocore's signature of a request."""
    key, secret = CREDENTIALS["AWS_ACCESS_KEY_ID"], CREDENTIALS["AWS_SECRET_ACCESS_KEY"]
    credentials = botocore.credentials.Credentials(key, secret, token)
    signed = {name: value for name, value in headers.items() if name in signed_headers(headers)}
    request = botocore.awsrequest.AWSRequest("POST", f"http://{host}{path}", signed, body)
    request.context["timestamp"] = headers["x-amz-date"]
    auth = botocore.auth.SigV4Auth(credentials, "ses", REGION)
    text = auth.string_to_sign(request, auth.canonical_request(request))
    return auth.signature(text, request)


def signed_headers(headers):
    fields = headers["authorization"].split(", ")
    (names,) = [field for field in fields if field.startswith("SignedHeaders=")]
    return names.removeprefix("SignedHeaders=").split(";")


def signatures(programs):
    """signatures of the client were the ones that botocore computes"""
    chance = generate.source("signatures")
    with recorder() as server:
        for number in range(LISTS):
            identities = [
                "-".join(f"x{text}".split("\0")) for text in generate.identities(chance)[:100]
            ]
            for token in [None, "token/+="]:
                path = ["/", "/base/"][number % 2]
                options = {"endpoint": f"http://{server.host}{path}", "AWS_SESSION_TOKEN": token}
                result = programs.client(*(identities or ["x"]), **options)
                expect(result.returncode, 1, "the exit status, because the recorder answers no identity")
                check_request(server.requests.pop(), server.host, path, token)
    return 2 * LISTS


def check_request(recorded, host, path, token):
    found_path, headers, body = recorded
    expect((found_path, headers["host"]), (path, host), "the path and the host of the request")
    expect(headers.get("x-amz-security-token"), token, "the session token")
    expected = {"host", "content-type", "x-amz-date"} | (
        {"x-amz-security-token"} if token else set()
    )
    expect(expected - set(signed_headers(headers)), set(), "the unsigned headers")
    scope = f"/{REGION}/ses/aws4_request"
    if scope not in headers["authorization"]:
        raise AssertionError(f"{scope} is not in {headers['authorization']}")
    found = headers["authorization"].rsplit("Signature=", 1)[1]
    expect(found, signature(host, path, headers, body, token), "the signature")
