#!/bin/sh
# run.sh BUILD: speed and memory, as ratios to the yardsticks in one run.
#
#   ACORDO_YARDSTICKS=DIR   the folder of the defined job (build.sh, bench.py, src, gen);
#                           without it only our own figures are printed
#   RECORDS=1000000  ROUNDS=7
# Yardsticks and data are built once, in BUILD/yard (python3, g++, libsimdjson-dev).
set -eu
cd "$(dirname "$0")/../.."
build=$1 records=${RECORDS:-1000000} rounds=${ROUNDS:-7}
yard=$PWD/$build/yard acordo=$PWD/$build/acordo policy=$PWD/tests/bench/j1.sla
asof=2026-07-01T12:00Z
if [ -z "${ACORDO_YARDSTICKS:-}" ]; then
    echo "SKIP yardsticks: ACORDO_YARDSTICKS is not set; no ratio is measured"
    "$build/tests/bench/eval_bench"
    "$build/tests/bench/calendar_bench"
    exit 0
fi
[ -s "$yard/data/j1m.ndjson" ] || bash "$ACORDO_YARDSTICKS/build.sh" "$yard" "$records"
data=$yard/data/j1m.ndjson
n=$(wc -l < "$data")

echo "-- the same decisions as LIMIT, lead by lead ($n leads)"
"$yard/bin/j1_limit" "$data" lead 1 2> "$yard/limit.err" |
    sed 's/.*"id":"\([^"]*\)","fit":\([0-9]*\),"engagement":\([0-9]*\),"grade":"\(.\)\(.\)","stage":"\([a-z]*\)".*/\1,\2,\3,\4,\5,\6/' |
    grep '^L' > "$yard/limit.csv" || true
"$acordo" run "$policy" "$data" --as-of $asof --quiet --format csv \
    --select 'id,fit,engagement,letter,digit,stage,exit' | sed '1d
s/,one,/,1,/
s/,two,/,2,/
s/,three,/,3,/
s/,four,/,4,/
s/,prospect,/,lead,/
s/,,disqualified$/,disqualified/
s/,$//' > "$yard/acordo.csv"
cmp "$yard/limit.csv" "$yard/acordo.csv" && echo "equal"

echo "-- the same counts as LIMIT: month x source, stages, clock, points (its calendar has no holidays)"
sed '/closed .*br, br_sp/d' "$policy" > "$yard/j1_no_holidays.sla"
"$yard/bin/j1_limit" "$data" agg 1 2> /dev/null | grep '^2' | cut -d' ' -f1-13 | sort > "$yard/limit.counts"
"$acordo" report "$yard/j1_no_holidays.sla" "$data" --as-of $asof --quiet --format csv -o "$yard/counts.csv"
python3 tests/bench/j1_counts.py "$yard/counts.csv" | sort | cmp - "$yard/limit.counts" && echo "equal: $(wc -l < "$yard/limit.counts") rows"

echo "-- the whole report, holidays and all, one thread: at most 1.6 x LIMIT"
printf 'LIMIT, counts\t%s\t%s\n' "$n" "$yard/bin/j1_limit $data agg 1" > "$yard/report.cmds"
printf 'acordo report\t%s\t%s\n' "$n" "$acordo report $policy $data --as-of $asof --quiet --format csv" >> "$yard/report.cmds"
python3 "$ACORDO_YARDSTICKS/bench.py" -n "$rounds" -R "$n" "$yard/report.cmds"

echo "-- a line a lead, one thread: at most 2.2 x LIMIT"
printf 'LIMIT, a line a lead\t%s\t%s\n' "$n" "$yard/bin/j1_limit $data lead 1" > "$yard/j1.cmds"
printf 'acordo run, a line a lead\t%s\t%s\n' "$n" "$acordo run $policy $data --as-of $asof --quiet --format ndjson" >> "$yard/j1.cmds"
printf 'acordo run, no line written\t%s\t%s\n' "$n" "$acordo run $policy $data --as-of $asof --quiet --format ndjson --select fit --where 'fit = 1000'" >> "$yard/j1.cmds"
python3 "$ACORDO_YARDSTICKS/bench.py" -n "$rounds" -R "$n" "$yard/j1.cmds"

