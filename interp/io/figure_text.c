/* figure_text.c -- why a figure is what it is, for people: facts, terms, records. */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/io/figure_words.h"
#include "interp/io/report_data.h"
#include "interp/io/text_table.h"

enum { FACT_COLUMNS = 10, INDENT = 2, TERM_COLUMNS = 72 };

typedef struct Page {
    Buf b;
    const Report *r;
    const FigureWhy *why;
    const CoreMeasure *m;
    const Figure *g;
} Page;

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

static const char *taken(Buf *b)
{
    const char *text = buf_copy(b).p;
    buf_free(b);
    return text;
}

static void put_fact(Page *p, MsgId label, const char *text)
{
    const Str name = msg_raw(label);
    if (text == NULL)
        return;
    buf_str(&p->b, name);
    buf_repeat(&p->b, ' ', FACT_COLUMNS - utf8_width(name));
    buf_z(&p->b, text);
    buf_char(&p->b, '\n');
}

static const char *at_place(const Page *p, const char *text, int id)
{
    const char *place = figure_place(p->r, id);
    return place != NULL ? msg_text(MSG_FIG_AT, text, place) : text;
}

static bool is_clause(const CoreMeasure *m) { return m->level >= 0; }

/* -- what it is ------------------------------------------------------------------------- */

static void put_title(Page *p)
{
    const char *name = report_figure_name(p->r, p->m);
    const bool titled = p->m->title.n > 0 && !str_is(p->m->title, name);
    buf_z(&p->b, titled ? msg_text(MSG_FIG_TITLE, name, str_z(p->m->title)) : name);
    buf_char(&p->b, '\n');
}

static const CoreClauseLevel *level_of(const Page *p)
{
    return &p->r->core->clauses[p->m->clause].level[p->m->level];
}

static const char *level_text(const Page *p)
{
    if (!is_clause(p->m))
        return NULL;
    const CoreAgreement *a = &p->r->core->agreements[level_of(p)->agreement];
    const char *when =
        a->text.n > 0 ? msg_text(MSG_REP_FOR, str_z(a->text)) : raw(MSG_REP_FOR_ALL);
    return at_place(p,
                    msg_text(MSG_FIG_LEVEL_IS, str_z(a->name),
                             agreement_level_name(a->level), when),
                    a->id);
}

static const char *period_text(const Page *p)
{
    const PeriodRule *per = &p->m->per;
    if (per->kind == PERIOD_NONE)
        return raw(MSG_FIG_ALL_TIME);
    return msg_text(MSG_FIG_PERIOD_IS, report_period_code(p->m, p->g->period),
                    report_instant(p->r, period_start(per, p->g->period)),
                    report_instant(p->r, period_end(per, p->g->period)),
                    str_z(zone_name(per->zone)));
}

static const char *group_text(const Page *p)
{
    Buf heads = {0};
    if (p->g->group == 0)
        return NULL;
    for (int i = 0; i < p->m->n_splits; i++) {
        buf_z(&heads, i > 0 ? " · " : "");
        buf_str(&heads, p->m->splits[i].text);
    }
    return msg_text(MSG_FIG_GROUP_IS, taken(&heads),
                    report_group(p->why->set, p->g->group, p->m->n_splits));
}

/* -- its value -------------------------------------------------------------------------- */

static const char *value_text(const Page *p)
{
    const FigureValue *v = &p->g->value;
    if (p->m->value == NULL)
        return raw(MSG_FIG_SHOWS_TERMS);
    const char *shown = report_value(p->r, p->why->set, v);
    if (v->missing)
        return shown;
    const char *exact = figure_exact(p->r, p->m, v);
    if (report_is_rounded(p->r, p->why->set, v))
        shown = msg_text(report_rounds_up(p->m) ? MSG_FIG_UP : MSG_FIG_DOWN, shown);
    return strcmp(shown, exact) == 0 ? shown : msg_text(MSG_FIG_EXACTLY, shown, exact);
}

