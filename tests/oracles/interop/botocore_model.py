"""The operations in botocore: its serializer, its parser and its documented examples."""

import functools

import botocore.awsrequest
import botocore.parsers
import botocore.serialize
import botocore.session

import model

DOCUMENTED = model.ACTIONS[0]


@functools.cache
def documented_example(action=DOCUMENTED):
    """The input and the output of the example in boto3's documentation of an operation."""
    loader = botocore.session.Session().get_component("data_loader")
    (example,) = loader.load_service_model("ses", "examples-1")["examples"][action]
    return example["input"], example.get("output", {})


def form(operation, parameters):
    """The body that boto3 sends for the parameters of an operation."""
    serializer = botocore.serialize.create_serializer("query")
    request = serializer.serialize_to_request(parameters, operation)
    prepared = botocore.awsrequest.AWSRequest(
        method=request["method"],
        url="http://127.0.0.1/",
        headers=request["headers"],
        data=request["body"],
    ).prepare()
    body = prepared.body
    return body if isinstance(body, bytes) else body.encode("ascii")


def parse(status, headers, body, operation=model.OPERATIONS[0]):
    """The value that boto3 reads from the reply to an operation, including errors."""
    reply = {"status_code": status, "headers": headers, "body": body}
    return botocore.parsers.create_parser("query").parse(reply, operation.output_shape)
