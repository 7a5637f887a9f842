"""Compares the codec with a second reader on many generated and damaged request forms.

What it checks: on every form the codec's verdict and value are those of a reference, which shares no code
with it. The reference implements the rules Q6 to Q9, P2 and P3 and finds every fault of a form. The forms
are of every operation of botocore's model; half of them are read as a request of that operation, half by
their `Action`. The code of a refusal is that of one of the faults, and its offset is in the form. For
each undamaged form, the value of the reference is compared with the request that the form was made from.
Each request is also written, and must be the form of the rules Q1 to Q3, byte for byte.

How to run it, in a Python that has botocore; count and seed are optional:

    PYTHON tests/oracles/forms.py [COUNT [SEED]] -- target/release/examples/adapter

Prints `N forms, A accepted, R refused, 0 differences` and exits 0. Exits 1 on a difference, with the
form and both verdicts, and on a vacuous run: fewer than a tenth accepted or fewer than a tenth
refused, an operation that was rarely accepted, or a code that did not occur.
"""

import collections
import random
import sys

sys.dont_write_bytecode = True

import form_reference
import model
import protocol
import values

CODES = {
    "malformed-escape", "invalid-utf8", "missing", "duplicate", "wrong-action", "unknown-action", "unexpected", "malformed",
    "malformed-index", "index-gap", "duplicate-index", "mixed",
}

PECULIAR = "\0\t\n +%&=;~*'()!@./?#\x7f\u00e9\u00df\u0301\u2028\ufeff\ufffe\uffff\U0001f600\U0010ffff"
OTHERS = ["AWSAccessKeyId=AKIA", "Timestamp=2010-12-01T00%3A00%3A00Z", "Signature=a%2Bb%3D", "identities=x", "", "=", "=x",
          "IdentitiesX=1", "Identities%20=1", "action=A", "Identity=a", "a", "version=1", "\u00e9=%C3%A9"]
INTRUDERS = [
    "Action=GetIdentityDkimAttributes", "Action=", "Action", "Action=ListIdentities", "Version=2010-12-01",
    "Version=2010-12-1", "Version", "Identities=", "Identities", "Identities=x", "Identities=+", "Identities.1=x",
    "Identities.item.1=x", "Identities.member=x", "Identities.member.=x", "Identities.member.0=x",
    "Identities.member.01=x", "Identities.member.+1=x", "Identities.member.-1=x", "Identities.member.1.0=x",
    "Identities.member.1+=x", "Identities.member.%31=x", "Identities.member.\u0661=x", "Identities.member.1=x",
    "Identities.member.2=x", "Identities.member.3=x", "Identities.member.18446744073709551615=x",
    "Identities.member.18446744073709551616=x", "Identities.member.99999999999999999999999999=x",
    "Identities.=x", "Identities..member.1=x", "Identities.Member.1=x", "Identities.memberX1=x", "%49dentities=",
    "Identities%2Emember%2E1=x", "Identities.member.1", "a=%", "a=%4", "a=%GG", "a=%+1", "%=a", "a=%FF", "a=%C3",
    "Action=VerifyDomainDkim", "Action=SetIdentityDkimEnabled", "Domain=x", "Domain", "Domain.member.1=x", "Domain.=x",
    "Identity=x", "Identity.1=x", "DkimEnabled=true", "DkimEnabled=True", "DkimEnabled=", "DkimEnabled=1",
    "DkimEnabled.member.1=true", "DkimEnabled=+true", "%44omain=x", "domain=x",
    "%C3%A9=%C3\u00a9", "a=%ED%A0%80", "a=%C0%AF", "a=%F4%90%80%80", "a;Action=x", "a=%2541",
]
RAW = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\0", b"%", b"%4", b"%00", b"+", b"&", b"&&", b"=", b".", b";", b"1", b"0", b"\xc3\xa9"]


def some_text(generator):
    if generator.random() < 0.6:
        return values.identity(generator)
    return "".join(generator.choice(PECULIAR + "abc019") for _ in range(generator.randint(0, 8)))


def spelled(generator, text, variation):
    """A text with random escapes that decode to the same text."""
    pieces = []
    for byte in text.encode():
        bare = chr(byte) in "-._~" or chr(byte).isalnum() and byte < 0x80
        if byte == 0x20 and generator.random() < 0.5:
            pieces.append("+")
        elif bare and generator.random() >= variation:
            pieces.append(chr(byte))
        else:
            pieces.append(f"%{byte:02x}" if generator.random() < variation * 3 else f"%{byte:02X}")
    return "".join(pieces)


