/* seek.c -- leads of cells, tried in batches: from a lead with nothing, the best change of one
 * field, then of two, until no change is better; from a few other leads likewise.
 *
 * A flag is sought as a number: 2 where it is yes, 1 where it is unknown (something is missing
 * yet), else 0.  Where the leads of all cells are few, all are tried.
 */
#include "interp/study/seek.h"

#include "interp/base/mem.h"
#include "interp/engine/eval.h"
#include "interp/io/colvalue.h"
#include "interp/lang/value.h"
#include "interp/study/cells.h"
#include "interp/study/literal_node.h"
#include "interp/study/made_rows.h"

enum {
    ALL_MOST = 4096,
    PAIR_MOST = 1024,
    PAIRS_MOST = 300,
    STARTS = 6,
    ROUNDS_MOST = 50,
    ROWS_MOST = 30000
};

typedef struct Search {
    const Seek *seek;
    CoreExpr *of;          /* what is sought */
    const CoreExpr *about; /* what reads the fields that move */
    bool most;
    int tried;
    Eval *eval;
    const CellField **field; /* those that may change */
    int n;
    int *now; /* by field: the cell it is in; -1: at its default */
    int64_t best;
    bool any;
    CoreRecord record[BATCH_ROWS]; /* rows of the next batch, and their cells */
    int *cell[BATCH_ROWS];
    int rows;
    int *found;
    int64_t found_value;
} Search;

/* -- batches ----------------------------------------------------------------------------------- */

static CoreGiven *given_of(const Search *s, const int *cell, int *n)
{
    CoreGiven *g = MEM_ARRAY(CoreGiven, s->n + 1);
    *n = 0;
    for (int i = 0; i < s->n; i++)
        if (cell[i] >= 0)
            g[(*n)++] = (CoreGiven){s->field[i]->field, s->field[i]->value[cell[i]]};
    return g;
}

static int64_t rank(const Search *s, int r, bool *has)
{
    const Column *c = eval_extra(s->eval, 0);
    const bool missing = column_missing(c, r);
    *has = true;
    if (c->phys == PHYS_FLAG)
        return missing ? 1 : col_flag(c, r) ? 2 : 0;
    *has = !missing;
    return missing ? 0 : s->most ? col_i64(c, r) : -col_i64(c, r);
}

static void take_row(Search *s, int r)
{
    bool has;
    const int64_t v = rank(s, r, &has);
    if (!has || (s->found != NULL && v <= s->found_value))
        return;
    s->found = s->cell[r];
    s->found_value = v;
}

static void run(Search *s)
{
    if (s->rows == 0)
        return;
    MadeRows *rows = made_rows_new(s->seek->core, s->record, s->rows);
    made_rows_at(rows, s->seek->now_us);
    eval_batch(s->eval, &rows->batch);
    for (int r = 0; r < s->rows; r++)
        take_row(s, r);
    made_rows_free(rows);
    s->rows = 0;
}

/* The lead as it is but for two fields; -1 stands for neither. */
static void try_row(Search *s, int i, int vi, int k, int vk)
{
    int *cell = mem_bytes(((size_t)s->n + 1) * sizeof *cell);
    CoreRecord *r = &s->record[s->rows];
    for (int f = 0; f < s->n; f++)
        cell[f] = f == i ? vi : f == k ? vk : s->now[f];
    *r = (CoreRecord){.fact = -1, .id = -1};
    r->given = given_of(s, cell, &r->n_given);
    s->cell[s->rows++] = cell;
    s->tried++;
    if (s->rows == BATCH_ROWS)
        run(s);
}

/* -- changes ------------------------------------------------------------------------------------- */

static bool is_yes(const Search *s)
{
    return s->of->type->kind == TY_FLAG && s->found != NULL && s->found_value == 2;
}

static bool is_over(const Search *s) { return s->tried > ROWS_MOST || is_yes(s); }

static void try_ones(Search *s)
{
    for (int i = 0; i < s->n; i++)
        for (int v = 0; v < s->field[i]->n; v++)
            try_row(s, i, v, -1, -1);
    run(s);
}

static void try_twos(Search *s)
{
    int pairs = 0;
    for (int i = 0; i < s->n; i++)
        for (int k = 0; k < i && !is_over(s); k++) {
            if (s->field[i]->n * s->field[k]->n > PAIR_MOST || ++pairs > PAIRS_MOST)
                continue;
            for (int v = 0; v < s->field[i]->n; v++)
                for (int w = 0; w < s->field[k]->n; w++)
                    try_row(s, i, v, k, w);
        }
    run(s);
}

static void climb(Search *s)
{
    for (int round = 0; round < ROUNDS_MOST && !is_over(s); round++) {
        const int *before = s->found;
        try_ones(s);
        if (s->found == before)
            try_twos(s);
        if (s->found == before)
            return;
        memcpy(s->now, s->found, (size_t)s->n * sizeof *s->now);
    }
}

static uint64_t mixed(uint64_t *state)
{
    *state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t h = *state * UINT64_C(0xBF58476D1CE4E5B9);
    return h ^ (h >> 31);
}

