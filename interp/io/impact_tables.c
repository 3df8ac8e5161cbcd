/* impact_tables.c -- an impact's clauses, scores, figures, groups and leads, as tables. */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/io/impact_part.h"
#include "interp/io/report_data.h"
#include "interp/lang/clause.h"

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

static const char *taken(Buf *b)
{
    const char *text = buf_copy(b).p;
    buf_free(b);
    return text;
}

/* -- what is read off a matrix --------------------------------------------------------- */

const char *impact_member(const ImpactMatrix *m, int i)
{
    switch (m->kind) {
    case IMPACT_PLACE:
        if (i == m->n - 1)
            return raw(MSG_IMP_NO_STAGE);
        return i < m->n_stages ? str_z(m->member[i])
                               : msg_text(MSG_IMP_EXIT, str_z(m->member[i]));
    case IMPACT_STATUS:
    case IMPACT_GRADE:
    case IMPACT_PERSONA: break;
    }
    return str_z(m->member[i]);
}

uint64_t impact_total(const ImpactMatrix *m, int member, bool after)
{
    uint64_t all = 0;
    for (int i = 0; i < m->n; i++)
        all += m->count[after ? i * m->n + member : member * m->n + i];
    return all;
}

uint64_t impact_went(const ImpactMatrix *m, int from, int to)
{
    return from != to ? m->count[from * m->n + to] : 0;
}

bool impact_goes(const ImpactMatrix *m, int from)
{
    for (int to = 0; to < m->n; to++)
        if (impact_went(m, from, to) > 0)
            return true;
    return false;
}

bool impact_comes(const ImpactMatrix *m, int to)
{
    for (int from = 0; from < m->n; from++)
        if (impact_went(m, from, to) > 0)
            return true;
    return false;
}

const ImpactMatrix *impact_places(const Impact *m)
{
    return m->n_matrices > 0 && m->matrix[0].kind == IMPACT_PLACE ? &m->matrix[0]
                                                                  : NULL;
}

void impact_say(Buf *b, bool first, const char *text)
{
    buf_z(b, first ? text : msg_text(MSG_IMP_AND, text));
}

/* -- clauses -------------------------------------------------------------------------- */

/* What somebody must see first stands first, and is dropped last. */
static const ClauseStatus by_weight[] = {
    STATUS_BREACHED, STATUS_AT_RISK,   STATUS_RUNNING,
    STATUS_MET,      STATUS_PAUSED,    STATUS_EXCUSED,
    STATUS_NONE,     STATUS_CANCELLED, STATUS_UNDETERMINED};

enum { CLAUSE_NAME, CLAUSE_LEADS, CLAUSE_STATUS };

static bool is_clause(const ImpactMatrix *m)
{
    return m->kind == IMPACT_STATUS && m->moved > 0;
}

static bool any_clause(const Impact *m, ClauseStatus s)
{
    for (int i = 0; i < m->n_matrices; i++)
        if (is_clause(&m->matrix[i])
            && (impact_goes(&m->matrix[i], (int)s)
                || impact_comes(&m->matrix[i], (int)s)))
            return true;
    return false;
}

static void put_turn(PageCell *c, uint64_t from, uint64_t to)
{
    c->tone = from == to ? TONE_DIM : TONE_PLAIN;
    c->text = from == to ? report_count(to)
                         : msg_text(MSG_IMP_TURN, report_count(from), report_count(to));
}

/* As many may come as go: then both are said. */
static void put_status(PageCell *c, const ImpactMatrix *m, int status)
{
    const uint64_t from = impact_total(m, status, false),
                   to = impact_total(m, status, true);
    put_turn(c, from, to);
    if (from != to || !impact_comes(m, status))
        return;
    uint64_t came = 0;
    for (int i = 0; i < m->n; i++)
        came += impact_went(m, i, status);
    c->text = msg_text(MSG_IMP_SWAP, c->text, report_count(came));
    c->tone = TONE_PLAIN;
}

