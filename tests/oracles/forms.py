"""Compares the codec with a second reader on many generated and damaged request forms.

What is proven: on every form the codec's verdict and value are those of a reference that shares no
code with it, a plain reading of the rules Q6 to Q9 in which every fault of a form is found. The code
of a refusal is that of one of these faults, and its offset is in the form. For each form that was not
damaged, the reference itself is held to the list that the form was made from. Each of these lists
is also written, and must be, byte for byte, the form of the rules Q1 to Q3.

How to run it, with count and seed optional:

    python3 tests/oracles/forms.py [COUNT [SEED]] -- target/release/examples/adapter

Prints `N forms, A accepted, R refused, 0 differences` and exits 0. Exits 1 on a difference, with the
form and both verdicts, and on a vacuous run: fewer than a tenth accepted or fewer than a tenth
refused, or a code that no form was refused with.
"""

import collections
import random
import re
import sys
import urllib.parse

sys.dont_write_bytecode = True

import documents
import protocol

ACTION = "GetIdentityDkimAttributes"
VERSION = "2010-12-01"
CODES = {
    "malformed-escape", "invalid-utf8", "missing", "duplicate", "wrong-action", "unexpected", "malformed",
    "malformed-index", "index-gap", "duplicate-index", "mixed",
}


# ---------------------------------------------------------------------------------------------
# The reference


