"""reported.py -- what `acordo report` counted, as exact numbers by measure, period and group.

The form of the JSON is told at the head of interp/io/report_json.c.  Numbers come out as
int or Fraction, lengths of time as Fraction seconds, instants and days as text.
"""
import json
import os
import re
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from acordo import HERE, acordo, check

OTHERS = "(others)"  # the group of those after `top N`
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
LENGTH = re.compile(r"(-?)((?:\d+(?:\.\d+)? (?:business )?(?:%s)s? ?)+)" % "|".join(SECONDS))
PART = re.compile(r"(\d+(?:\.\d+)?) (?:business )?(\w+?)s?\b")
QUANTILES = {"median_nearest": "median", "p90_nearest": "p90", "p95_nearest": "p95"}


class Figure(NamedTuple):
    value: Any
    over: Any
    under: Any
    terms: list
    ended: bool
    verdict: Any


def exact(x):
    """Lengths of time as seconds; all else as it is."""
    whole = LENGTH.fullmatch(x) if isinstance(x, str) else None
    if whole is None:
        return x
    total = sum(Fraction(n) * SECONDS[unit] for n, unit in PART.findall(whole[2]))
    return Fraction(-total if whole[1] else total)


def rounded(x):
    """As the expected files round: half to even at the sixth place, an int where it is whole."""
    if not isinstance(x, Fraction):
        return x
    if x.denominator == 1:
        return int(x)
    return float((Decimal(x.numerator) / Decimal(x.denominator)).quantize(Decimal("0.000001"), ROUND_HALF_EVEN))


class Report:
    """`sets[name][period][group]` is a Figure: a KPI or a clause's measure by its name, the
    attainment of a clause at a level by (clause, agreement).  The period is None where there
    is no `per`; the group is () for all rows together, else a text or None a split."""

    def __init__(self, raw):
        self.raw, self.sets = raw, {}
        for kpi in raw["kpis"]:
            self.add(kpi["name"], kpi)
        for clause in raw["clauses"]:
            for level in clause["levels"]:
                if level["figures"] is not None:
                    self.add((clause["name"], level["agreement"]), level["figures"])

    def add(self, name, entry):
        periods = self.sets.setdefault(name, {})
        for f in entry["figures"]:
            group = tuple(OTHERS if isinstance(g, dict) else g for g in f["group"] or ())
            figure = Figure(exact(f["value"]), exact(f["over"]), exact(f["under"]), [exact(t) for t in f["terms"]],
                            f["ended"], f["verdict"])
            check(group not in periods.setdefault(f["period"], {}), "%s %s: %r twice" % (name, f["period"], group))
            check(figure.under in (None, 0) or rounded(Fraction(figure.over) / figure.under) == rounded(figure.value),
                  "%s %s %r: %s is not %s / %s" % (name, f["period"], group, figure.value, figure.over, figure.under))
            periods[f["period"]][group] = figure

    def value(self, name, *group, period=None):
        return rounded(self.sets[name][period][group].value)

    def rate(self, name, *group, period=None):
        """A share as the expected files write it; its two sides are counts."""
        f = self.sets[name][period][group]
        num, den = f.terms if f.under is None else (f.over, f.under)
        return {"num": num, "den": den, "rate": rounded(Fraction(num, den)) if den else None}

    def groups(self, name, period=None):
        return [g for g in self.sets[name][period] if g != ()]

    def by(self, name, what=None, missing="", period=None):
        """One entry a group of a KPI with one split: its value, or what(self, group)."""
        what = what or self.value
        return {missing if g == (None,) else g[0]: what(name, *g, period=period) for g in self.groups(name, period)}

    def rates(self, name, missing="", period=None):
        return self.by(name, self.rate, missing, period)

    def periods(self, name, what=None):
        return {p: (what or self.value)(name, period=p) for p in self.sets[name]}

    def dist(self, prefix, *group, unit=1, skip=()):
        """The distribution that PREFIX_mean, _min, _max, _median, _p90 and _p95 tell."""
        of = lambda name: self.sets["%s_%s" % (prefix, name)][None][group]
        in_units = lambda x: rounded(Fraction(x) / unit)
        mean = of("mean")
        if mean.under is None:
            return {"n": mean.terms[1]}
        out = {"n": mean.under, "sum": in_units(mean.over), "mean": in_units(Fraction(mean.over) / mean.under),
               "min": in_units(of("min").value), "max": in_units(of("max").value),
               **{k: in_units(of(q).value) for k, q in QUANTILES.items()}}
        return {k: v for k, v in out.items() if k not in skip}


def figures(policy, inputs, *options):
    """What the report says of these inputs; options as on the command line."""
    out, _ = acordo("report", os.path.join(HERE, policy), *inputs, "--format", "json", "--quiet", *options)
    return Report(json.loads(out, parse_float=Fraction))


def united(name, decided, counted, path=()):
    """Both trees in one; where both say something, they say the same."""
    out = dict(decided)
    for k, v in counted.items():
        if k in out and isinstance(v, dict) and isinstance(out[k], dict):
            out[k] = united(name, out[k], v, path + (k,))
        else:
            check(k not in out or out[k] == v, "%s: %s is %r in decisions, %r in the report" %
                  (name, "/".join(path + (k,)), out.get(k), v))
            out[k] = v
    return out
