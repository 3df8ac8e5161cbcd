"""ci.py ACORDO: git:REV:path, and examples/ci on a repository that is made here: a pull request
that tightens a clause and lowers a threshold, one that only lays out anew, one that breaks a
guard; the hook; the lines that the workflow and the job run."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

ACORDO = os.path.abspath(sys.argv[1])
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
CI = os.path.join(ROOT, "examples/ci")
INPUTS = ["leads.csv", "spend=spend.csv", "team=team.csv", "--as-of", "2026-06-30T18:00-03:00"]
passed = failed = 0


def check(ok, what):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print(f"FAIL {what}")


def run(args, cwd, **env):
    full = {**os.environ, "ACORDO": ACORDO, "GIT_CONFIG_GLOBAL": "/dev/null", "LC_ALL": "C.UTF-8",
            "PATH": os.path.dirname(ACORDO) + ":" + os.environ["PATH"], **env}
    full.pop("GITHUB_ACTIONS", None) if "GITHUB_ACTIONS" not in env else None
    r = subprocess.run(args, cwd=cwd, env=full, capture_output=True, text=True, shell=isinstance(args, str))
    return r.returncode, r.stdout, r.stderr


def git(repo, *args):
    code, out, err = run(["git", *args], repo)
    assert code == 0, (args, err)
    return out


def edit(repo, name, *changes):
    path = os.path.join(repo, name)
    text = open(path, encoding="utf-8").read()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    open(path, "w", encoding="utf-8").write(text)


def make(repo):
    for f in ("policy.sla", "leads.csv", "spend.csv", "team.csv"):
        shutil.copy(os.path.join(ROOT, "examples/clinic", f), repo)
    os.mkdir(os.path.join(repo, "ci"))
    shutil.copy(os.path.join(CI, "acordo-ci.sh"), os.path.join(repo, "ci"))
    with open(os.path.join(repo, "policy.sla"), "a", encoding="utf-8") as f:
        f.write('\nguard "the funnel keeps its size" = new.mql <= old.mql * 2\n')
    git(repo, "init", "-q", "-b", "main")
    git(repo, "config", "user.email", "a@example.com")
    git(repo, "config", "user.name", "Ana")
    git(repo, "add", ".")
    git(repo, "commit", "-q", "-m", "the agreement")


def branch(repo, name):
    git(repo, "checkout", "-q", "-b", name, "main")


def commit(repo):
    git(repo, "commit", "-q", "-a", "-m", "a change")


def pull_request(repo, *more, **env):
    """The script on the branch at hand: exit code, comment, standard output."""
    code, out, err = run(["sh", "ci/acordo-ci.sh", "main", *INPUTS, *more], repo, **env)
    with open(os.path.join(repo, "acordo-ci/comment.md"), encoding="utf-8") as f:
        return code, f.read(), out + err


def revisions(repo):
    """git:REV:path on either side, and what is wrong with it."""
    code, out, _ = run([ACORDO, "diff", "git:main:policy.sla", "policy.sla"], repo)
    check(code == 0 and "Equivalent" in out, f"git:main:policy.sla: {code} {out}")
    sub = os.path.join(repo, "ci")
    code, out, _ = run([ACORDO, "check", "git:HEAD:../policy.sla"], sub)
    check(code == 0, f"a path from here: {code} {out}")
    for name, says in (("git:nope:policy.sla", "invalid object name"), ("git:main:no.sla", "does not exist"),
                       ("git:--help:policy.sla", "git says"), ("git:main:ci", "git says")):
        code, out, err = run([ACORDO, "check", name], repo)
        check(code == 2 and says in out + err and "E0725" in out + err, f"{name}: {code} {out}{err}")
    code, _, err = run([ACORDO, "check", "git:main:policy.sla"], repo, PATH="/nowhere")
    check(code == 2, f"without git: {code} {err}")
    code, _, err = run([ACORDO, "fmt", "--write", "git:main:policy.sla"], repo)
    check(code == 2 and not os.path.exists(os.path.join(repo, "git:main:policy.sla")), f"fmt --write: {code}")


def modules(repo):
    """A module and the tests beside a policy come from the revision of the policy."""
    branch(repo, "feature/modules")
    os.mkdir(os.path.join(repo, "team"))
    files = {"team/words.sla": 'set hot "Hot" = ["ceo"]\n',
             "small.sla": 'use team.words\n\nlead { id text label, title text }\n\nscore s { +5 when title in hot }\n',
             "small_test.sla": 'test "a chief" {\n  given lead { id "1", title "ceo" }\n  expect s = 5\n}\n'}
    for name, text in files.items():
        with open(os.path.join(repo, name), "w", encoding="utf-8") as f:
            f.write(text)
    git(repo, "add", ".")
    git(repo, "commit", "-q", "-m", "modules")
    edit(repo, "team/words.sla", ('["ceo"]', '["cto"]'))
    code, out, _ = run([ACORDO, "test", "small.sla"], repo)
    check(code == 1, f"the file's module: {out}")
    code, out, err = run([ACORDO, "test", "git:feature/modules:small.sla"], repo)
    check(code == 0 and "1 passed" in out, f"the revision's module: {code} {out}{err}")
    code, out, _ = run([ACORDO, "diff", "git:feature/modules:small.sla", "small.sla"], repo)
    check("score s" in out, f"a module changed: {out}")
    commit(repo)
    code, comment, out = pull_request(repo)
    check("small.sla" in comment and "New policy" in comment, f"a new policy: {comment}")
    git(repo, "checkout", "-q", "main")


def tightened(repo):
    branch(repo, "tighter")
    edit(repo, "policy.sla", ("= 40 in 0..100", "= 30 in 0..100"),
         ("within   4 business hours on", "within   2 business hours on"),
         ("-30 when domain", "-10 when domain"), ("expect  fit = 10", "expect  fit = 30"),
         ("old.mql * 2", "old.mql * 3"), ('expect  first_contact.status = at_risk', 'expect  first_contact.late > 1 business hour'),
         ("first_contact.due = 2026-03-07T11:00-03:00", "first_contact.due = 2026-03-06T18:00-03:00"))
    commit(repo)
    code, comment, out = pull_request(repo)
    first = comment.splitlines()[0]
    check(code == 0, f"tighter: {code} {out}")
    for part in ("stage mql", "clause first", "of 397 leads", "go from new to mql", "Now missed: Sales accepts"):
        check(part in first, f"tighter: no {part!r} in {first}")
    check(len(comment) < 65000 and "<details>" in comment, "tighter: the comment's form")
    xml = ET.parse(os.path.join(repo, "acordo-ci/tests.xml")).getroot()
    check(xml.get("failures") == "0" and int(xml.get("tests")) == 4, "tighter: tests.xml")
    code, comment2, _ = pull_request(repo)
    check(comment2 == comment, "tighter: not the same bytes again")
    git(repo, "checkout", "-q", "main")


def laid_out(repo):
    branch(repo, "layout")
    code, text, _ = run([ACORDO, "fmt", "--to", "pt", "policy.sla"], repo)
    with open(os.path.join(repo, "policy.sla"), "w", encoding="utf-8") as f:
        f.write("# outra língua, o mesmo acordo\n" + text)
    run([ACORDO, "fmt", "--write", "policy.sla"], repo)
    commit(repo)
    code, comment, out = pull_request(repo)
    check(code == 0, f"layout: {code} {out}")
    check(comment.startswith("**✓ Equivalent"), f"layout: {comment[:200]}")
    git(repo, "checkout", "-q", "main")


def broken(repo):
    branch(repo, "broken")
    edit(repo, "policy.sla", ("= 40 in 0..100", "= 10 in 0..100"))
    commit(repo)
    code, comment, out = pull_request(repo)
    first = comment.splitlines()[0]
    check(code == 1, f"broken: {code} {out}")
    check("Broken: the funnel keeps its size (new.mql = " in first, f"broken: {first}")
    check("Who speaks for a party (marketing, sales) may accept it" in comment, "broken: who may accept it")
    with open(os.path.join(repo, "policy.sla"), "a", encoding="utf-8") as f:
        f.write('accept "the funnel keeps its size" by "Ana" until 2026-12-31 because "a campaign"\n')
    commit(repo)
    code, comment, out = pull_request(repo)
    check(code == 0 and "broken, accepted by Ana" in comment, f"accepted: {code} {comment[:300]}")
    git(repo, "checkout", "-q", "main")


def wrong(repo):
    branch(repo, "wrong")
    edit(repo, "policy.sla", ("20_000 BRL", "20_000"))
    commit(repo)
    code, _, out = pull_request(repo, GITHUB_ACTIONS="true")
    check(code == 3 and "::error file=policy.sla,line=" in out, f"wrong: {code} {out}")
    git(repo, "checkout", "-q", "main")


def hook(repo):
    branch(repo, "hook")
    path = os.path.join(repo, ".git/hooks/pre-commit")
    shutil.copy(os.path.join(CI, "pre-commit"), path)
    os.chmod(path, 0o755)
    edit(repo, "policy.sla", ("20_000 BRL", "20_000"))
    code, out, err = run(["git", "commit", "-q", "-a", "-m", "bad"], repo)
    check(code != 0 and "E0203" in out + err, f"hook: {code} {out}{err}")
    edit(repo, "policy.sla", ("deal_value >= 20_000", "deal_value >= 20_000 BRL"), ("= 40 in", "=   40 in"))
    code, out, err = run(["git", "commit", "-q", "-a", "-m", "layout"], repo)
    check(code != 0, f"hook, layout: {code} {out}{err}")
    edit(repo, "policy.sla", ("=   40 in", "= 41 in"))
    code, out, err = run(["git", "commit", "-q", "-a", "-m", "good"], repo)
    check(code == 0, f"hook, good: {code} {out}{err}")
    os.remove(path)
    git(repo, "checkout", "-q", "main")


def lines(name, key):
    """The commands of a YAML file under such a key that run our script."""
    text = open(os.path.join(CI, name), encoding="utf-8").read()
    check("\t" not in text and key in text, f"{name}: form")
    return [re.sub(r"^[\s-]*", "", line) for line in text.splitlines() if "sh ci/acordo-ci.sh" in line]


def workflows(repo):
    """What the workflow and the job run is run, as their runners set it up."""
    git(repo, "checkout", "-q", "layout")
    git(repo, "update-ref", "refs/remotes/origin/main", "main")
    for name, key, env in (("github/acordo.yml", "run: |", {"GITHUB_BASE_REF": "main", "GITHUB_ACTIONS": "true"}),
                           ("gitlab/acordo.gitlab-ci.yml", "script:", {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"})):
        commands = lines(name, key)
        check(len(commands) == 1, f"{name}: {commands}")
        for command in commands:
            code, out, err = run(command, repo, **env)
            check(code == 0, f"{name}: {command}: {code} {out}{err}")
    for script in ("acordo-ci.sh", "pre-commit"):
        code, _, err = run(["sh", "-n", os.path.join(CI, script)], repo)
        check(code == 0, f"{script}: {err}")
    git(repo, "checkout", "-q", "main")


with tempfile.TemporaryDirectory() as tmp:
    make(tmp)
    for part in (revisions, modules, tightened, laid_out, broken, wrong, hook, workflows):
        part(tmp)
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