def read(body):
    """The identities of a form, and the codes of all that is wrong with it."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return [], {"invalid-utf8"}
    faults = set()
    pairs = []
    for part in filter(None, text.split("&")):
        name, _, value = part.partition("=")
        pairs.append((unescaped(name, faults), unescaped(value, faults)))
    faults |= single_faults(pairs, "Action", ACTION, "wrong-action")
    faults |= single_faults(pairs, "Version", VERSION, "unexpected") - {"missing"}
    return identities(pairs, faults), faults


def unescaped(text, faults):
    """A name or a value without its escapes, rule Q7; `None` when it has none that can be read."""
    bare = text.replace("+", " ").encode()
    if re.search(rb"%(?![0-9A-Fa-f]{2})", bare):
        faults.add("malformed-escape")
        return None
    try:
        return re.sub(rb"%(..)", lambda escape: bytes.fromhex(escape[1].decode()), bare, flags=re.DOTALL).decode()
    except UnicodeDecodeError:
        faults.add("invalid-utf8")
        return None


def single_faults(pairs, parameter, expected, otherwise):
    """What is wrong with a parameter that stands once and has one value, rule Q9."""
    values = [value for name, value in pairs if name == parameter]
    faults = {otherwise for value in values if value != expected}
    if len(values) != 1:
        faults.add("duplicate" if values else "missing")
    return faults


def identities(pairs, faults):
    """The list in the order of its indices, rules Q6 and Q8."""
    empty = [value for name, value in pairs if name == "Identities"]
    members = {}
    for name, value in pairs:
        if name is None or not name.startswith("Identities."):
            continue
        index = name.removeprefix("Identities.member.")
        if index == name:
            faults.add("malformed")
        elif not re.fullmatch("[1-9][0-9]*", index, re.ASCII):
            faults.add("malformed-index")
        elif index in members:
            faults.add("duplicate-index")
        else:
            members[index] = value
    if any(empty):
        faults.add("malformed")
    if len(empty) + bool(members) > 1:
        faults.add("mixed")
    if not empty and not members:
        faults.add("missing")
    order = sorted(members, key=lambda index: (len(index), index))
    if order != [str(index) for index in range(1, len(order) + 1)]:
        faults.add("index-gap")
    return [members[index] for index in order]


def written(texts):
    """The form of a list, rules Q1 to Q3."""
    pairs = [("Action", ACTION), ("Version", VERSION)]
    pairs += [(f"Identities.member.{index}", text) for index, text in enumerate(texts, 1)] or [("Identities", "")]
    return "&".join(f"{name}={urllib.parse.quote(value, safe='-._~')}" for name, value in pairs)


# ---------------------------------------------------------------------------------------------
# The forms

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
    "%C3%A9=%C3\u00a9", "a=%ED%A0%80", "a=%C0%AF", "a=%F4%90%80%80", "a;Action=x", "a=%2541",
]
RAW = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\0", b"%", b"%4", b"%00", b"+", b"&", b"&&", b"=", b".", b";", b"1", b"0", b"\xc3\xa9"]


def some_text(generator):
    if generator.random() < 0.6:
        return documents.identity(generator)
    return "".join(generator.choice(PECULIAR + "abc019") for _ in range(generator.randint(0, 8)))


def spelled(generator, text, disguise):
    """A text in one of the ways to escape it that mean the same."""
    pieces = []
    for byte in text.encode():
        bare = chr(byte) in "-._~" or chr(byte).isalnum() and byte < 0x80
        if byte == 0x20 and generator.random() < 0.5:
            pieces.append("+")
        elif bare and generator.random() >= disguise:
            pieces.append(chr(byte))
        else:
            pieces.append(f"%{byte:02x}" if generator.random() < disguise * 3 else f"%{byte:02X}")
    return "".join(pieces)


def form(generator, texts):
    """A form of a list, in some order and spelling."""
    disguise = generator.choice([0, 0, 0.05, 0.3])
    pairs = [("Action", ACTION)] + ([("Version", VERSION)] if generator.random() < 0.9 else [])
    pairs += [(f"Identities.member.{index}", text) for index, text in enumerate(texts, 1)]
    parts = [spelled(generator, name, disguise) + "=" + spelled(generator, value, disguise) for name, value in pairs]
    if not texts:
        parts.append(generator.choice(["Identities=", "Identities"]))
    if disguise:
        parts += generator.sample(OTHERS, generator.randint(0, 3))
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
    """One form and, unless damaged, the list that it was made from."""

    def __init__(self, generator):
        self.texts = [some_text(generator) for _ in range(generator.choice([0, 1, 1, 2, 2, 3, 11, 12]))]
        self.body = form(generator, self.texts)
        self.origin = self.texts
        if generator.random() < 0.7:
            self.origin = None
            for _ in range(generator.randint(1, 2)):
                self.body = damaged(generator, self.body)

    def requests(self):
        encode = {"op": "encode_request", "operation": ACTION, "request": {"Identities": self.texts}}
        return [protocol.decode_form_request(self.body, ACTION), encode]

    def differences(self, decoded, encoded):
        """Sentences that say where the codec and the reference differ."""
        texts, faults = read(self.body)
        if self.origin is not None and (faults or texts != self.origin):
            yield f"THE REFERENCE ITSELF is wrong: {texts!r} and {faults}, made from {self.origin!r}"
        if not faults and decoded != {"ok": {"operation": ACTION, "request": {"Identities": texts}}}:
            yield f"decode_request answers {decoded}, the reference {texts!r}"
        refusal = decoded.get("reject", {})
        if faults and refusal.get("code") not in faults:
            yield f"decode_request answers {decoded}, the reference finds {faults}"
        if refusal and not 0 <= refusal["offset"] <= len(self.body):
            yield f"refused at offset {refusal['offset']} of {len(self.body)} bytes"
        if encoded != {"ok": {"body": written(self.texts), "content_type": protocol.FORM_TYPE}}:
            yield f"encode_request answers {encoded} for {self.texts!r}"


def main():
    options, command = protocol.split_command(sys.argv[1:])
    count = int(options[0]) if options else 100_000
    generator = random.Random(int(options[1]) if len(options) > 1 else 1)
    adapter = protocol.Adapter(command)
    codes, differing = collections.Counter(), 0
    for cases in protocol.in_batches(Case(generator) for _ in range(count)):
        replies = adapter.exchange([request for case in cases for request in case.requests()])
        for case, decoded, encoded in zip(cases, replies[::2], replies[1::2]):
            codes[decoded.get("reject", {}).get("code", "ok")] += 1
            found = list(case.differences(decoded, encoded))
            differing += bool(found)
            if found and differing <= 20:
                print(f"difference: {case.body!r}", *found, sep="\n  ")
    adapter.close()
    accepted = codes.pop("ok", 0)
    refused = sum(codes.values())
    print(f"{count:,} forms, {accepted:,} accepted, {refused:,} refused, {differing:,} differences")
    if min(accepted, refused) * 10 < count or CODES - codes.keys():
        sys.exit(f"vacuous: too few accepted or refused, or never refused with {CODES - codes.keys()}")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
