"""100 requests in a dozen file formats: sound ones agree, broken ones are told."""
import json
import os
import tempfile

from acordo import DATA, HERE, acordo, check, compare, decide, expected, histogram

ROOT = os.path.join(DATA, "boston311_100")
FIELDS = ["id", "persona", "on_time", "department", "source", "reason", "neighborhood", "case_status", "disagrees",
          "negative", "closed_at known", "promised_at known", "promised_at", "opened_at", "on_weekend"]
MEASURE = "issue 3: a measure (min, max, sum, mean, quantiles)"
LINEAR = "an interpolated median or quantile; pNN is nearest-rank"
DISTS = [("Q2_resolution_seconds", "all_closed"), ("Q2_resolution_seconds", "by_department", "*"),
         ("Q4_target_pattern", "target_minus_open_hours")]
NOT_COMPARED = {
    ("_about", "file"): "text", ("_about", "sha256"): "what the file is", ("_about", "nulls"): "text",
    ("_about", "time"): "text", ("Q1_sla_recomputed", "definition"): "text",
    **{d + (q,): LINEAR for d in DISTS for q in ("median_linear", "p90_linear", "p95_linear")},
    **{d + (q,): MEASURE for d in DISTS for q in ("min", "max", "sum", "mean", "median_nearest", "p90_nearest", "p95_nearest")},
}


def path(name):
    return os.path.join(ROOT, name)


def figures(rows):
    status = lambda r: r["persona"]
    local = sorted(r["opened_at"][:19].replace("T", " ") for r in rows)
    closed = [r for r in rows if r["closed_at known"]]
    reasons = histogram(r["reason"] for r in rows)
    crosstab = histogram(status(r) + "|" + r["on_time"] for r in rows)
    departments = sorted({r["department"] for r in rows})
    return {
        "_about": {"rows": len(rows), "distinct_case_ids": len({r["id"] for r in rows}), "open_dt_range": [local[0], local[-1]]},
        "Q1_sla_recomputed": {"status": histogram(map(status, rows)), "crosstab_with_ontime": crosstab},
        "Q2_resolution_seconds": {
            "all_closed": {"n": len(closed)}, "negative": sum(1 for r in rows if r["negative"]),
            "by_department": {d: {"n": sum(r["department"] == d for r in closed)} for d in departments}},
        "Q3_counts": {
            "by_case_status": histogram(r["case_status"] for r in rows),
            "by_department": histogram(r["department"] for r in rows),
            "by_source": histogram(r["source"] for r in rows),
            "by_reason_top5": [list(x) for x in sorted(reasons.items(), key=lambda t: (-t[1], t[0]))[:5]],
            "by_neighborhood": histogram(r["neighborhood"] or " " for r in rows)},
        "Q4_target_pattern": {
            "target_time_of_day_08:30:00": sum(1 for r in rows if (r["promised_at"] or "")[11:19] == "08:30:00"),
            "target_minus_open_hours": {"n": sum(1 for r in rows if r["promised_at known"])},
            "targets_on_weekend": sum(1 for r in rows if r["on_weekend"])},
    }


def run():
    rows = decide("boston311.sla", [path("boston311-100.csv")], select=FIELDS)
    check([r["id"] for r in rows if r["disagrees"]] == [], "boston311: recomputed disagrees with the flag")
    compare("boston311_100", expected("boston311_100"), figures(rows), NOT_COMPARED)
    variants(rows)
    broken()


