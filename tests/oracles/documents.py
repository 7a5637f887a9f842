"""Documents for the verification scripts.

This module proves nothing itself. It holds what the scripts beside it share:

* `Author` makes responses and error documents of the operation GetIdentityDkimAttributes from
  random values and writes them in random disguises that XML 1.0 declares to mean the same:
  comments, processing instructions, CDATA sections, references, line ends, prefixes, attributes,
  orders, unknown elements, self-closed tags, white space, a byte order mark;
* `mutate` damages such a document, byte by byte or token by token.

Everything is drawn from the `random.Random` that the caller seeds: the same seed, the same bytes.
"""

import re

NAMESPACE = "http://ses.amazonaws.com/doc/2010-12-01/"
STATUSES = ["Pending", "Success", "Failed", "TemporaryFailure", "NotStarted"]
REQUEST_ID = "bb5a105d-c468-11e1-82eb-dff885ccc06a"


# ---------------------------------------------------------------------------------------------
# Values

# Characters that XML 1.0 allows, most of which some step of writing or reading could get wrong.
PECULIAR = (
    "\t\n\r &<>\"']]>;#=/?!-\u007f\u0080\u0085\u00a0\u00ad\u00d7\u00e9\u0132\u037e\u0301\u200b\u2028\u2029"
    "\ud7ff\ue000\ufdd0\ufeff\ufffd\U00010000\U0001f4e7\U0001fffe\U0010ffff"
)
SNIPPETS = ["]]>", "&amp;", "&#13;", "<![CDATA[", "<!-- -->", "\r\n", "\n\r", "<key>", "  ", "\u00e9\u0301", "--", "?>"]


def peculiar_text(random, longest=12):
    """Text of any characters that XML 1.0 allows, the awkward ones first."""
    pieces = []
    for _ in range(random.randint(0, longest)):
        choice = random.random()
        if choice < 0.45:
            pieces.append(random.choice("abcxyz019.-@_"))
        elif choice < 0.80:
            pieces.append(random.choice(PECULIAR))
        elif choice < 0.90:
            pieces.append(random.choice(SNIPPETS))
        else:
            pieces.append(any_character(random))
    return "".join(pieces)


def any_character(random):
    """A character of XML 1.0 §2.2, from anywhere in Unicode."""
    while True:
        code = random.randrange(random.choice([0x80, 0x800, 0x10000, 0x110000]))
        if is_character(code):
            return chr(code)


def is_character(code):
    """Production [2] Char of XML 1.0."""
    return (
        code in (0x9, 0xA, 0xD)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )


def identity(random):
    if random.random() < 0.08:
        return peculiar_text(random)
    domain = random.choice(["example.com", "a.b", "sub.example.org", "xn--bcher-kva.example", "b.c"])
    return random.choice(["", "", "user@", "o'neil+tag@"]) + domain


def token(random):
    if random.random() < 0.08:
        return peculiar_text(random)
    alphabet = "abcdefghijklmnopqrstuvwxyz234567"
    return "".join(random.choice(alphabet) for _ in range(random.choice([1, 5, 8])))


def status_word(random):
    if random.random() < 0.85:
        return random.choice(STATUSES)
    return random.choice(["", "success", " Success", "Unknown", peculiar_text(random, 5)])


def attributes_value(random):
    """The DKIM attributes of an identity, every member of them optional."""
    value = {}
    if random.random() < 0.9:
        value["DkimEnabled"] = random.random() < 0.5
    if random.random() < 0.85:
        value["DkimVerificationStatus"] = status_word(random)
    if random.random() < 0.6:
        value["DkimTokens"] = [token(random) for _ in range(random.choice([0, 1, 1, 2, 3]))]
    return value


def response_entries(random, most):
    """Entries of a response; an identity may come twice."""
    return [(identity(random), attributes_value(random)) for _ in range(random.randint(0, most))]


CODES = (
    "Throttling ThrottlingException ThrottledException RequestThrottledException TooManyRequestsException"
    " ProvisionedThroughputExceededException TransactionInProgressException RequestLimitExceeded"
    " BandwidthLimitExceeded LimitExceededException RequestThrottled SlowDown PriorRequestNotComplete"
    " EC2ThrottledException RequestTimeTooSkewed RequestExpired RequestInTheFuture InvalidSignatureException"
    " SignatureDoesNotMatch AuthFailure ExpiredToken ExpiredTokenException RequestTimeout"
    " RequestTimeoutException AccessDenied InvalidClientTokenId InvalidParameterValue ValidationError"
    " MessageRejected LimitExceeded throttling InternalFailure InternalError InternalServiceError"
    " ServiceUnavailable ServiceUnavailableException"
).split()


