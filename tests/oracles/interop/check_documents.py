"""XML documents that this crate writes, read by botocore and read back by this crate."""

import botocore_model
import generate
import model
import protocol
from programs import expect

RESPONSES = 400
ERRORS = 300
REFUSALS = 100


def decode(adapter, operation, status, body):
    request = protocol.decode_response_request(body.encode(), operation.name, status)
    (reply,) = adapter.exchange([request])
    return reply


def responses(adapter):
    """responses that the crate wrote were read equally by botocore and by the crate"""
    chance = generate.source("responses")
    for operation in model.OPERATIONS:
        for _ in range(RESPONSES):
            check_response(adapter, operation, generate.response(chance, operation))
    return RESPONSES * len(model.OPERATIONS)


def check_response(adapter, operation, value):
    reply = adapter.ask("encode_response", operation=operation.name, response=value)
    body = reply["ok"]["body"]
    parsed = botocore_model.parse(200, {}, body.encode(), operation)
    for name in operation.output_shape.members:
        expect(parsed[name], value[name], f"the {name} that botocore read")
        expect(list(parsed[name]), list(value[name]), f"the order of {name}")
    request_id = parsed["ResponseMetadata"].get("RequestId")
    expect(request_id, value["ResponseMetadata"].get("RequestId"), "its id")
    expect(decode(adapter, operation, 200, body), {"ok": value}, "the value that the crate read back")


def errors(adapter):
    """errors that the crate wrote were read equally by botocore and by the crate"""
    chance = generate.source("errors")
    for _ in range(ERRORS):
        value = generate.error(chance)
        operation = chance.choice(model.OPERATIONS)
        reply = adapter.ask("encode_error", error_response=value)
        body = reply["ok"]["body"]
        parsed = botocore_model.parse(value["status"], {}, body.encode(), operation)
        # botocore gives None for an empty element of an error.
        fields = {name: text or "" for name, text in parsed["Error"].items()}
        expect(fields, value["Error"], "the error that botocore read")
        expect(parsed["ResponseMetadata"]["RequestId"], value["RequestId"], "its id")
        found = decode(adapter, operation, value["status"], body)["error_response"]
        expect(found, value, "the error that the crate read back")
    return ERRORS


def refusals(adapter):
    """responses that XML 1.0 cannot carry were refused"""
    chance = generate.source("refusals")
    for _ in range(REFUSALS):
        text = generate.text(chance, generate.XML_TEXT) + chance.choice(generate.NO_XML_TEXT)
        for action, members in [
            ("GetIdentityDkimAttributes", {"DkimAttributes": {text: {}}}),
            ("VerifyDomainDkim", {"DkimTokens": [text]}),
            ("SetIdentityDkimEnabled", {}),
        ]:
            metadata = {} if members else {"RequestId": text}
            value = {**members, "ResponseMetadata": metadata}
            reply = adapter.ask("encode_response", operation=action, response=value)
            expect(reply.get("reject", {}).get("code"), "invalid-character", f"the refusal of {text!r}")
    return 3 * REFUSALS
