"""Request forms: this crate reads botocore's, and Python's standard library reads this crate's."""

import urllib.parse

import botocore_model
import form_reference
import generate
import model
import protocol
from programs import expect

REQUESTS = 300


def requests(purpose):
    """Requests of each operation, the same number of each."""
    chance = generate.source(purpose)
    for operation in model.OPERATIONS:
        for _ in range(REQUESTS):
            yield operation, generate.parameters(chance, operation)


def forms_of_botocore(adapter):
    """forms that botocore wrote were read as its request, by operation and by action"""
    for operation, parameters in requests("botocore"):
        body = botocore_model.form(operation, parameters)
        names = [operation.name, None]
        asked = [protocol.decode_form_request(body, name) for name in names]
        value = {"operation": operation.name, "request": parameters}
        for found in adapter.exchange(asked):
            expect(found, {"ok": value}, "the value of botocore's form")
    return REQUESTS * len(model.OPERATIONS)


def forms_for_urllib(adapter):
    """forms that the crate wrote were read by urllib.parse as its request"""
    for operation, parameters in requests("urllib"):
        reply = adapter.ask("encode_request", operation=operation.name, request=parameters)
        found = urllib.parse.parse_qsl(
            reply["ok"]["body"], keep_blank_values=True, strict_parsing=True, errors="strict"
        )
        expect(found, form_reference.parameters(operation.name, parameters), "the pairs of the crate's form")
    return REQUESTS * len(model.OPERATIONS)
