"""The reference for request forms: an implementation of the rules Q6 to Q9, P2 and P3, and the form of a request.

This module tests nothing itself. It shares no code with the codec.
"""

import re
import urllib.parse

import model

OPERATIONS = dict(zip(model.ACTIONS, model.OPERATIONS))


def read(body, asked):
    """The operation and the request of a form, and the codes of all its faults. `asked` names the operation;
    if it is `None`, the `Action` names it."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None, {}, {"invalid-utf8"}
    faults = set()
    pairs = []
    for part in filter(None, text.split("&")):
        name, _, value = part.partition("=")
        pairs.append((unescaped(name, faults), unescaped(value, faults)))
    expected, otherwise = ([asked], "wrong-action") if asked else (model.ACTIONS, "unknown-action")
    faults |= single_faults(pairs, "Action", expected, otherwise)
    faults |= single_faults(pairs, "Version", [model.VERSION], "unexpected") - {"missing"}
    action = next((value for name, value in pairs if name == "Action" and value in expected), asked)
    return action, request(action, pairs, faults) if action else {}, faults


def request(action, pairs, faults):
    """The parameters of an operation, by the shapes of its members."""
    members = OPERATIONS[action].input_shape.members
    readers = {"list": identities, "boolean": boolean, "string": scalar}
    return {name: readers[shape.type_name](name, pairs, faults) for name, shape in members.items()}


def scalar(parameter, pairs, faults):
    """A parameter that occurs once and has no members, rule P3."""
    values = [value for name, value in pairs if name == parameter]
    if any(name is not None and name.startswith(parameter + ".") for name, _ in pairs):
        faults.add("malformed")
    if len(values) != 1:
        faults.add("duplicate" if values else "missing")
    return values[0] if values else None


def boolean(parameter, pairs, faults):
    """A scalar that is exactly `true` or `false`, rule P3."""
    text = scalar(parameter, pairs, faults)
    if text is not None and text not in ("true", "false"):
        faults.add("malformed")
    return text == "true"


def unescaped(text, faults):
    """A name or a value without its escapes, rule Q7; `None` if an escape is malformed."""
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
    """The faults of a parameter that must occur once with one of the expected values, rule Q9."""
    values = [value for name, value in pairs if name == parameter]
    faults = {otherwise for value in values if value not in expected}
    if len(values) != 1:
        faults.add("duplicate" if values else "missing")
    return faults


def identities(parameter, pairs, faults):
    """The list in the order of its indices, rules Q6 and Q8."""
    empty = [value for name, value in pairs if name == parameter]
    members = {}
    for name, value in pairs:
        if name is None or not name.startswith(f"{parameter}."):
            continue
        index = name.removeprefix(f"{parameter}.member.")
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


def parameters(action, request):
    """The names and values of a form, in the order of the model, rules Q1 and Q3."""
    pairs = [("Action", action), ("Version", model.VERSION)]
    for parameter in OPERATIONS[action].input_shape.members:
        value = request[parameter]
        if isinstance(value, list):
            members = [(f"{parameter}.member.{index}", text) for index, text in enumerate(value, 1)]
            pairs += members or [(parameter, "")]
        else:
            pairs.append((parameter, value if isinstance(value, str) else str(value).lower()))
    return pairs


def written(action, request):
    """The form of a request, rules Q1 to Q3."""
    return "&".join(f"{name}={urllib.parse.quote(value, safe='-._~')}" for name, value in parameters(action, request))
