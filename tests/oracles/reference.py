"""A reference implementation of the rules X7, R1 to R6, P4 and E1 to E8, on the tree of `xml_reference`,
for every operation of the model.
"""

import re

import model
import values
from xml_reference import NotWellFormed, Refused, Truncated, parse

def local(element):
    """The name without its prefix, rule X6. A name that is not a qualified name has no prefix."""
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
    """The items of a list or a map, which contains nothing else, rule X7."""
    for text in (parent.text, *(child.tail for child in parent)):
        if trimmed(text or ""):
            raise Refused(f"the text {text!r} in {parent.tag}")
    for child in parent:
        if local(child) != name:
            raise Refused(f"{child.tag} in {parent.tag}")
    return list(parent)


def read_response(operation, root, header):
    """A success document in the shape of boto3, rules R1 to R5."""
    result = exactly_one(root, model.result_name(operation))
    request_ids = [field for data in named(root, "ResponseMetadata") for field in named(data, "RequestId")]
    request_id = trimmed(text_of(request_ids[0])) if request_ids else ""
    request_id = header or request_id
    members = operation.output_shape.members
    value = read(operation.output_shape, result)
    for name in members.keys() - value.keys():
        # Rule R2: an absent map is empty. Rule P4: a list must be present.
        if members[name].type_name != "map":
            raise Refused(f"no {name}")
        value[name] = Identities([])
    return {**value, "ResponseMetadata": {"RequestId": request_id} if request_id else {}}


class Identities(dict):
    """A map, rule R5. The last value of a repeated key counts, at the first or the last position of the key."""

    def __init__(self, entries):
        super().__init__(entries)
        self.orders = [list(self), list(dict(reversed(entries)))[::-1]]


def read(shape, element):
    """The value of an element by its shape, rules R2 to R4."""
    if shape.type_name == "structure":
        found = {name: at_most_one(element, name) for name in shape.members}
        return {name: read(shape.members[name], child) for name, child in found.items() if child is not None}
    if shape.type_name == "list":
        return [read(shape.member, item) for item in items(element, "member")]
    if shape.type_name == "map":
        return Identities([read_entry(shape, entry) for entry in items(element, "entry")])
    return read_boolean(element) if shape.type_name == "boolean" else text_of(element)


def read_entry(shape, entry):
    key = text_of(exactly_one(entry, "key"))
    return key, read(shape.value, exactly_one(entry, "value"))


def read_boolean(element):
    text = text_of(element)
    if text not in ("true", "false"):
        raise Refused(f"the boolean {text!r}")
    return text == "true"


def find_error(root):
    """The element with the fields of an error, rule E1; `None` if there is none."""
    if local(root) == "Error":
        return root
    for child in root:
        if local(child) == "Error":
            return child
        if local(child) == "Errors" and named(child, "Error"):
            return named(child, "Error")[0]
    if is_exception(root):
        return root
    return root.makeelement("Error", {}) if local(root) == "ErrorResponse" else None


def is_exception(root):
    return local(root).endswith("Exception")


def first_text(fields):
    """The text of the first field and of the elements in it, rules E2 and E4; `None` without a field."""
    return next(("".join(field.itertext()) for field in fields), None)


def request_id_fields(root, error):
    """The elements that may contain the request id of an error, in document order, rule E2."""
    names = ("RequestId", "RequestID")
    for child in root:
        if local(child) in names:
            yield child
        elif local(child) == "ResponseMetadata" or child is error or error in child:
            yield from named(error if error in child else child, *names)


def read_error(root, error):
    """The fields of an error, rules E1 to E4. The name of an exception is its code, unless an inner error has one."""
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
THROTTLING = set(values.CODES[:14])
CLOCK_SKEW = set(values.CODES[14:20])
EXPIRED = {"ExpiredToken", "ExpiredTokenException"}
TRANSIENT = {"RequestTimeout", "RequestTimeoutException"}
SERVICE_FAULTS = set(values.CODES[-5:])


def retry_class(code, status):
    """Rule E8: throttling has precedence, then the code, then the status, which may be `None`."""
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
    """An error in the shape of the adapter protocol. `body` is the kind of a body that is not an error document."""
    result = {"status": status, "Error": fields}
    if request_id:
        result["RequestId"] = request_id
    return {**result, "body": body} if body else result


HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?>(?:<\?(?s:.*?)\?>|<!--(?s:.*?)-->)\s*)*+(?:<!doctype\s+html|<html)(?:[\s>/]|$)",
    re.IGNORECASE,
)
COMPRESSED = re.compile(rb"\x1f\x8b|\x78[\x01\x5e\x9c\xda]|BZh[1-9]1AY&SY|\xfd7zXZ\0|\x28\xb5\x2f\xfd")
# A line of a log may begin with a date in brackets.
JSON = re.compile(rb'"|\{[ \t\r\n\f]*(?:["}]|\Z)|\[[ \t\r\n\f]*(?:["{\[\]]|\Z)')


def is_utf8(body):
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def body_kind(body):
    """The kind of a body that is not an error document, rule E5, as in the adapter protocol."""
    text = body.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\f")
    if COMPRESSED.match(body) and not (body.startswith(b"x^") and is_utf8(body)):
        return "compressed"
    if not text:
        return "empty"
    if JSON.match(text):
        return "json"
    if HTML.match(body):
        return "html"
    if body in (b"\xef", b"\xef\xbb"):  # The beginning of a byte order mark.
        return "truncated-xml"
    return xml_kind(body) if text.startswith(b"<") else "text"


def xml_kind(body):
    try:
        parse(body)
    except Truncated:
        return "truncated-xml"
    except NotWellFormed:
        pass
    return "other-xml"


def opinion(operation, body, status, request_id_header):
    """The expected answer of `decode_response`: ("ok", value), ("error_response", value) or ("reject", why)."""
    header = (request_id_header or "").strip()
    succeeded = 200 <= status <= 299
    try:
        root = parse(body)
        if succeeded and local(root) == model.response_name(operation) and find_error(root) is None:
            return "ok", read_response(operation, root, header)
        error = find_error(root)
        if error is None:
            raise Refused("neither the response of the operation nor an error document")
    except Refused as refusal:
        if succeeded:
            return "reject", refusal
        return "error_response", error_response({}, header, status, body_kind(body))
    fields, request_id = read_error(root, error)
    return "error_response", error_response(fields, header or request_id, status)
