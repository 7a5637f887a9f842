#!/usr/bin/env bash
# Prints the path of a Python with the packages that the oracles need: botocore, boto3 and moto.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=$(realpath -m "${CARGO_TARGET_DIR:-target}")/interop/venv
requirements=tests/oracles/interop/requirements.txt

if ! cmp --silent "$requirements" "$venv/installed.txt"; then
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements"
    cp "$requirements" "$venv/installed.txt"
fi
echo "$venv/bin/python"
