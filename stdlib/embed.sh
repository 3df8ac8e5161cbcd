#!/bin/sh
# embed.sh DIR: the modules under DIR as C, for build/gen/stdlib.c.  stdlib/calendar/br.sla
# is the module std.calendar.br; its bytes are a row of std_modules (interp/study/modules.h).
set -eu
export LC_ALL=C
dir=$1
files=$(find "$dir" -name '*.sla' ! -name '*_test.sla' | sort)
echo '/* Made by stdlib/embed.sh. */'
echo '#include "interp/study/modules.h"'
i=0
for f in $files; do
    printf 'static const unsigned char text_%d[] = {\n' "$i"
    od -An -v -tu1 "$f" | sed 's/  */,/g; s/^,//; s/$/,/'
    echo '0};'
    i=$((i + 1))
done
echo 'const StdModule std_modules[] = {'
i=0
for f in $files; do
    name=$(echo "${f#"$dir"/}" | sed 's/\.sla$//; s|/|.|g')
    printf '{"std.%s", text_%d, sizeof text_%d - 1},\n' "$name" "$i" "$i"
    i=$((i + 1))
done
echo '{0, 0, 0}};'
