#!/bin/sh
# run.sh BUILD: every test of one build.  Its parts (a program, a script, a section below) run
# as many at a time as the machine has processors; each prints what fails and a line of its
# own when it ends.  Last comes "N passed, N failed".  run.sh BUILD PART runs one part.
# BLESS=1 rewrites the goldens instead of comparing.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1
ACORDO=$PWD/$build/acordo
export ACORDO
tmp=$(mktemp -d "${TMPDIR:-/tmp}/acordo-test.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0
bless=${BLESS:-}
# Sentences are in English unless a test asks otherwise.
case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in pt*) LC_ALL=C.UTF-8; export LC_ALL ;; esac
pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAIL $1"; [ -z "${2:-}" ] || sed 's/^/     /' "$2" | head -40; }

# add FILE: the figures of its last line "N passed, N failed", in $1 and $3 too
add() {
    line=$(grep -E '[0-9]+ passed, [0-9]+ failed' "$1" | tail -n 1 |
        sed 's/.*[^0-9]\([0-9][0-9]* passed, [0-9][0-9]* failed\).*/\1/')
    # shellcheck disable=SC2086
    set -- ${line:-0 passed, 0 failed}
    passed=$((passed + $1)) failed=$((failed + $3)) part_passed=$1 part_failed=$3
}

# compare NAME GOT WANT: equal bytes, or a new golden.
compare() {
    if [ -n "$bless" ]; then cp "$2" "$3"; pass; return; fi
    if cmp -s "$2" "$3"; then pass; else
        diff -u "$3" "$2" > "$tmp/diff" 2>&1
        fail "$1" "$tmp/diff"
    fi
}

# How many random policies a property test tries: sanitizers make one five times slower, and
# what they look for shows in fewer.
tries() {
    case $build:$1 in
    *san*/engine_test) echo 120 ;;
    *san*/same_core_test | *san*/measure_test) echo 60 ;;
    *san*/decided_test | *san*/one_lead_test) echo 40 ;;
    *san*/whatif_test | *san*/lead_as_test_test) echo 12 ;;
    esac
}

# A program that counts for itself: a unit or property test.
program() {
    n=$(tries "$1")
    if [ -n "$n" ]; then N=$n "$1"; else "$1"; fi > "$tmp/out" 2>&1
    rc=$?
    add "$tmp/out"
    if [ "$rc" -ne 0 ] && [ "$part_failed" -eq 0 ] || [ "$part_passed" -eq 0 ]; then fail "$1 (exit $rc)" "$tmp/out"; fi
    [ "$part_failed" -eq 0 ] || sed 's/^/     /' "$tmp/out" | head -40
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
}

# tests/run/NAME/cmd: a shell line; out, err, exit beside it.  Without an exit it is 0; without
# an err nobody looks; a new one is blessed with all three.
commands() {
    mkdir "$tmp/made"
    echo 0 > "$tmp/zero"
    for d in tests/run/*/; do
        [ -e "$d/cmd" ] || continue
        new=$bless
        [ ! -e "$d/out" ] || new=
        (cd "$d" && TMP=$tmp/made && export TMP && sh ./cmd) > "$tmp/out" 2> "$tmp/err" < /dev/null
        echo $? > "$tmp/exit"
        compare "$d out" "$tmp/out" "$d/out"
        if [ -e "$d/err" ] || [ -n "$new" ]; then compare "$d err" "$tmp/err" "$d/err"; fi
        if [ -e "$d/exit" ] || [ -n "$new" ]; then compare "$d exit" "$tmp/exit" "$d/exit"
        elif ! cmp -s "$tmp/exit" "$tmp/zero"; then fail "$d: exit $(cat "$tmp/exit")"; fi
    done
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
        add "$tmp/out"
        if [ "$rc" -ne 0 ] && [ "$part_failed" -eq 0 ] || [ "$part_passed" -eq 0 ]; then fail "$f (exit $rc)" "$tmp/out"; fi
        [ "$part_failed" -eq 0 ] || sed 's/^/     /' "$tmp/out" | head -40
    done
}

# A script that prints "N passed, N failed" last; the rest of its output is shown.
script() {
    case $1 in *.py) python3 "$1" "$ACORDO" ;; *) BUILD=$build sh "$1" "$ACORDO" ;; esac > "$tmp/out" 2>&1
    rc=$?
    add "$tmp/out"
    grep -vE '^[0-9]+ passed, [0-9]+ failed' "$tmp/out" | head -60
    [ $rc -eq 0 ] || [ "$part_failed" -ne 0 ] || fail "$1 (exit $rc)"
}

# The parts, the longest first.  What asks whether the tests see a mutant, and what a browser
# makes of a page, is the same under sanitizers.
parts() {
    if [ -n "$bless" ]; then printf '%s\n' goldens commands "$build"/tests/unit/*_test; return; fi
    case $build in *san*) ;; *) printf '%s\n' tests/prop/mutants.sh tests/browser/report_test.py ;; esac
    printf '%s\n' tests/explain/report_commands.py "$build"/tests/prop/*_test tests/real/run.py \
        commands lang tests/formats/formats.py goldens std tests/readme.sh \
        tests/examples.sh tests/git/ci.py tests/git/git_policy.py tests/std/figures.py "$build"/tests/unit/*_test
}

if [ $# -eq 2 ]; then
    case $2 in
    *_test) program "$2" ;;
    */*) script "$2" ;;
    *) "$2" ;;
    esac > "$tmp/shown"
    cat "$tmp/shown"
    echo "-- $2: $passed passed, $failed failed"
    exit 0
fi

case $build in *san*) SAMPLE=12; export SAMPLE ;; esac
parts > "$tmp/parts"
xargs -P "$(nproc)" -I PART sh tests/run.sh "$build" PART < "$tmp/parts" | tee "$tmp/all"
# A person at a terminal has the machine to himself: what interrupts a long answer must come
# while it is long.
if [ -z "$bless" ]; then
    echo tests/repl/terminal.py >> "$tmp/parts"
    sh tests/run.sh "$build" tests/repl/terminal.py | tee -a "$tmp/all"
fi
sed -n 's/^-- .*: \([0-9]* passed, [0-9]* failed\)$/\1/p' "$tmp/all" > "$tmp/tallies"
lost=$(($(wc -l < "$tmp/parts") - $(wc -l < "$tmp/tallies")))
[ $lost -eq 0 ] || echo "0 passed, $lost failed" >> "$tmp/tallies"
sh tests/tally.sh "$tmp/tallies" | tee "$build/tally"
grep -q ', 0 failed$' "$build/tally" && ! grep -q '^0 passed' "$build/tally"
