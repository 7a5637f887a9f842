#!/usr/bin/env python3
"""Checks that the tables of conformance vectors are complete and consistent.

    pip install jsonschema==4.26.0
    python3 tests/suite/check_vectors.py

Exit status: 0 without faults, otherwise 1, with a line for each fault.
"""

import base64
import binascii
import collections
import json
import pathlib
import re
import sys

import jsonschema

VECTORS = pathlib.Path(__file__).resolve().parent / "vectors"
OTHERS = {"schema.json", "notes.json"}

MINIMUM = 500
MINIMUM_OF_SIBLINGS = 60
SIBLINGS = {"VerifyDomainDkim", "SetIdentityDkimEnabled"}

TABLE_KEYS = ["suite", "version", "license", "rule", "title", "source", "count", "vectors"]
VECTOR_KEYS = ["id", "comment", "operation", "level", "flags", "ref", "op", "input", "expect"]

# Rules whose vectors refuse nothing.
ACCEPTING_ONLY = {"Q1", "Q2", "Q3", "Q6", "Q10", "R5", "R7", "W1", "E1", "E2", "E3", "E4", "E5", "E8"}

# Retired ids, which are never used again.
RETIRED = {"E1-001", "E2-003", "Q9-013", "R3-002", "R3-013", "X2-035"}

# Rules that were merged into another one. The ids of their vectors keep the old name.
MERGED = {"Q4": "Q1", "W4": "W2", "I2": "I1", "D2": "D1"}