def error_value(random):
    """The fields of a service error, all optional."""
    fields = {}
    if random.random() < 0.8:
        fields["Type"] = random.choice(["Sender", "Sender", "Receiver", "sender", "Other", ""])
    if random.random() < 0.9:
        fields["Code"] = random.choice(CODES) if random.random() < 0.95 else peculiar_text(random).strip(" \t\r\n")
    if random.random() < 0.8:
        fields["Message"] = random.choice(["Rate exceeded", "", " padded ", peculiar_text(random)])
    if random.random() < 0.1:
        fields["Detail"] = random.choice(["", "more", peculiar_text(random)])
    return fields


# ---------------------------------------------------------------------------------------------
# Documents

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
# What a list or a map holds is its items; elsewhere documents may grow.
CLOSED = {"DkimAttributes", "DkimTokens"}
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&apos;", '"': "&quot;"}


class Field(str):
    """The text of a field of an error, which may stand in elements without being another text."""


class Author:
    """Writes one document; `disguise`, from 0 to 1, says how much it is disguised."""

    def __init__(self, random, disguise):
        self.random = random
        self.disguise = disguise
        self.prefix = random.choice(PREFIXES) if self.happens(0.2) else ""

    def happens(self, chance=1.0):
        """Whether a disguise of this chance is put on here."""
        return self.random.random() < chance * self.disguise

    def document(self, root):
        """The bytes of a document around the root (a pair of name and content)."""
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
            return f' xmlns:{self.prefix[:-1]}="{NAMESPACE}"'
        return f' xmlns="{NAMESPACE}"' if self.random.random() < 0.5 else ""

    def element(self, node, attributes=""):
        """A node: its name and either its text or the list of its children."""
        name, content = node
        name = self.prefix + name
        if self.happens(0.02):
            name = self.random.choice(PREFIXES) + node[0]
        head = f"<{name}{attributes}{self.extra_attributes()}{self.space_in_tag()}"
        inside = self.field(content) if isinstance(content, str) else self.children(content, node[0] in CLOSED)
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
        """What may stand between elements: all of it is ignored."""
        if not self.happens(0.15):
            return ""
        plain = ["\n  ", " ", "\r\n\t", "&#32;", "&#xD;", "<![CDATA[ \t]]>", "<![CDATA[]]>"]
        plain += [] if closed else ["text", "&#65;", "<![CDATA[<key>x</key>]]>", "&amp;"]
        return self.random.choice(plain + COMMENTS + INSTRUCTIONS)

    def unknown(self, depth=0):
        """An element that the operation does not know, perhaps with known names inside."""
        name = self.random.choice(UNKNOWN_NAMES)
        if depth == 3 or self.random.random() < 0.4:
            return f"<{name}/>"
        inside = self.random.choice(["", "x", "<key>y</key>", "<DkimEnabled>maybe</DkimEnabled>", self.between()])
        return f"<{name}{self.extra_attributes()}>{inside}{self.unknown(depth + 1)}</{name}>"

    def field(self, value):
        """A text value; that of a field of an error may stand in elements in part."""
        if not isinstance(value, Field) or not self.happens(0.1):
            return self.text(value)
        first, last = sorted(self.random.randint(0, len(value)) for _ in range(2))
        name = self.random.choice(["b", "a:Code", "Message", "\u0132x"])
        marked = f"<{name}{self.extra_attributes()}>{self.field(Field(value[first:last]))}</{name}>"
        return self.text(value[:first]) + marked + self.text(value[last:])

    def text(self, value):
        """A text value, each stretch of it spelled in one of the ways that mean the same."""
        if self.happens(0.5):
            return self.disguised_text(value)
        return "".join(self.plain_character(character) for character in value)

    def plain_character(self, character):
        if character in "&<>":
            return ENTITIES[character]
        return "&#13;" if character == "\r" else character

    def disguised_text(self, value):
        pieces = [self.nothing()]
        position = 0
        while position < len(value):
            length = self.random.randint(1, 4)
            pieces += [self.stretch(value[position : position + length]), self.nothing()]
            position += length
        return "".join(pieces)

    def nothing(self):
        """Markup that adds nothing to the text it stands in."""
        if not self.happens(0.25):
            return ""
        return self.random.choice(COMMENTS + INSTRUCTIONS + ["<![CDATA[]]>"])

    def stretch(self, value):
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