static PageTable *clause_table(Page *p, const Impact *m, ClauseStatus *status)
{
    PageColumn column[CLAUSE_STATUS + N_CLAUSE_STATUSES] = {
        [CLAUSE_NAME] = {.head = raw(MSG_REP_CLAUSE)},
        [CLAUSE_LEADS] = {.head = raw(MSG_IMP_MOVED_HEAD), .right = true}};
    int n = CLAUSE_STATUS;
    for (int i = 0; i < (int)N_CLAUSE_STATUSES; i++) {
        if (!any_clause(m, by_weight[i]))
            continue;
        status[n] = by_weight[i];
        column[n] =
            (PageColumn){.head = report_status(by_weight[i]), .right = true, .rank = i};
        n++;
    }
    return page_table(p, NULL, column, n);
}

void impact_put_clauses(Page *p, const Impact *m)
{
    ClauseStatus status[CLAUSE_STATUS + N_CLAUSE_STATUSES];
    PageTable *t = NULL;
    for (int i = 0; i < m->n_matrices; i++) {
        const ImpactMatrix *x = &m->matrix[i];
        if (!is_clause(x))
            continue;
        t = t != NULL ? t : clause_table(p, m, status);
        PageCell *c = page_row(t)->cell;
        c[CLAUSE_NAME].text = str_z(x->name);
        c[CLAUSE_LEADS].text = report_count(x->moved);
        for (int k = CLAUSE_STATUS; k < t->n_columns; k++)
            put_status(&c[k], x, (int)status[k]);
    }
}

/* -- scores --------------------------------------------------------------------------- */

static const char *number(const Impact *m, int64_t micros)
{
    return report_exact(m->after, &type_number, micros);
}

static const char *signed_number(const Impact *m, int64_t micros)
{
    return str_format("%s%s", micros > 0 ? "+" : "", number(m, micros));
}

/* To two places, unless nothing would be left. */
static const char *mean_text(const Impact *m, int64_t mean)
{
    int64_t rounded = mean;
    if (!dec_round(mean, 2, &rounded) || rounded == 0)
        rounded = mean;
    return signed_number(m, rounded);
}

static const char *spark(const uint64_t *n, bool backwards, uint64_t most)
{
    ChartPoint point[IMPACT_SIZES];
    Chart c = {.point = point, .n = IMPACT_SIZES, .hi = (int64_t)most};
    for (int k = 0; k < IMPACT_SIZES; k++) {
        const uint64_t v = n[backwards ? IMPACT_SIZES - 1 - k : k];
        point[k] = (ChartPoint){.value = (int64_t)v, .missing = v == 0};
    }
    return chart_spark_text(&c);
}

static const char *shape_text(const ImpactScore *s)
{
    uint64_t most = 1;
    for (int k = 0; k < IMPACT_SIZES; k++) {
        most = s->down_by[k] > most ? s->down_by[k] : most;
        most = s->up_by[k] > most ? s->up_by[k] : most;
    }
    return str_format("%s│%s", spark(s->down_by, true, most),
                      spark(s->up_by, false, most));
}

/* "<2, 2, 5, 10+": what the blocks stand for, from the middle outwards. */
static const char *sizes_text(const Impact *m, const ImpactScore *s)
{
    Buf b = {0};
    buf_format(&b, "<%s", number(m, s->size[1]));
    for (int k = 1; k < IMPACT_SIZES; k++)
        buf_format(&b, ", %s", number(m, s->size[k]));
    buf_char(&b, '+');
    return taken(&b);
}

enum {
    SCORE_NAME,
    SCORE_UP,
    SCORE_DOWN,
    SCORE_MEAN,
    SCORE_REACH,
    SCORE_SHAPE,
    SCORE_SIZES
};