def main():
    faults = []
    tables = load(faults)
    notes = json.loads((VECTORS / "notes.json").read_text(encoding="utf-8"))
    schema = json.loads((VECTORS / "schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    for name, table in tables.items():
        check_table(name, table, validator, faults)
    check_suite(tables, notes, faults)

    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        report(tables)
    return 1 if faults else 0


def load(faults):
    """Every table by its rule. Checks that each file is formatted as `formatted` writes it."""
    tables = {}
    for path in sorted(VECTORS.glob("*.json"), key=order):
        text = path.read_bytes().decode("utf-8")
        value = json.loads(text, object_pairs_hook=lambda pairs: unique(path.name, pairs, faults))
        if text != formatted(value):
            faults.append(f"{path.name}: not in the common format (2 spaces, LF, escapes of invisible characters)")
        if path.name not in OTHERS:
            tables[path.stem] = value
    return tables


def order(path):
    match = re.fullmatch(r"([A-Z])(\d+)", path.stem)
    return ("QXREWPID".index(match[1]), int(match[2])) if match else (99, 0)


def unique(name, pairs, faults):
    keys = [key for key, _ in pairs]
    for key, count in collections.Counter(keys).items():
        if count > 1:
            faults.append(f"{name}: the key {key!r} occurs {count} times in one object")
    return dict(pairs)


def formatted(value):
    """JSON indented by 2 spaces, with escapes for invisible and easily confused characters."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return "".join(map(escape, text)) + "\n"


def escape(character):
    code = ord(character)
    if code == 0x0A or 0x20 <= code < 0x7F:
        return character
    if 0xA1 <= code < 0x300 or 0x370 <= code < 0xD7B0 and code != 0x180E and not 0x2000 <= code < 0x2070:
        return character
    return f"\\u{code:04x}" if code < 0x10000 else json.dumps(character)[1:-1]


def check_table(name, table, validator, faults):
    for error in validator.iter_errors(table):
        for cause in causes(error):
            faults.append(f"{name}: {cause.json_path}: {cause.message[:200]}")
    if table["rule"] != name:
        faults.append(f"{name}: the table of {table['rule']}")
    if table["count"] != len(table["vectors"]):
        faults.append(f"{name}: {len(table['vectors'])} vectors, the count says {table['count']}")

    if list(table) != TABLE_KEYS:
        faults.append(f"{name}: keys in another order than {', '.join(TABLE_KEYS)}")

    argued = {line.split(" ")[0].rstrip(":") for line in table["source"]}
    for level in {vector["level"] for vector in table["vectors"]}:
        if level not in argued:
            faults.append(f"{name}: no reason for the level {level}")

    kinds = set()
    for vector in table["vectors"]:
        rule = vector["id"].partition("-")[0]
        if MERGED.get(rule, rule) != name:
            faults.append(f"{vector['id']}: an id of another rule")
        if list(vector) != [key for key in VECTOR_KEYS if key in vector]:
            faults.append(f"{vector['id']}: keys in another order than {', '.join(VECTOR_KEYS)}")
        if vector["flags"] != sorted(vector["flags"]):
            faults.append(f"{vector['id']}: flags that are not sorted")
        outcomes = vector["expect"].get("any", [vector["expect"]])
        for outcome in outcomes:
            kinds.add("refusing" if "reject" in outcome else "accepting")
            check_outcome(vector, outcome, faults)
    if "accepting" not in kinds:
        faults.append(f"{name}: no accepting vector")
    if "refusing" not in kinds and name not in ACCEPTING_ONLY:
        faults.append(f"{name}: no refusing vector")


def causes(error):
    """The faults of a vector under the schema of its op, not under those of the seven other ops."""
    if error.validator != "oneOf" or not isinstance(error.instance, dict) or "op" not in error.instance:
        return [error]
    branches = collections.defaultdict(list)
    for cause in error.context:
        branches[cause.relative_schema_path[0]].append(cause)
    of_the_op = [causes for causes in branches.values() if all("op" != cause.path[-1] for cause in causes if cause.path)]
    return of_the_op[0] if of_the_op else [error]


def check_outcome(vector, outcome, faults):
    body = body_of(vector, faults)
    offset = outcome.get("reject", {}).get("offset")
    if offset is not None and body is not None and offset > len(body):
        faults.append(f"{vector['id']}: offset {offset} in a body of {len(body)} bytes")
    error = outcome.get("error_response")
    if error and error["status"] != vector["input"]["status"]:
        faults.append(f"{vector['id']}: another status is expected than the one given")
    operation = vector.get("operation")
    ok = outcome.get("ok", {})
    if vector["op"] == "decode_request" and ok and operation not in (None, ok["operation"]):
        faults.append(f"{vector['id']}: another operation is expected than the one asked for")
    member = {"GetIdentityDkimAttributes": "DkimAttributes", "VerifyDomainDkim": "DkimTokens"}.get(operation)
    if vector["op"] == "decode_response" and "ok" in outcome and set(ok) - {"ResponseMetadata"} != ({member} - {None}):
        faults.append(f"{vector['id']}: the answer of another operation is expected")


def body_of(vector, faults):
    given = vector["input"]
    if "body" in given:
        return given["body"].encode("utf-8")
    if "body_b64" in given:
        try:
            body = base64.b64decode(given["body_b64"], validate=True)
        except binascii.Error as error:
            faults.append(f"{vector['id']}: {error}")
            return None
        try:
            body.decode("utf-8")
            faults.append(f"{vector['id']}: body_b64 of a body that is UTF-8")
        except UnicodeDecodeError:
            return body
    return None


def check_suite(tables, notes, faults):
    vectors = [vector for table in tables.values() for vector in table["vectors"]]
    for identifier, count in collections.Counter(vector["id"] for vector in vectors).items():
        if count > 1:
            faults.append(f"{identifier}: {count} vectors of one id")
        if identifier in RETIRED:
            faults.append(f"{identifier}: a retired id")

    asked = collections.defaultdict(list)
    for vector in vectors:
        key = [vector["op"], vector.get("operation"), vector["input"]]
        asked[json.dumps(key, sort_keys=True)].append(vector)
    for alike in asked.values():
        wanted = {json.dumps(vector["expect"], sort_keys=True) for vector in alike}
        if len(wanted) < len(alike):
            faults.append(f"{', '.join(vector['id'] for vector in alike)}: one input, one expectation")

    flags = {flag for vector in vectors for flag in vector["flags"]}
    faults.extend(f"notes.json: {flag} is not explained" for flag in sorted(flags - set(notes)))
    faults.extend(f"notes.json: {flag} is not used" for flag in sorted(set(notes) - flags))

    for key in ("suite", "version", "license"):
        if len({table[key] for table in tables.values()}) != 1:
            faults.append(f"the tables differ in {key}")
    if len(vectors) < MINIMUM:
        faults.append(f"{len(vectors)} vectors, fewer than {MINIMUM}")
    siblings = [vector for vector in vectors if vector.get("operation") in SIBLINGS]
    if len(siblings) < MINIMUM_OF_SIBLINGS:
        faults.append(f"{len(siblings)} vectors of the sibling operations, fewer than {MINIMUM_OF_SIBLINGS}")


def report(tables):
    levels = collections.Counter()
    operations = collections.Counter()
    ops = collections.Counter()
    for table in tables.values():
        for vector in table["vectors"]:
            levels[vector["level"]] += 1
            ops[vector["op"]] += 1
            operations[str(vector.get("operation", "of no operation"))] += 1
    print(f"{len(tables)} tables, {sum(levels.values())} vectors")
    for counter in (levels, operations, ops):
        print("  " + ", ".join(f"{count} {name}" for name, count in counter.most_common()))


if __name__ == "__main__":
    sys.exit(main())
