#!/usr/bin/env python3
"""terminal.py ACORDO: the prompt under a real pseudo-terminal, which tmux runs.

Each case is a session of its own in a private home: keys go in, and what stands on the screen is
waited for, never slept for.  Last line: "N passed, N failed".
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
ACORDO = os.path.abspath(sys.argv[1])
SOCKET = os.path.join(tempfile.mkdtemp(prefix="acordo-tmux."), "server")
PATIENCE = 60  # seconds until a text that should come is given up
CLINIC = ["policy.sla", "leads.csv", "spend=spend.csv", "team=team.csv", "--as-of", "2026-06-30T18:00-03:00"]
passed, failed = 0, 0


def tmux(*args):
    return subprocess.run(["tmux", "-S", SOCKET, "-f", "/dev/null"] + list(args), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False).stdout.decode("utf-8", "replace")


class Terminal:
    """A session of the prompt in a window of its own."""

    def __init__(self, home, args, width=80, height=24, env=()):
        self.name = "w%d" % time.monotonic_ns()
        command = ["env", "-i", "HOME=" + home, "PATH=/usr/bin:/bin", "TERM=screen", "LC_ALL=C.UTF-8", "NO_COLOR=1",
                   "XDG_STATE_HOME=" + home + "/state", "ASAN_OPTIONS=" + os.environ.get("ASAN_OPTIONS", "")] + list(env) + [ACORDO, "repl"] + args
        tmux("new-session", "-d", "-s", self.name, "-x", str(width), "-y", str(height), "-c", home + "/clinic",
             " ".join("'%s'" % c for c in command) + "; echo left $?; read -r _")

    def keys(self, *keys):
        tmux("send-keys", "-t", self.name, *keys)
        return self

    def text(self, text):
        tmux("send-keys", "-t", self.name, "-l", text)
        return self

    def screen(self):
        return tmux("capture-pane", "-p", "-t", self.name).rstrip("\n")

    def wait(self, pattern, times=1):
        """The screen once it matches so often; what it was when patience ended otherwise."""
        end = time.monotonic() + PATIENCE
        while True:
            screen = self.screen()
            if len(re.findall(pattern, screen, re.M)) >= times:
                return screen
            if time.monotonic() > end:
                raise TimeoutError("no %r in\n%s" % (pattern, screen))
            time.sleep(0.05)

    def process(self):
        """Of the prompt itself: the shell's child."""
        pane = tmux("display-message", "-p", "-t", self.name, "#{pane_pid}").strip()
        return int(subprocess.run(["pgrep", "-P", pane], stdout=subprocess.PIPE, check=False).stdout.decode().split()[0])

    def end(self):
        tmux("kill-session", "-t", self.name)


def case(check):
    """Runs one case in a home of its own, with a copy of the clinic's files."""
    global passed, failed
    home = tempfile.mkdtemp(prefix="acordo-terminal.")
    shutil.copytree(os.path.join(ROOT, "examples", "clinic"), os.path.join(home, "clinic"))
    try:
        check(home)
        passed += 1
    except (AssertionError, TimeoutError) as why:
        failed += 1
        print("FAIL %s" % check.__name__)
        for line in str(why).split("\n")[:40]:
            print("     " + line)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def equal(got, want):
    assert got == want, "got\n%s\nwant\n%s" % (got, want)


# -- cases ---------------------------------------------------------------------------------

def an_answer_and_leaving(home):
    t = Terminal(home, CLINIC)
    t.wait(r"^policy>\s*$")
    t.text("1 + 2").keys("Enter").wait(r"^3$")
    t.keys("C-d")
    t.wait(r"^left 0$")
    t.end()


def a_screen_as_expected(home):
    t = Terminal(home, ["policy.sla"], 60, 12)
    t.wait(r"^policy>\s*$")
    t.text("2 business hours * 3").keys("Enter").wait("6 business hours")
    t.text(":type 1 BRL / 3").keys("Enter").wait("^money$")
    equal(t.screen().split("\n"), [
        "Acordo 0.1.0. :help lists the commands, Tab completes, Ctrl-",
        "D leaves.",
        "policy> 2 business hours * 3",
        "6 business hours",
        "policy> :type 1 BRL / 3",
        "money",
        "policy>"])
    t.end()


