"""The peers: how each is installed and started, and how its newest version is looked up."""

import collections.abc
import contextlib
import dataclasses
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
PLACE = TARGET / "peers"
GO = PLACE / "go"


class Unable(Exception):
    """A peer cannot be installed or run."""


class Missing(Exception):
    """The toolchain of a peer is missing on this machine."""


def run(*command, directory=ROOT, statuses=(0,), **environment):
    """The output of a command that must succeed. If it fails, the error has its output."""
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


def needs(program, advice="install it"):
    if shutil.which(program) is None:
        raise Missing(f"{program} is not installed; {advice}")


def install_python(folder):
    """The virtual environment of a peer, with exactly its requirements."""
    place = PLACE / folder.name
    python = place / "bin" / "python"
    if not python.exists():
        run(sys.executable, "-m", "venv", place)
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "-r", folder / "requirements.txt")
    return place / "bin"


def start_botocore(folder):
    return [install_python(folder) / "python", folder / "adapter.py"]


def start_moto(folder):
    return [install_python(folder) / "moto_server", "-H", "127.0.0.1", "-p", "PORT"]


def start_ministack(folder):
    variables = ["GATEWAY_PORT=PORT", "BIND_HOST=127.0.0.1", "SERVICES=ses", "IOT_MTLS_ENABLED=0"]
    return ["env", *variables, install_python(folder) / "ministack"]


def start_javascript(folder):
    needs("npm")
    run("npm", "ci", "--no-audit", "--no-fund", directory=folder)
    return ["env", "AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE=1", "node", folder / "adapter.mjs"]


def start_rust(folder):
    place = PLACE / "rust"
    run("cargo", "build", "--release", "--locked", directory=folder, CARGO_TARGET_DIR=str(place))
    return [place / "release" / f"{folder.name}-adapter"]


def start_go(folder):
    """Builds in GOPATH mode, because Debian installs the sources in that layout."""
    go = GO / "prefix" / "usr" / "lib" / "go-1.24"
    if not go.exists():
        raise Missing(f"Go is not in {GO}; bash tests/peers/helpers/go/install.sh installs it there")
    work = GO / "work"
    shutil.rmtree(work / "src", ignore_errors=True)
    for name, sources in (("lines", FOLDER / "helpers" / "go"), (folder.name, folder)):
        (work / "src" / name).mkdir(parents=True)
        for source in sources.glob("*.go"):
            shutil.copy(source, work / "src" / name)
    variables = {
        "GOROOT": go,
        "GOPATH": f"{work}:{GO / 'prefix' / 'usr' / 'share' / 'gocode'}",
        "GOCACHE": GO / "cache",
        "GO111MODULE": "off",
        "GOTOOLCHAIN": "local",
        "GOFLAGS": "",
    }
    variables = {name: str(value) for name, value in variables.items()}
    run(go / "bin" / "go", "build", "-o", work / f"{folder.name}-adapter", folder.name, **variables)
    return [work / f"{folder.name}-adapter"]


def start_this_crate(_folder):
    build = ["cargo", "build", "--release", "--example", "adapter", "--all-features"]
    run(*build, CARGO_TARGET_DIR=str(TARGET))
    return [TARGET / "release" / "examples" / "adapter"]


@contextlib.contextmanager
def serving(command):
    """The URL of a server while it runs. `PORT` in the command is replaced by a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [str(word).replace("PORT=PORT", f"PORT={port}") for word in command]
    words = [str(port) if word == "PORT" else word for word in words]
    log = PLACE / f"{pathlib.Path(words[-1] if words[0] == 'env' else words[0]).name}.log"
    with open(log, "wb") as output:
        server = subprocess.Popen(words, stdout=output, stderr=output, start_new_session=True)
    try:
        deadline = time.monotonic() + 120
        while not listens(port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise Unable(f"{words[0]} does not listen; see {log}")
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


# These functions look up the newest version in a registry, with the registry's own client.


def newest_on_pypi(name):
    output = run(sys.executable, "-m", "pip", "index", "versions", name).decode()
    return re.search(r"\((.+?)\)", output)[1]


def newest_on_npm(name):
    return run("npm", "view", name, "version").decode().strip()


def newest_on_crates_io(name):
    # Run outside the workspace, because cargo would prefer its lock file.
    output = run("cargo", "info", name, directory=FOLDER.parent).decode()
    version = re.search(r"^version: (.*)$", output, re.MULTILINE)[1]
    latest = re.search(r"latest (\S+?)\)", version)
    return latest[1] if latest else version.split()[0]


def not_looked_up(text):
    return text


@dataclasses.dataclass
class Peer:
    """An implementation: its folder, how it is started, how its newest version is looked up."""

    name: str
    start: collections.abc.Callable
    newest: tuple
    # A server is judged over HTTP. Vectors about an operation that it lacks are skipped.
    is_server: bool = False
    lacks: str = None

    @property
    def folder(self):
        return FOLDER / self.name

    def newest_version(self):
        look_up, name = self.newest
        return look_up(name)


OWN = Peer("ses-dkim-codec", start_this_crate, (not_looked_up, "this one"))
SET = "SetIdentityDkimEnabled"
ALL = [
    OWN,
    Peer("botocore", start_botocore, (newest_on_pypi, "botocore")),
    Peer("aws-sdk-js", start_javascript, (newest_on_npm, "@aws-sdk/client-ses")),
    Peer("aws-sdk-js-v2", start_javascript, (newest_on_npm, "aws-sdk")),
    Peer("aws-sdk-rust", start_rust, (newest_on_crates_io, "aws-sdk-ses")),
    Peer("rusoto", start_rust, (newest_on_crates_io, "rusoto_ses")),
    Peer("aws-sdk-go", start_go, (not_looked_up, "not looked up; newer than this")),
    Peer("aws-sdk-go-v2", start_go, (not_looked_up, "not looked up; newer than this")),
    Peer("quick-xml-serde", start_rust, (newest_on_crates_io, "quick-xml")),
    Peer("moto", start_moto, (newest_on_pypi, "moto"), is_server=True, lacks=SET),
    Peer("ministack", start_ministack, (newest_on_pypi, "ministack"), is_server=True, lacks=SET),
]
