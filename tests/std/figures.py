#!/usr/bin/env python3
"""figures.py ACORDO: every figure of std.kpis, and the measures of std.clauses, over 400 random
contacts, worked out here a second time with fractions, and compared period by period."""
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta
from fractions import Fraction as F

HERE = os.path.dirname(os.path.abspath(__file__))
R = random.Random(7)
NOW = datetime(2026, 9, 30, 12, 0)
CLOSED = {date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 21), date(2026, 5, 1), date(2026, 9, 7)}
COLUMN = {"id": "Record ID", "created": "Create Date", "source": "Original Traffic Source", "value": "Recent Deal Amount",
          "contacted": "Date of first engagement", "mql": "Became a Marketing Qualified Lead Date", "sal": "Sales Accepted Date",
          "returned": "Returned to Marketing Date", "reason": "Return Reason", "sql": "Became a Sales Qualified Lead Date",
          "opportunity": "Became an Opportunity Date", "won": "Became a Customer Date", "lost": "Lost Date", "lost_reason": "Lost Reason"}
STAGES = ["mql", "sal", "sql", "opportunity", "won"]


def lead(i):
    """Steps in any order, some left out, some still to come."""
    d = dict.fromkeys(COLUMN)
    d.update(id=str(i), created=datetime(2026, 1, 1) + timedelta(minutes=R.randrange(0, 272 * 1440)),
             source=R.choice(["Organic Search", "Paid Social", "Referrals", "E-mail", None]), value=R.choice([None, F(R.randrange(1, 10**7), 100)]))
    at = d["created"]
    for s in STAGES:
        at += timedelta(minutes=R.randrange(1, 20 * 1440))
        if R.random() > 0.8:
            break
        if R.random() < 0.93:
            d[s] = at
    if d["mql"] and R.random() < 0.8:
        d["contacted"] = d["mql"] + timedelta(minutes=R.choice([-30, 10, 100, 400, 3000, 9000]))
    for s, p in (("returned", 0.25), ("lost", 0.3)):
        if R.random() < p:
            d[s] = d["created"] + timedelta(minutes=R.randrange(1, 40 * 1440))
    d["reason"] = R.choice(["no budget", "wrong profile", None])
    d["lost_reason"] = R.choice(["price", None])
    return d


def written(v):
    return "" if v is None else v.strftime("%Y-%m-%d %H:%M") if isinstance(v, datetime) else "%.2f" % v if isinstance(v, F) else v


# -- the policy's words ---------------------------------------------------------------------------

def happened(t):
    return t is not None and t <= NOW


def reached(d, stage):
    return any(happened(d[s]) for s in STAGES[STAGES.index(stage):]) if stage in STAGES else happened(d[stage])


def since(d, stage):
    return d[stage] if happened(d[stage]) else None


def month(t):
    return "%d-%02d" % (t.year, t.month)


