"""report_test.py ACORDO: the HTML report in a real browser, headless.

Debian's chromium opens the page of tests/unit/report_fixture.c at desktop and phone width, in
light and dark, with details closed and open, and as paper.  A script put into the page looks
at the laid-out result and hands back what it found; the page itself has none.
Prints SKIP and counts nothing where there is no chromium.
"""
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser

passed = failed = 0
A4_WIDTH = 695  # CSS pixels that A4 has between margins of 13 mm


def check(name, ok, found=""):
    global passed, failed
    if ok:
        passed += 1
        return
    failed += 1
    print("FAIL browser: %s: %s" % (name, str(found)[:600]))


# What is looked at, once laid out.  Faults are texts: empty lists are what is wanted.
LOOK = r"""
function look() {
  const wide = document.documentElement.clientWidth, faults = (a) => a.slice(0, 5);
  const all = [...document.querySelectorAll('body *')];
  const shown = all.filter(e => e.checkVisibility({contentVisibilityAuto: true,
      opacityProperty: true, visibilityProperty: true}) && e.getClientRects().length);
  const name = e => e.tagName + '.' + (e.getAttribute('class') || '') + ' "' +
      e.textContent.trim().slice(0, 30) + '"';
  const own = e => [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim());
  const rgb = c => { const m = c.match(/[\d.]+/g).map(Number);
      return m.length > 3 && m[3] == 0 ? null : m.slice(0, 3); };
  const light = c => { const [r, g, b] = c.map(v => { v /= 255;
      return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
      return .2126 * r + .7152 * g + .0722 * b; };
  const ground = e => { for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor); if (c) return c; }
      return [255, 255, 255]; };
  const contrast = e => { const s = getComputedStyle(e);
      const ink = rgb(e instanceof SVGElement ? s.fill : s.color);
      const a = light(ink), b = light(ground(e instanceof SVGElement ? e.closest('svg').parentElement : e));
      return (Math.max(a, b) + .05) / (Math.min(a, b) + .05); };
  const scrolled = e => e.closest('.scroll') && getComputedStyle(e.closest('.scroll')).overflowX == 'auto';
  const charts = [...document.querySelectorAll('figure svg, svg.spark')];
  const sizes = charts.map(c => c.getBoundingClientRect());
  const cut = [];
  for (const c of charts) for (const t of c.querySelectorAll('text')) {
    const b = t.getBBox(), v = c.viewBox.baseVal;
    if (b.x < -1 || b.x + b.width > v.width + 1 || b.y < -1 || b.y + b.height > v.height + 1)
      cut.push(c.parentElement.id + ' ' + t.textContent);
  }
  for (const c of charts) {
    const b = [...c.querySelectorAll('text')].map(t => [t.textContent, t.getBBox()]);
    for (const [s, p] of b) for (const [t, q] of b)
      if (p != q && p.x < q.x + q.width - 1 && q.x < p.x + p.width - 1 &&
          p.y < q.y + q.height - 3 && q.y < p.y + p.height - 3) cut.push(c.parentElement.id + ' ' + s + ' | ' + t);
  }
  const letters = shown.filter(own).filter(e => !['TITLE', 'DESC'].includes(e.tagName.toUpperCase()));
  const size = e => parseFloat(getComputedStyle(e).fontSize) * (e instanceof SVGElement
      ? e.closest('svg').getBoundingClientRect().width / e.closest('svg').viewBox.baseVal.width : 1);
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  const cells = [...document.querySelectorAll('tbody tr')].filter(r => r.getClientRects().length);
  const overlap = [];
  for (const r of cells) {
    const b = [...r.children].map(c => c.getBoundingClientRect()).filter(x => x.width && x.height);
    for (let i = 1; i < b.length; i++)
      if (b[i].left < b[i - 1].right - 1 && b[i].top < b[i - 1].bottom - 1) { overlap.push(name(r)); break; }
  }
  return {
    width: wide, scroll: document.documentElement.scrollWidth,
    beyond: faults(shown.filter(e => !scrolled(e) && !(e instanceof SVGElement && e.tagName != 'svg'))
        .filter(e => { const b = e.getBoundingClientRect(); return b.right > wide + 1 || b.left < -1; }).map(name)),
    charts: charts.length, empty: sizes.filter(s => s.width < 60 || s.height < 18).length, cut: faults(cut),
    labelled: faults(charts.filter(c => c.getAttribute('role') != 'img' || !(c.getAttribute('aria-label') ||
        c.getAttribute('aria-labelledby').split(' ').every(i => document.getElementById(i).textContent.trim())))
        .map(name)),
    faint: faults(letters.filter(e => contrast(e) < 4.5).map(e => name(e) + contrast(e).toFixed(2))),
    tiny: faults(letters.filter(e => size(e) < LEAST_LETTER).map(e => name(e) + size(e))),
    twice: faults(ids.filter((x, i) => ids.indexOf(x) != i)),
    astray: faults([...document.querySelectorAll('a')].filter(a => a.getAttribute('href')[0] != '#' ||
        !document.getElementById(a.getAttribute('href').slice(1))).map(name)),
    scope: [...document.querySelectorAll('th')].filter(h => !h.hasAttribute('scope')).length,
    tables: document.querySelectorAll('table').length, overlap: faults(overlap), rows: cells.length,
    heads: [...document.querySelectorAll('thead')].filter(h => h.getClientRects().length).length,
    lang: document.documentElement.lang, h1: document.querySelectorAll('h1').length,
    loads: performance.getEntriesByType('resource').length, scripts: document.scripts.length,
    why: document.querySelectorAll('.why').length, nav: document.querySelector('nav').getClientRects().length,
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    ground: getComputedStyle(document.body).backgroundColor,
    first: document.querySelector('.verdict').getBoundingClientRect().top,
    errors: window.faults_seen
  };
}
"""

