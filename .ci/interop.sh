#!/usr/bin/env bash
# Runs the crate's server, client and adapter against boto3, botocore and moto, on loopback only.
set -euo pipefail
cd "$(dirname "$0")/.."

export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}"
python=$(bash .ci/python.sh)

cargo build --quiet --package ses-dkim-adapter --example adapter
cargo test --quiet --package ses-dkim-server
cargo build --quiet --package ses-dkim-server

# The client is its own workspace, so the steps that check the main workspace do not cover it.
client=(--manifest-path examples/client/Cargo.toml)
cargo fmt "${client[@]}" --check
cargo clippy --locked --quiet "${client[@]}" --all-targets -- -D warnings
cargo test --locked --quiet "${client[@]}"
cargo build --locked --quiet "${client[@]}"

PYTHONDONTWRITEBYTECODE=1 exec "$python" tests/oracles/interop "$CARGO_TARGET_DIR/debug"
