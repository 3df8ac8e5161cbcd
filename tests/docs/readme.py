#!/usr/bin/env python3
"""readme.py ACORDO [--update]: what README.md and grammar/LANGUAGE.md quote is what happens.

README: every ```console block runs, command by command, in a copy of the examples (the
folder is named by `<!-- in DIR -->` above it); its output is the text below the command,
where a line `…` stands for any number of lines.  Where the command is `acordo repl …`, the
lines that follow a prompt (`clinic> `, `clinic L-0003> `) are what is typed, each with its
answer below it.  The two command blocks are there, and .ci/run finds the second.
builtins.def: every example prints its value.
LANGUAGE: every ```sla block checks clean and its tests pass, every ```sla bad CODE gives that code first; a
block whose first line is `# fragment` follows the one ```sla base block, and may declare
what nothing uses.  Its table of
functions and its Portuguese words are those of the .def files.
--update writes what happened into both.  Last line: "N passed, N failed".
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
passed, failed = 0, 0


def report(ok, what, detail=""):
    global passed, failed
    if ok:
        passed += 1
        return
    failed += 1
    print("FAIL " + what)
    for line in detail.splitlines()[:30]:
        print("     " + line)


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
        return f.read()


def write(path, text):
    with open(os.path.join(ROOT, path), "w", encoding="utf-8") as f:
        f.write(text)


def run(command, folder, env, typed=b""):
    p = subprocess.run(["sh", "-c", command], cwd=folder, env=env, input=typed, timeout=120,
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return p.returncode, p.stdout.decode("utf-8", "replace")


PROMPT = re.compile(r"^([a-z_]+(?: [^ >]+)?> )(.*)$")
MARK = "@@ the next answer @@"


def talk(command, typed, folder, env):
    """The answer to each line typed at the prompt, and the exit code; a text is its own answer."""
    lines = "".join(t + '\n"%s"\n' % MARK for t in typed)
    code, out = run(command, folder, env, lines.encode())
    return code, out.split(MARK + "\n")[:len(typed)]


# -- blocks --------------------------------------------------------------------------------

def blocks(text):
    """(info, line number, body, comment line above) of each fenced block."""
    lines, at = text.split("\n"), 0
    while at < len(lines):
        if lines[at].startswith("```"):
            end = next(i for i in range(at + 1, len(lines)) if lines[i].startswith("```"))
            above = lines[at - 1] if at > 0 else ""
            yield lines[at][3:].strip(), at + 1, "\n".join(lines[at + 1:end]) + "\n", above
            at = end
        at += 1


def matches(got, want):
    """Equal line by line; a line `…` in want matches any number of lines."""
    reach = {0}
    for w in want:
        if w == "…":
            reach = set(range(min(reach), len(got) + 1)) if reach else reach
        else:
            reach = {g + 1 for g in reach if g < len(got) and got[g] == w}
    return len(got) in reach


def elided(got, want):
    """got with the same places left out as in want, as far as their neighbours still stand."""
    if "…" not in want:
        return got
    out, at = [], 0
    for i, w in enumerate(want):
        if w != "…":
            continue
        head = want[:i].index("…") if "…" in want[:i] else -1
        out += got[at:at + (i - head - 1 if head >= 0 else i)]
        out.append("…")
        tail = len(want) - i - 1
        at = len(got) - tail if "…" not in want[i + 1:] else at + i + 1
    return out + got[at:]


# -- README --------------------------------------------------------------------------------

def commands(body):
    """[command, expected lines] of a console block."""
    found = []
    for line in body.rstrip("\n").split("\n"):
        if line.startswith("$ "):
            found.append([line[2:], []])
        elif found and found[-1][0].endswith("\\") and not found[-1][1]:
            found[-1][0] += "\n" + line
        elif found:
            found[-1][1].append(line)
    return found


def is_session(command):
    return command.startswith("acordo repl ") and not re.search(r" -c |[|<>]", command)


def exchanges(want):
    """[prompt, typed, expected lines] of a session."""
    found = []
    for line in want:
        prompt = PROMPT.match(line)
        if prompt:
            found.append([prompt.group(1), prompt.group(2), []])
        elif found:
            found[-1][2].append(line)
    return found


def session(command, want, folder, env, where, update):
    """A session as it went, as lines of the document."""
    said = exchanges(want)
    code, answers = talk(command, [typed for _, typed, _ in said], folder, env)
    answers += [""] * (len(said) - len(answers))
    out = ["$ " + command]
    for (prompt, typed, expected), got in zip(said, answers):
        got = got.rstrip("\n").split("\n") if got.strip("\n") else []
        fine = matches(got, expected)
        out += [prompt + typed] + (expected if fine else elided(got, expected))
        if not update:
            detail = "\n".join([prompt + typed] + got) + "\n-- expected:\n" + "\n".join(expected)
            report(fine, where, detail)
    return "\n".join(out)


def readme(env, update):
    text = read("README.md")
    folder = tempfile.mkdtemp(prefix="acordo-readme.")
    shutil.copytree(os.path.join(ROOT, "examples"), os.path.join(folder, "examples"))
    new, n = text, 0
    try:
        for info, line, body, above in blocks(text):
            if info != "console":
                continue
            place = re.match(r"<!-- in (\S+) -->", above)
            report(place is not None, "README.md:%d: no `<!-- in DIR -->` above the block" % line)
            if place is None:
                continue
            out = []
            for command, want in commands(body):
                n += 1
                if is_session(command):
                    out.append(session(command, want, os.path.join(folder, place.group(1)), env,
                                       "README.md:%d" % line, update))
                    continue
                code, got = run(command, os.path.join(folder, place.group(1)), env)
                got = got.rstrip("\n").split("\n") if got.strip("\n") else []
                out.append("\n".join(["$ " + command] + (elided(got, want) if not matches(got, want) else want)))
                if not update:
                    detail = "\n".join(["$ " + command] + got) + "\n-- exit code %d; expected:\n" % code + "\n".join(want)
                    report(matches(got, want), "README.md:%d" % line, detail)
            new = new.replace(body, "\n".join(out) + "\n", 1)
    finally:
        shutil.rmtree(folder)
    report(n >= 8, "README.md quotes only %d commands" % n)
    if update:
        write("README.md", new)


def command_blocks():
    text = read("README.md")
    for mark, goal in (("demo", "make deps && make demo"), ("test", "make test-deps && make ci")):
        found = re.search(r"^<!-- %s -->\n```[a-z]*\n(.*)\n```$" % mark, text, re.M)
        report(found is not None and found.group(1).endswith(goal), "README.md: no command under <!-- %s -->" % mark)
    ci = next(l for l in read(".ci/run").split("\n") if l.startswith("command="))
    out = subprocess.run(["bash", "-c", ci + '; printf %s "$command"'], cwd=ROOT, stdout=subprocess.PIPE).stdout.decode()
    report(out.endswith("make test-deps && make ci") and "\n" not in out, ".ci/run does not find README's test command", out)


# -- LANGUAGE ------------------------------------------------------------------------------

def check(env, text, folder):
    name = os.path.join(folder, "block.sla")
    with open(name, "w", encoding="utf-8") as f:
        f.write(text)
    with open(os.path.join(folder, "rivals.txt"), "w", encoding="utf-8") as f:
        f.write("acme\nglobex\n")
    return run("acordo check --format gnu --quiet block.sla", folder, env)


def language(env):
    folder = tempfile.mkdtemp(prefix="acordo-language.")
    base = ""
    try:
        for info, line, body, _ in blocks(read("grammar/LANGUAGE.md")):
            if info.split(" ")[0] != "sla":
                continue
            where = "grammar/LANGUAGE.md:%d" % line
            if info == "sla base":
                base = body
            whole = base + body if body.startswith("# fragment") else body
            code, out = check(env, whole, folder)
            found = re.findall(r"(?:error|warning)\[([EW]\d+)\]", out)
            if whole != body:
                found = [c for c in found if c != "W0602"]       # a fragment's names are for show
            if info.startswith("sla bad "):
                report(found[:1] == [info.split(" ")[2]] and len(found) == 1, where + " " + info, out)
            else:
                report(code == 0 and not found, where, out)
                if re.search(r'^test "', body, re.M):
                    code, out = run('acordo test block.sla', folder, env)
                    report(code == 0, where + " (its tests)", out)
    finally:
        shutil.rmtree(folder)


def c_strings(row):
    return [re.sub(r'\\(.)', r'\1', s) for s in re.findall(r'"((?:[^"\\]|\\.)*)"', row)]


def builtin_table():
    rows = [c_strings(l) for l in read("interp/lang/builtins.def").split("\n") if l.startswith("BUILTIN(")]
    out = ["| function | | example | gives |", "|---|---|---|---|"]
    for name, signature, about, example, value in rows:
        args, result = signature.split(" -> ")
        out.append("| `%s(%s)` → %s | %s | `%s` | `%s` |" % (name, args, result, about, example, value))
    return "\n".join(out)


OFFICE = 'lead { id text }\ncalendar office { open mon..fri 09:00-18:00 }\n'


def examples(env):
    """Each example of builtins.def prints its value; `office` is a calendar of a policy."""
    folder = tempfile.mkdtemp(prefix="acordo-builtins.")
    with open(os.path.join(folder, "office.sla"), "w", encoding="utf-8") as f:
        f.write(OFFICE)
    try:
        for row in read("interp/lang/builtins.def").split("\n"):
            if not row.startswith("BUILTIN("):
                continue
            _, _, _, example, value = c_strings(row)
            policy = " -p office.sla" if "office" in example else ""
            code, out = run("acordo eval '%s'%s" % (example, policy), folder, env)
            report((code, out) == (0, value + "\n"), "builtins.def: %s" % example, out)
    finally:
        shutil.rmtree(folder)


def tables(update):
    text = read("grammar/LANGUAGE.md")
    part = re.compile(r"(<!-- builtins -->\n)(.*?)(\n?<!-- end -->)", re.S)
    table = builtin_table()
    if update:
        write("grammar/LANGUAGE.md", part.sub(lambda m: m.group(1) + table + "\n<!-- end -->", text))
        return
    found = part.search(text)
    report(found is not None and found.group(2).strip("\n") == table,
           "grammar/LANGUAGE.md: the functions are not those of builtins.def (readme.py ACORDO --update)")
    twins = set()
    for row in read("grammar/keywords.def").split("\n"):
        if row.startswith("KEYWORD("):
            twins.add(tuple(c_strings(row)[:2]))
    words = re.search(r"\| English \| Portuguese .*?\n\n", text, re.S).group(0)
    for row in words.split("\n")[2:]:
        cells = re.findall(r"`([^`]*)`", row)
        for en, pt in zip(cells[0::2], cells[1::2]):
            report((en, pt) in twins, "grammar/LANGUAGE.md: %s is not %s in keywords.def" % (pt, en))


def main():
    update = "--update" in sys.argv
    acordo = os.path.abspath(sys.argv[1])
    bin_folder = tempfile.mkdtemp(prefix="acordo-bin.")
    os.symlink(acordo, os.path.join(bin_folder, "acordo"))
    env = dict(os.environ, PATH=bin_folder + os.pathsep + os.environ["PATH"], NO_COLOR="1", LC_ALL="C.UTF-8")
    env.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_AUTHOR_NAME="Ana", GIT_AUTHOR_EMAIL="ana@example.com",
               GIT_COMMITTER_NAME="Ana", GIT_COMMITTER_EMAIL="ana@example.com")
    try:
        tables(update)
        readme(env, update)
        if not update:
            command_blocks()
            language(env)
            examples(env)
    finally:
        shutil.rmtree(bin_folder)
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


sys.exit(main())