def response_node(author, entries, request_id):
    """The node of a success document; `None` as request id leaves the metadata out."""
    entry_nodes = [("entry", author.shuffled([("key", key), value_node(author, value)])) for key, value in entries]
    result = [] if not entries and author.happens(0.3) else [("DkimAttributes", entry_nodes)]
    children = [("GetIdentityDkimAttributesResult", result)]
    if request_id is not None:
        children.append(("ResponseMetadata", [("RequestId", request_id)]))
    return ("GetIdentityDkimAttributesResponse", author.shuffled(children))


def value_node(author, value):
    members = []
    if "DkimEnabled" in value:
        members.append(("DkimEnabled", "true" if value["DkimEnabled"] else "false"))
    if "DkimVerificationStatus" in value:
        members.append(("DkimVerificationStatus", value["DkimVerificationStatus"]))
    if "DkimTokens" in value:
        members.append(("DkimTokens", [("member", text) for text in value["DkimTokens"]]))
    return ("value", author.shuffled(members))


def response_document(random, most_entries=3, disguise=None):
    """A well-formed response and the value that it stands for."""
    author = Author(random, disguise_of(random) if disguise is None else disguise)
    entries = response_entries(random, most_entries)
    request_id = random.choice([None, "", REQUEST_ID, "r-1"])
    body = author.document(response_node(author, entries, request_id))
    metadata = {"RequestId": request_id} if request_id else {}
    return body, {"DkimAttributes": dict(entries), "ResponseMetadata": metadata}


def disguise_of(random):
    return random.choice([0.0, 0.3, 1.0, 1.0])


def error_document(random, disguise=None):
    """A well-formed error document in one of the layouts that services send, and its fields."""
    author = Author(random, disguise_of(random) if disguise is None else disguise)
    fields = error_value(random)
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


NO_DOCUMENTS = [
    b"", b" \n", b"\xef\xbb\xbf", b"{}", b"Service Unavailable", b"<html><body>503</body></html>",
    b"<!DOCTYPE html><html></html>", b"<html><body><br></body></html>", b"<a/>", b"<a><b/></a>",
    b'{"__type":"Throttling"}', b"<?xml version='1.0'?>", b"<!-- x -->", b"\xff\xfe<\x00a\x00/\x00>\x00",
]


# ---------------------------------------------------------------------------------------------
# Damage

