"""Every number of a report over the clinic's export, worked out again by SQLite.

The SQL (figures.sql) knows the policy's words (figures.sla), not the interpreter: rows of a
table of leads, a table of open hours, joins and sums.  What it finds is laid out as the
report's JSON, and each leaf of the report is compared with it or has a reason on a list.
"""
import csv
import datetime
import json
import os
import sqlite3
import tempfile
import unicodedata
from collections import Counter
from decimal import ROUND_HALF_EVEN, Decimal

import acordo
import figure_sets
from figure_sets import OTHERS, business, division, elapsed, figure_set, money, number, tenths

LEADS = os.path.join(acordo.HERE, "..", "..", "examples", "clinic", "leads.csv")
AS_OF = "2026-06-15T12:00:00-03:00"
EPOCH = datetime.datetime(1970, 1, 1)
NOW = datetime.datetime(2026, 6, 15, 12)
SOURCES = ("orgânico", "pago", "indicação", "evento")
# One amount has more places than an amount holds, two channels are not on the list, one goal
# is said twice.
SPEND = [("2026-01-15", "pago", "1200.50"), ("2026-02-15", "pago", "800"), ("2026-04-01", "evento", "3000"),
         ("2026-05-01", "orgânico", "99.0000004"), ("2026-05-02", "rádio", "8"), ("2026-05-03", "rádio", "9"),
         ("2026-06-15", "pago", "7"), ("2026-06-16", "pago", "5")]
GOALS = [("rest", "9"), ("pago", "3"), ("rest", "1.5")]
STATUSES = ["none", "undetermined", "excused", "cancelled", "met", "breached", "paused", "at_risk", "running"]
OPEN = ("running", "at_risk")
CASES, DUE_DAYS = 10, 14  # of a list of leads; of what falls due on the coming days

# What is not compared: words of the policy and of findings.
WORDS = {
    ("policy",): "the policy's own words",
    ("clauses", "*", "title"): "likewise",
    ("clauses", "*", "levels", "*", "title"): "likewise",
    ("clauses", "*", "levels", "*", "level"): "likewise",
    ("clauses", "*", "levels", "*", "for"): "likewise",
    ("clauses", "*", "levels", "*", "replaces"): "likewise",
    **{at + (word,): "a measure as the policy writes it"
       for at in (("kpis", "*"), ("clauses", "*", "levels", "*", "figures"), ("funnel",), ("quality",))
       for word in ("title", "measure", "type", "per", "of", "terms")},
    **{at + ("name",): "likewise" for at in (("clauses", "*", "levels", "*", "figures"), ("funnel",), ("quality",))},
    ("kpis", "*", "splits"): "likewise",
    ("clauses", "*", "levels", "*", "figures", "splits"): "likewise",
    ("inputs", "*", "rejects", "*", "title"): "a finding's title",
}
NUMBERS = {("form",): "the number of the format"}


# -- the data ----------------------------------------------------------------------------------

class Rejected(Exception):
    """A record that the policy does not take; its argument is the finding's code."""


def folded(text):
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def seconds(wall):
    return int((wall - EPOCH).total_seconds())


def read(cell, how):
    try:
        return None if cell is None else how(cell)
    except ValueError:
        raise Rejected("E0507") from None


def instant(text):
    return seconds(datetime.datetime.strptime(text, "%d/%m/%Y %H:%M"))


def cents(text):
    return int((Decimal(text) * 100).quantize(Decimal(1), ROUND_HALF_EVEN))


def lead(row):
    """The lead as the policy declares it, or Rejected."""
    cell = {k: None if v.strip() in ("", "-", "N/D") else v.strip() for k, v in row.items()}
    if cell["Origem"] not in SOURCES:
        raise Rejected("E0511")
    people = read(cell["Funcionários"], int)
    assert cell["Criado em"] is not None and (people is None or 1 <= people <= 5_000_000), row
    return (cell["Código"], read(cell["Criado em"], instant), cell["Origem"], cell["Setor"],
            read(cell["Setor"], folded), people,
            read(cell["Valor do negócio"], lambda v: cents(v.replace(".", "").replace(",", "."))),
            int(cell["Visitas"] or 0), "yes" if cell["Pediu demonstração"] == "sim" else "no",
            *(read(cell[k], instant) for k in ("MQL em", "Aceito em", "Devolvido em", "Ganho em", "Contato em")))


def leads():
    """Those taken, and how many were not by the finding's code."""
    taken, rejects = [], Counter()
    with open(LEADS, encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f, delimiter=";"):
            try:
                taken.append(lead(row))
            except Rejected as e:
                rejects[e.args[0]] += 1
    return taken, rejects


