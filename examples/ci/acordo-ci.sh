#!/bin/sh
# acordo-ci.sh BASE [INPUT… OPTION…]: what a pull request does to the policies of a repository.
# acordo-ci.sh --staged: the same checks of what is staged, for a hook; nothing is compared.
#
# BASE is what it goes into, such as origin/main.  Run it at the top of the repository.  Looked at
# are the policies in whose folder something changed: with them their modules, sets and tests.
# What stands behind BASE goes to `acordo diff` behind the two policies: leads, facts, --as-of,
# --guard, --fail-on.  Findings go to standard output, in GitHub Actions as annotations; into
# $ACORDO_OUT (acordo-ci) go comment.md for the pull request, check.sarif, check.xml and tests.xml
# (JUnit).  Policies with leads of their own are a run each: $ACORDO_POLICIES (*.sla) is which
# files are looked at, as git takes them, a line each.
# Exit code: 0, or the highest that a command had, see `acordo help exits`.
# shellcheck disable=SC2086 # lists of names are split at the ends of their lines
set -uf
IFS='
'
acordo=${ACORDO:-acordo}
out=${ACORDO_OUT:-acordo-ci}
files=${ACORDO_POLICIES:-*.sla}
worst=0
note() { [ "$1" -le "$worst" ] || worst=$1; }
quit() { echo "acordo-ci.sh: $1" >&2; exit 2; }
lines() { tr '\0' '\n'; } # of git's -z: names as they are, none quoted
# A name that could be an option, or a revision.
plain() { sed -e 's/^-/.\/-/' -e 's/^git:/.\/git:/'; }

[ $# -gt 0 ] || quit "which BASE?  acordo-ci.sh BASE [INPUT…]"
prefix=$(git rev-parse --show-prefix) || exit 2
[ -z "$prefix" ] || quit "run it at the top of the repository"

# The policies among the files: those with a lead block or a policy block, others being modules.
# Those that changed, themselves or beside or below them, are printed.
changed_policies() { # [--cached]
    git grep -lzE "$@" '^(lead|policy|política)[ {]' -- $files | lines | grep -v '_test\.sla$' |
        while read -r policy; do
            git --literal-pathspecs diff --quiet "$@" "$since" -- "$(dirname "./$policy")" || printf '%s\n' "$policy"
        done
}
changed_files() { git diff -z --name-only --diff-filter=d "$@" "$since" -- $files | lines; }

if [ "$1" = --staged ]; then
    since=$(git rev-parse -q --verify HEAD) || since=$(git hash-object -t tree /dev/null)
    policies=$(changed_policies --cached | sed 's/^/git::/')
    changed=$(changed_files --cached | sed 's/^/git::/')
    [ -z "$changed" ] || "$acordo" fmt --check $changed || note $?
    [ -z "$policies" ] || "$acordo" check --quiet $policies || note $?
    [ -z "$policies" ] || said=$("$acordo" test --quiet $policies) || { note $?; printf '%s\n' "$said"; }
    [ $worst -eq 0 ] || echo "Not committed; git commit --no-verify goes past it." >&2
    exit "$worst"
fi

case $1 in -*) quit "BASE is a revision: $1" ;; esac
git rev-parse -q --verify "$1^{commit}" > /dev/null || quit "there is no revision $1"
since=$(git merge-base "$1" HEAD) || quit "$1 and HEAD share no commit: fetch the whole history (fetch-depth: 0)"
since=$(git rev-parse --short "$since")
shift
mkdir -p "$out" || exit 2
policies=$(changed_policies)
changed=$(changed_files)
n=$(printf '%s' "$policies" | grep -c '')

# -- each policy as it was and as it is ------------------------------------------------------

renamed() { git diff -z --name-status -M --diff-filter=R "$since" -- $files | lines; }

# The policy's name at BASE; nothing where it is new.
name_before() {
    if git cat-file -e "$since:$1" 2> /dev/null; then printf '%s\n' "$1"; return; fi
    renamed | while read -r _ && read -r old && read -r new; do
        [ "$new" != "$1" ] || printf '%s\n' "$old"
    done
}

# The section of one policy; none where nothing changed that can be seen.
compare() { # POLICY [INPUT… OPTION…]
    policy=$1
    shift
    old=$(name_before "$policy")
    if [ -z "$old" ]; then printf '**New policy: %s**\n' "$policy"; return; fi
    if ! "$acordo" check --quiet "git:$since:$old" > /dev/null; then
        printf '**%s did not compile before**\n' "$policy"
        return
    fi
    text=$("$acordo" diff --quiet --format markdown "git:$since:$old" "$(printf '%s\n' "$policy" | plain)" "$@")
    code=$?
    if [ "$old" = "$policy" ]; then
        case $code$text in '0**✓'*) ! git --literal-pathspecs diff --quiet "$since" -- "$policy" || return 0 ;; esac
    else printf '_%s was %s._\n\n' "$policy" "$old"; fi
    [ -z "$text" ] || printf '%s\n' "$text"
    return $code
}

gone() {
    git diff -z --name-only -M --diff-filter=D "$since" -- $files | lines | while read -r policy; do
        ! git show "$since:$policy" | grep -qE '^(lead|policy|política)[ {]' || printf '\n**Removed: %s**\n' "$policy"
    done
}

{
    for policy in $policies; do
        section=$(compare "$policy" "$@")
        note $?
        [ -z "$section" ] || [ "$n" -lt 2 ] || printf '### %s\n\n' "$policy"
        [ -z "$section" ] || printf '%s\n\n' "$section"
    done
    gone
} > "$out/comment.md"

# -- all of them together ----------------------------------------------------------------------

format=human
[ -z "${GITHUB_ACTIONS:-}" ] || format=github
policies=$(printf '%s\n' "$policies" | plain)
changed=$(printf '%s\n' "$changed" | plain)
if [ -n "$policies" ]; then
    "$acordo" check --format "$format" $policies
    code=$?
    note $code
    "$acordo" check --quiet --format sarif $policies > "$out/check.sarif"
    "$acordo" check --quiet --format junit $policies > "$out/check.xml"
    [ $code -eq 0 ] || "$acordo" check --quiet --format markdown $policies >> "$out/comment.md"
    "$acordo" test --quiet --format junit $policies > "$out/tests.xml"
    code=$?
    note $code
    [ $code -ne 1 ] || "$acordo" test --quiet --format markdown $policies >> "$out/comment.md"
fi
if [ -n "$changed" ]; then
    laid=$("$acordo" fmt --check --quiet $changed)
    note $?
    [ -z "$laid" ] || printf '\nNot in the one layout (acordo fmt --write):\n%s\n' "$laid" | tee -a "$out/comment.md"
fi

# A comment on GitHub has room for 65,536 characters.  By its last line it is found again.
[ -s "$out/comment.md" ] || echo "No policy changes." > "$out/comment.md"
awk '{ n += length($0) + 1 } n > 60000 { print "\n… the rest is among the files of this run."; exit } { print }' \
    "$out/comment.md" > "$out/comment.cut"
printf '\n<!-- acordo-ci -->\n' >> "$out/comment.cut"
mv "$out/comment.cut" "$out/comment.md"
exit "$worst"
