"""XML documents that this crate writes, read by botocore and read back by this crate."""

import botocore_model
import generate
import protocol
from programs import expect

RESPONSES = 400
ERRORS = 300
REFUSALS = 100


def decode(adapter, status, body):
    (reply,) = adapter.exchange([protocol.decode_response_request(body.encode(), status)])
    return reply


def responses(adapter):
    """responses that the crate wrote were read alike by botocore and by the crate"""
    chance = generate.source("responses")
    for _ in range(RESPONSES):
        value = generate.response(chance)
        reply = adapter.ask("encode_response", response=value)
        body = reply["ok"]["body"]
        parsed = botocore_model.parse(200, {}, body.encode())
        attributes = value["DkimAttributes"]
        expect(parsed["DkimAttributes"], attributes, "what botocore read")
        expect(list(parsed["DkimAttributes"]), list(attributes), "the order of botocore's entries")
        metadata = parsed["ResponseMetadata"]
        expect(metadata.get("RequestId"), value["ResponseMetadata"].get("RequestId"), "its id")
        expect(decode(adapter, 200, body), {"ok": value}, "what the crate read back")
    return RESPONSES


def errors(adapter):
    """errors that the crate wrote were read alike by botocore and by the crate"""
    chance = generate.source("errors")
    for _ in range(ERRORS):
        value = generate.error(chance)
        reply = adapter.ask("encode_error", error_response=value)
        body = reply["ok"]["body"]
        parsed = botocore_model.parse(value["status"], {}, body.encode())
        # botocore gives None for an empty element of an error.
        fields = {name: text or "" for name, text in parsed["Error"].items()}
        expect(fields, value["Error"], "the error that botocore read")
        expect(parsed["ResponseMetadata"]["RequestId"], value["RequestId"], "its id")
        found = decode(adapter, value["status"], body)["error_response"]
        expect(found, value, "the error that the crate read back")
    return ERRORS


def refusals(adapter):
    """responses that no XML 1.0 document can carry were refused, not written"""
    chance = generate.source("refusals")
    for _ in range(REFUSALS):
        key = generate.text(chance, generate.XML_TEXT) + chance.choice(generate.NO_XML_TEXT)
        value = {"DkimAttributes": {key: {}}, "ResponseMetadata": {}}
        reply = adapter.ask("encode_response", response=value)
        expect(reply.get("reject", {}).get("code"), "invalid-character", f"the refusal of {key!r}")
    return REFUSALS