/* A target that is a threshold may have been moved by --set or a scenario. */
static const char *target_moved(const Page *p, const char *text)
{
    const CoreExpr *e = p->m->target;
    if (e->kind != CORE_THRESHOLD
        || p->r->core->thresholds[e->index].value == p->why->set->target.i64)
        return text;
    FigureSet policy = *p->why->set;
    policy.target = (FigureValue){.i64 = p->r->core->thresholds[e->index].value};
    return msg_text(MSG_FIG_TARGET_WAS, text, report_target(p->r, &policy));
}

static const char *target_text(const Page *p)
{
    if (p->m->target == NULL)
        return p->m->value != NULL ? raw(MSG_FIG_V_NONE) : NULL;
    const char *text = target_moved(p, report_target(p->r, p->why->set));
    if (is_clause(p->m)) {
        const int a = level_of(p)->agreement;
        text = msg_text(MSG_FIG_TARGET_IN, text, str_z(p->r->core->agreements[a].name));
    }
    return at_place(p, text, figure_target_id(p->m));
}

static const char *verdict_text(const Page *p)
{
    if (p->g->verdict == VERDICT_NONE)
        return NULL;
    return msg_text(
        MSG_FIG_V_IS,
        str_format("%s %s", report_mark(p->g->verdict), report_verdict(p->g->verdict)),
        figure_reason(p->r, p->why));
}

static const char *baseline_text(const Page *p)
{
    Buf list = {0};
    if (p->m->baseline == 0)
        return NULL;
    if (p->g->baseline.missing)
        return raw(MSG_FIG_BASE_NONE);
    for (int i = p->m->baseline_last; i > 0; i--) {
        const Figure *g = report_figure(p->why->set, p->g->group, p->g->period - i);
        if (g == NULL)
            continue;
        buf_z(&list, list.n > 0 ? ", " : "");
        buf_z(&list, msg_text(MSG_FIG_BASE_ITEM, report_period_code(p->m, g->period),
                              report_value(p->r, p->why->set, &g->value)));
    }
    return msg_text(MSG_FIG_BASE_IS, report_value(p->r, p->why->set, &p->g->baseline),
                    str_format("%d", p->m->baseline), taken(&list));
}

/* -- what it was asked of --------------------------------------------------------------- */

static void put_with(Buf *b, const char *option, const char *value)
{
    buf_format(b, "%s--%s %s", b->n > 0 ? "  " : "", option, value);
}

/* What makes it another figure than the plain run's. */
static const char *with_text(const Report *r)
{
    Buf b = {0};
    if (r->scenario != NULL)
        put_with(&b, "scenario", r->scenario);
    for (int i = 0; r->settings != NULL && r->settings[i] != NULL; i++)
        put_with(&b, "set", r->settings[i]);
    for (int i = 0; r->choosing != NULL && r->choosing[i] != NULL; i += 2)
        put_with(&b, r->choosing[i], r->choosing[i + 1]);
    return b.n > 0 ? taken(&b) : NULL;
}

static void put_run(Page *p)
{
    const Report *r = p->r;
    put_fact(p, MSG_FIG_AS_OF, report_instant(r, r->as_of_us));
    put_fact(p, MSG_FIG_WITH, with_text(r));
    for (int i = 0; i < r->n_inputs; i++) {
        const ReadStats *s = &r->input[i].stats;
        put_fact(
            p, MSG_FIG_RECORDS,
            msg_text(MSG_FIG_INPUT, r->input[i].name,
                     msg_text(MSG_SUM_READ, report_count(s->read),
                              report_count(s->accepted), report_count(s->rejected))));
    }
    if (r->partial)
        buf_format(&p->b, "%s\n", raw(MSG_REP_PARTIAL));
}

