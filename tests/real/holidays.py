"""stdlib/calendar against lists of days that others made.

The days of every set come from Acordo (`day in br`) and from holiday_rules.py, which read
the same text independently.  They are compared with
- shared/data/holidays: Brazil, São Paulo, Portugal, the United States, the bank calendar of
  ANBIMA, and business days computed from them;
- Debian's python3-holidays, allowing exactly what stdlib/calendar/SOURCES.md lists, where
  each difference has its law.
"""
import json
import os
import subprocess
import tempfile
from datetime import date, timedelta
from fnmatch import fnmatchcase

import holiday_rules
from acordo import DATA, acordo, check, decide

FIRST, LAST = 2015, 2030
SOURCES = os.path.join(holiday_rules.CALENDARS, "SOURCES.md")
ROOT = os.path.join(DATA, "holidays")
# The same in python3-holidays 0.10.1: a class and its arguments.
PYTHON = {"br": "Brazil()", "pt": "Portugal()", "us_actual": "UnitedStates(observed=False)", "gb": "England()", "fr": "France()",
          "es": "Spain()", "it": "Italy()", "nl": "Netherlands()", "mx": "Mexico(observed=False)", "ca": "Canada(observed=False)",
          "at": "Austria()", "be": "Belgium()"}
STATES = {"br": "Brazil(state='%s')", "de": "Germany(prov='%s')"}


def day(text):
    return date.fromisoformat(text)


def span(first=FIRST, last=LAST):
    d = date(first, 1, 1)
    while d.year <= last:
        yield d
        d += timedelta(1)


# -- where the days of a set come from --------------------------------------------------


def by_rules(module):
    """{set: its days from FIRST to LAST}, by holiday_rules.py."""
    years = range(FIRST - 1, LAST + 2)
    sets = holiday_rules.sets_of(module)
    return {s: {d for r in rules for d in holiday_rules.days_of(r, years) if FIRST <= d.year <= LAST} for s, rules in sets.items()}


def by_acordo(module):
    """The same, by the interpreter: one record a day, one flag a set."""
    names = list(holiday_rules.sets_of(module))
    with tempfile.TemporaryDirectory() as folder:
        policy, data = os.path.join(folder, "days.sla"), os.path.join(folder, "days.ndjson")
        with open(policy, "w", encoding="utf-8") as f:
            f.write("use std.calendar.%s\n\nlead {\n  day  date  required\n}\n" % module)
        with open(data, "w", encoding="utf-8") as f:
            f.writelines('{"day": "%s"}\n' % d for d in span())
        rows = decide(policy, [data], select=["day"] + ["day in " + s for s in names])
    return {s: {day(r["day"]) for r in rows if r["day in " + s]} for s in names}


DAYS = by_acordo  # by_acordo: what the interpreter says


def all_sets():
    sets = {}
    for module in holiday_rules.modules():
        got, again = DAYS(module), by_rules(module)
        for name in again:
            check(name not in sets, "holidays: %s is declared twice" % name)
            same("%s: Acordo and the second reading" % name, got[name], again[name])
        sets.update(again)
    return sets


# -- comparing --------------------------------------------------------------------------


def shown(days):
    return ", ".join("%s %s" % (d, holiday_rules.WEEKDAYS[d.weekday()]) for d in sorted(days)[:12])


def same(what, ours, theirs):
    check(ours == theirs, "holidays: %s: only ours %s; only theirs %s" % (what, shown(ours - theirs), shown(theirs - ours)))


def listed(name, key="holidays"):
    with open(os.path.join(ROOT, name + ".json"), encoding="utf-8") as f:
        return {day(h["date"]) for h in json.load(f)[key]}


def shared_lists(sets):
    same("BR", sets["br"], listed("BR"))
    same("BR optional", sets["br_optional"] | sets["br_ash_wednesday"], listed("BR", "ponto_facultativo_not_statutory"))
    same("BR-SP", sets["br"] | sets["br_sp"], listed("BR-SP"))
    same("PT", sets["pt"], listed("PT"))
    same("US, actual", sets["us_actual"], listed("US-federal"))
    same("US, observed", sets["us"], listed("US-federal", "observed_days_off"))
    with open(os.path.join(ROOT, "bizdays_ANBIMA.cal"), encoding="utf-8") as f:
        banks = {day(line.strip()) for line in f if line[:2] == "20"}
    rules = [r for s in ("br", "br_optional") for r in holiday_rules.sets_of("br")[s]]
    ours = {d for r in rules for d in holiday_rules.days_of(r, range(2001, 2100))}
    same("ANBIMA 2001 to 2099", ours, {d for d in banks if 2001 <= d.year < 2100})


# -- business days ----------------------------------------------------------------------


def business_days(sets):
    """Months, years, the nth business day after a day, business days in (a, b]."""
    with open(os.path.join(ROOT, "expected.json"), encoding="utf-8") as f:
        regions = json.load(f)["regions"]
    ours = {"BR": sets["br"], "BR-SP": sets["br"] | sets["br_sp"], "PT": sets["pt"],
            "BR+facultativo": sets["br"] | sets["br_optional"], "US-federal": sets["us"]}
    check(set(regions) == set(ours), "holidays: the regions of expected.json")
    for region, want in regions.items():
        work = [d for d in span() if d.weekday() < 5 and d not in ours[region]]
        n = {"per_year": 4, "per_month": 7}
        for key, width in n.items():
            got = {k: sum(1 for d in work if str(d)[:width] == k) for k in want[key]}
            check(got == want[key], "holidays: %s %s" % (region, key))
        for start, n_days, end in want["add_business_days"]:
            got = [d for d in work if d > day(start)][n_days - 1]
            check(got == day(end), "holidays: %s, %d business days after %s: %s, not %s" % (region, n_days, start, got, end))
        for a, b, n_days in want["between"]:
            got = sum(1 for d in work if day(a) < d <= day(b))
            check(got == n_days, "holidays: %s, business days from %s to %s: %d, not %d" % (region, a, b, got, n_days))


