"""Documents for the oracles.

This module tests nothing itself. Its `Author` makes responses of every operation and error documents
from random values, and writes them in random spellings with the same meaning: comments, processing
instructions, CDATA sections, references, line ends, prefixes, attributes, orders, unknown elements,
self-closed tags, white space, a byte order mark.

The caller seeds the `random.Random`, so that the same seed gives the same bytes.
"""

import re

import model
import values

REQUEST_ID = "bb5a105d-c468-11e1-82eb-dff885ccc06a"

UNKNOWN_NAMES = ["Extra", "NextToken", "dkimEnabled", "entries", "x.y-z_1", "\u0132x", "a\u00b7b", "\U00010000"]
PREFIXES = ["ses:", "a:", "n1:", "\u00e9:"]
COMMENTS = ["<!---->", "<!-- </key> & < ]]> -->", "<!--x-->", "<!-- \u00e9 - -->"]
INSTRUCTIONS = ["<?a?>", "<?php </key> & ?>", "<?xml-stylesheet href='a'?>", "<?x ? > ??>", "<?\u0132 y?>"]
ATTRIBUTES = [
    ' a="1"', " b = '2'", '\n\tc="&lt;&#65;"', ' DkimEnabled="true"', " d='\">]]>'", ' \u0132="\u00e9"',
    ' xmlns="urn:x"', ' xml:lang="en"', ' e=""',
]
DECLARATIONS = [
    '<?xml version="1.0"?>', "<?xml version='1.0' encoding='utf-8'?>", '<?xml version="1.0" encoding="UTF-8" ?>',
    "<?xml\n version = '1.0' standalone = 'yes'?>", '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
]
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&apos;", '"': "&quot;"}


class Field(str):
    """The text of a field of an error, part of which may be inside elements (rule E2)."""


