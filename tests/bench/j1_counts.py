#!/usr/bin/env python3
"""j1_counts.py REPORT.csv: the figures of j1.sla's report, one line a month and source, as
LIMIT prints its counts: leads, stages, met, breached, pending, points of fit and engagement.

LIMIT calls the stage `prospect` "lead", and counts a clock that has not started under none.
"""
import csv
import sys
from collections import Counter

STAGES = ["subscriber", "prospect", "mql", "sal", "disqualified"]
cell = Counter()
with open(sys.argv[1], encoding="utf-8") as f:
    for row in csv.DictReader(f):
        group = (row["group_1"], row.get("group_2", ""), row.get("group_3", ""))
        if row["metric"] != "value" or row["rows"] != "group":
            continue
        key = (row["period"], group[0])
        n = int(row["value"] or 0)
        if row["name"] == "volume":
            cell[key, "n"] += n
            cell[key, group[1] or group[2]] += n
        elif row["name"] == "responses":
            cell[key, group[1]] += n
        else:
            cell[key, row["name"]] += n
for month, source in sorted({k for k, _ in cell}):
    at = lambda what: cell[(month, source), what]
    if at("n") == 0:
        continue
    pending = at("running") + at("at_risk")
    print(month, source, at("n"), *(at(s) for s in STAGES), at("met"), at("breached"), pending, at("fit_points"), at("eng_points"))
