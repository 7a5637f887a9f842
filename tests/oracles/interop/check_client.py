"""The client of this crate against moto, against the crate's own server, and without a server."""

import contextlib
import functools
import json
import logging
import socket
import time
from concurrent import futures

from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from programs import counted, expect, ses
from recorder import EMPTY_MAP, recorder

SIZES = [1, 2, 101, 250]


@contextlib.contextmanager
def moto():
    """Runs moto on a port that the system chooses, and yields its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        yield "%s:%s" % server.get_host_and_port()
    finally:
        server.stop()


def succeed(result):
    expect(result.returncode, 0, f"the client's exit status, with {result.stderr!r}")
    return result.stdout


def calls_to_moto(programs):
    """identities were answered by moto as boto3 reads them"""
    with moto() as address:
        identities = [f"{number}.example.com" for number in range(248)]
        identities[1:1] = ["user+tag@example.com", "bücher & <söhne>.example"]
        for identity in identities[::5]:
            ses(address, "sesv2").create_email_identity(EmailIdentity=identity)
        for size in SIZES:
            check_answers(programs, address, identities[:size])
    return sum(SIZES)


def check_answers(programs, address, identities):
    start = time.monotonic()
    result = programs.client("--json", *identities, endpoint=f"http://{address}")
    seconds = time.monotonic() - start
    output = succeed(result)
    answer = json.loads(output)
    expect(result.stderr, "", "the client's standard error")
    expect(answer, {"DkimAttributes": as_boto3(address, identities)}, "what boto3 gets")
    expect(list(answer["DkimAttributes"]), identities, "the identities answered, in order")
    # The AWS CLI prints with these settings.
    printed = json.dumps(answer, indent=4, ensure_ascii=False) + "\n"
    expect(output, printed, "the layout of the JSON")
    calls = -(-len(identities) // 100)
    if seconds < calls - 1:
        raise AssertionError(f"{calls} calls in {seconds:.2f} s are more than one a second")


def as_boto3(address, identities):
    client = ses(address)
    attributes = {}
    for start in range(0, len(identities), 100):
        batch = identities[start : start + 100]
        response = client.get_identity_dkim_attributes(Identities=batch)
        attributes |= response["DkimAttributes"]
    return attributes


TOKENS = [
    "EXAMPLEjcs5xoyqytjsotsijas7236gr",
    "EXAMPLEjr76cvoc6mysspnioorxsn6ep",
    "EXAMPLEkbmkqkhlm2lyz77ppkulerm4k",
]
TABLE = """\
IDENTITY          ENABLED  STATUS      TOKENS
example.com       true     Success     3
user@example.com  false    NotStarted  -
"""


@counted
def outputs(programs):
    """outputs of the client were the table, the DNS records and the unanswered identities"""
    with programs.server() as address:
        endpoint = f"http://{address}"
        both = ["example.com", "user@example.com"]
        expect(succeed(programs.client(*both, endpoint=endpoint)), TABLE, "the table")
        yield
        for region, zone in [
            ("us-east-1", "dkim.amazonses.com"),
            ("eu-south-1", "dkim.eu-south-1.amazonses.com"),
        ]:
            records = [
                f"{token}._domainkey.example.com. IN CNAME {token}.{zone}.\n" for token in TOKENS
            ]
            result = programs.client("--dns", "--region", region, *both, endpoint=endpoint)
            zone_file = "$TTL 3600\n" + "".join(records)
            expect(succeed(result), TABLE + zone_file, f"the records in {region}")
            yield
            # Another spelling of the domain has the same records.
            both_spellings = ["--region", region, "example.com", "EXAMPLE.com."]
            result = programs.client(*both_spellings, command="records", endpoint=endpoint)
            expect(succeed(result), zone_file, f"the zone file in {region}")
            yield
            result = programs.client("--json", *both_spellings, command="records", endpoint=endpoint)
            expect(len(json.loads(succeed(result))), 3, f"the records in {region}, as JSON")
            yield
        result = programs.client("other\nexample", "example.com", endpoint=endpoint)
        expect(result.stderr, "client: not answered: other\\nexample\n", "the identity left out")
        expect(result.returncode, 1, "the exit status when an identity is left out")
        yield


OWN_KEY = """<GetIdentityDkimAttributesResponse><GetIdentityDkimAttributesResult><DkimAttributes><entry>
<key>Example.COM</key><value><DkimTokens><member>selector1</member></DkimTokens></value>
</entry></DkimAttributes></GetIdentityDkimAttributesResult></GetIdentityDkimAttributesResponse>"""


@counted
def refused_records(programs):
    """records that were refused, and calls that were not repeated, ended with exit status 1 and the reason"""
    # A selector of the customer is not a token (https://github.com/usesend/useSend/pull/452). The answer
    # counts for the identity although its spelling differs (https://github.com/getmoto/moto/pull/4050).
    with recorder((200, OWN_KEY)) as server:
        result = programs.client("example.com", command="records", endpoint=f"http://{server.host}")
        check_trouble(result, "no records: found 1 token of \"Example.COM\", expected the 3 of Easy DKIM")
        yield
    unknown = ["--region", "eu-south-9", "example.com"]
    result = programs.client(*unknown, command="records", endpoint="http://127.0.0.1:1")
    check_trouble(result, "found the region \"eu-south-9\", expected one whose zone is known, or --zone")
    yield
    with programs.server() as address:
        zone = ["--zone", "dkim.eu-south-9.amazonses.com"]
        result = programs.client(*zone, *unknown, command="records", endpoint=f"http://{address}")
        check_words(succeed(result), f" IN CNAME {TOKENS[0]}.dkim.eu-south-9.amazonses.com.\n")
        yield
    with recorder((503, "")) as server:
        result = programs.client("example.com", command="enable", endpoint=f"http://{server.host}")
        check_trouble(result, "the call may have been performed")
        expect(len(server.requests), 1, "how often the flag was set")
        yield


# The words that the one line must contain, the arguments, and the environment or the endpoint.
TROUBLES = [
    ("found the endpoint \"127.0.0.1:1\", expected a URL of http or https", ["a"], {"endpoint": "127.0.0.1:1"}),
    ("expected a URL", ["a"], {"endpoint": "http://[/"}),
    ("set AWS_ACCESS_KEY_ID", ["a"], {"AWS_ACCESS_KEY_ID": None}),
    ("set AWS_SECRET_ACCESS_KEY", ["a"], {"AWS_SECRET_ACCESS_KEY": None}),
    ("no region", ["a"], {"AWS_REGION": None}),
    ("found the region \"u@HOST/\"", ["--region", "u@HOST/", "a"], {"endpoint": None}),
    ("no identity", [], {}),
    ("exclude each other", ["--json", "--dns", "a"], {}),
    ("unknown option --jsn", ["--jsn", "a"], {}),
    ("--region needs a value", ["a", "--region"], {}),
]
REFUSED = """<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code>
<Message>The token is\ninvalid.</Message></Error><RequestId>7</RequestId></ErrorResponse>"""
REPLIES = [
    (
        "InvalidClientTokenId: The token is\\ninvalid. (HTTP 403, type Sender, request id 7)",
        403,
        REFUSED,
    ),
    ("an error without a code, an empty body (HTTP 404)", 404, ""),
    ("byte 60", 200, EMPTY_MAP[:60]),
]


def troubles(programs):
    """failures of the client ended with exit status 1 and one line that names the cause"""
    for words, arguments, options in TROUBLES:
        # If the client makes a call anyway, nothing listens on this port.
        options = {"endpoint": "http://127.0.0.1:1"} | options
        check_trouble(programs.client(*arguments, **options), words)
    for words, *reply in REPLIES:
        with recorder(reply) as server:
            check_trouble(programs.client("a", endpoint=f"http://{server.host}"), words)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        endpoint = "http://%s:%s" % silent.getsockname()
        check_trouble(programs.client("a", endpoint=endpoint), "Connection refused")
    return len(TROUBLES) + len(REPLIES) + 1


def check_trouble(result, words):
    expect(result.returncode, 1, f"the exit status of {words!r}")
    expect(result.stdout, "", "the standard output with an error")
    lines = result.stderr.splitlines()
    expect(len(lines), 1, f"how many lines {result.stderr!r} has")
    expect(lines[0][:8], "client: ", "the beginning of the line")
    check_words(lines[0], words)


def passing_trouble(programs):
    """temporary failures of the service were retried by the client"""
    replies = [(503, "<html>"), (500, "")]
    with recorder(*replies) as server:
        result = programs.client("--json", "a", endpoint=f"http://{server.host}")
        expect(json.loads(result.stdout), {"DkimAttributes": {}}, "the answer after the retries")
        expect(result.stderr.splitlines()[-1:], ["client: not answered: a"], "the last line")
        bodies = [body for _, _, body in server.requests]
    expect(bodies, bodies[:1] * 3, "the requests")
    expect(result.stderr.count("trying again in"), len(replies), "the reported retries")
    return len(replies)


def throttled_calls(programs):
    """throttled calls of concurrent clients succeeded after retries"""
    # On a busy machine the clients may start a second apart, and then none is throttled.
    counts = (calls_at_once(programs) for _ in range(5))
    return next((count for count in counts if count >= 2), 0)


def calls_at_once(programs):
    with programs.server("--throttle") as address, futures.ThreadPoolExecutor() as threads:
        ask = functools.partial(programs.client, "--json", endpoint=f"http://{address}")
        results = list(threads.map(ask, ["example.com"] * 3))
    for result in results:
        answer = json.loads(succeed(result))["DkimAttributes"]
        expect(answer["example.com"]["DkimTokens"], TOKENS, "the answer after the retries")
    retry_lines = [line for result in results for line in result.stderr.splitlines()]
    for line in retry_lines:
        check_words(line, "client: Throttling: Rate exceeded (HTTP 400, type Sender, request id ")
        check_words(line, "; trying again in ")
    return len(retry_lines)


def check_words(line, words):
    if words not in line:
        raise AssertionError(f"expected {words!r} in {line!r}")
