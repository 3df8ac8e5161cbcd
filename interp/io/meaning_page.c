/* meaning_page.c -- changes in meaning as tables, and as JSON.
 *
 * JSON: [ {"kind", "name", "verdict", "added": flag, "removed": flag,
 *          "lines": [{"line", "agreement", "before", "after", "verdict"}],
 *          "through": [name], "rule": null | text,
 *          "witness": null | {"lead", "made": flag, "before", "after"}} ] */
#include "interp/base/mem.h"
#include "interp/io/meaning.h"

static const char *const words[] = {[MEANING_EQUIVALENT] = "equivalent",
                                    [MEANING_TIGHTER] = "tighter",
                                    [MEANING_LOOSER] = "looser",
                                    [MEANING_DIFFERENT] = "different",
                                    [MEANING_UNDETERMINED] = "undetermined"};
static const MsgId shown[] = {[MEANING_EQUIVALENT] = MSG_MEANS_EQUIVALENT,
                              [MEANING_TIGHTER] = MSG_MEANS_TIGHTER,
                              [MEANING_LOOSER] = MSG_MEANS_LOOSER,
                              [MEANING_DIFFERENT] = MSG_MEANS_DIFFERENT,
                              [MEANING_UNDETERMINED] = MSG_MEANS_UNDETERMINED};

const char *meaning_word(MeaningVerdict v) { return words[v]; }

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

/* -- the tables ----------------------------------------------------------------------------- */

enum { COL_WHAT, COL_LINE, COL_FROM, COL_TO, COL_VERDICT, N_COLS };

const char *meaning_name(const MeaningItem *i)
{
    return strcmp(i->kind, i->name) == 0 ? i->name
                                         : str_format("%s %s", i->kind, i->name);
}

static const char *line_name(const MeaningLine *l)
{
    return l->at != NULL ? str_format("%s.%s", l->at, l->what) : l->what;
}

static void put_line(PageTable *t, const MeaningItem *i, const MeaningLine *l,
                     bool first)
{
    PageCell *c = page_row(t)->cell;
    c[COL_WHAT].text = first ? meaning_name(i) : "";
    c[COL_LINE].text = line_name(l);
    c[COL_FROM].text = l->from != NULL ? l->from : "–";
    c[COL_TO].text = l->to != NULL ? l->to : "–";
    c[COL_VERDICT].text = raw(shown[l->verdict]);
}

static void put_whole(PageTable *t, const MeaningItem *i)
{
    PageCell *c = page_row(t)->cell;
    c[COL_WHAT].text = meaning_name(i);
    c[COL_LINE].text = raw(i->added ? MSG_DIFF_NEW_ITEM : MSG_DIFF_OLD_ITEM);
    c[COL_VERDICT].text = raw(shown[i->verdict]);
}

static bool is_own(const MeaningItem *i) { return i->n > 0 || i->added || i->gone; }

static void put_items(Page *p, const Meaning *m, int most)
{
    const PageColumn column[N_COLS] = {{.head = raw(MSG_DIFF_WHAT)},
                                       {.head = raw(MSG_DIFF_LINE)},
                                       {.head = raw(MSG_DIFF_OLD)},
                                       {.head = raw(MSG_DIFF_NEW)},
                                       {.head = raw(MSG_DIFF_VERDICT)}};
    PageTable *t = page_table(p, NULL, column, N_COLS);
    int left = most, more = 0;
    for (int i = 0; i < m->n; i++) {
        const MeaningItem *item = &m->item[i];
        if (!is_own(item))
            continue;
        more += left <= 0;
        if (left-- <= 0)
            continue;
        for (int k = 0; k < item->n; k++)
            put_line(t, item, &item->line[k], k == 0);
        if (item->n == 0)
            put_whole(t, item);
    }
    if (more > 0)
        page_put(p, BLOCK_NOTE, msg_text(MSG_DIFF_LIMIT, str_format("%d", more)),
                 TONE_DIM);
}

