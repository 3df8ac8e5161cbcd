/* lead_base.c -- stand-in. */
#include "interp/study/lead_base.h"
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include <stdlib.h>
typedef struct Taking { LeadBase *b; const BaseInputs *in; } Taking;
static bool take(void *ctx, int fact, const Batch *b, const ReadStats *stats)
{
    Taking *t = ctx;
    if (t->b->fact[fact] == NULL)
        t->b->fact[fact] = kept_rows_new(t->b->core->facts[fact].core);
    kept_rows_append(t->b->fact[fact], b);
    return t->in->go_on == NULL || t->in->go_on(t->in->ctx, stats);
}
LeadBase *lead_base_read(const Session *s, const BaseInputs *in, int64_t as_of_us)
{
    LeadBase *b = MEM_NEW(LeadBase);
    const Core *core = s->core;
    b->core = core;
    b->leads = kept_rows_new(core);
    b->fact = MEM_ARRAY(KeptRows *, core->n_facts + 1);
    b->files = fact_files_new(core, in->fact, &in->read, in->rejects, s->diags);
    b->table = fact_files_tables(b->files);
    Reader *r = reader_new(&core, 1, &in->read, in->rejects, s->diags);
    Taking t = {b, in};
    if (!fact_files_open(b->files) || !reader_open(r, in->name, in->n)
        || !fact_files_read(b->files, as_of_us, take, &t))
        return NULL;
    int n;
    while ((n = reader_next(r)) > 0) {
        kept_rows_append(b->leads, reader_batch(r, 0));
        if (in->go_on != NULL && !in->go_on(in->ctx, reader_stats(r)))
            return NULL;
    }
    b->input = MEM_ARRAY(ReportInput, core->n_facts + 1);
    b->input[0] = (ReportInput){.name = in->name[0], .file = in->name, .n_files = in->n, .what = STR("lead"), .stats = *reader_stats(r)};
    b->n_inputs = 1;
    reader_free(r);
    return b;
}
void lead_base_free(LeadBase *b) { if (b != NULL) kept_rows_free(b->leads); }
bool lead_base_fits(const LeadBase *b, const Core *core) { return b->core->n_fields == core->n_fields; }
size_t lead_base_bytes(const LeadBase *b) { (void)b; return 0; }
Str lead_base_label(const LeadBase *b, int64_t row)
{
    const Batch *x = kept_rows_batch(b->leads, (int)(row / BATCH_ROWS));
    const int r = (int)(row % BATCH_ROWS), label = b->core->label;
    Buf text = {0};
    if (label < 0 || column_missing(&x->col[label], r))
        buf_i64(&text, (int64_t)x->row[r].number);
    else
        col_print(&text, &x->col[label], r, b->core->fields[label].type, b->core, false);
    const Str s = buf_copy(&text);
    buf_free(&text);
    return s;
}
int64_t lead_base_find(const LeadBase *b, Str key)
{
    for (int64_t i = 0; i < kept_rows_n(b->leads); i++)
        if (str_eq(lead_base_label(b, i), key))
            return i;
    return -1;
}
