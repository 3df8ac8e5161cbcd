"""Every number of a report over the clinic's export, worked out again by SQLite.

The SQL knows the policy's words (figures.sla), not the interpreter: rows of a table of leads,
a table of open hours, joins and sums.  Instants are wall seconds of São Paulo, whose clocks
do not move in the years at hand.
"""
import csv
import datetime
import json
import os
import re
import sqlite3
import tempfile
import unicodedata
from decimal import ROUND_HALF_EVEN, Decimal

import acordo

LEADS = os.path.join(acordo.HERE, "..", "..", "examples", "clinic", "leads.csv")
AS_OF = "2026-06-15T12:00-03:00"
NOW = datetime.datetime(2026, 6, 15, 12)
SPEND = [("2026-01-15", "pago", "1200.50"), ("2026-02-15", "pago", "800"), ("2026-04-01", "evento", "3000"),
         ("2026-05-01", "orgânico", "99"), ("2026-06-15", "pago", "7"), ("2026-06-16", "pago", "5")]
GOALS = [("pago", "3"), ("rest", "1.5")]

# Stages: 1 new, 2 mql, 3 sal, 4 won; a lead is in the exit if that came no earlier.
SCHEMA = """
CREATE TABLE raw(id, created, source, spelling, sector, employees, value, visits, demo, mql, accepted, rejected, won);
CREATE TABLE spend(day, channel, amount);
CREATE TABLE goal(channel, leads);
CREATE TABLE clock(now);
CREATE VIEW held AS SELECT *, created <= now AS h_new, visits >= 2 AND ifnull(mql <= now, 1) AS h_mql,
  ifnull(accepted <= now, 0) AS h_sal, ifnull(won <= now, 0) AS h_won, ifnull(rejected <= now, 0) AS h_out
  FROM raw, clock;
CREATE VIEW placed AS SELECT *, h_won AS r_won, h_sal OR h_won AS r_sal, h_mql OR h_sal OR h_won AS r_mql,
  h_new OR h_mql OR h_sal OR h_won AS r_new,
  CASE WHEN h_won THEN 4 WHEN h_sal THEN 3 WHEN h_mql THEN 2 WHEN h_new THEN 1 ELSE 0 END AS stage,
  CASE WHEN h_won THEN won WHEN h_sal THEN accepted WHEN h_mql THEN mql WHEN h_new THEN created END AS stage_at
  FROM held;
CREATE TABLE lead AS SELECT *, h_out AND (stage = 0 OR stage_at IS NULL OR rejected >= stage_at) AS is_out,
  CASE WHEN r_new AND created <= now THEN created END AS s_new, CASE WHEN r_mql AND mql <= now THEN mql END AS s_mql,
  CASE WHEN r_sal AND accepted <= now THEN accepted END AS s_sal, CASE WHEN r_won AND won <= now THEN won END AS s_won,
  CASE WHEN created <= now THEN strftime('%Y-%m', created, 'unixepoch') END AS month,
  strftime('%Y', created, 'unixepoch') || '-Q' || ((strftime('%m', created, 'unixepoch') + 2) / 3) AS quarter
  FROM placed;

-- Open hours, a row a range.
CREATE TABLE open AS WITH RECURSIVE d(t) AS
  (SELECT CAST(strftime('%s', '2025-12-01') AS INTEGER) UNION ALL
   SELECT t + 86400 FROM d WHERE t < CAST(strftime('%s', '2027-01-01') AS INTEGER))
  SELECT t + h.lo * 3600 AS lo, t + h.hi * 3600 AS hi FROM d, (SELECT 9 AS lo, 12 AS hi UNION SELECT 13, 18) h
  WHERE strftime('%w', t, 'unixepoch') BETWEEN '1' AND '5';

-- first_answer: stopped by e, called off by c; the day's work is a sum over open ranges.
CREATE VIEW begun AS SELECT *, ifnull(value, 0) >= 4000000 AS is_large,
  CASE WHEN ifnull(value, 0) >= 4000000 THEN 4 ELSE 8 END * 3600 AS within,
  CASE WHEN accepted <= now THEN max(accepted, s_mql) END AS e,
  CASE WHEN rejected <= now AND rejected >= s_mql THEN rejected END AS c FROM lead;
CREATE VIEW ended AS SELECT *, c IS NOT NULL AND (e IS NULL OR c < e) AS is_off,
  CASE WHEN c IS NOT NULL AND (e IS NULL OR c < e) THEN c ELSE ifnull(e, now) END AS until FROM begun;
CREATE TABLE timed AS SELECT *,
  (SELECT ifnull(sum(min(o.hi, until) - max(o.lo, s_mql)), 0) FROM open o WHERE o.hi > s_mql AND o.lo < until) AS spent,
  (SELECT lo + within - before FROM
    (SELECT max(o.lo, s_mql) AS lo, o.hi - max(o.lo, s_mql) AS long, ifnull(sum(o.hi - max(o.lo, s_mql)) OVER
       (ORDER BY o.lo ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
     FROM open o WHERE o.hi > s_mql) WHERE before + long >= within ORDER BY lo LIMIT 1) AS due FROM ended;
CREATE TABLE answer AS SELECT *, CASE WHEN NOT r_mql THEN 'none' WHEN s_mql IS NULL THEN 'undetermined'
  WHEN spent > within THEN 'breached' WHEN is_off THEN 'cancelled' WHEN e IS NOT NULL THEN 'met'
  ELSE 'running' END AS status FROM timed;

-- decision: of two stops the first; one before the start counts as at it.
CREATE VIEW stops AS SELECT *, accepted AS s, CASE WHEN won <= now THEN max(won, accepted) END AS a,
  CASE WHEN rejected <= now THEN max(rejected, accepted) END AS b FROM lead;
CREATE TABLE decision AS SELECT *, CASE WHEN s IS NULL OR s > now THEN 'none'
  WHEN min(ifnull(a, now), ifnull(b, now)) - s > 960 * 3600 THEN 'breached'
  WHEN a IS NOT NULL OR b IS NOT NULL THEN 'met' ELSE 'running' END AS status FROM stops;
"""

