#!/bin/sh
# run.sh BUILD: every test of one build.  Prints what fails, a line a section, and last
# "N passed, N failed".  BLESS=1 rewrites the goldens instead of comparing.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1
ACORDO=$PWD/$build/acordo
export ACORDO
tmp=$(mktemp -d "${TMPDIR:-/tmp}/acordo-test.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0
bless=${BLESS:-}
pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAIL $1"; [ -z "${2:-}" ] || sed 's/^/     /' "$2" | head -40; }
section() { echo "-- $1: $passed passed, $failed failed so far"; }

# compare NAME GOT WANT: equal bytes, or a new golden.
compare() {
    if [ -n "$bless" ]; then cp "$2" "$3"; pass; return; fi
    if cmp -s "$2" "$3"; then pass; else
        diff -u "$3" "$2" > "$tmp/diff" 2>&1
        fail "$1" "$tmp/diff"
    fi
}

# Programs that count for themselves: unit and property tests.
programs() {
    for t in "$build"/tests/unit/*_test "$build"/tests/prop/*_test; do
        [ -x "$t" ] || continue
        "$t" > "$tmp/out" 2>&1
        rc=$?
        line=$(grep -E '[0-9]+ passed, [0-9]+ failed' "$tmp/out" | tail -n 1 |
            sed 's/.*[^0-9]\([0-9][0-9]* passed, [0-9][0-9]* failed\).*/\1/')
        # shellcheck disable=SC2086
        set -- ${line:-0 passed, 0 failed}
        passed=$((passed + $1)) failed=$((failed + $3))
        if [ "$rc" -ne 0 ] && [ "$3" -eq 0 ] || [ "$1" -eq 0 ]; then fail "$t (exit $rc)" "$tmp/out"; fi
        [ "$3" -eq 0 ] || sed 's/^/     /' "$tmp/out" | head -40
    done
    section "unit and property tests"
}

# tests/lang: what the checker finds in a file is exactly what `# expect CODE text` says there,
# line by line; what it finds in a module that the file uses does not count.
lang() {
    for f in $(find tests/lang -name '*.sla' | sort); do
        awk '{ line = $0; while (match(line, /# expect (error|warning)\[[EW][0-9]+\]/)) {
                 s = substr(line, RSTART + 9, RLENGTH - 9); rest = substr(line, RSTART + RLENGTH);
                 print NR ": " s; line = rest } }' "$f" | sort > "$tmp/want"
        "$ACORDO" check --format gnu "$f" > "$tmp/found" 2>&1
        rc=$?
        sed -n "s|^$f:\([0-9]*\):[0-9]*: \([a-z]*\[[EW][0-9]*\]\).*|\1: \2|p" "$tmp/found" | sort > "$tmp/got"
        if [ $rc -gt 3 ]; then fail "$f (exit $rc)" "$tmp/found"; continue; fi
        if ! cmp -s "$tmp/got" "$tmp/want"; then diff "$tmp/want" "$tmp/got" > "$tmp/diff"; cat "$tmp/found" >> "$tmp/diff"; fail "$f" "$tmp/diff"; continue; fi
        # The text after the code must be part of the sentence.
        sed -n 's/.*# expect [a-z]*\[\([EW][0-9]*\)\] \(..*\)$/\1	\2/p' "$f" > "$tmp/texts"
        ok=1
        while IFS='	' read -r code text; do
            grep -F "[$code]" "$tmp/found" | grep -qF -- "$text" || { ok=0; echo "     no \"$text\" in $code"; }
        done < "$tmp/texts"
        if [ $ok = 1 ]; then pass; else fail "$f" "$tmp/found"; fi
    done
    section "language"
}

# Whole rendered findings, layouts.
goldens() {
    for f in tests/diag/*.sla; do
        [ -e "$f" ] || continue
        "$ACORDO" check --format plain "$f" > "$tmp/out" 2>&1
        compare "$f" "$tmp/out" "${f%.sla}.err"
    done
    for f in tests/fmt/*.sla; do
        [ -e "$f" ] || continue
        "$ACORDO" fmt < "$f" > "$tmp/out" 2>&1
        compare "$f" "$tmp/out" "${f%.sla}.out"
        "$ACORDO" fmt < "$tmp/out" > "$tmp/again" 2>&1
        if cmp -s "$tmp/out" "$tmp/again"; then pass; else fail "$f: fmt of fmt differs"; fi
    done
    section "goldens"
}

# tests/run/NAME/cmd: a shell line; out, err, exit beside it.
commands() {
    for d in tests/run/*/; do
        [ -e "$d/cmd" ] || continue
        (cd "$d" && TMP=$tmp && export TMP && sh ./cmd) > "$tmp/out" 2> "$tmp/err" < /dev/null
        echo $? > "$tmp/exit"
        compare "$d out" "$tmp/out" "$d/out"
        if [ -e "$d/err" ] || [ -n "$bless" ]; then compare "$d err" "$tmp/err" "$d/err"; fi
        [ -e "$d/exit" ] || [ -n "$bless" ] || echo 0 > "$tmp/zero"
        if [ -e "$d/exit" ] || [ -n "$bless" ]; then compare "$d exit" "$tmp/exit" "$d/exit"; else compare "$d exit" "$tmp/exit" "$tmp/zero"; fi
    done
    section "commands"
}

# tests/std: each module of the standard library has a policy that uses it, calendar/br.sla
# std/calendar_br.sla, whose tests pass; a file without tests fails.
std() {
    for m in $(cd stdlib && find . -name '*.sla' | sed 's|^\./||; s|/|_|g' | sort); do
        [ -e "tests/std/$m" ] || fail "tests/std/$m is not there"
    done
    for f in tests/std/*.sla; do
        "$ACORDO" test "$f" > "$tmp/out" 2>&1
        rc=$?
        line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$tmp/out" | tail -n 1)
        # shellcheck disable=SC2086
        set -- ${line:-0 passed, 0 failed}
        passed=$((passed + $1)) failed=$((failed + $3))
        if [ "$rc" -ne 0 ] && [ "$3" -eq 0 ] || [ "$1" -eq 0 ]; then fail "$f (exit $rc)" "$tmp/out"; fi
        [ "$3" -eq 0 ] || sed 's/^/     /' "$tmp/out" | head -40
    done
    section "standard library"
}

# Scripts that print "N passed, N failed" last; the rest of their output is shown.
scripts() {
    for s in "$@"; do
        [ -e "$s" ] || { fail "$s is not there"; continue; }
        case $s in *.py) python3 "$s" "$ACORDO" ;; *) BUILD=$build sh "$s" "$ACORDO" ;; esac > "$tmp/out" 2>&1
        rc=$?
        line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$tmp/out" | tail -n 1)
        grep -vE '^[0-9]+ passed, [0-9]+ failed' "$tmp/out" | head -60
        # shellcheck disable=SC2086
        set -- ${line:-0 passed, 0 failed}
        passed=$((passed + $1)) failed=$((failed + $3))
        [ $rc -eq 0 ] || [ "$3" -ne 0 ] || fail "$s (exit $rc)"
        section "$s"
    done
}

programs
lang
goldens
commands
std
[ -n "$bless" ] || for s in tests/repl/terminal.py tests/prop/mutants.sh tests/readme.sh tests/examples.sh \
    tests/formats/formats.py tests/explain/report_commands.py tests/browser/report_test.py tests/std/figures.py \
    tests/real/run.py; do scripts "$s"; done
echo "$passed passed, $failed failed" | tee "$build/tally"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