def database(taken):
    db = sqlite3.connect(":memory:")
    with open(os.path.join(acordo.HERE, "figures.sql"), encoding="utf-8") as f:
        tables, rest = f.read().split("CREATE VIEW held", 1)
    db.executescript(tables)
    db.executemany("INSERT INTO raw VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", taken)
    db.executemany("INSERT INTO spend VALUES (?,?,?)", [(d, c, cents(a)) for d, c, a in SPEND])
    db.executemany("INSERT OR REPLACE INTO goal VALUES (?,?)", [(c, int(Decimal(n) * 10)) for c, n in GOALS])
    db.execute("INSERT INTO clock VALUES (?)", (seconds(NOW),))
    db.executescript("CREATE VIEW held" + rest)
    return db


def report(folder):
    for name, head, rows in (("spend", "day,channel,amount", SPEND), ("goal", "channel,leads", GOALS)):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write("\n".join([head] + [",".join(r) for r in rows]) + "\n")
    out = acordo.acordo("report", os.path.join(acordo.HERE, "figures.sla"), LEADS,
                        *("%s=%s" % (n, os.path.join(folder, n)) for n in ("spend", "goal")),
                        "--as-of", AS_OF, "--format", "json", "--quiet")[0]
    return figure_sets.plain(json.loads(out, parse_float=Decimal, parse_int=Decimal))


# -- asking ------------------------------------------------------------------------------------

def one(db, sql):
    return db.execute(sql).fetchone()[0]


def count(db, where, table="lead"):
    return one(db, "SELECT count(*) FROM %s WHERE %s" % (table, where))


def grouped(db, sql, splits, period="month", table="lead", where="1"):
    """Rows (group, period, terms) of all together and of each group."""
    out = []
    for keys in ["'all'"], splits:
        if not keys:
            continue
        n = len(keys)
        q = "SELECT %s, %s, %s FROM %s WHERE %s GROUP BY %s" % (
            ", ".join(keys), period, sql, table, where, ", ".join(str(i + 1) for i in range(n + 1)))
        for r in db.execute(q):
            if r[n] is not None or period == "NULL":
                out.append((r[:n], r[n], r[n + 1:]))
    return out


def nearest(db, sql, percent, table="lead", where="1", period="NULL"):
    """(all, period, (value)) by nearest rank."""
    return [(figure_sets.ALL, p, (v,)) for p, v in db.execute(
        "SELECT p, v FROM (SELECT %s AS p, %s AS v, row_number() OVER (PARTITION BY %s ORDER BY %s) AS r,"
        " count(*) OVER (PARTITION BY %s) AS n FROM %s WHERE (%s) AND %s IS NOT NULL) WHERE r = (n * %d + 99) / 100" %
        (period, sql, period, sql, period, table, where, sql, percent))]


def different(db, what, table="lead", where="1"):
    """How many different values quantiles and distinct have to keep."""
    return one(db, "SELECT count(*) FROM (SELECT DISTINCT %s FROM %s WHERE %s)" % (what, table, where))


def by_time(column, pattern="'%Y-%m'"):
    return "CASE WHEN %s <= now THEN strftime(%s, %s, 'unixepoch') END" % (column, pattern, column)


def months(first="2026-01"):
    return figure_sets.months(first, NOW)


# -- clauses -----------------------------------------------------------------------------------

SHARE = division(lambda t: (t[4], t[4] + t[5]))  # met of met and breached
TERMS = ", ".join("sum(status = '%s')" % s for s in STATUSES)
SHOWN = [number] * len(STATUSES)


def wall(s):
    return None if s is None else (EPOCH + datetime.timedelta(seconds=s)).isoformat() + "-03:00"


def cases(db, owner, table, where, order, unit):
    return [{"lead": i, "status": status, "starts": wall(s), "due": wall(due), "late": unit(late),
             "remaining": unit(left), "owner": owner} for i, status, s, due, late, left in db.execute(
                 "SELECT id, status, s, due, late, remaining FROM %s WHERE %s ORDER BY %s LIMIT %d"
                 % (table, where, order, CASES))]


def clause(name, party, kind, levels):
    """levels: (agreement, figures), the most specific first."""
    verdicts = [f["standing"]["verdict"] for _, f in levels if f is not None]
    return {"name": name, "party": party, "kind": kind,
            "verdict": max(verdicts, key=["open", "kept", "missed"].index, default=None),
            "status": {s: Decimal(0) for s in STATUSES}, "late": Decimal(0), "stops_before": Decimal(0),
            "starts_ignored": Decimal(0), "levels": [{"agreement": a, "figures": f} for a, f in levels],
            "worst": [], "next": [], "due_on": []}


