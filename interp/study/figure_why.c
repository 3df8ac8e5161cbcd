/* figure_why.c -- the terms of a figure, asked once more of each record. */
#include "interp/study/figure_why.h"

#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/lang/value.h"

enum { NAMES_SHOWN = 10 };

typedef struct Why {
    Buf *out;
    const World *w;
    const Core *core;
    const CoreTest *test;
    const CoreMeasure *measure;
    const Figure *figure;
    int indent;
} Why;

void figure_print(Buf *out, const Core *core, const Type *type, const FigureValue *v)
{
    const Value value = {.type = type, .i64 = v->i64};
    if (v->overflow)
        buf_z(out, msg_text(MSG_REP_OUT_OF_RANGE));
    else if (v->missing)
        buf_z(out, msg_text(MSG_REP_NO_VALUE));
    else
        value_print(out, &value, core->zone, core->currency, false);
}

static const char *value_z(const Why *y, const Type *type, const FigureValue *v)
{
    Buf b = {0};
    figure_print(&b, y->core, type, v);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void line(const Why *y, const char *text)
{
    buf_repeat(y->out, ' ', y->indent);
    buf_z(y->out, text);
    buf_char(y->out, '\n');
}

/* -- which records a term counts ------------------------------------------------------ */

/* One source of a term: what is asked of a row, NULL extras left out. */
typedef struct Asked {
    const TermSource *src;
    int value, where, at; /* extras; -1 */
} Asked;

typedef struct Counted {
    const Why *y;
    const CoreTerm *term;
    Asked *source;
    const Core *core; /* of its records */
    Eval *eval;
} Counted;

static int ask(CoreExpr **extra, int *n, CoreExpr *e)
{
    if (e == NULL)
        return -1;
    extra[*n] = e;
    return (*n)++;
}

static void counted_plan(Counted *c)
{
    const int sources = c->term->n_sources;
    CoreExpr **extra = MEM_ARRAY(CoreExpr *, 3 * sources + 1);
    int n = 0;
    c->source = MEM_ARRAY(Asked, sources + 1);
    for (int i = 0; i < sources; i++) {
        const TermSource *src = &c->term->source[i];
        c->source[i] = (Asked){src, ask(extra, &n, src->value),
                               ask(extra, &n, src->where), ask(extra, &n, src->at)};
    }
    const ProgramWant want = {.extra = extra, .n_extra = n};
    const PeriodRule *per = &c->y->measure->per;
    c->eval = eval_new(program_plan(c->core, &want));
    world_settle(c->y->w, c->eval, c->core);
    eval_set_period(c->eval, period_start(per, c->y->figure->period),
                    period_end(per, c->y->figure->period));
}

static int64_t day_of(const Zone *zone, int64_t instant_us)
{
    const int64_t wall = zone_to_wall(zone, instant_us);
    return wall / USEC_DAY - (wall % USEC_DAY < 0);
}

/* What a term makes of a record; of several instances of a clause, of that which comes
 * last here. */
typedef enum Fate { FATE_NONE, FATE_OUTSIDE, FATE_UNKNOWN, FATE_COUNTED } Fate;

/* The record belongs: does its instant fall into the period? */
static Fate dated(const Counted *c, const Asked *s, int r)
{
    const PeriodRule *per = &c->y->measure->per;
    if (per->kind == PERIOD_NONE || s->at < 0)
        return FATE_COUNTED;
    const Column *at = eval_extra(c->eval, s->at);
    const bool by_date = s->src->at->type->kind == TY_DATE;
    const int64_t now = world_now(c->y->w);
    if (column_missing(at, r)
        || col_i64(at, r) > (by_date ? day_of(per->zone, now) : now))
        return FATE_OUTSIDE;
    const int32_t period = by_date ? period_of_day(per, (int32_t)col_i64(at, r))
                                   : period_of(per, col_i64(at, r));
    return period == c->y->figure->period ? FATE_COUNTED : FATE_NONE;
}

static Fate fate_in(const Counted *c, const Asked *s, int r)
{
    const Column *where = s->where >= 0 ? eval_extra(c->eval, s->where) : NULL;
    if (where != NULL && column_missing(where, r))
        return FATE_UNKNOWN;
    if (where != NULL && !col_flag(where, r))
        return FATE_NONE;
    if (s->value >= 0 && column_missing(eval_extra(c->eval, s->value), r))
        return FATE_NONE;
    return dated(c, s, r);
}

static Fate fate_of(const Counted *c, int r)
{
    Fate best = FATE_NONE;
    for (int i = 0; i < c->term->n_sources; i++) {
        Fate f = fate_in(c, &c->source[i], r);
        best = f > best ? f : best;
    }
    return best;
}

/* A lead by its label, else by its number, as are records of a fact. */
static void put_record(Buf *b, const Counted *c, int number)
{
    Str label = c->term->over == OVER_FACTS ? (Str){0} : c->y->test->lead[number].label;
    if (label.n == 0)
        buf_format(b, "#%d", number + 1);
    else
        buf_format(b, "\"%s\"", str_z(label));
}

/* Records of a fate, the first ten by name. */
typedef struct Names {
    Buf text;
    int n;
} Names;

static void name_record(Names *names, const Counted *c, int number)
{
    if (names->n++ > NAMES_SHOWN)
        return;
    buf_z(&names->text, names->n > 1 ? ", " : "");
    if (names->n > NAMES_SHOWN)
        buf_z(&names->text, "…");
    else
        put_record(&names->text, c, number);
}

static void name_records(Names by_fate[], const Counted *c)
{
    const int kind = c->term->over == OVER_FACTS ? c->term->index : WORLD_LEADS;
    int batches;
    MadeRows *const *rows = world_rows(c->y->w, kind, &batches);
    for (int i = 0; i < batches; i++) {
        const Batch *b = &rows[i]->batch;
        eval_batch(c->eval, b);
        for (int r = 0; r < b->n; r++)
            name_record(&by_fate[fate_of(c, r)], c, i * BATCH_ROWS + r);
    }
}

/* -- lines ---------------------------------------------------------------------------- */

static void say_term(const Why *y, int i)
{
    const CoreTerm *t = &y->core->terms[y->measure->term[i]];
    const char *value = value_z(y, t->type, &y->figure->term[i]);
    Names named[FATE_COUNTED + 1] = {0};
    const char *text[FATE_COUNTED + 1];
    Counted c = {.y = y, .term = t};
    c.core = t->over == OVER_FACTS ? y->core->facts[t->index].core : y->core;
    counted_plan(&c);
    name_records(named, &c);
    eval_free(c.eval);
    for (int f = 0; f <= FATE_COUNTED; f++) {
        text[f] = str_z(buf_view(&named[f].text));
        buf_free(&named[f].text);
    }
    line(y, named[FATE_COUNTED].n == 0
                ? msg_text(MSG_TEST_IS, str_z(t->text), value)
                : msg_text(MSG_TEST_TERM, str_z(t->text), value, text[FATE_COUNTED]));
    if (named[FATE_UNKNOWN].n > 0)
        line(y, msg_text(MSG_TEST_UNKNOWN, text[FATE_UNKNOWN]));
    if (named[FATE_OUTSIDE].n > 0)
        line(y, msg_text(MSG_TEST_OUTSIDE, text[FATE_OUTSIDE]));
}

static void say_period(const Why *y)
{
    const PeriodRule *per = &y->measure->per;
    Buf b = {0};
    if (per->kind == PERIOD_NONE)
        return;
    period_print(&b, per, y->figure->period);
    line(y, msg_text(MSG_TEST_PERIOD, period_word(per->kind), str_z(buf_view(&b))));
    buf_free(&b);
}

static void say_division(const Why *y)
{
    const CoreMeasure *m = y->measure;
    const FigureValue *v = &y->figure->value;
    if (m->over == NULL || v->under == 0)
        return;
    const FigureValue over = {.i64 = v->over}, under = {.i64 = v->under};
    line(y, msg_text(MSG_TEST_DIVISION, value_z(y, m->over->type, &over),
                     value_z(y, m->under->type, &under)));
}

void figure_why(Buf *out, const World *w, const Session *s, const CoreTest *t,
                int measure, int indent)
{
    const Why y = {.out = out,
                   .w = w,
                   .core = s->core,
                   .test = t,
                   .measure = &s->core->measures[measure],
                   .figure = world_figure(w, measure),
                   .indent = indent};
    say_period(&y);
    say_division(&y);
    for (int i = 0; i < y.measure->n_terms; i++)
        say_term(&y, i);
}