STATUSES = ["none", "undetermined", "excused", "cancelled", "met", "breached", "paused", "at_risk", "running"]


def folded(text):
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def instant(text):
    if text in ("", "-", "N/D"):
        return None
    return int((datetime.datetime.strptime(text, "%d/%m/%Y %H:%M") - datetime.datetime(1970, 1, 1)).total_seconds())


def lead(row):
    """The lead as the policy declares it, or ValueError."""
    cell = {k: None if v.strip() in ("", "-", "N/D") else v.strip() for k, v in row.items()}
    source, people = cell["Origem"], cell["Funcionários"]
    money = cell["Valor do negócio"]
    if cell["Criado em"] is None or source not in ("orgânico", "pago", "indicação", "evento"):
        raise ValueError(row)
    if people is not None and not 1 <= int(people) <= 5_000_000:
        raise ValueError(row)
    return (cell["Código"], instant(cell["Criado em"]), source, cell["Setor"],
            folded(cell["Setor"]) if cell["Setor"] else None,
            int(people) if people else None,
            int(Decimal(money.replace(".", "").replace(",", ".")) * 100) if money else None,
            int(cell["Visitas"] or 0), "yes" if cell["Pediu demonstração"] == "sim" else "no",
            *(instant(row[k]) for k in ("MQL em", "Aceito em", "Devolvido em", "Ganho em")))


def database():
    db = sqlite3.connect(":memory:")
    tables, rest = SCHEMA.split("CREATE VIEW held", 1)
    db.executescript(tables)
    with open(LEADS, encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f, delimiter=";"):
            try:
                db.execute("INSERT INTO raw VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", lead(row))
            except ValueError:
                pass
    db.executemany("INSERT INTO spend VALUES (?,?,?)", [(d, c, int(Decimal(a) * 100)) for d, c, a in SPEND])
    db.executemany("INSERT INTO goal VALUES (?,?)", [(c, int(Decimal(n) * 10)) for c, n in GOALS])
    db.execute("INSERT INTO clock VALUES (?)", (int((NOW - datetime.datetime(1970, 1, 1)).total_seconds()),))
    db.executescript("CREATE VIEW held" + rest)
    return db


