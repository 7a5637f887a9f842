"""The adapter protocol for clients in Python: reads questions, asks the client, writes its answers."""

import base64
import json
import os
import sys

# The operations of the suite, each with a plain request for calls whose request does not matter.
OPERATIONS = {
    "GetIdentityDkimAttributes": {"Identities": ["example.com"]},
    "VerifyDomainDkim": {"Domain": "example.com"},
    "SetIdentityDkimEnabled": {"Identity": "example.com", "DkimEnabled": True},
}


def present(members):
    """The members that have a value."""
    return {name: value for name, value in members.items() if value is not None}


def empty_answer(operation):
    """An empty answer, for calls whose answer does not matter."""
    return f"<{operation}Response><{operation}Result/></{operation}Response>".encode()


def body(question):
    return base64.b64decode(question["body_b64"])


def headers(question):
    """The headers of an answer, trimmed, as every HTTP client does."""
    return {name: value.strip() for name, value in question["headers"].items()}


def serve(description, ops):
    """Answers every line of standard input: `ops` has a function for each op."""
    # Output of libraries goes to standard error, so that it is not read as a reply.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    description = {"version": 2, "ops": list(ops), **description}
    for line in sys.stdin:
        question = json.loads(line)
        reply = {"id": question["id"], **answer(description, ops, question)}
        # A value that JSON cannot carry, such as an XML node, is replaced by the name of its type.
        print(json.dumps(reply, default=lambda value: type(value).__name__), file=out, flush=True)


def answer(description, ops, question):
    if question["op"] == "start":
        return description
    if question["op"] not in ops:
        return {"unsupported": True}
    try:
        return ops[question["op"]](question)
    except Exception as error:  # Anything that the client raises is a refusal.
        return {"reject": {"code": type(error).__name__, "message": str(error), "offset": None}}