def some_request(generator, operation):
    """A request by the shapes of an operation."""

    def value(shape):
        if shape.type_name == "list":
            return [some_text(generator) for _ in range(generator.choice([0, 1, 1, 2, 2, 3, 11, 12]))]
        return generator.random() < 0.5 if shape.type_name == "boolean" else some_text(generator)

    return {name: value(shape) for name, shape in operation.input_shape.members.items()}


def form(generator, action, request):
    """A form of a request, in some order and spelling."""
    variation = generator.choice([0, 0, 0.05, 0.3])
    parts = []
    for name, value in form_reference.parameters(action, request):
        if name == "Version" and generator.random() < 0.1:
            continue
        is_empty_list = request.get(name) == []
        equals = "" if is_empty_list and generator.random() < 0.5 else "="
        parts.append(spelled(generator, name, variation) + equals + spelled(generator, value, variation))
    if variation:
        others = [other for other in OTHERS if other.partition("=")[0] not in request]
        parts += generator.sample(others, generator.randint(0, 3))
    if generator.random() < 0.5:
        generator.shuffle(parts)
    return "&".join(parts).encode()


def damaged(generator, body):
    parts = body.split(b"&")
    place = generator.randrange(len(parts))
    choice = generator.random()
    if choice < 0.4:
        parts.insert(place, generator.choice(INTRUDERS).encode())
    elif choice < 0.5:
        del parts[place]
    elif choice < 0.6:
        parts.append(parts[place])
    else:
        at, until = sorted(generator.randint(0, len(body)) for _ in range(2))
        piece = generator.choice([*RAW, bytes([generator.randrange(256)])])
        return body[:at] + piece + body[generator.choice([at, at, at + 1, until]) :]
    return b"&".join(parts)


class Case:
    """One form, how it is read and, if it is undamaged, the request that it was made from."""

    def __init__(self, generator):
        operation = generator.choice(model.OPERATIONS)
        self.action = operation.name
        self.asked = generator.choice([None, self.action])
        self.request = some_request(generator, operation)
        self.body = form(generator, self.action, self.request)
        self.is_damaged = generator.random() < 0.7
        if self.is_damaged:
            for _ in range(generator.randint(1, 2)):
                self.body = damaged(generator, self.body)

    def requests(self):
        encode = {"op": "encode_request", "operation": self.action, "request": self.request}
        return [protocol.decode_form_request(self.body, self.asked), encode]

    def differences(self, decoded, encoded):
        """The differences between the codec and the reference, as sentences."""
        action, request, faults = form_reference.read(self.body, self.asked)
        if not self.is_damaged and (faults or (action, request) != (self.action, self.request)):
            yield f"THE REFERENCE ITSELF is wrong: {request!r} and {faults}, made from {self.request!r}"
        if not faults and decoded != {"ok": {"operation": action, "request": request}}:
            yield f"decode_request answers {decoded}, the reference {action} {request!r}"
        refusal = decoded.get("reject", {})
        if faults and refusal.get("code") not in faults:
            yield f"decode_request answers {decoded}, the reference finds {faults}"
        if refusal and not 0 <= refusal["offset"] <= len(self.body):
            yield f"refused at offset {refusal['offset']} of {len(self.body)} bytes"
        form = {"body": form_reference.written(self.action, self.request), "content_type": protocol.FORM_TYPE}
        if encoded != {"ok": form}:
            yield f"encode_request answers {encoded} for {self.request!r}"


def main():
    options, command = protocol.split_command(sys.argv[1:])
    count = int(options[0]) if options else 100_000
    generator = random.Random(int(options[1]) if len(options) > 1 else 1)
    adapter = protocol.Adapter(command)
    codes, actions, differing = collections.Counter(), collections.Counter(), 0
    for cases in protocol.in_batches(Case(generator) for _ in range(count)):
        replies = adapter.exchange([request for case in cases for request in case.requests()])
        for case, decoded, encoded in zip(cases, replies[::2], replies[1::2]):
            codes[decoded.get("reject", {}).get("code", "ok")] += 1
            actions[decoded.get("ok", {}).get("operation")] += 1
            found = list(case.differences(decoded, encoded))
            differing += bool(found)
            if found and differing <= 20:
                print(f"difference, read as {case.asked}: {case.body!r}", *found, sep="\n  ")
    adapter.close()
    accepted = codes.pop("ok", 0)
    refused = sum(codes.values())
    print(f"{count:,} forms, {accepted:,} accepted, {refused:,} refused, {differing:,} differences")
    if min(accepted, refused) * 10 < count or CODES - codes.keys():
        sys.exit(f"vacuous: too few accepted or refused, or no refusal with {CODES - codes.keys()}")
    if min(actions[action] for action in model.ACTIONS) * 20 < count:
        sys.exit(f"vacuous: too few accepted of an operation: {actions}")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
