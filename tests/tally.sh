#!/bin/sh
# tally.sh FILE…: adds up lines "N passed, N failed" and prints the sum as the last line.
awk '/passed, [0-9]+ failed/ { p += $1; f += $3 } END { printf "%d passed, %d failed\n", p, f; exit f != 0 || p == 0 }' "$@"