# The calendar of each region, open for all of its business days.
CLOSED = {"BR": ("br", "closed br"), "PT": ("pt", "closed pt"), "BR+facultativo": ("br", "closed br, br_optional"), "US-federal": ("us", "closed us"),
          "BR-SP": ("br", "closed br, br_sp")}


def business_days_by_acordo():
    """The same answers from `deadline` and `business_time`: a business day has 24 hours here,
    and the nth one after a day ends where the next day begins."""
    with open(os.path.join(ROOT, "expected.json"), encoding="utf-8") as f:
        regions = json.load(f)["regions"]
    midnight = lambda d: "%sT00:00:00Z" % d
    for region, want in regions.items():
        module, closed = CLOSED[region]
        with tempfile.TemporaryDirectory() as folder:
            policy, data = os.path.join(folder, "days.sla"), os.path.join(folder, "days.ndjson")
            with open(policy, "w", encoding="utf-8") as f:
                f.write('use std.calendar.%s\n\nlead {\n  a  timestamp  required\n  b  timestamp  required\n}\n\n'
                        'calendar work {\n  timezone "UTC"\n  open mon..fri 00:00-24:00\n  %s\n}\n' % (module, closed))
            after = [(day(s), n, day(e)) for s, n, e in want["add_business_days"]]
            between = [(day(a), day(b), n) for a, b, n in want["between"]]
            ends = [(a, b + timedelta(1)) for a, _, b in after] + [(a + timedelta(1), b + timedelta(1)) for a, b, _ in between]
            with open(data, "w", encoding="utf-8") as f:
                f.writelines('{"a": "%s", "b": "%s"}\n' % (midnight(a), midnight(b)) for a, b in ends)
            deadline = {n: "deadline(a, %d business days, work) = b" % n for _, n, _ in after}
            length = {n: "business_time(a, b, work) = %d business hours" % (24 * n) for _, _, n in between}
            rows = decide(policy, [data], select=list(deadline.values()) + list(length.values()))
        for (start, n, end), r in zip(after, rows):
            check(r[deadline[n]] is True, "holidays: acordo, %s, %d business days after %s: not %s" % (region, n, start, end))
        for (a, b, n), r in zip(between, rows[len(after):]):
            check(r[length[n]] is True, "holidays: acordo, %s, business days from %s to %s: not %d" % (region, a, b, n))


# -- python3-holidays -------------------------------------------------------------------


def years_of(text):
    spans = [t.split("-") for t in text.split(", ")]
    return [y for t in spans for y in range(int(t[0]), int(t[-1]) + 1)]


def differences(column):
    """Rows of SOURCES.md where the library of that column differs from us: (sets, days, whether
    the library has them, the row's text)."""
    with open(SOURCES, encoding="utf-8") as f:
        rows = [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in f.read().split("\n| set |")[1].splitlines()[2:]]
    for row in rows:
        names, days, years, ours, theirs = row[0].split(), row[1].split(", "), years_of(row[2]), row[5], row[column]
        check(len(row) == 7 and {ours, theirs} <= {"yes", "no"} and row[6], "SOURCES.md: a row: %s" % row)
        if theirs != ours:
            rules = [holiday_rules.rule_of(d) for d in days]
            yield names, {d for r in rules for d in holiday_rules.days_of(r, years)}, theirs == "yes", " | ".join(row)


def hold(sets, library, column):
    """Every set of `library` is ours but for the rows, and no row is without effect."""
    rows, needed = list(differences(column)), set()
    for name, theirs in library.items():
        base = name.split("_")[0]
        ours = sets[name] | sets[base] if base in STATES else sets[name]
        without, more = set(), set()
        for patterns, days, has, text in rows:
            if any(fnmatchcase(name, p) for p in patterns):
                (more if has else without).update(days)
                if days & (theirs ^ ours):
                    needed.add(text)
        same("%s in the library, by SOURCES.md" % name, (ours - without) | more, theirs)
    for _, _, _, text in rows:
        check(text in needed, "SOURCES.md: nothing needs %s" % text)


def python_holidays(sets):
    classes = dict(PYTHON)
    for name in sets:
        country, _, state = name.partition("_")
        if len(state) == 2 and country in STATES:
            classes[name] = STATES[country] % state.upper()
    program = "import holidays, json\ny = range(%d, %d)\nprint(json.dumps({%s}))" % (FIRST - 1, LAST + 2, ", ".join(
        "%r: [d.isoformat() for d in holidays.%s]" % (name, c.replace("()", "(years=y)").replace("=False)", "=False, years=y)").replace("')", "', years=y)"))
        for name, c in classes.items()))
    p = subprocess.run(["/usr/bin/python3", "-I", "-c", program], capture_output=True, text=True)
    check(p.returncode == 0, "holidays: python3-holidays (make deps): %s" % p.stderr[-500:])
    if p.returncode == 0:
        theirs = {s: {d for d in map(day, days) if FIRST <= d.year <= LAST} for s, days in json.loads(p.stdout).items()}
        hold(sets, theirs, 3)


def run():
    modules = [os.path.join(holiday_rules.CALENDARS, m + ".sla") for m in holiday_rules.modules()]
    acordo("fmt", "--check", *modules)
    sets = all_sets()
    shared_lists(sets)
    business_days(sets)
    if DAYS is by_acordo:
        business_days_by_acordo()
    python_holidays(sets)
