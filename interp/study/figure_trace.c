/* figure_trace.c -- what became of each record in each term of one figure.
 *
 * The meaning of terms is that of engine/k_measure.c, a record at a time: its condition, its
 * place among periods, its group, its value.
 */
#include "interp/study/figure_trace_part.h"

#include "interp/base/mem.h"
#include "interp/engine/clock.h"
#include "interp/io/colvalue.h"
#include "interp/io/rule_reads.h"
#include <stdlib.h>

static void *zeroed(size_t n, size_t size)
{
    void *p = calloc(n + 1, size);
    if (p == NULL)
        mem_exhausted();
    return p;
}

/* -- making ----------------------------------------------------------------------------- */

static TraceFeed *feed_of(FigureTrace *t, int fact, bool each)
{
    for (int i = 0; i < t->n_feeds; i++)
        if (t->feed[i].fact == fact && t->feed[i].each == each)
            return &t->feed[i];
    TraceFeed *f = &MEM_PUSH(t->feed, t->n_feeds, t->cap_feeds);
    *f = (TraceFeed){.fact = fact, .each = each};
    f->core = fact == OF_LEADS ? t->core : t->core->facts[fact].core;
    return f;
}

static int feed_ask(TraceFeed *f, CoreExpr *e)
{
    if (e == NULL)
        return NOT_ASKED;
    for (int i = 0; i < f->n_extra; i++)
        if (f->extra[i] == e)
            return i;
    MEM_PUSH(f->extra, f->n_extra, f->cap_extra) = e;
    return f->n_extra - 1;
}

static uint8_t *reads_through(const Core *core, const CoreExpr *e)
{
    uint8_t *marks = mem_bytes((size_t)core->n_fields + 1);
    memset(marks, 0, (size_t)core->n_fields + 1);
    if (e != NULL)
        core_fields_of(core, e, marks);
    return marks;
}

static void add_source(FigureTrace *t, TraceFeed *f, int term, int lane,
                       const TermSource *from)
{
    const int n_splits = t->ask.group != NULL ? t->measure->n_splits : 0;
    const bool placed = !f->each && t->measure->per.kind != PERIOD_NONE;
    TracedSource *s = &MEM_PUSH(f->source, f->n_sources, f->cap_sources);
    *s = (TracedSource){.term = term, .lane = lane};
    s->value = feed_ask(f, from->value);
    s->where = feed_ask(f, from->where);
    s->at = placed ? feed_ask(f, from->at) : NOT_ASKED;
    s->by_date = placed && from->at->type->kind == TY_DATE;
    s->split = MEM_ARRAY(int, n_splits + 1);
    s->split_type = MEM_ARRAY(const Type *, n_splits + 1);
    for (int i = 0; i < n_splits; i++) {
        s->split[i] = feed_ask(f, from->split[i]);
        s->split_type[i] = from->split[i]->type;
    }
    s->direct = expr_reads(f->core, from->where);
    s->through = reads_through(f->core, from->where);
}

static void add_term(FigureTrace *t, int i)
{
    const CoreTerm *term = &t->core->terms[t->measure->term[i]];
    const bool each = term->each_period && t->measure->per.kind != PERIOD_NONE;
    TraceFeed *f = feed_of(t, term->over == OVER_FACTS ? term->index : OF_LEADS, each);
    f->lanes |= term->over == OVER_INSTANCES;
    for (int k = 0; k < term->n_sources; k++)
        add_source(t, f, i, k, &term->source[k]);
    t->term[i] = (TracedTerm){.term = term, .core = f->core};
}

static void feed_plan(const FigureTrace *t, TraceFeed *f, const Session *s,
                      FactTable *const *table)
{
    const ProgramWant want = {
        .lead = f->lanes, .extra = f->extra, .n_extra = f->n_extra};
    f->eval = eval_new(program_plan(f->core, &want));
    for (int i = 0; i < f->core->n_thresholds; i++)
        eval_set_threshold(f->eval, i, s->threshold[i]);
    for (int i = 0; i < f->core->n_facts; i++)
        eval_set_table(f->eval, i, table[i]);
    if (f->each)
        eval_set_period(f->eval, t->start_us, t->end_us);
}

