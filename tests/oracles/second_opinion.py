"""Compares the codec with a second reader on many generated and damaged documents.

What it checks: on every document the codec's verdict and value are those of a reference that shares no
code with it. The reference is `xml_reference.py`, which uses Python's expat, and `reference.py`, which
implements the rules on the tree. The documents are of every operation of botocore's model. It compares
whether a document is well-formed (check_xml), whether it is decoded, refused or a service error
(decode_response), and the value; for a service error also the kind of the body. It also compares retry
classes (classify). A well-formed document may only be refused with a code about its elements. For a
malformed document, the offset of the error is compared with that of expat. For each undamaged document,
the value of the reference is compared with the value that the document was made from.

How to run it, in a Python that has botocore; count and seed are optional:

    PYTHON tests/oracles/second_opinion.py [COUNT [SEED]] -- target/release/examples/adapter

Prints `N documents, A accepted, R refused, D service errors, O offsets compared, 0 differences` and
exits 0. `COUNT=200000 .ci/run second_opinion` makes a longer run. Exits 1 on a difference, with the body
in base64 and both verdicts, and on a vacuous run: too few documents accepted, of one operation or of all,
too few refused, or too few offsets compared.
"""

import collections
import json
import random
import sys

sys.dont_write_bytecode = True

import damage
import documents
import model
import protocol
import values
import xml_reference
from reference import Identities, opinion, retry_class

# ---------------------------------------------------------------------------------------------
# The comparison

ERROR_STATUSES = [300, 301, 302, 400, 400, 403, 404, 408, 413, 429, 500, 502, 503, 504]
HEADERS = [None, None, None, None, "", "  ", "h-1", " h-2 "]
ELEMENT_CODES = {
    "missing-element", "duplicate-element", "element-in-text", "invalid-boolean", "unexpected-root",
    "unexpected-element", "unexpected-text",
}


class Case:
    """One document, how it is sent and, if it is undamaged, the value that it was made from."""

    def __init__(self, generator):
        self.operation = generator.choice(model.OPERATIONS)
        self.compared_offsets = False
        choice = generator.random()
        if choice < 0.78:
            self.body, self.origin = documents.response_document(generator, self.operation)
        elif choice < 0.97:
            self.body, self.origin = documents.error_document(generator)
        else:
            self.body, self.origin = generator.choice(documents.NO_DOCUMENTS), None
        if generator.random() < 0.6:
            self.body, self.origin = damage.mutate(generator, self.body, generator.randint(1, 3)), None
        if generator.random() < 0.03:
            self.ask_for_another(generator)
        self.status = 200 if generator.random() < 0.85 else generator.choice(ERROR_STATUSES)
        self.header = generator.choice(HEADERS)
        self.classified = {
            "status": generator.choice([None, 200, self.status, *ERROR_STATUSES]),
            "code": generator.choice([None, "Foo", *values.CODES]),
        }

    def ask_for_another(self, generator):
        """Reads the document as the reply to a random operation, usually not its own."""
        asked = generator.choice(model.OPERATIONS)
        if asked != self.operation and self.is_response():
            self.origin = None
        self.operation = asked

    def is_response(self):
        """Whether the document is an undamaged response."""
        return self.origin is not None and "ResponseMetadata" in self.origin

    def requests(self):
        decode = protocol.decode_response_request(self.body, self.operation.name, self.status, self.header)
        return [protocol.check_xml_request(self.body), decode, {"op": "classify", **self.classified}]

    def differences(self, checked, decoded, classified):
        """The differences between the codec and the reference, as sentences."""
        fault = xml_reference.fault(self.body)
        well_formed = fault is None
        if ("ok" in checked) != well_formed:
            yield f"check_xml answers {checked}, the reference finds it {'' if well_formed else 'not '}well-formed"
        outcome, value = opinion(self.operation, self.body, self.status, self.header)
        if self.ends_undecided() and decoded.get(outcome, {}).get("body") == "other-xml":
            value["body"] = "other-xml"
        wrong_value = outcome != "reject" and not same(decoded.get(outcome), value)
        if outcome not in decoded or wrong_value:
            yield f"decode_response answers {decoded}, the reference {outcome} {value!r}"
        retry = retry_class(self.classified["code"], self.classified["status"])
        if classified != {"ok": protocol.present({"retry": retry})}:
            yield f"classify answers {classified} to {self.classified}, the reference {retry}"
        yield from self.wrong_refusal(checked.get("reject"), set() if well_formed else None)
        yield from self.wrong_refusal(decoded.get("reject"), ELEMENT_CODES if well_formed else None)
        if fault is not None and fault.offset is not None and "reject" in checked:
            self.compared_offsets = True
            yield from self.wrong_offset(checked["reject"], fault)
        yield from self.wrong_reference(outcome, value)

    def ends_undecided(self):
        """Whether the declaration, a `<!` that starts nothing, or a tag with a reference is unclosed. Expat first
        looks for the end, and does not report earlier faults."""
        text = self.body.removeprefix(b"\xef\xbb\xbf")
        declaration = text.startswith((b"<?xml ", b"<?xml\t", b"<?xml\r", b"<?xml\n")) and b"?>" not in text
        last_tag = text[text.rfind(b"<") :] if b"<" in text else b""
        tag = b"&" in last_tag and b">" not in last_tag
        return declaration or tag or b">" not in text[text.rfind(b"<!") :] and b"<!" in text

    def wrong_refusal(self, refusal, codes):
        """Checks that the offset of a refusal is in the body and, if `codes` are given, that it has one of them."""
        if refusal is None:
            return
        offset = refusal.get("offset")
        if not isinstance(offset, int) or not 0 <= offset <= len(self.body):
            yield f"refused at offset {offset} of {len(self.body)} bytes"
        if codes is not None and refusal.get("code") not in codes:
            yield f"well-formed, but refused with the code {refusal.get('code')}"

    def wrong_offset(self, refusal, fault):
        """Checks that expat finds the error in the same place. Expat reports the byte where it stopped or the
        token around it, the codec the start of the fault. No markup may end between the two."""
        first, last = sorted((refusal["offset"], fault.offset))
        between = self.body[first:last]
        if refusal["code"] in ("unclosed-element", "unexpected-end"):
            end = len(xml_reference.before_cut(self.body).rstrip(b"\r"))  # Expat waits after a CR.
            is_same = not between.strip(b"\r") or last >= end
        elif refusal["code"] == "malformed-declaration":
            is_same = b"?>" not in between  # Expat looks for the end of the declaration first.
        elif refusal["code"] in ("unknown-entity", "invalid-character-reference"):
            is_same = b"<" not in between[1:]  # An attribute may contain `>`; expat reads the tag before its references.
        elif refusal["code"] == "text-outside-root" and self.body[first : first + 1] in (b'"', b"'"):
            is_same = refusal["offset"] <= fault.offset  # Outside the root, expat reads a quotation to its end.
        else:
            is_same = b">" not in between
        if not is_same:
            yield f"refused at offset {refusal['offset']} with {refusal['code']}, by expat at {fault.offset}: {fault}"

    def wrong_reference(self, outcome, value):
        """Checks that the reference reads the value that an undamaged document was made from."""
        if self.origin is None or self.is_response() and self.status != 200:
            return
        expected = dict(self.origin)
        if (self.header or "").strip():
            expected.update(with_request_id(self.header.strip(), self.is_response()))
        wrong = outcome != ("ok" if self.is_response() else "error_response")
        compared = ["Error", "RequestId"] if outcome == "error_response" else value.keys() | expected.keys()
        if wrong or any(value.get(name) != expected.get(name) for name in compared):
            yield f"THE REFERENCE ITSELF is wrong: {value!r}, made from {self.origin!r}"


