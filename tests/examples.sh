#!/bin/sh
# The examples: their policies are sound and laid out, their tests pass, their data are what
# their generators make, and points explain every score.
cd "$(dirname "$0")/../examples" || exit 1
case $1 in /*) acordo=$1 ;; *) acordo=$OLDPWD/$1 ;; esac
passed=0 failed=0
try() {
    what=$1; shift
    if out=$("$@" 2>&1); then passed=$((passed + 1)); else
        failed=$((failed + 1)); printf 'FAIL examples: %s\n%s\n' "$what" "$out" | head -20; fi
}
same() { mkdir -p "$tmp/$1" && (cd "$tmp/$1" && python3 "$OLDPWD/$1/generate.py") && cmp "$tmp/$1/$2" "$1/$2"; }
sums() {
    "$acordo" run "$1/policy.sla" "$1/$2" --as-of 2026-09-30T12:00Z --format ndjson --explain --quiet | python3 -c '
import json, sys
from fractions import Fraction as F
n = 0
for line in sys.stdin:
    d = json.loads(line); n += 1
    for s, e in d["explain"]["scores"].items():
        assert sum(F(str(r["points"])) for r in e["points"]) == F(str(d["scores"][s])), (d["lead"], s)
assert n == int(sys.argv[1]), n' "$3"
}
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
for e in clinic software crm; do
    try "$e: check" "$acordo" check --strict "$e/policy.sla"
    try "$e: fmt" "$acordo" fmt --check "$e/policy.sla"
    try "$e: test" "$acordo" test "$e/policy.sla"
done
try "clinic: data" same clinic leads.csv
try "software: data" same software leads.ndjson
try "crm: data" same crm leads.csv
try "clinic: points sum to scores" sums clinic leads.csv 397
try "software: points sum to scores" sums software leads.ndjson 499
try "demo" sh demo.sh "$acordo"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
