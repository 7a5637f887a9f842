"""Runs the conformance runner over other SES clients and this crate, and writes what came out.

What is proven: each client fails exactly the vectors that its list tests/peers/*/failures.txt
names, an unlisted failure and a stale entry both fail; the lists say what the client really
answers; and tests/peers/README.md, the matrix, holds the figures of this run.

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

PEERS = pathlib.Path(__file__).resolve().parent
ROOT = PEERS.parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()

sys.path.insert(0, str(PEERS.parent / "oracles"))

import protocol
import reasons
import render


class Unable(Exception):
    """A client cannot be installed or run."""


def run(*command, directory=ROOT, **environment):
    """Runs a command that must succeed, and shows its output when it does not."""
    words = [str(word) for word in command]
    try:
        variables = {**os.environ, **environment}
        done = subprocess.run(words, cwd=directory, env=variables, capture_output=True, check=False)
    except OSError as error:
        raise Unable(f"{words[0]}: {error}") from error
    if done.returncode != 0:
        output = (done.stdout + done.stderr).decode(errors="replace")
        raise Unable(f"`{' '.join(words)}` exited {done.returncode}:\n{output[-2000:]}")


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
    build = ["cargo", "build", "--release", "--example", "adapter", "--features", "serde"]
    run(*build, CARGO_TARGET_DIR=str(TARGET))
    return [TARGET / "release" / "examples" / "adapter"]


@dataclasses.dataclass
class Peer:
    """A client, and the fields of an error for which its errors have no place."""

    name: str
    install: collections.abc.Callable
    lacks: tuple = ()
    command: list = dataclasses.field(default_factory=list)
    implementation: dict = dataclasses.field(default_factory=dict)
    verdicts: list = dataclasses.field(default_factory=list)
    # Of each vector that failed: (what is expected, what is answered, the vector).
    answers: dict = dataclasses.field(default_factory=dict)

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
    Peer("aws-sdk-rust", install_rust, lacks=("Type", "Detail")),
    Peer("quick-xml-serde", install_rust),
]

RUNNER = "cargo run --quiet --release --package ses-dkim-conformance --".split()


def judge(peer, with_list):
    """Runs the runner; fills in the verdicts, and returns whether the runner is content."""
    words = [*RUNNER, "--json"]
    if with_list and peer.list.exists():
        words += ["--failures", peer.list]
    words = [str(word) for word in [*words, *peer.command]]
    environment = {**os.environ, "CARGO_TARGET_DIR": str(TARGET)}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise Unable(f"the runner on {peer.name}:\n{done.stderr.decode(errors='replace')[-2000:]}")
    peer.verdicts = json.loads(done.stdout)["report"]["verdicts"]
    if done.returncode == 1 and with_list:
        said = done.stderr.decode(errors="replace").strip()
        print(f"{peer.name}: {said[-2000:]}", file=sys.stderr)
    return done.returncode == 0


def ask(peer):
    """Collects what the client answers to each vector that it fails."""
    command = [str(word) for word in peer.command]
    with protocol.Adapter(command, stderr=subprocess.DEVNULL) as adapter:
        peer.implementation = adapter.implementation
        for name in failed(peer):
            case = reasons.vector(name)
            peer.answers[name] = (*reasons.answer(adapter, name, case), case)


def failed(peer):
    return [verdict["name"] for verdict in peer.verdicts if verdict["outcome"] in render.FAILURES]


def failure_list(peer):
    """The list as it should read: grouped by flag, each line with its reason."""
    groups = collections.defaultdict(list)
    for name, (expected, actual, case) in peer.answers.items():
        reason = reasons.reason(peer.lacks, expected, actual, case)
        groups[(case["flags"] or ["without a flag"])[0]].append(f"{name}  # {reason}\n")
    blocks = [f"# {flag}\n{''.join(sorted(lines))}" for flag, lines in sorted(groups.items())]
    return "\n".join(blocks)


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
    peer.command = peer.install(peer.folder)
    content = judge(peer, with_list=not fix)
    ask(peer)
    if not peer.verdicts or all(verdict["outcome"] != "passed" for verdict in peer.verdicts):
        raise Unable(f"{peer.name} passes nothing: its adapter does not work")
    text = failure_list(peer)
    if fix and text:
        peer.list.write_text(text, encoding="utf-8")
        content = judge(peer, with_list=True)
    elif text or peer.list.exists():
        content = not differs(peer.list, text) and content
    print(f"{peer.name}: {len(failed(peer))} failures, {'' if content else 'NOT '}as listed")
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
    text = render.matrix(ALL, datetime.date.today().isoformat())
    if "--check" in options:
        holds = not differs(matrix, text, ignored=[render.DATE]) and holds
    else:
        matrix.write_text(text, encoding="utf-8")
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    main()
