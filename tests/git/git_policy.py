"""git_policy.py ACORDO: git:REV:path as the policy of every command, on a repository that is
made here.  The last line is "N passed, N failed"."""
import os
import shutil
import subprocess
import sys
import tempfile

ACORDO = os.path.abspath(sys.argv[1])
passed = failed = 0

POLICY = """\
policy "Sales" {{
  version    {0}
}}

use team.words

set partners "Partners" from "team/partners.txt"

threshold bar "Bar" = {0} in 0..100

lead {{ id text label, title text, domain text }}

score s {{
  +5 when title in hot
  +2 when domain in partners
}}

funnel {{
  stage new
  stage good  when s >= bar
}}
"""
TEST = 'test "a chief" {{\n  given lead {{ id "1", title "{}" }}\n  expect s = 5\n}}\n'


def check(ok, what):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print(f"FAIL {what}")


def run(args, cwd, typed="", **env):
    full = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    full.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_CEILING_DIRECTORIES=tempfile.gettempdir(), LC_ALL="C.UTF-8")
    full.update(env)
    r = subprocess.run(args, cwd=cwd, env=full, input=typed, capture_output=True, text=True)
    return r.returncode, r.stdout, r.stderr


def git(repo, *args):
    code, out, err = run(["git", *args], repo)
    assert code == 0, (args, err)
    return out


