"""Hostile input: to the server from its clients, to the client from its user and from its server."""

import contextlib
import http.client
import os
import socket
import subprocess

from check_client import check_trouble, check_words
from check_server import FORM_TYPE, ONE
from programs import expect
from recorder import recorder

HEAD = f"POST / HTTP/1.1\r\nHost: a\r\nContent-Type: {FORM_TYPE}\r\n"
# The HTTP library itself refuses the request, with some status of 4xx.
REFUSED = b"HTTP/1.1 4"
# The bytes that a client sends, and the start of the answer.
RAW = [
    (HEAD + "Content-Length: 1000000000000\r\n\r\nAction=", b"HTTP/1.1 413 "),
    (HEAD + "Content-Length: 18446744073709551615\r\n\r\n", REFUSED),
    (HEAD + "Content-Length: 99999999999999999999999\r\n\r\n", REFUSED),
    (HEAD + "Content-Length: -1\r\n\r\n", REFUSED),
    (HEAD + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n", REFUSED),
    (HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", REFUSED),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", REFUSED),
    ("\x16\x03\x01\x02\0\x01\0\x01\xfc\r\n\r\n", REFUSED),
    ("GET /" + "a" * 200_000 + " HTTP/1.1\r\n\r\n", REFUSED),
    ("GET / HTTP/1.1\r\n" + "A: b\r\n" * 50_000 + "\r\n", REFUSED),
]
# The bytes that a client sends before it stalls.
STALLED = ["", "POST / HT", HEAD, HEAD + "Content-Length: 100\r\n\r\nAction="]


def connection(address):
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=20)


def check_alive(address):
    client = http.client.HTTPConnection(address, timeout=5)
    client.request("POST", "/", ONE, {"Content-Type": FORM_TYPE})
    expect(client.getresponse().status, 200, "the status of a good request afterwards")
    client.close()


def requests(programs):
    """malformed and oversized requests were refused, and the server answered the next one"""
    with programs.server() as address:
        for sent, answer in RAW:
            with connection(address) as client:
                with contextlib.suppress(ConnectionError):
                    client.sendall(sent.encode("latin-1"))
                expect(client.recv(1000)[: len(answer)], answer, f"the answer to {sent[:150]!r}")
            check_alive(address)
    return len(RAW)


def stalled_clients(programs):
    """stalled clients did not delay other clients"""
    clients = []
    with programs.server() as address, contextlib.ExitStack() as stalled:
        for number in range(200):
            client = stalled.enter_context(connection(address))
            client.sendall(STALLED[number % len(STALLED)].encode())
            clients.append(client)
        for _ in range(3):
            check_alive(address)
        return sum(is_open(client) for client in clients)


def is_open(client):
    """Whether the server has neither answered nor closed a connection, so that its client still stalls."""
    client.setblocking(False)
    try:
        client.recv(1)
    except BlockingIOError:
        return True
    return False


NOT_UTF8 = os.fsdecode(b"a\xff.example")
NOT_UTF8_COMMANDS = [["client", "status", NOT_UTF8], ["server", NOT_UTF8], ["server", "127.0.0.1:0", "a", NOT_UTF8]]
# The words that the one line must contain, and the environment or the endpoint.
MISLEADING = [
    ("found the region", {"AWS_REGION": "u@evil.example/"}),
    ("a port from 1 to 65535", {"endpoint": "http://127.0.0.1:99999/"}),
    ("a URL without a user", {"endpoint": "http://u@127.0.0.1:1/"}),
    ("in AWS_ACCESS_KEY_ID", {"AWS_ACCESS_KEY_ID": "a\rHost: b"}),
    ("in AWS_SECRET_ACCESS_KEY", {"AWS_SECRET_ACCESS_KEY": "hush\rhush"}),
    ("in AWS_SESSION_TOKEN", {"AWS_SESSION_TOKEN": "a\nb"}),
]


def arguments(programs):
    """misleading arguments and variables were refused in one line"""
    for command in NOT_UTF8_COMMANDS:
        program, *words = command
        result = subprocess.run(
            [programs.folder / program, *words], capture_output=True, encoding="utf-8", timeout=10, check=False
        )
        expect((result.returncode, result.stdout), (1, ""), f"the end of {command}")
        (line,) = result.stderr.splitlines()
        check_words(line, f"{program}: found ")
    for words, options in MISLEADING:
        result = programs.client("a.example", **options)
        check_trouble(result, words)
        expect("hush" in result.stderr, False, "a secret in the message")
    return len(NOT_UTF8_COMMANDS) + len(MISLEADING)


# An escape sequence of a terminal, one of C1 and a right-to-left override.
TRICK = "\x1b[2J\x9b1m\u202e"
LEGAL = "&#x9b;1m&#x202e;"
ATTRIBUTES = f"""<GetIdentityDkimAttributesResponse><GetIdentityDkimAttributesResult><DkimAttributes><entry>
<key>{LEGAL}</key><value><DkimVerificationStatus>{LEGAL}</DkimVerificationStatus>
<DkimTokens><member>{LEGAL}</member></DkimTokens></value></entry></DkimAttributes>
</GetIdentityDkimAttributesResult></GetIdentityDkimAttributesResponse>"""
TOKENS = f"""<VerifyDomainDkimResponse><VerifyDomainDkimResult><DkimTokens><member>{LEGAL}</member>
</DkimTokens></VerifyDomainDkimResult></VerifyDomainDkimResponse>"""
ERROR = f"<ErrorResponse><Error><Code>{LEGAL}</Code><Message>{LEGAL}</Message></Error><RequestId>{LEGAL}</RequestId></ErrorResponse>"
ANSWERS = [
    (["a"], "status", 200, ATTRIBUTES),
    (["--json", "a"], "status", 200, ATTRIBUTES),
    (["a"], "verify", 200, TOKENS),
    (["--json", "a"], "verify", 200, TOKENS),
    (["a"], "status", 400, ERROR),
    (["a"], "status", 400, f"<html>{TRICK}</html>"),
    (["a"], "status", 200, f"<html>{TRICK}</html>"),
    (["a"], "enable", 403, TRICK),
]


def answers(programs):
    """answers with control characters were printed with escapes"""
    for words, command, status, body in ANSWERS:
        with recorder((status, body)) as server:
            result = programs.client(*words, command=command, endpoint=f"http://{server.host}")
        shown = result.stdout + result.stderr
        unsafe = [character for character in shown if character in TRICK[:1] + "\x9b\u202e"]
        expect(unsafe, [], f"the control characters printed for {body!r}")
        expect("202e" in shown, True, f"whether {shown!r} shows {body!r}")
    return len(ANSWERS)
