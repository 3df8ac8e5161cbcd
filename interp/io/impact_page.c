/* impact_page.c -- what a change does, for a person at a prompt: the most important first. */
#include "interp/base/mem.h"
#include "interp/io/impact_part.h"

enum { WAYS = 3 }; /* moves that the first line names */

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

/* "1 lead changes" and "2 leads change" are two sentences. */
static MsgId one_or(uint64_t n, MsgId one, MsgId many) { return n == 1 ? one : many; }

/* -- the first line ------------------------------------------------------------------- */

typedef struct Way {
    int from, to;
    uint64_t n;
} Way;

/* The largest ones, in order; ties as they stand. */
static int largest_ways(const ImpactMatrix *m, Way *way)
{
    int n = 0;
    for (int i = 0; i < m->n * m->n; i++) {
        const Way w = {i / m->n, i % m->n, impact_went(m, i / m->n, i % m->n)};
        int at = n;
        while (at > 0 && way[at - 1].n < w.n)
            at--;
        if (w.n == 0 || at == WAYS)
            continue;
        n += n < WAYS;
        for (int k = n - 1; k > at; k--)
            way[k] = way[k - 1];
        way[at] = w;
    }
    return n;
}

static const char *ways_text(const ImpactMatrix *m)
{
    Buf b = {0};
    Way way[WAYS];
    const int n = largest_ways(m, way);
    uint64_t rest = m->moved;
    for (int i = 0; i < n; i++) {
        rest -= way[i].n;
        impact_say(&b, i == 0,
                   msg_text(one_or(way[i].n, MSG_IMP_GO_ONE, MSG_IMP_GO),
                            report_count(way[i].n), impact_member(m, way[i].from),
                            impact_member(m, way[i].to)));
    }
    if (rest > 0)
        impact_say(&b, false,
                   msg_text(one_or(rest, MSG_IMP_GO_REST_ONE, MSG_IMP_GO_REST),
                            report_count(rest)));
    const char *text = str_z(buf_view(&b));
    buf_free(&b);
    return text;
}

static const char *first_line(const Impact *m, int n_figures)
{
    const ImpactMatrix *place = impact_places(m);
    const char *ways = "";
    if (m->n == 0)
        return raw(MSG_IMP_NO_LEADS);
    if (m->moved == 0)
        return raw(n_figures > 0 ? MSG_IMP_SAME_LEADS : MSG_IMP_NOTHING);
    if (place != NULL && place->moved > 0)
        ways = msg_text(MSG_IMP_SAY, ways_text(place));
    else if (place != NULL)
        ways =
            msg_text(MSG_IMP_SAY, raw(one_or(m->moved, MSG_IMP_STAYS, MSG_IMP_STAY)));
    return msg_text(one_or(m->moved, MSG_IMP_MOVED_ONE, MSG_IMP_MOVED),
                    report_count(m->moved), report_count(m->n),
                    report_share(m->moved, m->n), ways);
}

static void put_only(Page *p, const Impact *m, bool added)
{
    Buf b = {0};
    for (int i = 0; i < m->n_only; i++)
        if (m->only[i].added == added)
            impact_say(&b, b.n == 0,
                       msg_text(MSG_IMP_ONLY, m->only[i].what, str_z(m->only[i].name)));
    if (b.n > 0)
        page_put(p, BLOCK_NOTE,
                 msg_text(added ? MSG_IMP_ADDED : MSG_IMP_GONE, str_z(buf_view(&b))),
                 TONE_DIM);
    buf_free(&b);
}

/* -- matrices ------------------------------------------------------------------------- */

enum { COL_MEMBER, COL_BEFORE, COL_AFTER, COL_CHANGE, COL_TO };

/* "+1,204", "-12", "0" */
static const char *count_change(uint64_t from, uint64_t to)
{
    const uint64_t d = to > from ? to - from : from - to;
    return str_format("%s%s", d == 0 ? "" : to > from ? "+" : "-", report_count(d));
}