static PageTable *score_table(Page *p)
{
    const PageColumn column[] = {
        [SCORE_NAME] = {.head = raw(MSG_IMP_SCORE)},
        [SCORE_UP] = {.head = raw(MSG_IMP_UP), .right = true},
        [SCORE_DOWN] = {.head = raw(MSG_IMP_DOWN), .right = true},
        [SCORE_MEAN] = {.head = raw(MSG_IMP_MEAN), .right = true, .rank = 2},
        [SCORE_REACH] = {.head = raw(MSG_IMP_REACH), .right = true, .rank = 1},
        [SCORE_SHAPE] = {.head = raw(MSG_IMP_SHAPE), .right = true, .rank = 3},
        [SCORE_SIZES] = {.head = raw(MSG_IMP_SIZES), .right = true, .rank = 4}};
    return page_table(p, NULL, column, sizeof column / sizeof *column);
}

static void put_score(PageTable *t, const Impact *m, const ImpactScore *s)
{
    PageCell *c = page_row(t)->cell;
    c[SCORE_NAME].text = str_z(s->name);
    c[SCORE_UP].text = report_count(s->up);
    c[SCORE_DOWN].text = report_count(s->down);
    c[SCORE_MEAN].text = mean_text(m, s->mean);
    c[SCORE_REACH].text =
        msg_text(MSG_IMP_SPAN, signed_number(m, s->least), signed_number(m, s->most));
    c[SCORE_SHAPE].text = shape_text(s);
    c[SCORE_SIZES].text = sizes_text(m, s);
}

void impact_put_scores(Page *p, const Impact *m)
{
    PageTable *t = NULL;
    for (int i = 0; i < m->n_scores; i++) {
        const ImpactScore *s = &m->score[i];
        if (s->up + s->down == 0)
            continue;
        t = t != NULL ? t : score_table(p);
        put_score(t, m, s);
    }
}

/* -- figures -------------------------------------------------------------------------- */

enum { FIG_NAME, FIG_PERIOD, FIG_BEFORE, FIG_AFTER, FIG_TARGET, FIG_VERDICT };

static PageTable *figure_table(Page *p)
{
    const PageColumn column[] = {
        [FIG_NAME] = {.head = raw(MSG_IMP_FIGURE)},
        [FIG_PERIOD] = {.head = raw(MSG_REP_PERIOD), .rank = 2},
        [FIG_BEFORE] = {.head = raw(MSG_IMP_BEFORE), .right = true},
        [FIG_AFTER] = {.head = raw(MSG_IMP_AFTER), .right = true},
        [FIG_TARGET] = {.head = raw(MSG_REP_TARGET), .rank = 1},
        [FIG_VERDICT] = {.head = raw(MSG_REP_VERDICT)}};
    return page_table(p, NULL, column, sizeof column / sizeof *column);
}

static const char *value_text(const Report *r, const FigureSet *f, const Figure *g)
{
    return g != NULL ? report_value(r, f, &g->value) : raw(MSG_REP_NOT_THERE);
}

static const char *side(const Report *r, const CoreExpr *e, int64_t v)
{
    return report_exact(r, side_type(e), v);
}

static const char *exact_text(const Report *r, const FigureSet *f, const Figure *g)
{
    const CoreMeasure *m = report_measure(r, f);
    if (g->value.under == 0 || m->over == NULL || m->under == NULL)
        return report_exact(r, m->type, g->value.i64);
    return msg_text(MSG_IMP_PART_OF, side(r, m->over, g->value.over),
                    side(r, m->under, g->value.under));
}

static bool has_value(const Figure *g)
{
    return g != NULL && !g->value.missing && !g->value.overflow;
}

/* What rounding made alike is told by what it was made of. */
static void put_exact(Page *p, const Impact *m, const ImpactFigure *f)
{
    if (f->old == NULL || f->now == NULL || !has_value(f->from) || !has_value(f->to)
        || strcmp(value_text(m->before, f->old, f->from),
                  value_text(m->after, f->now, f->to))
               != 0)
        return;
    const char *from = exact_text(m->before, f->old, f->from),
               *to = exact_text(m->after, f->now, f->to);
    if (strcmp(from, to) != 0)
        page_put(
            p, BLOCK_NOTE,
            msg_text(MSG_IMP_EXACTLY,
                     report_figure_name(m->after, report_measure(m->after, f->now)),
                     from, to),
            TONE_DIM);
}

