#!/usr/bin/env python3
"""formats.py ACORDO: what `check` and `test` write for other programs, read as these read it.

Every format of every set of policies is written twice and must be the same bytes.  SARIF and
JUnit are held against schemas; places in SARIF, in units of UTF-16, against those of JSON, in
code points; TAP against its plan; annotations and comments against the limits of the hosts.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import urllib.parse
import xml.etree.ElementTree as ET

import jsonschema

ACORDO = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
passed = failed = 0


def check(what, fine, shown=""):
    global passed, failed
    if fine:
        passed += 1
    else:
        failed += 1
        print(f"FAIL {what}\n     {str(shown)[:600]}")


ACCENTS = ('lead {\n\tsource text\n  visits number\n  ação one of é, ü\n}\nscore s {\n'
           '\t+1 when source != "ads"  # a tab before it\n'
           '  +1 when "\U0001F600 é" = source and visits > "x" or vists = 3\n'
           '  +1 when ' + unicodedata.normalize("NFD", '"ção"') + ' = source and vists2 = 3\n'
           '  +1 when visits in ["{0} | @you `x` <b> #12 %, \u2028"]\n}\n')
WARNS = 'lead {\n  source text\n}\nscore s {\n  +1 when source != "ads"\n}\n'
ALLOWED = ('lead {\n  source text\n}\n# acordo: allow W0601 missing is "no" <here>\n'
           'score s {\n  +1 when source != "ads"\n  +1 when source != "x"\n}\n'
           'threshold bar = 3  # acordo: allow W0602\n')
MANY = ('lead {\n  visits number\n  source text\n}\nscore s {\n'
        + ''.join(f'  +1 when visits > "{i}"\n' for i in range(40))
        + ''.join(f'  +1 when source != "{i}"\n' for i in range(40)) + '}\n')
HUGE = ('lead {\n  visits number\n}\nscore s {\n'
        + ''.join(f'  +1 when visits > "{i} {"ç|" * 300}"\n' for i in range(150)) + '}\n')
CLEAN = 'lead {\n  visits number default 0\n}\nscore s { +1 per visits }\n'
MODULE = 'use team.a\nlead {\n  source text\n}\nscore s { +1 when hot }\n'
TEAM = 'define hot = source != "ads"\n'
TESTS = ('lead {\n  visits number\n}\nscore s { +1 per visits }\n'
         'test "é: passes # 1" {\n  given lead { visits 3 }\n  expect s = 3\n}\n'
         'test "fails \\"<&>\\"" {\n  given lead { visits 3 }\n'
         '  expect s = 4, visits < 2, s = 3\n}\n')

FILES = {"pólicies dir/café, 100%: x.sla": ACCENTS, "warn.sla": WARNS, "allowed.sla": ALLOWED,
         "many.sla": MANY, "huge.sla": HUGE, "clean.sla": CLEAN, "m1.sla": MODULE,
         "m2.sla": MODULE, "team/a.sla": TEAM, "tests.sla": TESTS, "empty.sla": ""}
SETS = [["pólicies dir/café, 100%: x.sla"], ["warn.sla"], ["allowed.sla"], ["many.sla"],
        ["huge.sla"], ["clean.sla"], ["m1.sla", "m2.sla"], ["empty.sla"], ["none.sla"],
        [f for f in FILES if not f.startswith(("huge", "team"))]]
TEST_SETS = [["tests.sla"], ["clean.sla"], ["tests.sla", "clean.sla", "many.sla"]]


def run(command, fmt, files, *more):
    args = [ACORDO, command, "--format", fmt, *more, *files]
    first, again = (subprocess.run(args, capture_output=True) for _ in range(2))
    check(f"{command} {fmt} {files}: the same bytes again", first.stdout == again.stdout)
    check(f"{command} {fmt} {files}: exit", first.returncode in (0, 1, 2, 3), first)
    return first.stdout.decode("utf-8")


def found(files, *more):
    return [json.loads(x) for x in run("check", "json", files, *more).splitlines()]


# -- SARIF -------------------------------------------------------------------------------------

SCHEMA = json.load(open(os.path.join(HERE, "sarif.schema.json"), encoding="utf-8"))


def between(lines, lo_line, lo, hi_line, hi):
    """Text from (line, column) to (line, column), columns from 1 in units of lists."""
    if lo_line == hi_line:
        return lines[lo_line - 1][lo - 1:hi - 1]
    return lines[lo_line - 1][lo - 1:] + sum(lines[lo_line:hi_line - 1], []) \
        + lines[hi_line - 1][:hi - 1]


def text16(path, r):
    lines = open(path, encoding="utf-8", newline="").read().split("\n")
    raw = [x.encode("utf-16-le") for x in lines]
    units = [[x[i:i + 2] for i in range(0, len(x), 2)] for x in raw]
    part = between(units, r["startLine"], r["startColumn"], r["endLine"], r["endColumn"])
    return b"".join(part).decode("utf-16-le", errors="replace")


def text32(path, d):
    lines = open(path, encoding="utf-8", newline="").read().split("\n")
    part = between([list(x) for x in lines], d["line"], d["col"], d["end_line"], d["end_col"])
    return "".join(part)


def path_of(uri):
    return urllib.parse.unquote(uri.removeprefix("file://"))


def sarif(files):
    doc = json.loads(run("check", "sarif", files))
    errors = [e.message for e in jsonschema.Draft7Validator(SCHEMA).iter_errors(doc)]
    check(f"sarif {files}: schema", not errors, errors[:2])
    one = doc["runs"][0]
    rules = [r["id"] for r in one["tool"]["driver"]["rules"]]
    check(f"sarif {files}: rules", len(set(rules)) == len(rules) and all(
        rules[r["ruleIndex"]] == r["ruleId"] for r in one["results"]), rules)
    # JSON stops at twenty errors of a policy; what it shows must be in SARIF at its place.
    shown = {}
    for r in one["results"]:
        if "locations" not in r:
            continue
        place = r["locations"][0]["physicalLocation"]
        file = path_of(place["artifactLocation"]["uri"])
        text = text16(file, place["region"]) if "region" in place else None
        line = place["region"]["startLine"] if "region" in place else None
        shown.setdefault((r["ruleId"], file, line), []).append(
            (text, "suppressions" in r, r["message"]["text"]))
    for d in found(files):
        hits = shown.get((d["code"], d["file"], d["line"]), [])
        text = text32(d["file"], d) if d["line"] else None
        message = "\n".join([d["message"], *d["help"]]).replace("{", "{{").replace("}", "}}")
        check(f"sarif {files}: {d['code']} at {d['file']}:{d['line']}",
              (text, d["severity"] == "allowed", message) in hits, (text, message, hits))


# -- JUnit and TAP -----------------------------------------------------------------------------

def junit(command, files, cases, failures, skipped, *more):
    text = run(command, "junit", files, *more)
    xsd = os.path.join(HERE, "junit.xsd")
    lint = subprocess.run(["xmllint", "--noout", "--schema", xsd, "-"],
                          input=text.encode("utf-8"), capture_output=True)
    check(f"{command} junit {files}: schema", lint.returncode == 0, lint.stderr)
    root = ET.fromstring(text.encode("utf-8"))
    counts = [len(root.findall(".//" + x)) for x in ("testcase", "failure", "skipped")]
    check(f"{command} junit {files}: counted",
          counts == [int(root.get(x)) for x in ("tests", "failures", "skipped")], counts)
    check(f"{command} junit {files}: cases", counts == [cases, failures, skipped], counts)
    for suite in root:
        names = {(c.get("file"), c.get("line"), c.get("name")) for c in suite}
        check(f"{command} junit {files}: names", len(names) == len(suite), suite.get("name"))


def tap(command, files, cases, failures, skipped, *more):
    lines = run(command, "tap", files, *more).splitlines()
    points = [x for x in lines if re.match(r"(not )?ok \d+ - ", x)]
    check(f"{command} tap {files}: head", lines[:2] == ["TAP version 14", f"1..{cases}"], lines[:2])
    numbers = [int(re.search(r"ok (\d+)", x).group(1)) for x in points]
    check(f"{command} tap {files}: plan", numbers == list(range(1, cases + 1)), numbers)
    counts = (sum(x.startswith("not ") for x in points),
              sum(bool(re.search(r"(?<!\\)# SKIP", x)) for x in points))
    check(f"{command} tap {files}: verdicts", counts == (failures, skipped), counts)
    directives = [x for x in points if re.search(r"(?<!\\)#(?! SKIP )", x)]
    check(f"{command} tap {files}: no other directive", not directives, directives)
    block = False
    for x in lines[2:]:
        if x in ("  ---", "  ..."):
            block = x == "  ---"
        elif block:
            key, _, value = x.strip().partition(": ")
            check(f"{command} tap {files}: yaml", key.isalpha() and (
                value.isdigit() or isinstance(json.loads(value), str)), x)


# -- annotations and comments ------------------------------------------------------------------

def github(command, files, *more):
    lines = run(command, "github", files, *more).splitlines()
    kinds = {}
    for x in lines:
        m = re.fullmatch(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^,:\n]*,?)+)::(.*)", x)
        if m is None:
            check(f"{command} github {files}: {x}", re.fullmatch(
                r"The first 10 of \d+ (error|warning|lint)s are annotations\.", x), x)
            continue
        kinds[m.group(1)] = kinds.get(m.group(1), 0) + 1
        fields = dict(f.split("=", 1) for f in m.group(2).split(","))
        file = urllib.parse.unquote(fields.get("file", ""))
        check(f"{command} github {files}: file", file in FILES or file == "none.sla", x)
    check(f"{command} github {files}: at most ten", all(n <= 10 for n in kinds.values()), kinds)
    return kinds


def markdown(command, files, verdict, *more):
    text = run(command, "markdown", files, *more)
    check(f"{command} markdown {files}: verdict", text.split("\n")[0] == f"**{verdict}**", text[:200])
    check(f"{command} markdown {files}: size", len(text.encode("utf-8")) <= 65000, len(text))
    outside, fence = [], None
    for x in text.split("\n"):
        if fence is None and x.startswith("```"):
            fence = re.match("`+", x).group()
        elif fence is not None and x == fence:
            fence = None
        elif fence is None:
            outside.append(x)
    check(f"{command} markdown {files}: fences", fence is None)
    bare = [x for x in outside if re.search(r"@|(?<!\\)`|:\d+:|(?<![\\&])#\d", x)]
    check(f"{command} markdown {files}: escaped", not bare, bare)
    tags = [x for x in outside if re.search(r"<(?!/?details>|/?summary>)", x)]
    check(f"{command} markdown {files}: tags", not tags, tags)
    rows = [x for x in outside if x.startswith("|")]
    check(f"{command} markdown {files}: cells",
          all(len(re.findall(r"(?<!\\)\|", x)) == 4 for x in rows), rows[:3])
    check(f"{command} markdown {files}: folded",
          text.count("<details>") == text.count("</details>") <= 1)
    return text


def counted(files):
    """Cases, failures, skipped: as `json` has them, but without its limit of errors."""
    doc = json.loads(run("check", "sarif", files))
    results = doc["runs"][0]["results"]
    skipped = sum("suppressions" in r for r in results)
    failures = sum(r["level"] == "error" for r in results)
    return len(results), failures, skipped


def checks():
    for files in SETS:
        sarif(files)
    for files in SETS:
        if files[0] == "m1.sla":
            continue
        cases, failures, skipped = counted(files)
        clean = sum(not found([f]) for f in files)
        if files == SETS[-1]:
            cases, clean = cases + 1, clean  # the module's finding is in two suites
        junit("check", files, cases + clean, failures, skipped)
        tap("check", files, cases + clean, failures, skipped)
        github("check", files)
    cases, failures, skipped = counted(["warn.sla"])
    junit("check", ["warn.sla"], 1, 1, 0, "--strict")
    tap("check", ["warn.sla"], 1, 1, 0, "--strict")
    check("many: ten of each", github("check", ["many.sla"]) == {"error": 10, "warning": 10})
    results = json.loads(run("check", "sarif", ["m1.sla", "m2.sla"]))["runs"][0]["results"]
    check("a module's finding stands once in a document", len(results) == 1, results)
    results = json.loads(run("check", "sarif", ["many.sla"]))["runs"][0]["results"]
    check("sarif has no limit of errors", len(results) == 80, len(results))
    markdown("check", ["clean.sla"], "No findings in clean.sla")
    markdown("check", ["warn.sla"], "1 warning in warn.sla")
    markdown("check", ["allowed.sla"], "1 warning in allowed.sla (3 allowed)")
    markdown("check", ["many.sla"], "40 errors and 40 warnings in many.sla")
    markdown("check", ["clean.sla", "none.sla"], "1 error in 2 policies")
    markdown("check", ["pólicies dir/café, 100%: x.sla"],
             "4 errors and 1 warning in pólicies dir/café, 100%: x.sla")
    text = markdown("check", ["huge.sla"], "150 errors in huge.sla")
    check("huge: what is left out is counted", "Left out" in text.split("\n")[-2], text[-300:])


def tests():
    junit("test", ["tests.sla"], 2, 1, 0)
    tap("test", ["tests.sla"], 2, 1, 0)
    junit("test", ["clean.sla"], 0, 0, 0)
    tap("test", ["clean.sla"], 0, 0, 0)
    junit("test", ["tests.sla", "many.sla"], 3, 2, 0)
    tap("test", ["tests.sla", "many.sla"], 3, 2, 0)
    github("test", ["tests.sla", "many.sla"])
    markdown("test", ["tests.sla"], "1 of 2 tests failed")
    markdown("test", ["clean.sla"], "no tests")
    doc = json.loads(run("test", "json", ["tests.sla", "clean.sla", "many.sla"]))
    check("test json: counts", (doc["passed"], doc["failed"]) == (1, 1), doc)
    one = doc["policies"][0]["tests"]
    check("test json: titles", [t["title"] for t in one] == ["é: passes # 1", 'fails "<&>"'], one)
    check("test json: what was not met", [u["expected"] for u in one[1]["unmet"]]
          == ["s = 4", "visits < 2"] and one[1]["unmet"][0]["actual"].startswith("s is 3\n"), one)
    check("test json: what does not compile",
          [p["compiles"] for p in doc["policies"]] == [True, True, False], doc)


with tempfile.TemporaryDirectory() as tmp:
    os.chdir(tmp)
    for name, text in FILES.items():
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "w", encoding="utf-8", newline="") as f:
            f.write(text)
    checks()
    tests()
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
