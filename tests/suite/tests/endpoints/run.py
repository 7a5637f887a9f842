"""Runs the suite with real programs: clients ask `serve`, and `run --endpoint` judges emulators.

What it checks: boto3 and the AWS SDK for JavaScript read the same from `serve` as through the adapters of
the peers, vector by vector; moto and ministack get a verdict, with known right and wrong answers.

    .ci/run suite_over_http

installs the dependencies and calls this script. Exit status: 0 if everything passes, otherwise 1.
"""

import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
PEERS = HERE.parents[2] / "peers"
# The program of the suite, and where moto and ministack are installed.
PROGRAM, MOTO, MINISTACK = map(os.path.abspath, sys.argv[1:])

# The minimum number of right answers of a client, so that a client that cannot connect is detected.
LEAST = 200

# For each emulator: vectors that it passes, and vectors that it is known to fail.
KNOWN = {
    "moto": (["P2-001", "Q6-002", "Q7-003", "S-001"], ["S-002", "S-008", "Q8-029"]),
    "ministack": (["P2-001", "Q6-002", "P2-007", "S-002"], ["Q8-002", "S-008", "Q8-029"]),
}


def main():
    ask_the_example()
    ask_with_clients()
    for name, command in {
        "moto": lambda port: [MOTO, "-H", "127.0.0.1", "-p", str(port)],
        "ministack": lambda port: [MINISTACK],
    }.items():
        judge_emulator(name, command)


def ask_the_example():
    """Checks that the README shows the report of its first example."""
    done = subprocess.run(
        [PROGRAM, "run", "--", sys.executable, HERE.parents[1] / "examples" / "adapter.py"],
        capture_output=True, text=True, timeout=60, check=False)
    readme = (HERE.parents[1] / "README.md").read_text(encoding="utf-8")
    shown = readme.split("```text\n")[1].split("```")[0]
    if done.returncode != 1 or shown not in done.stdout:
        sys.exit(f"the README does not show the report of the example:\n{done.stdout}{done.stderr}")


def ask_with_clients():
    server = subprocess.Popen([PROGRAM, "serve", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
    try:
        url = server.stdout.readline().strip().rstrip("/")
        with urllib.request.urlopen(url + "/vectors.json") as reply:
            served = {vector["id"] for vector in json.load(reply)["vectors"]}
        compare("botocore", served, [sys.executable, HERE / "client.py", url])
        compare("aws-sdk-js", served, ["node", HERE / "client.mjs", url, PEERS / "aws-sdk-js"])
    finally:
        server.kill()
        server.wait()


def compare(peer, served, command):
    """Checks that a client over HTTP fails the same vectors as its adapter."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=120, check=False)
    if done.returncode != 0:
        sys.exit(f"{peer}: {done.stderr[-2000:]}")
    right = set(done.stdout.split())
    lines = (PEERS / peer / "failures.txt").read_text(encoding="utf-8").splitlines()
    wrong_by_adapter = {line.partition("#")[0].strip() for line in lines}
    expected = served - wrong_by_adapter
    surprises = sorted(right ^ expected)
    print(f"{peer}: right about {len(right)} of {len(served)} served, differs from its adapter in {surprises}")
    if len(right) < LEAST or surprises:
        sys.exit(f"{peer}: over HTTP it differs from its adapter; see tests/peers/{peer}/failures.txt")


def judge_emulator(name, command):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "GATEWAY_PORT": str(port), "HOME": folder}
        words = list(map(str, command(port)))
        server = subprocess.Popen(
            words, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(port, server)
            judge(name, port)
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(port, server):
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit(f"nothing listens at port {port}")


def judge(name, port):
    run = [PROGRAM, "run", "--endpoint", f"http://127.0.0.1:{port}/", "--timeout", "10", "--format", "json"]
    done = subprocess.run(run, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{name}: {done.stderr}")
    report = json.loads(done.stdout)
    verdicts = {verdict["id"]: verdict["outcome"] for verdict in report["controls"] + report["verdicts"]}
    judged = [outcome for outcome in verdicts.values() if outcome != "unsupported"]
    print(f"{name}: {judged.count('passed')} of {len(judged)} passed; {report['conclusion']}")
    right, wrong = KNOWN[name]
    found = [verdicts[identifier] for identifier in right + wrong]
    if len(judged) < 130 or found != ["passed"] * len(right) + ["failed"] * len(wrong):
        sys.exit(f"{name}: unexpected verdicts {dict(zip(right + wrong, found))}, {len(judged)} judged")


main()