def report(folder):
    for name, head, rows in (("spend", "day,channel,amount", SPEND), ("goal", "channel,leads", GOALS)):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write("\n".join([head] + [",".join(r) for r in rows]) + "\n")
    out = acordo.acordo("report", os.path.join(acordo.HERE, "figures.sla"), LEADS,
                        *("%s=%s" % (n, os.path.join(folder, n)) for n in ("spend", "goal")),
                        "--as-of", AS_OF, "--format", "json", "--quiet")[0]
    return json.loads(out, parse_float=Decimal, parse_int=Decimal)


# -- periods ---------------------------------------------------------------------------------

def months(first):
    y, m = map(int, first.split("-"))
    while (y, m) <= (NOW.year, NOW.month):
        yield "%04d-%02d" % (y, m)
        y, m = (y, m + 1) if m < 12 else (y + 1, 1)


def days(first):
    d = datetime.date.fromisoformat(first)
    while d <= NOW.date():
        yield d.isoformat()
        d += datetime.timedelta(1)


def weeks(first):
    return sorted({"%d-W%02d" % datetime.date.fromisoformat(d).isocalendar()[:2] for d in days(first)})


SECONDS = {"day": 86400, "hour": 3600, "minute": 60, "second": 1}


def plain(value):
    """Lengths of time as seconds; all else as it is."""
    if not isinstance(value, str):
        return value
    return Decimal(sum(int(n) * SECONDS[u] for n, u in re.findall(r"(-?\d+) (?:business )?(day|hour|minute|second)s?", value)))


# -- comparing -------------------------------------------------------------------------------

def rounded(over, under):
    return (Decimal(over) / Decimal(under)).quantize(Decimal("0.000001"), ROUND_HALF_EVEN)


def num(v, scale=1):
    return None if v is None else Decimal(v) / scale


def verdict(value, over, under, target, at_least, ended, early):
    """over and under: the exact value where it is a fraction."""
    exact = None if value is None else value if over is None else Decimal(over) / Decimal(under)
    if exact is None:
        return "no value" if ended else "open"
    kept = exact >= target if at_least else exact <= target
    if ended:
        return "kept" if kept else "missed"
    return "kept" if early and kept else "open"


class Expected:
    """Figures of one measure: {(group, period): terms}; what is not there has `empty` terms."""

    def __init__(self, shown, rows, periods, empty, scale=None, ratio=False, target=None, early=False, value=None):
        self.shown, self.periods, self.ratio, self.target, self.early = shown, list(periods), ratio, target, early
        self.scale = scale or [1] * len(empty)
        self.empty, self.value = empty, value
        self.rows = {(tuple(r[0]), r[1]): [num(v, s) for v, s in zip(r[2], self.scale)] for r in rows}
        self.last = self.periods[-1] if self.periods else None

    def figure(self, group, period):
        terms = self.rows.get((group, period), self.empty)
        if self.value is not None:
            return terms, self.value(terms), None, None
        if not self.ratio:
            return terms, terms[0], None, None
        over, under = self.ratio(terms)
        value = None if not under else rounded(over, under)
        return terms, value, *((over, under) if value is not None else (None, None))

    def check(self):
        name = self.shown["name"]
        groups = sorted({g for g, _ in self.rows if g != ("all",)}, key=lambda g: [(rank(x), x or "") for x in g])
        wanted = [(g, p) for g in [("all",)] + groups for p in self.periods]
        figures = {(label(f), f["period"]): f for f in self.shown["figures"]}
        order = [(label(f), f["period"]) for f in self.shown["figures"]]
        acordo.check(order == wanted, "%s: groups and periods\n  %s\n  %s" % (name, order[:9], wanted[:9]))
        for group, period in wanted:
            f = figures.get((group, period))
            if f is not None:
                self.check_one(name, group, period, f)

    def check_one(self, name, group, period, f):
        terms, value, over, under = self.figure(group, period)
        at = "%s %s %s: " % (name, group, period)
        got = [plain(t) for t in f["terms"]]
        acordo.check(got == terms, at + "terms %s, %s" % (got, terms))
        acordo.check(plain(f["value"]) == value, at + "value %s, %s" % (f["value"], value))
        acordo.check((plain(f["over"]), plain(f["under"])) == (over, under), at + "over, under")
        if self.target is None:
            return
        ended = period is None or period != self.last
        want = verdict(value, over, under, self.target, True, ended, self.early)
        acordo.check(f["verdict"] == want, at + "verdict %s, %s" % (f["verdict"], want))


