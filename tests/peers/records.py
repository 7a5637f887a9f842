"""The record of a peer: the result of a run of the suite, in failures.txt and record.json.

`failures.txt` is the suite's list: each failed vector with its cause. `record.json` has the rest. The
matrix is written from the records, so that it is the same if a peer cannot be run.
"""

import collections
import dataclasses
import functools
import hashlib
import json

import peers

VECTORS = peers.ROOT / "tests" / "suite" / "vectors"
LEVELS = ("required", "recommended", "choice")
FAILED = ("failed", "broken")


def tables():
    """The tables of vectors, by rule."""
    read = [json.loads(path.read_text(encoding="utf-8")) for path in VECTORS.glob("[A-Z]*[0-9].json")]
    return {table["rule"]: table for table in read}


def digest(table):
    """A digest of the questions and expectations of a rule."""
    keys = ("id", "op", "operation", "level", "input", "expect")
    asked = [[vector.get(key) for key in keys] for vector in table["vectors"]]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:12]


def rule(vector_id):
    """The rule that an id names."""
    return vector_id.rpartition("-")[0]


@functools.cache
def rules_of_vectors():
    return {vector["id"]: name for name, table in tables().items() for vector in table["vectors"]}


def rule_under_test(vector_id):
    """The rule of the table of a vector, which its id need not name."""
    return rules_of_vectors().get(vector_id, rule(vector_id))


@dataclasses.dataclass
class Record:
    """The result of a run of a peer."""

    implementation: dict
    vectors: str
    # The failed vectors, each with its cause.
    causes: dict
    # level: outcome: the ids
    outcomes: dict
    # The names of the failed controls, and the number of controls that were asked.
    failed_controls: list
    controls: int
    # field: the number of comparisons that leave it out
    omitted: dict
    # rule: the digest of its table
    digests: dict
    date: str = ""
    newest: str = ""

    @property
    def title(self):
        return f"{self.implementation['name']} {self.implementation['version']}"

    def failed(self, level="required"):
        """The failed vectors of a level, each with its cause."""
        return {each: self.causes[each] for each in self.outcomes[level]["failed"]}

    def judged(self, level, of_rule=None):
        """The numbers of passed and of judged vectors, of one rule or of all."""
        counts = [
            sum(of_rule in (None, rule_under_test(each)) for each in self.outcomes[level][outcome])
            for outcome in ("passed", "failed")
        ]
        return counts[0], sum(counts)

    def changed_rules(self, current):
        """The rules whose vectors changed after the run."""
        now = {name: digest(table) for name, table in current.items()}
        return sorted(name for name in now | self.digests if now.get(name) != self.digests.get(name))


def of_report(report, peer):
    """The record of a report of the suite."""
    implementation = dict(report["implementation"])
    if peer.is_server:
        implementation.update(server_of(peer))
    judged = [verdict for verdict in report["verdicts"] if verdict["outcome"] != "unsupported"]
    failed = [verdict for verdict in judged if verdict["outcome"] in FAILED]
    controls = [verdict for verdict in report["controls"] if verdict["outcome"] != "unsupported"]
    outcomes = {level: {"passed": [], "failed": []} for level in LEVELS}
    for verdict in judged:
        outcome = "failed" if verdict["outcome"] in FAILED else verdict["outcome"]
        outcomes[verdict["level"]][outcome].append(verdict["id"])
    return Record(
        implementation=implementation,
        vectors=report["vectors"],
        causes={verdict["id"]: verdict["cause"][:120] for verdict in failed},
        outcomes=outcomes,
        failed_controls=[v["id"] for v in controls if v["outcome"] != "passed"],
        controls=len(controls),
        omitted=dict(sorted(collections.Counter(name for v in judged for name in v["omitted"]).items())),
        digests={name: digest(table) for name, table in tables().items()},
    )


def server_of(peer):
    """The description of a server: its name, and the version in its requirements."""
    text = (peer.folder / "requirements.txt").read_text(encoding="utf-8")
    pinned = dict(line.split("==") for line in text.split())
    lacks = [peer.lacks] if peer.lacks else []
    return {"name": peer.name, "version": pinned[peer.name], "language": "Python", "lacks": lacks}


def by_rule(ids):
    """Ids grouped by rule, as in `{"P1": "001 002"}`: short, and a change is one line."""
    numbers = collections.defaultdict(list)
    for each in ids:
        numbers[rule(each)].append(each.rpartition("-")[2])
    return {name: " ".join(of_rule) for name, of_rule in numbers.items()}


def ids(written):
    return [f"{name}-{number}" for name, of_rule in written.items() for number in of_rule.split()]


def record_text(record):
    """`record.json`."""
    shown = dataclasses.asdict(record)
    del shown["causes"]
    shown["outcomes"] = {
        level: {outcome: by_rule(of_outcome) for outcome, of_outcome in outcomes.items()}
        for level, outcomes in record.outcomes.items()
    }
    return json.dumps(shown, indent=1, ensure_ascii=False) + "\n"


def failure_text(record):
    """`failures.txt`, as the suite writes it."""
    return "".join(f"{each}  # {cause}\n" for each, cause in record.causes.items())


def read_json(folder):
    return json.loads((folder / "record.json").read_text(encoding="utf-8"))


def read(folder):
    """The record in a folder."""
    shown = read_json(folder)
    lines = (folder / "failures.txt").read_text(encoding="utf-8").splitlines()
    shown["causes"] = dict(line.split("  # ", 1) for line in lines)
    for outcomes in shown["outcomes"].values():
        outcomes.update({outcome: ids(written) for outcome, written in outcomes.items()})
    failed = {each for outcomes in shown["outcomes"].values() for each in outcomes["failed"]}
    if failed != set(shown["causes"]):
        differing = sorted(failed ^ set(shown["causes"]))
        raise peers.Unable(f"{folder}: failures.txt and record.json disagree about {differing}")
    return Record(**shown)
