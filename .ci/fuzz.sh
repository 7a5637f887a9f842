#!/usr/bin/env bash
# Builds every fuzz target and runs as many at once as there are cores. Each gets up to FUZZ_RUNS inputs
# (two million), and all together take up to FUZZ_SECONDS (five minutes). Fails when an input breaks a law.
set -euo pipefail
cd "$(dirname "$0")/.."

runs=${FUZZ_RUNS:-2000000}
seconds=${FUZZ_SECONDS:-300}
out=$(realpath -m "${CARGO_TARGET_DIR:-target}")/fuzz
host=$(rustc -vV | sed -n 's/^host: //p')

command -v cargo-fuzz >/dev/null || cargo install --locked --debug cargo-fuzz@0.13.2

build() { # no sanitizer, as there is no unsafe code; no comparison tracing, for more inputs per second
    cargo "$@" fuzz build -s none --no-trace-compares --target-dir "$out"
}
if cargo +nightly --version >/dev/null 2>&1; then
    build +nightly
else
    RUSTC_BOOTSTRAP=1 build
fi

options() { # the dictionary of a target, and the maximum length of its inputs
    case $1 in
    form) echo -dict=fuzz/form.dict -max_len=512 ;;
    request) echo -dict=fuzz/form.dict -max_len=256 ;;
    error | respell | response) echo -dict=fuzz/xml.dict -max_len=256 ;;
    *) echo -dict=fuzz/xml.dict -max_len=1024 ;;
    esac
}

fuzz() { # fuzz TARGET: prints how many inputs ran and, on a failure, the end of the log
    local corpus=fuzz/corpus/$1 artifacts=fuzz/artifacts/$1 log=$out/$1.log state=passed options
    mkdir -p "$corpus" "$artifacts"
    read -ra options <<<"$(options "$1")"
    "$out/$host/release/$1" -runs="$runs" -max_total_time="$each" "${options[@]}" \
        -artifact_prefix="$artifacts/" -print_final_stats=1 \
        "$corpus" "fuzz/seeds/$1" >"$log" 2>&1 || state=FAILED
    ran=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    covered=$(grep -o 'cov: [0-9]* ft: [0-9]*' "$log" | tail -1 || true)
    echo "$1: $state, ${ran:-0} inputs, ${covered:-no coverage}"
    if [ "$state" = FAILED ] || [ "${ran:-0}" -eq 0 ]; then
        grep -v '^#[0-9]' "$log" | tail -40
        return 1
    fi
}

targets=$(cargo fuzz list)
count=$(wc -w <<<"$targets")
jobs=$(($(nproc) < count ? $(nproc) : count))
each=$((seconds * jobs / count))
export -f fuzz options
export runs out host each
xargs -P "$jobs" -I{} bash -c 'set -euo pipefail; fuzz {}' <<<"$targets"