def rank(member):
    return 2 if member == "<others>" else 1 if member is None else 0


def label(f):
    if f["group"] is None:
        return ("all",)
    return tuple("<others>" if isinstance(g, dict) else g for g in f["group"])


def grouped(db, sql, splits, period="month", table="lead", where="1"):
    """Rows ((group), period, (terms)) of all together and of each group."""
    out = []
    for keys in ["'all'"], splits:
        if not keys:
            continue
        n = len(keys)
        q = "SELECT %s, %s, %s FROM %s WHERE (%s) AND (%s) IS NOT '' GROUP BY %s" % (
            ", ".join(keys), period, sql, table, where, period,
            ", ".join(str(i + 1) for i in range(n + 1)))
        for r in db.execute(q):
            if r[n] is not None or period == "NULL":
                out.append((r[:n], r[n], r[n + 1:]))
    return out


def nearest(db, sql, percent, table, where, period):
    """((all), period, (value)) by nearest rank."""
    return [(("all",), p, (v,)) for p, v in db.execute(
        "SELECT p, v FROM (SELECT %s AS p, %s AS v, row_number() OVER (PARTITION BY %s ORDER BY %s) AS r,"
        " count(*) OVER (PARTITION BY %s) AS n FROM %s WHERE (%s) AND %s IS NOT NULL) WHERE r = (n * %d + 99) / 100" %
        (period, sql, period, sql, period, table, where, sql, percent))]


# -- the figures -----------------------------------------------------------------------------

def month_of(column):
    return "CASE WHEN %s <= now THEN strftime('%%Y-%%m', %s, 'unixepoch') END" % (column, column)


def check_clauses(db, clauses):
    answer, decision, volume = clauses
    for shown, table in ((answer, "answer"), (decision, "decision")):
        want = dict(db.execute("SELECT status, count(*) FROM %s GROUP BY 1" % table))
        acordo.check(shown["status"] == {s: want.get(s, 0) for s in STATUSES}, "%s: statuses" % shown["name"])
    counts = ", ".join("sum(status = '%s')" % s for s in STATUSES)
    share = lambda t: (t[4], t[4] + t[5])  # noqa: E731
    target = {"base": Decimal("0.4"), "large": Decimal("0.3")}
    for level in answer["levels"]:
        rows = grouped(db, counts, ["source"], month_of("due"), "answer",
                       "is_large = %d" % (level["agreement"] == "large"))
        Expected(level["figures"], rows, months("2026-01"), [0] * 9, ratio=share,
                 target=target[level["agreement"]]).check()
    quarter = "strftime('%Y', s, 'unixepoch') || '-Q' || ((strftime('%m', s, 'unixepoch') + 2) / 3)"
    rows = grouped(db, counts, [], "CASE WHEN s <= now THEN %s END" % quarter, "decision")
    Expected(decision["levels"][0]["figures"], rows, ["2026-Q1", "2026-Q2"], [0] * 9, ratio=share,
             target=Decimal("0.3")).check()
    acordo.check(decision["levels"][0]["figures"]["outside"]
                 == db.execute("SELECT count(*) FROM decision WHERE (s IS NULL OR s > now) AND status <> 'none'").fetchone()[0],
                 "decision: outside")
    rows = grouped(db, "sum(r_mql), count(*)", [], "month")
    Expected(volume["levels"][0]["figures"], rows, months("2026-01"), [0, 0], ratio=lambda t: (t[0], t[1]),
             target=Decimal("0.45")).check()
    late = [(i,) for i, in db.execute("SELECT id FROM answer WHERE status = 'breached' AND e IS NULL AND NOT is_off"
                                      " ORDER BY spent - within DESC, due, rowid")]
    acordo.check(answer["late"] == len(late), "first_answer: late")
    acordo.check([(c["lead"],) for c in answer["worst"]] == late[:10], "first_answer: worst")
    soon = [(i,) for i, in db.execute("SELECT id FROM answer WHERE status = 'running' ORDER BY due, rowid")]
    acordo.check([(c["lead"],) for c in answer["next"]] == soon[:10], "first_answer: next")
    due_on = [{"day": d, "count": n} for d, n in db.execute(
        "SELECT strftime('%Y-%m-%d', due, 'unixepoch'), count(*) FROM answer WHERE status = 'running' GROUP BY 1")]
    acordo.check(answer["due_on"] == due_on, "first_answer: due on")


