"""Every command that an HTML report prints is run: it says what the report says.

usage: report_commands.py ACORDO.  The report as JSON has the numbers; `explain --figure` must
give the same, to the last place, and its text must show what the page shows beside the command.
What it counts is then added up from its own records.
"""
import html
import html.parser
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal

ACORDO = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
passed = failed = 0


def check(ok, what):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print("FAIL explain:", what)


class Rows(html.parser.HTMLParser):
    """The cells of each table row, and the command that stands in it."""

    def __init__(self):
        super().__init__()
        self.rows, self.cells, self.code, self.text = [], [], None, None

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.cells, self.code = [], None
        if tag in ("th", "td", "code"):
            self.text = ""

    def handle_data(self, data):
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "code":
            self.code, self.text = self.text, None
        elif tag in ("th", "td") and self.text is not None:
            self.cells.append(self.text.strip())
            self.text = None
        elif tag == "tr" and self.code:
            self.rows.append((self.code, self.cells))


def run(args, cwd):
    r = subprocess.run(args, cwd=cwd, capture_output=True, text=True, shell=isinstance(args, str),
                       env={**os.environ, "PATH": os.path.dirname(ACORDO) + ":" + os.environ["PATH"]})
    return r.returncode, r.stdout, r.stderr


def load(text):
    return json.loads(text, parse_float=Decimal)


def sets_of(report):
    """By the names that commands use: the figures of each measure."""
    sets = {k["name"]: k for k in report["kpis"]}
    for name in ("funnel", "quality"):
        if report[name]:
            sets[name] = report[name]
    for c in report["clauses"]:
        for level in c["levels"]:
            if level["figures"]:
                many = len(c["levels"]) > 1
                sets[f"{level['agreement']}.{c['name']}" if many else c["name"]] = level["figures"]
    return sets


def option(words, name):
    return [words[i + 1] for i, w in enumerate(words) if w == name]


def group_word(g):
    return "(missing)" if g is None else "others" if isinstance(g, dict) else g


def figure_of(sets, words):
    name, = option(words, "--figure")
    period = option(words, "--period")
    group = option(words, "--group")
    for f in sets[name]["figures"]:
        if (f["period"] == (period[0] if period else None)
                and [group_word(g) for g in f["group"] or []] == group):
            return f
    return None


def same_figure(command, got, want):
    for key in ("group", "period", "ended", "value", "over", "under", "verdict"):
        check(got[key] == want[key], f"{command}: {key} is {got[key]}, in the report {want[key]}")
    check([t["value"] for t in got["terms"]] == want["terms"], f"{command}: terms {want['terms']}")
    base = got["baseline"]["value"] if got["baseline"] else None
    check(base == want["baseline"], f"{command}: baseline is {base}, in the report {want['baseline']}")


