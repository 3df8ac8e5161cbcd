/* diff_leads.c -- each batch by both policies, and what differs. */
#include "interp/app/diff_leads.h"

#include "interp/app/report_out.h"
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/study/impact_make.h"
#include "interp/study/witness.h"

typedef struct Leads {
    Pass *pass;
    Impacting *impact;
    Witnesses *witnesses;
    Outcome *before, *after; /* of a batch */
    Outcome *kept[2];        /* of the rows for which --where is yes; NULL: all are */
    int row[BATCH_ROWS];     /* theirs */
    int by;                  /* extra, or -1 */
    int64_t first;           /* number of the first of the batch at hand, of those compared */
} Leads;

/* Of a lead that is compared: its row of the batch. */
static int row_of(const Leads *l, int64_t number)
{
    const int k = (int)(number - l->first);
    return l->kept[0] != NULL ? l->row[k] : k;
}

static const char *group_by(const Pass *p)
{
    return args_value(p->app->args, OPT_GROUP_BY);
}

static bool by_fits(Pass *p)
{
    const char *text = group_by(p);
    if (text == NULL)
        return true;
    CoreExpr *e = session_expr(p->s, "--group-by", text, NULL);
    if (e != NULL)
        pass_extra(p, e);
    return e != NULL;
}

bool diff_leads_open(Pass *p, Session *before)
{
    const ProgramWant want = {.lead = true};
    p->before = MEM_NEW(PassBefore);
    p->before->s = before;
    p->assesses = true;
    p->periods = REPORT_PERIODS;
    return by_fits(p) && pass_where(p) && pass_inputs(p) && pass_open(p, &want);
}

/* -- a lead that is shown ------------------------------------------------------------------- */

static Str label_in_batch(void *ctx, int r)
{
    const Leads *l = ctx;
    const Core *core = l->pass->s->core;
    const Batch *b = l->pass->batch;
    Buf text = {0};
    if (core->label < 0 || column_missing(&b->col[core->label], r))
        buf_i64(&text, (int64_t)b->row[r].number);
    else
        col_print(&text, &b->col[core->label], r, core->fields[core->label].type, core,
                  false);
    const Str z = buf_copy(&text);
    buf_free(&text);
    return z;
}

static Str label(void *ctx, int64_t number)
{
    return label_in_batch(ctx, row_of(ctx, number));
}

static WitnessRows rows_of(Leads *l)
{
    const Pass *p = l->pass;
    return (WitnessRows){.old_batch = p->before->batch,
                         .now_batch = p->batch,
                         .old_eval = p->before->eval,
                         .now_eval = p->eval,
                         .old = l->before,
                         .now = l->after,
                         .kept = p->kept,
                         .old_table = pass_before_tables(p),
                         .now_table = fact_files_tables(p->facts),
                         .label = label_in_batch,
                         .ctx = l};
}

static Str why(void *ctx, int64_t number)
{
    Leads *l = ctx;
    const WitnessRows rows = rows_of(l);
    return witness_why(l->witnesses, &rows, row_of(l, number));
}

/* -- all of them ---------------------------------------------------------------------------- */

/* How many are compared. */
static int take_kept(Leads *l)
{
    const Pass *p = l->pass;
    int n = 0;
    for (int r = 0; r < p->batch->n; r++) {
        l->row[n] = r;
        n += p->kept[r];
    }
    outcome_take(l->kept[0], l->before, l->row, n);
    outcome_take(l->kept[1], l->after, l->row, n);
    return n;
}

static void compare_batch(Leads *l)
{
    const Pass *p = l->pass;
    int n = p->batch->n;
    outcome_put(l->before, 0, p->before->eval, n, NULL);
    outcome_put(l->after, 0, p->eval, n, NULL);
    l->before->n = l->after->n = n;
    const WitnessRows rows = rows_of(l);
    witness_rows(l->witnesses, &rows, n);
    const bool some = l->kept[0] != NULL;
    if (some)
        n = take_kept(l);
    impact_add(l->impact, some ? l->kept[0] : l->before, some ? l->kept[1] : l->after,
               l->first, label, l);
    if (l->by >= 0)
        impact_group(l->impact, l->first, eval_extra(p->eval, l->by),
                     some ? l->row : NULL, n);
    l->first += n;
}

const Impact *diff_leads(Pass *p, Meaning *meaning)
{
    Leads l = {.pass = p,
               .witnesses = witness_new(meaning, p->before->s, p->s, p->as_of_us),
               .impact = impact_begin(p->before->s->core, p->s->core),
               .before = outcome_new(p->before->s->core, BATCH_ROWS),
               .after = outcome_new(p->s->core, BATCH_ROWS),
               .by = group_by(p) != NULL ? 0 : -1};
    if (p->where_at >= 0) {
        l.kept[0] = outcome_new(p->before->s->core, BATCH_ROWS);
        l.kept[1] = outcome_new(p->s->core, BATCH_ROWS);
    }
    if (l.by >= 0)
        impact_by(l.impact, group_by(p), p->extra[0]->type);
    impact_why(l.impact, why);
    while (pass_next(p))
        compare_batch(&l);
    progress_end(p->app);
    witness_make(l.witnesses);
    witness_free(l.witnesses);
    const Impact *impact = impact_end(l.impact, report_before(p), report_of(p));
    outcome_free(l.before);
    outcome_free(l.after);
    outcome_free(l.kept[0]);
    outcome_free(l.kept[1]);
    return impact;
}
