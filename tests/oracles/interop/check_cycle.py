"""The life cycle of a domain (verify, publish, poll, enable) with boto3 and with the client of this crate."""

import json
import logging
import pathlib
import tempfile

from check_client import check_words, moto, succeed
from check_server import error_of, same_request_id
from programs import counted, expect, ses

DOMAIN = "cycle.example"


def attributes_of(client, identity):
    return client.get_identity_dkim_attributes(Identities=[identity])["DkimAttributes"].get(identity)


@counted
def by_boto3(programs):
    """steps of the life cycle by boto3 left the server in the expected state"""
    with programs.server() as address:
        client = ses(address)
        expect(attributes_of(client, DOMAIN), None, "the domain before")
        yield
        response = client.verify_domain_dkim(Domain=DOMAIN)
        same_request_id(response)
        tokens = response["DkimTokens"]
        expect(len(set(tokens)), 3, "the number of different tokens")
        yield
        expect(client.verify_domain_dkim(Domain=DOMAIN)["DkimTokens"], tokens, "the tokens again")
        yield
        for status in ["Pending", "Success"]:
            due = {"DkimEnabled": False, "DkimVerificationStatus": status, "DkimTokens": tokens}
            expect(attributes_of(client, DOMAIN), due, "the domain to be verified")
            yield
        for enabled in [True, False]:
            response = client.set_identity_dkim_enabled(Identity=DOMAIN, DkimEnabled=enabled)
            same_request_id(response)
            expect(response.keys(), {"ResponseMetadata"}, "the answer")
            expect(attributes_of(client, DOMAIN)["DkimEnabled"], enabled, "the flag")
            yield
        yield from refusals_of_boto3(client, address)


def refusals_of_boto3(client, address):
    refused = (400, "InvalidParameterValue")
    for domain in ["", "no domain", "user@cycle.example"]:
        expect(error_of(client.verify_domain_dkim, Domain=domain), refused, f"the domain {domain!r}")
        yield
    enable = client.set_identity_dkim_enabled
    expect(error_of(enable, Identity="b.example", DkimEnabled=True), refused, "an unknown domain")
    yield
    unchecked = ses(address, parameter_validation=False)
    missing = (400, "ValidationError")
    expect(error_of(unchecked.verify_domain_dkim), missing, "no domain")
    yield
    expect(error_of(unchecked.set_identity_dkim_enabled, Identity=DOMAIN), missing, "no flag")
    yield


def from_a_file(programs):
    """identities from a file were answered by the server unchanged"""
    with tempfile.TemporaryDirectory() as folder:
        return serve_file(programs, pathlib.Path(folder) / "identities.json")


def serve_file(programs, path):
    given = {
        "a.example": {"DkimEnabled": True, "DkimVerificationStatus": "Failed", "DkimTokens": ["t"]},
        "b.example": {"DkimEnabled": False, "DkimVerificationStatus": "NotStarted"},
    }
    path.write_text(json.dumps({"DkimAttributes": given}))
    with programs.server(path) as address:
        answer = ses(address).get_identity_dkim_attributes(Identities=[*given, "example.com"])
    expect(answer["DkimAttributes"], given, "the identities of the file")
    return len(given)


@counted
def by_the_client(programs):
    """commands of the client took a domain on the server through its life cycle"""
    with programs.server() as address:
        endpoint = f"http://{address}"

        def run(command, *arguments):
            return programs.client(*arguments, command=command, endpoint=endpoint)

        result = run("setup", DOMAIN, "--wait")
        lines = succeed(result).splitlines()
        tokens = ses(address).verify_domain_dkim(Domain=DOMAIN)["DkimTokens"]
        records = [f"{token}._domainkey.{DOMAIN}. IN CNAME {token}.dkim.amazonses.com." for token in tokens]
        zone_file = ["$TTL 3600", *records]
        expect(lines, [*zone_file, f"enabled {DOMAIN}"], "what setup prints")
        expect(result.stderr, "client: Pending; waiting for Success\n", "what setup waits for")
        expect(attributes_of(ses(address), DOMAIN)["DkimEnabled"], True, "the flag after setup")
        yield
        expect(succeed(run("verify", DOMAIN)).splitlines(), tokens, "what verify prints")
        yield
        expect(succeed(run("records", DOMAIN)).splitlines(), zone_file, "what records prints")
        yield
        for command, enabled in [("disable", False), ("enable", True)]:
            expect(succeed(run(command, DOMAIN)), f"{command}d {DOMAIN}\n", f"what {command} prints")
            expect(attributes_of(ses(address), DOMAIN)["DkimEnabled"], enabled, "the flag")
            yield
        value = json.loads(succeed(run("setup", "json.example", "--wait", "--json")))
        expect((value["DkimVerificationStatus"], value["DkimEnabled"]), ("Success", True), "the JSON")
        expect([record["Type"] for record in value["Records"]], ["CNAME"] * 3, "its records")
        yield
        result = run("setup", "pending.example")
        expect(result.returncode, 1, "the exit status when the domain is not verified yet")
        check_words(result.stderr, "not enabled: found the status Pending of pending.example")
        yield
        result = run("enable", "unknown.example")
        expect((result.returncode, result.stdout), (1, ""), "the end of enable for an unknown domain")
        check_words(result.stderr, "client: InvalidParameterValue: ")
        yield


def by_the_client_on_moto(programs):
    """commands of the client on moto ended as moto supports them"""
    # moto logs a traceback for the operation that it does not support.
    logging.disable(logging.CRITICAL)
    try:
        with moto() as address:
            return commands_on_moto(programs, address)
    finally:
        logging.disable(logging.NOTSET)


@counted
def commands_on_moto(programs, address):
    endpoint = f"http://{address}"
    tokens = succeed(programs.client(DOMAIN, command="verify", endpoint=endpoint)).splitlines()
    yield
    answer = json.loads(succeed(programs.client("--json", DOMAIN, endpoint=endpoint)))
    expect(answer["DkimAttributes"], {DOMAIN: attributes_of(ses(address), DOMAIN)}, "the status")
    expect(answer["DkimAttributes"][DOMAIN]["DkimTokens"], tokens, "the tokens of verify and status")
    yield
    records = succeed(programs.client(DOMAIN, command="records", endpoint=endpoint)).splitlines()
    expect(records[0], "$TTL 3600", "the first line of a zone file")
    expect([record.partition(".")[0] for record in records[1:]], tokens, "the tokens of the records")
    yield
    result = programs.client(DOMAIN, command="enable", endpoint=endpoint)
    expect((result.returncode, result.stdout), (1, ""), "the end of enable")
    # moto answers with an HTML page instead of an error document.
    last = result.stderr.splitlines()[-1]
    check_words(last, "client: an error without a code, an HTML page: ")
    check_words(last, "500 Internal Server Error")
    check_words(last, "(HTTP 500)")
    yield