def clock(db, name, party, table, unit, levels, kind="clock", ignored=0):
    """table: an instance a row, or a lead without one; unit: how its time is written."""
    late, runs = "status = 'breached' AND is_open", "status IN %r" % (OPEN,)
    status = dict(db.execute("SELECT status, count(*) FROM %s GROUP BY 1" % table))
    due = db.execute("SELECT strftime('%%Y-%%m-%%d', due, 'unixepoch') AS day, count(*) FROM %s WHERE %s"
                     " GROUP BY 1 HAVING day < date(?, ?)" % (table, runs), (NOW.isoformat(), "%d days" % DUE_DAYS))
    return {**clause(name, party, kind, levels),
            "status": {s: Decimal(status.get(s, 0)) for s in STATUSES},
            "late": Decimal(count(db, late, table)),
            "stops_before": Decimal(count(db, "status <> 'none' AND is_early", table)),
            "starts_ignored": Decimal(ignored),
            "worst": cases(db, party, table, late, "late DESC, due, rowid", unit),
            "next": cases(db, party, table, runs, "due, rowid", unit),
            "due_on": [{"day": d, "count": Decimal(n)} for d, n in due]}


def clauses(db):
    levels = []
    for agreement, large, target in (("large", 1, "0.3"), ("base", 0, "0.4")):
        at = "is_large = %d" % large
        levels.append((agreement, figure_set(
            grouped(db, TERMS, ["source"], by_time("due"), "answer", at), months(), SHOWN, SHARE,
            target=Decimal(target),
            outside=count(db, at + " AND status <> 'none' AND (due IS NULL OR due > now)", "answer"))))
    quarter = "strftime('%Y', s, 'unixepoch') || '-Q' || ((strftime('%m', s, 'unixepoch') + 2) / 3)"
    decided = figure_set(
        grouped(db, TERMS, [], "CASE WHEN s <= now THEN %s END" % quarter, "decision"), ["2026-Q1", "2026-Q2"], SHOWN,
        SHARE, target=Decimal("0.3"), outside=count(db, "status <> 'none' AND (s IS NULL OR s > now)", "decision"))
    volume = figure_set(
        grouped(db, "sum(r_mql), count(*)", []), months(), [number] * 2, division(lambda t: t), target=Decimal("0.45"),
        outside=count(db, "created > now"), unknown=count(db, "r_mql IS NULL"))
    tidy = figure_set(grouped(db, TERMS, [], by_time("created"), "tidy", "status <> 'none'"), months(), SHOWN, SHARE,
                      target=Decimal("0.8"), outside=count(db, "status <> 'none' AND created > now", "tidy"))
    return [clock(db, "first_answer", "sales", "answer", business, levels),
            clock(db, "decision", "sales", "decision", elapsed, [("base", decided)]),
            clock(db, "contact", "sales", "contact", elapsed, [("base", None)],
                  ignored=count(db, "is_ignored", "contact")),
            clock(db, "greeting", "sales", "greeting", elapsed, [("base", None)]),
            clock(db, "tidy", "marketing", "tidy", elapsed, [("base", tidy)], kind="keep"),
            clause("volume", "marketing", "measure", [("base", volume)])]


# -- KPIs --------------------------------------------------------------------------------------

def split_kpis(db):
    late = count(db, "created > now")
    yield "leads", figure_set(grouped(db, "count(*)", ["source"]), months(), [number], target=Decimal(60), early=True,
                              baseline=(50, 2), outside=late)
    # A group is called by its most usual spelling.
    name = ("(SELECT spelling FROM lead l WHERE l.sector = lead.sector AND created <= now GROUP BY 1"
            " ORDER BY count(*) DESC, spelling LIMIT 1)")
    top = ("CASE WHEN sector IS NULL THEN NULL WHEN sector IN (SELECT sector FROM lead WHERE created <= now AND sector"
           " IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, sector LIMIT 2) THEN %s ELSE '%s' END" % (name, OTHERS))
    yield "by_sector", figure_set(
        grouped(db, "ifnull(sum(value), 0), count(*)", [top, "demo"], "quarter", where="created <= now"),
        ["2026-Q1", "2026-Q2"], [money, number], division(lambda t: t), outside=late)
    yield "extremes", figure_set(
        grouped(db, "max(employees), min(employees)", ["source"], "NULL"), [None], [number] * 2,
        lambda t: (t[0] - t[1], None, None, t[0] - t[1]))
    yield "sectors", figure_set(
        grouped(db, "count(DISTINCT sector)", ["demo"], by_time("created", "'%Y'")), ["2026"], [number], outside=late,
        kept=different(db, "demo, spelling", where="created <= now AND sector IS NOT NULL"))
    top = ("CASE WHEN source = (SELECT source FROM lead WHERE created <= now GROUP BY 1 ORDER BY count(*) DESC, source"
           " LIMIT 1) THEN source ELSE '%s' END" % OTHERS)
    first = one(db, "SELECT strftime('%Y-%m-%d', min(created), 'unixepoch') FROM lead")
    yield "pairs", figure_set(grouped(db, "count(*)", [top], by_time("created", "'%Y-%m-%d'")),
                              figure_sets.days(first, NOW), [number], outside=late)