static void put_facts(Page *p)
{
    put_title(p);
    put_fact(p, MSG_FIG_LEVEL, level_text(p));
    const char *measures = figure_measures(p->r, p->m);
    put_fact(p, MSG_FIG_MEASURES,
             p->m->role == MEASURE_QUALITY ? measures
                                           : at_place(p, measures, p->m->id));
    put_fact(p, MSG_FIG_COUNTS, report_counts_by(p->r, p->why->set->measure));
    put_fact(p, MSG_FIG_PERIOD, period_text(p));
    put_fact(p, MSG_FIG_GROUP, group_text(p));
    put_fact(p, MSG_FIG_VALUE, value_text(p));
    put_fact(p, MSG_FIG_TARGET, target_text(p));
    put_fact(p, MSG_FIG_VERDICT, verdict_text(p));
    put_fact(p, MSG_FIG_BASELINE, baseline_text(p));
    put_run(p);
}

/* -- its terms -------------------------------------------------------------------------- */

static const MsgId fate_head[N_FATES] = {[FATE_COUNTED] = MSG_FIG_COUNTED,
                                         [FATE_NO_VALUE] = MSG_FIG_F_NO_VALUE,
                                         [FATE_NO] = MSG_FIG_F_NO,
                                         [FATE_UNKNOWN] = MSG_FIG_F_UNKNOWN,
                                         [FATE_NO_INSTANT] = MSG_FIG_F_NO_INSTANT,
                                         [FATE_AFTER] = MSG_FIG_F_AFTER,
                                         [FATE_OTHER_GROUP] = MSG_FIG_F_OTHER,
                                         [FATE_ELSEWHERE] = MSG_FIG_F_ELSEWHERE};

static bool is_by_status(const CoreMeasure *m)
{
    return m->role == MEASURE_ATTAINMENT || m->role == MEASURE_STATUSES;
}

static const CoreTerm *term_of(const Page *p, int i)
{
    return &p->r->core->terms[p->m->term[i]];
}

static const char *term_text(const Page *p, int i)
{
    return is_by_status(p->m) ? report_status((ClauseStatus)i)
                              : str_z(term_of(p, i)->text);
}

static const char *term_value(const Page *p, int i)
{
    const FigureValue *v = &p->g->term[i];
    if (v->overflow)
        return raw(MSG_REP_OUT_OF_RANGE);
    return v->missing ? raw(MSG_REP_NO_VALUE)
                      : report_exact(p->r, term_of(p, i)->type, v->i64);
}

static uint64_t sum_of(const Page *p, Fate fate)
{
    uint64_t n = 0;
    for (int i = 0; i < p->m->n_terms; i++)
        n += p->why->term[i].fate[fate];
    return n;
}

static bool is_shown(const Page *p, Fate fate)
{
    return fate == FATE_COUNTED || sum_of(p, fate) > 0;
}

/* A lead that has no case is no part of what was attained. */
static bool is_empty_status(const Page *p, int i)
{
    uint64_t n = 0;
    for (int fate = 0; fate < (int)N_FATES; fate++)
        n += fate != FATE_ELSEWHERE ? p->why->term[i].fate[fate] : 0;
    return is_by_status(p->m) && i != STATUS_MET && i != STATUS_BREACHED
           && (n == 0 || (i == STATUS_NONE && p->m->role == MEASURE_ATTAINMENT));
}

/* A long condition stands whole above its records. */
static const char *term_head(const Page *p, int i)
{
    const char *text = term_text(p, i);
    size_t at = 0;
    if (utf8_width(str_of(text)) <= TERM_COLUMNS)
        return text;
    for (int n = 1; n < TERM_COLUMNS; n++)
        (void)utf8_next(str_of(text), &at);
    return str_format("%s…", str_z((Str){text, at}));
}

static void put_term(const Page *p, TextTable *t, int i)
{
    text_table_cell(t, term_head(p, i));
    text_table_cell(t, term_value(p, i));
    for (int fate = 0; fate < (int)N_FATES; fate++)
        if (is_shown(p, (Fate)fate))
            text_table_cell(t, report_count(p->why->term[i].fate[fate]));
}

static void put_terms(Page *p)
{
    TextTable t = {0};
    text_table_column(&t, raw(is_by_status(p->m) ? MSG_REP_STATUS : MSG_FIG_TERM),
                      false);
    text_table_column(&t, raw(MSG_FIG_VALUE_HEAD), true);
    for (int fate = 0; fate < (int)N_FATES; fate++)
        if (is_shown(p, (Fate)fate))
            text_table_column(&t, raw(fate_head[fate]), true);
    for (int i = 0; i < p->m->n_terms; i++)
        if (!is_empty_status(p, i))
            put_term(p, &t, i);
    buf_char(&p->b, '\n');
    text_table_print(&p->b, &t, 0);
}