echo "-- a change of policy over the leads: at most 1.5 x one run, a line a lead"
sed 's/+20 when employees >= 1000/+15 when employees >= 1000/' "$policy" > "$yard/j1_changed.sla"
printf 'acordo run, a line a lead\t%s\t%s\n' "$n" "$acordo run $policy $data --as-of $asof --quiet --format ndjson" > "$yard/diff.cmds"
printf 'acordo report\t%s\t%s\n' "$n" "$acordo report $policy $data --as-of $asof --quiet --format csv" >> "$yard/diff.cmds"
printf 'acordo diff\t%s\t%s\n' "$n" "$acordo diff $policy $yard/j1_changed.sla $data --as-of $asof --quiet" >> "$yard/diff.cmds"
python3 "$ACORDO_YARDSTICKS/bench.py" -n "$rounds" -R "$n" "$yard/diff.cmds"

echo "-- evaluation of decoded columns, 30 rules: at most 1.8 x the columnar interpreter (col)"
sed '/^calendar/,$d' "$policy" > "$yard/j1_rules.sla"
i=0
while [ $i -lt "$rounds" ]; do
    "$yard/bin/evalbench_30" "$data" "$yard/src/rules_30.txt" "$n" 2>/dev/null | grep '^col '
    "$build/tests/bench/eval_bench" "$yard/j1_rules.sla" "$data" "$n" | grep 'all leads'
    i=$((i + 1))
done | awk '/^col/ { sub(/^[^)]*\)/, ""); theirs = $1; t[++n] = theirs }
            /^acordo/ { ours = $(NF - 3); o[n] = ours; r[n] = ours / theirs }
            function median(a, n,  i, j, x) { for (i = 2; i <= n; i++) { x = a[i]
                for (j = i - 1; j > 0 && a[j] > x; j--) a[j + 1] = a[j]; a[j + 1] = x } return a[int((n + 1) / 2)] }
            END { printf "col %.1f ns, acordo %.1f ns a lead; median of the ratios of %d rounds %.2f\n",
                  median(t, n), median(o, n), n, median(r, n) }'

echo "-- calendars: business time and deadlines, beside a sum of the same columns"
"$build/tests/bench/calendar_bench"

echo "-- what-ifs over a base of the same leads: opened in at most 1.3 x reading; a change with its whole"
echo "   impact in at most 6 x col on this machine's two cores; a sweep of forty steps in forty times that"
sed 's/fit >= 50 and engagement >= 40/fit >= fit_bar and engagement >= 40/
s/^score fit in/threshold fit_bar = 50 in 0..100\
threshold big = 1_000 in 1..100_000\
\
score fit in/
s/+20 when employees >= 1000/+20 when employees >= big/' "$policy" > "$yard/j1_whatif.sla"
i=0
while [ $i -lt 3 ]; do
    "$yard/bin/evalbench_30" "$data" "$yard/src/rules_30.txt" "$n" 2>/dev/null | grep '^col '
    "$build/tests/bench/whatif_bench" "$yard/j1_whatif.sla" "$data" 2 "$rounds"
    i=$((i + 1))
done | awk '/^col/ { sub(/^[^)]*\)/, ""); col = $1; next }
            { v[$1] = $2 }
            /^memory/ { memory = $2 }
            /^sweep/ { k++; open[k] = v["open"] / v["read"]; f[k] = v["funnel"] / col; s[k] = v["score"] / col
                       w[k] = v["sweep"] / v["funnel"] / 40; fn[k] = v["funnel"]; sn[k] = v["score"] }
            function median(a, n,  i, j, x) { for (i = 2; i <= n; i++) { x = a[i]
                for (j = i - 1; j > 0 && a[j] > x; j--) a[j + 1] = a[j]; a[j + 1] = x } return a[int((n + 1) / 2)] }
            END { printf "opened: %.2f x reading; %d bytes a lead\n", median(open, k), memory
                  printf "a threshold of the funnel: %.1f ns a lead, %.2f x col\n", median(fn, k), median(f, k)
                  printf "a threshold of a score:    %.1f ns a lead, %.2f x col\n", median(sn, k), median(s, k)
                  printf "forty steps: %.2f x forty such changes\n", median(w, k) }'

# peak TIMES COMMAND POLICY OPTION…: the memory of a command over the leads, so often again
peak() {
    times=$1 command=$2; shift 2
    i=0; while [ "$i" -lt "$times" ]; do set -- "$@" "$data"; i=$((i + 1)); done
    printf '%s, %s leads: ' "$command" "$((n * times))"
    python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print("%.1f MB" % (resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024))' \
        "$acordo" "$command" "$policy" --as-of $asof --quiet "$@"
}
echo "-- peak memory: under 32 MB whatever the length"
for k in 1 4; do peak $k run --format ndjson; done
for k in 1 10; do peak $k report --format csv; done
