"""acordo.py -- runs the binary and compares what it decided with independent figures.

A data set's test lists, for each leaf of its expected file, either a value computed from
Acordo's decisions (grouping and counting only: what a lead *is* comes from Acordo), or a
reason why it is not compared.  A leaf that is on neither list is a failure.
"""
import json
import os
import subprocess
import sys
from collections import Counter
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.abspath(os.path.join(HERE, "..", "..", "..", "shared", "data"))
BINARY = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "acordo"


class Tally:
    passed = failed = 0


def check(ok, what):
    if ok:
        Tally.passed += 1
    else:
        Tally.failed += 1
        print("FAIL real:", what)


def acordo(*args, exit_code=0):
    """Standard output and standard error of a run; its exit code is checked."""
    p = subprocess.run([BINARY, *args], capture_output=True, text=True, encoding="utf-8")
    check(p.returncode == exit_code, "acordo %s: exit %d\n%s" % (" ".join(args), p.returncode, p.stderr[:2000]))
    return p.stdout, p.stderr


def decide(policy, inputs, *more, select=None, exit_code=0):
    """One dict a lead: the whole decision, or the selected expressions by their text."""
    args = ["run", os.path.join(HERE, policy), *inputs, "--format", "ndjson", "--quiet", *more]
    if select:
        args += ["--select", ",".join(select)]
    return [json.loads(line) for line in acordo(*args, exit_code=exit_code)[0].splitlines()]


def rate(rows, yes):
    num, den = sum(1 for r in rows if yes(r)), len(rows)
    share = None if den == 0 else float((Decimal(num) / Decimal(den)).quantize(Decimal("0.000001"), ROUND_HALF_EVEN))
    return {"num": num, "den": den, "rate": share}


def by(rows, key, yes):
    groups = {}
    for r in rows:
        groups.setdefault(key(r), []).append(r)
    return {k: rate(v, yes) for k, v in groups.items()}


def leaves(x, path=()):
    if isinstance(x, dict):
        for k, v in x.items():
            yield from leaves(v, path + (k,))
    elif isinstance(x, list):
        for i, v in enumerate(x):
            yield from leaves(v, path + (str(i),))
    else:
        yield path, x


def at(tree, path):
    for k in path:
        tree = tree[int(k)] if isinstance(tree, list) else tree[k]
    return tree


def compare(name, expected, got, not_compared):
    """Every leaf of `expected` is equal in `got`, or matched by a prefix (a tuple, with *
    for one step) of `not_compared`, whose value is the reason."""
    used = set()

    def reason(path):
        for prefix in not_compared:
            if len(prefix) <= len(path) and all(p == "*" or p == q for p, q in zip(prefix, path)):
                used.add(prefix)
                return not_compared[prefix]
        return None

    n = 0
    for path, want in leaves(expected):
        try:
            have = at(got, path)
        except (KeyError, IndexError, TypeError):
            check(reason(path) is not None, "%s: %s is neither compared nor on the list" % (name, "/".join(path)))
            continue
        check(have == want, "%s: %s is %r, not %r" % (name, "/".join(path), have, want))
        n += 1
    for path, _ in leaves(got):
        try:
            at(expected, path)
        except (KeyError, IndexError, TypeError):
            check(False, "%s: %s is not in the expected file" % (name, "/".join(path)))
    for prefix in not_compared:
        check(prefix in used, "%s: nothing needs the reason for %s" % (name, "/".join(prefix)))
    print("   %s: %d leaves compared, %d on the list" % (name, n, sum(1 for _ in leaves(expected)) - n))


def histogram(values):
    return dict(Counter(values))


def text_of(micros):
    """A decimal as the expected files key it: 0.2, 1, -30."""
    f = Fraction(str(micros))
    return str(f.numerator) if f.denominator == 1 else str(micros)


def expected(folder, name="expected.json"):
    with open(os.path.join(DATA, folder, name), encoding="utf-8") as f:
        return json.load(f)


def explained(policy, inputs, *more):
    """Shown points sum to the score, for every lead of the real data."""
    n = 0
    for d in decide(policy, inputs, "--explain", *more):
        for score, e in d["explain"]["scores"].items():
            total = sum(Fraction(str(rule["points"])) for rule in e["points"])
            if total != Fraction(str(d["scores"][score])):
                check(False, "%s: points of lead %s sum to %s, %s is %s" % (policy, d["lead"], total, score, d["scores"][score]))
            n += 1
    check(n > 0, "%s: nothing explained" % policy)