/* -- what the columns mean -------------------------------------------------------------- */

static void put_note(Page *p, const char *text)
{
    buf_repeat(&p->b, ' ', INDENT);
    buf_z(&p->b, text);
    buf_char(&p->b, '\n');
}

/* "email (3), title (1)": of all terms the one that lacks most, field by field. */
static const char *lacking_text(const Page *p)
{
    Buf list = {0};
    const Core *core = p->why->term[0].core;
    for (int f = 0; f < core->n_fields; f++) {
        uint64_t most = 0;
        for (int i = 0; i < p->m->n_terms; i++)
            if (p->why->term[i].core == core && p->why->term[i].lacking[f] > most)
                most = p->why->term[i].lacking[f];
        if (most == 0)
            continue;
        buf_z(&list, list.n > 0 ? ", " : "");
        buf_z(&list,
              msg_text(MSG_FIG_LACK, str_z(core->fields[f].name), report_count(most)));
    }
    return list.n > 0 ? taken(&list) : NULL;
}

static void put_meanings(Page *p)
{
    static const MsgId says[N_FATES] = {[FATE_NO_VALUE] = MSG_FIG_SAYS_NO_VALUE,
                                        [FATE_NO] = MSG_FIG_SAYS_NO,
                                        [FATE_UNKNOWN] = MSG_FIG_SAYS_UNKNOWN,
                                        [FATE_NO_INSTANT] = MSG_FIG_SAYS_NO_INSTANT,
                                        [FATE_AFTER] = MSG_FIG_SAYS_AFTER,
                                        [FATE_OTHER_GROUP] = MSG_FIG_SAYS_OTHER,
                                        [FATE_ELSEWHERE] = MSG_FIG_SAYS_ELSEWHERE};
    const char *lack = lacking_text(p);
    for (int fate = FATE_COUNTED + 1; fate < (int)N_FATES; fate++)
        if (is_shown(p, (Fate)fate))
            put_note(p, fate == FATE_UNKNOWN && lack == NULL
                            ? raw(MSG_FIG_SAYS_UNKNOWN_BARE)
                            : msg_text(says[fate], lack));
}

static const char *row_place(const FigureRow *row)
{
    return str_format("%s:%llu", row->file, (unsigned long long)row->line);
}

static void put_witness(Page *p, int i)
{
    const FigureTerm *t = &p->why->term[i];
    if (t->witness == NULL)
        return;
    const char *value = term_value(p, i), *lead = str_z(t->witness->lead);
    if (t->rank > 0)
        put_note(p, msg_text(MSG_FIG_RANK, report_count(t->rank),
                             report_count(t->fate[FATE_COUNTED]), value, lead,
                             row_place(t->witness)));
    else
        put_note(p, msg_text(MSG_FIG_EXTREME, value, lead, row_place(t->witness)));
}

/* -- the records that count ------------------------------------------------------------- */

/* Rows under one head. */
typedef struct RowList {
    const CoreTerm *term; /* placed: by an instant that is not the due instant itself */
    bool cases, placed, valued;
    TextTable table;
    int n;
} RowList;

static const char *row_instant(const Page *p, const FigureRow *row)
{
    if (row->at == INT64_MIN)
        return raw(MSG_REP_NOT_THERE);
    return row->by_date ? report_day(row->at) : report_instant(p->r, row->at);
}

static const char *late_text(const Page *p, const RowList *l, const FigureRow *row)
{
    return row->late > 0 ? report_length(p->r, l->term->index, row->late)
                         : raw(MSG_REP_NOT_THERE);
}

