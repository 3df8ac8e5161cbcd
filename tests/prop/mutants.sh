#!/bin/sh
# mutants.sh: breaks the engine on purpose, once for each line of mutants.txt (a number and
# what it breaks), and fails if engine_test does not see it.  BUILD: the build whose objects
# all but the mutant's file come from.  MUTANTS="3 7": only these.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${BUILD:-build}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/acordo-mutants.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
pkgs="libpcre2-8 libutf8proc zlib"
flags="-O1"
case $build in
*san*) flags="-O1 -DMEM_NO_GC -fsanitize=address,undefined -fno-sanitize-recover=all" ;;
*) pkgs="$pkgs bdw-gc" ;;
esac
export build tmp flags
ASAN_OPTIONS=detect_leaks=0
cflags="-std=c17 -D_POSIX_C_SOURCE=200809L -I. $(pkg-config --cflags $pkgs)"
libs=$(pkg-config --libs $pkgs)
export cflags libs ASAN_OPTIONS

# One mutant: its file anew, all else from the build.  Says "caught" or "missed" or "broken".
cat > "$tmp/one.sh" <<'ONE'
n=$1 file=$(grep -lE "MUTATE\($1," interp/engine/*.c)
dir=$tmp/$n
mkdir -p "$dir"
helpers=$(ls "$build"/tests/prop/*.o | grep -v '_test\.o$')
# shellcheck disable=SC2086
if ! ${CC:-cc} $cflags $flags -DMUTANT="$n" -c -o "$dir/mutant.o" "$file" \
    2> "$dir/log" ||
    ! ${CC:-cc} $flags -o "$dir/engine_test" "$build/tests/prop/engine_test.o" $helpers \
        "$dir/mutant.o" "$build/libacordo.a" $libs 2>> "$dir/log"; then
    echo "broken $n $file"
    head -5 "$dir/log"
elif SHOW=0 STOP=1 COSTS=0 timeout 120 "$dir/engine_test" > "$dir/out" 2>&1; then
    echo "missed $n $file"
else
    echo "caught $n $file"
fi
rm -f "$dir/engine_test"
ONE

grep -v '^#' tests/prop/mutants.txt | awk 'NF { print $1 }' > "$tmp/list"
if [ -n "${MUTANTS:-}" ]; then
    printf '%s\n' $MUTANTS > "$tmp/list"
fi
# A mutant in the code that the list lacks would never be tried.
grep -ho 'MUTATE([0-9]*' interp/engine/*.c | tr -dc '0-9\n' | sort -un > "$tmp/there"
sort -un "$tmp/list" > "$tmp/listed"
unlisted=$([ -n "${MUTANTS:-}" ] || comm -13 "$tmp/listed" "$tmp/there" | tr '\n' ' ')

xargs -P 2 -L 1 sh "$tmp/one.sh" < "$tmp/list" > "$tmp/result"
grep -v '^caught' "$tmp/result"
caught=$(grep -c '^caught' "$tmp/result")
failed=$(grep -c -E '^(missed|broken)' "$tmp/result")
if [ -n "${unlisted# }" ]; then
    echo "mutants.txt lacks: $unlisted"
    failed=$((failed + 1))
fi
if [ -z "${MUTANTS:-}" ] && [ "$caught" -lt 20 ]; then
    echo "only $caught mutants were caught: 20 are wanted"
    failed=$((failed + 1))
fi
echo "$caught passed, $failed failed"
[ "$failed" -eq 0 ]
