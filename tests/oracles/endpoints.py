"""Compares the endpoints and zones of the codec with what botocore ships.

What it checks:

* for every region that botocore lists, and for generated regions that match or nearly match the pattern
  of a partition, the endpoint is the one that botocore resolves with its rules for SES;
* a text that is not one label of lower-case letters, digits and hyphens is refused, so that no region can
  change the host;
* the regions with a known zone are those from which the model of the SES v2 API can replicate a key, and
  botocore has an SES endpoint in each.

How to run it, in an environment with botocore; the seed is optional:

    python3 tests/oracles/endpoints.py [SEED] -- target/debug/examples/names

Prints the counts and the SES regions without a known zone. Exits 1 on a difference.
"""

import random
import re
import string
import sys
import urllib.parse

sys.dont_write_bytecode = True

import botocore.endpoint_provider
import botocore.loaders

import names

LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.ASCII)
HOSTILE = [
    "", "u@HOST/", "u:p@host", "us-east-1/", "us-east-1/../", "us-east-1.example.com", "us-east-1#", "us-east-1?a",
    "us-east-1:80", "us-east-1\\", "us-east-1%2f", "us east 1", " us-east-1", "us-east-1\r\nHost: a", "us-east-1\0",
    "US-EAST-1", "ü-east-1", "us\u2010east\u20101", "\uff0e", "-", "-a", "a-", "a" * 64, "cn-north-1.", "[::1]",
]


def made_up(generator, partitions):
    """Regions that match the pattern of a partition, and others that nearly match."""
    patterns = [partition["regionRegex"] for partition in partitions]
    prefixes = sorted(set(re.findall(r"[a-z]+(?:\\-[a-z]+)?(?=\\-|\||\))", " ".join(patterns))))
    prefixes = [prefix.replace("\\-", "-") for prefix in prefixes] + ["eusc-de", "eusc-fr", "xx", "aws"]
    for _ in range(20_000):
        words = [generator.choice(prefixes)]
        words += generator.choices(["north", "east", "gov", "x1", "iso", "", "global"], k=generator.choice([1, 1, 1, 2, 0]))
        words += generator.choice([["1"], ["12"], ["1a"], [""], []])
        yield "-".join(words)
    for _ in range(5_000):
        yield "".join(generator.choices(string.ascii_lowercase[:4] + "-1.@/:", k=generator.randint(1, 9)))


def main():
    generator = random.Random(int(names.options()[0]) if names.options() else 1)
    loader = botocore.loaders.create_loader()
    partitions = loader.load_data("partitions")
    rules = loader.load_service_model("ses", "endpoint-rule-set-1")
    provider = botocore.endpoint_provider.EndpointProvider(rules, partitions)
    listed = [region for partition in partitions["partitions"] for region in partition["regions"]]
    regions = list(dict.fromkeys([*listed, *HOSTILE, *made_up(generator, partitions["partitions"])]))
    answers = dict(zip(regions, names.ask([{"region": region} for region in regions])))

    differences, refused, suffixes = 0, 0, set()
    for region, answer in answers.items():
        expected = None
        if LABEL.fullmatch(region):
            expected = provider.resolve_endpoint(Region=region, UseFIPS=False, UseDualStack=False).url
            host = urllib.parse.urlsplit(expected).hostname
            assert host.startswith(f"email.{region}."), host
            suffixes.add(host.removeprefix(f"email.{region}."))
        refused += expected is None
        if answer["endpoint"] != expected:
            differences += 1
            print(f"difference: {region!r}: the codec {answer['endpoint']!r}, botocore {expected!r}")

    unknown = compare_zones(loader, answers)
    print(f"{len(listed)} listed regions, {len(regions):,} in all, {refused} refused, {len(suffixes)} suffixes,", end=" ")
    print(f"{differences} differences; no zone is known for {', '.join(unknown)}")
    if len(listed) < 40 or refused < len(HOSTILE) or len(suffixes) < 7 or answers["u@HOST/"]["endpoint"]:
        sys.exit("vacuous: too few regions, refusals or partitions")
    sys.exit(1 if differences else 0)


def compare_zones(loader, answers):
    """Compares the known zones with the model of the v2 API. Returns the SES regions without a zone."""
    model = loader.load_service_model("sesv2", "service-2")
    origins = model["shapes"]["DkimSigningAttributesOrigin"]["enum"]
    parents = {origin.removeprefix("AWS_SES_").lower().replace("_", "-") for origin in origins if "SES_" in origin}
    known = {region for region, answer in answers.items() if answer["zone"]}
    if known != parents:
        sys.exit(f"only in the codec: {sorted(known - parents)}, only in the model: {sorted(parents - known)}")
    services = [partition["services"].get("email", {}) for partition in loader.load_data("endpoints")["partitions"]]
    served = {region for service in services for region in service.get("endpoints", {}) if not region.startswith("fips-")}
    if known - served:
        sys.exit(f"botocore has no endpoint of SES in {sorted(known - served)}")
    return sorted(served - known)


if __name__ == "__main__":
    main()
