#!/bin/sh
# deps.sh [tests]: installs what Acordo is built and run with, and with `tests` also what its
# tests need; packages already there cost nothing.
set -eu
packages="make gcc libc6-dev pkg-config flex bison libgc-dev libpcre2-dev libutf8proc-dev
zlib1g-dev libzstd-dev libreadline-dev tzdata"
[ "${1:-}" = tests ] && packages="$packages clang git python3 python3-holidays python3-jsonschema python3-yaml libxml2-utils zstd procps tmux chromium fonts-dejavu-core"
missing=""
for p in $packages; do
    dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q ' installed$' || missing="$missing $p"
done
[ -z "$missing" ] && exit 0
apt-get update -q
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