def won_kpis(db):
    first = one(db, "SELECT strftime('%Y-%m-%d', min(won), 'unixepoch') FROM lead WHERE r_won")
    sums = Counter()
    for day, v in db.execute("SELECT strftime('%Y-%m-%d', won, 'unixepoch'), ifnull(value, 0) FROM lead WHERE r_won"):
        sums["%d-W%02d" % datetime.date.fromisoformat(day).isocalendar()[:2]] += v
    outside = count(db, "r_won AND (won IS NULL OR won > now)")
    yield "won_value", figure_set([(figure_sets.ALL, w, (v,)) for w, v in sums.items()], figure_sets.weeks(first, NOW),
                                  [money], outside=outside)
    yield "cycle", figure_set(
        nearest(db, "won - created", 50, where="r_won", period=by_time("won")), months(first), [elapsed], empty=[None],
        outside=outside, kept=different(db, by_time("won") + ", won - created", where="r_won AND won <= now"))
    yield "slow", figure_set(nearest(db, "won - created", 90, where="r_won"), [None], [elapsed],
                             kept=different(db, "won - created", where="r_won"))
    paid = "channel IN ('pago', 'evento')"
    today = "day <= date(%d, 'unixepoch')" % seconds(NOW)
    yield "cost", figure_set(
        [(figure_sets.ALL, "2026-S1", (one(db, "SELECT sum(amount) FROM spend WHERE %s AND %s" % (paid, today)),
                                       count(db, "r_won AND won <= now")))],
        ["2026-S1"], [money, number], division(lambda t: t),
        outside=max(outside, count(db, "%s AND NOT %s" % (paid, today), "spend")))
    yield "backlog", figure_set(list(backlog(db, months(first))), months(first), [number])


def backlog(db, asked):
    """What is open at the end of each month."""
    for month, after in zip(asked, asked[1:] + ["2026-07"]):
        end = seconds(datetime.datetime.strptime(after, "%Y-%m"))
        yield figure_sets.ALL, month, (count(db, "created < %d AND (won IS NULL OR won >= %d) AND (rejected IS NULL OR"
                                             " rejected >= %d)" % (end, end, end)),)


def plain_kpis(db):
    late = count(db, "created > now")
    yield "average", figure_set(grouped(db, "sum(visits), count(visits)", [], "NULL"), [None], [number] * 2,
                                division(lambda t: t))
    yield "share", figure_set(grouped(db, "count(*)", []), months(), [number], division(lambda t: (t[0], Decimal(3))),
                              outside=late)
    yield "answered", figure_set(
        grouped(db, "sum(status = 'met'), sum(status <> 'none')", [], by_time("s_mql"), "answer"), months(),
        [number] * 2, division(lambda t: t), outside=count(db, "status <> 'none' AND (s IS NULL OR s > now)", "answer"))
    yield "patience", figure_set(nearest(db, "spent", 50, "answer", "status = 'met'"), [None], [business],
                                 kept=different(db, "spent", "answer", "status = 'met'"))
    yield "goals", figure_set(
        grouped(db, "sum(leads)", [], "month",
                "lead JOIN goal ON channel = CASE WHEN source = 'pago' THEN 'pago' ELSE 'rest' END"),
        months(), [tenths], outside=late)
    yield "big", figure_set(grouped(db, "sum(ifnull(value >= 2000000, 0)), count(*)", []), months(), [number] * 2,
                            division(lambda t: t), target=Decimal("0.5"), outside=late,
                            unknown=count(db, "value IS NULL"))


def kpis(db):
    made = dict([*split_kpis(db), *won_kpis(db), *plain_kpis(db)])
    order = ["leads", "by_sector", "won_value", "extremes", "average", "cycle", "slow", "backlog", "cost", "sectors",
             "pairs", "share", "answered", "patience", "goals", "big"]
    return [{**made[name], "name": name} for name in order]


# -- the rest ----------------------------------------------------------------------------------