static void set_period(FigureTrace *t)
{
    const PeriodRule *per = &t->measure->per;
    if (per->kind == PERIOD_NONE)
        return;
    t->start_us = period_start(per, t->ask.period);
    t->end_us = period_end(per, t->ask.period);
    t->first_day = period_first_day(per, t->ask.period);
    t->end_day = period_first_day(per, t->ask.period + 1);
}

FigureTrace *figure_trace_new(const Session *s, const TraceAsk *ask,
                              FactTable *const *table)
{
    FigureTrace *t = MEM_NEW(FigureTrace);
    t->core = s->core;
    t->measure = &s->core->measures[ask->measure];
    t->ask = *ask;
    t->term = MEM_ARRAY(TracedTerm, t->measure->n_terms + 1);
    t->others = texts_new();
    set_period(t);
    for (int i = 0; i < t->measure->n_terms; i++)
        add_term(t, i);
    for (int i = 0; i < t->n_feeds; i++)
        feed_plan(t, &t->feed[i], s, table);
    return t;
}

static void row_free(TraceRow *row)
{
    buf_free(&row->lead);
    buf_free(&row->text);
}

static void pot_free(Pot *p, int limit)
{
    if (p == NULL)
        return;
    for (int i = 0; i < limit; i++)
        row_free(&p->row[i]);
    row_free(&p->extreme);
    first_seen_free(&p->first);
    free(p->row);
    free(p->lacking);
    free(p);
}

void figure_trace_free(FigureTrace *t)
{
    if (t == NULL)
        return;
    for (int i = 0; i < t->measure->n_terms; i++) {
        for (int k = 0; k < t->term[i].n_pots; k++)
            pot_free(t->term[i].pot[k], t->ask.limit);
        free(t->term[i].pot);
    }
    for (int i = 0; i < t->n_feeds; i++)
        eval_free(t->feed[i].eval);
    texts_free(t->others);
    buf_free(&t->key);
    buf_free(&t->label);
}

/* -- where a record belongs ------------------------------------------------------------- */

typedef enum Place { PLACE_HERE, PLACE_NO_INSTANT, PLACE_AFTER, PLACE_ELSEWHERE } Place;

/* One record as one source sees it. */
typedef struct Seen {
    const Batch *batch;
    const TraceFeed *feed;
    const TracedSource *source;
    int r;
} Seen;

static const Column *extra_of(const Seen *x, int extra)
{
    return extra == NOT_ASKED ? NULL : eval_extra(x->feed->eval, extra);
}

static int64_t instant_of(const Seen *x)
{
    const Column *at = extra_of(x, x->source->at);
    return at == NULL || column_missing(at, x->r) ? INT64_MIN : col_i64(at, x->r);
}

/* A date is not after now while its day has begun. */
static bool is_after_now(const Seen *x, const Zone *zone, int64_t at)
{
    const int64_t now = x->batch->now.i64[column_row(&x->batch->now, x->r)];
    const int64_t wall = zone_to_wall(zone, now);
    const int64_t today = wall / USEC_DAY - (wall % USEC_DAY < 0);
    return at > (x->source->by_date ? today : now);
}

static bool is_in_period(const FigureTrace *t, const TracedSource *s, int64_t at)
{
    return s->by_date ? at >= t->first_day && at < t->end_day
                      : at >= t->start_us && at < t->end_us;
}

static Place place_of(const FigureTrace *t, const Seen *x)
{
    if (x->source->at == NOT_ASKED)
        return PLACE_HERE;
    const int64_t at = instant_of(x);
    if (at == INT64_MIN)
        return PLACE_NO_INSTANT;
    if (!is_in_period(t, x->source, at))
        return PLACE_ELSEWHERE;
    return is_after_now(x, t->measure->per.zone, at) ? PLACE_AFTER : PLACE_HERE;
}

/* What a split has, as groups are called; {NULL, 0}: missing. */
static Str split_text(const Seen *x, int split)
{
    const Column *c = extra_of(x, x->source->split[split]);
    if (column_missing(c, x->r))
        return (Str){NULL, 0};
    switch (c->phys) {
    case PHYS_TEXT: return col_text(c, x->r);
    case PHYS_FLAG: return col_flag(c, x->r) ? STR("yes") : STR("no");
    case PHYS_I64: return x->source->split_type[split]->of->member[col_i64(c, x->r)];
    case PHYS_LIST: break;
    }
    return (Str){NULL, 0};
}

