#!/bin/sh
# readme.sh ACORDO: what README.md and grammar/LANGUAGE.md quote is what happens.
cd "$(dirname "$0")/.." || exit 1
exec python3 tests/docs/readme.py "$@"
