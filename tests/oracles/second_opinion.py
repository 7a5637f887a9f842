"""Compares the codec with a second reader on many generated and damaged documents.

What is proven: on every document the codec's verdict and value are those of a reference that
shares no code with it. The reference is Python's expat for the syntax of XML 1.0, the rules X1 to
X5 and X8 added where expat is laxer or older, and a plain reading of the rules X7, R1 to R6 and E1
to E8 on the tree. Three things are compared for each document: whether it is well-formed
(check_xml), whether it is decoded, refused or a service error (decode_response), and the value;
of a service error also what its body was, and whether to try again (classify).
A document that is well-formed may only be refused with a code that speaks of its elements.
For each document that was not damaged, the reference itself is held to the value that the
document was made from.

How to run it, with count and seed optional:

    python3 tests/oracles/second_opinion.py [COUNT [SEED]] -- target/release/examples/adapter

Prints `N documents, A accepted, R refused, D service errors, 0 differences` and exits 0. Exits 1 on
a difference, with the body in base64 and both verdicts, and on a vacuous run: fewer than a tenth
accepted or fewer than a tenth refused.
"""

import json
import random
import re
import sys
from xml.etree.ElementTree import TreeBuilder
from xml.parsers import expat

sys.dont_write_bytecode = True

import documents
import protocol

# ---------------------------------------------------------------------------------------------
# The reference: XML

MAX_DEPTH = 128  # The limit of rule X8 that the crate documents.


class Refused(Exception):
    """The reference refuses the document."""


class NotWellFormed(Refused):
    """Refused by the rules X1 to X5 and X8."""


class Truncated(NotWellFormed):
    """Nothing is wrong but that the document ends too early."""


FORBIDDEN_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

VERSION_1 = re.compile("1[.][0-9]+")  # Read as 1.0: XML 1.0, fifth edition, §2.8.

# Productions [4] and [4a] of XML 1.0, fifth edition, beyond ASCII.
NAME_START = re.compile(
    "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]"
)
NAME_ONLY = re.compile("[\u00b7\u0300-\u036f\u203f\u2040]")


class FourthEdition(dict):
    """Spells the characters beyond ASCII so that expat judges names by the fifth edition.

    Expat knows the names of the fourth edition. Each character becomes a stand-in of which
    the fourth edition says what the fifth says of the character (it begins names, it continues
    them, it does neither), and six digits that keep names apart and let the text be restored.
    """

    def __init__(self, starts, continues, neither):
        super().__init__()
        self.starts, self.continues, self.neither = starts, continues, neither
        self.spelled = re.compile(f"[{starts}{continues}{neither}]([0-9a-f]{{6}})")

    def __missing__(self, code):
        self[code] = chr(code) if code < 0x80 else self.stand_in(chr(code)) + format(code, "06x")
        return self[code]

    def stand_in(self, character):
        if NAME_START.match(character):
            return self.starts
        return self.continues if NAME_ONLY.match(character) else self.neither

    def restored(self, text):
        return text if text.isascii() else self.spelled.sub(lambda match: chr(int(match[1], 16)), text)


SPELLINGS = [
    FourthEdition("\u11f9", "\u00b7", "\u2190"),
    FourthEdition("\u11f0", "\u0387", "\u2191"),
    FourthEdition("\u11eb", "\u0640", "\u2192"),
    FourthEdition("\uac00", "\u0e46", "\u2193"),
]
REFERENCE = re.compile("&#(?:x([0-9a-f]+)|([0-9]+));", re.IGNORECASE)


def spelling_of(text):
    """A spelling of which no stand-in enters the text by a character reference as well."""
    codes = {int(hexadecimal, 16) if hexadecimal else int(decimal) for hexadecimal, decimal in REFERENCE.findall(text)}
    for spelling in SPELLINGS:
        if codes.isdisjoint(map(ord, (spelling.starts, spelling.continues, spelling.neither))):
            return spelling
    raise NotImplementedError("a document that refers to a stand-in of every spelling")


