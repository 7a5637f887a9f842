"""The programs under test: the server, the client and the adapter. Starts and stops them."""

import contextlib
import dataclasses
import functools
import os
import pathlib
import subprocess

import boto3
import botocore.config

REGION = "us-east-1"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "AWS_REGION": REGION,
}


def clear_settings():
    """Removes every setting of this machine that would change the endpoint or the signature of a call."""
    for name in list(os.environ):
        if name.upper().startswith("AWS_") or name.upper().endswith("_PROXY"):
            del os.environ[name]
    os.environ.update(CREDENTIALS, AWS_EC2_METADATA_DISABLED="true")
    os.environ.update(AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull)


@dataclasses.dataclass
class Programs:
    folder: pathlib.Path

    @property
    def adapter(self):
        return self.folder / "examples" / "adapter"

    @contextlib.contextmanager
    def server(self, *options):
        """Runs the server on a port that the system chooses, and yields its address."""
        command = [self.folder / "server", "127.0.0.1:0", *options]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                words = process.stdout.readline().split()
                expect(words[:2], ["listening", "on"], "the server's first line")
                yield words[2]
            finally:
                process.terminate()

    def client(self, *arguments, command="status", endpoint=None, **environment):
        """Runs a command of the client to its end."""
        options = ["--endpoint", endpoint] if endpoint else []
        variables = {name: value for name, value in environment.items() if value is not None}
        for name in environment.keys() - variables.keys():
            variables[name] = ""
        return subprocess.run(
            [self.folder / "client", *options, command, *arguments],
            capture_output=True,
            encoding="utf-8",
            env=os.environ | variables,
            timeout=60,
            check=False,
        )


def ses(address, service="ses", **config):
    """A boto3 client for a server on loopback, by default without retries."""
    config = {"retries": {"total_max_attempts": 1}, **config}
    return boto3.client(
        service,
        endpoint_url=f"http://{address}",
        region_name=REGION,
        config=botocore.config.Config(**config),
    )


def counted(steps):
    """Makes a check of a generator that yields after each of its steps: it returns how many were done."""

    @functools.wraps(steps)
    def check(*arguments):
        return sum(1 for _ in steps(*arguments))

    return check


def expect(found, expected, what):
    if found != expected:
        raise AssertionError(f"{what}:\n  expected {expected!r}\n  found    {found!r}")