def quarter(t):
    return "%d-Q%d" % (t.year, (t.month + 2) // 3)


def minutes_open(a, b):
    """Minutes from 9 to 18 on working days between two instants."""
    n, day = 0, a.date()
    while day <= b.date():
        if day.weekday() < 5 and day not in CLOSED:
            lo = max(a, datetime(day.year, day.month, day.day, 9))
            hi = min(b, datetime(day.year, day.month, day.day, 18))
            n += max(0, int((hi - lo).total_seconds()) // 60)
        day += timedelta(days=1)
    return n


def contact(d):
    """Open minutes on the clock of first_contact where it has an outcome, met or late; else None.
    A lead that enters an exit is not waited for from then on."""
    start = since(d, "mql")
    if start is None:
        return None
    stop = max(start, d["contacted"]) if happened(d["contacted"]) else None
    out = min((d[x] for x in ("returned", "lost") if happened(d[x]) and d[x] >= start), default=None)
    left = out is not None and (stop is None or out < stop)
    end = out if left else stop if stop is not None else NOW
    late = minutes_open(start, end) > 240
    return minutes_open(start, end) if late or (stop is not None and not left) else None


# -- figures ----------------------------------------------------------------------------------------

def rank(values, p):
    v = sorted(values)
    return v[max(0, -(-len(v) * p // 100) - 1)] if v else None


def by(rows, at, period):
    out = {}
    for d in rows:
        if happened(at(d)):
            out.setdefault(period(at(d)), []).append(d)
    return out


def minutes_of(td):
    return int(td.total_seconds()) // 60


def expected(rows):
    def at(stage):
        return lambda d: since(d, stage)

    def created(d):
        return d["created"]

    def n(stage):
        return lambda ds: sum(reached(d, stage) for d in ds)

    def share(stage):
        return lambda ds: F(sum(reached(d, stage) for d in ds), len(ds)) if ds else None

    def money(ds):
        return sum((d["value"] or 0 for d in ds if reached(d, "won")), F(0))

    def known(ds):
        return [d["value"] for d in ds if reached(d, "won") and d["value"] is not None]

    def gaps(a, b):
        return lambda ds: rank([minutes_of(b(d) - a(d)) for d in ds if a(d) and b(d)], 50)

    def called(p):
        return lambda ds: rank([m for m in map(contact, ds) if m is not None], p)

    k = {"leads": (created, month, len), "lead_to_mql": (created, month, share("mql")), "lead_to_won": (created, quarter, share("won")),
         "mqls": (at("mql"), month, n("mql")), "sals": (at("sal"), month, n("sal")), "sqls": (at("sql"), month, n("sql")),
         "opportunities": (at("opportunity"), month, n("opportunity")), "wins": (at("won"), month, n("won")),
         "mqls_by_source": (at("mql"), month, n("mql")), "mql_to_sal": (at("mql"), month, share("sal")),
         "sal_to_sql": (at("sal"), month, share("sql")), "mql_to_sql": (at("mql"), month, share("sql")),
         "sql_to_won": (at("sql"), month, share("won")), "return_rate": (at("mql"), month, share("returned")),
         "revenue": (at("won"), quarter, money), "revenue_by_source": (at("won"), quarter, money),
         "average_deal": (at("won"), quarter, lambda ds: sum(known(ds), F(0)) / len(known(ds)) if known(ds) else None),
         "median_deal": (at("won"), quarter, lambda ds: rank(known(ds), 50)),
         "time_to_mql": (at("mql"), month, gaps(created, at("mql"))), "time_to_accept": (at("sal"), month, gaps(at("mql"), at("sal"))),
         "sales_cycle": (at("won"), quarter, gaps(created, at("won"))),
         "contact_median": (at("mql"), month, called(50)), "contact_p90": (at("mql"), month, called(90)),
         "why_returned": (lambda d: d["returned"], month, n("returned")), "why_lost": (lambda d: d["lost"], month, n("lost")),
         "volume": (at("mql"), month, n("mql")), "returns": (at("mql"), month, share("returned")),
         "acceptance": (at("mql"), month, lambda ds: F(n("sal")(ds), m) if (m := sum(reached(d, "sal") or reached(d, "returned") for d in ds)) else None)}
    out = {name: (f, by(rows, a, p)) for name, (a, p, f) in k.items()}
    return out


def groups(name):
    return {"mqls_by_source": "source", "revenue_by_source": "source", "why_returned": "reason", "why_lost": "lost_reason"}.get(name)


def last_instant(label):
    """The first instant after a month."""
    y, m = map(int, label.split("-"))
    return datetime(y + m // 12, m % 12 + 1, 1)


def backlog(name, rows, end):
    def closed(*steps):
        t = [x for x in steps if x is not None]
        return t != [] and min(t) < end
    if name == "open_pipeline":
        return sum((d["value"] or 0 for d in rows if since(d, "opportunity") and d["opportunity"] < end and not closed(d["won"], d["lost"])), F(0))
    return sum(1 for d in rows if since(d, "mql") and d["mql"] < end and not closed(d["sal"], d["returned"], d["sql"], d["lost"]))


def win_rate(rows, label):
    won = sum(happened(d["won"]) and quarter(d["won"]) == label for d in rows)
    lost = sum(happened(d["lost"]) and quarter(d["lost"]) == label and reached(d, "opportunity") for d in rows)
    return F(won, won + lost) if won + lost else None


UNIT = {"second": F(1, 60), "minute": 1, "hour": 60, "day": 1440}


def read(v):
    """A figure as JSON has it: numbers exactly, lengths in minutes."""
    if not isinstance(v, str):
        return None if v is None else F(v)
    words = v.replace("business ", "").split()
    return sum(int(n) * UNIT[u.rstrip("s")] for n, u in zip(words[::2], words[1::2]))


def main():
    acordo = os.path.abspath(sys.argv[1])
    rows = [lead(i) for i in range(400)]
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "leads.csv")
        with open(path, "w", encoding="utf-8", newline="") as f:
            out = csv.writer(f)
            out.writerow(COLUMN.values())
            out.writerows([written(d[c]) for c in COLUMN] for d in rows)
        text = subprocess.run([acordo, "report", os.path.join(HERE, "kpis.sla"), path, "--as-of", "2026-09-30T12:00-03:00", "--format", "json",
                               "--quiet", "--periods", "24"], check=True, stdout=subprocess.PIPE).stdout
    report = json.loads(text, parse_float=F)
    sets = {k["name"]: k for k in report["kpis"]}
    sets.update({c["name"]: level["figures"] for c in report["clauses"] if c["kind"] == "measure" for level in c["levels"] if level["figures"]})
    want = expected(rows)
    passed = failed = 0
    for name, k in sets.items():
        if len(k["figures"]) < 3:
            failed += 1
            print("FAIL %s: %d figures" % (name, len(k["figures"])))
        for g in k["figures"]:
            label = g["period"]
            if name in ("open_pipeline", "waiting_mqls"):
                w = backlog(name, rows, last_instant(label))
            elif name == "win_rate":
                w = win_rate(rows, label)
            else:
                f, periods = want[name]
                ds = periods.get(label, [])
                if g["group"] is not None:
                    ds = [d for d in ds if d[groups(name)] == g["group"][0]]
                w = f(ds)
            got = F(g["over"]) / F(g["under"]) if g["under"] is not None else read(g["value"])
            if got == w:
                passed += 1
            else:
                failed += 1
                print("FAIL %s %s %s: %s, here %s" % (name, label, g["group"] or "", got, w))
    missing = (set(want) | {"open_pipeline", "waiting_mqls", "win_rate"}) ^ set(sets)
    if missing:
        failed += 1
        print("FAIL not on both sides:", *sorted(missing))
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(failed != 0)


main()