WATCH = """<script>window.faults_seen = [];
addEventListener('error', e => faults_seen.push(String(e.message)));
addEventListener('securitypolicyviolation', e => faults_seen.push(e.violatedDirective));
</script>"""

RUN = """<script>addEventListener('load', () => {
  const found = {closed: look()};
  for (const d of document.querySelectorAll('details')) d.open = true;
  found.open = look();
  parent.postMessage(JSON.stringify(found), '*');
});</script>"""

FRAME = """<!DOCTYPE html><body style="margin:0"><pre id="found"></pre><script>
addEventListener('message', e => { document.getElementById('found').textContent = e.data; });
</script><iframe src="page.html" style="width:%dpx;height:900px;border:0"></iframe>"""


class Browser:
    """A chromium with a profile of its own; every call is a process that ends."""

    def __init__(self, program, tmp):
        self.program, self.tmp = program, tmp

    def run(self, *args):
        profile = tempfile.mkdtemp(dir=self.tmp)
        return subprocess.run(
            [self.program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
             "--no-first-run", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--hide-scrollbars", "--user-data-dir=" + profile, "--enable-logging=stderr",
             "--allow-file-access-from-files", "--virtual-time-budget=4000"] + list(args),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)

    def look(self, page, width, dark=False, least=10):
        """The page laid out in a frame of a width: narrower than a window may be."""
        script = "<script>" + LOOK.replace("LEAST_LETTER", str(least)) + "</script>"
        page = page.replace("default-src 'none'", "default-src 'none'; script-src 'unsafe-inline'")
        page = page.replace("<body>", "<body>" + WATCH, 1)
        page = page.replace("</body>", script + RUN + "</body>", 1)
        with open(os.path.join(self.tmp, "page.html"), "w", encoding="utf-8") as f:
            f.write(page)
        frame = os.path.join(self.tmp, "frame.html")
        with open(frame, "w", encoding="utf-8") as f:
            f.write(FRAME % width)
        done = self.run("--dump-dom", "--window-size=1400,900",
                        "--blink-settings=preferredColorScheme=%d" % (0 if dark else 1),
                        "file://" + frame)
        text = re.search(r'<pre id="found">(.*?)</pre>', done.stdout.decode("utf-8"), re.S)
        noise = re.findall(rb".*CONSOLE.*", done.stderr)
        check("%d px: nothing on the console" % width, noise == [], noise)
        found = json.loads(html.unescape(text.group(1))) if text and text.group(1) else None
        check("%d px: the page was laid out" % width, found is not None, done.stderr[-300:])
        return found


