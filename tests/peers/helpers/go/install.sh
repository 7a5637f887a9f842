#!/usr/bin/env bash
# Unpacks Go and both AWS SDKs for Go into target/peers/go/prefix, from the packages of Debian 13, in the
# versions that packages.txt names. Needs apt-get and dpkg, but not root. The package lists and the
# packages of the system are not changed.
set -euo pipefail
cd "$(dirname "$0")/../../../.."
packages=$PWD/tests/peers/helpers/go/packages.txt
place=$(realpath -m "${CARGO_TARGET_DIR:-target}")/peers/go
mkdir -p "$place"/apt/lists/partial "$place"/apt/cache/archives/partial "$place"/apt/packages
cd "$place"/apt
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian trixie main" \
    >sources.list
options=(-o Dir::Etc::sourcelist="$PWD/sources.list" -o Dir::Etc::sourceparts=/nonexistent
    -o Dir::State::lists="$PWD/lists" -o Dir::Cache="$PWD/cache" -o APT::Sandbox::User="$(id -un)")
apt-get "${options[@]}" --quiet update
cd packages
mapfile -t pinned < <(sed 's/ .*//' "$packages")
apt-get "${options[@]}" --quiet download "${pinned[@]}"
sed 's/.* \(.*\) \(.*\)/\2  \1/' "$packages" | sha256sum --check --quiet
rm -rf "$place"/prefix
sed 's/.* \(.*\) .*/\1/' "$packages" | while read -r file; do
    dpkg --extract "$file" "$place"/prefix
done
"$place"/prefix/usr/lib/go-1.24/bin/go version
