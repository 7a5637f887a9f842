"""Says of each vector that a client fails what it answers instead, and what that does to the data.

The answers are the client's own, asked for over the protocol of the runner; the verdicts are the
runner's.
"""

import json
import pathlib

import protocol

VECTORS = pathlib.Path(__file__).resolve().parent.parent / "vectors"

# What it means that a document that must be refused is accepted, by the first of its flags.
ACCEPTED = {
    "truncation": "a document that was cut off passes for the whole",
    "carry-over": "answers for an entry that is not whole",
    "boolean-guess": "guesses at a boolean",
    "missing-element": "answers where what is required is missing",
    "absent-or-empty": "answers where what is required is missing",
    "duplicate": "picks one of two contradicting values, or garbles both",
    "split-text": "guesses at a text in pieces",
    "encoding": "guesses at the characters",
    "character-reference": "guesses at a character that XML does not have",
    "entity-expansion": "lax: reads on after a DOCTYPE that the sender controls",
    "depth": "lax: follows nesting without a limit",
    "wrong-root": "takes another document for an answer",
    "error-under-success": "takes another document for an empty answer",
    "not-an-error-document": "takes what is no answer for an empty one",
    "unknown-element": "lax: what it skips is not checked",
    "not-well-formed": "lax: guesses at a document that is no XML",
}


def vector(name):
    """What the vector says, its body with it."""
    case = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    return {**case, "body": body(name)}


def body(name):
    suffix = ".form" if name.startswith("request/") else ".xml"
    return (VECTORS / (name + suffix)).read_bytes()


def answer(adapter, name, case):
    """What is expected of a vector, and what the client answers."""
    if name.startswith("request/") and "direction" in case:
        asked = case["expect"]["ok"]["Identities"]
        expected = {"ok": {"body": case["body"].decode()}}
        return expected, adapter.ask("encode_request", identities=asked)
    if name.startswith("request/"):
        encoded = protocol.encoded(case["body"])
        return case["expect"], adapter.ask("decode_request", body_b64=encoded)
    status, header = case.get("status", 200), case.get("request_id_header")
    (reply,) = adapter.exchange([protocol.decode_request(case["body"], status, header)])
    return case["expect"], reply


def differences(expected, actual, path=""):
    """Each place where two values differ, as (path, expected, actual); `None` is nothing there."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        names = [*expected, *(name for name in actual if name not in expected)]
        for name in names:
            below = f"{path}/{name}" if path else name
            yield from differences(expected.get(name), actual.get(name), below)
    elif expected != actual:
        yield path, expected, actual


def right_but_for(lacks, expected, actual):
    """Whether an answer is right but for error fields for which the client has no place."""
    wanted, given = expected.get("error_response"), actual.get("error_response")
    if wanted is None or given is None:
        return False
    paths = {path for path, _, found in differences(wanted, given) if found is None}
    everything = {path for path, _, _ in differences(wanted, given)}
    return everything == paths <= {f"Error/{field}" for field in lacks}


def silent(expected, actual):
    """Whether the user is handed a wrong answer as if nothing had happened."""
    return "ok" in actual and "body" not in actual["ok"]


def quoted(text):
    """A text in one line of ASCII."""
    return json.dumps(text)[1:-1]


def entry(value):
    """The attributes of an identity as `true/Success/[t1]`, with `-` for what is absent."""
    enabled = json.dumps(value["DkimEnabled"]) if "DkimEnabled" in value else "-"
    status = value.get("DkimVerificationStatus", "-")
    tokens = json.dumps(value["DkimTokens"]) if "DkimTokens" in value else "-"
    return f"{enabled}/{status if isinstance(status, str) else json.dumps(status)}/{tokens}"


def cut(text, limit):
    return text if len(text) <= limit else text[: limit - 3] + "..."


def short(value):
    """A value, or an identity's attributes, in a few words."""
    if value is None:
        return "nothing"
    if isinstance(value, dict) and any(name.startswith("Dkim") for name in value):
        return cut(entry(value), 100)
    return cut(json.dumps(value), 100)


def shown(answer):
    """An answer in a few words."""
    if "reject" in answer:
        return "a refusal"
    if "error_response" in answer:
        return f"the service error {short(answer['error_response'].get('Error'))}"
    entries = answer["ok"].get("DkimAttributes", {}).items()
    texts = [f'"{quoted(identity)}" {entry(value)}' for identity, value in entries]
    return cut(", ".join(texts), 200) or "an answer without entries"


def mentioned(lacks, expected, actual):
    """The differences, those that the client cannot but have left out where there are others."""
    (kind,) = [name for name in ("ok", "error_response") if name in expected]
    found = list(differences(expected[kind], actual[kind]))
    places = {f"Error/{field}" for field in lacks}
    return [each for each in found if each[0] not in places] or found


def harm(lacks, expected, actual, case):
    """What the difference does to the data."""
    if "reject" in expected:
        return harm_of_accepting(actual, case)
    if "reject" in actual:
        lost = "status and class of the error are lost with it"
        return lost if "error_response" in expected else "refuses what it should read"
    if ("ok" in actual) != ("ok" in expected):
        return "the error is lost, the user sees an empty answer"
    if "body" in actual.get("ok", {}):
        return "writes another form than the rule has"
    if right_but_for(lacks, expected, actual):
        return f"the field is lost: the error has no place for {' or '.join(lacks)}"
    return harm_to_members(mentioned(lacks, expected, actual), expected, actual)


def lent(actual, case):
    """Whether more identities have tokens than the document has lists of them."""
    values = actual["ok"].get("DkimAttributes", {}).values()
    return sum("DkimTokens" in value for value in values) > case["body"].count(b"<DkimTokens>")


def harm_of_accepting(actual, case):
    if "carry-over" in case["flags"] and lent(actual, case):
        return "lends one entry the data of another"
    known = [flag for flag in ACCEPTED if flag in case["flags"]]
    if not known:
        raise ValueError(f"no words for the flags {case['flags']}")
    return ACCEPTED[known[0]]


def harm_to_members(found, expected, actual):
    paths = {path for path, _, _ in found}
    lost = any(given is None for _, _, given in found)
    added = any(wanted is None for _, wanted, _ in found)
    if paths == {"retry"}:
        _, wanted, given = found[0]
        if wanted is None:
            return "is retried in vain"
        return "is not retried" if given is None else f"is handled as {given}, not as {wanted}"
    if paths == {"RequestId"} or paths == {"ResponseMetadata/RequestId"}:
        return "loses the request id" if lost else "gives another request id"
    if any(given == str(actual.get("error_response", {}).get("status")) for _, _, given in found):
        return "invents a code, made of the status"
    if added and "body" in expected:
        return "reads an error out of a body that is none"
    if lost and added and all(path.startswith("DkimAttributes/") for path in paths):
        return "alters an identity"
    return "loses data" if lost else "invents data" if added else "alters data"


def reason(lacks, expected, actual, case):
    """`expected X, got Y: what that does`."""
    (kind,) = [name for name in ("ok", "error_response", "reject") if name in expected]
    if kind != "reject" and kind in actual:
        found = mentioned(lacks, expected, actual)
        places = [
            f"{quoted(path)}: expected {short(wanted)}, got {short(given)}"
            for path, wanted, given in found
        ]
        what = "; ".join(places[:2]) + ("; more" if len(places) > 2 else "")
    else:
        what = f"expected {shown(expected)}, got {shown(actual)}"
        message = quoted(actual.get("reject", {}).get("message", "").split("\n")[0])
        what += f" ({cut(message, 80)})" if message else ""
    return f"{what}: {harm(lacks, expected, actual, case)}"
