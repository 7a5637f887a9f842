"""boto3 and plain HTTP requests against the server of this crate."""

import contextlib
import http.client
import subprocess
import time

import botocore.exceptions

import botocore_model
from programs import counted, expect, ses

FORM_TYPE = "application/x-www-form-urlencoded"
HEAD = "Action=GetIdentityDkimAttributes&Version=2010-12-01"
ONE = HEAD + "&Identities.member.1=example.com"


BAD_ARGUMENTS = [[], ["--throtle", "127.0.0.1:0"], ["127.0.0.1:0", "127.0.0.1:0"], ["nowhere"]]


def bad_arguments(programs):
    """invalid command lines of the server ended with one line and exit status 1"""
    for arguments in BAD_ARGUMENTS:
        command = [programs.folder / "server", *arguments]
        result = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
        expect((result.returncode, result.stdout), (1, ""), f"the end of {arguments}")
        (line,) = result.stderr.splitlines()
        expect(line[:8], "server: ", f"the line about {arguments}")
    return len(BAD_ARGUMENTS)


class Succeeded(AssertionError):
    """A call succeeded that should have failed."""


def error_of(call, **arguments):
    """The status and the code of the error of a boto3 call."""
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as error:
        response = error.response
        same_request_id(response)
        return response["ResponseMetadata"]["HTTPStatusCode"], response["Error"]["Code"]
    raise Succeeded(f"{call} succeeded with {arguments}")


def same_request_id(response):
    metadata = response["ResponseMetadata"]
    expect(metadata["HTTPHeaders"]["x-amzn-requestid"], metadata["RequestId"], "the request ids")


def boto3_calls(programs):
    """boto3 calls to the server gave the documented output or the documented error"""
    with programs.server() as address:
        client = ses(address)
        return successes(client) + failures(client, address)


@counted
def successes(client):
    arguments, documented = botocore_model.documented_example()
    response = client.get_identity_dkim_attributes(**arguments)
    expect(response["DkimAttributes"], documented["DkimAttributes"], "the documented call")
    expect(response["ResponseMetadata"]["HTTPStatusCode"], 200, "its status")
    same_request_id(response)
    yield

    def answered(identities):
        response = client.get_identity_dkim_attributes(Identities=identities)
        return list(response["DkimAttributes"])

    expect(answered([]), [], "the empty list")
    yield
    expect(answered(["other.example"]), [], "an unknown identity")
    yield
    expect(
        answered(["user@example.com", "x", "example.com"]),
        ["user@example.com", "example.com"],
        "order",
    )
    yield
    expect(answered(["example.com"] * 100), ["example.com"], "100 identities")
    yield


@counted
def failures(client, address):
    get = client.get_identity_dkim_attributes
    expect(error_of(get, Identities=["a"] * 101), (400, "InvalidParameterValue"), "101 identities")
    yield
    expect(error_of(client.list_identities), (400, "InvalidAction"), "another operation")
    yield
    unchecked = ses(address, parameter_validation=False).get_identity_dkim_attributes
    expect(error_of(unchecked), (400, "ValidationError"), "no Identities")
    yield
    client.meta.events.register("before-sign", use_another_version)
    expect(error_of(get, Identities=["a"]), (400, "InvalidAction"), "another version")
    yield


def use_another_version(request, **_):
    request.data["Version"] = "2009-01-01"


def post(body, content_type=FORM_TYPE):
    return "POST", "/", content_type, body


def get(query):
    return "GET", "/" + query, None, None


# The fault, the request, and the status and the code of its refusal.
BAD_REQUESTS = [
    ("another method", ("PUT", "/", FORM_TYPE, ONE), "400 MalformedHttpRequestException"),
    ("another type", post(ONE, "application/json"), "400 MalformedHttpRequestException"),
    ("no type", post(ONE, None), "400 MalformedHttpRequestException"),
    ("no form", post(""), "400 MissingAction"),
    ("no query", get(""), "400 MissingAction"),
    ("no list", post(HEAD), "400 ValidationError"),
    ("another action", post(ONE.replace("Get", "List", 1)), "400 InvalidAction"),
    ("another version", get("?" + ONE.replace("12-01", "12-02")), "400 InvalidAction"),
    ("two actions", post(HEAD + "&" + ONE), "400 InvalidParameterCombination"),
    ("a broken escape", post(ONE + "%4"), "404 MalformedQueryString"),
    ("no UTF-8", post(ONE + "%FF"), "404 MalformedQueryString"),
    ("a flat list", post(HEAD + "&Identities.1=a"), "400 MalformedInput"),
    ("an index after a gap", post(ONE + "&Identities.member.3=a"), "400 MalformedInput"),
    ("an index twice", post(ONE + "&Identities.member.1=a"), "400 MalformedInput"),
    ("a body too large", post("a" * 1_100_000), "413 RequestEntityTooLargeException"),
]
GOOD_REQUESTS = [
    get("?" + ONE),
    post(ONE, "Application/X-WWW-Form-Urlencoded;charset=UTF-8"),
    post(ONE.replace("&Version=2010-12-01", "")),
]


def exchange(address, method, path, content_type, body):
    """One plain HTTP exchange. botocore parses the reply."""
    connection = http.client.HTTPConnection(address, timeout=10)
    headers = {"Content-Type": content_type} if content_type else {}
    connection.request(method, path, body, headers)
    reply = connection.getresponse()
    headers = {name.lower(): value for name, value in reply.getheaders()}
    parsed = botocore_model.parse(reply.status, headers, reply.read())
    connection.close()
    expect(headers["content-type"], "text/xml", "the content type of the reply")
    same_request_id(parsed)
    return reply.status, parsed


def bad_requests(programs):
    """plain HTTP requests were answered, and bad ones got the right code"""
    with programs.server() as address:
        for what, request, refusal in BAD_REQUESTS:
            status, parsed = exchange(address, *request)
            expect(f"{status} {parsed['Error']['Code']}", refusal, what)
            expect(parsed["Error"]["Type"], "Sender", what)
        for request in GOOD_REQUESTS:
            status, parsed = exchange(address, *request)
            expect((status, list(parsed["DkimAttributes"])), (200, ["example.com"]), request)
    return len(BAD_REQUESTS) + len(GOOD_REQUESTS)


def first_error(call):
    """The first error of many calls in quick succession."""
    for _ in range(100):
        with contextlib.suppress(Succeeded):
            return error_of(call, Identities=["example.com"])
    raise AssertionError("100 calls in a row were admitted")


@counted
def throttled_calls(programs):
    """boto3 calls to the throttling server were admitted, refused, and admitted after retries"""
    with programs.server("--throttle") as address:
        call = ses(address).get_identity_dkim_attributes
        expect(
            list(call(Identities=["example.com"])["DkimAttributes"]), ["example.com"], "the first"
        )
        yield
        expect(first_error(call), (400, "Throttling"), "the first error")
        yield
        retrying = ses(address, retries={"mode": "standard", "total_max_attempts": 10})
        response = retrying.get_identity_dkim_attributes(Identities=["example.com"])
        expect(list(response["DkimAttributes"]), ["example.com"], "the retrying call")
        yield
        time.sleep(1)
        expect(list(call(Identities=["example.com"])["DkimAttributes"]), ["example.com"], "later")
        yield
