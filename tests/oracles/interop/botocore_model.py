"""What botocore knows of the operation: its model, serializer, parser and documented example."""

import functools

import botocore.awsrequest
import botocore.parsers
import botocore.serialize
import botocore.session

OPERATION = "GetIdentityDkimAttributes"


@functools.cache
def session():
    return botocore.session.Session()


@functools.cache
def operation():
    return session().get_service_model("ses").operation_model(OPERATION)


@functools.cache
def documented_example():
    """The input and the output of the example that boto3's documentation shows."""
    loader = session().get_component("data_loader")
    (example,) = loader.load_service_model("ses", "examples-1")["examples"][OPERATION]
    return example["input"], example["output"]


def form(identities):
    """The body that boto3 sends for a list."""
    serializer = botocore.serialize.create_serializer("query")
    request = serializer.serialize_to_request({"Identities": identities}, operation())
    prepared = botocore.awsrequest.AWSRequest(
        method=request["method"],
        url="http://127.0.0.1/",
        headers=request["headers"],
        data=request["body"],
    ).prepare()
    body = prepared.body
    return body if isinstance(body, bytes) else body.encode("ascii")


def parse(status, headers, body):
    """What boto3 makes of a reply, errors included."""
    reply = {"status_code": status, "headers": headers, "body": body}
    return botocore.parsers.create_parser("query").parse(reply, operation().output_shape)
