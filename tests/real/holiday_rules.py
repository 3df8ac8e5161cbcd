"""holiday_rules.py -- the `holidays` blocks of stdlib/calendar, evaluated without Acordo.

A second reading of the same text: its own parser, its own Easter.  What it gives is what
Acordo has to give; both are held against lists that others made.
"""
import os
import re
from datetime import date, timedelta

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
CALENDARS = os.path.join(ROOT, "stdlib", "calendar")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
WEEKDAYS = "mon tue wed thu fri sat sun".split()
DAY = r"""(?P<date>\d{4}-\d\d-\d\d)
        | (?P<day>\d+)\ (?P<month>[a-z]+)
        | easter(?:\ (?P<sign>[-+])\ (?P<offset>\d+))?
        | (?P<nth>last|\d[a-z]{2})\ (?P<weekday>[a-z]+)\ of\ (?P<of>[a-z]+)"""
RULE = re.compile(r"(?:%s)(?:\ from\ (?P<first>\d{4}))?(?:\ until\ (?P<until>\d{4}))?(?P<observed>\ observed)?"
                  r'(?:\ "(?P<title>[^"]*)")?' % DAY, re.X)
HEAD = re.compile(r'holidays (\w+) "([^"]+)" \{')


def easter(year):
    """Butcher, Nature 1876: the Gregorian Easter Sunday."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 19 * m) // 433
    month = (h + m - 7 * n + 90) // 25
    return date(year, month, (h + m - 7 * n + 33 * month + 19) % 32)


def day_of(rule, year):
    """The rule's own day in a year, or None."""
    if rule["date"]:
        d = date.fromisoformat(rule["date"])
        return d if d.year == year else None
    if rule["day"]:
        month, day = MONTHS.index(rule["month"]) + 1, int(rule["day"])
        return None if (month, day) == (2, 29) and (year % 4 or not year % 100 and year % 400) else date(year, month, day)
    if rule["nth"]:
        month, weekday = MONTHS.index(rule["of"]) + 1, WEEKDAYS.index(rule["weekday"])
        days = [d for d in (date(year, month, 1) + timedelta(n) for n in range(31)) if d.month == month and d.weekday() == weekday]
        n = len(days) if rule["nth"] == "last" else int(rule["nth"][0])
        return days[n - 1] if n <= len(days) else None
    return easter(year) + timedelta(int((rule["sign"] or "+") + (rule["offset"] or "0")))


def days_of(rule, years):
    for year in years:
        if (rule["first"] and year < int(rule["first"])) or (rule["until"] and year > int(rule["until"])):
            continue
        d = day_of(rule, year)
        if d is not None:
            yield d + timedelta({5: -1, 6: 1}.get(d.weekday(), 0) if rule["observed"] else 0)


def rule_of(text):
    m = RULE.fullmatch(text)
    if m is None:
        raise ValueError("not a holiday: " + text)
    return m.groupdict()


def sets_of(module):
    """{name: its rules} of stdlib/calendar/MODULE.sla."""
    sets, name = {}, None
    with open(os.path.join(CALENDARS, module + ".sla"), encoding="utf-8") as f:
        for line in f:
            line = re.sub(r'\s*#(?=[^"]*$).*', "", line).strip()
            head = HEAD.fullmatch(line)
            if head:
                name = head[1]
                sets[name] = []
            elif line == "}":
                name = None
            elif name is not None and line:
                rule = rule_of(line)
                if not rule["title"]:
                    raise ValueError("a holiday without a title: " + line)
                sets[name].append(rule)
    return sets


def modules():
    return sorted(f[:-4] for f in os.listdir(CALENDARS) if f.endswith(".sla"))
