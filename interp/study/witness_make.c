/* witness_make.c -- leads put together of the values that two policies tell apart.
 *
 * Rounds of a batch of leads each, the same ones in every run: a field takes one of its values
 * by chance.  What shows a change is shortened: a value goes where the change shows without.
 */
#include "interp/base/mem.h"
#include "interp/engine/clock.h"
#include "interp/study/cells.h"
#include "interp/study/made_rows.h"
#include "interp/study/witness_part.h"

enum { ROUNDS = 32, TRIES = 4 };

/* A field of the new core that the old one reads in the same way. */
typedef struct Free {
    int old, now;
    const CellField *cell;
} Free;

typedef struct Making {
    Witnesses *w;
    Free *field;
    int n;
    CoreRecord *old_record, *now_record; /* of a round */
    CoreGiven *old_given, *now_given;    /* n a record */
    Eval *old_eval, *now_eval;
    Outcome *old, *now;
    uint64_t chance;
} Making;

/* xorshift64*, Vigna 2016 */
static uint64_t draw(Making *m, uint64_t below)
{
    uint64_t x = m->chance;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    m->chance = x;
    return ((x * UINT64_C(2685821657736338717)) >> 33) % below;
}

/* -- values --------------------------------------------------------------------------------- */

static bool alike(const Type *a, const Type *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == TY_LIST)
        return alike(a->elem, b->elem);
    return a->kind != TY_ENUM || enum_alike(a->of, b->of);
}

/* Instants around the clock, so that promises have begun and are, or are not, over. */
static void add_instants(const Core *core, CellField *f, int64_t now_us)
{
    static const int minutes[] = {-30,  -60,   -90,   -150,  -180,   -240,   -300,
                                  -420, -1440, -2880, -4320, -10080, -43200, 60};
    const Type *t = core->fields[f->field].type;
    for (size_t i = 0; t->kind == TY_TIMESTAMP && i < sizeof minutes / sizeof *minutes;
         i++) {
        CoreExpr *e = MEM_NEW(CoreExpr);
        *e = (CoreExpr){.kind = CORE_CONST,
                        .type = t,
                        .depth = 1,
                        .i64 = now_us + (int64_t)minutes[i] * 60 * USEC_SECOND};
        cells_add(core, f, e);
    }
}

static CellField *values_of(const Witnesses *w)
{
    const Core *x = w->before->core, *y = w->after->core;
    CellField *old = cells_of(&(CellsWant){
        .core = x, .threshold = w->before->threshold, .now_us = w->as_of_us});
    CellField *now = cells_of(&(CellsWant){
        .core = y, .threshold = w->after->threshold, .now_us = w->as_of_us});
    for (int f = 0; f < y->n_fields; f++) {
        const int from = core_field(x, y->fields[f].name);
        if (from < 0 || !alike(x->fields[from].type, y->fields[f].type))
            continue;
        for (int i = 0; i < old[from].n; i++)
            cells_add(y, &now[f], old[from].value[i]);
        if (now[f].n > 0)
            add_instants(y, &now[f], w->as_of_us);
    }
    return now;
}

static void find_fields(Making *m)
{
    const Core *x = m->w->before->core, *y = m->w->after->core;
    const CellField *cell = values_of(m->w);
    m->field = MEM_ARRAY(Free, y->n_fields + 1);
    for (int f = 0; f < y->n_fields; f++) {
        const int old = core_field(x, y->fields[f].name);
        if (cell[f].n > 0 && old >= 0 && alike(x->fields[old].type, y->fields[f].type))
            m->field[m->n++] = (Free){old, f, &cell[f]};
    }
}

/* -- a round -------------------------------------------------------------------------------- */

static void begin(Making *m)
{
    const ProgramWant want = {.lead = true};
    const Core *x = m->w->before->core, *y = m->w->after->core;
    const size_t cells = (size_t)(m->n + 1) * BATCH_ROWS;
    m->old_record = MEM_ARRAY(CoreRecord, BATCH_ROWS);
    m->now_record = MEM_ARRAY(CoreRecord, BATCH_ROWS);
    m->old_given = MEM_ARRAY(CoreGiven, cells);
    m->now_given = MEM_ARRAY(CoreGiven, cells);
    m->old_eval = eval_new(program_plan(x, &want));
    m->now_eval = eval_new(program_plan(y, &want));
    session_apply(m->w->before, m->old_eval);
    session_apply(m->w->after, m->now_eval);
    m->old = outcome_new(x, BATCH_ROWS);
    m->now = outcome_new(y, BATCH_ROWS);
}

