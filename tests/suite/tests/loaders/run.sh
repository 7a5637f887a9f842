#!/usr/bin/env bash
# Checks that the loaders pass a codec that knows the answers and fail one that loses data. Needs pytest and node.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cp examples/test_vectors.py examples/vectors.test.mjs tests/loaders/codec.* "$work"
export VECTORS=$PWD/vectors
cd "$work"
for loader in "${PYTHON:-python3} -m pytest -q -p no:cacheprovider test_vectors.py" "node --test vectors.test.mjs"; do
    $loader >passed || { tail -n 30 passed; echo "the loader fails an honest codec: $loader"; exit 1; }
    if LIE=1 $loader >failed; then echo "the loader passes a codec that lies: $loader"; exit 1; fi
    asked=$(grep -ohE '^(# tests [0-9]+|[0-9]+ (x?passed).*)' passed | head -n 1)
    echo "$loader: $asked"
done