static uint64_t change_size(const ImpactMatrix *m, int i)
{
    const uint64_t a = impact_total(m, i, false), b = impact_total(m, i, true);
    return a > b ? a - b : b - a;
}

static uint64_t largest_change(const ImpactMatrix *m)
{
    uint64_t most = 0;
    for (int i = 0; i < m->n; i++)
        most = change_size(m, i) > most ? change_size(m, i) : most;
    return most;
}

/* Where all go one way, before and after say it. */
static bool one_way(const ImpactMatrix *m)
{
    int n = 0;
    for (int i = 0; i < m->n * m->n; i++)
        n += impact_went(m, i / m->n, i % m->n) > 0;
    return n == 1;
}

static const char *matrix_head(const ImpactMatrix *m)
{
    return str_z(m->kind == IMPACT_GRADE ? m->name : m->title);
}

static PageTable *matrix_table(Page *p, const ImpactMatrix *m, int *to)
{
    PageColumn *column = MEM_ARRAY(PageColumn, COL_TO + m->n);
    int n = COL_TO;
    column[COL_MEMBER] = (PageColumn){.head = matrix_head(m)};
    column[COL_BEFORE] = (PageColumn){.head = raw(MSG_IMP_BEFORE), .right = true};
    column[COL_AFTER] = (PageColumn){.head = raw(MSG_IMP_AFTER), .right = true};
    column[COL_CHANGE] =
        (PageColumn){.head = raw(MSG_IMP_CHANGE), .right = true, .rank = 1};
    for (int i = 0; i < m->n && !one_way(m); i++) {
        if (!impact_comes(m, i))
            continue;
        to[n] = i;
        column[n++] = (PageColumn){.head = msg_text(MSG_IMP_TO, impact_member(m, i)),
                                   .right = true,
                                   .rank = 2};
    }
    return page_table(p, NULL, column, n);
}

static void put_member(PageTable *t, const ImpactMatrix *m, int i, const int *to,
                       uint64_t most)
{
    PageCell *c = page_row(t)->cell;
    const uint64_t before = impact_total(m, i, false), after = impact_total(m, i, true);
    c[COL_MEMBER].text = impact_member(m, i);
    c[COL_BEFORE].text = report_count(before);
    c[COL_AFTER].text = report_count(after);
    c[COL_CHANGE].text = count_change(before, after);
    if (before != after)
        c[COL_CHANGE].bar = 1 + report_permille(change_size(m, i), most);
    for (int k = COL_TO; k < t->n_columns; k++)
        if (impact_went(m, i, to[k]) > 0)
            c[k].text = report_count(impact_went(m, i, to[k]));
}

static void put_matrix(Page *p, const ImpactMatrix *m)
{
    int *to = MEM_ARRAY(int, COL_TO + m->n);
    PageTable *t = matrix_table(p, m, to);
    const uint64_t most = largest_change(m);
    for (int i = 0; i < m->n; i++)
        if (impact_goes(m, i) || impact_comes(m, i))
            put_member(t, m, i, to, most);
}

/* -- the page ------------------------------------------------------------------------- */

const char *impact_line(const Impact *m)
{
    int n;
    impact_figures(m, &n);
    return first_line(m, n);
}

void impact_put(Page *p, const Impact *m)
{
    int n;
    const ImpactFigure *f = impact_figures(m, &n);
    put_only(p, m, true);
    put_only(p, m, false);
    for (int i = 0; i < m->n_matrices; i++)
        if (m->matrix[i].moved > 0 && m->matrix[i].kind != IMPACT_STATUS)
            put_matrix(p, &m->matrix[i]);
    impact_put_clauses(p, m);
    impact_put_scores(p, m);
    impact_put_figures(p, m, f, n);
    impact_put_groups(p, m);
    impact_put_top(p, m);
}

const Page *impact_page(const Impact *m)
{
    Page *p = MEM_NEW(Page);
    p->r = m->after;
    page_put(p, BLOCK_NOTE, impact_line(m), TONE_PLAIN);
    impact_put(p, m);
    return p;
}