static RowList list_new(const CoreTerm *term, const FigureRow *first)
{
    RowList l = {.term = term};
    l.cases = term->over == OVER_INSTANCES;
    l.placed = first->at != INT64_MIN && first->at != first->due_us;
    l.valued = term->source[0].value != NULL;
    text_table_column(
        &l.table, raw(term->over == OVER_FACTS ? MSG_FIG_RECORD : MSG_FIG_LEAD), false);
    text_table_column(&l.table, raw(MSG_FIG_FOUND_AT), false);
    if (l.placed)
        text_table_column(&l.table, raw(MSG_FIG_INSTANT), false);
    if (l.valued)
        text_table_column(&l.table, raw(MSG_FIG_VALUE_HEAD), true);
    if (l.cases) {
        text_table_column(&l.table, raw(MSG_REP_STATUS), false);
        text_table_column(&l.table, raw(MSG_FIG_DUE), false);
        text_table_column(&l.table, raw(MSG_REP_LATE_BY), true);
    }
    return l;
}

static void list_add(const Page *p, RowList *l, const FigureRow *row)
{
    TextTable *t = &l->table;
    text_table_cell(t, str_z(row->lead));
    text_table_cell(t, row_place(row));
    if (l->placed)
        text_table_cell(t, row_instant(p, row));
    if (l->valued)
        text_table_cell(t, figure_row_value(p->r, l->term, row));
    if (l->cases) {
        text_table_cell(t, report_status(row->status));
        text_table_cell(t, report_instant(p->r, row->due_us));
        text_table_cell(t, late_text(p, l, row));
    }
    l->n++;
}

static void put_list(Page *p, const char *head, const RowList *l, uint64_t all)
{
    buf_format(&p->b, "\n%s\n", head);
    text_table_print(&p->b, &l->table, INDENT);
    if ((uint64_t)l->n < all)
        put_note(p, msg_text(MSG_FIG_MORE, report_count(all - (uint64_t)l->n),
                             str_format("%llu", (unsigned long long)all)));
}

static void put_term_rows(Page *p, int i)
{
    const FigureTerm *t = &p->why->term[i];
    const uint64_t all = t->fate[FATE_COUNTED];
    if (t->n_rows == 0 || (is_by_status(p->m) && i == STATUS_NONE))
        return;
    RowList l = list_new(term_of(p, i), &t->row[0]);
    for (int k = 0; k < t->n_rows; k++)
        list_add(p, &l, &t->row[k]);
    put_list(p, msg_text(MSG_FIG_RECORDS_OF, term_text(p, i), report_count(all)), &l,
             all);
}

/* What attainment is made of: those breached, then those met. */
static void put_cases(Page *p)
{
    static const ClauseStatus order[] = {STATUS_BREACHED, STATUS_MET};
    RowList l = {0};
    uint64_t all = 0;
    for (int s = 0; s < 2; s++) {
        const FigureTerm *t = &p->why->term[order[s]];
        all += t->fate[FATE_COUNTED];
        if (l.term == NULL && t->n_rows > 0)
            l = list_new(term_of(p, (int)order[s]), &t->row[0]);
        for (int k = 0; k < t->n_rows && l.n < p->why->limit; k++)
            list_add(p, &l, &t->row[k]);
    }
    if (all > 0)
        put_list(p, msg_text(MSG_FIG_CASES, report_count(all)), &l, all);
}

static void put_why(Page *p)
{
    put_facts(p);
    put_terms(p);
    put_meanings(p);
    for (int i = 0; i < p->m->n_terms; i++)
        put_witness(p, i);
    if (p->m->role == MEASURE_ATTAINMENT) {
        put_cases(p);
        return;
    }
    for (int i = 0; i < p->m->n_terms; i++)
        put_term_rows(p, i);
}

void figure_text(Sink *out, const Report *r, const FigureWhy *const *why, int n)
{
    Page p = {.r = r};
    for (int i = 0; i < n; i++) {
        p.why = why[i];
        p.m = report_measure(r, why[i]->set);
        p.g = why[i]->figure;
        if (i > 0)
            buf_char(&p.b, '\n');
        put_why(&p);
    }
    sink_put(out, buf_view(&p.b));
    buf_free(&p.b);
}