def parse(body):
    """The root element of a document under the rules X1 to X5 and X8; `NotWellFormed` else."""
    text = characters(body)
    builder = TreeBuilder()
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    spelling = spelling_of(text)
    install(parser, builder, text, spelling.restored)
    spelled = text.translate(spelling).encode()
    try:
        parser.Parse(spelled, False)
    except expat.ExpatError as error:
        raise NotWellFormed(str(error)) from None
    try:
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        # What expat looks no further into, but nothing can complete: a quotation, a second declaration.
        beyond_repair = re.match(rb"[\"']|<\?xml\s", spelled[parser.ErrorByteIndex :])
        if beyond_repair and parser.ErrorByteIndex > 0:
            raise NotWellFormed(str(error)) from None
        raise Truncated(str(error)) from None
    return builder.close()


def characters(body):
    """The characters of a body after its byte order mark, by the rules X1 and X3."""
    try:
        text = body.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        raise NotWellFormed("not UTF-8") from None
    if FORBIDDEN_CHARACTER.search(text):
        raise NotWellFormed("a character that XML 1.0 forbids")
    return text


def install(parser, builder, text, restored):
    """Gives the parser handlers that build the tree and add the rules expat does not have."""
    depth = 0

    def declaration(version, encoding, _standalone):
        if not VERSION_1.fullmatch(version or ""):
            raise NotWellFormed("a version other than 1.x")
        name = (encoding or "UTF-8").lower()
        if name not in ("utf-8", "us-ascii") or name == "us-ascii" and not text.isascii():
            raise NotWellFormed("an encoding other than UTF-8 and US-ASCII")

    def doctype(*_):
        raise NotWellFormed("a document type declaration")

    def start(name, _attributes):
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise NotWellFormed("nested too deeply")
        builder.start(restored(name), {})

    def end(name):
        nonlocal depth
        depth -= 1
        builder.end(restored(name))

    parser.XmlDeclHandler = declaration
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda data: builder.data(restored(data))


def is_well_formed(body):
    try:
        parse(body)
    except NotWellFormed:
        return False
    return True


# ---------------------------------------------------------------------------------------------
# The reference: elements


def local(element):
    """The name without its prefix, rule X6; a name that is no qualified name has no prefix."""
    prefix, _, rest = element.tag.partition(":")
    return rest if prefix and rest and ":" not in rest else element.tag


def named(parent, *names):
    return [child for child in parent if local(child) in names]


def at_most_one(parent, name):
    found = named(parent, name)
    if len(found) > 1:
        raise Refused(f"{name} twice")
    return found[0] if found else None


def exactly_one(parent, name):
    found = at_most_one(parent, name)
    if found is None:
        raise Refused(f"no {name}")
    return found


def trimmed(text):
    """The text without the white space of XML around it."""
    return text.strip(" \t\r\n")


def text_of(element):
    """The text of a text field, rule R4."""
    if len(element):
        raise Refused(f"an element in {element.tag}")
    return element.text or ""


def items(parent, name):
    """The items of a list or a map, which holds nothing else: rule X7."""
    for text in (parent.text, *(child.tail for child in parent)):
        if trimmed(text or ""):
            raise Refused(f"the text {text!r} in {parent.tag}")
    for child in parent:
        if local(child) != name:
            raise Refused(f"{child.tag} in {parent.tag}")
    return list(parent)


def read_response(root, header):
    """A success document in the shape of boto3, rules R1 to R5."""
    result = exactly_one(root, "GetIdentityDkimAttributesResult")
    request_ids = [field for data in named(root, "ResponseMetadata") for field in named(data, "RequestId")]
    request_id = trimmed(text_of(request_ids[0])) if request_ids else ""
    request_id = header or request_id
    attributes = at_most_one(result, "DkimAttributes")
    entries = [] if attributes is None else [read_entry(entry) for entry in items(attributes, "entry")]
    return {"DkimAttributes": Identities(entries), "ResponseMetadata": {"RequestId": request_id} if request_id else {}}


