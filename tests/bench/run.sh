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

echo "-- what-ifs over a base: read into it at most 1.3 x read; a change with its effects at most 100 ms on two cores"
sed -e '/^funnel {/i threshold prospect_bar = 60\nthreshold crowd = 1000\n' -e 's/engagement >= 60$/engagement >= prospect_bar/' \
    -e 's/employees >= 1000$/employees >= crowd/' "$policy" > "$yard/j1_whatif.sla"
i=0
while [ $i -lt "$rounds" ]; do
    "$yard/bin/evalbench_30" "$data" "$yard/src/rules_30.txt" "$n" 2>/dev/null | grep '^col '
    "$build/tests/bench/whatif_bench" "$yard/j1_whatif.sla" "$data" 2 3
    i=$((i + 1))
done | awk -v leads="$n" '
    /^col/ { sub(/^[^)]*\)/, ""); col[++n] = $1 * leads / 1e6 }
    /^opened/ { opened[n] = $NF }
    /bytes a lead/ { bytes = $1 }
    /^-- / { two = $2 == 2 }
    two && /^(all decided|prospect_bar|crowd)/ { what = $1; ms[what, n] = $(NF - 5); of[what, n] = ms[what, n] / col[n] }
    two && /a sweep of/ { sweep[what, n] = $NF }
    function median(a, key,  v, i, j, x) { for (i = 1; i <= n; i++) v[i] = key == "" ? a[i] : a[key, i]
        for (i = 2; i <= n; i++) { x = v[i]; for (j = i - 1; j > 0 && v[j] > x; j--) v[j + 1] = v[j]; v[j + 1] = x }
        return v[int((n + 1) / 2)] }
    function line(name, what) { printf "%s: %.1f ms; ÷ evaluation (col, one core) %.2f, ÷ half of it %.2f; a sweep of 40 ÷ 40 of it %s\n",
        name, median(ms, what), median(of, what), 2 * median(of, what), sweep[what, n] }
    END { printf "read into a base ÷ read %.2f; %d bytes a lead; col %.1f ms\n", median(opened, ""), bytes, median(col, "")
          line("a bar of the funnel moved", "prospect_bar"); line("a bar of a score moved", "crowd")
          printf "all decided anew: %.1f ms\n", median(ms, "all") }'

echo "-- calendars: business time and deadlines, beside a sum of the same columns"
"$build/tests/bench/calendar_bench"

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