def write(repo, name, text):
    path = os.path.join(repo, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def make(repo):
    """origin/main and the tag v1 have the bar at 5 and chiefs; staged it is 6 and founders; the
    files on disk are broken, so that nothing can be read of them unseen."""
    git(repo, "init", "-q", "-b", "main")
    git(repo, "config", "user.email", "a@example.com")
    git(repo, "config", "user.name", "Ana")
    for bar, title, revision in ((5, "ceo", "one"), (6, "founder", None)):
        write(repo, "sales/policy.sla", POLICY.format(bar))
        write(repo, "sales/policy_test.sla", TEST.format(title))
        write(repo, "sales/team/words.sla", f'set hot "Hot" = ["{title}"]\n')
        write(repo, "sales/team/partners.txt", f"{title}.example\n")
        write(repo, "leads.csv", "id,title,domain\nL-1,ceo,ceo.example\nL-2,founder,founder.example\n")
        git(repo, "add", ".")
        if revision:
            git(repo, "commit", "-q", "-m", revision)
            git(repo, "tag", "v1")
            git(repo, "update-ref", "refs/remotes/origin/main", "HEAD")
    for name in ("policy.sla", "policy_test.sla", "team/words.sla"):
        write(repo, "sales/" + name, "broken {\n")
    os.remove(os.path.join(repo, "sales/team/partners.txt"))


def commands(repo):
    """Every command takes it, from the top and from below."""
    p = "git:v1:sales/policy.sla"
    here = os.path.join(repo, "sales")
    lead = '{"id": "9", "title": "ceo"}'
    rows = (
        (["check", p], 0, ""),
        (["check", "--format", "github", p, "git:origin/main:sales/policy.sla"], 0, ""),
        (["test", p], 0, "1 passed"),
        (["test", "git:v1:sales/policy_test.sla"], 0, "1 passed"),
        (["run", p, "leads.csv", "--format", "csv", "--select", "id, s"], 0, "L-1,7\n"),
        (["report", p, "leads.csv", "--as-of", "2026-01-01"], 0, "Sales"),
        (["report", p, "leads.csv", "--as-of", "2026-01-01", "--format", "html"], 0, "</html>"),
        (["doc", p], 0, "Sales"),
        (["explain", p, "leads.csv", "--lead", "L-1"], 0, "title in hot"),
        (["eval", "-p", p, "s >= bar", "--lead", lead], 0, "yes"),
        (["fmt", p], 0, "+5 when title in hot"),
        (["fmt", "--check", p], 0, ""),
        (["repl", p, "leads.csv", "-c", ":lead L-1", "-c", "s"], 0, "7"),
        (["repl", p, "-c", ":load git::sales/policy.sla", "-c", "bar"], 0, "6"),
        (["diff", p, "git::sales/policy.sla"], 0, "5"),
        (["diff", p, p, "leads.csv"], 0, "Equivalent"),
    )
    for args, want, says in rows:
        code, out, err = run([ACORDO, *args], repo)
        check(code == want and says in out, f"{args}: {code} {out}{err}")
        moved = [a.replace(":sales/", ":./").replace("leads.csv", "../leads.csv") for a in args]
        code2, out2, err2 = run([ACORDO, *moved], here)
        check(code2 == want and says in out2, f"{moved}: {code2} {out2}{err2}")


def revisions(repo):
    """Modules, sets and tests are of the policy's revision, however it is spelt."""
    write(repo, "x.json", "")
    head = git(repo, "rev-parse", "--short", "HEAD").strip()
    for rev, bar, chief in (("v1", 5, "ceo"), ("origin/main", 5, "ceo"), ("HEAD", 5, "ceo"), (head, 5, "ceo"),
                            ("main@{0}", 5, "ceo"), ("HEAD^{/one}", 5, "ceo"), ("", 6, "founder"),
                            ("HEAD@{2000-01-01 10:30:00}", 5, "ceo")):
        p = f"git:{rev}:sales/policy.sla"
        lead = f'{{"id": "1", "title": "{chief}", "domain": "{chief}.example"}}'
        code, out, err = run([ACORDO, "eval", "-p", p, "s * 100 + bar", "--lead", lead], repo)
        check(code == 0 and out == f"{700 + bar}\n", f"{p}: {code} {out}{err}")
        code, out, err = run([ACORDO, "test", p], repo)
        check(code == 0 and "1 passed" in out, f"test {p}: {code} {out}{err}")
    for closed in ("<&-", "2>&-", "<&- 2>&-"):
        line = f'"$0" eval -p git:v1:sales/policy.sla bar {closed}'
        code, out, err = run(["sh", "-c", line, ACORDO], repo)
        check(code == 0 and out == "5\n", f"{closed}: {code} {out}{err}")
    code, out, err = run([ACORDO, "check", "git::./policy.sla"], os.path.join(repo, "sales"))
    check(code == 0, f"staged, from below: {out}{err}")


def links(repo):
    """Links within a revision are followed: of the policy, and of its modules' folder."""
    os.makedirs(os.path.join(repo, "shared"))
    os.rename(os.path.join(repo, "sales/team"), os.path.join(repo, "shared/team"))
    git(repo, "checkout", "-q", "sales/policy.sla")
    write(repo, "shared/team/words.sla", 'set hot "Hot" = ["vp"]\n')
    write(repo, "shared/team/partners.txt", "vp.example\n")
    os.symlink("../shared/team", os.path.join(repo, "sales/team"))
    os.symlink("sales/policy.sla", os.path.join(repo, "policy.sla"))
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", "links")
    shutil.rmtree(os.path.join(repo, "shared"))
    for p in ("git:HEAD:sales/policy.sla", "git:HEAD:./sales/policy.sla"):
        code, out, err = run([ACORDO, "eval", "-p", p, "s", "--lead", '{"title": "vp", "domain": "vp.example"}'], repo)
        check(code == 0 and out == "7\n", f"links, {p}: {code} {out}{err}")
    code, out, err = run([ACORDO, "fmt", "git:HEAD:policy.sla"], repo)
    check(code == 0 and "use team.words" in out, f"a link to a policy: {code} {out}{err}")


def findings(repo):
    """A finding names the file as it was given; its modules likewise."""
    write(repo, "bad/policy.sla", "use words\n\nlead { id text label, title text }\n\nscore s { +5 when titel in hot }\n")
    write(repo, "bad/words.sla", "set hot = 5\n")
    write(repo, "bad/alone.sla", 'use words2\n\nset a from "no.txt"\n\nlead { id text label }\n')
    git(repo, "add", "bad")
    code, out, _ = run([ACORDO, "check", "--format", "gnu", "git::bad/policy.sla"], repo)
    check(code == 3 and "git::bad/words.sla:1:" in out, f"a module's finding: {code} {out}")
    code, out, _ = run([ACORDO, "check", "--format", "gnu", "git::bad/alone.sla"], repo)
    check(code == 3 and "git::bad/alone.sla:1:5: error[E0307]" in out and "there is no such file" in out,
          f"no module: {code} {out}")
    code, out, _ = run([ACORDO, "check", "--format", "github", "git::bad/alone.sla"], repo)
    check("file=git%3A%3Abad/alone.sla,line=1" in out, f"github: {out}")
    code, out, _ = run([ACORDO, "check", "--format", "sarif", "git::bad/alone.sla"], repo)
    check('"uri": "git%3A%3Abad/alone.sla"' in out, f"sarif: {out[:300]}")
    for name, says in (
            ("git:mian:sales/policy.sla", ("no revision `mian`", "did you mean `main`?", "git says: fatal: ")),
            ("git:master:sales/policy.sla", ("no revision `master`",)),
            ("git:v1:policy.sla", ("no `policy.sla` in revision `v1`", "did you mean `git:v1:sales/policy.sla`?")),
            ("git:v1:sales/polcy.sla", ("did you mean `git:v1:sales/policy.sla`?",)),
            ("git:v1:bad/policy.sla", ("no `bad/policy.sla` in revision `v1`",)),
            ("git:v1:sales", ("this is a directory",)), ("git:v1:", ("this is a directory",)),
            ("git::nope.sla", ("among what is staged",)), ("git:v1", ("names no file of a revision",)),
            ("git:--help:x.sla", ("no revision begins with `-`: --help",)),
            ("git:--output=x.json:x.sla", ("no revision begins with `-`",)),
            ("git:v1:x y;$(touch made).sla", ("in revision `v1`",))):
        code, out, err = run([ACORDO, "check", "--format", "plain", name], repo)
        check(code == 2 and "E0725" in out and all(s in out for s in says), f"{name}: {code} {out}{err}")
        code, out, err = run([ACORDO, "run", name, "leads.csv"], repo)
        check(code == 2 and out == "" and says[0] in err, f"run {name}: {code} {out}{err}")
    check(not os.path.exists(os.path.join(repo, "made")), "no shell")
    with tempfile.TemporaryDirectory() as outside:
        code, out, _ = run([ACORDO, "check", "git:v1:x.sla"], outside)
        check(code == 2 and "no git repository here" in out and "git says: fatal: not a git" in out, f"outside: {out}")
    code, out, _ = run([ACORDO, "check", "git:v1:x.sla"], repo, PATH="/nowhere")
    check(code == 2 and "is it installed?" in out, f"without git: {out}")
    code, out, _ = run([ACORDO, "check", "--lang", "pt", "git:mian:x.sla"], repo)
    check("não há revisão `mian`" in out and "quis dizer `main`?" in out, f"pt: {out}")


def shallow(repo):
    """A clone as CI servers make it says how to get the rest."""
    with tempfile.TemporaryDirectory() as tmp:
        git(repo, "commit", "-q", "-m", "two")
        git(tmp, "clone", "-q", "--depth", "1", "file://" + repo, "clone")
        code, out, _ = run([ACORDO, "check", "git:HEAD~1:sales/policy.sla"], os.path.join(tmp, "clone"))
        check(code == 2 and "git fetch --unshallow" in out, f"shallow: {code} {out}")
        code, out, _ = run([ACORDO, "check", "git:HEAD:sales/policy.sla"], os.path.join(tmp, "clone"))
        check(code == 0, f"shallow, there: {code} {out}")
        git(tmp, "clone", "-q", "--bare", "file://" + repo, "bare")
        code, out, _ = run([ACORDO, "check", "git:main:sales/policy.sla"], os.path.join(tmp, "bare"))
        check(code == 0, f"bare: {code} {out}")


def written(repo):
    """Nothing is written into a revision, nor into a file of that name."""
    p = "git:v1:sales/policy.sla"
    for args in (["fmt", "--write", p], ["test", p, "--update"],
                 ["repl", p, "-c", "bar = 4", "-c", ":save scenario lower"],
                 ["repl", p, "leads.csv", "-c", ":lead L-1", "-c", ":save test one"],
                 ["repl", p, "-c", ":save policy git:v1:new.sla"]):
        before = git(repo, "status", "--porcelain", "--ignored")
        code, out, err = run([ACORDO, *args], repo)
        check(code == 2 or "update" in args[-1], f"{args}: {code} {out}{err}")
        check(git(repo, "status", "--porcelain", "--ignored") == before, f"{args} wrote something")
    code, out, err = run([ACORDO, "repl", p, "-c", ":save policy copy.sla", "-c", ":save scenario none"], repo)
    check(os.path.exists(os.path.join(repo, "copy.sla")), f"save policy: {out}{err}")
    os.makedirs(os.path.join(repo, "git:v1:sales"))
    shutil.copy(os.path.join(repo, "leads.csv"), os.path.join(repo, "git:v1:sales/leads.csv"))
    write(repo, "git:v1:sales/policy.sla", "lead { id text label }\n")
    code, out, _ = run([ACORDO, "fmt", "./git:v1:sales/policy.sla"], repo)
    check(code == 0 and out == "lead { id text label }\n", f"a file of that name: {out}")
    code, out, err = run([ACORDO, "repl", p], repo, typed="bar\n:quit\n")
    check(code == 0 and "5" in out, f"repl: {code} {out}{err}")


with tempfile.TemporaryDirectory() as tmp:
    make(tmp)
    for part in (commands, revisions, findings, shallow, written, links):
        part(tmp)
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
