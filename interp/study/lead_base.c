/* lead_base.c -- inputs read whole, batch by batch, into kept rows. */
#include "interp/study/lead_base.h"

#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/study/assess.h"
#include "interp/study/report_inputs.h"
#include <string.h>

/* -- reading ---------------------------------------------------------------------------- */

static void no_reject(void *ctx, const Reject *r) { (void)ctx, (void)r; }

typedef struct Reading {
    const Session *s;
    const BaseInputs *in;
    int64_t as_of_us;
    LeadBase *base;
    Reader *reader;
} Reading;

static bool goes_on(const BaseInputs *in, const ReadStats *stats)
{
    return in->go_on == NULL || in->go_on(in->ctx, stats);
}

/* Whether the facts that the policy asks for were given; else findings. */
static bool facts_fit(const Session *s, const BaseInputs *in, int64_t as_of_us)
{
    const Core *core = s->core;
    const ProgramWant want = {.lead = true};
    Assess *a = assess_new(s, as_of_us, 0, NULL, NULL);
    const Program *program = assess_program(a, &want);
    bool fit = true;
    for (int i = 0; i < core->n_facts; i++) {
        if (in->fact[i].n > 0
            || (!program_looks_up(program, i) && !assess_uses_fact(a, i)))
            continue;
        fact_not_given(core, i, s->diags);
        fit = false;
    }
    assess_free(a);
    return fit;
}

static bool keep_fact(void *ctx, int fact, const Batch *b, const ReadStats *stats)
{
    const Reading *r = ctx;
    kept_rows_append(r->base->fact[fact], b);
    return goes_on(r->in, stats);
}

static void begin(Reading *r)
{
    const Core *core = r->s->core;
    RejectSink rejects = r->in->rejects;
    if (rejects.put == NULL)
        rejects.put = no_reject;
    LeadBase *b = r->base = MEM_NEW(LeadBase);
    b->core = core;
    b->leads = kept_rows_new(core);
    b->fact = MEM_ARRAY(KeptRows *, core->n_facts + 1);
    for (int i = 0; i < core->n_facts; i++)
        if (r->in->fact[i].n > 0)
            b->fact[i] = kept_rows_new(core->facts[i].core);
    b->files = fact_files_new(core, r->in->fact, &r->in->read, rejects, r->s->diags);
    b->table = fact_files_tables(b->files);
    r->reader = reader_new(&core, 1, &r->in->read, rejects, r->s->diags);
}

static bool read_leads(Reading *r)
{
    int n;
    while ((n = reader_next(r->reader)) > 0) {
        kept_rows_append(r->base->leads, reader_batch(r->reader, 0));
        if (!goes_on(r->in, reader_stats(r->reader)))
            return false;
    }
    return n == 0;
}

static bool read_all(Reading *r)
{
    const bool facts = fact_files_open(r->base->files);
    return reader_open(r->reader, r->in->name, r->in->n) && facts
           && fact_files_read(r->base->files, r->as_of_us, keep_fact, r)
           && read_leads(r);
}

/* After the last row. */
static void end(Reading *r)
{
    kept_rows_end(r->base->leads);
    for (int i = 0; i < r->s->core->n_facts; i++)
        if (r->base->fact[i] != NULL)
            kept_rows_end(r->base->fact[i]);
}

static void name_inputs(Reading *r)
{
    const InputsRead in = {.core = r->s->core,
                           .name = r->in->name,
                           .n = r->in->n,
                           .stats = reader_stats(r->reader),
                           .fact = r->in->fact,
                           .facts = r->base->files};
    r->base->input = report_inputs(&in, &r->base->n_inputs);
    reader_unseen(r->reader, r->s->diags);
    fact_files_unseen(r->base->files, r->s->diags);
}

LeadBase *lead_base_read(const Session *s, const BaseInputs *in, int64_t as_of_us)
{
    Reading r = {.s = s, .in = in, .as_of_us = as_of_us};
    if (!facts_fit(s, in, as_of_us))
        return NULL;
    begin(&r);
    const bool whole = read_all(&r);
    end(&r);
    if (whole)
        name_inputs(&r);
    else
        lead_base_free(r.base);
    reader_free(r.reader);
    return whole ? r.base : NULL;
}

void lead_base_free(LeadBase *b)
{
    if (b == NULL)
        return;
    kept_rows_free(b->leads);
    for (int i = 0; i < b->core->n_facts; i++)
        kept_rows_free(b->fact[i]);
    fact_files_free(b->files);
    b->leads = NULL;
    b->files = NULL;
    b->fact = NULL;
    b->table = NULL;
}

