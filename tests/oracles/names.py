"""Runs the program `names.rs` on a list of questions, and returns the list of its answers."""

import json
import subprocess
import sys


def ask(questions):
    """The answer to each question, in order. The command of the program follows `--`."""
    if "--" not in sys.argv or sys.argv[-1] == "--":
        sys.exit("usage: SCRIPT [option…] -- COMMAND…")
    command = sys.argv[sys.argv.index("--") + 1 :]
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    result = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True)
    answers = [json.loads(line) for line in result.stdout.decode().split("\n")[:-1]]
    if len(answers) != len(questions):
        sys.exit(f"{len(answers)} answers to {len(questions)} questions")
    return answers


def options():
    """The arguments before `--`."""
    return sys.argv[1 : sys.argv.index("--")]
