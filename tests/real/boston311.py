"""100 requests in a dozen file formats: sound ones agree, broken ones are told."""
import json
import os
import re
import tempfile

from acordo import DATA, HERE, acordo, check, compare, decide, expected, histogram
from reported import OTHERS, figures, united

ROOT = os.path.join(DATA, "boston311_100")
FIELDS = ["id", "persona", "on_time", "department", "source", "reason", "neighborhood", "case_status", "disagrees",
          "negative", "closed_at", "promised_at", "opened_at", "on_weekend"]
LINEAR = "an interpolated median or quantile; pNN is nearest-rank"
DISTS = [("Q2_resolution_seconds", "all_closed"), ("Q2_resolution_seconds", "by_department", "*"),
         ("Q4_target_pattern", "target_minus_open_hours")]
NOT_COMPARED = {
    ("_about", "file"): "text", ("_about", "sha256"): "what the file is", ("_about", "nulls"): "text",
    ("_about", "time"): "text", ("Q1_sla_recomputed", "definition"): "text",
    **{d + (q,): LINEAR for d in DISTS for q in ("median_linear", "p90_linear", "p95_linear")},
}
# After the last promised date, so that what is still open is late.
AS_OF = ("--as-of", "2022-12-31")


def path(name):
    return os.path.join(ROOT, name)


def rewritten(folder, name, change):
    """The policy with another reading of its instants."""
    with open(os.path.join(HERE, "boston311.sla"), encoding="utf-8") as f:
        text = f.read()
    with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
        f.write(change(text))
    check(change(text) != text, "boston311: %s is another policy" % name)
    return f.name


def decided(rows):
    """Figures by grouping the decisions."""
    local = sorted(r["opened_at"][:19].replace("T", " ") for r in rows)
    reasons = histogram(r["reason"] for r in rows)
    return {
        "_about": {"rows": len(rows), "distinct_case_ids": len({r["id"] for r in rows}), "open_dt_range": [local[0], local[-1]]},
        "Q1_sla_recomputed": {"status": histogram(r["persona"] for r in rows),
                              "crosstab_with_ontime": histogram(r["persona"] + "|" + r["on_time"] for r in rows)},
        "Q2_resolution_seconds": {"negative": sum(1 for r in rows if r["negative"])},
        "Q3_counts": {
            "by_case_status": histogram(r["case_status"] for r in rows),
            "by_department": histogram(r["department"] for r in rows),
            "by_source": histogram(r["source"] for r in rows),
            "by_reason_top5": top(reasons),
            "by_neighborhood": histogram(r["neighborhood"] or " " for r in rows)},
        "Q4_target_pattern": {
            "target_time_of_day_08:30:00": sum(1 for r in rows if (r["promised_at"] or "")[11:19] == "08:30:00"),
            "targets_on_weekend": sum(1 for r in rows if r["on_weekend"])},
    }


def top(counts):
    return [list(x) for x in sorted(counts.items(), key=lambda t: (-t[1], t[0]))[:5]]


def counted(report, naive):
    """The same, as the report counts them.  The expected file subtracts wall times as they
    stand (`naive`), so its lengths lack the hour that the night of 13 March 2022 skipped."""
    local = lambda name: report.value(name)[:19].replace("T", " ")
    standing = {g: report.value("standing", *g) for g in report.groups("standing")}
    status = {}
    for (persona, _), n in standing.items():
        status[persona] = status.get(persona, 0) + n
    reasons = report.by("top_reasons")
    check(reasons.pop(OTHERS) == 100 - sum(reasons.values()), "boston311: reasons after the first five")
    return {
        "_about": {"rows": report.raw["inputs"][0]["accepted"], "distinct_case_ids": report.value("requests"),
                   "open_dt_range": [local("first_opened"), local("last_opened")]},
        "Q1_sla_recomputed": {"status": status, "crosstab_with_ontime": {"|".join(g): n for g, n in standing.items()}},
        "Q2_resolution_seconds": {
            "all_closed": naive.dist("took"), "negative": report.value("backwards"),
            "by_department": {g: naive.dist("took", g) for (g,) in naive.groups("took_mean")}},
        "Q3_counts": {
            "by_case_status": report.by("by_status"), "by_department": report.by("by_department"),
            "by_source": report.by("by_source"), "by_reason_top5": top(reasons),
            "by_neighborhood": report.by("by_place", missing=" ")},
        "Q4_target_pattern": {"target_minus_open_hours": naive.dist("given", unit=3600),
                              "targets_on_weekend": report.value("on_weekends")},
    }