class Author:
    """Writes one document. `variation`, from 0 to 1, says how far the spelling is from the plain one."""

    def __init__(self, random, variation):
        self.random = random
        self.variation = variation
        self.prefix = random.choice(PREFIXES) if self.happens(0.2) else ""

    def happens(self, chance=1.0):
        """Whether a variation of this chance is applied here."""
        return self.random.random() < chance * self.variation

    def document(self, root):
        """The bytes of a document with a root, which is a pair of name and content."""
        line = self.random.choice(["", "\n"])
        parts = [self.random.choice(DECLARATIONS) + line if self.random.random() < 0.2 else ""]
        parts += [self.around_root(), self.element(root, self.root_attributes()), line, self.around_root()]
        text = "".join(parts)
        if self.happens(0.1):
            line_end = self.random.choice(["\r\n", "\r"])
            text = re.sub(r"\r?\n", line_end, text)
        mark = b"\xef\xbb\xbf" if self.happens(0.1) else b""
        return mark + text.encode()

    def around_root(self):
        if not self.happens(0.15):
            return ""
        return self.random.choice(COMMENTS + INSTRUCTIONS + ["\n", " \t", "\r\n"])

    def root_attributes(self):
        if self.prefix:
            return f' xmlns:{self.prefix[:-1]}="{model.NAMESPACE}"'
        return f' xmlns="{model.NAMESPACE}"' if self.random.random() < 0.5 else ""

    def element(self, node, attributes=""):
        """The text of an element. A node is its name and either its text or the list of its children."""
        name, content = node
        name = self.prefix + name
        if self.happens(0.02):
            name = self.random.choice(PREFIXES) + node[0]
        head = f"<{name}{attributes}{self.extra_attributes()}{self.space_in_tag()}"
        inside = self.field(content) if isinstance(content, str) else self.children(content, node[0] in model.CLOSED)
        if inside == "" and self.random.random() < 0.7:
            return head + "/>"
        return f"{head}>{inside}</{name}{self.space_in_tag()}>"

    def extra_attributes(self):
        if not self.happens(0.08):
            return ""
        return "".join(self.random.sample(ATTRIBUTES[:6], self.random.randint(1, 3)))

    def space_in_tag(self):
        return self.random.choice([" ", "\n", "\t \r"]) if self.happens(0.05) else ""

    def children(self, nodes, closed):
        pieces = [self.between(closed)]
        for node in nodes:
            if not closed and self.happens(0.04):
                pieces += [self.unknown(), self.between()]
            pieces += [self.element(node), self.between(closed)]
        return "".join(pieces)

    def between(self, closed=False):
        """Content between elements, which is ignored."""
        if not self.happens(0.15):
            return ""
        plain = ["\n  ", " ", "\r\n\t", "&#32;", "&#xD;", "<![CDATA[ \t]]>", "<![CDATA[]]>"]
        plain += [] if closed else ["text", "&#65;", "<![CDATA[<key>x</key>]]>", "&amp;"]
        return self.random.choice(plain + COMMENTS + INSTRUCTIONS)

    def unknown(self, depth=0):
        """An unknown element, perhaps with known names inside."""
        name = self.random.choice(UNKNOWN_NAMES)
        if depth == 3 or self.random.random() < 0.4:
            return f"<{name}/>"
        inside = self.random.choice(["", "x", "<key>y</key>", "<DkimEnabled>maybe</DkimEnabled>", self.between()])
        return f"<{name}{self.extra_attributes()}>{inside}{self.unknown(depth + 1)}</{name}>"

    def field(self, value):
        """A text value. Part of the text of an error's field may be inside elements."""
        if not isinstance(value, Field) or not self.happens(0.1):
            return self.text(value)
        first, last = sorted(self.random.randint(0, len(value)) for _ in range(2))
        name = self.random.choice(["b", "a:Code", "Message", "\u0132x"])
        marked = f"<{name}{self.extra_attributes()}>{self.field(Field(value[first:last]))}</{name}>"
        return self.text(value[:first]) + marked + self.text(value[last:])

    def text(self, value):
        """A text value, in which each piece has a random spelling."""
        if self.happens(0.5):
            return self.varied_text(value)
        return "".join(self.plain_character(character) for character in value)

    def plain_character(self, character):
        if character in "&<>":
            return ENTITIES[character]
        return "&#13;" if character == "\r" else character

    def varied_text(self, value):
        pieces = [self.ignored_markup()]
        position = 0
        while position < len(value):
            length = self.random.randint(1, 4)
            pieces += [self.piece(value[position : position + length]), self.ignored_markup()]
            position += length
        return "".join(pieces)

    def ignored_markup(self):
        """Markup that adds nothing to the text around it."""
        if not self.happens(0.25):
            return ""
        return self.random.choice(COMMENTS + INSTRUCTIONS + ["<![CDATA[]]>"])

    def piece(self, value):
        choice = self.random.random()
        if choice < 0.25 and "\r" not in value and "]]>" not in value:
            return f"<![CDATA[{value}]]>"
        if choice < 0.5:
            return "".join(self.reference(character) for character in value)
        if choice < 0.6:
            line_end = self.random.choice(["\r\n", "\r"])
            return "".join(self.plain_character(character) for character in value).replace("\n", line_end)
        return "".join(self.plain_character(character) for character in value)

    def reference(self, character):
        code = ord(character)
        ways = [f"&#{code};", f"&#x{code:x};", f"&#x{code:X};", f"&#00{code};"]
        if character in ENTITIES:
            ways.append(ENTITIES[character])
        return self.random.choice(ways)

    def shuffled(self, nodes):
        if self.happens(0.3):
            self.random.shuffle(nodes)
        return nodes


def response_node(author, operation, value, request_id):
    """The node of a success document. If the request id is `None`, it has no metadata."""
    shape = operation.output_shape
    left_out = [name for name, member in shape.members.items() if member.type_name == "map" and not value[name]]
    if left_out and author.happens(0.3):
        value = {name: member for name, member in value.items() if name not in left_out}
    children = [(model.result_name(operation), model.content(shape, value, author.shuffled))]
    if request_id is not None:
        children.append(("ResponseMetadata", [("RequestId", request_id)]))
    return (model.response_name(operation), author.shuffled(children))


def response_document(random, operation, variation=None):
    """A well-formed response and its value."""
    author = Author(random, variation_of(random) if variation is None else variation)
    value = model.response_value(random, operation, values.text_of_shape)
    request_id = random.choice([None, "", REQUEST_ID, "r-1"])
    body = author.document(response_node(author, operation, value, request_id))
    metadata = {"RequestId": request_id} if request_id else {}
    return body, {**model.boto3_shape(operation, value), "ResponseMetadata": metadata}


