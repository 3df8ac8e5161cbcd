/* coverage.c -- coverage as a table of what is missing, and as JSON. */
#include "interp/io/coverage.h"

#include "interp/base/mem.h"
#include "interp/io/report_page.h"

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

/* -- counts ----------------------------------------------------------------------------- */

static int seen_of(const CoverItem *i)
{
    int n = 0;
    for (int k = 0; k < i->n; k++)
        n += i->outcome[k].seen > 0;
    return n;
}

int coverage_owed(const Coverage *c)
{
    int n = 0;
    for (int i = 0; i < c->n; i++)
        n += c->item[i].n;
    return n;
}

int coverage_seen(const Coverage *c)
{
    int n = 0;
    for (int i = 0; i < c->n; i++)
        n += seen_of(&c->item[i]);
    return n;
}

int coverage_percent(const Coverage *c)
{
    const int owed = coverage_owed(c);
    return owed > 0 ? 100 * coverage_seen(c) / owed : 100;
}

/* -- for people ------------------------------------------------------------------------- */

static const char *outcomes(const CoverItem *i, bool seen)
{
    Buf b = {0};
    for (int k = 0; k < i->n; k++)
        if ((i->outcome[k].seen > 0) == seen)
            buf_format(&b, "%s%s", b.n > 0 ? ", " : "", i->outcome[k].name);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void put_missing(Page *p, const Coverage *c)
{
    const PageColumn column[] = {{.head = raw(MSG_COVER_WHAT)},
                                 {.head = raw(MSG_COVER_NEVER)},
                                 {.head = raw(MSG_COVER_SEEN)}};
    PageTable *t = page_table(p, NULL, column, 3);
    for (int i = 0; i < c->n; i++) {
        const CoverItem *item = &c->item[i];
        if (seen_of(item) == item->n)
            continue;
        PageCell *cell = page_row(t)->cell;
        cell[0].text = item->of != NULL
                           ? str_format("%s %s: %s", item->kind, item->of, item->name)
                           : str_format("%s %s", item->kind, item->name);
        cell[1].text = outcomes(item, false);
        cell[2].text = outcomes(item, true);
    }
}

static const Page *page_of_coverage(const Coverage *c)
{
    Page *p = page_new(NULL);
    if (coverage_seen(c) < coverage_owed(c))
        put_missing(p, c);
    page_put(p, BLOCK_NOTE,
             msg_text(MSG_COVER_LINE, str_format("%d", coverage_percent(c)),
                      str_format("%d", coverage_seen(c)),
                      str_format("%d", coverage_owed(c))),
             TONE_PLAIN);
    return page_done(p);
}

void coverage_text(Buf *out, const Coverage *c)
{
    const ReportLook plain = {0};
    page_text(out, page_of_coverage(c), &plain);
}

void coverage_markdown(Buf *out, const Coverage *c)
{
    page_markdown(out, page_of_coverage(c));
}

/* -- for machines ----------------------------------------------------------------------- */

static void j_item(Json *j, const CoverItem *i)
{
    j_next(j);
    j_open(j, '{');
    j_z(j, "kind", i->kind);
    j_z(j, "of", i->of);
    j_z(j, "name", i->name);
    j_key(j, "outcomes");
    j_open(j, '{');
    for (int k = 0; k < i->n; k++)
        j_count(j, i->outcome[k].name, i->outcome[k].seen);
    j_close(j, '}');
    j_close(j, '}');
}

void coverage_json(Json *j, const Coverage *c)
{
    j_open(j, '{');
    j_count(j, "percent", (uint64_t)coverage_percent(c));
    j_count(j, "seen", (uint64_t)coverage_seen(c));
    j_count(j, "owed", (uint64_t)coverage_owed(c));
    j_key(j, "items");
    j_open(j, '[');
    for (int i = 0; i < c->n; i++)
        j_item(j, &c->item[i]);
    j_close(j, ']');
    j_close(j, '}');
}
