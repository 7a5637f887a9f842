"""A reader of XML that shares no code with the codec: Python's expat, with the rules X1 to X5 and X8
added where expat is more lenient or older.
"""

import re
from xml.etree.ElementTree import TreeBuilder
from xml.parsers import expat

MAX_DEPTH = 128  # The limit of rule X8 that the crate documents.


class Refused(Exception):
    """The reference refuses the document."""


class NotWellFormed(Refused):
    """Refused by the rules X1 to X5 and X8, with an offset in the body if expat reports one."""

    def __init__(self, why, offset=None):
        super().__init__(why)
        self.offset = offset


class Truncated(NotWellFormed):
    """The only fault is that the document ends too early."""


FORBIDDEN_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

VERSION_1 = re.compile("1[.][0-9]+")  # Read as 1.0: XML 1.0, fifth edition, §2.8.

# Productions [4] and [4a] of XML 1.0, fifth edition, beyond ASCII.
NAME_START = re.compile(
    "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]"
)
NAME_ONLY = re.compile("[\u00b7\u0300-\u036f\u203f\u2040]")


class FourthEdition(dict):
    """Translates the characters beyond ASCII so that expat judges names by the fifth edition.

    Expat implements the names of the fourth edition. Each character is replaced by a substitute and six
    digits. The fourth edition treats the substitute as the fifth treats the character (it starts names,
    it continues them, it does neither). The digits keep names distinct and allow the text to be restored.
    """

    def __init__(self, starts, continues, neither):
        super().__init__()
        self.starts, self.continues, self.neither = starts, continues, neither
        self.spelled = re.compile(f"[{starts}{continues}{neither}]([0-9a-f]{{6}})")

    def __missing__(self, code):
        self[code] = chr(code) if code < 0x80 else self.substitute(chr(code)) + format(code, "06x")
        return self[code]

    def substitute(self, character):
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
    """A translation whose substitutes do not also occur in the text as character references."""
    codes = {int(hexadecimal, 16) if hexadecimal else int(decimal) for hexadecimal, decimal in REFERENCE.findall(text)}
    for spelling in SPELLINGS:
        if codes.isdisjoint(map(ord, (spelling.starts, spelling.continues, spelling.neither))):
            return spelling
    raise NotImplementedError("a document with references to substitutes of every translation")


def parse(body):
    """The root element of a document under the rules X1 to X5 and X8. Raises `NotWellFormed`."""
    head = before_cut(body)
    root = parse_characters(head)
    if len(head) < len(body):
        raise NotWellFormed("not UTF-8 after the root")
    return root


def before_cut(body):
    """A body without the character in which it ends, if that is incomplete: a document that is received in part may
    end there."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return body[: error.start]
    return body


def parse_characters(body):
    """The same for a body that does not end inside a character."""
    text = characters(body)
    builder = TreeBuilder()
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    spelling = spelling_of(text)
    open_elements = []
    install(parser, builder, text, spelling.restored, open_elements)
    spelled = text.translate(spelling).encode()
    try:
        parser.Parse(spelled, False)
    except expat.ExpatError as error:
        raise NotWellFormed(str(error), offset_in(body, text, spelling, parser.ErrorByteIndex)) from None
    try:
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        offset = offset_in(body, text, spelling, parser.ErrorByteIndex)
        # Expat stops here, but no continuation is well-formed: text outside the root, a second declaration.
        rest = spelled[parser.ErrorByteIndex :]
        is_text = not open_elements and re.match(rb"[^<\s]", rest)
        if is_text or parser.ErrorByteIndex > 0 and re.match(rb"<\?xml\s", rest):
            raise NotWellFormed(str(error), offset) from None
        raise Truncated(str(error), offset) from None
    return builder.close()


def offset_in(body, text, spelling, index):
    """The offset in the body of the character with a given byte of the translated text."""
    offset = len(body) - len(text.encode())
    for character in text:
        index -= len(spelling[ord(character)].encode())
        if index < 0:
            break
        offset += len(character.encode())
    return offset


def characters(body):
    """The characters of a body after its byte order mark, by the rules X1 and X3."""
    try:
        text = body.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        raise NotWellFormed("not UTF-8") from None
    if FORBIDDEN_CHARACTER.search(text):
        raise NotWellFormed("a character that XML 1.0 forbids")
    return text


def install(parser, builder, text, restored, open_elements):
    """Installs handlers that build the tree and check the rules that expat does not have."""
    def declaration(version, encoding, _standalone):
        if not VERSION_1.fullmatch(version or ""):
            raise NotWellFormed("a version other than 1.x")
        name = (encoding or "UTF-8").lower()
        if name not in ("utf-8", "us-ascii") or name == "us-ascii" and not text.isascii():
            raise NotWellFormed("an encoding other than UTF-8 and US-ASCII")

    def doctype(*_):
        raise NotWellFormed("a document type declaration")

    def start(name, _attributes):
        open_elements.append(name)
        if len(open_elements) > MAX_DEPTH:
            raise NotWellFormed("nested too deeply")
        builder.start(restored(name), {})

    def end(name):
        open_elements.pop()
        builder.end(restored(name))

    parser.XmlDeclHandler = declaration
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda data: builder.data(restored(data))


def fault(body):
    """Why a body is not well-formed; `None` if it is."""
    try:
        parse(body)
    except NotWellFormed as error:
        return error
    return None


def is_well_formed(body):
    return fault(body) is None
