/* cases_junit.c -- cases as JUnit XML.
 *
 * The elements and attributes are those that all readers share; `file` and `line` of a case
 * are GitLab's and CircleCI's.
 */
#include "interp/base/utf8.h"
#include "interp/io/cases.h"

#define REPLACED "\xef\xbf\xbd" /* U+FFFD */

static void put_ascii(Buf *b, unsigned char c)
{
    switch (c) {
    case '&': buf_z(b, "&amp;"); break;
    case '<': buf_z(b, "&lt;"); break;
    case '>': buf_z(b, "&gt;"); break;
    case '"': buf_z(b, "&quot;"); break;
    case '\n': buf_z(b, "&#10;"); break;
    case '\t': buf_z(b, "&#9;"); break;
    case '\r': buf_z(b, "&#13;"); break;
    default:
        if (c < 0x20 || c == 0x7f)
            buf_z(b, REPLACED);
        else
            buf_char(b, (char)c);
    }
}

/* U+FFFE and U+FFFF are no characters of XML; bytes that are no UTF-8 (of a file's name) are
 * none either. */
static void put_xml(Buf *b, const char *z)
{
    const Str s = str_of(z);
    const bool valid = utf8_valid(s);
    for (size_t i = 0, from = 0; i < s.n; from = i) {
        const unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80) {
            put_ascii(b, c);
            i++;
        } else if (!valid) {
            buf_z(b, REPLACED);
            i++;
        } else {
            const int cp = utf8_next(s, &i);
            if (cp == 0xfffe || cp == 0xffff)
                buf_z(b, REPLACED);
            else
                buf_str(b, str_sub(s, from, i));
        }
    }
}

static void put_attribute(Buf *b, const char *name, const char *z)
{
    buf_format(b, " %s=\"", name);
    put_xml(b, z);
    buf_char(b, '"');
}

/* Lines stay lines in the text of an element. */
static void put_lines(Buf *b, const char *z)
{
    while (*z != '\0') {
        const size_t n = strcspn(z, "\n");
        put_xml(b, str_z((Str){z, n}));
        z += n;
        if (*z == '\n') {
            buf_char(b, '\n');
            z++;
        }
    }
}

static void put_skipped(Buf *b, const Case *c)
{
    buf_z(b, "      <skipped");
    put_attribute(b, "message", c->message);
    buf_z(b, "/>\n");
}

static void put_failure(Buf *b, const Case *c)
{
    buf_z(b, "      <failure");
    put_attribute(b, "message", c->message);
    put_attribute(b, "type", c->type);
    buf_char(b, '>');
    put_lines(b, c->detail != NULL ? c->detail : "");
    buf_z(b, "</failure>\n");
}

static void put_said(Buf *b, const Case *c)
{
    buf_z(b, "      <system-out>");
    put_lines(b, c->detail);
    buf_z(b, "</system-out>\n");
}

static void put_case(Buf *b, const Suite *s, const Case *c)
{
    buf_z(b, "    <testcase");
    put_attribute(b, "name", c->name);
    put_attribute(b, "classname", c->file != NULL ? c->file : s->name);
    if (c->file != NULL)
        put_attribute(b, "file", c->file);
    if (c->file != NULL && c->at.line > 0)
        buf_format(b, " line=\"%d\"", c->at.line);
    if (c->verdict == CASE_PASSED && c->detail == NULL) {
        buf_z(b, "/>\n");
        return;
    }
    buf_z(b, ">\n");
    switch (c->verdict) {
    case CASE_PASSED: put_said(b, c); break;
    case CASE_FAILED: put_failure(b, c); break;
    case CASE_SKIPPED: put_skipped(b, c); break;
    }
    buf_z(b, "    </testcase>\n");
}

static int count(const Suite *s, CaseVerdict v)
{
    int n = 0;
    for (int i = 0; i < s->n; i++)
        n += s->item[i].verdict == v;
    return n;
}

static void put_counts(Buf *b, int tests, int failed, int skipped)
{
    buf_format(b, " tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">\n", tests,
               failed, skipped);
}

static void put_suite(Buf *b, const Suite *s)
{
    buf_z(b, "  <testsuite");
    put_attribute(b, "name", s->name);
    put_counts(b, s->n, count(s, CASE_FAILED), count(s, CASE_SKIPPED));
    for (int i = 0; i < s->n; i++)
        put_case(b, s, &s->item[i]);
    buf_z(b, "  </testsuite>\n");
}

void suites_junit(Buf *out, const Suites *s)
{
    int tests = 0, failed = 0, skipped = 0;
    for (int i = 0; i < s->n; i++) {
        tests += s->item[i].n;
        failed += count(&s->item[i], CASE_FAILED);
        skipped += count(&s->item[i], CASE_SKIPPED);
    }
    buf_z(out,
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"acordo\"");
    put_counts(out, tests, failed, skipped);
    for (int i = 0; i < s->n; i++)
        put_suite(out, &s->item[i]);
    buf_z(out, "</testsuites>\n");
}
