#!/bin/bash -eu
# Builds every fuzz target into $OUT, each with its seeds and its dictionary.
cargo fuzz build -O

for target in $(cargo fuzz list); do
    cp "fuzz/target/x86_64-unknown-linux-gnu/release/$target" "$OUT/"
    zip --quiet --junk-paths "$OUT/${target}_seed_corpus.zip" "fuzz/seeds/$target"/*
    case $target in
    form | request) cp fuzz/form.dict "$OUT/$target.dict" ;;
    *) cp fuzz/xml.dict "$OUT/$target.dict" ;;
    esac
done
