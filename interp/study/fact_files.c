/* fact_files.c -- a reader a fact, one after the other. */
#include "interp/study/fact_files.h"

#include "interp/base/mem.h"
#include <stdlib.h>

typedef struct FactFile {
    FactInput input;
    Reader *reader; /* NULL: was not given */
} FactFile;

struct FactFiles {
    const Core *core;
    FactFile *file;    /* by fact */
    FactTable **table; /* by fact */
};

static void *zeroed(size_t n, size_t size)
{
    void *p = calloc(n + 1, size);
    if (p == NULL)
        mem_exhausted();
    return p;
}

void fact_not_given(const Core *core, int fact, Diags *diags)
{
    const CoreFact *f = &core->facts[fact];
    const char *name = str_z(f->name);
    Diag *d = diag_at(diags, E0724, core->span[f->id], MSG_FACT_NOT_GIVEN, name);
    diag_help(d, MSG_FACT_NOT_GIVEN_HELP, name);
}

FactFiles *fact_files_new(const Core *core, const FactInput *input,
                          const ReadOptions *o, RejectSink rejects, Diags *diags)
{
    FactFiles *f = zeroed(1, sizeof *f);
    f->core = core;
    f->file = zeroed((size_t)core->n_facts, sizeof *f->file);
    f->table = zeroed((size_t)core->n_facts, sizeof(FactTable *));
    for (int i = 0; i < core->n_facts; i++) {
        const CoreFact *fact = &core->facts[i];
        const Core *of = fact->core;
        f->file[i].input = input[i];
        if (input[i].n == 0)
            continue;
        f->file[i].reader = reader_new(&of, 1, o, rejects, diags);
        if (fact->key >= 0)
            f->table[i] = fact_table_new(fact);
    }
    return f;
}

void fact_files_free(FactFiles *f)
{
    if (f == NULL)
        return;
    for (int i = 0; i < f->core->n_facts; i++) {
        reader_free(f->file[i].reader);
        fact_table_free(f->table[i]);
    }
    free(f->file);
    free(f->table);
    free(f);
}

bool fact_files_open(FactFiles *f)
{
    bool sound = true;
    for (int i = 0; i < f->core->n_facts; i++) {
        const FactFile *file = &f->file[i];
        if (file->reader != NULL)
            sound = reader_open(file->reader, file->input.name, file->input.n) && sound;
    }
    return sound;
}

static bool read_one(FactFiles *f, int fact, int64_t as_of_us, FactTake *take,
                     void *ctx)
{
    Reader *r = f->file[fact].reader;
    int n;
    while ((n = reader_next(r)) > 0) {
        Batch *b = reader_batch(r, 0);
        b->now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = &as_of_us};
        if (f->table[fact] != NULL)
            fact_table_append(f->table[fact], b);
        if (!take(ctx, fact, b, reader_stats(r)))
            return false;
    }
    return n == 0;
}

bool fact_files_read(FactFiles *f, int64_t as_of_us, FactTake *take, void *ctx)
{
    for (int kept = 1; kept >= 0; kept--)
        for (int i = 0; i < f->core->n_facts; i++)
            if (f->file[i].reader != NULL && (f->table[i] != NULL) == (kept == 1)
                && !read_one(f, i, as_of_us, take, ctx))
                return false;
    return true;
}

FactTable *const *fact_files_tables(const FactFiles *f) { return f->table; }

uint64_t fact_files_repeated(const FactFiles *f, int fact)
{
    return f->table[fact] != NULL ? fact_table_repeated(f->table[fact]) : 0;
}

const ReadStats *fact_files_stats(const FactFiles *f, int fact)
{
    const Reader *r = f->file[fact].reader;
    return r != NULL ? reader_stats(r) : NULL;
}

void fact_files_unseen(const FactFiles *f, Diags *diags)
{
    for (int i = 0; i < f->core->n_facts; i++)
        if (f->file[i].reader != NULL)
            reader_unseen(f->file[i].reader, diags);
}
