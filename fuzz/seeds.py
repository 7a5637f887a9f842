#!/usr/bin/env python3
"""Chooses seeds for the targets that read bodies from the conformance vectors, into seeds/.

One body for every rule and every verdict that the vectors hold, the shortest first, until there are
forty. The seeds of the other targets, whose bytes are choices, come from fuzzing itself.
"""

import json
import pathlib

HERE = pathlib.Path(__file__).parent
VECTORS = HERE.parent / "tests" / "suite" / "vectors"
MOST_FILES = 40
MOST_BYTES = 2048


def vectors(folder):
    """Name, body and description of every vector of a folder, the shortest body first."""
    found = []
    for description in sorted((VECTORS / folder).glob("*.json")):
        for body in description.parent.glob(description.stem + ".*"):
            content = body.read_bytes()
            if body != description and len(content) + 2 <= MOST_BYTES:
                found.append((description.stem, content, json.loads(description.read_bytes())))
    return sorted(found, key=lambda vector: len(vector[1]))


def verdict(description):
    expect = description["expect"]
    return expect.get("reject") or f"{next(iter(expect))} {description.get('reader')}"


def choose(candidates):
    """The vectors that show a verdict or a rule which those before do not show."""
    seen, chosen = set(), []
    for feature in (verdict, lambda description: description["rule"]):
        for name, content, description in candidates:
            if feature(description) not in seen and len(chosen) < MOST_FILES:
                seen.add(feature(description))
                chosen.append((name, content, description))
    return chosen


def canonical(candidates):
    """The vectors that the canonical reader takes, and as many that it does not."""
    of = lambda reader: [v for v in candidates if v[2].get("reader") == reader]
    return of("canonical")[: MOST_FILES // 2] + of("general")[: MOST_FILES // 2]


def status(description):
    """The HTTP status that a vector tells, as the two bytes that begin a reply."""
    return description.get("status", 200).to_bytes(2, "big")


def write(target, seeds):
    folder = HERE / "seeds" / target
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in seeds:
        (folder / name).write_bytes(content)
    print(f"{target}: {len(list(folder.iterdir()))} seeds")


def main():
    response, error, request = (vectors(folder) for folder in ("response", "error", "request"))
    replies = choose(response)[:22] + choose(error)
    write("reply", [(n, status(d) + c) for n, c, d in replies[:MOST_FILES]])
    write("document", [(n, c) for n, c, _ in choose(response)])
    write("readers", [(n, c) for n, c, _ in canonical(response)])
    write("form", [(n, c) for n, c, _ in choose(request)])


main()
