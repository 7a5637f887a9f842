#!/usr/bin/env bash
# Runs boto3 and the AWS SDK for JavaScript against the suite's server, and the suite against moto and
# ministack, on loopback only.
set -euo pipefail
cd "$(dirname "$0")/.."

target=$(realpath -m "${CARGO_TARGET_DIR:-target}")

installed() { # installed FOLDER WHAT...: a virtual environment with these packages
    local venv=$target/endpoints/$1
    shift
    if [ "$(cat "$venv/installed.txt" 2>/dev/null)" != "$*" ]; then
        rm -rf "$venv"
        python3 -m venv "$venv"
        "$venv/bin/pip" install --quiet --disable-pip-version-check "$@"
        echo "$*" >"$venv/installed.txt"
    fi
}

installed clients boto3==1.44.5 botocore==1.44.5
# Each emulator requires its own version of boto3.
installed moto --requirement tests/oracles/interop/requirements.txt
installed ministack ministack==1.5.33
(cd tests/peers/aws-sdk-js && npm ci --silent --no-audit --no-fund)

cargo build --quiet --package ses-dkim-conformance --target-dir "$target"
PYTHONDONTWRITEBYTECODE=1 exec timeout 300 "$target/endpoints/clients/bin/python" \
    tests/suite/tests/endpoints/run.py "$target/debug/ses-dkim-conformance" \
    "$target/endpoints/moto/bin/moto_server" "$target/endpoints/ministack/bin/ministack"
