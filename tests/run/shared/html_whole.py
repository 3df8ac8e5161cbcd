"""html_whole.py FILE: whether every element of a page is closed in order, no id stands twice,
and every link inside it has a target."""
import sys
from html.parser import HTMLParser


class Page(HTMLParser):
    VOID = {"meta", "br", "hr", "img", "input", "link"}

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.faults = [], [], [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if len(given) != len(attrs):
            self.faults.append("an attribute twice: <%s>" % tag)
        self.ids += [given["id"]] if given.get("id") else []
        self.links += [given["href"]] if "href" in given else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append("</%s> closes nothing" % tag)


page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
page.close()
faults = page.faults + ["<%s> is left open" % t for t in page.open]
faults += ["id %s twice" % i for i in set(page.ids) if page.ids.count(i) > 1]
faults += ["%s leads nowhere" % a for a in page.links if a[1:] not in page.ids]
print("\n".join(faults) if faults else "%d links, all of them lead somewhere" % len(page.links))
sys.exit(bool(faults))
