#!/bin/sh
# run.sh [TARGET…]: libFuzzer over the front end and the readers (clang, its runtime:
# libclang-rt-dev).  FUZZ_SECONDS=300 each; what it learns stays in build/fuzz/corpus, a
# finding is left in build/fuzz and fails the run.  The corpus in the tree is the seed.
set -eu
cd "$(dirname "$0")/../.."
seconds=${FUZZ_SECONDS:-300} out=build/fuzz
flags="-std=c17 -D_POSIX_C_SOURCE=200809L -DMEM_NO_GC -O1 -g -fsanitize=address,undefined
-fno-sanitize-recover=all -fno-omit-frame-pointer -I. -Ibuild/san/gen"
libs=$(pkg-config --cflags --libs libpcre2-8 libutf8proc zlib libzstd)
make -s SAN=1 build/san/gen/parser.c build/san/gen/lexer.c build/san/gen/stdlib.c
mkdir -p "$out/obj"
objects=""
for c in grammar/*.c interp/base/*.c interp/lang/*.c interp/time/*.c interp/sema/*.c interp/engine/*.c \
    interp/io/*.c interp/study/*.c build/san/gen/*.c; do
    o=$out/obj/$(echo "$c" | tr / _ | sed 's/c$/o/')
    objects="$objects $o"
    # shellcheck disable=SC2086
    [ "$o" -nt "$c" ] || clang $flags -fsanitize=fuzzer-no-link -w -c -o "$o" "$c"
done
export ASAN_OPTIONS=detect_leaks=0
status=0
for t in ${*:-policy ndjson csv}; do
    # shellcheck disable=SC2086
    clang $flags -fsanitize=fuzzer -o "$out/${t}_fuzz" "tests/fuzz/${t}_fuzz.c" $objects $libs
    mkdir -p "$out/corpus/$t"
    echo "-- $t, $seconds s"
    if "$out/${t}_fuzz" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$out/$t-" "$out/corpus/$t" "tests/fuzz/corpus/$t" > "$out/$t.log" 2>&1; then
        grep -E 'stat::number_of_executed_units|stat::new_units_added' "$out/$t.log"
        echo "no finding"
    else
        tail -40 "$out/$t.log"
        status=1
    fi
done
exit $status
