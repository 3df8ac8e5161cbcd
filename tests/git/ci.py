"""ci.py ACORDO: examples/ci on a repository that is made here: a pull request that tightens a
clause and lowers a threshold, one that only lays out anew, one that breaks a guard, ones that
add, move and remove policies; the hooks; what the workflow and the job run, with stand-ins for
the servers.  The last line is "N passed, N failed"."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

import yaml

ACORDO = os.path.abspath(sys.argv[1])
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
CI = os.path.join(ROOT, "examples/ci")
INPUTS = ["leads.csv", "spend=spend.csv", "team=team.csv", "--as-of", "2026-06-30T18:00-03:00"]
SMALL = {
    "small/team/words.sla": 'set hot "Hot" = ["ceo"]\n',
    "small/política.sla": 'use team.words\n\nlead { id text label, title text }\n\nscore s { +5 when title in hot }\n',
    "small/política_test.sla": 'test "a chief" {\n  given   lead { id "1", title "ceo" }\n\n  expect  s = 5\n}\n'}
passed = failed = 0


def check(ok, what):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print(f"FAIL {what}")


def run(args, cwd, **env):
    full = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "GITHUB_", "ACORDO_"))}
    full.update(ACORDO=ACORDO, GIT_CONFIG_GLOBAL="/dev/null", LC_ALL="C.UTF-8")
    full["PATH"] = os.path.dirname(ACORDO) + ":" + os.environ["PATH"]
    full.update(env)
    r = subprocess.run(args, cwd=cwd, env=full, capture_output=True, text=True)
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
    write(repo, ".gitignore", "acordo-ci/\n")
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


def write(repo, name, text):
    path = os.path.join(repo, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def read(repo, name):
    with open(os.path.join(repo, name), encoding="utf-8") as f:
        return f.read()


def pull_request(repo, base="main", inputs=INPUTS, **env):
    """The script on the branch at hand: exit code, comment, what it printed."""
    shutil.rmtree(os.path.join(repo, "acordo-ci"), ignore_errors=True)
    code, out, err = run(["sh", "ci/acordo-ci.sh", base, *inputs], repo, **env)
    comment = read(repo, "acordo-ci/comment.md")
    check(comment.endswith("\n<!-- acordo-ci -->\n"), f"the comment's mark: {comment[-100:]}")
    return code, comment, out + err


def modules(repo):
    """A module and the tests beside a policy come from the revision of the policy; a policy of
    which only a module changed is compared."""
    branch(repo, "feature/modules")
    for name, text in SMALL.items():
        write(repo, name, text)
    git(repo, "add", ".")
    git(repo, "commit", "-q", "-m", "modules")
    code, comment, out = pull_request(repo, inputs=[])
    check(code == 0 and "**New policy: small/política.sla**" in comment, f"a new policy: {code} {comment}{out}")
    check("words" not in comment, f"a module is no policy: {comment}")
    git(repo, "checkout", "-q", "-b", "words")
    edit(repo, "small/team/words.sla", ('["ceo"]', '["cto"]'))
    commit(repo)
    code, comment, out = pull_request(repo, base="feature/modules", inputs=[])
    check(code == 1 and "score s" in comment, f"a module changed: {code} {comment}{out}")
    check("a chief" in comment, f"the test that fails is told of: {comment}")
    xml = ET.parse(os.path.join(repo, "acordo-ci/tests.xml")).getroot()
    check(xml.get("failures") == "1", f"tests.xml: {xml.attrib}")
    git(repo, "checkout", "-q", "main")


def moved(repo):
    """A policy that has another name is compared with what it was; one that is gone is told of."""
    branch(repo, "moved")
    os.mkdir(os.path.join(repo, "sales team"))
    git(repo, "mv", "policy.sla", "sales team/acordo de vendas.sla")
    commit(repo)
    code, comment, out = pull_request(repo)
    check(code == 0 and comment.startswith("_sales team/acordo de vendas.sla was policy.sla._") and "✓ Equivalent" in comment,
          f"moved: {code} {comment[:300]}{out}")
    edit(repo, "sales team/acordo de vendas.sla", ("= 40 in 0..100", "= 10 in 0..100"))
    commit(repo)
    code, comment, out = pull_request(repo)
    check(code == 1 and "Broken: the funnel keeps its size" in comment, f"moved and broken: {code} {comment[:300]}{out}")
    git(repo, "rm", "-q", "sales team/acordo de vendas.sla")
    commit(repo)
    code, comment, out = pull_request(repo)
    check(code == 0 and "**Removed: policy.sla**" in comment, f"removed: {code} {comment}{out}")
    git(repo, "checkout", "-q", "main")


def names(repo):
    """Names that are no words: blanks, accents, an option, a revision; several policies."""
    branch(repo, "names")
    hard = ("a b.sla", "ação.sla", "-x.sla", "git:main:x.sla", "it's*.sla")
    for name in hard:
        write(repo, "odd/" + name, "lead { id text label }\n")
        write(repo, name, "lead { id text label }\n")
    git(repo, "add", ".")
    git(repo, "commit", "-q", "-m", "names")
    code, comment, out = pull_request(repo, inputs=[])
    check(code == 0, f"names: {code} {out}")
    for name in hard:
        check(f"### {name}\n" in comment and f"### odd/{name}\n" in comment, f"names: no {name} in {comment}")
    git(repo, "checkout", "-q", "-b", "names2")
    for name in hard:
        write(repo, name, "lead { id text label, n number }\n\nthreshold bar \"Bar\" = 5\n")
        write(repo, "odd/" + name, "lead {   id text label }\n")
    commit(repo)
    code, comment, out = pull_request(repo, base="names", inputs=[])
    check(code == 1 and comment.count("did not compile") == 0, f"names, changed: {code} {out}")
    check(all(n in comment.split("Not in the one layout")[1] for n in hard), f"names, layout: {comment}")
    code, comment, out = pull_request(repo, base="names", inputs=[], ACORDO_POLICIES="odd/a b.sla\naç*.sla")
    check("a b.sla" in comment and "ação.sla" in comment and "-x.sla" not in comment, f"some policies: {comment}{out}")
    git(repo, "checkout", "-q", "main")


def usage(repo):
    """What cannot be compared is said, with exit code 2."""
    script = os.path.join(CI, "acordo-ci.sh")
    os.makedirs(os.path.join(repo, "sub"))
    for args, cwd, says in (([], repo, "which BASE?"), (["nope"], repo, "no revision nope"),
                            (["--help"], repo, "BASE is a revision"), (["main"], os.path.join(repo, "sub"), "at the top")):
        code, out, err = run(["sh", script, *args], cwd)
        check(code == 2 and says in err, f"{args}: {code} {out}{err}")
    with tempfile.TemporaryDirectory() as outside:
        code, out, err = run(["sh", script, "main"], outside, GIT_CEILING_DIRECTORIES=tempfile.gettempdir())
        check(code == 2 and "not a git repository" in err, f"outside: {code} {out}{err}")
    git(repo, "checkout", "-q", "--orphan", "apart")
    git(repo, "commit", "-q", "-m", "nothing in common")
    code, out, err = run(["sh", script, "main"], repo)
    check(code == 2 and "share no commit" in err, f"no merge base: {code} {out}{err}")
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
    git(repo, "branch", "broken-at-first")
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
    code, comment, out = pull_request(repo, GITHUB_ACTIONS="true")
    check(code == 3 and "::error file=policy.sla,line=" in out, f"wrong: {code} {out}")
    check("**1 error in policy.sla**" in comment, f"wrong: {comment}")
    sarif = json.loads(read(repo, "acordo-ci/check.sarif"))
    check(sarif["runs"][0]["results"][0]["ruleId"] == "E0203", "wrong: check.sarif")
    check(ET.parse(os.path.join(repo, "acordo-ci/check.xml")).getroot().tag == "testsuites", "wrong: check.xml")
    git(repo, "checkout", "-q", "-b", "mended")
    edit(repo, "policy.sla", ("deal_value >= 20_000", "deal_value >= 20_000 BRL"))
    commit(repo)
    code, comment, out = pull_request(repo, base="wrong")
    check(code == 0 and "**policy.sla did not compile before**" in comment, f"mended: {code} {comment}{out}")
    git(repo, "checkout", "-q", "main")
    git(repo, "checkout", "-q", "-b", "unrelated")
    write(repo, "README.md", "# Nothing about policies\n")
    git(repo, "add", ".")
    commit(repo)
    code, comment, out = pull_request(repo)
    check(code == 0 and comment.startswith("No policy changes.\n"), f"unrelated: {code} {comment}{out}")
    git(repo, "checkout", "-q", "main")


# -- hooks ----------------------------------------------------------------------------------------

def refused(repo, what, *says):
    head = git(repo, "rev-parse", "HEAD")
    code, out, err = run(["git", "commit", "-q", "-m", what], repo)
    check(code != 0 and all(s in out + err for s in says), f"hook, {what}: {code} {out}{err}")
    check(git(repo, "rev-parse", "HEAD") == head, f"hook, {what}: there is a commit")


def hook(repo):
    """The hook sees what is staged, and refuses what is broken, not laid out, or fails a test."""
    branch(repo, "hook")
    path = os.path.join(repo, ".git/hooks/pre-commit")
    shutil.copy(os.path.join(CI, "pre-commit"), path)
    os.chmod(path, 0o755)
    edit(repo, "policy.sla", ("20_000 BRL", "20_000"))
    git(repo, "add", ".")
    edit(repo, "policy.sla", ("deal_value >= 20_000", "deal_value >= 20_000 BRL"))
    refused(repo, "broken where it is staged", "E0203", "git::policy.sla", "--no-verify")
    edit(repo, "policy.sla", ("= 40 in", "=   40 in"))
    git(repo, "add", ".")
    refused(repo, "layout", "git::policy.sla")
    edit(repo, "policy.sla", ("=   40 in", "= 41 in"))
    git(repo, "add", ".")
    edit(repo, "policy.sla", ("lead {", "lead {{"))
    code, out, err = run(["git", "commit", "-q", "-m", "good where it is staged"], repo)
    check(code == 0, f"hook, good: {code} {out}{err}")
    git(repo, "checkout", "-q", ".")
    for name, text in SMALL.items():
        write(repo, name, text)
    git(repo, "add", ".")
    code, out, err = run(["git", "commit", "-q", "-m", "a new policy"], repo)
    check(code == 0, f"hook, new: {code} {out}{err}")
    edit(repo, "small/team/words.sla", ('["ceo"]', '["cto"]'))
    git(repo, "add", ".")
    refused(repo, "a module that breaks a policy's test", "a chief")
    git(repo, "commit", "-q", "--no-verify", "-m", "all the same")
    os.remove(path)
    git(repo, "checkout", "-q", "main")


def framework(repo):
    """The entry for pre-commit.com is the same command."""
    branch(repo, "framework")
    entry = yaml.safe_load(read(CI, "pre-commit-hooks.yaml"))["repos"][0]["hooks"][0]
    check(entry["language"] == "system" and entry["pass_filenames"] is False, "pre-commit.com: how it is run")
    edit(repo, "policy.sla", ("20_000 BRL", "20_000"))
    git(repo, "add", ".")
    code, out, err = run(entry["entry"].split(), repo)
    check(code == 3 and "E0203" in out + err, f"pre-commit.com: {code} {out}{err}")
    git(repo, "reset", "-q", "--hard")
    code, out, err = run(entry["entry"].split(), repo)
    check(code == 0 and out + err == "", f"pre-commit.com, nothing staged: {code} {out}{err}")
    git(repo, "checkout", "-q", "main")
    with tempfile.TemporaryDirectory() as new:
        git(new, "init", "-q")
        for name, text in SMALL.items():
            write(new, name, text)
        write(new, "ci/acordo-ci.sh", read(CI, "acordo-ci.sh"))
        git(new, "add", ".")
        code, out, err = run(entry["entry"].split(), new)
        check(code == 0, f"before the first commit: {code} {out}{err}")


# -- servers --------------------------------------------------------------------------------------

def stand_in(folder, name, text):
    path = os.path.join(folder, name)
    write(folder, name, "#!/bin/sh\n" + text)
    os.chmod(path, 0o755)


def clone_of(repo, tmp, branch_name):
    """As servers make it: the branch's commit, without a branch, and origin's branches."""
    clone = os.path.join(tmp, "clone")
    git(tmp, "clone", "-q", "file://" + repo, clone)
    git(clone, "checkout", "-q", "--detach", "origin/" + branch_name)
    git(clone, "branch", "-q", "-D", "main")
    return clone


def github(repo, branch_name, want):
    flow = yaml.safe_load(read(CI, "github/acordo.yml"))
    check(True in flow and "**.sla" in flow[True]["pull_request"]["paths"], "github: on pull requests of policies")
    check(flow["permissions"] == {"contents": "read", "pull-requests": "write"}, "github: permissions")
    job = flow["jobs"]["acordo"]
    check(job["steps"][0]["with"]["fetch-depth"] == 0, "github: the whole history")
    with tempfile.TemporaryDirectory() as tmp:
        clone = clone_of(repo, tmp, branch_name)
        bin_, said = os.path.join(tmp, "bin"), os.path.join(tmp, "said")
        stand_in(bin_, "gh", f'printf "%s\\n" "$GH_TOKEN" "$@" > {said}\ncat acordo-ci/comment.md >> {said}\n')
        env = {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main", "GITHUB_STEP_SUMMARY": os.path.join(tmp, "summary"),
               "RUNNER_TEMP": tmp, "PATH": f"{bin_}:{os.path.dirname(ACORDO)}:{os.environ['PATH']}"}
        given = {"github.token": "TOKEN", "github.event.number": "7"}
        results = {}
        for step in job["steps"]:
            if "run" not in step or step["name"] == "install":
                continue
            check("${{" not in step["run"], f"github, {step['name']}: what others write becomes no command")
            own = {k: given[v[3:-2].strip()] for k, v in step.get("env", {}).items()}
            results[step["name"]] = run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], clone, **env, **own)
        check(results["policies"][0] == want, f"github, policies: {results['policies']}")
        check(results["summary"][0] == 0 and results["comment"][0] == 0, f"github: {results}")
        comment = read(clone, "acordo-ci/comment.md")
        check(read(tmp, "summary") == comment, "github: the summary")
        check(read(tmp, "said") == "TOKEN\npr\ncomment\n7\n--body-file\nacordo-ci/comment.md\n--edit-last\n--create-if-none\n"
              + comment, f"github: gh {read(tmp, 'said')[:200]}")
        always = [s for s in job["steps"] if s.get("name") in ("summary", "comment") or "upload" in s.get("uses", "")]
        check(all(s["if"].startswith("always()") for s in always), "github: a failure is told of, too")
    return comment


def gitlab(repo, branch_name, want):
    job = yaml.safe_load(read(CI, "gitlab/acordo.gitlab-ci.yml"))["acordo"]
    check(job["variables"]["GIT_DEPTH"] == 0, "gitlab: the whole history")
    check(all(os.path.basename(f) in ("check.xml", "tests.xml") for f in job["artifacts"]["reports"]["junit"]), "gitlab: JUnit")
    check(all(isinstance(line, str) for key in ("before_script", "script", "after_script") for line in job[key]),
          "gitlab: a colon made a mapping of a line")
    with tempfile.TemporaryDirectory() as tmp:
        clone = clone_of(repo, tmp, branch_name)
        bin_, said = os.path.join(tmp, "bin"), os.path.join(tmp, "said")
        notes = os.path.join(tmp, "notes")
        stand_in(bin_, "curl", f'case "$*" in *per_page*) cat {notes} ;; *) printf "%s\\n" "$@" > {said} ;; esac\n')
        env = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_API_V4_URL": "https://gl/api/v4", "CI_PROJECT_ID": "3",
               "CI_MERGE_REQUEST_IID": "7", "ACORDO_TOKEN": "TOKEN",
               "PATH": f"{bin_}:{os.path.dirname(ACORDO)}:{os.environ['PATH']}"}
        env["ACORDO_NOTES"] = job["variables"]["ACORDO_NOTES"]
        for k in ("CI_API_V4_URL", "CI_PROJECT_ID", "CI_MERGE_REQUEST_IID"):
            env["ACORDO_NOTES"] = env["ACORDO_NOTES"].replace("$" + k, env[k])
        fetch = [line for line in job["before_script"] if line.startswith("git fetch")]
        code, out, err = run(["sh", "-e", "-c", "\n".join(fetch + job["script"])], clone, **env)
        check(code == want, f"gitlab: {code} {out}{err}")
        url = "https://gl/api/v4/projects/3/merge_requests/7/notes"
        if not shutil.which("jq"):
            stand_in(bin_, "jq", 'grep -o \'"id": 6\' | tr -cd 6\n')
        for there, how, where in (([], "POST", url), ([{"id": 5, "body": "hello"}, {"id": 6, "body": "x\n<!-- acordo-ci -->\n"}], "PUT", url + "/6")):
            write(tmp, "notes", json.dumps(there))
            code, out, err = run(["sh", "-e", "-c", "\n".join(job["after_script"])], clone, **env)
            asked = read(tmp, "said").splitlines()
            check(code == 0 and asked[asked.index("--request") + 1] == how and asked[-1] == where
                  and "body@acordo-ci/comment.md" in asked and "PRIVATE-TOKEN:TOKEN" in asked, f"gitlab: {code} {asked}{err}")
        return read(clone, "acordo-ci/comment.md")


def servers(repo):
    """What the workflow and the job run is run, as their runners set it up."""
    for branch_name, want in (("layout", 0), ("broken-at-first", 1)):
        hub, lab = github(repo, branch_name, want), gitlab(repo, branch_name, want)
        check(hub == lab, f"{branch_name}: one script, one comment")


def scripts(repo):
    for script in ("acordo-ci.sh", "pre-commit"):
        code, _, err = run(["sh", "-n", os.path.join(CI, script)], repo)
        check(code == 0 and os.access(os.path.join(CI, script), os.X_OK), f"{script}: {err}")
        if shutil.which("shellcheck"):
            code, out, _ = run(["shellcheck", os.path.join(CI, script)], repo)
            check(code == 0, f"{script}: {out}")


with tempfile.TemporaryDirectory() as tmp:
    make(tmp)
    for part in (modules, moved, names, tightened, laid_out, broken, wrong, usage, hook, framework, servers, scripts):
        part(tmp)
        git(tmp, "reset", "-q", "--hard")
        git(tmp, "clean", "-q", "-fdx")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
