"""Runs the conformance suite over other implementations and this crate, and records the results.

What it checks: each peer that can be run on this machine fails exactly the vectors that its failures.txt
names, with the causes there; this crate fails none, and leaves nothing out of a comparison; and
tests/peers/README.md matches the records.

How to run it:

    python3 tests/peers/matrix.py --check [PEER]...   runs the peers and compares
    python3 tests/peers/matrix.py --fix [PEER]...     runs the peers and writes their records and the README

Without names all peers run. For a peer that is not named, or whose toolchain is missing, the record is
used, and the last lines name it. Peers are installed in target/peers, those in JavaScript in their
folders. Exits 0 if everything matches, 1 if something differs, 2 if a peer cannot be installed or run,
or if none was run.
"""

import datetime
import json
import sys
import urllib.parse

sys.dont_write_bytecode = True

import peers
import records
import render
from peers import Missing, Unable

RUNNER = ["cargo", "run", "--quiet", "--release", "--package", "ses-dkim-conformance", "--", "run"]
# The timeout of an answer. On a busy machine a normal answer takes well under a second.
SECONDS = "5"


def judge(peer):
    """The report of the suite, also for a peer that does not conform."""
    command = peer.start(peer.folder)
    runner = [*RUNNER, "--format", "json", "--timeout", SECONDS]
    target = {"CARGO_TARGET_DIR": str(peers.TARGET)}
    if not peer.is_server:
        return json.loads(peers.run(*runner, "--", *command, statuses=(0, 1), **target))
    skipped = ["--skip", ",".join(about(peer.lacks))]
    with peers.serving(command) as url:
        output = peers.run(*runner, *skipped, "--endpoint", url, statuses=(0, 1), **target)
    return json.loads(output)


def about(operation):
    """The vectors about an operation, for a server."""
    asked = f"Action={operation}"
    for table in records.tables().values():
        for vector in table["vectors"]:
            body = str(vector["input"].get("body", ""))
            if vector.get("operation") == operation or asked in urllib.parse.unquote(body):
                yield vector["id"]


def examine(peer):
    """The record of a run of a peer."""
    report = judge(peer)
    unasked = [verdict["id"] for verdict in report["verdicts"] if verdict["outcome"] == "not-asked"]
    record = records.of_report(report, peer)
    passed, judged = map(sum, zip(*[record.judged(level) for level in records.LEVELS]))
    if unasked or passed == 0:
        raise Unable(f"{peer.name}: the adapter does not work; {unasked} were not asked")
    print(f"{peer.name}: {passed} of {judged} passed, {len(record.causes)} failed", flush=True)
    return record


def differs(path, text):
    """Whether a file differs from a text. Prints the first line that differs."""
    old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    new = text.splitlines()
    length = max(len(old), len(new))
    padded = [lines + ["(no such line)"] * (length - len(lines)) for lines in (old, new)]
    for number, (before, after) in enumerate(zip(*padded), 1):
        if before != after:
            print(f"{path.relative_to(peers.ROOT)}, line {number}:\n- {before}\n+ {after}", file=sys.stderr)
            return True
    return False


def check(peer, record):
    """Whether a run matches the record of the peer, except for the date and the newest version."""
    weakened = record.implementation.get("omits", []) + record.implementation.get("folds", [])
    if peer is peers.OWN and (record.causes or weakened):
        print(f"{peer.name}: fails {sorted(record.causes)}, leaves out {weakened}", file=sys.stderr)
        return False
    kept = records.read_json(peer.folder)
    record.date, record.newest = kept["date"], kept["newest"]
    wrong = [
        differs(peer.folder / "failures.txt", records.failure_text(record)),
        differs(peer.folder / "record.json", records.record_text(record)),
    ]
    return not any(wrong)


def fix(peer, record):
    """Writes the record of a run."""
    record.date, record.newest = datetime.date.today().isoformat(), peer.newest_version()
    peer.folder.mkdir(exist_ok=True)
    (peer.folder / "failures.txt").write_text(records.failure_text(record), encoding="utf-8")
    (peer.folder / "record.json").write_text(records.record_text(record), encoding="utf-8")
    return True


def run_all(named, keep):
    """Runs the peers and passes them to `keep`. Returns whether all passed, and why others were not run."""
    holds, skipped, ran = True, {}, 0
    for peer in peers.ALL:
        if named and peer.name not in named:
            skipped[peer.name] = "not named"
            continue
        try:
            record = examine(peer)
        except Missing as reason:
            skipped[peer.name] = str(reason)
            continue
        holds = keep(peer, record) and holds
        ran += 1
    if ran == 0:
        raise Unable("no peer was run")
    return holds, skipped


def report_skipped(skipped):
    """Prints the age of the record of each peer that was not run."""
    for name, reason in skipped.items():
        record = records.read(peers.FOLDER / name)
        changed = record.changed_rules(records.tables())
        age = f"before {', '.join(changed)} changed" if changed else "over the same vectors"
        print(f"{name}: SKIPPED ({reason}); recorded {record.date}, {age}")
    print(f"peers that were run: {len(peers.ALL) - len(skipped)}; not run: {len(skipped)}")


def run(option, named):
    """Whether everything matches."""
    holds, skipped = run_all(named, check if option == "--check" else fix)
    if not holds:  # The README cannot match if a record does not.
        return False
    readme = peers.FOLDER / "README.md"
    text = render.readme([(peer, records.read(peer.folder)) for peer in peers.ALL])
    if option == "--fix":
        readme.write_text(text, encoding="utf-8")
    holds = not differs(readme, text)
    report_skipped(skipped)
    return holds


def main():
    option, *named = sys.argv[1:] or ["--help"]
    unknown = set(named) - {peer.name for peer in peers.ALL}
    if option not in ("--check", "--fix") or unknown:
        print(__doc__ + "".join(f"\nno such peer: {name}" for name in sorted(unknown)), file=sys.stderr)
        sys.exit(2)
    try:
        sys.exit(0 if run(option, named) else 1)
    except Unable as error:
        print(error, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