static void put_values(PageCell *c, const Impact *m, const ImpactFigure *f)
{
    const char *from = f->old != NULL ? value_text(m->before, f->old, f->from)
                                      : raw(MSG_REP_NOT_THERE),
               *to = f->now != NULL ? value_text(m->after, f->now, f->to)
                                    : raw(MSG_REP_NOT_THERE);
    c[FIG_BEFORE].text = from;
    c[FIG_AFTER].text = to;
}

static const char *target_text(const Impact *m, const ImpactFigure *f)
{
    const char *from = f->old != NULL ? report_target(m->before, f->old) : NULL,
               *to = f->now != NULL ? report_target(m->after, f->now) : NULL;
    if (from == NULL && to == NULL)
        return "";
    if (f->old == NULL || f->now == NULL)
        return from != NULL ? from : to;
    from = from != NULL ? from : raw(MSG_REP_NOT_THERE);
    to = to != NULL ? to : raw(MSG_REP_NOT_THERE);
    return strcmp(from, to) == 0 ? to : msg_text(MSG_IMP_TURN, from, to);
}

static const char *verdict_text(const ImpactFigure *f)
{
    const Verdict from = impact_verdict(f->from), to = impact_verdict(f->to);
    const char *none = raw(MSG_REP_NOT_THERE);
    if (from == VERDICT_NONE && to == VERDICT_NONE)
        return "";
    if (f->now == NULL)
        return msg_text(MSG_IMP_TURN, report_mark(from), none);
    if (from != to)
        return msg_text(MSG_IMP_TURNED, f->old != NULL ? report_mark(from) : none,
                        report_mark(to), report_verdict(to));
    return msg_text(MSG_IMP_STOOD, report_mark(to), report_verdict(to));
}

static void put_figure(PageTable *t, const Impact *m, const ImpactFigure *f)
{
    PageCell *c = page_row(t)->cell;
    const Report *r = f->now != NULL ? m->after : m->before;
    const FigureSet *set = f->now != NULL ? f->now : f->old;
    const Figure *g = f->now != NULL ? f->to : f->from;
    const Verdict from = impact_verdict(f->from), to = impact_verdict(f->to);
    c[FIG_NAME].text = report_figure_name(r, report_measure(r, set));
    if (g != NULL)
        c[FIG_PERIOD].text = report_period(report_measure(r, set), g->period);
    put_values(c, m, f);
    c[FIG_TARGET].text = target_text(m, f);
    c[FIG_VERDICT].text = verdict_text(f);
    c[FIG_VERDICT].tone = from != to ? report_tone(to) : TONE_PLAIN;
}

void impact_put_figures(Page *p, const Impact *m, const ImpactFigure *f, int n)
{
    PageTable *t = n > 0 ? figure_table(p) : NULL;
    for (int i = 0; i < n; i++)
        put_figure(t, m, &f[i]);
    for (int i = 0; i < n; i++)
        put_exact(p, m, &f[i]);
}

/* -- leads ---------------------------------------------------------------------------- */

static const char *move_text(const Impact *m, const ImpactMove *x)
{
    if (x->score != NULL)
        return msg_text(MSG_IMP_MOVE, str_z(x->score->name), number(m, x->from),
                        number(m, x->to));
    return msg_text(MSG_IMP_MOVE, str_z(x->matrix->name),
                    impact_member(x->matrix, (int)x->from),
                    impact_member(x->matrix, (int)x->to));
}

enum { TOP_SHOWN = 5 }; /* JSON has all */

static bool any_why(const Impact *m, int n)
{
    for (int i = 0; i < n; i++)
        if (m->top[i].why.n > 0)
            return true;
    return false;
}