def check_split_figures(db, kpi):
    Expected(kpi["leads"], grouped(db, "count(*)", ["source"]), months("2026-01"), [0],
             target=Decimal(60), early=True).check()
    check_baseline(kpi["leads"])
    # A group is called by its most usual spelling.
    name = "(SELECT spelling FROM lead l WHERE l.sector = lead.sector AND created <= now GROUP BY 1 ORDER BY count(*) DESC, spelling LIMIT 1)"
    top = ("CASE WHEN sector IS NULL THEN NULL WHEN sector IN (SELECT sector FROM lead WHERE created <= now AND sector"
           " IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, sector LIMIT 2) THEN %s ELSE '<others>' END" % name)
    rows = grouped(db, "ifnull(sum(value), 0), count(*)", [top, "demo"], "quarter", where="created <= now")
    Expected(kpi["by_sector"], rows, ["2026-Q1", "2026-Q2"], [0, 0], scale=[100, 1],
             ratio=lambda t: (t[0], t[1])).check()
    rows = grouped(db, "max(employees), min(employees)", ["source"], "NULL")
    Expected(kpi["extremes"], rows, [None], [None, None], value=lambda t: t[0] - t[1]).check()
    rows = grouped(db, "count(DISTINCT sector)", ["demo"], "CASE WHEN created <= now THEN strftime('%Y', created, 'unixepoch') END")
    Expected(kpi["sectors"], rows, ["2026"], [0]).check()
    top = ("CASE WHEN source = (SELECT source FROM lead WHERE created <= now GROUP BY 1 ORDER BY count(*) DESC, source"
           " LIMIT 1) THEN source ELSE '<others>' END")
    first = db.execute("SELECT strftime('%Y-%m-%d', min(created), 'unixepoch') FROM lead").fetchone()[0]
    rows = grouped(db, "count(*)", [top], "CASE WHEN created <= now THEN strftime('%Y-%m-%d', created, 'unixepoch') END")
    Expected(kpi["pairs"], rows, days(first), [0]).check()