def with_request_id(request_id, is_response):
    """The part of a value with the request id."""
    return {"ResponseMetadata": {"RequestId": request_id}} if is_response else {"RequestId": request_id}


def same(value, expected):
    """Whether a value equals that of the reference, including the order of the identities."""
    if value is None:
        return False
    if json.dumps(value, sort_keys=True) != json.dumps(expected, sort_keys=True):
        return False
    maps = {name: member for name, member in expected.items() if isinstance(member, Identities)}
    return all(list(value[name]) in member.orders for name, member in maps.items())


def compare(adapter, generator, count):
    """Runs `count` cases. Returns the totals of outcomes and compared offsets, and the number of differing cases."""
    totals = collections.Counter()
    differing = 0
    for cases in protocol.in_batches(Case(generator) for _ in range(count)):
        replies = adapter.exchange([request for case in cases for request in case.requests()])
        for case, checked, decoded, classified in zip(cases, replies[::3], replies[1::3], replies[2::3]):
            totals[protocol.outcome_of(decoded)] += 1
            totals[case.operation.name, protocol.outcome_of(decoded)] += 1
            found = list(case.differences(checked, decoded, classified))
            totals["offset"] += case.compared_offsets
            differing += bool(found)
            if found and differing <= 20:
                report(case, found)
    return totals, differing


def report(case, found):
    print(f"difference: {case.operation.name}, status {case.status}, header {case.header!r}, body {case.body!r}")
    print(f"  base64 {protocol.encoded(case.body)}")
    for sentence in found:
        print(f"  {sentence}")


def main():
    options, command = protocol.split_command(sys.argv[1:])
    count = int(options[0]) if options else 100_000
    seed = int(options[1]) if len(options) > 1 else 1
    adapter = protocol.Adapter(command)
    totals, differing = compare(adapter, random.Random(seed), count)
    adapter.close()
    accepted, refused, errors = totals["ok"], totals["reject"], totals["error_response"]
    print(
        f"{count:,} documents, {accepted:,} accepted, {refused:,} refused, "
        f"{errors:,} service errors, {totals['offset']:,} offsets compared, {differing:,} differences"
    )
    if min(accepted, refused, totals["offset"]) * 10 < count:
        sys.exit("vacuous: too few documents accepted, refused, or with a compared offset")
    for operation in model.OPERATIONS:
        if totals[operation.name, "ok"] * 20 < count:
            sys.exit(f"vacuous: fewer than a twentieth accepted as replies to {operation.name}")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
