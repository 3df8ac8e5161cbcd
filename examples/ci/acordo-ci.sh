#!/bin/sh
# acordo-ci.sh BASE [INPUT… OPTION…]: what a pull request does to the policies of a repository.
#
# BASE is what it goes into: origin/main.  The rest is handed to `acordo diff` behind the two
# policies: leads, facts, --as-of, --guard.  Into $ACORDO_OUT (acordo-ci) go comment.md, for the
# pull request, tests.xml (JUnit) and, in GitHub Actions, annotations to standard output.
# Policies are the .sla files with a `lead` block, others being modules; or those named in $ACORDO_POLICIES.
# Exit code: 0, or the gravest of what was found, see `acordo help exits`.
set -u
base=${1:?acordo-ci.sh BASE [INPUT…]}
shift
acordo=${ACORDO:-acordo}
out=${ACORDO_OUT:-acordo-ci}
mkdir -p "$out"
: > "$out/comment.md"
worst=0
note() { [ "$1" -le "$worst" ] || worst=$1; }

since=$(git merge-base "$base" HEAD) || exit 2
policies=${ACORDO_POLICIES:-$(git grep -lE '^lead ' HEAD -- '*.sla' | sed 's/^HEAD://')}
changed=$(git diff --name-only --diff-filter=d "$since" HEAD -- '*.sla')
format=human
[ -z "${GITHUB_ACTIONS:-}" ] || format=github

if [ -n "$policies" ]; then
    # shellcheck disable=SC2086
    "$acordo" check --format "$format" $policies; note $?
    # shellcheck disable=SC2086
    "$acordo" test --format junit $policies > "$out/tests.xml"; note $?
fi
if [ -n "$changed" ]; then
    # shellcheck disable=SC2086
    "$acordo" fmt --check $changed; note $?
fi

# A module that changed may change any policy: each is compared, and told of if it did.
several=
for policy in $policies; do
    if ! git cat-file -e "$since:$policy" 2> /dev/null; then
        printf '**New policy: %s**\n\n' "$policy" >> "$out/comment.md"
        continue
    fi
    "$acordo" diff --quiet --format markdown "git:$since:$policy" "$policy" "$@" > "$out/one.md"
    code=$?
    note $code
    if [ $code -eq 0 ] && git diff --quiet "$since" HEAD -- "$policy" &&
        grep -q '^\*\*✓' "$out/one.md"; then continue; fi
    [ -z "$several" ] || printf '\n### %s\n\n' "$policy" >> "$out/comment.md"
    cat "$out/one.md" >> "$out/comment.md"
    several=yes
done
rm -f "$out/one.md"
for gone in $(git diff --name-only --diff-filter=D "$since" HEAD -- '*.sla'); do
    printf '\n**Removed: %s**\n' "$gone" >> "$out/comment.md"
done
[ -s "$out/comment.md" ] || echo "No policy changes." > "$out/comment.md"
exit "$worst"