class Identities(dict):
    """The map, rule R5: the last of a repeated identity counts, where it first or last stood."""

    def __init__(self, entries):
        super().__init__(entries)
        self.orders = [list(self), list(dict(reversed(entries)))[::-1]]


def read_entry(entry):
    key = text_of(exactly_one(entry, "key"))
    return key, read_value(exactly_one(entry, "value"))


def read_value(value):
    enabled = at_most_one(value, "DkimEnabled")
    status = at_most_one(value, "DkimVerificationStatus")
    tokens = at_most_one(value, "DkimTokens")
    result = {}
    if enabled is not None:
        result["DkimEnabled"] = read_boolean(enabled)
    if status is not None:
        result["DkimVerificationStatus"] = text_of(status)
    if tokens is not None:
        result["DkimTokens"] = [text_of(member) for member in items(tokens, "member")]
    return result


def read_boolean(element):
    text = text_of(element)
    if text not in ("true", "false"):
        raise Refused(f"the boolean {text!r}")
    return text == "true"


def find_error(root):
    """The element that holds the fields of an error, rule E1; `None` when there is none."""
    if local(root) == "Error":
        return root
    for child in root:
        if local(child) == "Error":
            return child
        if local(child) == "Errors" and named(child, "Error") and not is_exception(root):
            return named(child, "Error")[0]
    if is_exception(root):
        return root
    return root.makeelement("Error", {}) if local(root) == "ErrorResponse" else None


def is_exception(root):
    return local(root).endswith("Exception")


def first_text(fields):
    """The text of the first field, that of elements in it included, rules E2 and E4; `None` without a field."""
    return next(("".join(field.itertext()) for field in fields), None)


def request_id_fields(root, error):
    """The elements that may hold the request id of an error, in document order, rule E2."""
    names = ("RequestId", "RequestID")
    for child in root:
        if local(child) in names:
            yield child
        elif local(child) == "ResponseMetadata" or child is error or error in child:
            yield from named(error if error in child else child, *names)


def read_error(root, error):
    """The fields of an error, rules E1 to E4; an exception has its name as code, unless an inner error has one."""
    holders = [error] if error is root or not is_exception(root) else [error, root]
    fields = {name: first_text(field for at in holders for field in named(at, *names)) for name, names in FIELDS.items()}
    if is_exception(root):
        inner_code = None if error is root else first_text(named(error, "Code"))
        fields["Code"] = local(root) if inner_code is None else inner_code
    request_id = trimmed(first_text(request_id_fields(root, error)) or "")
    known = {name: text for name, text in fields.items() if text is not None}
    for name in known.keys() & {"Type", "Code"}:
        known[name] = trimmed(known[name])
    return known, request_id


FIELDS = {"Type": ["Type"], "Code": ["Code"], "Message": ["Message", "message"], "Detail": ["Detail"]}
THROTTLING = set(documents.CODES[:14])
CLOCK_SKEW = set(documents.CODES[14:20])
EXPIRED = {"ExpiredToken", "ExpiredTokenException"}
TRANSIENT = {"RequestTimeout", "RequestTimeoutException"}
SERVICE_FAULTS = set(documents.CODES[-5:])


def retry_class(code, status):
    """Rule E8: throttling beats what the code says, which beats what the status says; there may be no status."""
    if code in THROTTLING or status == 429:
        return "throttling"
    if code in CLOCK_SKEW:
        return "clock-skew"
    if code in EXPIRED:
        return "expired-credentials"
    if code in TRANSIENT or status in (500, 502, 503, 504) or code in SERVICE_FAULTS and (status or 200) < 300:
        return "transient"
    return None