def editing_a_line(home):
    t = Terminal(home, [])
    t.wait(r"^acordo>\s*$")
    t.text("2 + 2").keys("C-a").text("1").keys("Enter").wait(r"^14$")
    t.text("100 + wrong").keys("C-w").text("1").keys("Enter").wait(r"^101$")
    t.text("77").keys("Left").text("0").keys("Enter").wait(r"^707$")
    t.end()


def completion(home):
    t = Terminal(home, CLINIC)
    t.wait(r"^policy>\s*$")
    t.text(":swe").keys("Tab").wait(r"^policy> :sweep\s*$")
    t.text("mql_").keys("Tab").wait(r"^policy> :sweep mql_bar\s*$")
    t.keys("C-u").text(":lead L-000").keys("Tab", "Tab").wait(r"L-0001 +L-0002")
    t.keys("C-u").text("sour").keys("Tab").wait(r"^policy> source\s*$")
    t.text("= ev").keys("Tab").wait(r"^policy> source = evento\s*$")
    t.keys("C-u").text("first_contact.st").keys("Tab", "Tab").wait(r"first_contact\.starts +first_contact\.status")
    t.keys("C-u").text("doma").keys("Tab").wait(r"^policy> domain\($")
    t.keys("C-u").text("thres").keys("Tab").wait(r"^policy> threshold\s*$")
    t.keys("C-u").text(":open lea").keys("Tab").wait(r"^policy> :open leads\.csv\s*$")
    t.keys("C-u").text("round(1, ").keys("Tab").wait(r"^round\(number, number")
    t.end()


def history_across_sessions(home):
    t = Terminal(home, ["policy.sla"])
    t.wait(r"^policy>\s*$")
    t.text("define six = ").keys("Enter").wait(r"^…\s*$")
    t.text("  2 * 3").keys("Enter").wait(r"^policy>\s*$")
    t.text("six").keys("Enter").wait("^6$")
    t.keys("C-d")
    t.wait("^left 0$")
    t.end()
    t = Terminal(home, ["policy.sla"])
    t.wait(r"^policy>\s*$")
    t.keys("Up").wait("^policy> six$")
    t.keys("Up").wait(r"^policy> define six =\s*\n  2 \* 3$")
    t.keys("Enter").wait(r"^policy>\s*$")
    t.text("six").keys("Enter").wait("^6$")
    t.end()


def interrupts_drop_the_line(home):
    t = Terminal(home, ["policy.sla"])
    t.wait(r"^policy>\s*$")
    t.text("41 +").keys("C-c").wait(r"\^C\npolicy>\s*$")
    t.text("score x in 0..10 {").keys("Enter").wait(r"^…\s*$")
    t.keys("C-c").wait(r"… \^C\npolicy>\s*$")
    t.keys("C-c").wait(r"^policy> \^C\npolicy>\s*$")
    t.text("1 + 1").keys("Enter").wait("^2$")
    t.end()


