#!/bin/sh
# An include points to its own layer or a lower one.  Tables (*.def) are free.
cd "$(dirname "$0")/.." || exit 1
level() {
    case $1 in
    interp/app/*) echo 8 ;; interp/study/*) echo 7 ;; interp/io/*) echo 6 ;;
    interp/engine/*) echo 5 ;; interp/sema/*) echo 4 ;; grammar/*) echo 3 ;;
    interp/lang/* | interp/time/*) echo 2 ;; interp/base/*) echo 1 ;;
    tests/*) echo 9 ;; *) echo 0 ;;
    esac
}
bad=0
for f in grammar/*.[chly] interp/*/*.[ch]; do
    own=$(level "$f")
    for i in $(sed -n 's/^ *# *include "\(.*\)".*/\1/p' "$f" | grep -v '\.def$'); do
        if [ "$(level "$i")" -gt "$own" ]; then echo "$f: includes $i, from above"; bad=1; fi
    done
    case $f in interp/base/mem.c) ;; *)
        if grep -q '^ *# *include <gc' "$f"; then echo "$f: only mem.c knows <gc.h>"; bad=1; fi ;;
    esac
    case $f in interp/app/*) ;; *)
        if grep -nE '(^|[^a-z_])(printf|puts|perror|exit|getenv|isatty|localtime|setlocale|clock_gettime|time)\(' "$f" |
            grep -vE '^[0-9]+: *(/?\*|//)'; then
            echo "$f: only app prints, exits, reads clock or environment"; bad=1
        fi ;;
    esac
done
for d in $(ls -A | grep -vE '^(grammar|interp|stdlib|examples|tests|Makefile|README\.md|LICENSE|build|\..*)$'); do
    echo "$d: not at the top level"; bad=1
done
exit $bad
