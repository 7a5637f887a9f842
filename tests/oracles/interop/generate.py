"""Random lists and documents with difficult characters, the same on every run."""

import random

import model

SEED = 20101201

FORM_TEXT = (
    [chr(code) for code in range(0x80)]
    + list("+ %&=;~*'()!@./?#") * 3
    + list("äß漢字\u0301\u0085\u00a0\u2028\u200d\ufeff\ufffe\ufffd")
    + [
        "\U0001f600",
        "\U0010ffff",
        "%20",
        "%41",
        "&amp;",
        "Identities.member.1=",
        "xn--bcher-kva.example",
    ]
)
# XML 1.0 §2.2: only three control characters, no surrogates, neither U+FFFE nor U+FFFF.
XML_TEXT = (
    [chr(code) for code in range(0x20, 0x7F)]
    + list("\t\n\r &<>\"'") * 4
    + list("äß漢字\u0085\u00a0\u2028\u007f\ufeff\ufffd\ud7ff\ue000")
    + [
        "\U00010000",
        "\U0010ffff",
        "]]>",
        "<!--",
        "<![CDATA[",
        "&amp;",
        "&#13;",
        "\r\n",
        "<?x?>",
        "</key>",
    ]
)
NO_XML_TEXT = ["\0", "\x01", "\x08", "\x0b", "\x0c", "\x1f", "\ufffe", "\uffff"]

def source(purpose):
    return random.Random(f"{SEED} {purpose}")


def text(chance, pieces, longest=12):
    return "".join(chance.choices(pieces, k=chance.randint(0, longest)))


def identities(chance):
    """A list of identities, usually short, sometimes beyond the limit of a call."""
    length = chance.choice([0, 1, 1, 2, 3, 11, 12, 120])
    return [text(chance, FORM_TEXT) for _ in range(length)]


def parameters(chance, operation):
    """The parameters of a request, by the shapes of an operation."""

    def value(shape):
        if shape.type_name == "list":
            return identities(chance)
        return chance.random() < 0.5 if shape.type_name == "boolean" else text(chance, FORM_TEXT)

    return {name: value(shape) for name, shape in operation.input_shape.members.items()}


def response(chance, operation):
    """A response in boto3's shape; members of its structures may be absent."""

    def text_of(chance, shape):
        return chance.choice([*shape.enum, text(chance, XML_TEXT)]) if shape.enum else text(chance, XML_TEXT)

    value = model.boto3_shape(operation, model.response_value(chance, operation, text_of))
    metadata = {"RequestId": word(chance)} if chance.random() < 0.7 else {}
    return {**value, "ResponseMetadata": metadata}


def error(chance):
    fields = {
        "Type": chance.choice(["Sender", "Receiver"]),
        "Code": word(chance),
        "Message": text(chance, XML_TEXT, 30),
    }
    return {
        "status": chance.choice([400, 403, 404, 500, 503]),
        "Error": fields,
        "RequestId": word(chance),
    }


def word(chance):
    """A text that trimming does not change: not empty, without white space at its ends."""
    return "-" + text(chance, XML_TEXT) + "-"
