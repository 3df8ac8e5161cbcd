#!/bin/sh
# gen_keywords.sh KEYWORDS.DEF PARSER.Y -- the grammar with its words put in.
#
# Every row of keywords.def but the BUILTIN ones makes a token, whose alias is its English
# spelling; every SOFT one but `of` and `at` (parser.y says why) makes an alternative of
# `word`.  Bison then proves that no soft word can be mistaken: 0 conflicts.
set -eu
exec awk -v q="'" '
FNR == 1 { file++ }
file == 1 && /^KEYWORD\([A-Z]/ {
    id = $0; sub(/^KEYWORD\(/, "", id); sub(/,.*/, "", id)
    en = $0; sub(/^[^"]*"/, "", en); sub(/".*/, "", en)
    kind = $0; sub(/\)[^)]*$/, "", kind); sub(/.*[ ,]/, "", kind)
    if (kind != "BUILTIN")
        tokens = tokens sprintf("%%token <tok> %-14s \"%s\"\n", id, en)
    if (kind == "SOFT" && en != "of" && en != "at")
        words = words sprintf("  | \"%s\"\n", en)
    next
}
file == 1 { next }
/^%words$/ { printf "%s", tokens; next }
/^  %soft-words$/ { printf "%s", words; next }
{ print }
' "$1" "$2"
