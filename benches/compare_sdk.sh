#!/usr/bin/env bash
# Prints a table of what a client costs with the AWS SDK for Rust and with this crate: the number of
# compiled crates, the processor time of the build, the minimum Rust version of all packages, and how
# many truncated responses are read as answers. Needs cargo, Python 3 and a network; takes a few minutes.
set -euo pipefail
cd "$(dirname "$0")/compare_sdk"
target=$(realpath -m "${CARGO_TARGET_DIR:-../../target}")/compare_sdk
document=$PWD/../../examples/documented/response.xml
export CARGO_TERM_COLOR=never

build() { # build FOLDER: prints "crates seconds" of a debug build from scratch
    rm -rf "${target:?}/$1"
    cargo fetch --quiet --manifest-path "$1/Cargo.toml"
    local TIMEFORMAT='%U %S'
    { time cargo build --manifest-path "$1/Cargo.toml" --bin "$1-client" \
        --target-dir "$target/$1" 2>"$target.log"; } 2>"$target.time"
    printf '%s %s\n' "$(grep -c '^ *Compiling ' "$target.log")" "$(awk '{printf "%.1f", $1 + $2}' "$target.time")"
}

cuts() { # cuts FOLDER: prints "prefixes read wrong"
    cargo run --quiet --manifest-path "$1/Cargo.toml" --bin cuts --target-dir "$target/$1" -- "$document"
}

oldest() { # oldest FOLDER: prints the highest rust-version of all packages that are built
    cargo metadata --format-version 1 --manifest-path "$1/Cargo.toml" \
        --filter-platform "$(rustc -vV | sed -n 's/^host: //p')" | python3 -c '
import json, sys
metadata = json.load(sys.stdin)
built = {node["id"] for node in metadata["resolve"]["nodes"]}
named = [package["rust_version"] for package in metadata["packages"]
         if package["id"] in built and package["rust_version"]]
print(max(named, key=lambda version: [int(part) for part in version.split(".")]))'
}

version() { # version FOLDER PACKAGE
    cargo tree --quiet --manifest-path "$1/Cargo.toml" --depth 1 --prefix none |
        sed -n "s/^$2 v\([^ ]*\).*/$2 \1/p"
}

mkdir -p "$target"
read -r sdk_crates sdk_seconds < <(build sdk)
read -r signed_crates signed_seconds < <(build signed)
read -r codec_crates codec_seconds < <(build codec)
read -r prefixes sdk_read sdk_wrong < <(cuts sdk)
read -r _ codec_read codec_wrong < <(cuts codec)
cat <<TABLE
|  | $(version sdk aws-sdk-ses), $(version sdk aws-config) | the README's client, signed | $(version codec ses-dkim-codec) alone |
|---|---:|---:|---:|
| crates compiled, including the client | $sdk_crates | $signed_crates | $codec_crates |
| processor seconds of a debug build from scratch | $sdk_seconds | $signed_seconds | $codec_seconds |
| minimum Rust version of all its packages | $(oldest sdk) | $(oldest signed) | $(oldest codec) |
| answers to the $prefixes proper prefixes of the documented response | $sdk_read | $codec_read | $codec_read |
| answers among them that differ from the answer to the whole response | $sdk_wrong | $codec_wrong | $codec_wrong |

$(date -u +%F), $(rustc -V).
TABLE