size_t lead_base_bytes(const LeadBase *b)
{
    size_t n = kept_rows_bytes(b->leads);
    for (int i = 0; i < b->core->n_facts; i++)
        n += b->fact[i] != NULL ? kept_rows_bytes(b->fact[i]) : 0;
    return n;
}

Batch lead_base_batch(const KeptRows *k, int i, int64_t *as_of_us)
{
    Batch b = *kept_rows_batch(k, i);
    b.now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = as_of_us};
    return b;
}

/* -- another policy --------------------------------------------------------------------- */

/* The dump names only the first few members of a type, and of no field the order that its
 * values are numbered by. */
static bool same_members(const Type *a, const Type *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == TY_LIST)
        return same_members(a->elem, b->elem);
    return a->kind != TY_ENUM
           || (enum_alike(a->of, b->of) && a->of->otherwise == b->of->otherwise);
}

static bool same_fields(const Core *a, const Core *b)
{
    if (a == b)
        return true;
    if (a->n_fields != b->n_fields || a->label != b->label)
        return false;
    Buf x = {0}, y = {0};
    core_dump_fields(&x, a);
    core_dump_fields(&y, b);
    bool same = str_eq(buf_view(&x), buf_view(&y));
    for (int i = 0; same && i < a->n_fields; i++)
        same = same_members(a->fields[i].type, b->fields[i].type);
    buf_free(&x);
    buf_free(&y);
    return same;
}

/* A fact that the policy asks for only now, and that was not given, has no rows to ask. */
bool facts_read_alike(const Core *a, const Core *b)
{
    if (a->n_facts != b->n_facts)
        return false;
    for (int i = 0; i < a->n_facts; i++)
        if (!str_eq(a->facts[i].name, b->facts[i].name)
            || a->facts[i].key != b->facts[i].key
            || !same_fields(a->facts[i].core, b->facts[i].core))
            return false;
    return true;
}

bool lead_base_fits(const LeadBase *b, const Core *core)
{
    return same_fields(b->core, core) && facts_read_alike(b->core, core);
}

/* -- one lead --------------------------------------------------------------------------- */

/* Row r of batch i as results name it. */
static void put_label(Buf *out, const LeadBase *b, int64_t row)
{
    const int label = b->core->label, r = (int)(row % BATCH_ROWS);
    const Batch *batch = kept_rows_batch(b->leads, (int)(row / BATCH_ROWS));
    if (label < 0 || column_missing(&batch->col[label], r))
        buf_i64(out, (int64_t)kept_rows_ref(b->leads, row).number);
    else
        col_print(out, &batch->col[label], r, b->core->fields[label].type, b->core,
                  false);
}

Str lead_base_label(const LeadBase *b, int64_t row)
{
    Buf text = {0};
    put_label(&text, b, row);
    const Str label = buf_copy(&text);
    buf_free(&text);
    return label;
}

static int64_t row_numbered(const LeadBase *b, uint64_t number)
{
    for (int64_t row = 0; row < kept_rows_n(b->leads); row++)
        if (kept_rows_ref(b->leads, row).number == number)
            return row;
    return -1;
}

/* A text label is compared where it stands, any other as it is printed. */
static bool label_is(const LeadBase *b, int64_t row, Str key, Buf *room)
{
    const int label = b->core->label, r = (int)(row % BATCH_ROWS);
    const Column *c = &kept_rows_batch(b->leads, (int)(row / BATCH_ROWS))->col[label];
    if (c->phys == PHYS_TEXT && !column_missing(c, r))
        return str_eq(col_text(c, r), key);
    room->n = 0;
    put_label(room, b, row);
    return str_eq(buf_view(room), key);
}

static int64_t row_labelled(const LeadBase *b, Str key)
{
    Buf room = {0};
    int64_t row = 0;
    const int64_t n = kept_rows_n(b->leads);
    while (row < n && !label_is(b, row, key, &room))
        row++;
    buf_free(&room);
    return row < n ? row : -1;
}

static bool is_number(Str s, uint64_t *n)
{
    *n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        *n = *n * 10 + (uint64_t)(s.p[i] - '0');
    }
    return s.n > 0 && s.n < 19;
}

int64_t lead_base_find(const LeadBase *b, Str key)
{
    uint64_t number;
    const bool hash = key.n > 0 && key.p[0] == '#';
    const Str digits = hash ? str_sub(key, 1, key.n) : key;
    if ((hash || b->core->label < 0) && is_number(digits, &number))
        return row_numbered(b, number);
    return b->core->label >= 0 ? row_labelled(b, key) : -1;
}