def nearest(values, percent):
    return sorted(values)[(len(values) * percent + 99) // 100 - 1]


def adds_up(command, figure, kept):
    """The records of a figure, all of them, give its terms."""
    for t in figure["terms"]:
        check(len(t["records"]) == t["counted"], f"{command}: {t['text']} lists {len(t['records'])} of {t['counted']}")
        values = [r["value"] for r in t["records"]]
        agg = t["text"].split("(")[0]
        if agg == "count":
            check(t["value"] == t["counted"], f"{command}: {t['text']} counts {t['counted']}, is {t['value']}")
        elif agg == "sum":
            check(t["value"] == sum(values), f"{command}: {t['text']} adds to {sum(values)}, is {t['value']}")
        elif agg in ("median", "p90") and t["counted"] > 0:
            check(values.count(t["value"]) > 0 and t["rank"] == (t["counted"] * (50 if agg == "median" else 90) + 99) // 100,
                  f"{command}: {t['text']} is {t['value']}, rank {t['rank']} of {t['counted']}")
            check(t["first_with_value"]["value"] == t["value"], f"{command}: {t['text']}'s record")
        fates = ("counted", "no_value", "left_out", "unknown", "no_instant", "after_as_of", "other_groups", "elsewhere")
        total = sum(t[k] for k in fates)
        if kept is not None and "(lead" in t["text"]:
            check(total == kept, f"{command}: {t['text']} tells of {total} records, there are {kept}")


def explain(command, cells, sets, cwd, kept, whole):
    words = shlex.split(command)
    code, text, err = run(command + " --quiet", cwd)
    check(code == 0, f"{command}: exit {code}: {err}")
    if "--lead" in words:
        lead, = option(words, "--lead")
        check(text.startswith(lead + "  "), f"{command}: not of {lead}")
        return
    code, out, err = run(command + " --quiet --format json" + (" --limit 100000" if whole else ""), cwd)
    want = figure_of(sets, words)
    check(code == 0 and want is not None, f"{command}: exit {code}, {want}")
    if code != 0 or want is None:
        return
    figures = load(out)["figures"]
    check(len(figures) == 1, f"{command}: {len(figures)} figures")
    same_figure(command, figures[0], want)
    shown = figures[0]["shown"]
    if shown is not None:
        check(shown in text, f"{command}: no {shown} in its text")
        check(shown in cells, f"{command}: shows {shown}, the page {cells}")
    if whole:
        adds_up(command, figures[0], kept)


def statuses(what, report, args, cwd):
    """A clause's cases by status are asked for as CLAUSE.status."""
    for c in report["clauses"]:
        if c["kind"] == "measure":
            continue
        code, out, err = run([ACORDO, "explain", args[0], "--figure", c["name"] + ".status", *args[1:], "--quiet",
                              "--format", "json"], cwd)
        check(code == 0, f"{what}: {c['name']}.status: exit {code}: {err}")
        figure, = load(out)["figures"]
        got = {t["name"]: t["value"] for t in figure["terms"]}
        check(got == c["status"], f"{what}: {c['name']}: {got}, in the report {c['status']}")


def try_report(what, cwd, args, least, whole=False):
    """Each command of the page of such a report; least: how many there must be."""
    code, page, err = run([ACORDO, "report", *args, "--quiet", "--format", "html"], cwd)
    check(code == 0, f"{what}: html: exit {code}: {err}")
    code, out, err = run([ACORDO, "report", *args, "--quiet", "--format", "json"], cwd)
    check(code == 0, f"{what}: json: exit {code}: {err}")
    rows = Rows()
    rows.feed(page)
    report = load(out)
    sets = sets_of(report)
    kept = None if "--where" in args else report["inputs"][0]["accepted"]
    statuses(what, report, args, cwd)
    commands = {}
    for command, cells in rows.rows:
        commands.setdefault(command, []).extend(cells)
    check(len(commands) >= least, f"{what}: {len(commands)} commands, {least} expected")
    check(page.count("acordo explain ") == len(rows.rows), f"{what}: commands that stand in no row")
    # Sanitizers make a command ten times slower: run.sh asks for one of so many there.
    for command, cells in list(commands.items())[::int(os.environ.get("SAMPLE", "1"))]:
        explain(command, cells, sets, cwd, kept, whole)


def main():
    clinic = os.path.join(HERE, "../../examples/clinic")
    small = os.path.join(HERE, "../run/report_json")
    as_of = ["--as-of", "2026-06-30T18:00-03:00"]
    files = ["leads.csv", "spend=spend.csv", "team=team.csv"]
    try_report("small", small, ["policy.sla", *files, "--as-of", "2026-06-21T12:00Z"], 10, whole=True)
    try_report("figures", os.path.join(HERE, "../run/explain_figures"),
               ["policy.sla", "leads.csv", "spend=spend.csv", "--as-of", "2026-05-20T12:00-03:00"], 40, whole=True)
    try_report("clinic", clinic, ["policy.sla", *files, *as_of], 100, whole=True)
    with tempfile.TemporaryDirectory() as tmp:
        for f in ("policy.sla", "spend.csv", "team.csv"):
            shutil.copy(os.path.join(clinic, f), tmp)
        lines = open(os.path.join(clinic, "leads.csv"), encoding="utf-8").read().splitlines(True)
        for name, part in (("it's one.csv", lines[1:200]), ("two.csv", lines[200:])):
            with open(os.path.join(tmp, name), "w", encoding="utf-8") as f:
                f.writelines(lines[:1] + part)
        try_report("what-if of two files", tmp,
                   ["policy.sla", "it's one.csv", "two.csv", "spend=spend.csv", "team=team.csv", *as_of,
                    "--scenario", "stricter", "--set", "mql_bar=45", "--where", "visits > 1", "--delimiter", ";",
                    "--periods", "2"], 40)
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
