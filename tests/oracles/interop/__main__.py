"""Runs every check of the folder, prints the counts and fails when a count is too small."""

import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import check_client
import check_cycle
import check_documents
import check_forms
import check_hostile
import check_server
import check_signature
import protocol
from programs import Programs, clear_settings

# The minimum count of each check: a check that did nothing has not passed.
CHECKS = [
    (check_server.bad_arguments, 4),
    (check_server.boto3_calls, 9),
    (check_server.bad_requests, 18),
    (check_server.throttled_calls, 4),
    (check_cycle.by_boto3, 13),
    (check_cycle.from_a_file, 2),
    (check_cycle.by_the_client, 8),
    (check_cycle.by_the_client_on_moto, 4),
    (check_client.calls_to_moto, 354),
    (check_client.outputs, 8),
    (check_client.refused_records, 4),
    (check_client.troubles, 14),
    (check_client.passing_trouble, 2),
    (check_client.throttled_calls, 2),
    (check_signature.signatures, 12),
    (check_hostile.requests, 10),
    (check_hostile.stalled_clients, 200),
    (check_hostile.arguments, 9),
    (check_hostile.answers, 8),
]
ADAPTER_CHECKS = [
    (check_forms.forms_of_botocore, 900),
    (check_forms.forms_for_urllib, 900),
    (check_documents.responses, 1200),
    (check_documents.errors, 300),
    (check_documents.refusals, 300),
]


def run(check, least, argument):
    start = time.monotonic()
    count = check(argument)
    seconds = time.monotonic() - start
    title = check.__doc__.splitlines()[0]
    print(f"{count:5}  {title} ({check.__module__}, {seconds:.1f} s)", flush=True)
    if count < least:
        raise AssertionError(f"{check.__name__} counted {count}, expected at least {least}")
    return count


def main():
    clear_settings()
    programs = Programs(pathlib.Path(sys.argv[1]))
    total = sum(run(check, least, programs) for check, least in CHECKS)
    with protocol.Adapter([programs.adapter]) as adapter:
        total += sum(run(check, least, adapter) for check, least in ADAPTER_CHECKS)
    print(f"{total:5}  in total, none failed")


main()