class Balance(HTMLParser):
    """Whether every element that is opened is closed, in order."""

    VOID = {"meta", "br", "hr", "img", "input", "link"}

    def __init__(self):
        super().__init__()
        self.open, self.faults = [], []

    def handle_starttag(self, tag, attrs):
        names = [a for a, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append("an attribute twice: <%s>" % tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append("</%s> at %s" % (tag, self.getpos()))


def balance(page):
    b = Balance()
    b.feed(page)
    return b.faults + b.open


def as_paper(page):
    """The print style sheet, in force on the screen."""
    page = page.replace("@media print", "@media all").replace("@media screen", "@media speech")
    return page.replace("@media (prefers-color-scheme:dark)", "@media not all")


def check_view(name, v, charts):
    check(name + ": no sideways scrolling", v["scroll"] <= v["width"], v["scroll"])
    check(name + ": nothing reaches beyond the page", v["beyond"] == [], v["beyond"])
    check(name + ": every chart is there", v["charts"] == charts, v["charts"])
    check(name + ": no chart is empty", v["empty"] == 0, v["empty"])
    check(name + ": no chart's text is cut or lies over another", v["cut"] == [], v["cut"])
    check(name + ": charts are named and told in words", v["labelled"] == [], v["labelled"])
    check(name + ": text has contrast 4.5 or more", v["faint"] == [], v["faint"])
    check(name + ": no text is tiny", v["tiny"] == [], v["tiny"])
    check(name + ": cells do not lie over each other", v["overlap"] == [], v["overlap"])
    check(name + ": no errors, no violated policy", v["errors"] == [], v["errors"])
    check(name + ": nothing is loaded", v["loads"] == 0, v["loads"])


def check_page(v, page):
    check("ids are given once", v["twice"] == [], v["twice"])
    check("links lead somewhere on the page", v["astray"] == [], v["astray"])
    check("heads of rows and columns say which", v["scope"] == 0 and v["tables"] > 10, v["tables"])
    check("a language, one title", v["lang"] == "en" and v["h1"] == 1)
    check("figures and cases have their command", v["why"] > 100, v["why"])
    check("the verdict is seen at once", 0 < v["first"] < 300, v["first"])
    check("elements are closed in order", balance(page) == [], balance(page))
    check("the page has no script of its own", "<script" not in page)
    check("nothing is asked of the network", re.search(r"(src|href)=\"(?!#)", page) is None)


def check_print(browser, path):
    pdf = os.path.join(browser.tmp, "page.pdf")
    browser.run("--print-to-pdf=" + pdf, "--no-pdf-header-footer", "file://" + path)
    data = open(pdf, "rb").read() if os.path.exists(pdf) else b""
    pages = len(re.findall(rb"/Type\s*/Page\b", data))
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", data)
    size = [round(float(x)) for x in box.groups()] if box else None
    check("paper is A4", size in ([595, 842], [596, 842], [595, 841], [594, 841]), size)
    check("paper has a sensible number of pages", 4 <= pages <= 20, pages)


def main():
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        print("SKIP browser tests: chromium is not installed (make deps)")
        print("0 passed, 0 failed")
        return
    build = os.path.dirname(sys.argv[1])
    page = subprocess.run([os.path.join(build, "tests/unit/report_test"), "html"],
                          stdout=subprocess.PIPE).stdout.decode("utf-8")
    charts = len(re.findall(r"<svg", page))
    check("the report has charts of every kind", charts > 15 and all(
        x in page for x in ('id="chart-funnel"', 'id="chart-clause-', 'id="chart-kpi-',
                            'id="chart-groups-', 'id="chart-due-', 'class="spark"')), charts)
    with tempfile.TemporaryDirectory() as tmp:
        browser = Browser(program, tmp)
        for width, dark in ((1280, False), (1280, True), (820, False), (390, False), (390, True)):
            name = "%d px%s" % (width, ", dark" if dark else "")
            found = browser.look(page, width, dark)
            if found is None:
                continue
            check(name + ": light or dark as asked", found["closed"]["dark"] == dark)
            check_view(name, found["closed"], charts)
            check_view(name + ", all open", found["open"], charts)
            check(name + ": heads of columns", (found["open"]["heads"] == 0) == (width < 640))
            if width == 1280 and not dark:
                check_page(found["open"], page)
                day = found["closed"]["ground"]
            if width == 1280 and dark:
                check("dark is dark", found["closed"]["ground"] != day, day)
        found = browser.look(as_paper(page), A4_WIDTH, least=8)
        if found is not None:
            check_view("paper", found["closed"], charts)
            check("paper: folded tables are open",
                  found["closed"]["rows"] == found["open"]["rows"] > 100, found["closed"]["rows"])
            check("paper: no links to click", found["closed"]["nav"] == 0)
        path = os.path.join(tmp, "print.html")
        with open(path, "w", encoding="utf-8") as f:
            f.write(page)
        check_print(browser, path)
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(failed != 0)


main()
