#!/bin/sh
# The main job on a real example: a clinic's leads in; decisions out, and the report.
set -eu
cd "$(dirname "$0")/clinic"
case $1 in /*) acordo=$1 ;; *) acordo=$OLDPWD/$1 ;; esac
page=$(dirname "$acordo")/clinic.html
asof="--as-of 2026-06-30T18:00-03:00"
facts="spend=spend.csv team=team.csv"
show() { echo; echo "\$ acordo $*"; }
show "run policy.sla leads.csv $asof --format table | head -12"
# shellcheck disable=SC2086
"$acordo" run policy.sla leads.csv $asof --format table 2> /dev/null | head -12
show "report policy.sla leads.csv $facts $asof | head -34"
# shellcheck disable=SC2086
"$acordo" report policy.sla leads.csv $facts $asof 2> /dev/null | head -34
show "report policy.sla leads.csv $facts $asof -o $page"
# shellcheck disable=SC2086
"$acordo" report policy.sla leads.csv $facts $asof --format html --quiet -o "$page" && echo "the whole report, for a browser: $page"