def error_response(fields, request_id, status, body=None):
    """An error in the shape of the adapter protocol; `body` is the kind of one that is no error document."""
    result = {"status": status, "Error": fields}
    if request_id:
        result["RequestId"] = request_id
    return {**result, "body": body} if body else result


HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?>(?:<\?(?s:.*?)\?>|<!--(?s:.*?)-->)\s*)*+(?:<!doctype\s+html|<html)(?:[\s>/]|$)",
    re.IGNORECASE,
)
COMPRESSED = (b"\x1f\x8b", b"\x78\x01", b"\x78\x9c", b"\x78\xda", b"BZh91AY&SY", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")


def body_kind(body):
    """What a body is that is no error document, rule E5, as the adapter protocol names it."""
    text = body.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\f")
    if body.startswith(COMPRESSED):
        return "compressed"
    if not text:
        return "empty"
    if text.startswith((b"{", b"[", b'"')):
        return "json"
    if HTML.match(body):
        return "html"
    return xml_kind(body) if text.startswith(b"<") else "text"


def xml_kind(body):
    try:
        parse(body)
    except Truncated:
        return "truncated-xml"
    except NotWellFormed:
        return "malformed-xml"
    return "other-xml"


def opinion(body, status, request_id_header):
    """What `decode_response` must answer: ("ok", value), ("error_response", value) or ("reject", why)."""
    header = (request_id_header or "").strip()
    succeeded = 200 <= status <= 299
    try:
        root = parse(body)
        if succeeded and local(root) == "GetIdentityDkimAttributesResponse" and find_error(root) is None:
            return "ok", read_response(root, header)
        error = find_error(root)
        if error is None:
            raise Refused("neither a response nor an error document")
    except Refused as refusal:
        if succeeded:
            return "reject", refusal
        return "error_response", error_response({}, header, status, body_kind(body))
    fields, request_id = read_error(root, error)
    return "error_response", error_response(fields, header or request_id, status)


# ---------------------------------------------------------------------------------------------
# The comparison

ERROR_STATUSES = [300, 301, 302, 400, 400, 403, 404, 408, 413, 429, 500, 502, 503, 504]
HEADERS = [None, None, None, None, "", "  ", "h-1", " h-2 "]
ELEMENT_CODES = {
    "missing-element", "duplicate-element", "element-in-text", "invalid-boolean", "unexpected-root",
    "unexpected-element", "unexpected-text",
}


class Case:
    """One document, with what it is sent as and, unless damaged, what it was made from."""

    def __init__(self, generator):
        choice = generator.random()
        if choice < 0.78:
            self.body, self.origin = documents.response_document(generator)
        elif choice < 0.97:
            self.body, self.origin = documents.error_document(generator)
        else:
            self.body, self.origin = generator.choice(documents.NO_DOCUMENTS), None
        if generator.random() < 0.6:
            self.body, self.origin = documents.mutate(generator, self.body, generator.randint(1, 3)), None
        self.status = 200 if generator.random() < 0.85 else generator.choice(ERROR_STATUSES)
        self.header = generator.choice(HEADERS)
        self.classified = {
            "status": generator.choice([None, 200, self.status, *ERROR_STATUSES]),
            "code": generator.choice([None, "Foo", *documents.CODES]),
        }

    def requests(self):
        decode = protocol.decode_response_request(self.body, self.status, self.header)
        return [protocol.check_xml_request(self.body), decode, {"op": "classify", **self.classified}]

    def differences(self, checked, decoded, classified):
        """Sentences that say where the codec and the reference differ."""
        well_formed = is_well_formed(self.body)
        if ("ok" in checked) != well_formed:
            yield f"check_xml answers {checked}, the reference finds it {'' if well_formed else 'not '}well-formed"
        outcome, value = opinion(self.body, self.status, self.header)
        if self.ends_undecided() and decoded.get(outcome, {}).get("body") == "malformed-xml":
            value["body"] = "malformed-xml"
        wrong_value = outcome != "reject" and not same(decoded.get(outcome), value)
        if outcome not in decoded or wrong_value:
            yield f"decode_response answers {decoded}, the reference {outcome} {value!r}"
        retry = retry_class(self.classified["code"], self.classified["status"])
        if classified != {"ok": protocol.present({"retry": retry})}:
            yield f"classify answers {classified} to {self.classified}, the reference {retry}"
        yield from self.wrong_refusal(checked.get("reject"), set() if well_formed else None)
        yield from self.wrong_refusal(decoded.get("reject"), ELEMENT_CODES if well_formed else None)
        yield from self.wrong_reference(outcome, value)

    def ends_undecided(self):
        """Whether the declaration, or a `<!` that begins nothing, has no end: expat looks for it first, and does
        not say what is wrong before it."""
        text = self.body.removeprefix(b"\xef\xbb\xbf")
        declaration = text.startswith((b"<?xml ", b"<?xml\t", b"<?xml\r", b"<?xml\n")) and b"?>" not in text
        return declaration or b">" not in text[text.rfind(b"<!"):] and b"<!" in text

    def wrong_refusal(self, refusal, codes):
        """Whether a refusal has a place in the body and, when `codes` are given, one of them."""
        if refusal is None:
            return
        offset = refusal.get("offset")
        if not isinstance(offset, int) or not 0 <= offset <= len(self.body):
            yield f"refused at offset {offset} of {len(self.body)} bytes"
        if codes is not None and refusal.get("code") not in codes:
            yield f"well-formed, but refused with the code {refusal.get('code')}"

    def wrong_reference(self, outcome, value):
        """Whether the reference fails to read what an undamaged document was made from."""
        is_response = self.origin is not None and "DkimAttributes" in self.origin
        if self.origin is None or is_response and self.status != 200:
            return
        expected = dict(self.origin)
        if (self.header or "").strip():
            expected.update(with_request_id(self.header.strip(), is_response))
        wrong = outcome != ("ok" if is_response else "error_response")
        if wrong or any(value.get(name) != expected.get(name) for name in COMPARED[outcome]):
            yield f"THE REFERENCE ITSELF is wrong: {value!r}, made from {self.origin!r}"


COMPARED = {"ok": ["DkimAttributes", "ResponseMetadata"], "error_response": ["Error", "RequestId"]}


def with_request_id(request_id, is_response):
    """The part of a value that holds a request id."""
    return {"ResponseMetadata": {"RequestId": request_id}} if is_response else {"RequestId": request_id}


def same(value, expected):
    """Exact equality with a value of the reference, the order of the identities included."""
    if value is None:
        return False
    if json.dumps(value, sort_keys=True) != json.dumps(expected, sort_keys=True):
        return False
    identities = expected.get("DkimAttributes")
    return not isinstance(identities, Identities) or list(value["DkimAttributes"]) in identities.orders


def compare(adapter, generator, count):
    """Runs `count` cases; the totals of the outcomes, and how many cases differ."""
    totals = {"ok": 0, "reject": 0, "error_response": 0}
    differing = 0
    for cases in protocol.in_batches(Case(generator) for _ in range(count)):
        replies = adapter.exchange([request for case in cases for request in case.requests()])
        for case, checked, decoded, classified in zip(cases, replies[::3], replies[1::3], replies[2::3]):
            totals[protocol.outcome_of(decoded)] += 1
            found = list(case.differences(checked, decoded, classified))
            differing += bool(found)
            if found and differing <= 20:
                report(case, found)
    return totals, differing


def report(case, found):
    print(f"difference: status {case.status}, header {case.header!r}, body {case.body!r}")
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
    accepted, refused, errors = totals.values()
    print(
        f"{count:,} documents, {accepted:,} accepted, {refused:,} refused, "
        f"{errors:,} service errors, {differing:,} differences"
    )
    if min(accepted, refused) * 10 < count:
        sys.exit("vacuous: fewer than a tenth accepted, or fewer than a tenth refused")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