def many_leads(home, n):
    with open(os.path.join(home, "clinic", "leads.csv"), encoding="utf-8") as f:
        head, *rows = f.read().rstrip("\n").split("\n")
    rows = [r for r in rows if r.startswith("L-") and r.count('"') == 0]
    with open(os.path.join(home, "clinic", "many.csv"), "w", encoding="utf-8") as f:
        f.write("\n".join([head] + rows * (n // len(rows))) + "\n")


def interrupts_stop_an_answer(home):
    many_leads(home, 60000)
    t = Terminal(home, ["policy.sla", "many.csv", "spend=spend.csv", "team=team.csv", "--as-of", "2026-06-30"])
    t.wait(r"^policy>\s*$")
    t.text(":sweep mql_bar 0..100 step 0.2").keys("Enter")
    t.wait(r"^\d+ of 501 steps . \d+ s left$")
    screen = t.keys("C-c").wait("stopped")
    assert "of 501 steps" not in screen, screen
    t.wait(r"^policy>\s*$")
    t.text("1 + 1").keys("Enter").wait("^2$")
    t.keys("C-d")
    t.wait("^left 0$")
    t.end()


def a_mistake_does_not_end_it(home):
    t = Terminal(home, ["policy.sla"])
    t.wait(r"^policy>\s*$")
    t.text(":nothing").keys("Enter").wait("there is no command :nothing")
    t.text("visitz > 3").keys("Enter").wait("E0301")
    t.text(":load nowhere.sla").keys("Enter").wait("E0701")
    t.text("1 + 1").keys("Enter").wait("^2$")
    t.end()


def resizing_while_editing(home):
    t = Terminal(home, CLINIC, 100, 24)
    t.wait(r"^policy>\s*$")
    t.text("employees > 50 and visits")
    t.wait("visits$")
    tmux("resize-window", "-t", t.name, "-x", "60", "-y", "20")
    t.text(" > 3").wait("visits > 3")
    t.keys("Enter").wait(r"^ +yes ")
    t.text(":kpi").keys("Enter").wait("^  MQL to")
    assert all(len(line) <= 60 for line in t.screen().split("\n"))
    t.end()


def pasted_text(home):
    text = "define a = 20\ndefine b =\n  a + 1\nb\n"
    for bracketed in ("on", "off"):
        with open(os.path.join(home, ".inputrc"), "w", encoding="utf-8") as f:
            f.write("set enable-bracketed-paste %s\n" % bracketed)
        t = Terminal(home, ["policy.sla"])
        t.wait(r"^policy>\s*$")
        tmux("set-buffer", "-b", "paste", text)
        tmux("paste-buffer", "-p", "-b", "paste", "-t", t.name)
        if bracketed == "on":
            t.wait(r"^b$")
            t.keys("Enter")
        t.wait("^21$")
        t.end()


def inputrc_is_respected(home):
    with open(os.path.join(home, ".inputrc"), "w", encoding="utf-8") as f:
        f.write('$if acordo\n"\\C-g": "40 + 2"\n$endif\n')
    t = Terminal(home, [])
    t.wait(r"^acordo>\s*$")
    t.keys("C-g", "Enter").wait("^42$")
    t.end()


def colour_only_where_allowed(home):
    plain = Terminal(home, ["policy.sla"])
    plain.wait(r"^policy>\s*$")
    assert "\033[" not in tmux("capture-pane", "-p", "-e", "-t", plain.name), "colour in spite of NO_COLOR"
    plain.end()
    painted = Terminal(home, ["policy.sla"], env=["NO_COLOR="])
    painted.wait(r"^policy>\s*$")
    assert "\033[1m" in tmux("capture-pane", "-p", "-e", "-t", painted.name), "no colour where it is allowed"
    painted.end()
    dumb = Terminal(home, ["policy.sla"], env=["NO_COLOR=", "TERM=dumb"])
    dumb.wait(r"^policy>\s*$")
    dumb.text("1 + 1").keys("Enter").wait("^2$")
    dumb.end()


def ascii_where_the_locale_is_not_utf8(home):
    t = Terminal(home, CLINIC, env=["LC_ALL=C"])
    t.wait(r"^policy>\s*$")
    t.text("demo_requested").keys("Enter").wait("#####")
    t.text("define x =").keys("Enter").wait(r"^\.\.\.\s*$")
    t.end()


def ended_from_outside(home):
    t = Terminal(home, ["policy.sla"])
    t.wait(r"^policy>\s*$")
    os.kill(t.process(), 15)
    t.wait("^left 130$")
    t.keys("Enter")
    t.end()


def the_terminal_goes_away(home):
    t = Terminal(home, ["policy.sla"])
    t.wait(r"^policy>\s*$")
    process = t.process()
    t.end()
    end = time.monotonic() + PATIENCE
    while os.path.exists("/proc/%d" % process):
        assert time.monotonic() < end, "it goes on without a terminal"
        time.sleep(0.05)


CASES = [an_answer_and_leaving, a_screen_as_expected, editing_a_line, completion, history_across_sessions,
         interrupts_drop_the_line, interrupts_stop_an_answer, a_mistake_does_not_end_it, resizing_while_editing,
         pasted_text, inputrc_is_respected, colour_only_where_allowed, ascii_where_the_locale_is_not_utf8,
         ended_from_outside, the_terminal_goes_away]


def main():
    only = sys.argv[2:]
    # A server that ends with its last window would be on its way out as the next case comes.
    tmux("start-server", ";", "set-option", "-g", "exit-empty", "off")
    try:
        for c in CASES:
            if not only or c.__name__ in only:
                case(c)
    finally:
        tmux("kill-server")
        shutil.rmtree(os.path.dirname(SOCKET), ignore_errors=True)
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