static void put_through(Page *p, const Meaning *m)
{
    Buf b = {0};
    for (int i = 0; i < m->n; i++)
        if (!is_own(&m->item[i]))
            buf_format(&b, "%s%s", b.n > 0 ? "; " : "",
                       msg_text(MSG_DIFF_THROUGH_ONE, meaning_name(&m->item[i]),
                                m->item[i].through));
    if (b.n > 0)
        page_put(p, BLOCK_NOTE, msg_text(MSG_DIFF_THROUGH, str_z(buf_view(&b))),
                 TONE_DIM);
    buf_free(&b);
}

enum { COL_ITEM, COL_LEAD, COL_WAS, COL_IS, N_WITNESS };

static void put_witness(PageTable *t, const MeaningItem *i)
{
    PageCell *c = page_row(t)->cell;
    c[COL_ITEM].text = meaning_name(i);
    if (i->witness == NULL) {
        c[COL_LEAD].text = i->rule != NULL ? i->rule : raw(MSG_DIFF_NO_WITNESS);
        return;
    }
    c[COL_LEAD].text = i->witness->lead;
    c[COL_WAS].text = i->witness->from;
    c[COL_IS].text = i->witness->to;
}

static void put_witnesses(Page *p, const Meaning *m, int most)
{
    const PageColumn column[N_WITNESS] = {{.head = raw(MSG_DIFF_WHAT)},
                                          {.head = raw(MSG_DIFF_WITNESS)},
                                          {.head = raw(MSG_DIFF_OLD)},
                                          {.head = raw(MSG_DIFF_NEW)}};
    page_put(p, BLOCK_FOLD, raw(MSG_DIFF_WITNESSES), TONE_PLAIN);
    PageTable *t = page_table(p, NULL, column, N_WITNESS);
    for (int i = 0; i < m->n && t->n_rows < most; i++)
        if (is_own(&m->item[i]))
            put_witness(t, &m->item[i]);
    page_put(p, BLOCK_FOLD_END, NULL, TONE_PLAIN);
}

void meaning_put(Page *p, const Meaning *m, int most)
{
    if (m->n_own > 0)
        put_items(p, m, most);
    put_through(p, m);
    if (m->n_own > 0)
        put_witnesses(p, m, most);
}

/* -- JSON ------------------------------------------------------------------------------------- */

static void j_line(Json *j, const MeaningLine *l)
{
    j_next(j);
    j_open(j, '{');
    j_z(j, "line", l->what);
    j_z(j, "agreement", l->at);
    j_z(j, "before", l->from);
    j_z(j, "after", l->to);
    j_z(j, "verdict", words[l->verdict]);
    j_close(j, '}');
}

static void j_through(Json *j, const char *names)
{
    j_key(j, "through");
    j_open(j, '[');
    for (const char *at = names; at != NULL && *at != '\0';) {
        const size_t n = strcspn(at, ",");
        j_next(j);
        buf_json(&j->b, (Str){at, n});
        at += n + strspn(at + n, ", ");
    }
    j_close(j, ']');
}

static void j_witness(Json *j, const MeaningWitness *w)
{
    j_key(j, "witness");
    if (w == NULL) {
        buf_z(&j->b, "null");
        return;
    }
    j_open(j, '{');
    j_z(j, "lead", w->lead);
    j_flag(j, "made", w->made);
    j_z(j, "before", w->from);
    j_z(j, "after", w->to);
    j_close(j, '}');
}

void meaning_json(Json *j, const Meaning *m)
{
    j_open(j, '[');
    for (int i = 0; i < m->n; i++) {
        const MeaningItem *item = &m->item[i];
        j_next(j);
        j_open(j, '{');
        j_z(j, "kind", item->kind);
        j_z(j, "name", item->name);
        j_z(j, "verdict", words[item->verdict]);
        j_flag(j, "added", item->added);
        j_flag(j, "removed", item->gone);
        j_key(j, "lines");
        j_open(j, '[');
        for (int k = 0; k < item->n; k++)
            j_line(j, &item->line[k]);
        j_close(j, ']');
        j_through(j, item->through);
        j_z(j, "rule", item->rule);
        j_witness(j, item->witness);
        j_close(j, '}');
    }
    j_close(j, ']');
}
