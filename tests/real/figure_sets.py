"""What a report makes of a measure's rows: figures by group and period, verdicts, standing.

Written from the language's description, in the shape of `acordo report --format json`.
"""
import datetime
import re
from decimal import ROUND_HALF_EVEN, Decimal

OTHERS = "<others>"
ALL = ("all",)

# -- kinds of value ----------------------------------------------------------------------------


def number(v):
    return None if v is None else Decimal(v)


def money(cents):
    return None if cents is None else Decimal(cents) / 100


def tenths(v):
    return None if v is None else Decimal(v) / 10


def elapsed(seconds):
    return None if seconds is None else "%d seconds" % seconds


def business(seconds):
    return None if seconds is None else "%d business seconds" % seconds


SECONDS = {"day": 86400, "hour": 3600, "minute": 60, "second": 1}
PART = r"\d+ (?:business )?(?:day|hour|minute|second)s?"


def length(text):
    """A length of time in its seconds; other text as it is."""
    if not re.fullmatch("-?%s(?: %s)*" % (PART, PART), text):
        return text
    n = sum(int(n) * SECONDS[u] for n, u in re.findall(r"(\d+) (?:business )?(day|hour|minute|second)", text))
    n = -n if text.startswith("-") else n
    return business(n) if "business" in text else elapsed(n)


def plain(tree):
    """A report whose lengths of time are in seconds."""
    if isinstance(tree, dict):
        return {k: plain(v) for k, v in tree.items()}
    if isinstance(tree, list):
        return [plain(v) for v in tree]
    return length(tree) if isinstance(tree, str) else tree


# -- periods -----------------------------------------------------------------------------------


def first_day(period):
    """The day on which a period begins, by its code."""
    if period is None or len(period) == 10:
        return period
    year, part = period[:4], period[5:]
    if part.startswith("W"):
        return datetime.date.fromisocalendar(int(year), int(part[1:]), 1).isoformat()
    months = {"Q": 3, "S": 6}
    month = 1 if not part else (int(part[1:]) - 1) * months[part[0]] + 1 if part[0] in months else int(part)
    return "%s-%02d-01" % (year, month)


def days(first, now):
    d = datetime.date.fromisoformat(first)
    return [(d + datetime.timedelta(n)).isoformat() for n in range((now.date() - d).days + 1)]


def months(first, now):
    return sorted({d[:7] for d in days(first[:7] + "-01", now)})


def weeks(first, now):
    return sorted({"%d-W%02d" % datetime.date.fromisoformat(d).isocalendar()[:2] for d in days(first, now)})


# -- figures -----------------------------------------------------------------------------------


def rounded(over, under):
    return (Decimal(over) / Decimal(under)).quantize(Decimal("0.000001"), ROUND_HALF_EVEN)


def nearest_rank(values, percent):
    values = sorted(v for v in values if v is not None)
    return values[-(-len(values) * percent // 100) - 1] if values else None


def verdict(exact, target, ended, early):
    """early: what counts only grows, so that what is reached stays reached."""
    if exact is None:
        return "no value" if ended else "open"
    if ended:
        return "kept" if exact >= target else "missed"
    return "kept" if early and exact >= target else "open"


def group_json(group):
    return None if group == ALL else [{"others": True} if g == OTHERS else g for g in group]


def group_order(group):
    """Texts, then what is missing, then the others."""
    return [(2 if g == OTHERS else 1 if g is None else 0, g or "") for g in group]


def one_value(terms):
    return terms[0], None, None, terms[0]


def no_value(_):
    return None, None, None, None


def division(sides):
    """sides: of the terms what is divided by what."""
    def of(terms):
        over, under = sides(terms)
        if not under:
            return None, None, None, None
        return rounded(over, under), over, under, Decimal(over) / Decimal(under)
    return of


def standing(figures):
    """The last verdict, and for how many judged periods in a row it has stood."""
    judged = [f for f in figures if f["group"] is None and f["verdict"] in ("kept", "missed")]
    run = 0
    while run < len(judged) and judged[-1 - run]["verdict"] == judged[-1]["verdict"]:
        run += 1
    return {"verdict": judged[-1]["verdict"] if judged else "open", "since": judged[-run]["period"] if judged else None,
            "last": judged[-1]["period"] if judged else None, "periods": Decimal(run)}


def figure_set(rows, periods, shown, value=one_value, empty=None, target=None, early=False, baseline=None,
               outside=0, unknown=0, kept=0):
    """rows: (group, period, terms); shown: how each term is written; empty: terms of a figure
    without rows; value: of terms (value, over, under, exact); baseline: (percent, last);
    the last of the periods is still open."""
    held = {(tuple(g), p): terms for g, p, terms in rows}
    groups = [ALL] + sorted({g for g, _ in held if g != ALL}, key=group_order)
    figures = []
    for group in groups:
        values = []
        for period in periods:
            terms = [show(v) for show, v in zip(shown, held.get((group, period), empty or [0] * len(shown)))]
            v, over, under, exact = value(terms)
            ended = period is None or period != periods[-1]
            before = values[-baseline[1]:] if baseline else []
            figures.append({"group": group_json(group), "period": period, "start": first_day(period), "ended": ended,
                            "value": v, "over": over, "under": under, "terms": terms,
                            "baseline": nearest_rank(before, baseline[0]) if baseline else None,
                            "verdict": None if target is None else verdict(exact, target, ended, early)})
            values.append(v)
    return {"target": None if target is None else {"at": "least", "value": target},
            "baseline": None if baseline is None else dict(zip(("percent", "last"), map(Decimal, baseline))),
            "standing": None if target is None else standing(figures), "outside": Decimal(outside),
            "unknown": Decimal(unknown), "cut": Decimal(0), "kept_values": Decimal(kept), "figures": figures}
