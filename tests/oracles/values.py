"""Values for the oracles.

This module tests nothing itself. It makes texts, identities, tokens and the fields of service errors.

The caller seeds the `random.Random`, so that the same seed gives the same values.
"""

# Characters that XML 1.0 allows; writing or reading could handle most of them wrongly.
PECULIAR = (
    "\t\n\r &<>\"']]>;#=/?!-\u007f\u0080\u0085\u00a0\u00ad\u00d7\u00e9\u0132\u037e\u0301\u200b\u2028\u2029"
    "\ud7ff\ue000\ufdd0\ufeff\ufffd\U00010000\U0001f4e7\U0001fffe\U0010ffff"
)
SNIPPETS = ["]]>", "&amp;", "&#13;", "<![CDATA[", "<!-- -->", "\r\n", "\n\r", "<key>", "  ", "\u00e9\u0301", "--", "?>"]


def peculiar_text(random, longest=12):
    """Text of any characters that XML 1.0 allows, often difficult ones."""
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
    """Any character of XML 1.0 §2.2."""
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


def text_of_shape(random, shape):
    """A text for a shape of the model, usually one that the service could send."""
    if shape.enum:
        if random.random() < 0.85:
            return random.choice(shape.enum)
        return random.choice(["", shape.enum[0].lower(), f" {shape.enum[0]}", "Unknown", peculiar_text(random, 5)])
    return token(random) if "Token" in shape.name else identity(random)


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
