#!/usr/bin/env python3
"""Copies seeds from the conformance vectors into seeds/, for the targets whose input is a body.

It takes the shortest body for each verdict of each operation and for each rule, up to sixty files. The
seeds of the other targets, whose bytes are choices, come from fuzzing.
"""

import base64
import json
import pathlib
import re

HERE = pathlib.Path(__file__).parent
VECTORS = HERE.parent / "tests" / "suite" / "vectors"
MOST_FILES = 60
MOST_BYTES = 2048
VECTOR_ID = re.compile("[A-Z][0-9]+-[0-9]+")


def vectors(*ops):
    """Id, body and vector of every vector of the given ops, shortest body first."""
    found = []
    for table in sorted(VECTORS.glob("[A-Z]*.json")):
        for vector in json.loads(table.read_text(encoding="utf-8"))["vectors"]:
            body = body_of(vector["input"])
            if vector["op"] in ops and len(body) + 2 <= MOST_BYTES:
                found.append((vector["id"], body, vector))
    return sorted(found, key=lambda vector: len(vector[1]))


def body_of(given):
    if "body_b64" in given:
        return base64.b64decode(given["body_b64"])
    return given.get("body", "").encode()


def verdict(vector):
    """The operation, and the code of the refusal or the kind of the answer."""
    outcome = vector["expect"].get("any", [vector["expect"]])[0]
    code = outcome.get("reject", {}).get("code") or next(iter(outcome))
    return vector.get("operation"), code


def rule(vector):
    return vector["id"].split("-")[0]


def choose(candidates):
    """The vectors whose verdict or rule does not occur in an earlier one."""
    seen, chosen = set(), []
    for feature in (verdict, rule):
        for name, content, vector in candidates:
            if feature(vector) not in seen and len(chosen) < MOST_FILES:
                seen.add(feature(vector))
                chosen.append((name, content, vector))
    return chosen


def status(vector):
    """The HTTP status of a vector, as the two bytes at the start of a reply."""
    return vector["input"].get("status", 200).to_bytes(2, "big")


def write(target, seeds):
    folder = HERE / "seeds" / target
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if VECTOR_ID.fullmatch(old.name):
            old.unlink()
    for name, content in seeds:
        (folder / name).write_bytes(content)
    print(f"{target}: {len(list(folder.iterdir()))} seeds")


def main():
    replies = vectors("decode_response")
    write("reply", [(name, status(vector) + body) for name, body, vector in choose(replies)])
    documents = vectors("decode_response", "check_xml")
    write("document", [(name, body) for name, body, _ in choose(documents)])
    write("form", [(name, body) for name, body, _ in choose(vectors("decode_request"))])


main()