static void climb_from_others(Search *s)
{
    uint64_t state = 1;
    for (int start = 0; start < STARTS && !is_over(s); start++) {
        for (int i = 0; i < s->n; i++)
            s->now[i] = (int)(mixed(&state) % (uint64_t)s->field[i]->n);
        climb(s);
    }
}

static bool next_lead(Search *s)
{
    for (int i = 0; i < s->n; i++) {
        if (++s->now[i] < s->field[i]->n)
            return true;
        s->now[i] = 0;
    }
    return false;
}

static void try_all(Search *s)
{
    for (int i = 0; i < s->n; i++)
        s->now[i] = 0;
    do
        try_row(s, -1, 0, -1, 0);
    while (next_lead(s) && !is_over(s));
    run(s);
}

static bool are_few(const Search *s)
{
    int64_t all = 1;
    for (int i = 0; i < s->n && all <= ALL_MOST; i++)
        all *= s->field[i]->n;
    return all <= ALL_MOST;
}

/* Back to its default goes what it is all the same without. */
static void shrink(Search *s)
{
    const int64_t value = s->found_value;
    for (int i = 0; i < s->n; i++) {
        int *whole = s->found;
        const unsigned flags = s->seek->core->fields[s->field[i]->field].flags;
        if (whole[i] < 0 || (flags & FIELD_REQUIRED) != 0)
            continue;
        memcpy(s->now, whole, (size_t)s->n * sizeof *s->now);
        s->found = NULL;
        try_row(s, i, -1, -1, 0);
        run(s);
        if (s->found == NULL || s->found_value != value)
            s->found = whole;
        s->found_value = value;
    }
}

/* -- a search ------------------------------------------------------------------------------------ */

static CellField *cells_read_by(const Search *s, const CoreExpr *e)
{
    CoreExpr *about = (CoreExpr *)(uintptr_t)e;
    return cells_of(&(CellsWant){.core = s->seek->core,
                                 .threshold = s->seek->threshold,
                                 .expr = &about,
                                 .n_exprs = 1,
                                 .now_us = s->seek->now_us});
}

/* What is required has a value in every lead: one, if it is not to move. */
static void choose_fields(Search *s)
{
    const Core *core = s->seek->core;
    CellField *cells = cells_read_by(s, s->about), *all = cells_read_by(s, s->of);
    s->field = MEM_ARRAY(const CellField *, core->n_fields + 1);
    s->now = MEM_ARRAY(int, core->n_fields + 1);
    for (int f = 0; f < core->n_fields; f++) {
        const bool required = (core->fields[f].flags & FIELD_REQUIRED) != 0;
        const bool moves = cells[f].n > 0;
        if (!moves && !(required && all[f].n > 0))
            continue;
        all[f].n = 1;
        s->now[s->n] = required ? 0 : -1;
        s->field[s->n++] = moves ? &cells[f] : &all[f];
    }
}

static void begin(Search *s)
{
    const Core *core = s->seek->core;
    const ProgramWant program = {.extra = &s->of, .n_extra = 1};
    choose_fields(s);
    s->eval = eval_new(program_plan(core, &program));
    for (int i = 0; s->seek->threshold != NULL && i < core->n_thresholds; i++)
        eval_set_threshold(s->eval, i, s->seek->threshold[i]);
}

static bool seek(Search *s, FoundLead *out)
{
    begin(s);
    try_row(s, -1, 0, -1, 0);
    run(s);
    climb(s);
    if (!is_over(s))
        climb_from_others(s);
    if (!is_over(s) && are_few(s))
        try_all(s);
    if (s->found != NULL)
        shrink(s);
    eval_free(s->eval);
    if (s->found == NULL)
        return false;
    out->given = given_of(s, s->found, &out->n);
    out->value =
        s->most || s->of->type->kind == TY_FLAG ? s->found_value : -s->found_value;
    return true;
}

static Search *search_new(const Seek *k, CoreExpr *of, const CoreExpr *about, bool most)
{
    Search *s = MEM_NEW(Search);
    s->seek = k;
    s->of = of;
    s->about = about;
    s->most = most;
    return s;
}

bool seek_yes(const Seek *k, CoreExpr *flag, const CoreExpr *about, FoundLead *out)
{
    return (seek(search_new(k, flag, about, true), out) && out->value == 2)
           || (seek(search_new(k, flag, flag, true), out) && out->value == 2);
}

bool seek_end(const Seek *k, CoreExpr *number, bool most, FoundLead *out)
{
    return seek(search_new(k, number, number, most), out);
}

/* -- in words -------------------------------------------------------------------------------------- */

static bool at_default(const CoreField *f, const CoreExpr *v)
{
    if (f->deflt == NULL)
        return v->missing;
    const Value a = literal_value(f->deflt), b = literal_value(v);
    return value_same(&a, &b);
}

const char *found_words(const Seek *s, const FoundLead *f)
{
    Buf b = {0};
    const char *before = " ";
    buf_z(&b, "lead {");
    for (int i = 0; i < f->n; i++) {
        const CoreField *field = &s->core->fields[f->given[i].field];
        if (at_default(field, f->given[i].value))
            continue;
        const Value v = literal_value(f->given[i].value);
        buf_format(&b, "%s%s ", before, str_z(field->name));
        value_print(&b, &v, s->core->zone, s->core->currency, true);
        before = ", ";
    }
    buf_z(&b, " }");
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}
