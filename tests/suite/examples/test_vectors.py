"""Every decode_response vector as a pytest test: VECTORS=FOLDER pytest test_vectors.py, with your codec.py in the same folder.
codec.decode_response(operation, status, headers, body) returns {"ok": …} or {"error_response": …}, and raises ValueError to refuse.
"""

import base64
import json
import os
import pathlib

import codec
import pytest

WHOLE = {"DkimAttributes", "DkimTokens", "Identities"}


def vectors():
    for table in sorted(pathlib.Path(os.environ["VECTORS"]).glob("[A-Z]*.json")):
        for vector in json.loads(table.read_text("utf-8"))["vectors"]:
            if vector["op"] == "decode_response":
                marks = [] if vector["level"] == "required" else [pytest.mark.xfail(reason=vector["level"])]
                yield pytest.param(vector, id=vector["id"], marks=marks)


def fits(expected, found, key=None):
    if isinstance(expected, dict) and isinstance(found, dict) and key not in WHOLE:
        return all(fits(value, found.get(name), name) for name, value in expected.items())
    return expected == found


@pytest.mark.parametrize("vector", list(vectors()))
def test_vector(vector):
    given, expect = vector["input"], vector["expect"]
    body = base64.b64decode(given["body_b64"]) if "body_b64" in given else given["body"].encode()
    try:
        found = codec.decode_response(vector["operation"], given["status"], given.get("headers", {}), body)
    except ValueError:
        found = {"reject": {}}
    right = ("reject" in found if "reject" in outcome else fits(outcome, found) for outcome in expect.get("any", [expect]))
    assert any(right), vector["comment"]
