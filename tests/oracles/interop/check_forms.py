"""Request forms: botocore's read by this crate, this crate's read by Python's standard library."""

import urllib.parse

import botocore_model
import generate
import protocol
from programs import expect

LISTS = 300


def lists(purpose):
    chance = generate.source(purpose)
    return [generate.identities(chance) for _ in range(LISTS)]


def forms_of_botocore(adapter):
    """forms that botocore wrote were read as the list that it was given"""
    for identities in lists("botocore"):
        body = botocore_model.form(identities)
        (found,) = adapter.exchange([protocol.decode_form_request(body, botocore_model.OPERATION)])
        value = {"operation": botocore_model.OPERATION, "request": {"Identities": identities}}
        expect(found, {"ok": value}, "what botocore's form was read as")
    return LISTS


def forms_for_urllib(adapter):
    """forms that the crate wrote were read by urllib.parse as the list that it was given"""
    for identities in lists("urllib"):
        body = adapter.ask("encode_request", request={"Identities": identities})["ok"]["body"]
        found = urllib.parse.parse_qsl(
            body, keep_blank_values=True, strict_parsing=True, errors="strict"
        )
        members = [(f"Identities.member.{n}", text) for n, text in enumerate(identities, 1)]
        head = [("Action", botocore_model.OPERATION), ("Version", "2010-12-01")]
        expect(found, head + (members or [("Identities", "")]), "the pairs of the crate's form")
    return LISTS