def variation_of(random):
    return random.choice([0.0, 0.3, 1.0, 1.0])


def error_document(random, variation=None):
    """A well-formed error document in one of the layouts that services send, and its fields."""
    author = Author(random, variation_of(random) if variation is None else variation)
    fields = values.error_value(random)
    request_id = random.choice([None, REQUEST_ID, "r-2"])
    layout = random.choice([wrapped_error, wrapped_error, wrapped_error, listed_error, bare_error, exception_error])
    root, fields = layout(author, fields, request_id)
    return author.document(root), {"Error": fields, **({"RequestId": request_id} if request_id else {})}


def field_nodes(author, fields):
    nodes = []
    for name, text in fields.items():
        if name in ("Type", "Code") and author.happens(0.3):
            text = author.random.choice([f"\n  {text}\n", f" {text}", f"{text}\t"])
        if name == "Message" and author.happens(0.3):
            name = "message"
        nodes.append((name, Field(text)))
    return author.shuffled(nodes)


def request_id_nodes(author, request_id):
    if request_id is None:
        return []
    name = author.random.choice(["RequestId", "RequestId", "RequestID"])
    if author.happens(0.2):
        return [("ResponseMetadata", [(name, Field(request_id))])]
    return [(name, Field(f" {request_id}\n" if author.happens(0.2) else request_id))]


def wrapped_error(author, fields, request_id):
    name = "ErrorResponse" if author.random.random() < 0.9 else author.random.choice(["Response", "x"])
    children = [("Error", field_nodes(author, fields))] + request_id_nodes(author, request_id)
    return (name, author.shuffled(children)), fields


def listed_error(author, fields, request_id):
    children = [("Errors", [("Error", field_nodes(author, fields))])] + request_id_nodes(author, request_id)
    return (author.random.choice(["Response", "ErrorResponse"]), children), fields


def bare_error(author, fields, request_id):
    return ("Error", field_nodes(author, fields) + request_id_nodes(author, request_id)), fields


def exception_error(author, fields, request_id):
    name = author.random.choice(["ServiceUnavailableException", "ThrottlingException", "UnknownOperationException"])
    if author.random.random() < 0.3:
        children = [("Error", field_nodes(author, fields))] + request_id_nodes(author, request_id)
        return (name, author.shuffled(children)), {"Code": name, **fields}
    message = {"Message": fields["Message"]} if "Message" in fields else {}
    children = field_nodes(author, message) + request_id_nodes(author, request_id)
    return (name, children), {"Code": name, **message}


# The text `<a/>`, compressed: one body for each signature of rule E5.
COMPRESSED = [
    bytes.fromhex(stream)
    for stream in [
        "1f8b0800000000000203b349d4b70300d41cd10104000000",  # gzip
        "7801b349d4b7030002b3010b",  # zlib, levels 0 and 1
        "785eb349d4b7030002b3010b",  # zlib, levels 2 to 5
        "789cb349d4b7030002b3010b",  # zlib, level 6
        "78dab349d4b7030002b3010b",  # zlib, levels 7 to 9
        "425a6839314159265359996746ea00000099000000800520002000219a68334d173c5dc914e14242659d1ba8",  # bzip2
        "fd377a585a000004e6d6b4460200210116000000742fe5a30100033c612f3e00"  # xz
        "c43d1de9c5d4cf5c00011c046f2c9cc11fb6f37d010000000004595a",
        "28b52ffd00582100003c612f3e",  # zstd
    ]
]
NO_DOCUMENTS = [
    b"", b" \n", b"\xef\xbb\xbf", b"{}", b"Service Unavailable", b"<html><body>503</body></html>",
    b"<!DOCTYPE html><html></html>", b"<html><body><br></body></html>", b"<a/>", b"<a><b/></a>",
    b'{"__type":"Throttling"}', b"<?xml version='1.0'?>", b"<!-- x -->", b"\xff\xfe<\x00a\x00/\x00>\x00",
    b'[{"message":"Throttling"}]', b'"Throttling"', b"[]", b' [ "a" ]', b"{ }", b"[503] Service Unavailable", b"{503}",
    *COMPRESSED,
]