/* Whether it is of the group that is asked for; t->key: the texts of what may be others. */
static bool in_group(FigureTrace *t, const Seen *x)
{
    t->key.n = 0;
    for (int i = 0; t->ask.group != NULL && i < t->measure->n_splits; i++) {
        const GroupAsk *g = &t->ask.group[i];
        const Str text = split_text(x, i);
        const uint32_t n = (uint32_t)text.n;
        if ((text.p == NULL) != (g->kind == GROUP_MISSING)
            || (g->kind == GROUP_TEXT && !str_eq(text, g->text)))
            return false;
        if (g->kind != GROUP_OTHERS)
            continue;
        buf_put(&t->key, &n, sizeof n);
        buf_str(&t->key, text);
    }
    return true;
}

static Pot *pot_of(FigureTrace *t, TracedTerm *term)
{
    const uint32_t number =
        t->key.n > 0 ? texts_number(t->others, t->key.p, t->key.n) : 0;
    if (number >= term->cap) {
        const size_t cap = number < 8 ? 8 : 2 * (size_t)number;
        Pot **wider = zeroed(cap, sizeof *wider);
        for (int i = 0; i < term->n_pots; i++)
            wider[i] = term->pot[i];
        free(term->pot);
        term->pot = wider;
        term->cap = cap;
    }
    if ((int)number >= term->n_pots)
        term->n_pots = (int)number + 1;
    if (term->pot[number] == NULL) {
        Pot *p = zeroed(1, sizeof *p);
        p->lacking = zeroed((size_t)term->core->n_fields, sizeof *p->lacking);
        p->row = zeroed((size_t)t->ask.limit, sizeof *p->row);
        term->pot[number] = p;
    }
    return term->pot[number];
}

/* -- rows that count -------------------------------------------------------------------- */

static Str label_of(FigureTrace *t, const Seen *x)
{
    const Core *core = x->feed->core;
    const int field =
        x->feed->fact == OF_LEADS ? core->label : t->core->facts[x->feed->fact].key;
    t->label.n = 0;
    if (field < 0 || column_missing(&x->batch->col[field], x->r))
        buf_i64(&t->label, (int64_t)x->batch->row[x->r].number);
    else
        col_print(&t->label, &x->batch->col[field], x->r, core->fields[field].type,
                  core, false);
    return buf_view(&t->label);
}

static int64_t number_of(const Seen *x)
{
    const Column *c = extra_of(x, x->source->value);
    if (c == NULL || c->phys == PHYS_TEXT || c->phys == PHYS_LIST)
        return 0;
    return c->phys == PHYS_FLAG ? col_flag(c, x->r) : col_i64(c, x->r);
}

static int64_t prop_of(const Seen *x, int clause, ClauseProp prop)
{
    const Column *c = eval_clause(x->feed->eval, clause, x->source->lane, prop);
    return column_missing(c, x->r) ? INT64_MIN : col_i64(c, x->r);
}

static void set_instance(const FigureTrace *t, const Seen *x, TraceRow *row)
{
    const CoreTerm *term = t->term[x->source->term].term;
    if (term->over != OVER_INSTANCES)
        return;
    row->status = (ClauseStatus)prop_of(x, term->index, PROP_STATUS);
    row->due_us = prop_of(x, term->index, PROP_DUE);
    row->late = prop_of(x, term->index, PROP_LATE);
}

static void set_row(FigureTrace *t, const Seen *x, TraceRow *row)
{
    const Column *value = extra_of(x, x->source->value);
    row->row = x->batch->row[x->r];
    row->by_date = x->source->by_date;
    row->at = instant_of(x);
    row->value = number_of(x);
    row->due_us = row->late = INT64_MIN;
    row->lead.n = row->text.n = 0;
    buf_str(&row->lead, label_of(t, x));
    if (value != NULL && value->phys == PHYS_TEXT)
        buf_str(&row->text, col_text(value, x->r));
    set_instance(t, x, row);
}

static void keep_extreme(FigureTrace *t, const Seen *x, AggKind agg, Pot *p)
{
    const int64_t v = number_of(x);
    const bool better = agg == AGG_MIN ? v < p->extreme.value : v > p->extreme.value;
    if (better || p->extreme.row.number == 0)
        set_row(t, x, &p->extreme);
}

static void keep_first(FigureTrace *t, const Seen *x, Pot *p)
{
    FirstEntry *e = first_seen_add(&p->first, number_of(x), &x->batch->row[x->r]);
    if (e != NULL)
        first_seen_name(&p->first, e, label_of(t, x));
}

