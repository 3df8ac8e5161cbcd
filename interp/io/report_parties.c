/* report_parties.c -- each party's promises: one table to see all, then clause by clause. */
#include "interp/base/mem.h"
#include "interp/io/report_page.h"

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

enum { COL_CLAUSE, COL_STANDING, COL_TARGET, COL_LAST, COL_NOW, COL_LATE, COL_RISK };

static PageTable *put_board(Page *p)
{
    const PageColumn col[] = {
        {raw(MSG_REP_CLAUSE), false, 0},   {raw(MSG_REP_STANDING), false, 0},
        {raw(MSG_REP_TARGET), true, 2},    {raw(MSG_REP_LAST_JUDGED), true, 0},
        {raw(MSG_REP_SO_FAR), true, 5},    {raw(MSG_REP_LATE_NOW), true, 1},
        {raw(MSG_REP_S_AT_RISK), true, 3},
    };
    return page_table(p, NULL, col, sizeof col / sizeof *col);
}

static void put_figures(const Report *r, const FigureSet *f, PageRow *row)
{
    Standing s = report_standing(r, f);
    const Figure *last = s.judged > 0 ? report_figure(f, 0, s.last) : NULL;
    row->cell[COL_STANDING] = (PageCell){
        .text = str_format("%s %s", report_mark(s.verdict), report_standing_text(r, f)),
        .tone = report_tone(s.verdict)};
    if (report_target(r, f) != NULL)
        row->cell[COL_TARGET].text = report_target(r, f);
    if (last != NULL)
        row->cell[COL_LAST].text = report_value(r, f, &last->value);
    if (s.now != NULL)
        row->cell[COL_NOW] =
            (PageCell){.text = report_value(r, f, &s.now->value), .tone = TONE_DIM};
}

static void put_counts(PageRow *row, const ReportClause *rc)
{
    uint64_t risk = rc->status[STATUS_AT_RISK];
    row->cell[COL_LATE] = (PageCell){.text = report_count(rc->open_late),
                                     .tone = rc->open_late > 0 ? TONE_BAD : TONE_DIM};
    row->cell[COL_RISK] =
        (PageCell){.text = report_count(risk), .tone = risk > 0 ? TONE_WARN : TONE_DIM};
}

/* A row a level with a target; the instances, which are of all levels, on the first. */
static void put_rows(const Report *r, PageTable *t, const ReportClause *rc)
{
    const CoreClause *c = &r->core->clauses[rc->clause];
    bool first = true;
    for (int l = c->n_levels - 1; l >= -1; l--) {
        const FigureSet *f = l >= 0 ? clause_level_set(r, rc, l) : NULL;
        if (f == NULL && (l >= 0 || !first))
            continue;
        PageRow *row = page_row(t);
        row->cell[COL_CLAUSE].text = f != NULL ? clause_level_title(r, rc, l)
                                               : report_clause_title(r, rc->clause);
        row->cell[COL_CLAUSE].href = report_anchor("clause", c->name);
        if (f != NULL)
            put_figures(r, f, row);
        else
            row->cell[COL_STANDING].text = raw(MSG_REP_NO_TARGET);
        if (first && c->kind != CLAUSE_MEASURE)
            put_counts(row, rc);
        first = false;
    }
}

static bool party_has_clauses(const Report *r, int party)
{
    for (int i = 0; i < r->n_clauses; i++)
        if (r->core->clauses[r->clause[i].clause].party == party)
            return true;
    return false;
}

static void put_party(Page *p, int party, bool whole)
{
    const Report *r = p->r;
    if (!party_has_clauses(r, party))
        return;
    const char *name = report_party(r, party);
    PageBlock *b =
        page_put(p, BLOCK_SECTION, msg_text(MSG_REP_PROMISES_OF, name), TONE_PLAIN);
    b->id = report_anchor("party", str_of(name));
    PageTable *t = put_board(p);
    for (int i = 0; i < r->n_clauses; i++)
        if (r->core->clauses[r->clause[i].clause].party == party)
            put_rows(r, t, &r->clause[i]);
    for (int i = 0; i < r->n_clauses && whole; i++)
        if (r->core->clauses[r->clause[i].clause].party == party)
            page_clause(p, &r->clause[i]);
}

static void put_parties(Page *p, bool whole)
{
    for (int i = 0; i < p->r->core->n_parties; i++)
        put_party(p, i, whole);
    put_party(p, NO_PARTY, whole);
}

void page_parties(Page *p) { put_parties(p, true); }
void page_party_boards(Page *p) { put_parties(p, false); }
