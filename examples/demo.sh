#!/bin/sh
# The main job on a real example: leads of a clinic in, decisions out.
set -eu
cd "$(dirname "$0")/clinic"
case $1 in /*) acordo=$1 ;; *) acordo=../../$1 ;; esac
echo "\$ acordo run policy.sla leads.csv --as-of 2026-06-30T18:00-03:00 --format table | head -20"
"$acordo" run policy.sla leads.csv --as-of 2026-06-30T18:00-03:00 --format table | head -20
