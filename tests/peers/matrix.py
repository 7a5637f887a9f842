"""Runs the conformance suite over other SES clients and this crate, and writes what came out.

What is proven: each client fails exactly the vectors that its list tests/peers/*/failures.txt
names, each in the way that the list says; this crate fails none but those of
tests/conformance/not_yet.txt; and tests/peers/README.md, the matrix, holds the figures of this run.

How to run it:

    python3 tests/peers/matrix.py            runs the clients, checks their lists, writes the matrix
    python3 tests/peers/matrix.py --check    the same, but compares the matrix (all of it but the date)
    python3 tests/peers/matrix.py --fix      writes the lists anew, too

Clients go to target/peers, that of JavaScript to its node_modules. Exits 0 when everything holds,
1 when a list or the matrix does not, 2 when a client cannot be installed or run.
"""

import collections
import dataclasses
import datetime
import json
import os
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True

import render

PEERS = pathlib.Path(__file__).resolve().parent
ROOT = PEERS.parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()


class Unable(Exception):
    """A client cannot be installed or run."""


def run(*command, directory=ROOT, statuses=(0,), **environment):
    """The output of a command that must succeed; shows what it says when it does not."""
    words = [str(word) for word in command]
    try:
        variables = {**os.environ, **environment}
        done = subprocess.run(words, cwd=directory, env=variables, capture_output=True, check=False)
    except OSError as error:
        raise Unable(f"{words[0]}: {error}") from error
    if done.returncode not in statuses:
        output = (done.stdout + done.stderr).decode(errors="replace")
        raise Unable(f"`{' '.join(words)}` exited {done.returncode}:\n{output[-2000:]}")
    return done.stdout


def install_botocore(folder):
    place = TARGET / "peers" / "botocore"
    python = place / "bin" / "python"
    if not python.exists():
        run(sys.executable, "-m", "venv", place)
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "-r", folder / "requirements.txt")
    return [python, folder / "adapter.py"]


def install_javascript(folder):
    run("npm", "ci", "--no-audit", "--no-fund", directory=folder)
    return ["node", folder / "adapter.mjs"]


def install_rust(folder):
    place = TARGET / "peers" / "rust"
    run("cargo", "build", "--release", "--locked", directory=folder, CARGO_TARGET_DIR=str(place))
    return [place / "release" / f"{folder.name}-adapter"]


def install_this_crate(_folder):
    build = ["cargo", "build", "--release", "--example", "adapter", "--all-features"]
    run(*build, CARGO_TARGET_DIR=str(TARGET))
    return [TARGET / "release" / "examples" / "adapter"]


@dataclasses.dataclass
class Peer:
    """A client, and the report of the suite on it."""

    name: str
    install: collections.abc.Callable
    report: dict = dataclasses.field(default_factory=dict)

    @property
    def folder(self):
        return PEERS / self.name

    @property
    def list(self):
        return self.folder / "failures.txt"


ALL = [
    Peer("ses-dkim-codec", install_this_crate),
    Peer("botocore", install_botocore),
    Peer("aws-sdk-js", install_javascript),
    Peer("aws-sdk-rust", install_rust),
    Peer("quick-xml-serde", install_rust),
]

RUNNER = "cargo run --quiet --release --package ses-dkim-conformance -- run --format json --".split()


def judge(command):
    """The report of the suite. A client that does not conform has one, too."""
    output = run(*RUNNER, *command, statuses=(0, 1), CARGO_TARGET_DIR=str(TARGET))
    return json.loads(output)


def failure_list(failures):
    """The list as the suite writes it: each id with what is wrong."""
    return "".join(f"{verdict['id']}  # {verdict['cause'][:120]}\n" for verdict in failures)


def not_yet():
    """The vectors that this crate is known to fail."""
    lines = (ROOT / "tests" / "conformance" / "not_yet.txt").read_text(encoding="utf-8").splitlines()
    return {line.partition("#")[0].strip() for line in lines}


def differs(path, text, ignored=()):
    """Whether a file is not as it should be; says where."""
    read = path.read_text(encoding="utf-8") if path.exists() else ""
    kept = [
        [line for line in each.splitlines() if not line.startswith(tuple(ignored))]
        for each in (read, text)
    ]
    for number, (old, new) in enumerate(zip(*kept), 1):
        if old != new:
            print(f"{path.relative_to(ROOT)}, line {number}:\n- {old}\n+ {new}", file=sys.stderr)
            return True
    if len(kept[0]) != len(kept[1]):
        lines = f"{len(kept[0])} lines, not {len(kept[1])}"
        print(f"{path.relative_to(ROOT)}: {lines}", file=sys.stderr)
    return kept[0] != kept[1]


def examine(peer, fix):
    """Installs and runs one client; whether its list holds."""
    peer.report = judge(peer.install(peer.folder))
    verdicts = peer.report["verdicts"]
    unanswered = [verdict["id"] for verdict in verdicts if verdict["outcome"] in ("broken", "not-asked")]
    if unanswered or peer.report["counts"]["passed"] == 0:
        raise Unable(f"{peer.name}: its adapter does not work, no answer to {unanswered}")
    failures = [verdict for verdict in verdicts if verdict["outcome"] == "failed"]
    if peer.install is install_this_crate:
        content = all(verdict["id"] in not_yet() for verdict in failures)
    else:
        text = failure_list(failures)
        if fix:
            peer.list.write_text(text, encoding="utf-8")
        content = not differs(peer.list, text)
    print(f"{peer.name}: {len(failures)} failures, {'' if content else 'NOT '}as listed")
    return content


def main():
    options = set(sys.argv[1:])
    if not options <= {"--check", "--fix"}:
        sys.exit(__doc__)
    try:
        holds = all([examine(peer, "--fix" in options) for peer in ALL])
    except Unable as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    matrix = PEERS / "README.md"
    text = render.matrix([peer.report for peer in ALL], datetime.date.today().isoformat())
    if "--check" in options:
        holds = not differs(matrix, text, ignored=[render.DATE]) and holds
    else:
        matrix.write_text(text, encoding="utf-8")
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    main()