def funnel(db):
    stages = ["new", "mql", "sal", "won"]
    terms, shown, kept = [], [], 0
    for i, stage in enumerate(stages):
        terms += [count(db, "r_%s" % stage), count(db, "stage = %d AND NOT is_out" % (i + 1))]
        shown += [number] * 2
        if i > 0:
            took = "s_%s - s_%s" % (stage, stages[i - 1])
            terms.append(nearest(db, took, 50)[0][2][0])
            shown.append(elapsed)
            kept += different(db, took, where=took + " IS NOT NULL")
    terms += [count(db, "h_out"), count(db, "is_out")]
    return figure_set([(figure_sets.ALL, None, terms)], [None], shown + [number] * 2, figure_sets.no_value, kept=kept)


def quality(db):
    """How many lack each field that may be missing, in the policy's order; and all."""
    fields = ["source", "sector", "employees", "value", "mql", "accepted", "rejected", "won", "contacted"]
    terms = [count(db, "%s IS NULL" % f) for f in fields] + [count(db, "1")]
    return figure_set([(figure_sets.ALL, None, terms)], [None], [number] * len(terms), figure_sets.no_value)


def party(name, owed):
    verdicts = Counter(c["verdict"] for c in owed)
    due = [c["next"][0]["due"] for c in owed if c["next"]]
    return {"name": name, "verdict": "missed" if verdicts["missed"] else "kept",
            **{v: Decimal(verdicts[v]) for v in ("kept", "missed", "open")},
            "late": sum((c["late"] for c in owed), Decimal(0)),
            **{s: sum((c["status"][s] for c in owed), Decimal(0)) for s in ("at_risk", "undetermined")},
            "next_due": min(due, default=None)}


def file(name, what, taken, rejects=(), rounded=0, otherwise=0, repeated=0):
    rejects = sorted(dict(rejects).items())
    n = sum(n for _, n in rejects)
    return {"name": name, "what": what, "read": Decimal(taken + n), "accepted": Decimal(taken), "rejected": Decimal(n),
            "rounded": Decimal(rounded), "otherwise": Decimal(otherwise), "repeated": Decimal(repeated),
            "rejects": [{"code": c, "count": Decimal(n)} for c, n in rejects]}


def files(folder, taken, rejects):
    places = sum(Decimal(a).as_tuple().exponent < -6 for _, _, a in SPEND)
    return [file(LEADS, "lead", len(taken), rejects),
            file(os.path.join(folder, "spend"), "spend", len(SPEND), rounded=places,
                 otherwise=sum(c not in SOURCES for _, c, _ in SPEND)),
            file(os.path.join(folder, "goal"), "goal", len(GOALS), repeated=len(GOALS) - len(dict(GOALS)))]


def review(db):
    """Every quarter; it may be held all through the day on which it is due."""
    last = "2026-03-15"
    due, overdue = db.execute("SELECT date(?, '3 months'), date(?, '3 months', '1 day') <= date(?)",
                              (last, last, NOW.isoformat())).fetchone()
    return {"every": "quarter", "last": last, "due": due, "overdue": bool(overdue)}


def worked_out(folder):
    """The report as the SQL has it."""
    taken, rejects = leads()
    db = database(taken)
    owed = clauses(db)
    parties = [party(p, [c for c in owed if c["party"] == p]) for p in ("marketing", "sales")]
    # A lead in an exit is where it left; the policy itself divides nothing and adds nothing large.
    lost = count(db, "NOT is_out AND stage > 0 AND stage_at IS NULL OR is_out AND rejected IS NULL")
    return {"policy": {"effective": "2026-01-01", "until": None}, "as_of": AS_OF, "scenario": None, "partial": False,
            "where": None, "leads": Decimal(len(taken)), "review": review(db), "parties": parties,
            "verdict": party("all", owed)["verdict"], "inputs": files(folder, taken, rejects), "clauses": owed,
            "kpis": kpis(db), "funnel": funnel(db), "quality": quality(db),
            "marks": {"overflow": Decimal(0), "division_by_zero": Decimal(0), "no_instant": Decimal(lost)}}


def is_under(path, prefix):
    return len(prefix) <= len(path) and all(p in ("*", q) for p, q in zip(prefix, path))


def run():
    with tempfile.TemporaryDirectory() as folder:
        shown = report(folder)
        acordo.compare("figures, by SQL", shown, worked_out(folder), {**WORDS, **NUMBERS})
    for path, value in acordo.leaves(shown):
        if isinstance(value, Decimal) and any(is_under(path, prefix) for prefix in WORDS):
            acordo.check(False, "figures: %s is a number on the list of words" % "/".join(path))