ODDITIES = [
    text.encode()
    for text in (
        "]]>", "&#0;", "&#xFFFE;", "&#x110000;", "&#xD800;", "&#4294967361;", "&#x;", "&#;", "&#+65;",
        "&#X41;", "&#65", "&nbsp;", "&", "&&", "&amp", "&AMP;", "&\u00e9;", "<?xml?>",
        '<?xml version="1.0"?>', "<?XML version='1.0'?>", "<?xMl?>", "<?xml", "<??>", "<? a?>", "<?a", "<?a?",
        "<?1?>", "<?a=?>", "<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY b "c">]>', "<!doctype a>",
        "<!ENTITY a 'b'>", "<!ELEMENT a ANY>", "<!", "<!-", "<!--", "<!-->", "<!--->", "<!----->",
        "<!-- a -- b -->", "<!-- a --->", "<![CDATA[", "]]", "<![CDATA[x]]>", "<![cdata[x]]>",
        "<![ CDATA[x]]>", "<![CDATA[]]]]>", "<![CDATA[]]]>", "<![INCLUDE[x]]>", "<", ">", "<>", "</>",
        "< a/>", "<a/ >", "</ a>", "<a", "</a", "<a/", "<a b", "<a b=", '<a b="', "<a/>", "<a></a>",
        "<a></b>", "<a>", "</a>", "<a></a b='1'>", "<a b=c/>", "<a b/>", '<a b="1" b="2"/>',
        '<a b="1" c:b="2"/>', '<a b="1"c="2"/>', '<a b="<"/>', '<a b="&x;"/>', '<a b="&"/>', "<a b='\"'/>",
        '<a b="]]>"/>', '<a =""/>', '<a "b"/>', '<a b=""/ >', "<1/>", "<-a/>", "<.a/>", "<a.-1/>", "<_/>",
        "<:/>", "<\u00e9/>", "<\u00b7/>", "<a\u00b7/>", "<\u037e/>", "<a\u037e/>", "<\u0132/>",
        "<\u3021\u4dff/>", "<a\u0301/>", "<\u0301/>", "<\u203f/>", "<a\u203f/>", "<\U00010000/>",
        "<a\U000effff/>", "<\U000f0000/>", "<\u00d7/>", "<a\u2028b/>", "\ufffe", "\uffff", "\x00", "\x01",
        "\x0b", "\x1f", "\x7f", "\u0085", "\u2028", "\ufeff", "\r", "\n", "\t", " ", "\u00a0", '"', "'", "=",
        "/", "?", "!", "x", "true", "false", "<key>", "</key>", "<value/>", "<entry/>", "<key/>",
        "<DkimEnabled>true</DkimEnabled>", "<DkimEnabled/>", "<DkimTokens/>", "<member/>", "<RequestId/>",
        "<DkimAttributes/>", "<ResponseMetadata/>", "<Error/>", "<Code>x</Code>", "<Message>x</Message>",
        "<u><v/></u>", "<ErrorResponse/>", "<ResponseMetadata><RequestId>z</RequestId></ResponseMetadata>",
        "\U0010ffff", "\ud7ff",
    )
] + [b"\xff", b"\x80", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\xf0\x9f", b"\xfe\xff"]

HEADS = [
    text.encode()
    for text in (
        "<?xml version='1.1'?>", "<?xml version='1.9' encoding='utf-8'?>", "<?xml version='1.10'?>",
        "<?xml version='1.'?>", "<?xml version='1'?>", "<?xml version='2.0'?>", "<?xml version='1.0a'?>",
        "<?xml version='1.0.0'?>", "<?xml version='01.0'?>", "<?xml version='1.0' encoding='latin1'?>",
        "<?xml version='1.0' encoding='us-ascii'?>", "<?xml version='1.0' encoding='US-ASCII'?>",
        "<?xml version='1.0' encoding='ASCII'?>", "<?xml encoding='utf-8'?>",
        "<?xml version='1.0' encoding='Utf-8'?>", "<?xml version='1.0' encoding='UTF-16'?>",
        "<?xml version='1.0' encoding=''?>", "<?xml version='1.0' standalone='maybe'?>",
        "<?xml version='1.0' standalone='yes' encoding='utf-8'?>", "<?xml version='1.0'encoding='utf-8'?>",
        "<?xml version='1.0\" ?>", "<?xml version=1.0?>", "<?xml version='1.0'>", "<?xml  version='1.0'  ?>",
        "<?xmlversion='1.0'?>", "<?xml version='1.0' ? >", "<?xml Version='1.0'?>", "<?xml ?>",
        "<?xml version='1.0' a='b'?>", "<?xml version='1.0' version='1.0'?>", "<?xml version=' 1.0'?>",
        "<?xml version='1.00'?>", "<?xml version\t=\r'1.0'\n?>", "<?xml version='1.0' encoding='utf8'?>",
        " <?xml version='1.0'?>", "\ufeff", "\ufeff\ufeff", "\n", "<!-- x -->", "<!DOCTYPE a>",
        " <!DOCTYPE a SYSTEM 'b'>", "x", "&#32;", "<![CDATA[]]>", "<a/>",
    )
]

TOKEN = re.compile(rb"<[^>]*>|[^<]+")
AMONG_ITEMS = re.compile(rb"<DkimAttributes>|<DkimTokens>|</entry>|</member>")
INTRUDERS = [b"<item>a</item>", b"<a.b/>", b"&#32;", b"&#13;", b"&#x85;", b"<![CDATA[ ]]>", b"<![CDATA[a]]>", b" <!-- --> "]
NAMES = (
    "GetIdentityDkimAttributesResponse GetIdentityDkimAttributesResult DkimAttributes entry key value DkimEnabled"
    " DkimVerificationStatus DkimTokens member ResponseMetadata RequestId RequestID ErrorResponse Errors Error Type"
    " Code Message message Detail Unknown Key a:key FooException html"
).encode().split()


def mutate(random, body, times):
    """The body after some random mutations."""
    for _ in range(times):
        body = random.choice(MUTATIONS)(random, body)
    return body


def delete_byte(random, body):
    place = random.randrange(len(body) + 1)
    return body[:place] + body[place + 1 :]


def insert_byte(random, body):
    place = random.randrange(len(body) + 1)
    return body[:place] + some_byte(random) + body[place:]


def substitute_byte(random, body):
    place = random.randrange(len(body) + 1)
    return body[:place] + some_byte(random) + body[place + 1 :]


def swap_bytes(random, body):
    place = random.randrange(len(body) + 1)
    return body[:place] + body[place + 1 : place + 2] + body[place : place + 1] + body[place + 2 :]


def some_byte(random):
    if random.random() < 0.6:
        return bytes([random.choice(b"<>/&;\"'=!?-[]# \n\r:aA0\x00")])
    return bytes([random.randrange(256)])


def insert_oddity(random, body):
    """An odd construct, anywhere or between two tokens."""
    place = random.randrange(len(body) + 1)
    if random.random() < 0.7:
        place = random.choice([0, len(body)] + [match.start() for match in TOKEN.finditer(body)])
    return body[:place] + random.choice(ODDITIES) + body[place:]


def insert_head(random, body):
    return random.choice(HEADS) + body


def insert_among_items(random, body):
    """An odd construct directly in a list or a map."""
    places = [match.end() for match in AMONG_ITEMS.finditer(body)]
    place = random.choice(places or [0])
    return body[:place] + random.choice(ODDITIES + INTRUDERS) + body[place:]


def add_error(random, body):
    """An error at the end of the root: what is wrong before it must still be met."""
    place = body.rfind(b"</")
    error = random.choice([b"<Error/>", b"<Error><Code>x</Code></Error>", b"<Errors><Error/></Errors>"])
    return body if place < 0 else body[:place] + error + body[place:]


def insert_depth(random, body):
    """Elements nested to about the limit of 128."""
    place = random.choice([match.end() for match in TOKEN.finditer(body)] or [0])
    levels = random.choice([1, 50, 120, 122, 123, 124, 125, 126, 127, 128, 129, 200])
    return body[:place] + b"<u>" * levels + b"</u>" * levels + body[place:]


def truncate(random, body):
    return body[: random.randrange(len(body) + 1)]


def on_tokens(change):
    """A mutation of the list of tokens, at a place in it."""

    def mutation(random, body):
        tokens = TOKEN.findall(body)
        if tokens:
            change(random, tokens, random.randrange(len(tokens)))
        return b"".join(tokens)

    return mutation


def drop_token(_, tokens, place):
    del tokens[place]


def duplicate_token(_, tokens, place):
    tokens.insert(place, tokens[place])


def move_token(random, tokens, place):
    taken = tokens.pop(place)
    tokens.insert(random.randrange(len(tokens) + 1), taken)


def rename_tag(random, tokens, place):
    """Gives a tag another name; half of the time its partner gets the name as well."""
    old = tokens[place].strip(b"</>")
    new = random.choice(NAMES)
    both = random.random() < 0.5
    for index, text in enumerate(tokens):
        if index == place or both and text.strip(b"</>") == old and text.startswith(b"<"):
            tokens[index] = text.replace(old, new, 1) if old else text


def duplicate_element(random, tokens, place):
    """Writes an element and all that is in it twice, or moves it to another place."""
    name = tokens[place].strip(b"<>/")
    end = b"</" + name + b">"
    if end in tokens[place:] and tokens[place] == b"<" + name + b">":
        stop = tokens.index(end, place) + 1
        part = tokens[place:stop]
        target = stop if random.random() < 0.5 else random.randrange(len(tokens))
        tokens[target:target] = part


def drop_element(_, tokens, place):
    """Takes an element and all that is in it away."""
    name = tokens[place].strip(b"<>/")
    end = b"</" + name + b">"
    if end in tokens[place:]:
        del tokens[place : tokens.index(end, place) + 1]


MUTATIONS = [
    delete_byte, insert_byte, substitute_byte, swap_bytes, insert_oddity, insert_oddity, insert_oddity, insert_head,
    insert_among_items, insert_among_items, add_error, insert_depth, truncate, on_tokens(drop_token),
    on_tokens(duplicate_token), on_tokens(move_token),
    on_tokens(rename_tag), on_tokens(rename_tag), on_tokens(duplicate_element), on_tokens(duplicate_element),
    on_tokens(drop_element), on_tokens(drop_element),
]
