/* one_lead.c -- a batch of one row: what is given is made, the rest is borrowed. */
#include "interp/study/one_lead.h"

#include "interp/base/mem.h"
#include "interp/study/made_rows.h"

struct OneLead {
    const Core *core;
    MadeRows *rows;
    Eval *eval;
};

/* Row r of a column as a column of its own: CONSTANT stands for one row as for many. */
static Column column_from(const Column *c, int r)
{
    Column one = *c;
    if (c->form == FORM_CONSTANT)
        return one;
    one.null = c->null != NULL ? c->null + r : NULL;
    switch (c->phys) {
    case PHYS_I64: one.i64 = c->i64 + r; break;
    case PHYS_FLAG: one.flag = c->flag + r; break;
    case PHYS_TEXT: one.text = c->text + r; break;
    case PHYS_LIST: one.list.start = c->list.start + r; break;
    }
    return one;
}

static bool is_given(const OneLeadWant *w, int field)
{
    for (int i = 0; i < w->n_given; i++)
        if (w->given[i].field == field)
            return true;
    return false;
}

static CoreGiven *given_copy(const OneLeadWant *w)
{
    CoreGiven *copy = MEM_ARRAY(CoreGiven, w->n_given + 1);
    for (int i = 0; i < w->n_given; i++)
        copy[i] = w->given[i];
    return copy;
}

/* What is given, and defaults; then the record's own over the defaults. */
static void lay(OneLead *l, const OneLeadWant *w)
{
    const CoreRecord record = {
        .fact = -1, .given = given_copy(w), .n_given = w->n_given, .id = -1};
    l->rows = made_rows_new(l->core, &record, 1);
    made_rows_at(l->rows, w->as_of_us);
    l->rows->batch.row[0] = (RowRef){0};
    if (w->batch == NULL)
        return;
    for (int f = 0; f < l->core->n_fields; f++)
        if (!is_given(w, f))
            l->rows->batch.col[f] = column_from(&w->batch->col[f], w->r);
    if (w->from != NULL)
        l->rows->batch.row[0] = *w->from;
    else if (w->batch->row != NULL)
        l->rows->batch.row[0] = w->batch->row[w->r];
}

static void settle(OneLead *l, const OneLeadWant *w)
{
    session_apply(w->session, l->eval);
    for (int i = 0; i < l->core->n_facts; i++)
        eval_set_table(l->eval, i, w->table != NULL ? w->table[i] : NULL);
}

OneLead *one_lead_new(const OneLeadWant *w)
{
    OneLead *l = MEM_NEW(OneLead);
    const ProgramWant want = {
        .lead = true, .explain = true, .extra = w->extra, .n_extra = w->n_extra};
    l->core = w->session->core;
    l->eval = eval_new(program_plan(l->core, &want));
    lay(l, w);
    settle(l, w);
    eval_batch(l->eval, &l->rows->batch);
    return l;
}

void one_lead_again(OneLead *l, const OneLeadWant *w)
{
    made_rows_free(l->rows);
    lay(l, w);
    settle(l, w);
    eval_batch(l->eval, &l->rows->batch);
}

void one_lead_free(OneLead *l)
{
    if (l == NULL)
        return;
    eval_free(l->eval);
    made_rows_free(l->rows);
}

Row one_lead_row(const OneLead *l) { return (Row){&l->rows->batch, l->eval, 0}; }