def skipped_hour(rows, report, naive):
    """Elapsed time is what passed: an hour less than the wall times say, over that night."""
    spring = lambda r, end: r["opened_at"][19:] == "-05:00" and (r[end] or "")[19:] == "-04:00"
    for prefix, end in (("took", "closed_at"), ("given", "promised_at")):
        n = sum(spring(r, end) for r in rows)
        less = naive.dist(prefix)["sum"] - report.dist(prefix)["sum"]
        check(n > 0 and less == 3600 * n, "boston311: %s: %d requests over the night, %s seconds less" % (prefix, n, less))


def promises(rows, report):
    """The clause says of all hundred what the city's flag says: late, or not."""
    late = {r["id"] for r in rows if r["on_time"] == "OVERDUE"}
    status = {d["lead"]: d["clauses"]["promise"]["status"] for d in decide("boston311.sla", [path("boston311-100.csv")], *AS_OF)}
    check(len(status) == 100, "boston311: %d statuses" % len(status))
    check({i for i, s in status.items() if s == "breached"} == late, "boston311: a status disagrees with the flag")
    check({s for i, s in status.items() if i not in late} == {"met", "none"}, "boston311: what is on time is met, or was not promised")
    # And so do the clause's own figures: 72 of 89 promises, none of them flagged as late.
    check(report.rates("kept") == {"ONTIME": {"num": 72, "den": 72, "rate": 1}, "OVERDUE": {"num": 0, "den": 17, "rate": 0}},
          "boston311: %r" % report.rates("kept"))
    check({s: n for s, n in report.raw["clauses"][0]["status"].items() if n} == {"none": 11, "met": 72, "breached": 17}, "boston311: statuses")
    january = report.sets["promise", "base"]["2022-01"][()]
    check((january.over, january.under, january.verdict) == (72, 89, "missed"), "boston311: attainment of January: %r" % (january,))
    check(report.raw["clauses"][0]["late"] == 12, "boston311: twelve are late and still open")


def run():
    file = [path("boston311-100.csv")]
    rows = decide("boston311.sla", file, select=FIELDS)
    check([r["id"] for r in rows if r["disagrees"]] == [], "boston311: recomputed disagrees with the flag")
    report = figures("boston311.sla", file, *AS_OF)
    with tempfile.TemporaryDirectory() as folder:
        utc = rewritten(folder, "naive.sla", lambda text: text.replace("America/New_York", "UTC"))
        naive = figures(utc, file, *AS_OF)
    compare("boston311_100", expected("boston311_100"), united("boston311", decided(rows), counted(report, naive)), NOT_COMPARED)
    skipped_hour(rows, report, naive)
    promises(rows, report)
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
    with tempfile.TemporaryDirectory() as folder:
        dmy = rewritten(folder, "dmy.sla", lambda text: re.sub(r'from "(open|target|closed)_dt"', r'\g<0> format "%d/%m/%Y %H:%M:%S"', text))
        check(decide(dmy, [path("boston311-dmy-100.csv")], select=FIELDS) == rows, "boston311: day-first dates")
        # Without times a date alone is no instant, unless the policy says which hour it stands for.
        out, err = acordo("run", os.path.join(HERE, "boston311.sla"), path("boston311-100-notime.csv"), "--format", "ndjson")
        check(out == "" and "100" in err, "boston311: bare dates are data faults of a timestamp")
        days = rewritten(folder, "days.sla", lambda text: re.sub(r'from "(open|target|closed)_dt"', lambda m:
                         m[0] + " dates at " + ("24:00" if m[1] == "target" else "00:00"), text))
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
