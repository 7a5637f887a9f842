"""Loads zone files of the codec with dnspython.

What it checks, on generated lists of identities, tokens and zones:

* a list that the rules D2 and D3 allow gives a zone file that dnspython loads unchanged. The loaded records
  are exactly those of a reference that shares no code with the codec: each record once, as CNAME, with the
  time to live of the file;
* a list that the rules do not allow is refused with the code of the reference.

How to run it, in an environment with dnspython; count and seed are optional:

    python3 tests/oracles/zone_file.py [COUNT [SEED]] -- target/debug/examples/names

Prints `N lists, L loaded with R records, D differences`. Exits 1 on a difference, and on a vacuous run: fewer
than a third of the lists loaded, or a code that did not occur.
"""

import collections
import random
import re
import sys

sys.dont_write_bytecode = True

import dns.name
import dns.rdatatype
import dns.zone

import names

TTL = 3600
LABEL = re.compile(r"[A-Za-z0-9_-]{1,63}", re.ASCII)
ARN = re.compile(r"arn:[^:]+:ses:[^:]+:[^:]+:identity/(.+)", re.DOTALL)
CODES = {
    "token-count", "malformed-domain", "non-ascii-domain", "malformed-token", "malformed-zone", "conflicting-target",
}


# ---------------------------------------------------------------------------------------------
# The reference


class Refused(Exception):
    pass


def is_name(text):
    return all(LABEL.fullmatch(label) for label in text.split("."))


def length(name):
    """The length on the wire, which must not exceed 255 (RFC 1035 §2.3.4)."""
    return sum(len(label) + 1 for label in name.split(".")) + 1


def records(identity, tokens, zone):
    """The names and targets of an identity, by rules D1 to D3."""
    if len(tokens) != 3:
        raise Refused("token-count")
    arn = ARN.fullmatch(identity)
    domain = (arn[1] if arn else identity).rpartition("@")[2].removesuffix(".")
    zone = zone.removesuffix(".")
    for token in tokens:
        if not domain.isascii():
            raise Refused("non-ascii-domain")
        if not is_name(domain):
            raise Refused("malformed-domain")
        if not LABEL.fullmatch(token):
            raise Refused("malformed-token")
        if not is_name(zone):
            raise Refused("malformed-zone")
        if length(f"{token}._domainkey.{domain}") > 255:
            raise Refused("malformed-domain")
        if length(f"{token}.{zone}") > 255:
            raise Refused("malformed-zone")
        yield f"{token}._domainkey.{domain}".lower(), f"{token}.{zone}".lower()


def expected(identities):
    found = {}
    pairs = [pair for identity in identities for pair in records(*identity)]
    for name, target in pairs:
        if found.setdefault(name, target) != target:
            raise Refused("conflicting-target")
    return found


# ---------------------------------------------------------------------------------------------
# The lists

DOMAINS = ["example.com", "mail.example.com", "xn--bcher-kva.example", "_dmarc.my_domain.example", "a", "1.example"]
ZONES = ["dkim.amazonses.com"] * 6 + ["dkim.eu-south-1.amazonses.com.", "DKIM.amazonses.com"]
BAD_DOMAINS = [
    "", ".", "a..b", ".a", "a..", "ä.example", "a b", "a\nb", "a;b", "a\\046b", "@", "a/b", '"a"', "(a", "$TTL", "a\t", "\0",
    "x" * 64, ".".join(["x" * 62] * 4), ".".join(["x" * 48] * 5), "arn:aws:sns:us-east-1:1:identity/a", "\uff0e",
]
BAD_TOKENS = ["", "t.x", "t x", "t\n", "tökén", "x" * 64, "@", "*", "t;", "\\", "$ORIGIN", '"']


def some_identity(generator):
    domain = generator.choice(DOMAINS)
    if generator.random() < 0.05:
        # Names near the limit: with a token of two bytes, a domain of 240 bytes is too long.
        domain = ".".join(["y" * 59] * 3) + "." + "y" * generator.randint(52, 63)
    domain = generator.choice([domain, domain, domain.upper(), domain + "."])
    identity = generator.choice([domain, f"user@{domain}", f'"a@b;\n"@{domain}'])
    return generator.choice([identity, identity, f"arn:aws:ses:us-east-1:123456789012:identity/{identity}"])


def some_list(generator):
    """A few identities of few domains, usually legal, so that records repeat."""
    identities = []
    for _ in range(generator.randint(1, 4)):
        tokens = [f"{generator.choice('tu')}{number}" for number in (1, 2, 3)]
        identities.append([some_identity(generator), tokens, generator.choice(ZONES)])
    if generator.random() < 0.4:
        damage(generator, generator.choice(identities))
    return identities


def damage(generator, identity):
    choice = generator.randrange(4)
    if choice == 0:
        identity[0] = generator.choice(["", "", "user@"]) + generator.choice(BAD_DOMAINS)
    elif choice == 1:
        identity[1][generator.randrange(3)] = generator.choice(BAD_TOKENS)
    elif choice == 2:
        identity[1] = identity[1][: generator.randint(0, 2)] if generator.random() < 0.7 else identity[1] + ["t4"]
    else:
        identity[2] = generator.choice(BAD_DOMAINS[:9] + ["z" * 64, ".".join(["z" * 63] * 4)])


# ---------------------------------------------------------------------------------------------
# The comparison


def loaded(file):
    """The names and targets of a zone file, as dnspython loads it."""
    zone = dns.zone.from_text(file, origin=dns.name.root, relativize=False, check_origin=False)
    found = {}
    for name, ttl, rdata in zone.iterate_rdatas():
        text = name.to_text(omit_final_dot=True).lower()
        if rdata.rdtype != dns.rdatatype.CNAME or ttl != TTL or text in found:
            raise ValueError(f"found {name} {ttl} {rdata!r}")
        found[text] = rdata.target.to_text(omit_final_dot=True).lower()
    return found


def difference(identities, answer):
    """The difference between the codec and the reference, as a sentence, or `None`."""
    try:
        reference = expected(identities)
    except Refused as refused:
        return None if answer == {"code": str(refused)} else f"the reference refuses it: {refused}"
    if "file" not in answer:
        return f"the reference expects {reference}"
    lines = answer["file"].split("\n")
    if lines[0] != f"$TTL {TTL}" or len(lines) != len(reference) + 2 or lines[-1]:
        return f"expected $TTL and {len(reference)} lines"
    found = loaded(answer["file"])
    return None if found == reference else f"dnspython loads {found}, the reference expects {reference}"


def main():
    options = [int(option) for option in names.options()]
    count = options[0] if options else 20_000
    generator = random.Random(options[1] if len(options) > 1 else 1)
    lists = [some_list(generator) for _ in range(count)]
    answers = names.ask([{"identities": identities} for identities in lists])
    codes, written, differing = collections.Counter(), 0, 0
    for identities, answer in zip(lists, answers):
        codes[answer.get("code", "ok")] += 1
        written += max(answer.get("file", "").count("\n") - 1, 0)
        found = difference(identities, answer)
        if found:
            differing += 1
            if differing <= 10:
                print(f"difference: {identities!r}\n  answered {answer!r}\n  {found}")
    accepted = codes.pop("ok", 0)
    print(f"{count:,} lists, {accepted:,} loaded with {written:,} records, {differing:,} differences")
    if accepted * 3 < count or CODES - codes.keys():
        sys.exit(f"vacuous: too few loaded, or no refusal with {CODES - codes.keys()}; refused: {codes}")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
