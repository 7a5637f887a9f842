"""A client of version 2 of the adapter protocol: one JSON object per line, in both directions.

Every script uses an adapter through `Adapter`, which checks the replies: the ids are in order, and a reply
has exactly one outcome. Null members are removed from the replies.
"""

import base64
import itertools
import json
import subprocess
import sys
import threading

VERSION = 2
OUTCOMES = {"ok", "error_response", "reject"}
FORM_TYPE = "application/x-www-form-urlencoded"


class AdapterFailed(Exception):
    """The adapter ended, or its answer is not a reply of the protocol."""


class Adapter:
    """One adapter process. It answers single requests or batches."""

    def __init__(self, command, stderr=None):
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=stderr)
        self.next_id = 1
        start = self.ask("start", version=VERSION)
        if start["version"] != VERSION:
            raise AdapterFailed(f"version {start['version']} of the protocol, expected {VERSION}")
        self.implementation = start["implementation"]

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.close()
        else:
            self.process.kill()
            self.process.wait()

    def ask(self, op, **members):
        """The reply to one request."""
        (reply,) = self.exchange([{"op": op, **members}])
        return reply

    def exchange(self, requests):
        """Sends the requests and returns one reply for each, in order."""
        lines = []
        for number, request in enumerate(requests, self.next_id):
            lines.append(json.dumps({"id": number, **request}).encode() + b"\n")
        replies = []
        for number, line in enumerate(self.exchange_lines(lines), self.next_id):
            replies.append(read_reply(line, number))
        self.next_id += len(lines)
        return replies

    def exchange_lines(self, lines):
        """Sends raw lines and yields one raw line for each. A thread writes while the caller reads."""
        writer = threading.Thread(target=self.write, args=(b"".join(lines),), daemon=True)
        writer.start()
        for _ in lines:
            line = self.process.stdout.readline()
            if not line.endswith(b"\n"):
                raise AdapterFailed(f"the adapter ended early, after {line!r}")
            yield line
        writer.join()

    def write(self, data):
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # The reader of the replies reports the end of the output.

    def close(self):
        self.process.stdin.close()
        if self.process.wait(timeout=30) != 0:
            raise AdapterFailed(f"the adapter ended with {self.process.returncode}")


def read_reply(line, number):
    """The reply in a line, with exactly one outcome."""
    try:
        reply = json.loads(line)
        identifier = reply.pop("id")
    except (ValueError, KeyError, AttributeError, TypeError):
        raise AdapterFailed(f"not a reply: {line!r}") from None
    if identifier != number:
        raise AdapterFailed(f"reply {identifier} where {number} was expected")
    if "unsupported" in reply:
        raise AdapterFailed(f"request {number} is unsupported")
    if {"implementation", "version"} <= reply.keys() or len(reply) == 1 and reply.keys() <= OUTCOMES:
        return present(reply)
    raise AdapterFailed(f"not a reply: {line!r}")


def present(value):
    """A value without its null members."""
    if not isinstance(value, dict):
        return value
    return {name: present(member) for name, member in value.items() if member is not None}


def outcome_of(reply):
    """The name of the one outcome of a reply."""
    (outcome,) = reply.keys() & OUTCOMES
    return outcome


def in_batches(items, size=2000):
    """The items in lists of at most `size`."""
    items = iter(items)
    while batch := list(itertools.islice(items, size)):
        yield batch


def check_xml_request(body):
    return {"op": "check_xml", "body_b64": encoded(body)}


def decode_response_request(body, operation, status=200, request_id=None):
    """The request to decode the reply to an operation, with an optional request id in the header."""
    headers = {} if request_id is None else {"x-amzn-requestid": request_id}
    reply = {"status": status, "headers": headers, "body_b64": encoded(body)}
    return {"op": "decode_response", "operation": operation, **reply}


def decode_form_request(body, operation):
    """The request to decode the form of an operation. If it is `None`, the `Action` names the operation."""
    return {"op": "decode_request", "operation": operation, "content_type": FORM_TYPE, "body_b64": encoded(body)}


def encoded(body):
    return base64.b64encode(body).decode("ascii")


def split_command(arguments):
    """Splits `[option…] -- COMMAND…` into the options and the command."""
    if "--" not in arguments or arguments[-1] == "--":
        sys.exit("usage: SCRIPT [option…] -- ADAPTER COMMAND…")
    place = arguments.index("--")
    return arguments[:place], arguments[place + 1 :]