def check_plain_figures(db, kpi):
    first = db.execute("SELECT strftime('%Y-%m-%d', min(won), 'unixepoch') FROM lead WHERE r_won").fetchone()[0]
    weekly = [(("all",), "%d-W%02d" % datetime.date.fromisoformat(d).isocalendar()[:2], v) for d, v in db.execute(
        "SELECT strftime('%Y-%m-%d', won, 'unixepoch'), ifnull(value, 0) FROM lead WHERE r_won AND won <= now")]
    sums = {}
    for _, week, v in weekly:
        sums[week] = sums.get(week, 0) + v
    Expected(kpi["won_value"], [(("all",), w, (v,)) for w, v in sums.items()], weeks(first), [0], scale=[100]).check()
    Expected(kpi["average"], grouped(db, "sum(visits), count(visits)", [], "NULL"), [None], [0, 0],
             ratio=lambda t: (t[0], t[1])).check()
    Expected(kpi["cycle"], nearest(db, "won - created", 50, "lead", "r_won", month_of("won")), months(first[:7]), [None]).check()
    Expected(kpi["slow"], nearest(db, "won - created", 90, "lead", "r_won", "NULL"), [None], [None]).check()
    rows = []
    for month in list(months(first[:7])):
        end = datetime.datetime.strptime(month, "%Y-%m").replace(day=28) + datetime.timedelta(4)
        at = int((end.replace(day=1) - datetime.datetime(1970, 1, 1)).total_seconds())
        rows.append((("all",), month, db.execute("SELECT count(*) FROM lead WHERE created < ? AND (won IS NULL OR won >= ?)"
                                                 " AND (rejected IS NULL OR rejected >= ?)", (at,) * 3).fetchone()))
    Expected(kpi["backlog"], rows, months(first[:7]), [0]).check()
    rows = [(("all",), "2026-S1", db.execute(
        "SELECT (SELECT sum(amount) FROM spend WHERE channel IN ('pago', 'evento') AND day <= '2026-06-15'),"
        " (SELECT count(*) FROM lead WHERE r_won AND won <= now)").fetchone())]
    Expected(kpi["cost"], rows, ["2026-S1"], [0, 0], scale=[100, 1], ratio=lambda t: (t[0], t[1])).check()
    acordo.check(kpi["cost"]["outside"] == 1, "cost: outside")
    Expected(kpi["share"], grouped(db, "count(*)", []), months("2026-01"), [0], ratio=lambda t: (t[0], Decimal(3))).check()
    rows = grouped(db, "sum(status = 'met'), sum(status <> 'none')", [], month_of("s_mql"), "answer")
    Expected(kpi["answered"], rows, months("2026-01"), [0, 0], ratio=lambda t: (t[0], t[1])).check()
    Expected(kpi["patience"], nearest(db, "spent", 50, "answer", "status = 'met'", "NULL"), [None], [None]).check()
    rows = grouped(db, "sum(leads)", [], "month",
                   "lead JOIN goal ON channel = CASE WHEN source = 'pago' THEN 'pago' ELSE 'rest' END")
    Expected(kpi["goals"], rows, months("2026-01"), [0], scale=[10]).check()
    late = db.execute("SELECT count(*) FROM lead WHERE created > now").fetchone()[0]
    for name in ("leads", "by_sector", "sectors", "pairs", "share", "goals"):
        acordo.check(kpi[name]["outside"] == late, "%s: outside" % name)


def check_baseline(shown):
    """p50 of two is the lower; of one it is that one."""
    for i, f in enumerate(shown["figures"]):
        before = [g["value"] for g in shown["figures"][max(0, i - 2):i] if label(g) == label(f)]
        acordo.check(f["baseline"] == (min(before) if before else None), "%s: baseline of figure %d" % (shown["name"], i))


def check_standing(db, j):
    row = db.execute("SELECT sum(r_new), sum(stage = 1 AND NOT is_out), sum(r_mql), sum(stage = 2 AND NOT is_out),"
                     " sum(r_sal), sum(stage = 3 AND NOT is_out), sum(r_won), sum(stage = 4 AND NOT is_out),"
                     " sum(h_out), sum(is_out) FROM lead").fetchone()
    took = [nearest(db, "s_%s - s_%s" % p, 50, "lead", "1", "NULL")[0][2][0] for p in
            (("mql", "new"), ("sal", "mql"), ("won", "sal"))]
    want = [row[0], row[1], row[2], row[3], took[0], row[4], row[5], took[1], row[6], row[7], took[2], row[8], row[9]]
    got = [plain(t) for t in j["funnel"]["figures"][0]["terms"]]
    acordo.check(got == want, "funnel: %s, %s" % (got, want))
    fields = {"source": "source", "sector": "sector", "employees": "employees", "deal_value": "value", "mql_at": "mql",
              "accepted_at": "accepted", "rejected_at": "rejected", "won_at": "won"}
    quality = j["quality"]
    for term, n in zip(quality["terms"][:-1], quality["figures"][0]["terms"]):
        want = db.execute("SELECT count(*) FROM lead WHERE %s IS NULL" % fields[term.split()[0]]).fetchone()[0]
        acordo.check(n == want, "quality: %s is %s, %s" % (term, n, want))
    acordo.check(quality["figures"][0]["terms"][-1] == db.execute("SELECT count(*) FROM lead").fetchone()[0], "quality: all")


def run():
    db = database()
    before = acordo.Tally.passed
    with tempfile.TemporaryDirectory() as folder:
        j = report(folder)
    kpi = {k["name"]: k for k in j["kpis"]}
    check_clauses(db, j["clauses"])
    check_split_figures(db, kpi)
    check_plain_figures(db, kpi)
    check_standing(db, j)
    print("   figures: %d numbers of a report are SQLite's" % (acordo.Tally.passed - before))
