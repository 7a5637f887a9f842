"""Asks every vector of `serve` with boto3, and prints the ids of the right answers."""

import json
import sys
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

URL = sys.argv[1]
CALLS = {
    "GetIdentityDkimAttributes": lambda ses, it: ses.get_identity_dkim_attributes(Identities=[it]),
    "VerifyDomainDkim": lambda ses, it: ses.verify_domain_dkim(Domain=it),
    "SetIdentityDkimEnabled": lambda ses, it: ses.set_identity_dkim_enabled(Identity=it, DkimEnabled=True),
}


def main():
    ses = boto3.client(
        "ses", region_name="us-east-1", endpoint_url=URL, aws_access_key_id="none", aws_secret_access_key="none",
        config=Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=5),
    )
    with urllib.request.urlopen(URL + "/vectors.json") as reply:
        vectors = json.load(reply)["vectors"]
    for vector in vectors:
        found = call(ses, vector)
        if any(meets(outcome, found) for outcome in vector["expect"].get("any", [vector["expect"]])):
            print(vector["id"])


def call(ses, vector):
    """The result that a user of the client gets, in the shape of an expectation."""
    try:
        answer = CALLS[vector["operation"]](ses, vector["identity"])
        return {"ok": {"DkimAttributes": {}, **answer}}
    except ClientError as error:
        metadata = error.response["ResponseMetadata"]
        return {"error_response": {
            "status": metadata["HTTPStatusCode"],
            "Error": error.response.get("Error", {}),
            "RequestId": metadata.get("RequestId"),
        }}
    except Exception as error:
        return {"reject": {"code": type(error).__name__}}


def meets(outcome, found):
    (kind, expected), = outcome.items()
    if kind not in found:
        return False
    if kind == "reject":
        return True
    found = found[kind]
    # botocore's placeholders for an absent code.
    empty = ("", None, "Unknown", str(found.get("status")))
    for name, value in expected.items():
        if name in ("Error", "ResponseMetadata"):
            fields = found.get(name, {})
            for field, text in value.items():
                if fields.get(field) != text and not (text in empty and fields.get(field) in empty):
                    return False
        elif name != "body" and found.get(name) != value:
            return False
    return True


main()
