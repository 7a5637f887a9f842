"""Damages documents byte by byte or token by token, for the oracles.

The caller seeds the `random.Random`, so that the same seed gives the same bytes.
"""

import re

import model

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
AMONG_ITEMS = re.compile("|".join([*(f"<{name}>" for name in sorted(model.CLOSED)), "</entry>", "</member>"]).encode())
INTRUDERS = [b"<item>a</item>", b"<a.b/>", b"&#32;", b"&#13;", b"&#x85;", b"<![CDATA[ ]]>", b"<![CDATA[a]]>", b" <!-- --> "]
NAMES = [name.encode() for name in model.NAMES] + (
    b"entry key value member ResponseMetadata RequestId RequestID ErrorResponse Errors Error Type Code Message message"
    b" Detail Unknown Key a:key FooException html"
).split()


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
    """Inserts an unusual construct, anywhere or between two tokens."""
    place = random.randrange(len(body) + 1)
    if random.random() < 0.7:
        place = random.choice([0, len(body)] + [match.start() for match in TOKEN.finditer(body)])
    return body[:place] + random.choice(ODDITIES) + body[place:]


def insert_head(random, body):
    return random.choice(HEADS) + body


def insert_among_items(random, body):
    """Inserts an unusual construct directly in a list or a map."""
    places = [match.end() for match in AMONG_ITEMS.finditer(body)]
    place = random.choice(places or [0])
    return body[:place] + random.choice(ODDITIES + INTRUDERS) + body[place:]


def add_error(random, body):
    """Adds an error at the end of the root. Earlier faults must still be reported."""
    place = body.rfind(b"</")
    error = random.choice([b"<Error/>", b"<Error><Code>x</Code></Error>", b"<Errors><Error/></Errors>"])
    return body if place < 0 else body[:place] + error + body[place:]


def insert_depth(random, body):
    """Inserts elements nested to about the limit of 128."""
    place = random.choice([match.end() for match in TOKEN.finditer(body)] or [0])
    levels = random.choice([1, 50, 120, 122, 123, 124, 125, 126, 127, 128, 129, 200])
    return body[:place] + b"<u>" * levels + b"</u>" * levels + body[place:]


def truncate(random, body):
    return body[: random.randrange(len(body) + 1)]


def on_tokens(change):
    """A mutation of the list of tokens at a random position."""

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
    """Renames a tag and, half of the time, its matching tag as well."""
    old = tokens[place].strip(b"</>")
    new = random.choice(NAMES)
    both = random.random() < 0.5
    for index, text in enumerate(tokens):
        if index == place or both and text.strip(b"</>") == old and text.startswith(b"<"):
            tokens[index] = text.replace(old, new, 1) if old else text


def duplicate_element(random, tokens, place):
    """Duplicates an element with its content, or copies it to another place."""
    name = tokens[place].strip(b"<>/")
    end = b"</" + name + b">"
    if end in tokens[place:] and tokens[place] == b"<" + name + b">":
        stop = tokens.index(end, place) + 1
        part = tokens[place:stop]
        target = stop if random.random() < 0.5 else random.randrange(len(tokens))
        tokens[target:target] = part


def drop_element(_, tokens, place):
    """Removes an element with its content."""
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