static void keep_row(FigureTrace *t, const Seen *x, AggKind agg, Pot *p)
{
    if (p->n_rows < t->ask.limit)
        set_row(t, x, &p->row[p->n_rows++]);
    if (agg == AGG_MIN || agg == AGG_MAX)
        keep_extreme(t, x, agg, p);
    if (agg == AGG_QUANTILE)
        keep_first(t, x, p);
}

/* The fields whose lack may be why: those that the condition reads itself, or where it lacks
 * none of them those that it reads through scores and stages. */
static void count_lacking(const Seen *x, Pot *p)
{
    const uint8_t *reads[] = {x->source->direct, x->source->through};
    bool any = false;
    for (int k = 0; k < 2 && !any; k++)
        for (int i = 0; i < x->feed->core->n_fields; i++)
            if (reads[k][i] != 0 && column_missing(&x->batch->col[i], x->r)) {
                p->lacking[i]++;
                any = true;
            }
}

/* -- a record --------------------------------------------------------------------------- */

typedef enum Answer { ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN } Answer;

static Answer condition_of(const Seen *x)
{
    const Column *where = extra_of(x, x->source->where);
    if (where == NULL)
        return ANSWER_YES;
    if (column_missing(where, x->r))
        return ANSWER_UNKNOWN;
    return col_flag(where, x->r) ? ANSWER_YES : ANSWER_NO;
}

static bool is_by_status(const CoreMeasure *m)
{
    return m->role == MEASURE_ATTAINMENT || m->role == MEASURE_STATUSES;
}

/* A lane without an instance is no case of the clause, unless that is what is counted; where
 * each status has a term, a case is asked about in that of its own alone. */
static bool is_nothing(const FigureTrace *t, const Seen *x, const CoreTerm *term,
                       Answer answer)
{
    return term->over == OVER_INSTANCES && answer == ANSWER_NO
           && (is_by_status(t->measure)
               || prop_of(x, term->index, PROP_STATUS) == STATUS_NONE);
}

static Fate fate_of(const Seen *x, Answer answer, Place place)
{
    const Column *value = extra_of(x, x->source->value);
    if (answer == ANSWER_UNKNOWN)
        return FATE_UNKNOWN;
    if (answer == ANSWER_NO)
        return FATE_NO;
    if (place != PLACE_HERE)
        return place == PLACE_AFTER ? FATE_AFTER : FATE_NO_INSTANT;
    return value != NULL && column_missing(value, x->r) ? FATE_NO_VALUE : FATE_COUNTED;
}

static void take_row(FigureTrace *t, const Seen *x)
{
    TracedTerm *term = &t->term[x->source->term];
    const Answer answer = condition_of(x);
    if (is_nothing(t, x, term->term, answer))
        return;
    const Place place = place_of(t, x);
    if (place == PLACE_ELSEWHERE || (place != PLACE_HERE && answer == ANSWER_NO)) {
        term->elsewhere++;
        return;
    }
    if (!in_group(t, x)) {
        term->other_group++;
        return;
    }
    Pot *p = pot_of(t, term);
    const Fate fate = fate_of(x, answer, place);
    p->fate[fate]++;
    if (fate == FATE_COUNTED)
        keep_row(t, x, term->term->agg, p);
    else if (fate == FATE_UNKNOWN)
        count_lacking(x, p);
}

/* In order of the records: of each, all that is asked of it. */
static void take_batch(FigureTrace *t, TraceFeed *f, const Batch *b,
                       const uint8_t *keep)
{
    eval_batch(f->eval, b);
    for (int r = 0; r < b->n; r++)
        for (int i = 0; i < f->n_sources && (keep == NULL || keep[r] != 0); i++)
            take_row(t, &(Seen){b, f, &f->source[i], r});
}

void figure_trace_leads(FigureTrace *t, const Batch *b, const uint8_t *keep)
{
    for (int i = 0; i < t->n_feeds; i++)
        if (t->feed[i].fact == OF_LEADS)
            take_batch(t, &t->feed[i], b, keep);
}

void figure_trace_fact(FigureTrace *t, int fact, const Batch *b)
{
    for (int i = 0; i < t->n_feeds; i++)
        if (t->feed[i].fact == fact)
            take_batch(t, &t->feed[i], b, NULL);
}
