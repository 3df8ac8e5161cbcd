/* lead_base.c -- inputs read once, and kept. */
#include "interp/study/lead_base.h"

#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include <stdlib.h>

/* -- reading ---------------------------------------------------------------------------- */

typedef struct Taking {
    LeadBase *base;
    const BaseInputs *in;
} Taking;

static bool goes_on(const BaseInputs *in, const ReadStats *stats)
{
    return in->go_on == NULL || in->go_on(in->ctx, stats);
}

static bool take_fact(void *ctx, int fact, const Batch *b, const ReadStats *stats)
{
    const Taking *t = ctx;
    kept_rows_append(t->base->fact[fact], b);
    return goes_on(t->in, stats);
}

static bool read_facts(LeadBase *b, const BaseInputs *in, int64_t as_of_us)
{
    Taking taking = {b, in};
    for (int i = 0; i < b->core->n_facts; i++)
        if (in->fact[i].n > 0)
            b->fact[i] = kept_rows_new(b->core->facts[i].core);
    const bool whole = fact_files_open(b->files)
                       && fact_files_read(b->files, as_of_us, take_fact, &taking);
    for (int i = 0; i < b->core->n_facts; i++)
        if (b->fact[i] != NULL)
            kept_rows_end(b->fact[i]);
    return whole;
}

static bool read_leads(LeadBase *b, const BaseInputs *in, Reader *r)
{
    int n = 0;
    b->leads = kept_rows_new(b->core);
    while ((n = reader_next(r)) > 0) {
        kept_rows_append(b->leads, reader_batch(r, 0));
        if (!goes_on(in, reader_stats(r)))
            return false;
    }
    kept_rows_end(b->leads);
    return n == 0;
}

static const char *names_of(const char *const *name, int n)
{
    Buf b = {0};
    for (int i = 0; i < n; i++)
        buf_format(&b, "%s%s", i > 0 ? ", " : "", name[i]);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void put_input(LeadBase *b, const char *const *name, int n, Str what,
                      const ReadStats *stats, uint64_t repeated)
{
    b->input[b->n_inputs++] = (ReportInput){.name = names_of(name, n),
                                            .file = name,
                                            .n_files = n,
                                            .what = what,
                                            .stats = *stats,
                                            .repeated = repeated};
}

static void set_inputs(LeadBase *b, const BaseInputs *in, const Reader *r)
{
    const Core *core = b->core;
    b->input = MEM_ARRAY(ReportInput, core->n_facts + 1);
    put_input(b, in->name, in->n, STR("lead"), reader_stats(r), 0);
    for (int i = 0; i < core->n_facts; i++)
        if (in->fact[i].n > 0)
            put_input(b, in->fact[i].name, in->fact[i].n, core->facts[i].name,
                      fact_files_stats(b->files, i), fact_files_repeated(b->files, i));
}

static bool read_all(LeadBase *b, const Session *s, const BaseInputs *in,
                     int64_t as_of_us)
{
    Reader *r = reader_new(&b->core, 1, &in->read, in->rejects, s->diags);
    const bool whole = reader_open(r, in->name, in->n) && read_facts(b, in, as_of_us)
                       && read_leads(b, in, r);
    if (whole) {
        set_inputs(b, in, r);
        reader_unseen(r, s->diags);
        fact_files_unseen(b->files, s->diags);
    }
    reader_free(r);
    return whole;
}

LeadBase *lead_base_read(const Session *s, const BaseInputs *in, int64_t as_of_us)
{
    LeadBase *b = MEM_NEW(LeadBase);
    b->core = s->core;
    b->fact = MEM_ARRAY(KeptRows *, s->core->n_facts + 1);
    b->files = fact_files_new(s->core, in->fact, &in->read, in->rejects, s->diags);
    b->table = fact_files_tables(b->files);
    if (read_all(b, s, in, as_of_us))
        return b;
    lead_base_free(b);
    return NULL;
}

void lead_base_free(LeadBase *b)
{
    if (b == NULL)
        return;
    kept_rows_free(b->leads);
    for (int i = 0; i < b->core->n_facts; i++)
        kept_rows_free(b->fact[i]);
    fact_files_free(b->files);
    *b = (LeadBase){.core = b->core};
}

size_t lead_base_bytes(const LeadBase *b)
{
    size_t bytes = kept_rows_bytes(b->leads);
    for (int i = 0; i < b->core->n_facts; i++)
        bytes += b->fact[i] != NULL ? kept_rows_bytes(b->fact[i]) : 0;
    return bytes;
}

/* -- whether a policy reads it ---------------------------------------------------------- */

/* What a reader is told of a core, as text. */
static void put_reading(Buf *out, const Core *core)
{
    buf_str(out, zone_name(core->zone));
    buf_char(out, ' ');
    buf_str(out, core->currency);
    core_dump_fields(out, core);
    for (int i = 0; i < core->n_facts; i++) {
        const CoreFact *f = &core->facts[i];
        buf_format(out, "fact %d ", f->key);
        buf_str(out, f->name);
        core_dump_fields(out, f->core);
    }
}

bool lead_base_fits(const LeadBase *b, const Core *core)
{
    Buf read = {0}, asked = {0};
    if (b->core == core)
        return true;
    put_reading(&read, b->core);
    put_reading(&asked, core);
    const bool fits = str_eq(buf_view(&read), buf_view(&asked));
    buf_free(&read);
    buf_free(&asked);
    return fits;
}

/* -- leads by name ---------------------------------------------------------------------- */

static void put_label(Buf *out, const Core *core, const Batch *b, int r)
{
    const int label = core->label;
    out->n = 0;
    if (label < 0 || column_missing(&b->col[label], r))
        buf_i64(out, (int64_t)b->row[r].number);
    else
        col_print(out, &b->col[label], r, core->fields[label].type, core, false);
}

Str lead_base_label(const LeadBase *b, int64_t row)
{
    Buf text = {0};
    put_label(&text, b->core, kept_rows_batch(b->leads, (int)(row / BATCH_ROWS)),
              (int)(row % BATCH_ROWS));
    const Str s = buf_copy(&text);
    buf_free(&text);
    return s;
}

/* "#17" is a record's number; -1: no number. */
static int64_t number_of(Str key)
{
    const char *z = str_z(key);
    return key.n > 1 && key.n < 19 && z[0] == '#'
                   && strspn(z + 1, "0123456789") == key.n - 1
               ? strtoll(z + 1, NULL, 10)
               : -1;
}

int64_t lead_base_find(const LeadBase *b, Str key)
{
    const int64_t number = number_of(key);
    Buf label = {0};
    int64_t found = -1;
    for (int i = 0; i < kept_rows_batches(b->leads) && found < 0; i++) {
        const Batch *batch = kept_rows_batch(b->leads, i);
        for (int r = 0; r < batch->n && found < 0; r++) {
            if (number < 0)
                put_label(&label, b->core, batch, r);
            if (number >= 0 ? batch->row[r].number == (uint64_t)number
                            : str_eq(buf_view(&label), key))
                found = (int64_t)i * BATCH_ROWS + r;
        }
    }
    buf_free(&label);
    return found;
}
