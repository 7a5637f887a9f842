#!/usr/bin/env bash
# Prints for each file of src how many lines, branches and regions the tests run. With --missed it prints
# the lines that no test runs and the branches that always go the same way.
# LLVM_BIN is the folder of llvm-profdata and llvm-cov, in the LLVM version that `rustc -vV` names.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_TERM_COLOR=never INSTA_UPDATE=no
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-target}/coverage
export RUSTC_BOOTSTRAP=1 # for branches, on a stable compiler
export RUSTFLAGS="-C instrument-coverage -Z coverage-options=branch"
llvm=${LLVM_BIN:-/usr/lib/llvm-22/bin}
raw=$CARGO_TARGET_DIR/raw

rm -rf "$raw" && mkdir -p "$raw"
raw=$(realpath "$raw")
# Procedural macros are instrumented too and run during the build. Their counts are discarded.
binaries=$(LLVM_PROFILE_FILE=/dev/null cargo test --tests --no-run 2>&1 | sed -n 's/^ *Executable .*(\(.*\))$/\1/p')
[ -n "$binaries" ] || { echo "no test was built" >&2 && exit 1; }
LLVM_PROFILE_FILE="$raw/%p-%m.profraw" cargo test --quiet --tests >"$raw/tests.log" 2>&1 ||
    { tail -40 "$raw/tests.log" && exit 1; }
"$llvm/llvm-profdata" merge --sparse "$raw"/*.profraw -o "$raw/tests.profdata"

objects=()
for binary in $binaries; do objects+=(--object "$binary"); done
if [ "${1:-}" = --missed ]; then
    "$llvm/llvm-cov" show --instr-profile="$raw/tests.profdata" "${objects[@]}" --sources src \
        --show-branches=count |
        grep -E '^src|^/.*src/|^ *[0-9]+\| *0\||Branch.*: 0[],]'
else
    "$llvm/llvm-cov" report --instr-profile="$raw/tests.profdata" "${objects[@]}" --sources src \
        --show-branch-summary
fi