def variants(rows):
    """The same hundred requests, however they are written, give the same answers."""
    # A blank neighbourhood is a blank in the tables, null in the JSON.
    plain = lambda rs: [{**r, "neighborhood": (r["neighborhood"] or "").strip()} for r in rs]
    for name in ("boston311-100.csv.gz", "boston311-100.tab", "boston311-100.jsonl", "boston311-100-untrimmed.jsonl",
                 "boston311-100-with-nonascii.csv", "boston311-100-with-fake-pii.csv"):
        other = decide("boston311.sla", [path(name)], select=FIELDS)
        check(len(other) == 100, "boston311: %s has %d records" % (name, len(other)))
        differ = [(x, y) for x, y in zip(plain(rows), plain(other)) if x != y]
        check(differ == [], "boston311: %s differs: %r" % (name, differ[:1]))
    with open(os.path.join(HERE, "boston311.sla"), encoding="utf-8") as f:
        policy = f.read()
    with tempfile.TemporaryDirectory() as folder:
        dmy = os.path.join(folder, "dmy.sla")
        with open(dmy, "w", encoding="utf-8") as f:
            f.write(policy.replace('from "open_dt"', 'from "open_dt" format "%d/%m/%Y %H:%M:%S"')
                    .replace('from "target_dt"', 'from "target_dt" format "%d/%m/%Y %H:%M:%S"')
                    .replace('from "closed_dt"', 'from "closed_dt" format "%d/%m/%Y %H:%M:%S"'))
        check(decide(dmy, [path("boston311-dmy-100.csv")], select=FIELDS) == rows, "boston311: day-first dates")
        # Without times a date alone is no instant, unless the policy says which hour it stands for.
        out, err = acordo("run", os.path.join(HERE, "boston311.sla"), path("boston311-100-notime.csv"), "--format", "ndjson")
        check(out == "" and "100" in err, "boston311: bare dates are data faults of a timestamp")
        days = os.path.join(folder, "days.sla")
        with open(days, "w", encoding="utf-8") as f:
            f.write(policy.replace('from "open_dt"', 'from "open_dt" dates at 00:00')
                    .replace('from "target_dt"', 'from "target_dt" dates at 24:00')
                    .replace('from "closed_dt"', 'from "closed_dt" dates at 00:00'))
        status = histogram(r["persona"] for r in decide(days, [path("boston311-100-notime.csv")], select=FIELDS))
        check(sum(status.values()) == 100 and status["no_target"] == 11 and status["open"] == 12, "boston311: dates at")
    for name, n in (("boston311-100-20dupes-random.csv", 100), ("boston311-100-deduped.csv", 80), ("boston311-100-diff.csv", 100)):
        check(len(decide("boston311.sla", [path(name)], select=["id"])) == n, "boston311: %s" % name)
    both = decide("boston311.sla", [path("boston311-100.csv"), path("boston311-100.jsonl")], select=["id", "persona"])
    check(both[:100] == both[100:] and len(both) == 200, "boston311: two inputs, one run")


def broken():
    """One record of 30 cells goes to the rejects; a zip is not read as a table."""
    with tempfile.TemporaryDirectory() as folder:
        rejects = os.path.join(folder, "rejects.ndjson")
        rows = decide("boston311.sla", [path("boston311-100-bad.tsv")], "--rejects", rejects, select=["id"])
        with open(rejects, encoding="utf-8") as f:
            bad = [json.loads(line) for line in f]
        check(len(rows) + len(bad) == 100, "boston311: accepted %d + rejected %d = 100" % (len(rows), len(bad)))
        check(len(bad) == 1 and bad[0]["source"].endswith("bad.tsv"), "boston311: the broken record: %r" % bad[:1])
        with open(path("boston311-100-bad.tsv"), "rb") as f:
            whole = f.read()
        if bad:
            line = whole.splitlines(keepends=True)[bad[0]["line"] - 1]
            check(whole[bad[0]["offset"]:].startswith(line) and line.count(b"\t") != 28, "boston311: line and offset of the broken record")
            check(bad[0]["record"] == line.decode().rstrip("\r\n"), "boston311: the record goes whole to the rejects")
    _, err = acordo("run", os.path.join(HERE, "boston311.sla"), path("boston311-100.csv.zip"), exit_code=2)
    check("zip" in err, "boston311: a zip archive is named as such")