void impact_put_top(Page *p, const Impact *m)
{
    const PageColumn column[] = {{.head = raw(MSG_REP_LEAD)},
                                 {.head = raw(MSG_IMP_CHANGES)},
                                 {.head = raw(MSG_DIFF_WHY), .rank = 1}};
    if (m->n_top == 0)
        return;
    const int n = m->n_top < TOP_SHOWN ? m->n_top : TOP_SHOWN;
    const char *caption = (uint64_t)n < m->moved
                              ? msg_text(MSG_IMP_TOP_OF, report_count((uint64_t)n),
                                         report_count(m->moved))
                              : raw(MSG_IMP_TOP);
    PageTable *t = page_table(p, caption, column, any_why(m, n) ? 3 : 2);
    for (int i = 0; i < n; i++) {
        PageCell *c = page_row(t)->cell;
        Buf b = {0};
        for (int k = 0; k < m->top[i].n; k++)
            impact_say(&b, k == 0, move_text(m, &m->top[i].move[k]));
        c[0].text = str_z(m->top[i].lead);
        c[1].text = taken(&b);
        if (t->n_columns > 2)
            c[2].text = str_z(m->top[i].why);
    }
}

/* -- groups --------------------------------------------------------------------------- */

enum { GROUP_NAME, GROUP_LEADS, GROUP_MOVED, GROUP_PLACE };

static PageTable *group_table(Page *p, const Impact *m, const ImpactMatrix *place,
                              int *member)
{
    const int most = GROUP_PLACE + (place != NULL ? place->n : 0);
    PageColumn *column = MEM_ARRAY(PageColumn, most);
    int n = GROUP_PLACE;
    column[GROUP_NAME] = (PageColumn){.head = m->by};
    column[GROUP_LEADS] = (PageColumn){.head = raw(MSG_IMP_LEADS_HEAD), .right = true};
    column[GROUP_MOVED] = (PageColumn){.head = raw(MSG_IMP_MOVED_HEAD), .right = true};
    for (int i = 0; place != NULL && i < place->n; i++)
        if (impact_goes(place, i) || impact_comes(place, i)) {
            member[n] = i;
            column[n++] =
                (PageColumn){.head = impact_member(place, i), .right = true, .rank = 1};
        }
    return page_table(p, msg_text(MSG_IMP_BY, m->by), column, n);
}

static const char *group_name(const ImpactGroup *g)
{
    if (g->others)
        return raw(MSG_REP_OTHERS);
    return g->name.p == NULL ? raw(MSG_REP_GROUP_MISSING) : str_z(g->name);
}

static void put_group(PageTable *t, const ImpactGroup *g, const int *member)
{
    PageCell *c = page_row(t)->cell;
    c[GROUP_NAME].text = group_name(g);
    c[GROUP_LEADS].text = report_count(g->n);
    c[GROUP_MOVED].text = report_count(g->moved);
    c[GROUP_MOVED].bar = g->moved > 0 ? 1 + report_permille(g->moved, g->n) : 0;
    for (int k = GROUP_PLACE; k < t->n_columns; k++)
        put_turn(&c[k], g->before[member[k]], g->after[member[k]]);
}

void impact_put_groups(Page *p, const Impact *m)
{
    const ImpactMatrix *place = impact_places(m);
    int *member = MEM_ARRAY(int, GROUP_PLACE + (place != NULL ? place->n : 0));
    if (m->by == NULL || m->moved == 0)
        return;
    PageTable *t = group_table(p, m, place, member);
    bool others = false;
    for (int i = 0; i < m->n_groups; i++) {
        put_group(t, &m->group[i], member);
        others = others || m->group[i].others;
    }
    if (others)
        page_put(p, BLOCK_NOTE,
                 msg_text(MSG_IMP_OTHERS_ARE, report_count(m->group_values)), TONE_DIM);
}