static void end(Making *m)
{
    eval_free(m->old_eval);
    eval_free(m->now_eval);
    outcome_free(m->old);
    outcome_free(m->now);
}

/* A missing value is given as it is: a field's default is not what is meant. */
static void fill_record(Making *m, int r)
{
    CoreGiven *a = &m->old_given[r * m->n], *b = &m->now_given[r * m->n];
    for (int i = 0; i < m->n; i++) {
        const Free *f = &m->field[i];
        const CoreExpr *value = f->cell->value[draw(m, (uint64_t)f->cell->n)];
        a[i] = (CoreGiven){f->old, value};
        b[i] = (CoreGiven){f->now, value};
    }
    m->old_record[r] = (CoreRecord){.fact = -1, .given = a, .n_given = m->n};
    m->now_record[r] = (CoreRecord){.fact = -1, .given = b, .n_given = m->n};
}

/* -- one that shows a change ---------------------------------------------------------------- */

static const MeaningWitness *said_of(Making *m, const Sought *s, const CoreGiven *a,
                                     const CoreGiven *b, int n)
{
    const OneLeadWant old = {
        .session = m->w->before, .as_of_us = m->w->as_of_us, .given = a, .n_given = n};
    const OneLeadWant now = {
        .session = m->w->after, .as_of_us = m->w->as_of_us, .given = b, .n_given = n};
    return witness_said(m->w, s, &old, &now);
}

/* Without what is not needed. */
static const MeaningWitness *shortened(Making *m, const Sought *s, int r)
{
    CoreGiven *a = MEM_ARRAY(CoreGiven, m->n + 1), *b = MEM_ARRAY(CoreGiven, m->n + 1);
    int n = m->n;
    memcpy(a, &m->old_given[r * m->n], sizeof *a * (size_t)n);
    memcpy(b, &m->now_given[r * m->n], sizeof *b * (size_t)n);
    const MeaningWitness *said = said_of(m, s, a, b, n);
    for (int i = n - 1; said != NULL && i >= 0; i--) {
        const CoreGiven x = a[i], y = b[i];
        a[i] = a[n - 1];
        b[i] = b[n - 1];
        const MeaningWitness *without = said_of(m, s, a, b, n - 1);
        if (without != NULL) {
            said = without;
            n--;
        } else {
            a[i] = x;
            b[i] = y;
        }
    }
    if (said == NULL)
        return NULL;
    MeaningWitness *w = MEM_NEW(MeaningWitness);
    *w = *said;
    w->made = true;
    w->lead = witness_text(m->w->after, b, n);
    return w;
}

static void look(Making *m, const WitnessRows *rows)
{
    for (int i = m->w->n - 1; i >= 0; i--) {
        int tries = 0;
        for (int r = 0; r < BATCH_ROWS && tries < TRIES; r++) {
            if (!m->w->sought[i].differs(m->w, &m->w->sought[i], rows, r))
                continue;
            tries++;
            const MeaningWitness *found = shortened(m, &m->w->sought[i], r);
            if (found == NULL)
                continue;
            witness_found(m->w, i, found);
            break;
        }
    }
}

static void round_of(Making *m)
{
    for (int r = 0; r < BATCH_ROWS; r++)
        fill_record(m, r);
    MadeRows *old = made_rows_new(m->w->before->core, m->old_record, BATCH_ROWS);
    MadeRows *now = made_rows_new(m->w->after->core, m->now_record, BATCH_ROWS);
    made_rows_at(old, m->w->as_of_us);
    made_rows_at(now, m->w->as_of_us);
    eval_batch(m->old_eval, &old->batch);
    eval_batch(m->now_eval, &now->batch);
    outcome_put(m->old, 0, m->old_eval, BATCH_ROWS, NULL);
    outcome_put(m->now, 0, m->now_eval, BATCH_ROWS, NULL);
    const WitnessRows rows = {.old_batch = &old->batch,
                              .now_batch = &now->batch,
                              .old_eval = m->old_eval,
                              .now_eval = m->now_eval,
                              .old = m->old,
                              .now = m->now};
    look(m, &rows);
    made_rows_free(old);
    made_rows_free(now);
}

void witness_make(Witnesses *w)
{
    if (w->n == 0)
        return;
    Making m = {.w = w, .chance = UINT64_C(0x9E3779B97F4A7C15)};
    witness_free(w); /* those were of leads that were read */
    w->old = w->now = NULL;
    find_fields(&m);
    begin(&m);
    for (int i = 0; i < ROUNDS && w->n > 0; i++)
        round_of(&m);
    end(&m);
    witness_settle(w);
}
